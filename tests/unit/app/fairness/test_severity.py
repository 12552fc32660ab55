"""How strict observers are: found where it was planted, with an interval that holds it, and nothing without comparison."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from inspect_core.app.fairness.figures import verdict
from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.app.fairness.severity import Opinion, Severity, severities, solved

STRICT, MILD, PLAIN = 1, 2, 3


def month(effects: dict[int, int], seed: int = 0, days: int = 30, subjects: int = 12) -> list[Opinion]:
    """Everybody judges everybody of a month; each observer gives `effects` more (thousandths of a per cent)."""
    dice = random.Random(seed)
    level = {subject: dice.randint(40_000, 80_000) for subject in range(subjects)}
    return [
        Opinion(observer, day, (0, 0, subject), level[subject] + effects[observer] + dice.randint(-8_000, 8_000))
        for day in range(days)
        for observer in effects
        for subject in dice.sample(range(subjects), 3)
    ]


def test_a_planted_difference_is_found_within_its_interval() -> None:
    found = severities(month({STRICT: -9_000, MILD: 6_000, PLAIN: 3_000}))
    for observer, true in ((STRICT, -9_000), (MILD, 6_000), (PLAIN, 3_000)):
        one = found[observer]
        assert one.low is not None
        assert one.high is not None
        assert one.low <= true <= one.high
        assert one.high - one.low < 5_000
        assert (one.comparisons, one.others) == (90, 2)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    held = 0
    for seed in range(60):
        found = severities(month({STRICT: -9_000, MILD: 9_000}, seed, days=12, subjects=5))
        held += (found[STRICT].low or 0) <= -9_000 <= (found[STRICT].high or 0)
    assert held >= 50


def test_without_any_difference_nobody_is_called_strict() -> None:
    limits = FairnessSettings()
    words = [verdict(severities(month({STRICT: 0, MILD: 0}, seed))[STRICT], limits) for seed in range(20)]
    assert words.count("alike") >= 17


def test_who_judges_harder_subjects_is_not_stricter() -> None:
    easy = [Opinion(STRICT, day, (0, 0, 1), 90_000) for day in range(9)]
    hard = [Opinion(MILD, day, (0, 0, 2), 40_000) for day in range(9)]
    both = [Opinion(who, day, (0, 0, 3), 60_000) for day in range(9) for who in (STRICT, MILD)]
    assert [one.effect for one in severities([*easy, *hard, *both]).values()] == [0, 0]


def test_effects_are_found_through_a_third_observer() -> None:
    chain = [
        *(Opinion(STRICT, day, (0, 0, 1), 50_000) for day in range(6)),
        *(Opinion(PLAIN, day, (0, 0, 1), 60_000) for day in range(6)),
        *(Opinion(PLAIN, day, (0, 0, 2), 30_000) for day in range(6)),
        *(Opinion(MILD, day, (0, 0, 2), 35_000) for day in range(6)),
    ]
    found = severities(chain)
    assert found[PLAIN].effect - found[STRICT].effect == 10_000
    assert found[MILD].effect - found[PLAIN].effect == 5_000


def test_who_shares_nothing_with_anybody_is_not_compared() -> None:
    alone = [Opinion(PLAIN, day, (0, 0, 99), 50_000) for day in range(9)]
    assert PLAIN not in severities([*month({STRICT: 0, MILD: 0}), *alone])
    assert severities(alone) == {}
    assert severities([]) == {}


def test_the_order_of_the_judgements_changes_nothing() -> None:
    rows = month({STRICT: -9_000, MILD: 6_000, PLAIN: 3_000})
    turned = random.Random(1).sample(rows, len(rows))
    assert severities(rows) == severities(turned)


def test_what_hangs_on_one_day_has_no_interval_and_is_too_little() -> None:
    found = severities([Opinion(who, 1, (0, 0, n), 50_000) for n in range(40) for who in (STRICT, MILD)])
    assert (found[STRICT].low, found[STRICT].comparisons) == (None, 40)
    assert verdict(found[STRICT], FairnessSettings()) == "too_few"


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (None, "nobody_to_compare"),
        (Severity(1, 19, 1, -9_000, -12_000, -6_000), "too_few"),
        (Severity(1, 20, 1, -9_000, -12_000, -1), "stricter"),
        (Severity(1, 20, 1, -9_000, -12_000, 0), "alike"),
        (Severity(1, 20, 1, 9_000, 0, 12_000), "alike"),
        (Severity(1, 20, 1, 9_000, 1, 12_000), "milder"),
    ],
)
def test_an_observer_differs_only_where_the_interval_leaves_out_no_difference(
    found: Severity | None, word: str
) -> None:
    assert verdict(found, FairnessSettings()) == word


def test_linear_equations_are_solved_as_by_fractions() -> None:
    dice = random.Random(5)
    rows = [[dice.randint(-9, 9) + 30 * (i == j) for j in range(6)] for i in range(6)]
    wanted = [Fraction(dice.randint(-50, 50), 7) for _ in range(6)]
    right = [sum(row[j] * wanted[j] for j in range(6)) for row in rows]
    found = solved([[float(value) for value in (*row, end)] for row, end in zip(rows, right, strict=True)])
    assert found == pytest.approx([float(value) for value in wanted])
