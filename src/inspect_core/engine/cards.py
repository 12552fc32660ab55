"""Cards: raised by vetoes, or held after another card was held in so many periods; the periods before are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.plan import Plan
from inspect_core.language.sanctions import After, Card

HELD: dict[str, Any] = {"person": pl.Int32, "card": pl.String, "periods": pl.List(pl.String)}


@dataclass(frozen=True)
class Held:
    """A card somebody holds, and the positions of the periods that gave it."""

    card: str
    periods: tuple[int, ...]


def held(cards: Mapping[str, Card], raised: Sequence[AbstractSet[str]]) -> tuple[Held, ...]:
    """The cards held in the last of some periods, oldest first, with the vetoes raised in each."""
    last = len(raised) - 1
    found = []
    for name, card in cards.items():
        if last in _periods(card, cards, raised):
            given = _window(card.after, last, _waited(card.after, cards, raised)) if card.after else (last,)
            found.append(Held(name, given))
    return tuple(found)


def _periods(card: Card, cards: Mapping[str, Card], raised: Sequence[AbstractSet[str]]) -> tuple[int, ...]:
    """The periods in which a card was held."""
    if card.after is None:
        return tuple(number for number, vetoes in enumerate(raised) if not vetoes.isdisjoint(card.raised_by))
    waited = _waited(card.after, cards, raised)
    # it is held in the period that fills the number, not in those after it in which nothing happened
    return tuple(number for number in waited if len(_window(card.after, number, waited)) >= card.after.times)


def _waited(after: After, cards: Mapping[str, Card], raised: Sequence[AbstractSet[str]]) -> tuple[int, ...]:
    return _periods(cards[after.card], cards, raised)


def _window(after: After, number: int, waited: Sequence[int]) -> tuple[int, ...]:
    """Those of some periods that are among the last ones asked about, `number` being the latest."""
    return tuple(one for one in waited if number - after.periods < one <= number)


def cards_held(plan: Plan, period: str, vetoes: pl.DataFrame, tables: t.Tables) -> pl.DataFrame:
    """The cards of everybody in the period: columns of HELD. `vetoes`: stint, veto.

    Only the vetoes of the periods before are read, from `tables.past`.
    """
    cards = plan.scheme.text.cards
    if not cards:
        return pl.DataFrame(schema=HELD)
    now = raised_by_person(vetoes, tables)
    names = [*(past.period for past in tables.past), period]
    rows = []
    for id, words in sorted(now.items()):
        history = [past.raised.get(id, frozenset()) for past in tables.past]
        found = held(cards, [*history, words])
        number = tables.names.code("person", id)
        rows += [(number, one.card, [names[position] for position in one.periods]) for one in found]
    return pl.DataFrame(rows, schema=HELD, orient="row")


def raised_by_person(vetoes: pl.DataFrame, tables: t.Tables) -> dict[str, frozenset[str]]:
    """The vetoes raised against each person, by id."""
    persons = tables.stints.select("stint", "person")
    found: dict[str, set[str]] = {}
    for veto, person in vetoes.join(persons, on="stint").select("veto", "person").unique().iter_rows():
        found.setdefault(tables.names.name("person", person) or "", set()).add(veto)
    return {id: frozenset(words) for id, words in found.items()}
