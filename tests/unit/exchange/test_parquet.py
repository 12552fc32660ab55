"""Reading Parquet: plain columns become texts, everything else is refused."""

from __future__ import annotations

import io
import random
from datetime import UTC, date, datetime

import polars as pl
import pytest

from inspect_core.api import ImportRefused, Source, Table
from inspect_core.exchange.parquet import ParquetReader


def written(frame: pl.DataFrame) -> bytes:
    stream = io.BytesIO()
    frame.write_parquet(stream)
    return stream.getvalue()


def read(data: bytes) -> tuple[Table, ...]:
    return ParquetReader().read(Source("a.parquet", data)).tables


def refused(frame: pl.DataFrame) -> str:
    with pytest.raises(ImportRefused) as caught:
        read(written(frame))
    return caught.value.code


def test_texts_numbers_days_and_instants_become_texts() -> None:
    frame = pl.DataFrame(
        {
            "id": ["o1", None],
            "n": [3, None],
            "x": [12.5, 7.0],
            "day": [date(2026, 10, 8), None],
            "at": [datetime(2026, 10, 8, 0, 10, tzinfo=UTC), None],
            "local": [datetime(2026, 10, 8, 8, 10), None],  # noqa: DTZ001 - a column may have no zone
            "photos": [["a.jpg", "b.jpg"], []],
        }
    )
    (table,) = read(written(frame))
    assert table.rows == [
        ("o1", "3", "12.5", "2026-10-08", "2026-10-08T00:10:00+00:00", "2026-10-08 08:10:00", "a.jpg;b.jpg"),
        ("", "", "7", "", "", "", ""),
    ]
    assert str(table.place(1, 2)) == "a.parquet:2:3"


def test_nested_columns_too_many_rows_and_too_much_text_are_refused() -> None:
    assert refused(pl.DataFrame({"a": [{"b": 1}]})) == "E-PARQUET-TYPE"
    assert refused(pl.DataFrame({"a": pl.int_range(0, 100_001, eager=True)})) == "E-PARQUET-SIZE"
    assert (
        refused(pl.DataFrame({"a": ["x" * 20_000]}).select(pl.col("a").repeat_by(5_000).explode())) == "E-PARQUET-SIZE"
    )
    assert refused(pl.DataFrame({"a": ["x" * 20_001]})) == "E-PARQUET-SIZE"


def test_a_file_without_rows_has_no_table() -> None:
    assert read(written(pl.DataFrame({"a": []}, schema={"a": pl.String}))) == ()


def test_a_file_that_takes_its_process_down_is_refused_like_any_damaged_one() -> None:
    """Changed bytes make the library panic, or ask for more memory than there is and abort."""
    content = written(pl.DataFrame({"id": ["o1", "o2"] * 30, "n": [1, 2] * 30, "l": [["a"], ["b", "c"]] * 30}))
    chance = random.Random(5)
    codes = set()
    for _ in range(5):
        changed = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(4, len(changed) - 8)] = chance.randrange(256)
        try:
            read(bytes(changed))
        except ImportRefused as error:
            codes.add(error.code)
    assert codes <= {"E-PARQUET-DAMAGED", "E-PARQUET-TYPE", "E-PARQUET-SIZE"}
    assert "E-PARQUET-DAMAGED" in codes
