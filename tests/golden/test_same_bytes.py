"""A closed month is scored to the same bytes anywhere, and the order in which records came moves nothing."""

from __future__ import annotations

import json
import os
import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import time_machine

from inspect_core import bootstrap
from inspect_core.api import Draft, Event
from inspect_core.app.project import App
from inspect_core.app.score import scored as scored_month
from inspect_core.app.views import score_view
from inspect_core.storage.backup import back_up
from inspect_core.storage.create import create_journal
from inspect_core.storage.journal import FileJournal
from inspect_core.storage.restore import restore
from tests.golden.same_bytes import closed_month, in_order, in_pairs, scored
from tests.unit.cli.conftest import Call, call, filled, made  # noqa: F401

SHUFFLES = 50
OTHERS = [python for python in os.environ.get("INSPECT_PYTHONS", "").split(os.pathsep) if python]
NOON = datetime(2026, 10, 9, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return closed_month(tmp_path_factory.mktemp("closed") / "demo")


@pytest.mark.slow
def test_a_closed_month_is_the_same_under_every_seed_in_every_zone_and_locale(closed: Path) -> None:
    found = {sha256(scored(closed, around)).hexdigest() for around in in_pairs()}
    assert len(found) == 1


@pytest.mark.slow
def test_nothing_that_is_told_of_a_month_hangs_on_an_order_nobody_asked_for(closed: Path, tmp_path: Path) -> None:
    plain, other = (in_order(seed, closed, tmp_path / str(seed)) for seed in (0, 1))
    assert min(map(len, plain.values())) > 1_000
    assert other == plain


@pytest.mark.slow
@pytest.mark.parametrize("python", OTHERS or [""])
def test_a_closed_month_is_the_same_with_another_python(closed: Path, python: str) -> None:
    if not python:
        pytest.skip("name other Pythons in INSPECT_PYTHONS")
    assert scored(closed, {}, python) == scored(closed, {})


@pytest.mark.slow
def test_a_closed_month_is_the_same_in_a_project_restored_from_its_backup(closed: Path, tmp_path: Path) -> None:
    back_up(closed, tmp_path / "b.zip", project="linjiang-garden", made_at=NOON, made_by="x")
    restore(tmp_path / "b.zip", tmp_path / "restored")
    assert scored(tmp_path / "restored", {}) == scored(closed, {})


def written_anew(folder: Path, target: Path, seed: int) -> Path:
    """The project with the observations of its journal in another order; all else stands where it stood."""
    journal = FileJournal(folder / "journal")
    events, private = list(journal.read()), journal.private()
    seen = [event for event in events if event.kind == "observation.recorded"]
    turned = iter(random.Random(seed).sample(seen, len(seen)) if seed else seen)
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("journal", "views"))
    order = [next(turned) if event.kind == "observation.recorded" else event for event in events]
    create_journal(target / "journal", order[0].id, order[0].body, actor=order[0].actor, at=order[0].at)
    drafts = [_draft(event, private) for event in order[1:]]
    with FileJournal(target / "journal").writing() as writer:
        writer.append(drafts, order[0].at)
    return target


def _draft(event: Event, private: Any) -> Draft:
    return Draft(event.kind, event.id, event.body, event.actor, private.get(event.seq))


def told(app: App, folder: Path) -> dict[str, Any]:
    """The score of October in another folder by the same standards, less how far the journal went."""
    store = bootstrap.FileStore(folder, app.settings, app.notify)
    other = replace(app, folder=folder, store=store, given=app.standards)
    with time_machine.travel(NOON, tick=False):
        view = dict(score_view(scored_month(other, other.period("2026-10"))))
    del view["journal"]
    return view


def rounds(call: Call, files: Path) -> None:  # noqa: F811
    """Patrols, several in one hour and one of them twice, and checks of a guard with other answers."""
    lines = ["编号,巡查人,开始时间,结束时间,部位,各岗位礼仪,工作状态,现场设施完好情况,备注"]
    for number in range(36):
        at = f"2026-10-0{8 + number % 2} {8 + number % (3 if number % 2 else 11):02}:{number * 7 % 59:02}"
        answers = ("合格" if number % 5 else "不合格", "合格", "合格" if number % 7 else "不合格")
        lines.append(f"r{number},P002,{at},{at[:-2]}59,南门岗,{','.join(answers)},第{number}次")
    (files / "rounds.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    checks = ["编号,巡查人,开始时间,部位,被检查人,smile-at-three-metres"]
    for number in range(24):
        answer = ("合格", "不合格", "不适用")[number % 3]
        checks.append(
            f"k{number},P003,2026-10-0{8 + number % 2} {8 + number // 6:02}:{number % 6 * 10 // 2:02},南门岗,P001,{answer}"
        )
    (files / "more.csv").write_text("\n".join(checks) + "\n", encoding="utf-8")
    for name, form in (("rounds", "patrol"), ("more", "courtesy-check")):
        said = call("import", "observations", files / f"{name}.csv", "--form", form)
        assert said.status == 0, said.err


def test_the_order_in_which_records_came_moves_no_score(call: Call, filled: Path, tmp_path: Path) -> None:  # noqa: F811
    rounds(call, tmp_path / "files")
    app = bootstrap.build(filled, notify=lambda _: None, unlisted=lambda _: None)
    first = told(app, written_anew(filled, tmp_path / "0", 0))
    rules = [rule for person in first["people"] for ruleset in person["rulesets"] for rule in ruleset["rules"]]
    assert any(rule["met"] and rule["unmet"] for rule in rules)
    for seed in range(1, SHUFFLES + 1):
        target = written_anew(filled, tmp_path / str(seed), seed)
        assert json.dumps(told(app, target)) == json.dumps(first), f"order {seed}"
        shutil.rmtree(target)
