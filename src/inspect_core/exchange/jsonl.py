"""Reads JSON Lines: one flat object a line; answers may stand under `answers`, photos in a list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NoReturn

from inspect_core.api import ErrorPlace, ImportRefused, Problem, Reading, Source, Table

LARGEST: Final = 20 * 1024 * 1024
MOST_ROWS: Final = 100_000
MOST_LINE: Final = 1024 * 1024
MOST_DEPTH: Final = 32
MOST_KEYS: Final = 1_000
MOST_TEXT: Final = 20_000
MOST_DIGITS: Final = 15
MOST_PROBLEMS: Final = 10_000
LIST_SEPARATOR: Final = ";"
_BRACKET: Final = re.compile(rb'"(?:[^"\\]|\\.)*"?|[\[\]{}]')

Row = dict[str, str]


class _Doubt(ValueError):
    """What is wrong with a line: code, English, Chinese, and where in the line."""

    def __init__(self, code: str, en: str, zh: str, pointer: str | None = None, column: int | None = None) -> None:
        super().__init__(en)
        self.code, self.en, self.zh, self.pointer, self.column = code, en, zh, pointer, column


@dataclass(frozen=True, slots=True)
class JsonLinesReader:
    """JSON Lines as other systems export them."""

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """A table for each set of keys that lines have. ImportRefused with every line that cannot be trusted."""
        shapes: dict[tuple[str, ...], tuple[list[tuple[str, ...]], list[int]]] = {}
        problems: list[Problem] = []
        keys: set[str] = set()
        for number, line in _lines(source):
            try:
                row = _row(line)
                keys.update(row)
                if len(keys) > MOST_KEYS:
                    raise _Doubt(
                        "E-JSON-KEYS", f"more than {MOST_KEYS:,} different keys", f"超过 {MOST_KEYS:,} 个不同的键"
                    )
            except _Doubt as doubt:
                problems.append(_problem(source.name, number, doubt))
                if len(problems) >= MOST_PROBLEMS or len(keys) > MOST_KEYS:
                    break
                continue
            rows, numbers = shapes.setdefault(tuple(row), ([], []))
            rows.append(tuple(row.values()))
            numbers.append(number)
        if problems:
            raise ImportRefused.of(problems)
        return Reading(
            tuple(
                Table(source.name, header, rows, numbers, "pointers", header_number=numbers[0])
                for header, (rows, numbers) in shapes.items()
                if header
            )
        )


def _lines(source: Source) -> Iterator[tuple[int, bytes]]:
    lines = source.data.removeprefix(b"\xef\xbb\xbf").split(b"\n", MOST_ROWS * 10)
    kept = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if len(kept) > MOST_ROWS:
        raise ImportRefused(
            "E-JSON-ROWS",
            f"more than {MOST_ROWS:,} lines",
            place=ErrorPlace(file=source.name),
            hint="Split the file by day or week, and import the parts one after another.",
            message_zh=f"超过 {MOST_ROWS:,} 行",
            hint_zh="请按日或按周拆分后逐个导入。",
        )
    yield from kept


def _row(line: bytes) -> Row:
    if len(line) > MOST_LINE:
        raise _Doubt("E-JSON-SIZE", "the line has more than 1 MiB", "此行超过 1 MiB")
    if line.count(b"[") + line.count(b"{") > MOST_DEPTH:
        _no_deep_nesting(line)
    try:
        value = _DECODER.decode(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _Doubt("E-JSON-TEXT", "the line is not UTF-8", "此行不是 UTF-8", column=error.start + 1) from error
    except json.JSONDecodeError as error:
        raise _Doubt("E-JSON-SYNTAX", f"not JSON: {error.msg}", "不是有效的 JSON", column=error.colno) from error
    if not isinstance(value, dict):
        raise _Doubt("E-JSON-SYNTAX", "a line is one object {…}", "每行须为一个对象 {…}")
    row: Row = {}
    for key, cell in value.items():
        _put(row, _escaped(key), cell)
    return row


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _put(row: Row, name: str, cell: Any) -> None:
    if type(cell) is str:
        row[name] = _clean(cell, name)
    elif isinstance(cell, dict) and name == "answers":
        for key, answer in cell.items():
            _put(row, f"answers/{_escaped(key)}", answer)
    elif isinstance(cell, list) and all(isinstance(part, str) and LIST_SEPARATOR not in part for part in cell):
        row[name] = LIST_SEPARATOR.join(_clean(part, name) for part in cell)
    elif isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        row[name] = str(cell)
    elif cell is not None:
        shown = {bool: "true or false", dict: "an object", list: "a list"}.get(type(cell), "that")
        raise _Doubt("E-JSON-TYPE", f"{shown} stands where a text belongs", "此处应为文本", pointer=f"/{name}")


def _clean(text: str, name: str) -> str:
    if len(text) > MOST_TEXT:
        raise _Doubt(
            "E-JSON-SIZE", "a text has more than 20,000 characters", "文本超过 20,000 个字符", pointer=f"/{name}"
        )
    if "\0" in text or (not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text)):
        raise _Doubt(
            "E-JSON-TEXT", "a text holds NUL or half a character", "文本含有 NUL 或不完整的字符", pointer=f"/{name}"
        )
    return text


def _no_deep_nesting(line: bytes) -> None:
    depth = 0
    for found in _BRACKET.finditer(line):
        sign = found[0]
        depth += (sign in (b"[", b"{")) - (sign in (b"]", b"}"))
        if depth > MOST_DEPTH:
            raise _Doubt(
                "E-JSON-DEPTH",
                f"nested more than {MOST_DEPTH} deep",
                f"嵌套超过 {MOST_DEPTH} 层",
                column=found.start() + 1,
            )


def _no_twin_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [key for key, _ in pairs]
        twin = next(name for index, name in enumerate(names) if name in names[:index])
        raise _Doubt(
            "E-JSON-DUPKEY", f"the key {twin[:64]!r} stands twice", f"键 {twin[:64]!r} 重复", pointer=f"/{twin[:64]}"
        )
    return made


def _no_such_number(word: str) -> NoReturn:
    raise _Doubt("E-JSON-NUMBER", f"{word} is not a number", f"{word} 不是数字")


def _number(text: str) -> Decimal:
    if sum(sign.isdigit() for sign in text) > MOST_DIGITS or "e" in text or "E" in text:
        raise _Doubt("E-JSON-NUMBER", f"a number has at most {MOST_DIGITS} digits", f"数字最多 {MOST_DIGITS} 位")
    return Decimal(text)


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > MOST_DIGITS:
        raise _Doubt("E-JSON-NUMBER", f"a number has at most {MOST_DIGITS} digits", f"数字最多 {MOST_DIGITS} 位")
    return int(text)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_no_twin_keys, parse_constant=_no_such_number, parse_float=_number, parse_int=_whole
)


def _problem(file: str, number: int, doubt: _Doubt) -> Problem:
    return Problem(
        doubt.code,
        doubt.en,
        ErrorPlace(file=file, line=number, column=doubt.column, pointer=doubt.pointer),
        "Correct the line; docs/formats.md shows one.",
        doubt.zh,
        "请更正此行，格式见 docs/formats.md。",
    )
