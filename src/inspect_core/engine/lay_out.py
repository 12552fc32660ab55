"""What was due: who or where, crossed with how often, less those who were away or not yet there."""

from __future__ import annotations

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.among import among
from inspect_core.engine.ground import Ground, Stretch, day_number
from inspect_core.engine.in_force import in_force
from inspect_core.engine.owing import Owing, half, since
from inspect_core.engine.recurring import Per, Recurring
from inspect_core.engine.slots import numbered
from inspect_core.engine.stretches import chosen_days, cut, stretches
from inspect_core.language.dated import Dated
from inspect_core.language.rule import Rule
from inspect_core.language.scalars import Window

c = pl.col


def lay_out(rule: Rule, settings: Recurring, ground: Ground, tables: t.Tables) -> pl.DataFrame:
    """The slots of a recurring rule in the period, without `due` (0); rules that are due alike share them."""
    windows = tuple(rule.windows[name] for name in settings.windows)
    where = settings.where
    alike = (ground, settings.per, settings.on, settings.every, windows, settings.by, settings.of)
    key = (*alike, where.place_kind, where.area_class)
    if key not in tables.laid_out:
        tables.laid_out[key] = _laid_out(windows, settings, ground, tables)
    return tables.laid_out[key]


def _laid_out(windows: tuple[Window, ...], settings: Recurring, ground: Ground, tables: t.Tables) -> pl.DataFrame:
    per = settings.parts
    if per.when == "shift":
        return numbered(_shift_slots(settings, per, ground, tables))
    times = stretches(per.when or "every", ground, settings.on, settings.every, windows)
    frame = _frame(times)
    if per.where:
        frame = _places(frame, settings, per.where, tables)
    if per.who:
        roles = settings.by if per.who == "person" else settings.of
        people = Owing(per.who, roles, ground, tables, settings.on.days_off)
        frame = people.of(frame, by_project=per.where is not None)
    if not per.where and not per.who:
        frame = frame.join(tables.stints.lazy().select("project").unique(), how="cross")
        frame = frame.filter(half(pl.lit(tables.began), pl.lit(t.LAST))) if tables.began > t.FIRST else frame
    return numbered(tables.computed(frame))


def _frame(times: list[Stretch]) -> pl.LazyFrame:
    """The stretches with `since`, the first of their days."""
    rows = [(stretch.day, stretch.first, stretch.last) for stretch in times]
    schema = {"day": pl.Int32, "first": pl.Int64, "last": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").lazy().with_columns(since=since())


def chosen_places(settings: Recurring, kind: str, tables: t.Tables) -> pl.DataFrame:
    """The places of a kind that the rule's `where` leaves in; `place` means every kind."""
    where, wanted = settings.where, []
    if kind != "place":
        wanted.append(c("kind") == tables.names.code("kind", kind))
    if where.place_kind:
        wanted.append(c("kind").is_in(tables.names.codes("kind", where.place_kind)))
    if where.area_class:
        wanted.append(c("area_class").is_in(tables.names.codes("area_class", where.area_class)))
    return tables.places.filter(*wanted) if wanted else tables.places


def _places(frame: pl.LazyFrame, settings: Recurring, kind: str, tables: t.Tables) -> pl.LazyFrame:
    places = chosen_places(settings, kind, tables).lazy()
    places = places.select("place", "project", opened=c("first"), closed=c("last"))
    return frame.join(places, how="cross").filter(half(c("opened"), c("closed")))


def _shift_slots(settings: Recurring, per: Per, ground: Ground, tables: t.Tables) -> pl.DataFrame:
    days = [day_number(day) for day in chosen_days(settings.on, ground)]
    duties = tables.duties.filter(among(c("day"), days) & among(c("status"), [t.PLANNED, t.EXCUSED])).with_columns(
        excused=c("status") == t.EXCUSED
    )
    keys = ["project", "day", "first", "last"]
    if per.where:
        places = chosen_places(settings, per.where, tables)
        duties = duties.filter(c("place").is_in(places["place"].implode()))
        keys.append("place")
    if per.who:
        roles = settings.by if per.who == "person" else settings.of
        duties = _of_roles(duties, roles, tables).with_columns(c("person").alias(per.who))
        keys.append(per.who)
        if per.who == "subject":
            keys.append("duty")
    elif not per.where:
        duties = _of_roles(duties, settings.by, tables)
    alone = "duty" in keys  # a duty is a slot of its own; whatever else is due is due once to all who share it
    slots = duties.select(*keys, "excused") if alone else duties.group_by(keys).agg(c("excused").all())
    return _cut_hours(slots, settings.every.hours) if settings.every and settings.every.hours else slots


def _of_roles(duties: pl.DataFrame, roles: tuple[str, ...], tables: t.Tables) -> pl.DataFrame:
    return duties.filter(among(c("role"), tables.names.codes("role", roles))) if roles else duties


def _cut_hours(slots: pl.DataFrame, hours: int) -> pl.DataFrame:
    """Each shift cut into pieces of so many hours, counted from its start."""
    pieces = slots.with_columns(
        piece=pl.struct("day", "first", "last").map_elements(
            lambda s: [[p.first, p.last] for p in cut(Stretch(s["day"], s["first"], s["last"]), hours * 3600)],
            return_dtype=pl.List(pl.List(pl.Int64)),
        )
    )
    return pieces.explode("piece").with_columns(first=c("piece").list.get(0), last=c("piece").list.get(1)).drop("piece")


def due_from(slots: pl.DataFrame, least: Dated[int]) -> pl.DataFrame:
    """The slots with `due` from the value in force on their day; not yet in force and retired ones fall away."""
    due = slots.with_columns(due=in_force(least.on, slots))
    return due.filter(c("due").is_not_null()) if due["due"].null_count() else due
