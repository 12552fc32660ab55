"""A page names the head of the very journal it was scored from, however busy the journal is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspect_core import bootstrap
from inspect_core.app import past
from inspect_core.app import score as scoring
from inspect_core.app.facts import tables_of
from inspect_core.app.imports import import_files
from inspect_core.app.init import NewProject, init_project
from inspect_core.app.live import Live
from inspect_core.app.project import App
from inspect_core.app.record import record
from inspect_core.app.score import labels, scored
from inspect_core.app.snapshot import TRIES, snapshot
from inspect_core.domain.period import Period
from inspect_core.domain.table import Source
from inspect_core.engine.run import score_month
from inspect_core.engine.tables import Tables


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def app(tmp_path: Path) -> App:
    folder = tmp_path / "lakeside"
    init_project(folder, NewProject(id="lakeside"), {}, bootstrap.create_journal, Clock(), "test")
    app = bootstrap.build(folder, clock=Clock(), actor="test", installed=())
    import_files(app, "people", [Source("people.csv", "id,name,role\nP1,王强,guard\nP2,李梅,shift_leader\n".encode())])
    import_files(app, "places", [Source("places.csv", b"id,kind\ngate,post\n")])
    return app


def walk(app: App, day: int) -> None:
    said = [("observer", "P2"), ("place", "gate"), ("start", f"2026-10-{day:02d} 09:00"), ("minutes", "5")]
    answers = [(question, "pass") for question in ("etiquette", "working-state", "facilities")]
    record(app, app.standards.forms["patrol"], [*said, *answers])


def test_a_record_that_comes_while_the_month_is_read_is_in_the_month_and_in_its_head(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(app, 1)
    days = iter([2])

    def interrupted(app: App, period: Period) -> Tables:
        found = tables_of(app, period)
        for day in days:
            walk(app, day)
        return found

    monkeypatch.setattr(past, "tables_of", interrupted)
    month = scored(app, app.period("2026-10"))
    assert month.tables.visits.collect().height == 2
    assert month.provenance.journal == (app.store.journal.head().seq, app.store.journal.head().hash)


def test_a_record_that_comes_after_the_reading_is_neither_in_the_month_nor_in_its_head(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(app, 1)
    before = app.store.journal.head()

    def interrupted(*words: object) -> object:
        walk(app, 2)
        return score_month(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(scoring, "score_month", interrupted)
    month = scored(app, app.period("2026-10"))
    assert month.tables.visits.collect().height == 1
    assert month.provenance.journal == (before.seq, before.hash)


def test_names_are_those_of_the_same_journal(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    names = iter(["P1,王刚,guard"])

    def interrupted(app: App) -> object:
        found = labels(app)
        for name in names:
            import_files(app, "people", [Source("people.csv", f"id,name,role\n{name}\n".encode())])
        return found

    monkeypatch.setattr(scoring, "labels", interrupted)
    assert scored(app, app.period("2026-10")).labels.people["P1"] == "王刚"


def test_in_a_journal_that_never_rests_the_last_reading_holds_it(app: App) -> None:
    turns = []

    def read() -> int:
        turns.append(app.store.journal.head().seq)
        if len(turns) <= TRIES:
            walk(app, len(turns))
        return turns[-1]

    found, head = snapshot(app.store.journal, read)
    assert len(turns) == TRIES + 1
    assert found == head.seq == app.store.journal.head().seq


def test_a_month_kept_warm_names_the_last_record_it_took_in(app: App) -> None:
    live = Live(app, app.period("2026-10"))
    walk(app, 3)
    head = app.store.journal.head()
    assert live.month().provenance.journal == (head.seq, head.hash)
