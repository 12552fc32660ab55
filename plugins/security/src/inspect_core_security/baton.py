"""Reads the log of a patrol baton (巡更棒): each touch of a checkpoint becomes a record of the key-area patrol."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from inspect_core.api import ErrorPlace, ImportRefused, Problem, Reading, Source, Table

FORM: Final = "key-area-patrol"
LARGEST: Final = 20 * 1024 * 1024
# What the device calls a column, and what the import calls it. The device's number gives way to the record's id.
COLUMNS: Final = (
    ("id", ("设备号", "巡更棒号", "device")),
    ("place", ("地点编号", "巡更点编号", "checkpoint")),
    ("start", ("时间", "巡更时间", "time")),
    ("observer", ("人员", "巡更人员", "person")),
)


@dataclass(frozen=True, slots=True)
class BatonReader:
    """Logs as the device's own program exports them: comma-separated, UTF-8 or GB18030, one touch a line."""

    name: str = "patrol-baton"
    suffixes: tuple[str, ...] = (".baton",)
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """The touches as one table for the import of observations; cells keep the columns they stood in.

        The id of a record is made of device, checkpoint and time, so a log that is exported again brings nothing
        new twice.  ImportRefused when a column or a cell is missing, with every line that lacks one.
        """
        lines = list(_lines(source))
        if not lines:
            return Reading(tables=())
        number, header = lines[0]
        fields = _fields(source.name, number, header)
        touches = [(number, _padded(cells, len(fields))) for number, cells in lines[1:]]
        problems = [problem for touch in touches for problem in _incomplete(source.name, fields, *touch)]
        if problems:
            raise ImportRefused.of(problems)
        records = {_record(fields, cells): number for number, cells in reversed(touches)}
        rows = sorted(records.items(), key=lambda record: record[1])
        table = Table(
            file=source.name,
            header=(*fields, "form"),
            rows=[row for row, _ in rows],
            numbers=[number for _, number in rows],
            header_number=number,
        )
        return Reading(tables=(table,), notices=_pressed_twice(source.name, len(touches) - len(rows)))


def _lines(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, with their numbers."""
    reader = csv.reader(io.StringIO(_text(source), newline=""), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise ImportRefused(
            "E-BATON-LINE",
            f"the line is not comma-separated text: {error}",
            place=ErrorPlace(file=source.name, line=reader.line_num),
            hint="Export the log again from the program of the device.",
            message_zh="此行不是逗号分隔的文本",
            hint_zh="请从巡更软件重新导出。",
        ) from error


def _text(source: Source) -> str:
    for encoding in (source.encoding,) if source.encoding else ("utf-8-sig", "gb18030"):
        try:
            return source.data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise ImportRefused(
        "E-BATON-ENCODING",
        "the log is neither UTF-8 nor GB18030",
        place=ErrorPlace(file=source.name),
        hint="Export the log again as text.",
        message_zh="巡更记录既不是 UTF-8 也不是 GB18030",
        hint_zh="请重新导出为文本文件。",
    )


def _fields(name: str, line: int, header: Sequence[str]) -> tuple[str, ...]:
    """What the import calls each column of the log. ImportRefused unless all four are there and nothing else."""
    known = {heading: field for field, headings in COLUMNS for heading in headings}
    fields = tuple(known.get(heading.lower(), "") for heading in header)
    if sorted(fields) == sorted(field for field, _ in COLUMNS):
        return fields
    names = ", ".join(headings[0] for _, headings in COLUMNS)
    raise ImportRefused(
        "E-BATON-COLUMN",
        f"a log has the columns {names}, each once, and no others",
        place=ErrorPlace(file=name, line=line),
        hint="Choose these four columns in the export of the device's program.",
        message_zh=f"巡更记录应恰好包含这些列: {names}",
        hint_zh="请在巡更软件的导出设置中只选择这四列。",
    )


def _padded(cells: list[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))


def _incomplete(name: str, fields: Sequence[str], number: int, cells: Sequence[str]) -> Iterator[Problem]:
    if len(cells) == len(fields) and all(cells):
        return
    yield Problem(
        "E-BATON-CELL",
        f"the line has {sum(1 for cell in cells if cell)} cells of {len(fields)}",
        ErrorPlace(file=name, line=number),
        "A touch says device, checkpoint, time and person; mend the line or delete it.",
        f"此行应有 {len(fields)} 项",
        "每条记录须有设备号、地点编号、时间和人员; 请改正或删除此行。",
    )


def _record(fields: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    said = dict(zip(fields, cells, strict=True))
    when = "".join(sign for sign in said["start"] if sign.isdigit())
    said["id"] = "-".join((said["id"], said["place"], when))
    return (*(said[field] for field in fields), FORM)


def _pressed_twice(name: str, surplus: int) -> tuple[Problem, ...]:
    if not surplus:
        return ()
    return (
        Problem(
            "N-BATON-TWICE",
            f"{surplus} touches stand in the log twice and count once",
            ErrorPlace(file=name),
            "Nothing needs to be done.",
            f"{surplus} 条记录重复, 只计一次",
            "无需处理。",
        ),
    )
