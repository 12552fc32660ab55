from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from inspect_core.domain.period import EARLIEST, LATEST, month_period, period_of


@pytest.mark.parametrize(
    ("text", "start_day", "first", "last"),
    [
        ("2026-10", 1, "2026-10-01", "2026-10-31"),
        ("2026-02", 1, "2026-02-01", "2026-02-28"),
        ("2028-02", 1, "2028-02-01", "2028-02-29"),
        ("2026-12", 1, "2026-12-01", "2026-12-31"),
        ("2026-10", 26, "2026-09-26", "2026-10-25"),
        ("2026-01", 26, "2025-12-26", "2026-01-25"),
        ("2026-03", 28, "2026-02-28", "2026-03-27"),
        ("2026-03", 2, "2026-02-02", "2026-03-01"),
    ],
)
def test_a_period_runs_from_its_start_day_to_the_day_before(text: str, start_day: int, first: str, last: str) -> None:
    period = month_period(text, start_day)
    assert (period.first, period.last) == (date.fromisoformat(first), date.fromisoformat(last))
    days = list(period.days())
    assert (days[0], days[-1], len(days)) == (period.first, period.last, (period.last - period.first).days + 1)


def test_periods_follow_each_other_without_a_gap() -> None:
    months = [month_period(f"2026-{month:02}", 26) for month in range(1, 13)]
    for one, two in pairwise(months):
        assert (two.first - one.last).days == 1


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "26-10", "2026/10", "2026-10-01", ""])
def test_a_period_is_written_as_year_and_month(text: str) -> None:
    with pytest.raises(ValueError, match="2026-10"):
        month_period(text)


@pytest.mark.parametrize("start_day", [0, 29, -1])
def test_a_period_starts_on_a_day_that_every_month_has(start_day: int) -> None:
    with pytest.raises(ValueError, match="1 to 28"):
        month_period("2026-10", start_day)


@pytest.mark.parametrize("year", [EARLIEST - 1, LATEST])
def test_a_period_is_of_a_year_somebody_worked_in(year: int) -> None:
    with pytest.raises(ValueError, match="of a year"):
        month_period(f"{year}-10")


@pytest.mark.parametrize("year", [EARLIEST, LATEST - 1])
def test_the_first_and_the_last_year_have_periods(year: int) -> None:
    assert month_period(f"{year}-10").first.year == year


@pytest.mark.parametrize("start_day", [1, 2, 26, 28])
def test_every_day_is_in_the_period_that_it_is_said_to_be_in(start_day: int) -> None:
    for offset in range(800):
        day = date(2025, 11, 20) + timedelta(days=offset)
        found = period_of(day, start_day)
        assert found.first <= day <= found.last
        assert found == month_period(found.id, start_day)
