"""Opens an XLSForm: a workbook, or the JSON of a KoboToolbox version, as rows by heading that know their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from inspect_core.api import ErrorPlace, ImportRefused, Problem, Source, column_letters
from inspect_core.exchange.apart import told_apart
from inspect_core.exchange.package import Package
from inspect_core.exchange.scan import scanned
from inspect_core.exchange.xlsform import problems
from inspect_core.exchange.xlsform.words import Heading, heading

LARGEST: Final = 10 * 1024 * 1024
OLD: Final = b"\xd0\xcf\x11\xe0"  # how an .xls begins
NEEDED: Final = {"survey": ("type", "name"), "choices": ("list_name", "name"), "settings": ()}
_UNPACK: Final = "inspect_core.exchange.xlsform.unpack"
_QUIET: Final = ("$", "_")  # how keys begin that KoboToolbox keeps for itself


@dataclass(frozen=True)
class Cell:
    """A text and where it stands; `dated` where the spreadsheet holds a date."""

    text: str
    place: ErrorPlace
    dated: bool = False


@dataclass(frozen=True)
class Line:
    """A row by heading; empty cells are left out."""

    place: ErrorPlace
    cells: Mapping[Heading, Cell]

    def text(self, name: str) -> str:
        """The text under a heading without language, or an empty one."""
        cell = self.cells.get(Heading(name))
        return cell.text if cell else ""

    def at(self, name: str) -> ErrorPlace:
        """Where that cell stands, or the row where it is empty."""
        cell = self.cells.get(Heading(name))
        return cell.place if cell else self.place


@dataclass(frozen=True)
class Sheets:
    """The three sheets, and what was passed over while opening them."""

    file: str
    survey: tuple[Line, ...]
    choices: tuple[Line, ...] = ()
    settings: Line | None = None
    left: tuple[Problem, ...] = ()


@dataclass
class _Told:
    problems: list[Problem] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)


def opened(source: Source) -> Sheets:
    """The form of a file. ImportRefused with every problem found in its headings."""
    whole = ErrorPlace(file=source.name)
    if len(source.data) > LARGEST:
        raise problems.no_form(whole, "the file is larger than 10 MiB", "文件大于 10 MiB")
    if source.suffix == ".json":
        return _from_json(source)
    if source.suffix in (".xlsx", ".xls"):
        return _from_workbook(source)
    raise problems.no_form(whole, f"files ending in {source.suffix or 'nothing'} hold no form", "文件类型不对")


def _from_workbook(source: Source) -> Sheets:
    if not source.data.startswith(OLD):
        scanned(source.name, Package(source.name, source.data))  # refuses bombs, macros and the like
    told = told_apart(_UNPACK, source.data)
    whole = ErrorPlace(file=source.name)
    if told is None:
        raise problems.no_form(whole, "the workbook cannot be read", "工作簿无法读取")
    found, heard = told["sheets"], _Told()
    if "survey" not in found:
        raise problems.no_form(whole, "it has no sheet survey", "缺少工作表 survey")
    lines = {name: tuple(_lines(source.name, name, sheet, heard)) for name, sheet in found.items()}
    heard.left += [
        problems.left(ErrorPlace(file=source.name, sheet=name), "the sheet is not read", "未读取该工作表")
        for name in told["others"]
    ]
    if heard.problems:
        raise ImportRefused.of(heard.problems)
    settings = lines.get("settings", ())
    return Sheets(
        source.name, lines["survey"], lines.get("choices", ()), settings[0] if settings else None, tuple(heard.left)
    )


def _lines(file: str, sheet: str, told: Mapping[str, Any], heard: _Told) -> Iterator[Line]:
    """The rows below the headings; empty rows stay out, and the others keep their numbers."""
    rows: list[list[str]] = told["rows"]
    dates = {(row, column) for row, column in told["dates"]}
    first = next((number for number, row in enumerate(rows) if any(row)), None)
    if first is None:
        return

    def place(row: int, column: int) -> ErrorPlace:
        return ErrorPlace(file=file, sheet=told["name"], cell=f"{column_letters(column)}{row + 1}")

    columns = _columns(rows[first], lambda column: place(first, column), heard)
    known = {name.name for name in columns.values()}
    heard.problems += [problems.no_column(place(first, 0), name) for name in NEEDED[sheet] if name not in known]
    nameless = [column for column in range(len(rows[first])) if column not in columns]
    lost = {column for row in rows[first + 1 :] for column in nameless if column < len(row) and row[column].strip()}
    heard.left += [problems.left(place(first, at), "a column without a heading", "没有列名的列") for at in sorted(lost)]
    for number, row in enumerate(rows[first + 1 :], first + 1):
        cells = {
            name: Cell(row[column].strip(), place(number, column), (number, column) in dates)
            for column, name in columns.items()
            if column < len(row) and row[column].strip()
        }
        if cells:
            yield Line(ErrorPlace(file=file, sheet=told["name"], cell=f"A{number + 1}"), cells)


def _columns(header: Sequence[str], place: Any, heard: _Told) -> dict[int, Heading]:
    columns: dict[int, Heading] = {}
    seen: dict[Heading, int] = {}
    for column, text in enumerate(header):
        if not text.strip():
            continue
        name = heading(text)
        if name in seen:
            first = column_letters(seen[name]) + place(column).cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            heard.problems.append(
                problems.twice(place(column), f"the column {text.strip()[:64]!r}", f"列 {text.strip()[:64]!r} ", first)
            )
            continue
        seen[name] = column
        columns[column] = name
    return columns


def _from_json(source: Source) -> Sheets:
    whole = ErrorPlace(file=source.name)
    try:
        told = orjson.loads(source.data)
    except orjson.JSONDecodeError as error:
        raise problems.no_form(whole, "it is not JSON", "不是 JSON") from error
    content = told.get("content", told) if isinstance(told, dict) else None
    if not isinstance(content, dict) or not isinstance(content.get("survey"), list):
        raise problems.no_form(whole, "it has no content.survey", "缺少 content.survey")
    said = content.get("translations")
    tongues = [str(name or "") for name in said] if isinstance(said, list) and said else [""]
    under = "/content" if "content" in told else ""
    listed = content.get("choices")
    survey = tuple(_objects(source.name, f"{under}/survey", content["survey"], tongues))
    choices = tuple(_objects(source.name, f"{under}/choices", listed if isinstance(listed, list) else [], tongues))
    own = content.get("settings")
    rows = own if isinstance(own, list) else [own] if isinstance(own, dict) else []
    said = next(_objects(source.name, f"{under}/settings", rows[:1], tongues), Line(whole, {}))
    return Sheets(source.name, survey, choices, Line(whole, {**_whole(source.name, told), **said.cells}))


def _whole(file: str, told: Mapping[str, Any]) -> dict[Heading, Cell]:
    """What stands beside the content: the form's id, name and version."""
    names = {"id_string": "form_id", "version": "version", "name": "form_title"}
    said = {key: told[key] for key in names if isinstance(told.get(key), str) and told[key].strip()}
    return {
        Heading(names[key]): Cell(text.strip(), ErrorPlace(file=file, pointer=f"/{key}")) for key, text in said.items()
    }


def _objects(file: str, pointer: str, rows: Sequence[Any], tongues: Sequence[str]) -> Iterator[Line]:
    for number, row in enumerate(rows):
        place = ErrorPlace(file=file, pointer=f"{pointer}/{number}")
        if not isinstance(row, dict):
            raise problems.no_form(place, "a row is no object", "行不是对象")
        cells: dict[Heading, Cell] = {}
        for key, value in row.items():
            if key.startswith(_QUIET):
                continue
            own = ErrorPlace(file=file, pointer=f"{pointer}/{number}/{key}")
            name = heading(str(key))
            several = value if isinstance(value, list) else [value]
            for tongue, one in zip(tongues if isinstance(value, list) else [name.language], several, strict=False):
                text = "" if one is None else str(one).strip()
                if text:
                    cells[Heading(name.name, tongue)] = Cell(text, own)
        yield Line(place, cells)
