"""What was seen, joined onto what was due: each visit to the slot whose place, person and time it fits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.among import among
from inspect_core.engine.in_force import in_force
from inspect_core.engine.lay_out import chosen_places
from inspect_core.engine.positions import joined
from inspect_core.engine.recurring import Recurring
from inspect_core.engine.slots import COUNTED, INCOMPLETE, OTHER_ANSWER, TOO_SHORT
from inspect_core.language.timing import Given

c = pl.col
_REACH = 2**33  # more than any UTC second until the year 2242: one whole number holds a key and an instant


def visits_in(
    slots: pl.DataFrame, settings: Recurring, tables: t.Tables, places: pl.LazyFrame | None = None
) -> pl.LazyFrame:
    """The visits of a rule that fall into its slots, with `why` one does not count; with `places` only those there."""
    visits = candidates(settings, tables)
    if places is not None:
        visits = visits.join(places, on="place", how="semi")
    return judged(matched(slots, visits, settings), settings, tables, slots)


def candidates(settings: Recurring, tables: t.Tables) -> pl.LazyFrame:
    """The visits a rule may count: of its forms, made by its roles, at its places."""
    visits = tables.visits.filter(among(c("form"), tables.names.codes("form", settings.counts)))
    if settings.by:
        visits = visits.filter(among(c("role"), tables.names.codes("role", settings.by)))
    if not settings.parts.where and (settings.where.place_kind or settings.where.area_class):
        places = chosen_places(settings, "place", tables).lazy().select("place")
        visits = visits.join(places, on="place", how="semi")
    return visits


def matched(slots: pl.DataFrame, visits: pl.LazyFrame, settings: Recurring) -> pl.LazyFrame:
    """Pairs of slot and visit (with the visit's columns): the same place and people, started within the slot."""
    per = settings.parts
    if per.who == "subject" and per.when == "shift":
        on = ["duty", "place"] if per.where else ["duty"]
        pairs = joined(visits, slots.select("slot", *on, "day", "first", "last"), {"duty": "duty"}, "_due")
        pairs = pairs.filter(c("place") == c("place_due")) if per.where else pairs
        return pairs.filter(c("start").is_between("first", "last", closed="left")) if settings.every else pairs
    keys = [name for name, used in (("place", per.where), (per.who or "", per.who)) if used]
    return _in_time(slots, visits, keys)


def _in_time(slots: pl.DataFrame, visits: pl.LazyFrame, keys: list[str]) -> pl.LazyFrame:
    """Each visit to the slots of its keys in which it began: where slots overlap, it counts in each of them."""
    stretches = _stretches(slots)
    pairs = _by_search(slots, visits, keys) if stretches is None else _by_stretch(slots, visits, keys, stretches)
    return pairs.filter(c("start") < c("last"))


_SEEN = MappingProxyType({"person": "observer", "place": "place", "subject": "subject"})


@dataclass(frozen=True)
class _Stretches:
    """Where the stretches begin and end, in order, and the number of the stretch of each slot."""

    first: pl.Series
    last: pl.Series
    of_slots: pl.Series


def _stretches(slots: pl.DataFrame) -> _Stretches | None:
    """The stretches that the slots share, nothing where two of them overlap."""
    if not slots.height:
        return None
    first = slots["first"].unique().sort()
    of_slots = first.search_sorted(slots["first"]).cast(pl.Int32)
    last = first.clone().scatter(of_slots, slots["last"])
    alike = (last.gather(of_slots) == slots["last"]).all()
    apart = (last.head(-1) <= first.tail(-1)).all()
    return _Stretches(first, last, of_slots) if alike and apart else None


def _by_stretch(slots: pl.DataFrame, visits: pl.LazyFrame, keys: list[str], stretches: _Stretches) -> pl.LazyFrame:
    """The same stretches for everybody, one after the other: a visit falls into one of them, whoever made it."""
    number = pl.lit(stretches.first).search_sorted(c("start"), side="right").cast(pl.Int32) - 1
    dated = visits.with_columns(stretch=number).filter(c("start") < pl.lit(stretches.last).gather(c("stretch").clip(0)))
    # a person or a place is of one project only
    on = {_SEEN[key]: key for key in keys} or {"project": "project"}
    due = pl.DataFrame(
        [*(slots[name] for name in ("slot", *on.values(), "day", "first", "last")), stretches.of_slots.alias("stretch")]
    )
    return joined(dated, due, {**on, "stretch": "stretch"}, "_due")


def _by_search(slots: pl.DataFrame, visits: pl.LazyFrame, keys: list[str]) -> pl.LazyFrame:
    """Stretches that overlap or differ: one sorted search for all keys together."""
    groups = slots.select("project", *keys).unique(maintain_order=True).with_row_index("group")
    due = slots.join(groups, on=["project", *keys]).select(
        "slot", "group", "day", "first", "last", at=c("group").cast(pl.Int64) * _REACH + c("first")
    )
    names = ["project", *(_SEEN[key] for key in keys)]
    known = groups.rename({key: _SEEN[key] for key in keys}).lazy()
    dated = visits.join(known, on=names).with_columns(at=c("group").cast(pl.Int64) * _REACH + c("start")).sort("at")
    pairs = [dated.join_asof(layer, on="at", strategy="backward", suffix="_due") for layer in _layers(due.sort("at"))]
    return (pairs[0] if len(pairs) == 1 else pl.concat(pairs)).filter(c("group") == c("group_due"))


def _layers(due: pl.DataFrame) -> list[pl.LazyFrame]:
    """The slots, sorted, in as few parts as leave no two of one key that overlap; nearly always a single one."""
    overlaps = (c("group") == c("group").shift()) & (c("first") < c("last").shift())
    if not due.select(overlaps.any()).item():
        return [due.lazy()]
    ends: dict[int, list[int]] = {}
    layers = []
    for group, first, last in due.select("group", "first", "last").iter_rows():
        own = ends.setdefault(group, [])
        layer = next((number for number, end in enumerate(own) if end <= first), len(own))
        own[layer : layer + 1] = [last]
        layers.append(layer)
    parts = due.with_columns(layer=pl.Series(layers, dtype=pl.Int32)).partition_by("layer", include_key=False)
    return [part.lazy() for part in parts]


def judged(pairs: pl.LazyFrame, settings: Recurring, tables: t.Tables, slots: pl.DataFrame) -> pl.LazyFrame:
    """The pairs with `why`: 0 where the visit counts, otherwise the reason it does not."""
    why = pl.lit(COUNTED, pl.Int8)
    if settings.where.asks():
        pairs = answering(pairs, settings.where, settings.counts, tables)
        why = pl.when(c("fits")).then(why).otherwise(pl.lit(OTHER_ANSWER, pl.Int8))
    if settings.complete:
        pairs = pairs.join(_complete(settings, tables), on="visit", how="left")
        why = (
            pl.when(c("complete").fill_null(0) < len(settings.complete))
            .then(pl.lit(INCOMPLETE, pl.Int8))
            .otherwise(why)
        )
    if settings.min_minutes:
        least = in_force(settings.min_minutes.on, slots, "day_due").fill_null(0)
        short = (c("end") - c("start")).fill_null(0) < least * 60
        why = pl.when(short).then(pl.lit(TOO_SHORT, pl.Int8)).otherwise(why)
    return pairs.with_columns(why=why)


def answering(visits: pl.LazyFrame, given: Given, forms: Collection[str], tables: t.Tables) -> pl.LazyFrame:
    """The visits of the forms with `fits`: whether they count by their answers."""
    wanted, unwanted = (_having(answers, forms, tables) for answers in (given.answered, given.not_answered))
    asked = visits.join(wanted.rename({"hits": "good"}), on="visit", how="left")
    asked = asked.join(unwanted.rename({"hits": "bad"}), on="visit", how="left")
    fits = (c("good").fill_null(0) >= len(given.answered)) & c("bad").is_null()
    return asked.with_columns(fits=fits).drop("good", "bad")


def _having(answers: Mapping[str, Collection[str]], forms: Collection[str], tables: t.Tables) -> pl.LazyFrame:
    """How many of the questions each visit answered so: visit, hits."""
    codes = [
        found.code for found in tables.codes if found.form in forms and found.value in answers.get(found.question, ())
    ]
    return tables.answers.filter(among(c("code"), codes)).group_by("visit").agg(hits=pl.len())


def _complete(settings: Recurring, tables: t.Tables) -> pl.LazyFrame:
    codes = [
        found.code for found in tables.codes if found.form in settings.counts and found.question in settings.complete
    ]
    return tables.answers.filter(among(c("code"), codes)).group_by("visit").agg(complete=pl.len())
