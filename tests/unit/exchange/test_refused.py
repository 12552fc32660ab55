"""A refused file comes back as a workbook: the rows as they were, and what is wrong with them beside them."""

from __future__ import annotations

import io
import zipfile

import pytest

from inspect_core.api import ErrorPlace, ImportKind, ImportRefused, Problem, Source, Table
from inspect_core.app.import_ import import_records
from inspect_core.exchange.files import built_in_readers, tables_of
from inspect_core.exchange.refused import refused_rows, rows_found
from inspect_core.exchange.template import template
from inspect_core.exchange.xlsx import XlsxReader
from tests.unit.app.known_project import KNOWN, PATROL, KeptJournal, ports

PATROLS = (
    "记录编号,巡查人,开始时间,部位,备注,facilities\n"
    "-1,P002,2026-10-08 08:10,gate,=1+1,合格\n"
    "007,P002,2026-10-08 09:10,gaet,,合格\n"
    "@3,P002,2026-10-08,gate,,合格\n"
)


def refused(source: Source, kind: ImportKind = "observations", form: str | None = "patrol") -> bytes:
    """The workbook of a file that is refused."""
    with pytest.raises(ImportRefused) as caught:
        import_records(ports(KeptJournal()), kind, [source], form)
    tables = tables_of([source], built_in_readers())
    assert rows_found(tables, caught.value.problems) > 0
    return refused_rows(tables, caught.value.problems, "zh")


def read(data: bytes) -> Table:
    (table,) = XlsxReader().read(Source("mend.xlsx", data)).tables
    return table


def test_all_rows_come_back_those_to_be_mended_first_with_what_is_wrong_and_where() -> None:
    table = read(refused(Source("a.csv", PATROLS.encode())))
    assert table.header == ("记录编号", "巡查人", "开始时间", "部位", "备注", "facilities", "错误", "位置")
    assert [row[0] for row in table.rows] == ["007", "@3", "-1"]
    assert "“gaet” (E-PLACE-UNKNOWN)" in table.rows[0][6]
    assert [row[7] for row in table.rows] == ["a.csv:3:4", "a.csv:4:3", "a.csv:2"]
    assert table.rows[2][6] == ""


def test_what_was_mended_there_is_imported_with_ids_as_they_were() -> None:
    data = refused(Source("a.csv", PATROLS.replace("gaet", "gate").encode()))
    table = read(data)
    assert [row[0] for row in table.rows] == ["@3", "-1", "007"]
    mended = _with_text(data, "2026-10-08</t>", "2026-10-08 10:10</t>")
    journal = KeptJournal()
    import_records(ports(journal), "observations", [Source("mend.xlsx", mended)], "patrol")
    assert sorted(event.id for event in journal.kept if event.kind == "observation.recorded") == ["-1", "007", "@3"]


def _with_text(data: bytes, old: str, new: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old.encode(), new.encode()))
    return stream.getvalue()


def test_what_looks_like_a_formula_is_a_text() -> None:
    data = refused(Source("a.csv", PATROLS.encode()))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert 'quotePrefix="1"' in styles


def test_a_workbook_comes_back_under_its_own_sheets_and_knows_what_it_is_for() -> None:
    empty = template("observations", KNOWN, "zh", form=PATROL)
    head = "".join(
        f'<c r="{column}2" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in {"B": "P002", "C": "2026-10-08 08:10", "E": "gaet"}.items()
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(empty)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", f'<row r="2">{head}</row></sheetData>'.encode())
            new.writestr(name, content)
    data = refused(Source("a.xlsx", stream.getvalue()), form=None)
    table = read(data)
    assert (table.sheet, table.about["form"]) == ("记录", "patrol")
    assert "a.xlsx:记录!E2" in table.rows[0][-1]


def test_handed_in_and_refused_again_it_tells_only_what_is_wrong_now() -> None:
    first = refused(Source("a.csv", PATROLS.encode()))
    table = read(refused(Source("mend.xlsx", first)))
    assert [heading for heading in table.header if heading in ("错误", "位置")] == ["错误", "位置"]
    assert table.rows[0][-1] == "mend.xlsx:a.csv!D2"


def test_a_column_of_that_name_alone_is_still_one_nobody_knows() -> None:
    with pytest.raises(ImportRefused) as caught:
        import_records(ports(KeptJournal()), "gaps", [Source("a.csv", "表单,起,止,错误\npatrol,x,x,y\n".encode())])
    assert [problem.code for problem in caught.value.problems] == ["E-COLUMN-UNKNOWN"]


def test_sheets_of_the_same_name_are_kept_apart() -> None:
    tables = [Table(f"{folder}/a.csv", ("id", "x"), [("1", "2")], [2]) for folder in ("one", "two")]
    problems = [Problem("E-X", "wrong", ErrorPlace(file="two/a.csv", line=2))]
    found = XlsxReader().read(Source("m.xlsx", refused_rows(tables, problems, "en"))).tables
    assert [(table.sheet, table.rows[0][2]) for table in found] == [("a.csv", ""), ("a.csv 2", "wrong (E-X)")]


def test_what_is_wrong_with_the_header_is_wrong_with_no_row() -> None:
    problem = Problem("E-COLUMN-UNKNOWN", "x", ErrorPlace(file="a.csv", line=1, column=2))
    assert rows_found([Table("a.csv", ("id",), [("1",)], [2])], [problem]) == 0
