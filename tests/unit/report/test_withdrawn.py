"""Withdrawn records as a page lists them."""

from __future__ import annotations

from inspect_core.report.withdrawn import withdrawn_parts
from inspect_core.report.words import Words
from tests.unit.report.sample import WITHDRAWN


def test_a_voided_record_says_what_it_was_who_took_it_back_when_and_why() -> None:
    (part,) = withdrawn_parts({"withdrawn": [WITHDRAWN]}, Words("en"))
    assert (part.form, part.when, part.at, part.place) == ("Patrol record", "Mon 5 Oct", "09:00", "东门岗")
    assert (part.observer, part.about) == ("李红梅", "王建国")
    assert (part.how, part.by, part.approved_by, part.day, part.reason) == (
        "voided",
        "entered by ann on the command line",
        "陈静",
        "2026-10-06 08:00",
        "重复录入",
    )


def test_a_replaced_record_names_the_one_that_counts_instead() -> None:
    found = {
        **WITHDRAWN,
        "how": "superseded",
        "reason": None,
        "superseded_by": "O-2",
        "by": "李红梅",
        "approved_by": None,
    }
    (part,) = withdrawn_parts({"withdrawn": [found]}, Words("zh"))
    assert (part.how, part.by, part.approved_by, part.reason) == ("已被更正", "李红梅", "", "")
    assert part.instead == "O-2"


def test_an_explanation_that_tells_of_none_has_none() -> None:
    assert withdrawn_parts({}, Words("zh")) == ()
