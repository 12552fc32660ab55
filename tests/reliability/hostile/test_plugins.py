"""Hostile plugins: what is not on the list is not imported; what breaks its contract is named and stops the run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from inspect_core.app.imports import import_files
from inspect_core.app.project import App
from inspect_core.app.score import scored
from inspect_core.bootstrap import build, create_journal
from inspect_core.domain.period import month_period
from inspect_core.domain.table import Source
from inspect_core.errors import InspectError, PluginError, Problem
from inspect_core.host.loader import Installed
from tests.reliability.hostile.plugins import CORPUS, HEAD, JUDGE, NAME, VERSION, HostilePlugin

NOW = datetime(2026, 11, 1, tzinfo=timezone(timedelta(hours=8)))
SETTINGS = """\
[project]
id = "park"
[rules]
rulesets = ["odd"]
scheme = "plain"
[plugins]
allow = {{ {allow} }}
"""
RULESET = """\
ruleset: odd
edition: 2026-10-01
title: Odd
forms:
  check: {title: Check, filled_by: [guard], about: none, at: post}
rules:
  rule:
    {title: Odd, kind: odd, form: check, ask: Was it odd?, credit: observer, points: 100}
"""
SCHEME = """\
scheme: plain
edition: 2026-10-01
title: Plain
roles:
  guard: {title: Guard, weights: {odd: 100}}
bands: {A: 90, B: 0}
"""
FILES = {
    "people": b"id,name,role\nP1,Li,guard\n",
    "places": b"id,kind\ngate,post\n",
    "observations": b"id,observer,start,place,form,rule\no1,P1,2026-10-08 08:10,gate,check,pass\n",
}


class StandingClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which a hostile module can be found, forgotten afterwards."""
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    sys.modules.pop("hostile_plugin", None)


def plugin(folder: Path, code: str) -> Installed:
    (folder / "hostile_plugin.py").write_text(code, encoding="utf-8")
    return Installed(NAME, VERSION, (EntryPoint("hostile", "hostile_plugin", "inspect_core"),))


def project(folder: Path, allow: str = f'{NAME} = "{VERSION}"') -> Path:
    home = folder / "park"
    (home / "rulesets/schemes").mkdir(parents=True)
    (home / "inspect-core.toml").write_text(SETTINGS.format(allow=allow), encoding="utf-8")
    (home / "rulesets/odd.yaml").write_text(RULESET, encoding="utf-8")
    (home / "rulesets/schemes/plain.yaml").write_text(SCHEME, encoding="utf-8")
    create_journal(home / "journal", "park", {"name": "Park"}, "cli:test", NOW)
    return home


def opened(home: Path, found: Installed, notices: list[Problem] | None = None) -> App:
    heard = (notices if notices is not None else []).append
    return build(home, clock=StandingClock(), actor="cli:test", notify=heard, installed=[found], unlisted=heard)


def run(home: Path, found: Installed) -> object:
    """Everything that is done with a project: opened, filled and scored."""
    app = opened(home, found)
    for kind, data in FILES.items():
        import_files(app, kind, [Source(f"{kind}.csv", data)])  # type: ignore[arg-type]
    return scored(app, month_period("2026-10"))


def test_a_plugin_that_keeps_its_contract_is_scored(folder: Path) -> None:
    code = HEAD + JUDGE + "return Judgement(Outcome.MET)\n"
    assert run(project(folder), plugin(folder, code))
    assert (folder / "marker").exists()


def test_a_plugin_that_is_not_on_the_list_is_not_imported_and_there_is_a_notice(folder: Path) -> None:
    notices: list[Problem] = []
    opened(project(folder, allow=""), plugin(folder, HEAD + "    pass\n"), notices)
    assert [notice.code for notice in notices] == ["N-PLUG-UNLISTED"]
    assert NAME in notices[0].message
    assert not (folder / "marker").exists()


@pytest.mark.parametrize(
    ("allow", "code"), [(f'{NAME} = "1.1"', "E-PLUG-VERSION"), ('other = "1.0"', "E-PLUG-MISSING")]
)
def test_another_version_than_the_list_says_and_a_missing_plugin_are_refused_unimported(
    folder: Path, allow: str, code: str
) -> None:
    with pytest.raises(PluginError) as caught:
        opened(project(folder, allow), plugin(folder, HEAD + "    pass\n"))
    assert (caught.value.code, bool(caught.value.hint), bool(caught.value.hint_zh)) == (code, True, True)
    assert not (folder / "marker").exists()


@pytest.mark.parametrize("case", CORPUS, ids=[case.title.replace(" ", "-") for case in CORPUS])
def test_a_plugin_that_breaks_its_contract_is_named_and_nothing_is_scored(case: HostilePlugin, folder: Path) -> None:
    home = project(folder)
    with pytest.raises(InspectError) as caught:
        run(home, plugin(folder, case.code))
    problem = caught.value.first
    assert (type(caught.value), problem.code) == (PluginError, case.refusal), problem.message
    assert NAME in problem.message
    assert case.said in problem.message
    assert problem.hint
    assert problem.message_zh
    assert problem.hint_zh
