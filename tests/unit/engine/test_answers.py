"""Sums of a visit's answers: packed, running or searched, they are the same sums."""

from __future__ import annotations

from collections import defaultdict

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from inspect_core.domain.outcome import Outcome
from inspect_core.engine.answers import FIELDS, Lane, per_visit
from inspect_core.engine.kind import Contribution, Contributions
from inspect_core.engine.packing import ROOM, packing, places
from inspect_core.engine.tables import ANSWERS, AnswerCode

WORDS = ("pass", "fail", "na")
# two forms; the second question of the first form is read by two rules, the last question by none
ASKED = [("round", "a"), ("round", "b"), ("round", "c"), ("survey", "d"), ("survey", "e")]
CODES = tuple(
    AnswerCode(code, form, question, word)
    for code, ((form, question), word) in enumerate((asked, word) for asked in ASKED for word in WORDS)
)
READ = {0: ("a", "b"), 3: ("b", "c"), 4: ("d",)}
OUTCOMES = {"pass": Outcome.MET, "fail": Outcome.UNMET, "na": Outcome.NOT_APPLICABLE}


def lanes(cost: int = 500) -> list[Lane]:
    def one(found: AnswerCode) -> Contribution:
        failed = found.value == "fail"
        return Contribution(
            found.code,
            earned=0 if found.value != "pass" else 3_000,
            of=0 if found.value == "na" else 3_000,
            deduction=cost if failed else 0,
            outcome=OUTCOMES[found.value],
            wipe=failed,
        )

    return [
        Lane(lane, Contributions("ratio", tuple(one(found) for found in CODES if found.question in asked)))
        for lane, asked in READ.items()
    ]


def plainly(answers: list[tuple[int, int]], found: list[Lane]) -> dict[tuple[int, int], list[int]]:
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0] * len(FIELDS))
    for visit, code in answers:
        for lane in found:
            for row in lane.contributions.rows:
                if row.code == code:
                    counts = [row.outcome == outcome for outcome in (Outcome.MET, Outcome.PARTLY, Outcome.UNMET)]
                    counts.append(row.outcome == Outcome.NOT_APPLICABLE)
                    values = (row.earned, row.of, row.deduction, row.wipe, *counts)
                    own = sums[visit, lane.lane]
                    own[:] = [total + int(value) for total, value in zip(own, values, strict=True)]
    return dict(sums)


def summed(answers: list[tuple[int, int]], found: list[Lane]) -> dict[tuple[int, int], list[int]]:
    frame = pl.DataFrame(answers, schema=ANSWERS, orient="row").lazy()
    seen = pl.DataFrame({"visit": range(12)}, schema={"visit": pl.Int32})
    rows = per_visit(frame, seen, found, CODES).select("visit", "lane", *FIELDS).collect().rows()
    return {(visit, lane): list(values) for visit, lane, *values in rows}


# a visit is of one form and answers each question at most once
visits = st.lists(
    st.one_of(
        st.dictionaries(st.integers(0, 2), st.integers(0, 2), min_size=1),
        st.dictionaries(st.integers(3, 4), st.integers(0, 2), min_size=1),
    ),
    max_size=12,
)


def answers_of(found: list[dict[int, int]]) -> list[tuple[int, int]]:
    return [(visit, question * 3 + word) for visit, said in enumerate(found) for question, word in said.items()]


@given(visits)
def test_running_sums_are_the_plain_sums(found: list[dict[int, int]]) -> None:
    answers = answers_of(found)
    assert summed(answers, lanes()) == plainly(answers, lanes())


@given(visits)
def test_answers_in_any_order_give_the_same_sums(found: list[dict[int, int]]) -> None:
    answers = answers_of(found)[::-1]
    assert summed(answers, lanes()) == plainly(answers, lanes())


@given(visits)
def test_sums_too_wide_for_one_number_get_a_column_each(found: list[dict[int, int]]) -> None:
    wide = lanes(cost=2**59 - 1)
    answers = answers_of(found)
    assert summed(answers, wide) == plainly(answers, wide)


def test_lanes_that_read_one_form_share_a_number_as_long_as_there_is_room() -> None:
    rows = [(0, 0, 7, 0), (1, 0, 3, 0), (0, 1, 0, 2**40), (3, 2, 5, 0), (4, 3, 2**59, 0)]
    codes = [AnswerCode(code, "walk" if code < 3 else "survey", f"q{code}", "yes") for code in range(5)]
    standing = places(rows, codes, ["earned", "deduction"])
    assert standing is not None
    found = {lane: (place.number, place.first) for place in standing for lane in place.lanes.values()}
    assert found[0][0] == found[1][0]
    assert found[0][1] != found[1][1]
    assert found[2][0] != found[3][0]  # they are packed alike, in 60 bits each
    for place in standing:
        assert place.first + place.packing.bits <= ROOM


def test_the_room_of_a_sum_is_what_one_answer_a_question_can_reach() -> None:
    rows = [(0, 0, 6), (1, 0, 4), (2, 0, 2), (3, 1, 8)]
    found = packing(rows, {0: ("f", "a"), 1: ("f", "a"), 2: ("f", "b"), 3: ("f", "c")}, ["deduction"])
    assert found.fields == {"deduction": (2, 0, 3)}  # 6 + 2 of one lane, 8 of the other, counted in twos: 4
    assert found.bits <= ROOM


def test_a_packed_number_gives_its_fields_back() -> None:
    rows = [(0, 0, 100, 0, 7), (1, 0, 300, 1, 0)]
    found = packing(rows, {0: ("f", "a"), 1: ("f", "b")}, ["earned", "wipe", "met"])
    both = pl.DataFrame({"packed": [sum(found.pack(row) for row in rows)]})
    assert both.select(**found.unpack(pl.col("packed"))).row(0) == (400, 1, 7)
