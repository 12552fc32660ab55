from __future__ import annotations

import hashlib

from inspect_core.demo.dice import Dice


def drawn(*names: str) -> str:
    dice = Dice(7, *names)
    draws = [dice.below(1 + number % 97) for number in range(2_000)]
    return hashlib.sha256(repr(draws).encode()).hexdigest()[:16]


def test_the_same_seed_and_name_draw_the_same_numbers_on_every_machine() -> None:
    assert drawn("a") == "3e82adcddba98b98"


def test_another_name_draws_other_numbers() -> None:
    assert drawn("a") != drawn("b") != drawn("a", "b")


def test_every_number_below_the_count_comes_up_and_none_beyond() -> None:
    dice = Dice(1)
    assert {dice.below(6) for _ in range(300)} == set(range(6))
    assert {dice.between(3, 5) for _ in range(100)} == {3, 4, 5}


def test_never_and_always_are_kept() -> None:
    dice = Dice(1)
    assert not any(dice.happens(0) for _ in range(200))
    assert all(dice.happens(1000) for _ in range(200))


def test_a_shuffle_keeps_every_card() -> None:
    dice = Dice(3)
    cards = list(range(20))
    shuffled = dice.shuffled(cards)
    assert sorted(shuffled) == cards != shuffled
    assert len(set(dice.some(cards, 5))) == 5
    assert sorted(dice.some(cards, 99)) == cards
