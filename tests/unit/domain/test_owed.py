"""What is owed for a closed period: every difference is paid exactly once, whoever has no total in between."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from inspect_core.domain.owed import Afterwards, Carried, Owing, Paid, owing

OCTOBER = "2026-10"
PEOPLE = ("an", "bo")


def of_an(
    paid: int | None, then: int | None, now: int | None, *, settled: int = 0, left: bool = False
) -> tuple[Carried | Afterwards, ...]:
    """What An is owed for October."""
    found = owing(Paid(OCTOBER, {"an": paid}, {"an": settled}), {"an": then}, {"an": now}, {"an"} if left else ())
    return (*found.carried, *found.afterwards)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"paid": 80, "then": 80, "now": 80}, ()),
        ({"paid": 80, "then": 80, "now": 85}, (Carried("an", OCTOBER, 80, 85),)),
        ({"paid": 80, "then": 85, "now": 85, "settled": 5}, ()),
        ({"paid": 80, "then": 85, "now": 83, "settled": 5}, (Carried("an", OCTOBER, 85, 83),)),
        ({"paid": 80, "then": 85, "now": 85, "left": True}, (Carried("an", OCTOBER, 80, 85),)),
        ({"paid": 80, "then": 85, "now": 87, "left": True}, (Carried("an", OCTOBER, 80, 87),)),
        ({"paid": 80, "then": 85, "now": 80, "left": True}, ()),
        ({"paid": 0, "then": 0, "now": 5}, (Carried("an", OCTOBER, 0, 5),)),
    ],
)
def test_the_difference_to_what_was_paid_so_far_is_owed(told: dict[str, Any], found: tuple[Any, ...]) -> None:
    assert of_an(**told) == found


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"paid": None, "then": None, "now": 70}, (Afterwards("an", OCTOBER, None, 70),)),
        ({"paid": None, "then": 70, "now": 70}, ()),
        ({"paid": None, "then": 70, "now": 75}, (Afterwards("an", OCTOBER, 70, 75),)),
        ({"paid": 80, "then": 80, "now": None}, (Afterwards("an", OCTOBER, 80, None),)),
        ({"paid": 80, "then": 85, "now": None, "left": True}, (Afterwards("an", OCTOBER, 85, None),)),
        ({"paid": 80, "then": None, "now": None}, ()),
    ],
)
def test_where_there_was_no_total_or_is_none_people_are_told_and_nothing_is_worked_out(
    told: dict[str, Any], found: tuple[Any, ...]
) -> None:
    assert of_an(**told) == found


def test_a_total_that_comes_back_is_reckoned_from_what_was_paid() -> None:
    assert of_an(80, None, 83, settled=1) == (Carried("an", OCTOBER, 81, 83),)


def test_somebody_who_was_not_there_at_the_close_is_told_of_as_anybody_without_a_total() -> None:
    found = owing(Paid(OCTOBER, {}), {}, {"cho": 60, "bo": None}, ())
    assert found == Owing((), (Afterwards("cho", OCTOBER, None, 60),))


@dataclass
class Shut:
    """A closed period: what its totals were, what of earlier periods was in them, and what found none."""

    number: int
    totals: dict[str, int | None]
    taken: tuple[Carried, ...]
    left: tuple[Carried, ...]
    known: dict[int, dict[str, int | None]] = field(default_factory=dict)


class Ledger(RuleBasedStateMachine):
    """Periods are closed one after another, some left out, while totals of closed ones come, change and go."""

    def __init__(self) -> None:
        super().__init__()
        self.own: dict[int, dict[str, int | None]] = {}  # what each closed period comes to, without what it took over
        self.shut: list[Shut] = []
        self.told: list[Afterwards] = []

    def now(self, number: int) -> dict[str, int | None]:
        """What a closed period comes to, with what it took over."""
        (shut,) = (one for one in self.shut if one.number == number)
        return self.with_taken(self.own[number], shut.taken)

    def with_taken(self, own: dict[str, int | None], taken: tuple[Carried, ...]) -> dict[str, int | None]:
        """Totals with what was owed in them."""
        added = {person: sum(one.points for one in taken if one.person == person) for person in PEOPLE}
        return {person: None if value is None else value + added[person] for person, value in own.items()}

    def paid(self, shut: Shut) -> Paid:
        """What was paid for a period so far."""
        settled: dict[str, int] = {}
        for later in self.shut:
            for one in later.taken:
                if one.period == str(shut.number):
                    settled[one.person] = settled.get(one.person, 0) + one.points
        return Paid(str(shut.number), shut.totals, settled)

    def owing(self) -> Owing:
        """What is owed for all of them."""
        if not self.shut:
            return Owing()
        last = self.shut[-1]
        found = []
        for one in self.shut:
            left = [owed.person for owed in last.left if owed.period == str(one.number)]
            found.append(owing(self.paid(one), last.known[one.number], self.now(one.number), left))
        return Owing(
            tuple(one for each in found for one in each.carried),
            tuple(one for each in found for one in each.afterwards),
        )

    @rule(which=st.integers(0, 9), person=st.sampled_from(PEOPLE), value=st.none() | st.integers(60, 99))
    def change(self, which: int, person: str, value: int | None) -> None:
        """Late records give a closed period another total, or take it away."""
        if self.shut:
            self.own[self.shut[which % len(self.shut)].number][person] = value

    @rule(skipped=st.integers(0, 2), values=st.tuples(*[st.none() | st.integers(60, 99)] * len(PEOPLE)))
    def close(self, skipped: int, values: tuple[int | None, ...]) -> None:
        """The next period, or one after it, is closed."""
        owed, own = self.owing(), dict(zip(PEOPLE, values, strict=True))
        taken = tuple(one for one in owed.carried if own[one.person] is not None)
        left = tuple(one for one in owed.carried if own[one.person] is None)
        number = 1 + skipped + (self.shut[-1].number if self.shut else 0)
        self.own[number] = own
        self.shut.append(Shut(number, self.with_taken(own, taken), taken, left))
        self.shut[-1].known = {one.number: self.now(one.number) for one in self.shut}
        self.told += owed.afterwards

    @invariant()
    def every_difference_is_paid_or_owed_once(self) -> None:
        """What was paid, what was added since and what is owed come to what the period comes to now."""
        owed = self.owing()
        for one in self.shut:
            now, paid = self.now(one.number), self.paid(one)
            for person in PEOPLE:
                open_ = [each for each in owed.carried if (each.person, each.period) == (person, str(one.number))]
                so_far, total = paid.so_far(person), now[person]
                if so_far is None or total is None:
                    assert open_ == []
                else:
                    assert so_far + sum(each.points for each in open_) == total
                    assert len(open_) <= 1

    @invariant()
    def nobody_without_a_total_at_a_close_is_overlooked(self) -> None:
        """Who was scored only afterwards was told of, or is now, with the total as it is."""
        told = [*self.told, *self.owing().afterwards]
        for one in self.shut:
            for person, value in self.now(one.number).items():
                if one.totals[person] is None and value is not None:
                    own = [each for each in told if (each.person, each.period) == (person, str(one.number))]
                    assert own[-1].after == value


def test_over_any_course_each_difference_is_paid_exactly_once() -> None:
    case: Any = Ledger.TestCase
    case.settings = settings(max_examples=200, stateful_step_count=20, deadline=None)
    case().runTest()
