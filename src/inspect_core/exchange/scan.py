"""Reads through a workbook's XML once, in a stream: sizes, formulas, errors and traps, before values are taken."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from inspect_core.api import ErrorPlace, ImportRefused, Problem
from inspect_core.exchange.package import Package, refused

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60
MOST_ELEMENTS: Final = 4_000_000
MOST_TEXT: Final = 20_000_000  # characters of all cells; a text may stand once and be shown in every cell
MOST_NAMED: Final = 100
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW: Final = re.compile(r"[1-9][0-9]{0,6}")
_MERGED: Final = re.compile(r"[A-Z]{1,3}[0-9]+(?::([A-Z]{1,3})([0-9]+))?")


@dataclass
class Sheet:
    """What the scan learned of one sheet: its name, whether it is shown, its formulas and errors, in cells."""

    name: str
    shown: bool
    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def scanned(file: str, package: Package) -> tuple[Sheet, ...]:
    """The sheets of the workbook in their order. ImportRefused when it is not safe to read."""
    scan = _Scan(file)
    members = [name for name in package.names if name.lower().endswith((".xml", ".rels", ".vml"))]
    for member in sorted(members, key=_order):
        scan.read(member, package.chunks(member))
    for member in set(package.names) - set(members):
        for _ in package.chunks(member):
            pass  # counted while inflating; its content is of no interest
    return scan.sheets()


def _order(name: str) -> tuple[int, str]:
    """Shared texts first, where they usually stand: the sheets only say their numbers."""
    return (0 if "sharedstrings" in name.lower() else 1, name)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Scan:
    """One pass over all members; keeps counts, never content."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._elements = 0
        self._text = 0
        self._unresolved = 0
        self._lengths: list[int] = []
        self._listed: list[tuple[str, str, bool]] = []
        self._targets: dict[str, str] = {}
        self._found: dict[str, Sheet] = {}
        self._columns: dict[str, int] = {}
        self._begin("")

    def _begin(self, member: str) -> None:
        self._member = member
        self._sheet = Sheet(member, shown=True)
        self._row = 0
        self._col = 0
        self._cell = ""
        self._shared = False
        self._wanted = False
        self._texts = False

    def read(self, member: str, chunks: Iterator[bytes]) -> None:
        """Goes through one member; ImportRefused at the first trap."""
        self._begin(member)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._characters
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keyword
            parser.Parse(b"", True)  # noqa: FBT003
        except (expat.ExpatError, LookupError, ValueError) as error:  # the latter two: encodings nobody writes
            raise self._damaged() from error
        self._found[member] = self._sheet

    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets as the workbook lists them, with what was found in each."""
        self._bounded(self._text + self._unresolved * max(self._lengths, default=0) > MOST_TEXT)
        listed = []
        for name, relation, shown in self._listed:
            target = posixpath.normpath(posixpath.join("xl", self._targets.get(relation, "")).lstrip("/"))
            found = self._found.get(target.removeprefix("xl//"), Sheet(name, shown))
            listed.append(Sheet(name, shown, found.formulas, found.errors))
        return tuple(listed)

    def _doctype(self, *_: object) -> None:
        raise self._refused(
            "E-XLSX-DTD",
            "the workbook holds a document type or entity declaration, which can make a program read other files",
            "Do not open it; ask where it comes from.",
            "工作簿含有 DTD 或实体声明，可能诱使程序读取其他文件",
            "请勿打开，并核实文件来源。",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        local = name.rpartition(":")[2]
        if local == "c":
            self._on_cell(attributes)
        elif local == "v":
            self._wanted = self._shared
        elif local == "row":
            self._on_row(attributes)
        elif local == "si":
            self._texts = True
            self._lengths.append(0)
            self._bounded(len(self._lengths) > MOST_ROWS * MOST_COLUMNS)
        elif local == "f":
            self._note(self._sheet.formulas)
        else:
            self._rarely(local, attributes)
        if self._elements > MOST_ELEMENTS:
            self._bounded(exceeded=True)

    def _rarely(self, local: str, attributes: dict[str, str]) -> None:
        if local == "mergeCell":
            found = _MERGED.fullmatch(attributes.get("ref", ""))
            if found is not None and found[1]:
                self._inside(int(found[2]), _column(found[1]), attributes["ref"])
        elif local == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self._listed.append((attributes.get("name", ""), relation, attributes.get("state", "visible") == "visible"))
        elif local == "Relationship" and self._member.endswith("workbook.xml.rels"):
            self._targets[attributes.get("Id", "")] = attributes.get("Target", "")
        elif local in ("Override", "Default") and "macroEnabled" in attributes.get("ContentType", ""):
            raise self._refused(
                "E-XLSX-MACRO",
                "the workbook is made for macros",
                "Save it as .xlsx without macros.",
                "工作簿启用了宏",
                "请另存为不含宏的 .xlsx。",
            )

    def _on_row(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r")
        if said is not None and not _ROW.fullmatch(said):
            raise self._damaged()
        self._row = int(said) if said is not None else self._row + 1
        self._col = 0
        self._inside(self._row, 0, "")

    def _on_cell(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r")
        found = _REFERENCE.fullmatch(said) if said is not None else None
        if said is not None and found is None:
            raise self._damaged()
        if found is None:
            self._col += 1
            self._cell = ""
        else:
            letters = found[1]
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = _column(letters)
            self._row, self._col, self._cell = int(found[2]), column, found[0]
        if self._row > MOST_ROWS or self._col > MOST_COLUMNS:
            self._inside(self._row, self._col, self._cell)
        kind = attributes.get("t")
        self._shared = kind == "s"
        if kind == "e":
            self._note(self._sheet.errors)

    def _characters(self, text: str) -> None:
        if self._wanted:
            self._wanted = False
            index = int(text) if text.isdecimal() and len(text) < 8 else -1
            if 0 <= index < len(self._lengths):
                self._text += self._lengths[index]
            else:
                self._unresolved += 1
        elif self._texts:
            self._lengths[-1] += len(text)

    def _note(self, cells: list[str]) -> None:
        if len(cells) < MOST_NAMED:
            cells.append(self._cell or f"row {self._row}")

    def _inside(self, row: int, column: int, cell: str) -> None:
        if row > MOST_ROWS or column > MOST_COLUMNS:
            raise self._refused(
                "E-XLSX-DIMENSION",
                f"the sheet reaches to {cell or f'row {row:,}'}; at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns are read",
                "Delete the empty rows and columns beyond the data, or split the sheet.",
                f"工作表延伸至 {cell or f'第 {row:,} 行'}，最多读取 {MOST_ROWS:,} 行 {MOST_COLUMNS} 列",
                "请删除数据以外的空行空列，或拆分工作表。",
            )

    def _bounded(self, exceeded: bool) -> None:  # noqa: FBT001 - the condition itself
        if exceeded:
            raise self._refused(
                "E-XLSX-SIZE",
                "read out, the workbook is larger than it may be",
                "Copy the rows alone into a new workbook, or save them as CSV.",
                "工作簿内容过大",
                "请仅将数据行复制到新工作簿，或另存为 CSV。",
            )

    def _damaged(self) -> ImportRefused:
        return self._refused(
            "E-XLSX-DAMAGED",
            f"the workbook cannot be read: {posixpath.basename(self._member)} is not as it should be",
            "Open it in a spreadsheet program and save it again.",
            "工作簿无法读取：内部文件格式有误",
            "请用电子表格软件打开并重新保存。",
        )

    def _refused(self, code: str, message: str, hint: str, message_zh: str, hint_zh: str) -> ImportRefused:
        return refused(self._file, code, message, hint, message_zh, hint_zh)


def uncomputed(file: str, sheet: Sheet) -> list[Problem]:
    """A problem for each cell of the sheet whose value a program would have to compute, or could not."""
    problems = [
        Problem(
            "E-XLSX-FORMULA",
            "the cell holds a formula",
            ErrorPlace(file=file, sheet=sheet.name, cell=cell),
            "Copy the column, and paste it as values.",
            "单元格含有公式",
            "请复制该列并粘贴为数值。",
        )
        for cell in sheet.formulas
    ]
    problems += [
        Problem(
            "E-XLSX-ERROR",
            "the cell holds an error such as #N/A",
            ErrorPlace(file=file, sheet=sheet.name, cell=cell),
            "Write the value, or empty the cell.",
            "单元格为错误值（如 #N/A）",
            "请填写正确的值，或清空单元格。",
        )
        for cell in sheet.errors
    ]
    return problems
