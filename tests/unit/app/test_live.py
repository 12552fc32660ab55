"""A month kept warm in a process follows the journal, whoever writes to it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from inspect_core import bootstrap
from inspect_core.app.imports import import_files
from inspect_core.app.init import NewProject, init_project
from inspect_core.app.live import MOST, Live
from inspect_core.app.project import App
from inspect_core.app.record import record
from inspect_core.app.score import scored
from inspect_core.app.views import score_view
from inspect_core.app.withdraw import void
from inspect_core.domain.table import Source
from inspect_core.engine.live import LiveMonth


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 10, 9, 12, 0, tzinfo=UTC)


@pytest.fixture
def app(tmp_path: Path) -> App:
    folder = tmp_path / "lakeside"
    init_project(folder, NewProject(id="lakeside"), {}, bootstrap.create_journal, Clock(), "test")
    app = bootstrap.build(folder, clock=Clock(), actor="test", installed=())
    people = "id,name,role\nP1,王强,guard\nP2,李梅,shift_leader\nP3,赵敏,department_supervisor\n"
    import_files(app, "people", [Source("people.csv", people.encode())])
    import_files(app, "places", [Source("places.csv", b"id,kind\ngate,post\n")])
    roster = "day,person,shift,start,end,place\n2026-10-08,P1,day,08:00,20:00,gate\n2026-10-08,P2,day,08:00,20:00,\n"
    import_files(app, "roster", [Source("roster.csv", roster.encode())])
    return app


def walk(app: App, clock: str) -> str:
    said = [("observer", "P2"), ("place", "gate"), ("start", f"2026-10-08 {clock}"), ("minutes", "5")]
    answers = [(question, "pass") for question in ("etiquette", "working-state", "facilities")]
    return record(app, app.standards.forms["patrol"], [*said, *answers]).id


def anew(app: App) -> Any:
    again = bootstrap.build(app.folder, clock=Clock(), actor="test", installed=())
    return score_view(scored(again, again.period("2026-10")))


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a month was scored whole."""
    counted: list[int] = []
    begin = LiveMonth.__init__

    def begun(self: LiveMonth, *words: Any) -> None:
        counted.append(1)
        begin(self, *words)

    monkeypatch.setattr(LiveMonth, "__init__", begun)
    return counted


def test_a_record_more_is_taken_in_without_scoring_the_month_anew(app: App, starts: list[int]) -> None:
    live = Live(app, app.period("2026-10"))
    for clock in ("09:00", "11:00", "10:00"):
        walk(app, clock)
        assert score_view(live.month()) == anew(app)
    assert len(starts) == 1


def test_a_record_of_a_day_before_all_that_was_known_makes_more_due(app: App, starts: list[int]) -> None:
    live = Live(app, app.period("2026-10"))
    said = [("observer", "P2"), ("place", "gate"), ("start", "2026-10-02 09:00"), ("minutes", "5")]
    answers = [(question, "pass") for question in ("etiquette", "working-state", "facilities")]
    before = score_view(live.month())
    record(app, app.standards.forms["patrol"], [*said, *answers])
    after = score_view(live.month())
    assert after == anew(app) != before
    assert len(starts) == 2


def test_what_another_process_wrote_is_taken_in(app: App, starts: list[int]) -> None:
    live = Live(app, app.period("2026-10"))
    walk(bootstrap.build(app.folder, clock=Clock(), actor="test", installed=()), "09:00")
    assert score_view(live.month()) == anew(app)
    assert len(starts) == 1


def test_a_withdrawn_record_is_read_anew(app: App, starts: list[int]) -> None:
    live = Live(app, app.period("2026-10"))
    id = walk(app, "09:00")
    live.month()
    void(app, id, "entered twice")
    assert score_view(live.month()) == anew(app)
    assert len(starts) == 2


def test_a_person_more_is_read_anew(app: App, starts: list[int]) -> None:
    live = Live(app, app.period("2026-10"))
    import_files(app, "people", [Source("people.csv", b"id,role\nP4,guard\n")])
    assert score_view(live.month()) == anew(app)
    assert len(starts) == 2


def test_many_records_at_once_are_read_anew(app: App, starts: list[int]) -> None:
    live = Live(app, app.period("2026-10"))
    rows = "".join(f"r{n},P2,2026-10-08 {8 + n // 60:02d}:{n % 60:02d},gate\n" for n in range(MOST + 1))
    import_files(app, "observations", [Source("rounds.csv", f"id,observer,start,place\n{rows}".encode())], "patrol")
    assert score_view(live.month()) == anew(app)
    assert len(starts) == 2


def test_a_record_of_another_month_changes_nothing(app: App, starts: list[int]) -> None:
    import_files(app, "places", [Source("places.csv", b"id,kind,first\nyard,area,2026-01-01\n")])
    live = Live(app, app.period("2026-10"))
    before = score_view(live.month())["people"]
    rows = b"id,observer,start,place\nold,P2,2026-08-01 09:00,gate\n"
    import_files(app, "observations", [Source("rounds.csv", rows)], "patrol")
    assert score_view(live.month())["people"] == before
    assert score_view(live.month()) == anew(app)
    assert len(starts) == 1
