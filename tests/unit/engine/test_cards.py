"""Cards counted from period to period: in a row, or so many within so many."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_core.engine.cards import Marked, held
from inspect_core.language.sanctions import Card

YELLOW = {"title": "Yellow", "raised_by": ["late"]}
MONTHS = {
    "x": Marked(frozenset({"late"})),
    ".": Marked(frozenset({"other"})),
    "y": Marked(frozenset(), frozenset({"yellow"})),
    "r": Marked(frozenset(), frozenset({"red"})),
    "b": Marked(frozenset({"late"}), frozenset({"yellow", "red"})),
}


def cards(months: str, **after: Any) -> dict[str, list[int]]:
    """The cards held in the last of some months, x for one in which somebody was late, y and r for ones in which a card was given by hand, with the months that gave them."""
    texts = {"yellow": YELLOW, **{name: {"title": name, "after": one} for name, one in after.items()}}
    found = {name: Card.model_validate(text) for name, text in texts.items()}
    return {one.card: list(one.periods) for one in held(found, [MONTHS[sign] for sign in months])}


IN_A_ROW = {"yellow": "3", "periods": "3", "in_a_row": "true"}
WITHIN = {"yellow": "2", "periods": "4"}


@pytest.mark.parametrize(
    ("months", "after", "given"),
    [
        ("xxx", IN_A_ROW, [0, 1, 2]),
        ("xx", IN_A_ROW, None),
        (".xx", IN_A_ROW, None),
        ("x.xx", IN_A_ROW, None),
        ("xxxx", IN_A_ROW, [1, 2, 3]),
        ("x..x", WITHIN, [0, 3]),
        ("x...x", WITHIN, None),
        ("xx", WITHIN, [0, 1]),
        ("xx.", WITHIN, None),  # nothing happened in the last
        ("x", {"yellow": "1"}, [0]),
        ("xyx", IN_A_ROW, [0, 1, 2]),  # a yellow card given by hand is one like the others
        ("y..y", WITHIN, [0, 3]),
        ("..r", WITHIN, [2]),  # the red one itself was given
        ("r..", WITHIN, None),
        ("xb", WITHIN, [0, 1]),  # both at once is one card
    ],
)
def test_a_card_is_held_in_the_month_that_makes_up_the_number(
    months: str, after: dict[str, str], given: list[int] | None
) -> None:
    assert cards(months, red=after).get("red") == given


def test_a_card_may_wait_for_one_that_waits() -> None:
    chain = {"red": {"yellow": "2"}, "black": {"red": "2"}}
    assert "black" not in cards("xx", **chain)
    assert cards("xxx", **chain) == {"yellow": [2], "red": [1, 2], "black": [1, 2]}


def test_a_card_that_only_people_give_is_held_in_that_month_alone() -> None:
    alone = {"thanks": Card.model_validate({"title": "Thanks", "by_hand": "true"})}
    given, nothing = Marked(frozenset({"late"}), frozenset({"thanks"})), Marked(frozenset({"late"}))
    assert [one.card for one in held(alone, [nothing, given])] == ["thanks"]
    assert held(alone, [given, nothing]) == ()


def test_a_card_of_nobody_and_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="by_hand"):
        Card.model_validate({"title": "Lost"})
