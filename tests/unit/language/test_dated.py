from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from inspect_core.language.dated import Dated, change_days
from inspect_core.language.scalars import Count, Span

COUNT: TypeAdapter[Dated[int]] = TypeAdapter(Dated[Count])
STEPS = COUNT.validate_python({"2026-03-01": "4", "2025-01-01": "3", "2027-01-01": None})


@pytest.mark.parametrize(
    ("day", "value", "since"),
    [
        ("2024-12-31", None, None),  # not yet in force
        ("2025-01-01", 3, "2025-01-01"),
        ("2026-02-28", 3, "2025-01-01"),
        ("2026-03-01", 4, "2026-03-01"),
        ("2026-12-31", 4, "2026-03-01"),
        ("2027-01-01", None, "2027-01-01"),  # retired
    ],
)
def test_the_value_of_a_day_is_the_last_that_began(day: str, value: int | None, since: str | None) -> None:
    on = date.fromisoformat(day)
    assert STEPS.on(on) == value
    assert STEPS.since(on) == (date.fromisoformat(since) if since else None)


def test_a_plain_value_holds_always() -> None:
    plain = COUNT.validate_python("3")
    assert plain.on(date.min) == plain.on(date.max) == 3
    assert change_days([plain]) == ()


def test_zero_is_a_value_and_not_retired() -> None:
    assert COUNT.validate_python({"2026-01-01": "0"}).on(date(2026, 1, 1)) == 0


def test_the_days_of_change_are_told_once_and_in_order() -> None:
    other = COUNT.validate_python({"2026-03-01": "1", "2020-01-01": "2"})
    found = [date(2020, 1, 1), date(2025, 1, 1), date(2026, 3, 1), date(2027, 1, 1)]
    assert list(change_days([STEPS, other])) == found


@pytest.mark.parametrize("wrong", [{"2026-13-01": "1"}, {"2026-01-01": "many"}, {"2026-01-01": "1", "soon": "2"}, {}])
def test_days_and_values_are_both_checked(wrong: object) -> None:
    with pytest.raises(ValidationError):
        COUNT.validate_python(wrong)


def test_a_dated_value_may_be_a_stretch_of_time() -> None:
    spans: Dated[Span] = TypeAdapter(Dated[Span]).validate_python({"2026-01-01": "30 min"})
    assert spans.on(date(2026, 1, 1)) == Span(unit="seconds", count=1800)
