"""Deadlines and escalations of findings, as the scheme says them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from inspect_core.domain.outcome import Outcome
from inspect_core.errors import RulesetError
from inspect_core.language.fails import Fails
from inspect_core.language.findings import Escalation, FindingsText, end_of
from inspect_core.language.reader import read_text
from inspect_core.language.scalars import Span
from inspect_core.language.scheme import bind_scheme

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2026, 10, 16, 15, 0, tzinfo=ZONE)


def weekdays(day: date) -> bool | None:
    """A calendar without holidays that is published until the end of 2026."""
    return None if day.year > 2026 else day.weekday() < 5


def ends(text: str, start: datetime = FRIDAY) -> datetime | None:
    return end_of(Span.model_validate(text), start, ZONE, weekdays)


@pytest.mark.parametrize(
    ("span", "last"),
    [
        ("24 h", "2026-10-17 15:00:00"),
        ("3 d", "2026-10-19 15:00:00"),
        ("same day", "2026-10-16 23:59:59"),
        ("1 workday", "2026-10-19 23:59:59"),
        ("5 workdays", "2026-10-23 23:59:59"),
    ],
)
def test_a_stretch_ends_with_its_hours_or_with_its_last_workday(span: str, last: str) -> None:
    assert str(ends(span))[:19] == last


def test_where_the_calendar_is_not_published_nobody_knows_the_deadline() -> None:
    assert ends("5 workdays", datetime(2026, 12, 30, 12, tzinfo=ZONE)) is None
    assert ends("5 d", datetime(2026, 12, 30, 12, tzinfo=ZONE)) == datetime(2027, 1, 4, 12, tzinfo=ZONE)


def test_a_severity_that_is_left_out_keeps_its_default() -> None:
    text = FindingsText.model_validate({"deadlines": {"minor": "5 workdays"}})
    assert text.limit("minor").unit == "workdays"
    assert timedelta(seconds=text.limit("critical").count) == timedelta(hours=24)
    assert timedelta(seconds=text.limit("major").count) == timedelta(days=3)
    assert text.repeat_days == 30


@pytest.mark.parametrize("words", [{"to": "boss"}, {"to": "boss", "after": "1 h", "overdue": "1 h"}])
def test_an_escalation_counts_from_one_moment(words: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="either 'after' or 'overdue'"):
        Escalation.model_validate(words)


SCHEME = """scheme: small
edition: 2026-10-01
title: Small
roles:
  guard: {weights: {manners: 100}}
bands: {A: 60, B: 0}
findings:
  escalations:
    - {overdue: 1 d, to: guards}
"""


def test_an_escalation_goes_to_a_role_of_the_scheme() -> None:
    with pytest.raises(RulesetError) as refused:
        bind_scheme(read_text(SCHEME), {"manners"})
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.line if problem.place else 0) == ("E-SCHEME-FINDING", 9)
    assert "guard" in problem.hint
    assert bind_scheme(read_text(SCHEME.replace("guards", "guard")), {"manners"}).text.findings.escalations


def test_an_unmet_answer_opens_a_finding_of_its_own_severity_or_the_rules() -> None:
    fails = Fails(finding="minor")
    assert fails.opened_by("fail", Outcome.UNMET) == "minor"
    assert fails.opened_by("critical", Outcome.UNMET) == "critical"
    assert fails.opened_by("partly", Outcome.PARTLY) is None
    assert fails.opened_by("pass", Outcome.MET) is None
    assert Fails().opened_by("fail", Outcome.UNMET) is None


def test_a_return_visit_without_a_finding_makes_no_sense() -> None:
    with pytest.raises(ValidationError, match="no finding is opened here"):
        Fails.model_validate({"return_visit": "true"})
