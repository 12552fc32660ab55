"""Tables with other records: what was due stays laid out, and nothing else is carried over."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from inspect_core.engine import tables as t


def empty() -> t.Tables:
    return t.Tables(
        stints=pl.DataFrame(schema=t.STINTS),
        places=pl.DataFrame(schema=t.PLACES),
        owners=pl.DataFrame(schema=t.OWNERS),
        duties=pl.DataFrame(schema=t.DUTIES),
        gaps=pl.DataFrame(schema=t.GAPS),
        visits=pl.LazyFrame(schema=t.VISITS),
        answers=pl.LazyFrame(schema=t.ANSWERS),
        measures=pl.LazyFrame(schema=t.MEASURES),
        codes=(),
        names=t.Names({}),
        people=0,
    )


def test_other_records_leave_what_is_due() -> None:
    tables = empty()
    tables.laid_out["rounds"] = pl.DataFrame({"slot": [0]})
    visits, answers, measures = (pl.DataFrame(schema=schema) for schema in (t.VISITS, t.ANSWERS, t.MEASURES))
    changed = tables.with_records(visits, answers, measures, (), t.Names({"form": ("round",)}))
    assert changed.laid_out.keys() == {"rounds"}
    assert changed.names.code("form", "round") == 0


def test_other_people_or_duties_are_laid_out_anew() -> None:
    tables = empty()
    tables.laid_out["rounds"] = pl.DataFrame({"slot": [0]})
    assert not replace(tables, duties=pl.DataFrame(schema=t.DUTIES)).laid_out


def test_a_few_projects_are_computed_in_memory_and_many_in_pieces() -> None:
    many = pl.DataFrame({"stint": range(5_000)}, schema_overrides={"stint": pl.Int32})
    assert empty().engine == "in-memory"
    assert replace(empty(), stints=many).engine == "streaming"


def test_one_projects_month_is_small_and_many_projects_or_records_are_not() -> None:
    tables = empty()
    many = pl.DataFrame({"stint": range(1001)}, schema={"stint": pl.Int32})
    records = pl.LazyFrame({"visit": range(2**16 + 1)}, schema={"visit": pl.Int32})
    assert tables.small
    assert not replace(tables, stints=many).small
    assert not replace(tables, visits=records).small
