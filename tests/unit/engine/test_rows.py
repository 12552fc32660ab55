"""Row kinds: a plain function for each record, for authors who do not know columns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

import pytest

from inspect_core.domain.outcome import Outcome
from inspect_core.engine.kind import Judgement, Kinds, RowKind, Seen
from inspect_core.errors import Place, PluginError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.rule import RuleHeader
from inspect_core.testing.cases import Case, run_case
from inspect_core.testing.told import told

RULESET = """
ruleset: own
edition: 2026-10-01
title: Own
forms: {round: {title: Round, at: post, questions: {state: {ask: a, answers: pass_partly_fail_na}}}}
rules:
  rule: {title: A rule, kind: by-hand, credit: observer, points: 100}
"""
VERDICTS = {"pass": Outcome.MET, "partly": Outcome.PARTLY, "fail": Outcome.UNMET, "na": Outcome.NOT_APPLICABLE}


class ByHandSettings(RuleHeader):
    """Reads the round."""

    def forms(self) -> tuple[str, ...]:
        return ("round",)


class ByHand:
    """Judges by the state, and by the minutes of the round."""

    kind: ClassVar[str] = "by-hand"
    settings: ClassVar[type[RuleHeader]] = ByHandSettings

    def __init__(self, instead: Any = None) -> None:
        self.instead = instead
        self.seen: list[tuple[Seen, date]] = []

    def judge(self, seen: Seen, settings: Any, day: date) -> Judgement:
        self.seen.append((seen, day))
        if self.instead is not None:
            return self.instead  # type: ignore[no-any-return]
        return Judgement(VERDICTS[seen.answers["state"]], f"{seen.minutes} minutes")


def found(kind: RowKind, *states: str) -> dict[str, str]:
    return dict(run_case(case(*states), ruleset(kind), Kinds({"by-hand": kind})).found)


def ruleset(kind: RowKind) -> Any:
    return bind_ruleset(read_text(RULESET), {"by-hand": kind.settings})


def case(*states: str, minutes: str | None = "7") -> Case:
    rows = [
        {
            "form": "round",
            "observer": "li",
            "place": "gate",
            "at": f"1{number}:00",
            **({"minutes": minutes} if minutes else {}),
            "answers": {"state": state},
        }
        for number, state in enumerate(states)
    ]
    known = {"people": {"li": "guard"}, "places": {"gate": "post"}}
    return Case("own/rule", "a case", Place(), known, {"day": "2026-10-08", "seen": rows, "expect": {"person": "li"}})


def test_each_record_is_judged_and_a_half_is_a_half() -> None:
    figures = found(ByHand(), "pass", "partly", "fail", "na")
    assert (figures["points"], figures["met"], figures["partly"], figures["unmet"], figures["not_applicable"]) == (
        "50",
        "1",
        "1",
        "1",
        "1",
    )


def test_a_row_kind_sees_the_record_in_plain_words() -> None:
    kind = ByHand()
    found(kind, "pass")
    start, end = (datetime.fromisoformat(f"2026-10-08T10:0{minute}:00+08:00") for minute in (0, 7))
    seen = Seen("round", "gate", None, "li", 7, {"state": "pass"}, start, end)
    assert kind.seen == [(seen, date(2026, 10, 8))]
    assert kind.seen[0][0].start.utcoffset() == start.utcoffset(), "in the time of the project"


def test_a_record_that_has_not_ended_has_no_end() -> None:
    kind = ByHand()
    run_case(case("pass", minutes=None), ruleset(kind), Kinds({"by-hand": kind}))
    assert (kind.seen[0][0].end, kind.seen[0][0].minutes) == (None, 0)


def test_an_end_at_the_start_is_an_end() -> None:
    kind = ByHand()
    run_case(case("pass", minutes="0"), ruleset(kind), Kinds({"by-hand": kind}))
    assert (kind.seen[0][0].end, kind.seen[0][0].minutes) == (kind.seen[0][0].start, 0)


def test_its_reason_stands_in_the_explanation() -> None:
    kind = ByHand()
    assert "unmet" in told(case("fail"), ruleset(kind), Kinds({"by-hand": kind}))


@pytest.mark.parametrize("instead", ["met", 1, Judgement(Outcome.NO_DATA), Judgement(Outcome.EXCUSED)])
def test_an_answer_that_is_no_judgement_stops_the_run_and_names_the_kind(instead: Any) -> None:
    with pytest.raises(PluginError, match=r"'by-hand'.*own/rule.*E-PLUG-ANSWER"):
        found(ByHand(instead), "pass")
