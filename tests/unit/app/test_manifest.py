"""What a close pins: every paper it names is kept, and a look at it keeps nothing."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from inspect_core import bootstrap
from inspect_core.app.manifest import manifest_of
from inspect_core.app.project import App
from inspect_core.app.result import canonical, result_of
from inspect_core.app.score import scored
from inspect_core.domain.events import Json
from inspect_core.language.reader import read_text
from tests.unit.app.test_due_process import Still, small_project


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    folder = tmp_path_factory.mktemp("pinned") / "lakeside"
    small_project(folder)
    return bootstrap.build(folder, clock=Still(date(2026, 11, 2)), notify=lambda _: None)


def manifest(app: App, *, keep: bool) -> dict[str, Json]:
    month = scored(app, app.period("2026-10"))
    return manifest_of(app, month, app.store.journal.head(), result_of(month), keep=keep)


def papers(app: App) -> Path:
    return app.folder / "closed"


def test_a_look_at_it_keeps_nothing_and_names_the_same_papers(app: App) -> None:
    looked = manifest(app, keep=False)
    assert not papers(app).exists()
    assert manifest(app, keep=True) == looked


def test_every_paper_it_names_is_kept_and_reads_as_what_was_scored(app: App) -> None:
    found = json.loads(canonical(manifest(app, keep=True)))
    result = result_of(scored(app, app.period("2026-10")))
    assert app.store.papers.get(found["result"]) == canonical(result)
    for told, edition in zip(found["rulesets"], result["editions"], strict=True):
        assert (told["ruleset"], told["fingerprint"]) == (edition["ruleset"], edition["fingerprint"])
        text = app.store.papers.get(told["text"]).decode()
        assert read_text(text).plain["ruleset"] == told["ruleset"]
    assert (
        read_text(app.store.papers.get(found["scheme"]["text"]).decode()).plain["scheme"] == found["scheme"]["scheme"]
    )


def test_the_calendar_reaches_as_far_back_as_any_rule_looks_and_a_year_ahead(app: App) -> None:
    found = json.loads(canonical(manifest(app, keep=True)))
    days = json.loads(app.store.papers.get(found["calendar"]))
    assert min(days) <= "2025-10-01"
    assert max(days) >= "2027-10-31"
    assert days["2026-10-01"] is False
    assert days["2026-10-09"] is True


def test_it_says_the_period_the_zone_and_the_end_of_the_journal(app: App) -> None:
    found, head = json.loads(canonical(manifest(app, keep=False))), app.store.journal.head()
    assert (found["period"], found["first"], found["last"]) == ("2026-10", "2026-10-01", "2026-10-31")
    assert found["time_zone"] == "Asia/Shanghai"
    assert found["journal"] == {"seq": head.seq, "head": head.hash}


def test_the_records_are_counted_and_their_hashes_are_one_hash(app: App) -> None:
    found = json.loads(canonical(manifest(app, keep=False)))
    hashes = sorted(event.hash for event in app.store.journal.read() if event.kind == "observation.recorded")
    assert found["records"] == {"count": len(hashes), "sha256": sha256("\n".join(hashes).encode()).hexdigest()}
