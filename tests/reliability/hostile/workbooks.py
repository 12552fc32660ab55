"""Builds workbooks that no spreadsheet program would write."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

import xlsxwriter

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>role</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>P100</t></is></c><c r="B2" t="inlineStr"><is><t>guard</t></is></c></row>'
)


def worksheet(rows: str = ROWS, *, before: str = "", after: str = "") -> str:
    return f"{HEAD}{before}<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>"


def members(sheet: str | None = None) -> dict[str, bytes]:
    """The parts of a smallest workbook."""
    return {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Target="xl/workbook.xml" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f"{HEAD}<workbook {MAIN} "
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<sheets><sheet name="people" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Target="worksheets/sheet1.xml" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
            '<Relationship Id="rId2" Target="sharedStrings.xml" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
        ).encode(),
        SHEET: (sheet or worksheet()).encode(),
    }


def zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def workbook(sheet: str | None = None, **more: bytes) -> bytes:
    """A workbook with that sheet; `more` are further parts, with "/" written "__"."""
    return zipped(members(sheet) | {name.replace("__", "/"): data for name, data in more.items()})


def with_parts(parts: Mapping[str, bytes], sheet: str | None = None) -> bytes:
    return zipped(members(sheet) | dict(parts))


def honest(rows: list[list[Any]], *, formulas: bool = True) -> bytes:
    """A workbook as XlsxWriter writes it; with `formulas` a text starting with "=" is one."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": formulas}) as book:
        sheet = book.add_worksheet("people")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    return stream.getvalue()


def noise(size: int) -> bytes:
    """Bytes that cannot be packed."""
    return random.Random(1).randbytes(size)


def bomb(size: int) -> bytes:
    """Unpacks to `size` bytes of spaces inside a sheet."""
    return workbook(worksheet(after=" " * size))


def lying(size: int) -> bytes:
    """A sheet whose headers say it has a thousand bytes, and that unpacks to `size`."""
    data = bytearray(bomb(size))
    real = struct.pack("<L", len(worksheet(after=" " * size).encode()))
    position = data.find(real)
    while position >= 0:
        data[position : position + 4] = struct.pack("<L", 1_000)
        position = data.find(real, position)
    return bytes(data)


def shared_text_bomb(cells: int, length: int) -> bytes:
    """One long text that every cell shows: a small file that fills the memory when it is read out."""
    rows = "".join(
        f'<row r="{row}">' + "".join('<c t="s"><v>0</v></c>' for _ in range(50)) + "</row>"
        for row in range(1, cells // 50 + 1)
    )
    strings = f"{HEAD}<sst {MAIN}><si><t>{'x' * length}</t></si></sst>"
    return with_parts({STRINGS: strings.encode()}, worksheet(rows))


def billion_laughs() -> str:
    entities = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return worksheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>', before=f"<!DOCTYPE w [{entities}]>"
    )


def external_entity(address: str) -> str:
    return worksheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>',
        before=f'<!DOCTYPE w [<!ENTITY x SYSTEM "{address}">]>',
    )
