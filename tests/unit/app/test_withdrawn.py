"""Records that count no longer are told to those they would have concerned, with who took them back, when and why."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from inspect_core import bootstrap
from inspect_core.app.imports import import_files
from inspect_core.app.init import NewProject, init_project
from inspect_core.app.project import App
from inspect_core.app.record import record
from inspect_core.app.score import explainer, scored, whole_explainer
from inspect_core.app.withdraw import void
from inspect_core.domain.table import Source

PEOPLE = "id,name,role\nP1,王强,guard\nP2,李梅,shift_leader\nP3,赵敏,guard\n"
ROSTER = """day,person,shift,start,end,place
2026-10-08,P1,day,08:00,20:00,gate
2026-10-09,P3,day,08:00,20:00,gate
2026-10-08,P2,day,08:00,20:00,
"""


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def app(tmp_path: Path) -> App:
    folder = tmp_path / "lakeside"
    init_project(folder, NewProject(id="lakeside"), {}, bootstrap.create_journal, Clock(), "test")
    app = bootstrap.build(folder, clock=Clock(), actor="cli:ann", installed=())
    import_files(app, "people", [Source("people.csv", PEOPLE.encode())])
    import_files(app, "places", [Source("places.csv", b"id,kind,name\ngate,post,South gate\n")])
    import_files(app, "roster", [Source("roster.csv", ROSTER.encode())])
    return app


def walk(app: App, clock: str, supersedes: str | None = None, **extra: str) -> str:
    said = [("observer", "P2"), ("place", "gate"), ("start", f"2026-10-08 {clock}"), ("minutes", "5")]
    answers = [(question, extra.get(question, "pass")) for question in ("etiquette", "working-state", "facilities")]
    return record(app, app.standards.forms["patrol"], [*said, *answers], supersedes=supersedes).id


def told(app: App, person: str) -> list[dict[str, Any]]:
    month = scored(app, app.period("2026-10"))
    one = explainer(app, month, person).of(person)["withdrawn"]
    assert one == whole_explainer(app, month).of(person)["withdrawn"]
    return list(one)


def test_a_voided_record_is_told_with_who_when_and_why(app: App) -> None:
    id = walk(app, "09:00")
    void(app, id, "taken at another gate")
    (found,) = told(app, "P2")
    assert (found["observation"], found["how"], found["reason"]) == (id, "voided", "taken at another gate")
    assert (found["by"], found["when"], found["superseded_by"]) == ("cli:ann", "2026-11-01T08:00:00+08:00", None)
    assert (found["form"]["id"], found["place"]["name"], found["observer"]["name"]) == ("patrol", "South gate", "李梅")


def test_a_replaced_record_names_the_one_that_counts(app: App) -> None:
    id = walk(app, "09:00")
    better = walk(app, "09:00", supersedes=id, etiquette="fail")
    (found,) = told(app, "P2")
    assert (found["observation"], found["how"], found["superseded_by"]) == (id, "superseded", better)
    assert found["reason"] is None


def test_a_record_of_a_post_concerns_who_was_on_duty_there_then_and_nobody_else(app: App) -> None:
    void(app, walk(app, "09:00"), "wrong")
    assert [len(told(app, person)) for person in ("P1", "P2", "P3")] == [1, 1, 0]


def test_records_that_count_and_those_of_other_months_are_not_told(app: App) -> None:
    walk(app, "09:00")
    void(app, walk(app, "10:00"), "wrong")
    month = scored(app, app.period("2026-11"))
    assert explainer(app, month, "P2").of("P2")["withdrawn"] == []
    assert len(told(app, "P2")) == 1


def test_what_was_voided_after_the_month_was_read_still_counts_in_it(app: App) -> None:
    id = walk(app, "09:00")
    month = scored(app, app.period("2026-10"))
    void(app, id, "too late for this page")
    assert explainer(app, month, "P2").of("P2")["withdrawn"] == []
