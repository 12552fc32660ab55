"""Answers to points: contributions looked up by code, summed by visit and rule in one packed whole number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from inspect_core.domain.outcome import Outcome
from inspect_core.engine.among import among
from inspect_core.engine.at_once import at_once
from inspect_core.engine.kind import Contributions
from inspect_core.engine.packing import Place, Row, places
from inspect_core.engine.positions import joined
from inspect_core.engine.running import of_runs
from inspect_core.engine.tables import AnswerCode

c = pl.col
FIELDS = ("earned", "of", "deduction", "wipe", "met", "partly", "unmet", "na")


@dataclass(frozen=True)
class Lane:
    """One rule's contributions over a stretch of days; `lane` is the number of the rule, or of a later stretch of it."""

    lane: int
    contributions: Contributions


def per_visit(
    answers: pl.LazyFrame, visits: pl.DataFrame, lanes: Sequence[Lane], codes: Sequence[AnswerCode]
) -> pl.LazyFrame:
    """The sums of FIELDS for each lane and each of the visits: columns visit, lane and the fields.

    The sums travel in 64-bit numbers where their bounds fit, otherwise in a column each; and where the answers stand
    by visit, the sums of a visit are the difference of two running sums, which needs no search.
    """
    rows = [row for lane in lanes for row in _rows(lane)]
    standing = places(rows, codes, FIELDS)
    if standing is None:
        schema = {"code": pl.UInt16, "lane": pl.Int64, **dict.fromkeys(FIELDS, pl.Int64)}
        table = pl.DataFrame(rows, schema=schema, orient="row")
        sums = answers.join(table.lazy(), on="code").group_by("visit", "lane").agg(c(name).sum() for name in FIELDS)
        return joined(sums, visits.select("visit"), _SAME)
    given = answers.collect()
    forms = {found.code: found.form for found in codes}
    ends = _running(given if given["visit"].is_sorted() else given.sort("visit"), rows, standing, forms)
    seen = at_once(joined(ends.lazy(), visits.select("visit"), _SAME)).lazy()
    return pl.concat(_of_place(seen, place, forms) for place in standing)


_SAME = MappingProxyType({"visit": "visit"})


def _rows(lane: Lane) -> Iterator[Row]:
    for found in lane.contributions.rows:
        counts = (int(found.outcome == outcome) for outcome in _COUNTED)
        yield (found.code, lane.lane, found.earned, found.of, found.deduction, int(found.wipe), *counts)


_COUNTED = (Outcome.MET, Outcome.PARTLY, Outcome.UNMET, Outcome.NOT_APPLICABLE)


def _running(
    answers: pl.DataFrame, rows: Sequence[Row], standing: Sequence[Place], forms: Mapping[int, str]
) -> pl.DataFrame:
    """The packed sums of each visit, for answers that stand by visit: visit, one of its codes, and the numbers."""
    by_form = {(form, lane): place for place in standing for form, lane in place.lanes.items()}
    values: dict[str, dict[int, int]] = {place.number: {} for place in standing}
    for row in rows:
        place = by_form[forms[row[0]], row[1]]
        known = values[place.number]
        known[row[0]] = known.get(row[0], 0) + place.pack(row)
    numbers = [_by_code(found, forms, 0).alias(name) for name, found in values.items()]
    return at_once(of_runs(answers.lazy().with_columns(numbers), "visit", list(values), "code"))


def _of_place(seen: pl.LazyFrame, place: Place, forms: Mapping[int, str]) -> pl.LazyFrame:
    """The visits of which a lane read something that stands at a place, with their fields."""
    own = among(c("code"), [code for code, form in forms.items() if form in place.lanes])
    lanes = _by_code({code: place.lanes.get(form, -1) for code, form in forms.items()}, forms, -1)
    read = seen.with_columns(packed=place.part).filter(own & (c("packed") > 0))
    return read.select("visit", lane=lanes, **place.packing.unpack(c("packed")))


def _by_code(values: Mapping[int, int], forms: Mapping[int, str], absent: int) -> pl.Expr:
    """The value of each row's answer code."""
    known = [values.get(code, absent) for code in range(max(forms) + 1)]
    return pl.lit(pl.Series(known, dtype=pl.Int64)).gather(c("code"))
