"""Templates: what a company fills in there is read back without a question."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

import pytest

from inspect_core.api import IMPORT_KINDS, ImportKind, ImportRefused, Source
from inspect_core.app.import_ import import_records
from inspect_core.exchange.template import template
from inspect_core.exchange.xlsx import XlsxReader
from tests.unit.app.known_project import COURTESY, KNOWN, PATROL, KeptJournal, ports

LANGUAGES: tuple[Literal["zh", "en"], ...] = ("zh", "en")
FILLED: dict[ImportKind, list[str]] = {
    "people": ["P100", "张三", "013800000000", "秩序维护员", "秩序维护部", "", "2026-10-12", ""],
    "places": ["wc-1", "卫生间", "区域", "washroom", "", "P004", "2026-10-12", "", "", ""],
    "shifts": ["late", "中班", "16:00", "24:00"],
    "roster": ["2026-10-20", "李班长", "night", "南门岗", "正常", ""],
    "observations": ["o1", "李班长", "2026-10-08 08:10", "", "南门岗", "", "", "合格", "不适用", "3"],
    "indicators": ["收缴率", "2026-10", "", "秩序维护部", "96.2", "finance", "2026-10-31"],
    "gaps": ["", "巡查记录表", "南门岗", "2026-10-08", "2026-10-09", ""],
}


def made(kind: ImportKind, language: Literal["zh", "en"]) -> bytes:
    return template(kind, KNOWN, language, form=PATROL if kind == "observations" else None, edition="2026-10-01")


def filled(data: bytes, cells: list[str]) -> bytes:
    """The template with one row written under its header, as a spreadsheet program would."""
    row = "".join(
        f'<c r="{chr(65 + index)}2" t="inlineStr"><is><t>{cell}</t></is></c>'
        for index, cell in enumerate(cells)
        if cell
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", f'<row r="2">{row}</row></sheetData>'.encode())
            new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", IMPORT_KINDS)
def test_a_filled_template_imports_without_a_question(kind: ImportKind, language: Literal["zh", "en"]) -> None:
    journal = KeptJournal()
    report = import_records(ports(journal), kind, [Source("a.xlsx", filled(made(kind, language), FILLED[kind]))])
    assert (report.rows, report.recorded) == (1, 1)


@pytest.mark.parametrize("kind", IMPORT_KINDS)
def test_a_template_says_what_it_is_for_and_is_the_same_every_time(kind: ImportKind) -> None:
    data = made(kind, "zh")
    assert data == made(kind, "zh")
    table = XlsxReader().read(Source("a.xlsx", data)).tables[0]
    form = "patrol" if kind == "observations" else ""
    assert table.about == {"kind": kind, "form": form, "edition": "2026-10-01"}
    assert table.rows == []


def test_roles_places_and_answers_are_chosen_from_lists_and_the_header_stays_in_sight() -> None:
    with zipfile.ZipFile(io.BytesIO(made("observations", "zh"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert len(re.findall("<dataValidation ", sheet)) == 4
    assert 'state="frozen"' in sheet
    assert 'name="lists" sheetId="3" state="hidden"' in names
    assert 'name="inspect-core" sheetId="4" state="veryHidden"' in names


def test_a_template_asks_only_what_the_form_needs() -> None:
    header = XlsxReader().read(Source("a.xlsx", made("observations", "en"))).tables[0].header
    assert "subject" not in header
    courtesy = template("observations", KNOWN, "en", form=COURTESY)
    assert "subject" in XlsxReader().read(Source("a.xlsx", courtesy)).tables[0].header


def test_a_template_of_another_kind_is_refused() -> None:
    data = filled(made("people", "en"), FILLED["people"])
    with pytest.raises(ImportRefused) as caught:
        import_records(ports(), "places", [Source("a.xlsx", data)])
    assert [problem.code for problem in caught.value.problems] == ["E-TEMPLATE-KIND"]


@pytest.mark.parametrize(("kind", "other"), [("people", "places"), ("roster", "shifts"), ("observations", "roster")])
def test_the_one_thing_to_say_of_a_template_of_another_kind_is_which(kind: ImportKind, other: ImportKind) -> None:
    data = filled(made(kind, "zh"), FILLED[kind])
    with pytest.raises(ImportRefused) as caught:
        import_records(ports(), other, [Source("a.xlsx", data)])
    assert {(one.code, one.hint) for one in caught.value.problems} == {("E-TEMPLATE-KIND", f"Use `import {kind}`.")}


def test_an_untouched_template_is_no_import_of_nothing() -> None:
    report = import_records(ports(), "people", [Source("a.xlsx", made("people", "zh"))])
    assert (report.rows, report.recorded) == (0, 0)
