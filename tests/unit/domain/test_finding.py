"""The life of a finding as a machine: whatever people try, in whatever order, its laws hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from inspect_core.domain.finding import (
    ACCEPT,
    ACTS,
    CLOSE,
    CLOSED,
    DISSATISFIED,
    DONE,
    ENDED,
    EXCUSE,
    EXCUSED,
    OPEN,
    REPAIR,
    SATISFIED,
    SEND_BACK,
    STATES,
    VERIFIED,
    VERIFY,
    VISIT,
    WITHDRAWN,
    Course,
    Finding,
    Step,
    doubt,
    finding_id,
    followed,
    late,
    overdue,
    unrepaired_at,
)

NOON = datetime(2026, 10, 8, 4, 0, tzinfo=UTC)
PEOPLE = ("li", "wang", "zhao", "chen")
FOUND = Finding(
    id="f",
    observation="o",
    rule="manners/smile",
    question="smile",
    answer="fail",
    severity="minor",
    form="check",
    place="gate",
    subject="li",
    observer="zhao",
    found=NOON,
    told=NOON,
    responsible=("li",),
)
ORDERS = {
    OPEN: {ACCEPT, EXCUSE},
    "accepted": {REPAIR, EXCUSE},
    DONE: {VERIFY, SEND_BACK, VISIT},
    VERIFIED: {CLOSE, SEND_BACK, VISIT},
    CLOSED: set(),
    EXCUSED: set(),
}
LEADS_TO = {
    ACCEPT: "accepted",
    REPAIR: DONE,
    SEND_BACK: "accepted",
    VERIFY: VERIFIED,
    CLOSE: CLOSED,
    EXCUSE: EXCUSED,
}


class Life(RuleBasedStateMachine):
    """Anybody tries anything; what is let through is checked against the laws by itself, from the steps alone."""

    @initialize(visit=st.booleans(), responsible=st.sets(st.sampled_from(PEOPLE), max_size=2))
    def found(self, visit: bool, responsible: set[str]) -> None:
        self.finding = replace(FOUND, return_visit=visit, responsible=tuple(sorted(responsible)))
        self.tried: list[Step] = []
        self.state = OPEN

    @rule(
        act=st.sampled_from(ACTS),
        by=st.sampled_from(PEOPLE),
        evidence=st.booleans(),
        answer=st.sampled_from((None, SATISFIED, DISSATISFIED)),
        approver=st.sampled_from((None, *PEOPLE)),
    )
    def somebody_tries(self, act: str, by: str, evidence: bool, answer: str | None, approver: str | None) -> None:
        self.tries(act, by, evidence, answer, approver)

    @rule(
        which=st.integers(0, 2),
        by=st.sampled_from(PEOPLE),
        answer=st.sampled_from((SATISFIED, DISSATISFIED)),
        approver=st.sampled_from(PEOPLE),
    )
    def somebody_goes_on(self, which: int, by: str, answer: str, approver: str) -> None:
        acts = sorted(ORDERS[self.state])
        if acts:
            self.tries(acts[which % len(acts)], by, True, answer, approver)

    def tries(self, act: str, by: str, evidence: bool, answer: str | None, approver: str | None) -> None:
        at = NOON + timedelta(hours=len(self.tried))
        step = Step(f"s{len(self.tried)}", act, by, at, evidence, answer, approver)
        before = followed(self.finding, self.tried)
        self.tried.append(step)
        course = followed(self.finding, self.tried)
        if doubt(self.finding, before, step) is None:
            assert act in ORDERS[self.state], "no step comes out of order"
            self.state = LEADS_TO.get(act, self.state)
            assert course.steps[-1] == step
        else:
            assert replace(course, unfit=()) == replace(before, unfit=()), "a step that is refused changes nothing"
            assert course.unfit[-1][0] == step

    @rule()
    def the_record_is_voided_for_a_moment(self) -> None:
        gone = replace(self.finding, gone="voided")
        course = followed(gone, self.tried)
        assert course.state == WITHDRAWN
        assert course.steps == followed(self.finding, self.tried).steps, "the steps are kept"
        for act in ACTS:
            assert doubt(gone, course, Step("x", act, "chen", NOON, True, SATISFIED, "wang")) == "withdrawn"

    @invariant()
    def replaying_the_journal_gives_the_same_state(self) -> None:
        course = followed(self.finding, self.tried)
        assert course.state == self.state
        assert course.state in STATES
        assert followed(self.finding, course.steps) == replace(course, unfit=()), "the steps that count are enough"

    @invariant()
    def nobody_judges_his_own_repair_or_approves_his_own_excuse(self) -> None:
        repairer: str | None = None
        for step in followed(self.finding, self.tried).steps:
            if step.act == REPAIR:
                repairer = step.by
                assert step.evidence
            if step.act in (VERIFY, SEND_BACK, VISIT, CLOSE):
                assert step.by != repairer
                assert step.by not in self.finding.responsible
            if step.act == EXCUSE:
                assert step.approver not in (None, step.by, *self.finding.responsible)

    @invariant()
    def nothing_is_closed_without_verification_and_the_visit_that_was_asked_for(self) -> None:
        course = followed(self.finding, self.tried)
        if course.state != CLOSED:
            return
        acts = [step.act for step in course.steps]
        last = len(acts) - acts[::-1].index(REPAIR)
        assert VERIFY in acts[last:], "the last repair is verified"
        visits = [step.answer for step in course.steps[last:] if step.act == VISIT]
        assert visits[-1:] != [DISSATISFIED]
        assert visits or not self.finding.return_visit

    @invariant()
    def what_has_ended_stays_so(self) -> None:
        course = followed(self.finding, self.tried)
        if course.state in ENDED:
            for act in ACTS:
                assert doubt(self.finding, course, Step("x", act, "chen", NOON, True, SATISFIED, "wang")) == "ended"


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)


def step(act: str, by: str = "wang", hours: int = 1, **more: object) -> Step:
    return Step(f"{act}{hours}", act, by, NOON + timedelta(hours=hours), **more)  # type: ignore[arg-type]


REPAIRED = (step(ACCEPT, "li"), step(REPAIR, "li", 2, evidence=True))


@pytest.mark.parametrize("state", ORDERS)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_in_every_state_is_taken_or_is_out_of_order(state: str, act: str) -> None:
    repaired = REPAIRED[1] if state in (DONE, VERIFIED) else None
    course = Course(state=state, repaired=repaired)
    tried = Step("x", act, "wang", NOON, True, SATISFIED, "zhao")
    expected = None if act in ORDERS[state] else "ended" if state in ENDED else "order"
    assert doubt(FOUND, course, tried) == expected


def test_who_repaired_it_cannot_verify_it_whoever_is_responsible() -> None:
    course = followed(FOUND, (step(ACCEPT, "li"), step(REPAIR, "wang", 2, evidence=True)))
    assert doubt(FOUND, course, step(VERIFY, "wang", 3)) == "own-repair"
    assert doubt(FOUND, course, step(VERIFY, "li", 3)) == "own-repair"
    assert doubt(FOUND, course, step(VERIFY, "chen", 3)) is None


def test_a_complaint_is_closed_only_after_a_return_visit_that_went_well() -> None:
    asked = replace(FOUND, return_visit=True)
    verified = (*REPAIRED, step(VERIFY, hours=3))
    assert doubt(asked, followed(asked, verified), step(CLOSE, hours=4)) == "no-visit"
    bad = (*verified, step(VISIT, hours=4, answer=DISSATISFIED))
    assert doubt(asked, followed(asked, bad), step(CLOSE, hours=5)) == "dissatisfied"
    good = (*bad, step(VISIT, hours=5, answer=SATISFIED))
    assert doubt(asked, followed(asked, good), step(CLOSE, hours=6)) is None
    sent_back = (*good, step(SEND_BACK, hours=6), step(REPAIR, "li", 7, evidence=True), step(VERIFY, hours=8))
    assert doubt(asked, followed(asked, sent_back), step(CLOSE, hours=9)) == "no-visit", "an old visit is no visit"


def test_overdue_is_what_clock_and_deadline_say() -> None:
    due = NOON + timedelta(hours=3)
    fresh, repaired = followed(FOUND, ()), followed(FOUND, REPAIRED)
    assert not overdue(fresh, due, due)
    assert overdue(fresh, due, due + timedelta(seconds=1))
    assert not overdue(fresh, None, due + timedelta(days=99))
    assert not overdue(repaired, due, due + timedelta(days=1))
    back = followed(FOUND, (*REPAIRED, step(SEND_BACK, hours=3)))
    assert overdue(back, due, due + timedelta(hours=2)), "what was sent back is overdue again"


def test_late_is_a_repair_after_the_deadline() -> None:
    repaired = followed(FOUND, REPAIRED)
    assert not late(repaired, NOON + timedelta(hours=2))
    assert late(repaired, NOON + timedelta(hours=1, minutes=59))
    assert not late(repaired, None)
    assert unrepaired_at(repaired, NOON + timedelta(hours=1))
    assert not unrepaired_at(repaired, NOON + timedelta(hours=2))


def test_time_runs_from_when_the_journal_heard_of_it() -> None:
    assert FOUND.runs_from == NOON
    told = NOON + timedelta(days=3)
    assert replace(FOUND, told=told).runs_from == told


def test_the_name_of_a_finding_is_the_same_everywhere() -> None:
    assert finding_id("o1", "manners/smile", "smile") == "3aaf729b034f"
    names = {finding_id(one, rule, asked) for one in ("a", "b") for rule in ("r", "s") for asked in ("q", "w")}
    assert len(names) == 8
