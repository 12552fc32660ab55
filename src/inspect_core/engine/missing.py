"""The stretches whose records never arrived, as they lie in the slots of a rule: how much of what was due they hide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from inspect_core.domain.form import ANYWHERE, Form
from inspect_core.engine import tables as t
from inspect_core.engine.ground import Ground, day_of
from inspect_core.engine.lay_out import chosen_places
from inspect_core.engine.recurring import Recurring
from inspect_core.language.rule import Rule

c = pl.col
_TIMES = {"project": pl.Int32, "missing": pl.Int32, "gone": pl.Int64, "back": pl.Int64}
_PIECES = {
    "slot": pl.Int32, "missing": pl.Int32, "gone": pl.Int64, "back": pl.Int64,
    "parts": pl.Int64, "of": pl.Int64, "whole": pl.Int64,
}  # fmt: skip
_SHARED = pl.max_horizontal("first", "gone"), pl.min_horizontal("last", "back")


@dataclass(frozen=True)
class Missing:
    """What was lost to one rule.

    `times`: project, missing, gone, back; those of one place never overlap. `missing` is a place that has stretches of
    its own, with those of everywhere among them, or NONE for every other place. `places` are those at which the forms
    of the rule are filled in: a slot without a place is lost as far as it is lost at each of them.
    """

    times: pl.DataFrame
    rule: Rule
    forms: Mapping[str, Form]
    ground: Ground
    tables: t.Tables

    @cached_property
    def places(self) -> pl.DataFrame:
        """The places at which what the rule counts is seen: asked for only where a slot names none."""
        return _places(self.rule, self.forms, self.tables)

    def pieces(self, slots: pl.DataFrame) -> pl.LazyFrame:
        """The lost pieces within the slots: slot, missing, gone, back, parts, of, whole.

        A slot at a place loses what was lost there. A slot of somebody who stands duty at places of the rule loses
        what was lost at each while he stood there, of `whole` seconds of duty. Any other slot is as many places long
        as there are (`of`), and a piece counts for `parts` of them.
        """
        reached = self.times.lazy().group_by("project").agg(c("gone").min(), c("back").max())
        near = slots.lazy().join(reached, on="project")
        near = near.filter((c("gone") < c("last")) & (c("back") > c("first"))).drop("gone", "back")
        touched = self.tables.computed(near)
        placed = touched.filter(c("place") != t.NONE)
        loose = touched.filter(c("place") == t.NONE)
        found = [self._at(placed)] if placed.height else []
        if loose.height:
            posts = self.posts(loose)
            rest = loose.join(posts.select("slot").unique(), on="slot", how="anti")
            found += [self._on_duty(posts), self._everywhere(rest)]
        return pl.concat(found, how="vertical_relaxed") if found else pl.LazyFrame(schema=_PIECES)

    def _own(self) -> pl.Series:
        return self.times.filter(c("missing") != t.NONE)["missing"].unique()

    def lost(self, rows: pl.LazyFrame, at: pl.Expr) -> pl.LazyFrame:
        """The rows (project, first, last), once for each piece of them that was lost at a place: missing, gone, back."""
        own = self._own().implode()
        keyed = rows.with_columns(missing=pl.when(at.is_in(own)).then(at).otherwise(t.NONE).cast(pl.Int32))
        pairs = keyed.join(self.times.lazy(), on=["project", "missing"])
        begins, ends = _SHARED
        return pairs.with_columns(gone=begins, back=ends).filter(c("gone") < c("back"))

    def _at(self, slots: pl.DataFrame) -> pl.LazyFrame:
        rows = slots.lazy().select("slot", "project", "place", "first", "last")
        return _told(self.lost(rows, c("place")), whole=c("last") - c("first"))

    def posts(self, slots: pl.DataFrame) -> pl.DataFrame:
        """The hours of duty at places of the rule within the slots without a place, of those who stand them."""
        who = pl.when(c("person") != t.NONE).then(c("person")).otherwise(c("subject"))
        loose = slots.lazy().filter(c("place") == t.NONE)
        held = loose.select("slot", "project", "first", "last", person=who).filter(c("person") != t.NONE)
        stood = (
            self.tables.duties.lazy()
            .filter(c("status").is_in([t.PLANNED, t.EXCUSED]))
            .join(self.places.lazy().select("place"), on="place", how="semi")
            .select("person", "place", begins=c("first"), ends=c("last"))
        )
        shared = held.join(stood, on="person").with_columns(
            first=pl.max_horizontal("first", "begins"), last=pl.min_horizontal("last", "ends")
        )
        return self.tables.computed(shared.filter(c("first") < c("last")))

    def _on_duty(self, posts: pl.DataFrame) -> pl.LazyFrame:
        whole = posts.lazy().with_columns(whole=(c("last") - c("first")).sum().over("slot"))
        return _told(self.lost(whole, c("place")), whole=c("whole")).with_columns(missing=pl.lit(t.NONE, pl.Int32))

    def _everywhere(self, slots: pl.DataFrame) -> pl.LazyFrame:
        there = self.there(slots)
        own = self._own().implode()
        several = there.group_by("slot").agg(
            of=pl.len().cast(pl.Int64), known=c("place").is_in(own).sum().cast(pl.Int64)
        )
        rows = slots.lazy().select("slot", "project", "first", "last").join(several, on="slot", how="left")
        rows = rows.with_columns(c("of").fill_null(1), c("known").fill_null(0))
        rest = self.lost(rows, pl.lit(t.NONE, pl.Int32)).with_columns(parts=c("of") - c("known"))
        known = there.filter(c("place").is_in(own)).select("slot", "place").join(rows, on="slot")
        named = self.lost(known, c("place")).with_columns(parts=pl.lit(1, pl.Int64))
        names = ["slot", "missing", "gone", "back", "parts", "of", "first", "last"]
        both = pl.concat([rest.select(names), named.select(names)], how="vertical_relaxed")
        return both.filter(c("parts") > 0).select(
            "slot", "missing", "gone", "back", "parts", "of", whole=(c("last") - c("first")) * c("of")
        )

    def there(self, slots: pl.DataFrame) -> pl.LazyFrame:
        """The places of the rule on the day of each slot: slot, place."""
        days = slots.lazy().select("project", "day").unique().join(self.places.lazy(), on="project")
        days = days.filter(c("day").is_between(c("opened"), c("closed"))).select("project", "day", "place")
        return slots.lazy().select("slot", "project", "day").join(days, on=["project", "day"]).select("slot", "place")


def _told(rows: pl.LazyFrame, whole: pl.Expr) -> pl.LazyFrame:
    one = pl.lit(1, pl.Int64)
    return rows.select("slot", "missing", "gone", "back", parts=one, of=one, whole=whole)


def missing(rule: Rule, forms: Mapping[str, Form], ground: Ground, tables: t.Tables) -> Missing | None:
    """What was lost to a rule; nothing where no gap was declared of its forms."""
    codes = tables.names.codes("form", rule.settings.forms())
    if set(codes).isdisjoint(tables.gaps["form"].to_list()):  # nearly always, and every rule asks
        return None
    key = ("gaps", *sorted(codes))
    if key not in tables.laid_out:  # the same for every rule of these forms
        tables.laid_out[key] = _times(codes, tables)
    times = tables.laid_out[key]
    return Missing(times, rule, forms, ground, tables) if times.height else None


def while_open(rows: pl.LazyFrame, ground: Ground) -> pl.LazyFrame:
    """The rows (first, last, opened, closed) cut to the days on which their place was there.

    The small hours of a night belong to the day on which it began: of them nothing is cut away, if nothing else is left.
    """
    days = rows.select("opened", "closed").unique().collect()
    ends = {day: day_of(day) for column in ("opened", "closed") for day in days[column] if t.FIRST < day < t.LAST}
    opens = {number: ground.whole(day, day).first for number, day in ends.items()}
    closes = {number: ground.whole(day, day).last for number, day in ends.items()}
    first = pl.max_horizontal("first", _instants("opened", opens))
    last = pl.min_horizontal("last", _instants("closed", closes))
    left = first < last
    return rows.with_columns(
        first=pl.when(left).then(first).otherwise(c("first")), last=pl.when(left).then(last).otherwise(c("last"))
    )


def _instants(column: str, known: Mapping[int, int]) -> pl.Expr:
    return c(column).replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.Int64)


def _places(rule: Rule, forms: Mapping[str, Form], tables: t.Tables) -> pl.DataFrame:
    """The places at which what the rule counts is seen; none for a rule whose slots are the records themselves."""
    places, settings = tables.places, rule.settings
    if isinstance(settings, Recurring):
        places = chosen_places(settings, ANYWHERE, tables)
        own = [forms[form] for form in settings.forms() if form in forms]
        kinds = [kind for kind in tables.names.lists.get("kind", ()) if any(form.takes_place(kind) for form in own)]
        places = places.filter(c("kind").is_in(tables.names.codes("kind", kinds)))
    else:
        places = places.clear()
    return places.select("place", "project", opened="first", closed="last")


def _times(forms: list[int], tables: t.Tables) -> pl.DataFrame:
    """The gaps of the forms, those of a place and of everywhere laid together: project, missing, gone, back."""
    gaps = tables.gaps.filter(c("form").is_in(forms))
    rows = []
    for project in gaps["project"].unique().sort():
        own = gaps.filter(project=project).sort("first", "last")
        for place in sorted({t.NONE, *own["place"]}):
            there = own.filter(c("place").is_in([t.NONE, place])).select("first", "last")
            rows += [(project, place, *stretch) for stretch in _merged(there.rows())]
    return pl.DataFrame(rows, schema=_TIMES, orient="row")


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same time in stretches that do not touch; they come sorted."""
    found: list[tuple[int, int]] = []
    for first, last in stretches:
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found
