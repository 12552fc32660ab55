"""Reads a LIVES feed: a zip of businesses, inspections and violations, joined by business and day.

LIVES, the Local Inspector Value-Entry Specification, is how health departments hand restaurant inspections on. A feed has no
number of an inspection: a finding belongs to what was inspected at the business on that day.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inspect_core.api import ErrorPlace, ImportRefused, Problem, Reading, Source, Table

LARGEST: Final = 20 * 1024 * 1024
MOST_UNPACKED: Final = 200 * 1024 * 1024
RISKS: Final = ("High Risk", "Moderate Risk", "Low Risk")
KEY: Final = ("business_id", "date")
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "businesses": ("business_id", "name"),
    "inspections": (*KEY, "type", "Score"),
    "violations": (*KEY, "risk_category"),
}

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class LivesReader:
    """A feed as one file. The sheet `inspections` gets a column for each risk with the number of its findings."""

    name: str = "lives"
    suffixes: tuple[str, ...] = (".zip",)
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """Two sheets, businesses and inspections. ImportRefused when a file or a column of the feed is missing."""
        feed = {sheet: _rows(source.name, sheet, text) for sheet, text in _unpacked(source).items()}
        found = Counter((*(row[name] for name in KEY), row["risk_category"]) for row in feed["violations"])
        for row in feed["inspections"]:
            own = tuple(row[name] for name in KEY)
            row |= {risk: str(found[*own, risk]) for risk in RISKS}
            row["date"] = _day(row["date"])
        tables = tuple(_table(source.name, sheet, feed[sheet]) for sheet in ("businesses", "inspections"))
        return Reading(tables, _strays(source.name, feed))


def _unpacked(source: Source) -> dict[str, str]:
    """The texts of the three files, which a feed may call inspections.csv or inspections_plus.csv."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise _refused(source.name, "unpacked it is too large", "解压后过大")
            names = {sheet: [name for name in archive.namelist() if _stem(name) == sheet] for sheet in NEEDED}
            missing = [sheet for sheet, found in names.items() if len(found) != 1]
            if missing:
                raise _refused(source.name, f"it has not one file of {missing[0]}", f"缺少 {missing[0]} 文件")
            return {sheet: _decoded(archive.read(found[0])) for sheet, found in names.items()}
    except zipfile.BadZipFile as error:
        raise _refused(source.name, "it is not a zip file", "不是 zip 文件") from error


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".csv").removesuffix("_plus")


def _decoded(data: bytes) -> str:
    """UTF-8, or the Latin-1 that older systems write."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _rows(file: str, sheet: str, text: str) -> list[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [{name: cell or "" for name, cell in row.items() if name} for row in reader]
    except csv.Error as error:
        place = f"{sheet}, line {reader.reader.line_num}"
        raise _refused(file, f"{place}: not comma-separated text", f"{place}: 不是逗号分隔的文本") from error
    missing = [name for name in NEEDED[sheet] if name not in (reader.fieldnames or ())]
    if missing:
        raise _refused(file, f"{sheet} has no column {missing[0]}", f"{sheet} 缺少列 {missing[0]}")
    return rows


def _day(text: str) -> str:
    """20141110 as 2014-11-10; anything else is left to the import to refuse."""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdigit() else text


def _table(file: str, sheet: str, rows: Sequence[Row]) -> Table:
    header = tuple(rows[0]) if rows else (*NEEDED[sheet], *RISKS)
    cells = [tuple(row[name] for name in header) for row in rows]
    return Table(file, header, cells, range(2, len(rows) + 2), "cells", sheet)


def _strays(file: str, feed: Mapping[str, Sequence[Row]]) -> tuple[Problem, ...]:
    """Findings of a day on which nothing was inspected: they are told of, because nobody will see them otherwise."""
    days = {(row["business_id"], row["date"]) for row in feed["inspections"]}
    strays = sum((row["business_id"], _day(row["date"])) not in days for row in feed["violations"])
    if not strays:
        return ()
    return (
        Problem(
            "N-LIVES-STRAY",
            f"{strays} findings are of a day on which nothing was inspected, and count nowhere",
            ErrorPlace(file=file),
            "Ask the health department.",
            f"{strays} 条问题所在日期没有检查记录, 未计入",
            "请向卫生部门核实。",
        ),
    )


def _refused(file: str, en: str, zh: str) -> ImportRefused:
    return ImportRefused(
        "E-LIVES-FEED",
        en,
        place=ErrorPlace(file=file),
        hint="A feed is a zip of businesses.csv, inspections.csv and violations.csv.",
        message_zh=zh,
        hint_zh="LIVES 数据是包含 businesses.csv、inspections.csv、violations.csv 的 zip 文件。",
    )
