"""Reads CSV: UTF-8 or GB18030, separated by comma, semicolon or tab; anything doubtful is refused with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspect_core.api import ErrorPlace, ImportRefused, Problem, Reading, Source
from inspect_core.exchange.decode import decoded
from inspect_core.exchange.rows import LONGEST_CELL, MOST_COLUMNS, Rows, intact

LARGEST = 20 * 1024 * 1024
MOST_ROWS = 100_000
LINES_A_ROW = 10  # on average; a cell may hold several lines, but not every cell does
SEPARATORS = ",;\t"
_QUOTES = re.compile('"+')


@dataclass(frozen=True, slots=True)
class CsvReader:
    """CSV as companies' systems and Excel write it."""

    name: str = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".txt")
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """The one table of the file. ImportRefused with the line of what is wrong."""
        text, notices = decoded(source)
        _no_lone_return(source.name, text)
        separator, skipped = _separator(text)
        rows = Rows(most=MOST_ROWS, code="E-CSV-ROWS", place=ErrorPlace(file=source.name))
        rows.expect(text.count("\n") // LINES_A_ROW)
        problems: list[Problem] = []
        for number, row in _parsed(source.name, text, separator, skipped):
            problems.extend(intact(source.name, "lines", None, number, row))
            rows.add(number, row)
        table = rows.table(source.name, problems)
        return Reading(tables=() if table is None else (table,), notices=notices)


def _no_lone_return(name: str, text: str) -> None:
    found = re.search(r"\r(?!\n)", text)
    if found is not None:
        raise ImportRefused(
            "E-CSV-LINE",
            "a line ends in a carriage return alone, which programs read differently",
            place=ErrorPlace(file=name, line=text.count("\n", 0, found.start()) + 1),
            hint="Save the file again as CSV with Windows or Unix line ends.",
            message_zh="此行以单独的回车符结尾，各程序理解不一",
            hint_zh="请以 Windows 或 Unix 换行重新另存为 CSV。",
        )


def _separator(text: str) -> tuple[str, int]:
    """What separates cells, and how many lines to skip: Excel may write `sep=;` as the first line."""
    first = text.partition("\n")[0].rstrip("\r")
    if first.startswith("sep=") and len(first) == len("sep=;") and first[-1] in SEPARATORS:
        return first[-1], 1
    head = text[:20_000].lstrip().partition("\n")[0]
    unquoted = re.sub(r'"[^"]*"', "", head)
    return max(SEPARATORS, key=unquoted.count), 0


def _parsed(name: str, text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    lines = io.StringIO(text, newline="")
    for _ in range(skipped):
        lines.readline()
    reader = csv.reader(_no_endless_line(name, lines, separator), delimiter=separator, strict=True)
    before = 0
    try:
        for row in reader:
            yield before + 1 + skipped, row
            before = reader.line_num
    except csv.Error as error:
        raise _quoting(name, text, separator, before + skipped, reader.line_num + skipped, error) from error


def _no_endless_line(name: str, lines: Iterable[str], separator: str) -> Iterator[str]:
    """The lines, as long as none holds so many separators that splitting it would fill the memory."""
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_CELL and line.count(separator) > LONGEST_CELL + MOST_COLUMNS:
            raise ImportRefused(
                "E-COLUMN-COUNT",
                f"far more than {MOST_COLUMNS} columns",
                place=ErrorPlace(file=name, line=number),
                hint="Check whether the file is a table at all.",
                message_zh=f"列数远超 {MOST_COLUMNS}",
                hint_zh="请检查该文件是否为表格。",
            )
        yield line


def _quoting(name: str, text: str, separator: str, before: int, seen: int, error: csv.Error) -> ImportRefused:
    opened = _never_closed(text, separator, _offset(text, before))
    if opened is not None:
        line = text.count("\n", 0, opened) + 1
        return ImportRefused(
            "E-CSV-QUOTE",
            f"a quote opened on line {line} is never closed",
            place=ErrorPlace(file=name, line=line),
            hint="Close the quote, or write a quote inside a text twice.",
            message_zh=f"第 {line} 行的引号没有闭合",
            hint_zh="请补上引号；文本内的引号须写两次。",
        )
    if "field larger" in str(error):
        return ImportRefused(
            "E-CSV-FIELD",
            "a cell has more than 20,000 characters",
            place=ErrorPlace(file=name, line=before + 1),
            hint="Shorten the cell, or check whether a separator or quote is missing.",
            message_zh="单元格超过 20,000 个字符",
            hint_zh="请缩短内容，或检查是否缺少分隔符或引号。",
        )
    return ImportRefused(
        "E-CSV-QUOTE",
        "text follows a closed quote",
        place=ErrorPlace(file=name, line=seen),
        hint="Write a quote inside a text twice, and put the whole cell in quotes.",
        message_zh="引号闭合之后仍有文字",
        hint_zh="文本内的引号须写两次，并将整个单元格置于引号中。",
    )


def _offset(text: str, lines: int) -> int:
    position = 0
    for _ in range(lines):
        position = text.find("\n", position) + 1
    return position


def _never_closed(text: str, separator: str, position: int) -> int | None:
    """Where the quote stands that opens a cell and is never closed."""
    opening = re.compile(f'(?:^|[{separator}])"', re.MULTILINE)
    while (found := opening.search(text, position)) is not None:
        closing = _closing(text, found.end())
        if closing is None:
            return found.end() - 1
        position = closing
    return None


def _closing(text: str, position: int) -> int | None:
    for run in _QUOTES.finditer(text, position):
        if (run.end() - run.start()) % 2:
            return run.end()
    return None
