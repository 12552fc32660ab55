"""Visits with what their answers give to each rule: the rows that answer kinds and row kinds are scored from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from inspect_core.engine.among import among
from inspect_core.engine.answers import Lane, per_visit
from inspect_core.engine.bands import with_bands
from inspect_core.engine.ground import Ground, day_number
from inspect_core.engine.kind import AnswerKind, Contributions
from inspect_core.engine.lanes import lane_of, rule_of
from inspect_core.engine.positions import looked_up
from inspect_core.engine.repeats import Repeat, with_repeats
from inspect_core.engine.surcharges import with_surcharges
from inspect_core.engine.tables import AnswerCode, Tables
from inspect_core.engine.unasked import contributed
from inspect_core.language.rule import Rule

c = pl.col


@dataclass(frozen=True)
class AnswerRule:
    """A rule scored from answers: its number, itself and its kind."""

    number: int
    rule: Rule
    kind: AnswerKind
    _known: dict[date, tuple[Sequence[AnswerCode], Contributions | None]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def contributions(self, codes: Sequence[AnswerCode], day: date) -> Contributions | None:
        """What each answer adds on a day; worked out once for the same codes, as a run asks for it many times."""
        known = self._known.get(day)
        if known is None or known[0] is not codes:
            known = self._known[day] = (codes, contributed(self.kind, self.rule, codes, day))
        return known[1]


@dataclass(frozen=True)
class Segment:
    """A stretch of days in which no value of any answer rule changes; `repeats` says which days repeats count from."""

    first: int
    last: int
    lanes: tuple[Lane, ...]
    repeats: tuple[Repeat, ...] = ()


def segments(rules: Sequence[AnswerRule], ground: Ground, tables: Tables) -> list[Segment]:
    """The period cut at every day on which a value changes, with the contributions in force in each piece."""
    starts = _starts(rules, ground)
    ends = [*(date.fromordinal(day.toordinal() - 1) for day in starts[1:]), ground.period.last]
    lanes = [_lanes(found, starts, tables) for found in rules]
    pieces: list[Segment] = []
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        piece = Segment(day_number(start), day_number(end), tuple(own[at] for own in lanes if at in own))
        pieces.append(replace(piece, repeats=tuple(_repeats([*pieces, piece]))))
    return pieces


def _repeats(pieces: Sequence[Segment]) -> Iterator[Repeat]:
    """The answers of the last piece that cost more by repetition, with all the days on which they did until its end."""
    for lane in pieces[-1].lanes:
        for found in lane.contributions.rows:
            for piece in pieces if found.repeat else ():
                if any(_grows(found.code, lane, other) for other in piece.lanes):
                    yield Repeat(found.code, lane.lane, found.repeat, piece.first, piece.last)


def _grows(code: int, lane: Lane, other: Lane) -> bool:
    """Whether another lane of the same rule counts the repeats of an answer too."""
    same = rule_of(other.lane) == rule_of(lane.lane)
    return same and any(one.code == code and one.repeat for one in other.contributions.rows)


def _starts(rules: Sequence[AnswerRule], ground: Ground) -> list[date]:
    period = ground.period
    inner = {day for found in rules for day in found.kind.change_days(found.rule) if period.first < day <= period.last}
    return sorted({period.first, *inner})


def in_force(rules: Sequence[AnswerRule], ground: Ground, tables: Tables) -> list[int]:
    """The numbers of the rules that are in force on some day of the period, answered or not."""
    starts = _starts(rules, ground)
    return [
        found.number for found in rules if any(found.contributions(tables.codes, day) is not None for day in starts)
    ]


def _lanes(found: AnswerRule, starts: Sequence[date], tables: Tables) -> dict[int, Lane]:
    """The lane of a rule from each of the starts on which any of its answers count, by the position of the start."""
    return {at: lane for at, lane in _in_force(found, starts, tables).items() if lane.contributions.rows}


def _in_force(found: AnswerRule, starts: Sequence[date], tables: Tables) -> dict[int, Lane]:
    """The same wherever the rule is in force: another lane for each stretch of what is judged over the period."""
    lanes: dict[int, Lane] = {}
    stretch, held = -1, None
    for at, day in enumerate(starts):
        table = found.contributions(tables.codes, day)
        values = None if table is None else _over_period(table)
        if table is not None:
            stretch += values != held
            lanes[at] = Lane(lane_of(found.number, stretch), table)
        held = values
    return lanes


def _over_period(table: Contributions) -> tuple[int | None, ...]:
    """What is judged over the period and not visit by visit."""
    kept = (table.full, table.floor) if table.mode == "period" else ()
    return (table.least, table.cap, *kept)


def seen_rows(segment: Segment, tables: Tables) -> pl.LazyFrame:
    """One row for each visit and rule of the segment: the visit's columns, `rule`, and the sums of its answers."""
    visits = _of_days(tables.visits.collect(), segment.first, segment.last)
    sums = per_visit(tables.answers, visits, segment.lanes, tables.codes).rename({"lane": "rule"})
    rows = looked_up(sums, visits, {"visit": "visit"})
    rows = with_surcharges(with_repeats(rows, segment.repeats, tables), segment.lanes, tables)
    return with_bands(_scored(rows, segment.lanes), segment.lanes, tables)


def _of_days(visits: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    inside = visits["day"].is_between(first, last)
    return visits if inside.all() else visits.filter(inside)


def _scored(rows: pl.LazyFrame, lanes: Sequence[Lane]) -> pl.LazyFrame:
    """Visits of the `visit` mode become earned of full; the other modes keep their sums."""
    whole = [lane for lane in lanes if lane.contributions.mode == "visit"]
    if not whole:
        return rows
    full, floor = _constant(whole, "full"), _constant(whole, "floor")
    judged = (c("met") + c("partly") + c("unmet")) > 0
    left = pl.when(c("wipe") > 0).then(floor * 0).otherwise(pl.max_horizontal(full - c("deduction"), floor))
    own = among(c("rule"), [lane.lane for lane in whole]) if len(whole) < len(lanes) else pl.lit(value=True)
    return rows.with_columns(
        earned=pl.when(own).then(pl.when(judged).then(left).otherwise(0)).otherwise(c("earned")),
        of=pl.when(own).then(pl.when(judged).then(full).otherwise(0)).otherwise(c("of")),
        deduction=pl.when(own).then(0).otherwise(c("deduction")),
        wipe=pl.when(own).then(0).otherwise(c("wipe")),
    )


def _constant(lanes: Sequence[Lane], name: str) -> pl.Expr:
    """A value of the contributions by rule number; one number where all rules agree."""
    values = {lane.lane: int(getattr(lane.contributions, name)) for lane in lanes}
    if len(set(values.values())) == 1:
        return pl.lit(next(iter(values.values())), pl.Int64)
    return c("rule").replace_strict(values, default=0, return_dtype=pl.Int64)


def lanes_of(rules: Sequence[AnswerRule], ground: Ground, tables: Tables) -> dict[int, list[Lane]]:
    """One lane for each stretch of each rule that is in force on some day of the period, by rule number."""
    starts = _starts(rules, ground)
    return {
        found.number: list({lane.lane: lane for lane in _in_force(found, starts, tables).values()}.values())
        for found in rules
    }
