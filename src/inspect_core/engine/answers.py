"""Answers to points: contributions looked up by code, summed by visit and rule in one packed whole number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from inspect_core.domain.outcome import Outcome
from inspect_core.engine.kind import Contributions
from inspect_core.engine.packing import ROOM, Packing, Row, packing
from inspect_core.engine.running import of_runs
from inspect_core.engine.tables import AnswerCode

c = pl.col
FIELDS = ("earned", "of", "deduction", "wipe", "met", "partly", "unmet", "na")


@dataclass(frozen=True)
class Lane:
    """One rule's contributions over a stretch of days; `lane` is the number of the rule, or of a later stretch of it."""

    lane: int
    contributions: Contributions


@dataclass(frozen=True)
class VisitSums:
    """The sums of each visit and lane: `rows` with the columns visit and lane, and `fields`, how each field is read."""

    rows: pl.LazyFrame
    fields: Mapping[str, pl.Expr]


def per_visit(answers: pl.LazyFrame, lanes: Sequence[Lane], codes: Sequence[AnswerCode]) -> VisitSums:
    """The sums of FIELDS for each visit and lane.

    The sums travel in one 64-bit number where their bounds fit, otherwise in a column each; and where the answers
    stand by visit, the sums of a visit are the difference of two running sums, which needs no search.
    """
    rows = [row for lane in lanes for row in _rows(lane)]
    found = packing(rows, {code.code: f"{code.form}/{code.question}" for code in codes}, FIELDS)
    if found.bits > ROOM:
        schema = {"code": pl.UInt16, "lane": pl.Int64, **dict.fromkeys(FIELDS, pl.Int64)}
        table = pl.DataFrame(rows, schema=schema, orient="row")
        sums = answers.join(table.lazy(), on="code").group_by("visit", "lane").agg(c(name).sum() for name in FIELDS)
        return VisitSums(sums, {name: c(name) for name in FIELDS})
    given = answers.collect()
    if found.bits + given.height.bit_length() <= ROOM and given["visit"].is_sorted():
        sums = _running(given, rows, found, codes)
    else:
        sums = _searched(given, rows, found)
    return VisitSums(sums, found.unpack(c("packed")))


def _rows(lane: Lane) -> Iterator[Row]:
    for found in lane.contributions.rows:
        counts = (int(found.outcome == outcome) for outcome in _COUNTED)
        yield (found.code, lane.lane, found.earned, found.of, found.deduction, int(found.wipe), *counts)


_COUNTED = (Outcome.MET, Outcome.PARTLY, Outcome.UNMET, Outcome.NOT_APPLICABLE)


def _searched(answers: pl.DataFrame, rows: Sequence[Row], found: Packing) -> pl.LazyFrame:
    """The packed sums by visit and lane, for answers in any order."""
    schema = {"code": pl.UInt16, "lane": pl.Int64, "packed": pl.Int64}
    table = pl.DataFrame([(*row[:2], found.pack(row)) for row in rows], schema=schema, orient="row")
    lanes = max(row[1] for row in rows) + 1
    key = c("visit").cast(pl.Int64) * lanes + c("lane")
    sums = answers.lazy().join(table.lazy(), on="code").group_by(key=key).agg(c("packed").sum())
    return sums.select("packed", visit=(c("key") // lanes).cast(pl.Int32), lane=c("key") % lanes)


def _running(answers: pl.DataFrame, rows: Sequence[Row], found: Packing, codes: Sequence[AnswerCode]) -> pl.LazyFrame:
    """The packed sums by visit and lane, for answers that stand by visit.

    Lanes that read the same form get columns of their own; lanes that share none share a column, and the form of the
    visit tells which of them it is.
    """
    forms = {code.code: code.form for code in codes}
    columns = _columns(rows, forms)
    size = max(forms) + 1
    packed = [[0] * size for _ in range(max(columns.values()) + 1)]
    lane_of: list[dict[str, int]] = [{} for _ in packed]
    for row in rows:
        packed[columns[row[1]]][row[0]] = found.pack(row)
        lane_of[columns[row[1]]][forms[row[0]]] = row[1]
    names = [f"packed_{number}" for number in range(len(packed))]
    values = zip(names, (pl.Series(column, dtype=pl.Int64) for column in packed), strict=True)
    given = answers.lazy().with_columns(pl.lit(column).gather(c("code")).alias(name) for name, column in values)
    ends = of_runs(given, "visit", names, "code").collect()
    lanes = [pl.Series([own.get(forms.get(code, ""), -1) for code in range(size)], dtype=pl.Int64) for own in lane_of]
    return pl.concat(
        ends.lazy().filter(c(name) > 0).select("visit", lane=pl.lit(lane).gather(c("code")), packed=c(name))
        for name, lane in zip(names, lanes, strict=True)
    )


def _columns(rows: Sequence[Row], forms: Mapping[int, str]) -> dict[int, int]:
    """A column for each lane, no two lanes of one form in the same."""
    read: dict[int, set[str]] = {}
    for row in rows:
        read.setdefault(row[1], set()).add(forms[row[0]])
    columns: dict[int, int] = {}
    for lane, own in read.items():
        taken = {column for other, column in columns.items() if own & read[other]}
        columns[lane] = next(number for number in range(len(read)) if number not in taken)
    return columns
