"""Reads a paper assessment table kept as a spreadsheet: heads, sections, items with points and markings, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from inspect_core.api import ErrorPlace, ImportRefused, Problem, Source, column_letters
from inspect_core.exchange.wording import TOTAL, Marking, marking
from inspect_core.exchange.xlsx import raw_sheets

HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "fault": ("扣分项编号",),
    "id": ("条款编号",),
    "kind": ("种类",),
    "marking": ("评分标准", "评分细则", "评分办法", "扣分办法", "扣分标准", "扣分细则", "考核办法", "计分办法"),
    "points": ("分值", "标准分", "满分", "分数"),
    "standard": ("考核内容", "检查内容", "考核标准", "检查标准", "标准内容", "服务标准", "内容", "标准"),
    "section": ("考核项目", "检查项目", "项目", "类别"),
    "number": ("序号", "编号"),
}
"""What the columns of such tables are called; a heading is the first of these it contains."""
IN_WORDS: Final = "（说明）"
"""How the kind of a rule ends that `rules export` could only tell in words."""
_NUMBER: Final = re.compile(r"\d{1,4}(?:\.\d{1,3})?")
_OF_TITLE: Final = re.compile(r"(?<![\d.])(\d{2,4})\s*分")
_OPEN: Final = -1
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the table: a rule to be, with where it stands."""

    id: str
    section: str
    standard: str
    points: str
    words: str
    cell: str
    marking: Marking = field(default_factory=Marking)
    kind: str = ""
    fault_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """A printed sum and the items it is of, counted from 0: from `first` on, up to `end` or to the last."""

    cell: str
    printed: str
    first: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What a sheet holds; `totals` are the printed sums with their cells, `stray` the rows nobody understood."""

    title: str
    sheet: str
    lines: tuple[Line, ...]
    totals: tuple[Total, ...] = ()
    stray: tuple[tuple[str, str], ...] = ()


def read_paper(source: Source, wanted: str = "") -> Paper:
    """The table of a workbook; without a name of a sheet the first that has the headings. ImportRefused without one."""
    for name, told in raw_sheets(source).items():
        if wanted and name != wanted:
            continue
        rows = _filled(told)
        head = _head(rows)
        if head is not None:
            return _paper(name, rows, *head)
    raise ImportRefused.of([_no_table(source.name, wanted)])


def _no_table(file: str, wanted: str) -> Problem:
    return Problem(
        "E-TABLE-HEADS",
        f"no sheet{f' {wanted!r}' if wanted else ''} has a row of headings with points and what is asked",
        ErrorPlace(file=file),
        "Name the columns `考核内容`, `分值` and `评分标准` in one row.",
        "没有找到含分值与考核内容的表头行",
        "请在同一行写明列名：考核内容、分值、评分标准。",
    )


def _filled(told: Mapping[str, Any]) -> list[list[str]]:
    """The rows with a merged cell's text in the first of its rows alone; the others stay empty and go on with it."""
    return [
        [_SPACE.sub(" ", cell or "").strip() if "\n" not in (cell or "") else str(cell).strip() for cell in row]
        for row in told["rows"]
    ]


def _head(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(rows):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            name = next((key for key, words in HEADS.items() if any(word in cell for word in words)), None)
            if name and name not in columns and len(cell) <= 12:
                columns[name] = column
        if "points" in columns and columns.keys() & {"standard", "marking", "section"}:
            return number, columns
    return None


def _paper(sheet: str, rows: Sequence[Sequence[str]], head: int, columns: Mapping[str, int]) -> Paper:
    title = next((cell for row in rows[:head] for cell in row if cell), sheet)
    made, totals, stray, section = list[Line](), list[Total](), list[tuple[str, str]](), ""
    if (whole := _OF_TITLE.search(title)) is not None:
        totals.append(Total(sheet, whole[1]))
    for number, row in enumerate(rows[head + 1 :], head + 2):
        said = {name: row[column] if column < len(row) else "" for name, column in columns.items()}
        cell = f"{sheet}!{column_letters(columns['points'])}{number}"
        first = next((text for text in row if text), "")
        if first and (found := TOTAL.match(first)):
            totals.append(_total(found[0], cell, said["points"] or first, totals, len(made)))
            continue
        section = said.get("section") or section
        if _is_item(said):
            made.append(_line(said, section, cell, len(made) + 1))
        elif made and not said["points"] and said.get("marking"):
            made[-1] = _longer(made[-1], said)
        elif first and not said.get("marking") and not said.get("standard"):
            section = first
            totals = [replace(one, end=len(made)) if one.end == _OPEN else one for one in totals]
            if _NUMBER.fullmatch(said["points"]):
                totals.append(Total(cell, said["points"], len(made), _OPEN))
        elif first:
            stray.append((cell, " | ".join(text for text in row if text)))
    lines = tuple(replace(line, marking=_marked(line)) for line in made)
    closed = tuple(replace(one, end=None) if one.end == _OPEN else one for one in totals)
    return Paper(title, sheet, lines, closed, tuple(stray))


def _total(word: str, cell: str, said: str, before: Sequence[Total], so_far: int) -> Total:
    """A printed sum: of everything, or of what stands since the sum before (小计)."""
    printed = next(iter(_NUMBER.findall(said)[-1:]), "")
    if "小" not in word:
        return Total(cell, printed)
    since = max((one.end for one in before if one.end not in (None, _OPEN)), default=0)
    return Total(cell, printed, since or 0, so_far)


def _is_item(said: Mapping[str, str]) -> bool:
    asked = said.get("standard") or (said.get("section") if "standard" not in said else "")
    return bool(asked) and bool(_NUMBER.fullmatch(said["points"].removesuffix("分").strip()))


def _line(said: Mapping[str, str], section: str, cell: str, turn: int) -> Line:
    return Line(
        said.get("id") or f"item-{turn:02d}",
        section,
        said.get("standard") or section,
        said["points"].removesuffix("分").strip(),
        said.get("marking", ""),
        cell,
        kind=said.get("kind", ""),
        fault_ids=(said["fault"],) if said.get("fault") else (),
    )


def _longer(line: Line, said: Mapping[str, str]) -> Line:
    """An item whose marking goes on in the next row, as under merged cells."""
    more = (said["fault"],) if said.get("fault") else ()
    return replace(line, words=f"{line.words}\n{said['marking']}", fault_ids=line.fault_ids + more)


def _marked(line: Line) -> Marking:
    """What the marking says; what an export only told in words is no marking."""
    if line.kind.endswith(IN_WORDS):
        return Marking(unread=(line.words,))
    return marking(line.words, line.standard, line.points)


def told(paper: Paper, language: str) -> Iterator[str]:
    """What somebody has to know before the rules are used: totals that do not add up, words that were not read."""
    zh = language == "zh"
    for total in paper.totals:
        added = sum((Decimal(line.points) for line in paper.lines[total.first : total.end]), Decimal(0))
        if total.printed and Decimal(total.printed) != added:
            yield (
                f"{total.cell}：印的合计为 {total.printed}，各项相加为 {added}；未作调整"
                if zh
                else f"{total.cell}: the printed total is {total.printed}, the items add up to {added}; nothing was rescaled"
            )
    for line in paper.lines:
        for clause in line.marking.unread:
            yield f"{line.cell}：未能读懂“{clause}”" if zh else f"{line.cell}: could not be read: {clause}"
        if not line.marking.faults and not line.marking.levels:
            yield (
                f"{line.cell}：“{line.standard}”没有可用的评分办法，未写成条款"
                if zh
                else f"{line.cell}: no rule was made of {line.standard!r}: it has no marking that could be read"
            )
    for cell, text in paper.stray:
        yield f"{cell}：未能归入任何一项：{text}" if zh else f"{cell}: belongs to no item: {text}"
