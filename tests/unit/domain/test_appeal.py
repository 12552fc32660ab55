"""An appeal step by step: which step may follow which, at which level it is, who decided it."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.domain.appeal import DECISIONS, Act, Appeal, State, appeals
from inspect_core.domain.events import APPEAL_ACTED, APPEAL_FILED

FILED: dict[str, Any] = {"kind": APPEAL_FILED, "id": "A1", "person": "P1", "received_at": "2026-11-02T09:00:00+08:00"}


def acted(act: Act, by: str = "P9", appeal: str = "A1", at: str = "2026-11-03T09:00:00+08:00") -> dict[str, Any]:
    return {"kind": APPEAL_ACTED, "appeal": appeal, "act": str(act), "by": by, "received_at": at}


def after(*acts: Act) -> Appeal:
    """The appeal after these steps."""
    return appeals([FILED, *(acted(act) for act in acts)])[0]


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ((), State.OPEN),
        ((Act.REVISE,), State.REVISED),
        ((Act.UPHOLD,), State.UPHELD),
        ((Act.REJECT,), State.REJECTED),
        ((Act.WITHDRAW,), State.WITHDRAWN),
        ((Act.UPHOLD, Act.ESCALATE), State.OPEN),
        ((Act.UPHOLD, Act.ESCALATE, Act.REVISE), State.REVISED),
    ],
)
def test_the_last_step_says_where_it_stands(acts: tuple[Act, ...], state: State) -> None:
    assert after(*acts).state is state
    assert after(*acts).open == (state is State.OPEN)


@pytest.mark.parametrize("act", sorted(DECISIONS | {Act.WITHDRAW}))
def test_only_what_is_open_is_decided_or_withdrawn(act: Act) -> None:
    assert after().allows(act, 2)
    assert after(Act.REJECT, Act.ESCALATE).allows(act, 2)
    for decided in sorted(DECISIONS):
        assert not after(decided).allows(act, 2)
    assert not after(Act.WITHDRAW).allows(act, 2)


@pytest.mark.parametrize("decided", sorted(DECISIONS))
def test_what_was_decided_goes_on_while_there_are_levels(decided: Act) -> None:
    assert not after().allows(Act.ESCALATE, 2)
    assert after(decided).allows(Act.ESCALATE, 2)
    assert not after(decided).allows(Act.ESCALATE, 1)
    assert not after(decided, Act.ESCALATE).allows(Act.ESCALATE, 3)
    assert not after(decided, Act.ESCALATE, decided).allows(Act.ESCALATE, 2)
    assert after(decided, Act.ESCALATE, decided).allows(Act.ESCALATE, 3)
    assert not after(Act.WITHDRAW).allows(Act.ESCALATE, 9)


def test_the_level_and_the_day_of_asking_follow_each_escalation() -> None:
    later = acted(Act.ESCALATE, "P1", at="2026-11-05T10:00:00+08:00")
    (one,) = appeals([FILED, acted(Act.UPHOLD), later])
    assert (after().round, one.round) == (1, 2)
    assert after(Act.UPHOLD).asked_on == FILED["received_at"]
    assert one.asked_on == "2026-11-05T10:00:00+08:00"


def test_only_those_who_decided_are_deciders() -> None:
    steps = [acted(Act.UPHOLD, "P7"), acted(Act.ESCALATE, "P1"), acted(Act.REVISE, "P8"), acted(Act.WITHDRAW, "P2")]
    assert appeals([FILED, *steps])[0].deciders == {"P7", "P8"}


def test_appeals_are_numbered_as_they_were_filed_and_steps_of_strangers_are_left_out() -> None:
    second = {**FILED, "id": "A2"}
    found = appeals([FILED, acted(Act.UPHOLD, appeal="A9"), second, acted(Act.REJECT, appeal="A2")])
    assert [(one.number, one.id, one.state) for one in found] == [(1, "A1", State.OPEN), (2, "A2", State.REJECTED)]
