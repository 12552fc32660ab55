"""Cards: raised by vetoes, given by hand, or held after another was held in so many periods; those before are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.plan import Plan
from inspect_core.language.sanctions import After, Card

HELD: dict[str, Any] = {
    "person": pl.Int32,
    "card": pl.String,
    "periods": pl.List(pl.String),
    "by_count": pl.Boolean,
    "given": pl.Int32,
}


@dataclass(frozen=True)
class Held:
    """A card somebody holds, the positions of the periods that gave it, and whether another card was held so often."""

    card: str
    periods: tuple[int, ...]
    by_count: bool = False


@dataclass(frozen=True)
class Marked:
    """What somebody was given in one period: the vetoes that were raised, the cards that were given by hand."""

    vetoes: AbstractSet[str]
    cards: AbstractSet[str] = frozenset()


def held(cards: Mapping[str, Card], months: Sequence[Marked]) -> tuple[Held, ...]:
    """The cards held in the last of some periods, oldest first, with what was given in each."""
    last = len(months) - 1
    found = []
    for name, card in cards.items():
        if last in _periods(name, cards, months):
            window = _window(card.after, last, _periods(card.after.card, cards, months)) if card.after else ()
            filled = card.after is not None and len(window) >= card.after.times
            found.append(Held(name, window if filled else (last,), filled))
    return tuple(found)


def _periods(name: str, cards: Mapping[str, Card], months: Sequence[Marked]) -> tuple[int, ...]:
    """The periods in which a card was held."""
    card = cards[name]
    by_hand = {number for number, month in enumerate(months) if name in month.cards}
    if card.after is None:
        raised = (number for number, month in enumerate(months) if not month.vetoes.isdisjoint(card.raised_by))
        return tuple(sorted(by_hand.union(raised)))
    waited = _periods(card.after.card, cards, months)
    # it is held in the period that fills the number, not in those after it in which nothing happened
    filled = (number for number in waited if len(_window(card.after, number, waited)) >= card.after.times)
    return tuple(sorted(by_hand.union(filled)))


def _window(after: After, number: int, waited: Sequence[int]) -> tuple[int, ...]:
    """Those of some periods that are among the last ones asked about, `number` being the latest."""
    return tuple(one for one in waited if number - after.periods < one <= number)


def cards_held(plan: Plan, period: str, vetoes: pl.DataFrame, tables: t.Tables) -> pl.DataFrame:
    """The cards of everybody in the period: columns of HELD. `vetoes`: stint, veto.

    Of the periods before only the vetoes are read, from `tables.past`, and the cards given by hand. `given` is the
    position in `tables.given` of the one given for this period.
    """
    cards = plan.scheme.text.cards
    if not cards:
        return pl.DataFrame(schema=HELD)
    now, by_hand = raised_by_person(vetoes, tables), _given(tables)
    names = [*(past.period for past in tables.past), period]
    rows = []
    for id in sorted({*now, *(person for person, within, _ in by_hand if within == period)}):
        raised = [*(past.raised.get(id, frozenset()) for past in tables.past), now.get(id, frozenset())]
        months = [
            Marked(vetoes, {card for card in cards if (id, name, card) in by_hand})
            for name, vetoes in zip(names, raised, strict=True)
        ]
        number = tables.names.code("person", id)
        for one in held(cards, months):
            told = [names[position] for position in one.periods]
            rows.append((number, one.card, told, one.by_count, by_hand.get((id, period, one.card), t.NONE)))
    return pl.DataFrame(rows, schema=HELD, orient="row")


def _given(tables: t.Tables) -> dict[tuple[str, str, str], int]:
    """The cards given by hand: person, period and card, with the position of the first in `tables.given`."""
    found: dict[tuple[str, str, str], int] = {}
    for number, one in enumerate(tables.given):
        if one.sort == "card":
            found.setdefault((one.person, one.period, one.name), number)
    return found


def raised_by_person(vetoes: pl.DataFrame, tables: t.Tables) -> dict[str, frozenset[str]]:
    """The vetoes raised against each person, by id."""
    persons = tables.stints.select("stint", "person")
    found: dict[str, set[str]] = {}
    for veto, person in vetoes.join(persons, on="stint").select("veto", "person").unique().iter_rows():
        found.setdefault(tables.names.name("person", person) or "", set()).add(veto)
    return {id: frozenset(words) for id, words in found.items()}
