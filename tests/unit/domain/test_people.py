from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from inspect_core.domain.people import Assignment, Person

CHANGED = Person(
    id="chen",
    assignments=(
        Assignment(role="guard", last=date(2026, 10, 15)),
        Assignment(role="shift_leader", first=date(2026, 10, 18)),
    ),
)


@pytest.mark.parametrize(
    ("day", "role"),
    [("2020-01-01", "guard"), ("2026-10-15", "guard"), ("2026-10-16", None), ("2026-10-18", "shift_leader")],
)
def test_a_role_is_held_from_its_first_to_its_last_day(day: str, role: str | None) -> None:
    found = CHANGED.on(date.fromisoformat(day))
    assert (found.role if found else None) == role


def test_nobody_is_without_any_assignment() -> None:
    with pytest.raises(ValidationError):
        Person(id="p", assignments=())


def test_what_is_known_is_not_changed() -> None:
    with pytest.raises(ValidationError):
        CHANGED.name = "another"  # type: ignore[misc]
