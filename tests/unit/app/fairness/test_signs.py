"""Every sign of a fabricated round is found in a month that holds one, and none in an honest month."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.app.fairness.signs.found import KINDS, sign_id, signs_of
from inspect_core.app.fairness.signs.rounds import Round, Sign
from tests.unit.app.fairness.planted import fabricated, honest, rounds, told, walks

LIMITS = FairnessSettings()
NO_FALSE_ONES = 0  # signs in the demo month, which was made honestly


def found(all_: list[Round], before: tuple[Round, ...] = (), limits: FairnessSettings = LIMITS) -> list[Sign]:
    return signs_of(all_, before, {"complaint"}, limits)


def kinds(*records: dict[str, object], **limits: int) -> list[str]:
    return [sign.kind for sign in found(rounds(*records), limits=LIMITS.model_copy(update=limits))]


def test_an_honest_month_shows_no_sign() -> None:
    assert len(found(rounds(*honest()))) == NO_FALSE_ONES


def test_every_planted_sign_is_found_in_the_fabricated_month_and_nothing_else() -> None:
    planted = fabricated()
    signs = found(rounds(*honest(), *(record for records in planted.values() for record in records)))
    by_kind = {sign.kind: sign for sign in signs}
    assert sorted(by_kind) == sorted(KINDS)
    assert len(signs) == len(KINDS)
    for kind, sign in by_kind.items():
        assert set(sign.records) <= {str(record["id"]) for record in planted[kind]}
        assert sign.says.zh != sign.says.en


def test_the_order_of_the_records_changes_nothing() -> None:
    records = [record for own in fabricated().values() for record in own]
    assert found(rounds(*records)) == found(rounds(*reversed(records)))


def test_a_sign_keeps_its_id_when_the_month_is_read_again_and_shares_it_with_no_other() -> None:
    signs = found(rounds(*(record for own in fabricated().values() for record in own)))
    ids = [sign_id(sign, "2026-10") for sign in signs]
    assert len(set(ids)) == len(ids)
    assert sign_id(replace(signs[0], records=()), "2026-10") == ids[0] != sign_id(signs[0], "2026-11")


# ---------------------------------------------------------------- where each begins


@pytest.mark.parametrize(("minutes", "seen"), [(11, True), (10, True), (9, False)])
def test_two_places_at_once_are_a_sign_from_ten_minutes_on(minutes: int, seen: bool) -> None:
    one = told("a", "F", "08 09:00", seconds=1800)
    other = told("b", "F", f"08 09:{30 - minutes}", seconds=1800, place="hall", later=1000)
    assert ("two_places" in kinds(one, other)) == seen
    assert kinds(one, {**other, "place": "gate"}) == []
    assert kinds(one, {**other, "observer": "G"}) == []


def test_a_request_that_is_open_for_hours_is_no_presence() -> None:
    one = told("a", "F", "08 09:00", seconds=20_000, form="complaint")
    assert kinds(one, told("b", "F", "08 10:00", seconds=1800, place="hall", later=1000)) == []


@pytest.mark.parametrize(("seconds", "seen"), [(0, True), (209, True), (210, False), (400, False)])
def test_a_walk_is_a_sign_under_half_of_the_fastest_time_of_others(seconds: int, seen: bool) -> None:
    others = fabricated()["others"]
    assert ("fast_walk" in kinds(*others, *walks("F", 9, seconds))) == seen


def test_a_walk_that_too_few_others_ever_walked_is_no_sign() -> None:
    two = [row for day in range(1, 9) for who in ("X1", "X2") for row in walks(who, day, 420)]
    assert kinds(*two, *walks("F", 9, 0)) == []
    assert kinds(*fabricated()["others"], *walks("F", 9, 0), walks=10) == []


@pytest.mark.parametrize(("seconds", "at", "seen"), [(15, ":07", True), (16, ":07", False), (0, ":00", False)])
def test_forms_are_too_fast_below_two_seconds_an_answer_and_whole_minutes_are_given_the_minute(
    seconds: int, at: str, seen: bool
) -> None:
    answers = {f"q{number}": "pass" for number in range(8)}
    rows = [
        told(str(n), "F", f"10 {9 + n:02}:00{at}", seconds=seconds, answers=answers, later=99 * n) for n in range(3)
    ]
    assert (kinds(*rows) == ["fast_form"]) == seen
    assert kinds(*rows[:2]) == []


def test_equal_answers_are_no_sign_where_everybody_gives_them() -> None:
    def row(who: str, times: int, word: str) -> list[dict[str, object]]:
        answers = {"a": "pass", "b": word, "c": "pass"}
        return [
            told(f"{who}{n}", who, f"{1 + n // 8:02} {8 + n % 8:02}:00", answers=answers, later=70 * n)
            for n in range(times)
        ]

    assert kinds(*row("F", 60, "pass"), *row("G", 60, "pass")) == []
    others = [*row("G", 60, "pass"), *row("H", 30, "pass")]
    assert [(s.kind, s.observer) for s in found(rounds(*row("F", 60, "fail"), *others))] == [("same_answers", "F")]
    assert kinds(*row("F", 19, "fail"), *others) == []
    assert kinds(*row("F", 20, "fail"), *others, same_answers=20, chance=100) == []
    assert kinds(*row("F", 60, "fail")) == []  # nobody to compare with
    assert [(s.kind, s.strength) for s in found(rounds(*row("F", 100, "fail")))] == [("same_answers", "weak")]


def test_one_photo_may_serve_two_forms_on_the_spot_and_an_older_one_is_found_again() -> None:
    first = told("a", "F", "08 09:00", photos=("p",))
    spot = told("b", "F", "08 09:05", form="other", photos=("p",), later=400)
    again = told("c", "F", "20 09:00", photos=("p",))
    assert kinds(first, spot) == []
    assert [s.records for s in found(rounds(first, spot, again))] == [("a", "c")]
    assert [s.records for s in found(rounds(again), tuple(rounds(first)))] == [("a", "c")]
    assert found([], tuple(rounds(first, again))) == []


@pytest.mark.parametrize(("records", "hours", "seen"), [(5, 2, True), (4, 9, False), (7, 1, False)])
def test_a_sitting_is_a_sign_with_enough_records_of_enough_hours(records: int, hours: int, seen: bool) -> None:
    step = 3600 * hours // (records - 1)
    rows = []
    for n in range(records):
        minutes = n * step // 60
        at = f"13 {9 + minutes // 60:02}:{minutes % 60:02}"
        rows.append(told(str(n), "F", at, seconds=0, later=36_000 - 60 * minutes))
    assert (kinds(*rows) == ["one_sitting"]) == seen
    assert kinds(*({**row, "actor": "import:x.csv"} for row in rows)) == []


@pytest.mark.parametrize(("later", "seen"), [(-300, True), (-299, False), (0, False)])
def test_a_record_is_from_the_future_five_minutes_after_it_was_received(later: int, seen: bool) -> None:
    assert (kinds(told("a", "F", "14 09:00", later=later, actor="import:x.csv")) == ["future"]) == seen


@pytest.mark.parametrize(("later", "spread", "seen"), [(3600, 5, True), (840, 5, False), (3600, 90, False)])
def test_a_clock_is_wrong_where_the_same_time_is_missing_again_and_again(later: int, spread: int, seen: bool) -> None:
    rows = [told(f"{n:02}", "F", f"{1 + n:02} 10:00", later=later + spread * n) for n in range(12)]
    assert (kinds(*rows) == ["clock_offset"]) == seen
    assert kinds(*rows[:9]) == []
