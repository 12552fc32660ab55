"""What came after a close and is about the closed period is listed, in the order in which it came; nothing else is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inspect_core import bootstrap
from inspect_core.app.after_close import about, came_after
from inspect_core.app.project import App
from inspect_core.domain.events import Draft
from inspect_core.domain.period import Period
from tests.unit.app.test_due_process import Still, small_project

OCTOBER = Period("2026-10", date(2026, 10, 1), date(2026, 10, 31))
ZONED = "T09:00:00+08:00"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    folder = tmp_path_factory.mktemp("after") / "lakeside"
    small_project(folder)
    return bootstrap.build(folder, clock=Still(date(2026, 11, 12)), notify=lambda _: None)


def record(id: str, start: str, **more: str) -> Draft:
    kind = "observation.superseded" if "supersedes" in more else "observation.recorded"
    return Draft(kind, id, {"form": "courtesy-check", "observer": "P003", "start": start, **more}, "P003")


def void(id: str, target: str) -> Draft:
    return Draft("observation.voided", id, {"voids": target}, "P003")


def listed(app: App, *drafts: Draft) -> list[tuple[str, str | None]]:
    """Of these events, the ids of those that are listed as about October, with what they correct."""
    manifest: dict[str, Any] = {"period": "2026-10", "first": "2026-10-01", "last": "2026-10-31"}
    manifest["journal"] = {"seq": app.store.journal.head().seq}
    with app.store.journal.writing() as writer:
        writer.append(drafts, app.clock.now())
    return [(one["id"], one["corrects"]) for one in came_after(app, manifest)]


def test_records_are_about_their_day_in_the_zone_of_the_project(app: App) -> None:
    late, next_month, in_utc = (
        record("a1", f"2026-10-31{ZONED}"),
        record("a2", f"2026-11-01{ZONED}"),
        record("a3", "2026-09-30T17:00:00+00:00"),
    )
    assert listed(app, late, next_month, in_utc) == [("a1", None), ("a3", None)]


def test_a_correction_is_about_the_day_it_names_and_the_day_of_what_it_corrects(app: App) -> None:
    moved_out = record("b1", f"2026-11-05{ZONED}", supersedes="a1")
    taken_back, other = void("b2", "a3"), void("b3", "a2")
    assert listed(app, moved_out, taken_back, other) == [("b1", "a1"), ("b2", "a3")]


def test_duties_and_gaps_are_about_their_days(app: App) -> None:
    duty = Draft("duty.stated", "c1", {"id": "c1", "person": "P001", "shift": "day", "day": "2026-10-31"}, "P003")
    later = Draft("duty.stated", "c2", {"id": "c2", "person": "P001", "shift": "day", "day": "2026-11-01"}, "P003")
    whole = {"form": "courtesy-check", "first": f"2026-09-01{ZONED}", "last": f"2026-12-01{ZONED}"}
    assert listed(app, duty, later, Draft("gap.declared", "c3", {"id": "c3", **whole}, "P003")) == [
        ("c1", None),
        ("c3", None),
    ]


def test_what_was_said_before_the_close_is_not_listed_nor_what_comes_after_the_asked_position(app: App) -> None:
    seq = app.store.journal.head().seq
    manifest = {"period": "2026-10", "first": "2026-10-01", "last": "2026-10-31", "journal": {"seq": seq}}
    assert came_after(app, manifest) == []
    with app.store.journal.writing() as writer:
        writer.append([record("d1", f"2026-10-20{ZONED}"), record("d2", f"2026-10-21{ZONED}")], app.clock.now())
    assert [one["id"] for one in came_after(app, manifest, seq + 1)] == ["d1"]


def test_names_and_decisions_are_not_about_any_day(app: App) -> None:
    events = [event for event in app.store.journal.read() if event.kind in ("person.stated", "project.created")]
    assert events
    assert not any(about(app, event, OCTOBER) for event in events)
