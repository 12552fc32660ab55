"""Forty hostile inputs, those that are files to import: what each is, and what must be said about it.

The numbers are those of the list of hostile inputs this project was given; the files are built here, small and on
the spot, so that nobody has to keep bombs in a repository.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from inspect_core.app.intake.columns import ImportKind
from tests.reliability.hostile import workbooks as x


@dataclass(frozen=True)
class Hostile:
    """One file: its number in the list, its name, how to build it, and the code, place and next step expected."""

    number: int
    title: str
    name: str
    build: Callable[[], bytes]
    code: str
    place: str
    step: str
    kind: ImportKind = "people"
    form: str | None = None
    large: bool = False
    said: str = ""

    @property
    def label(self) -> str:
        """The name of the test."""
        return f"{self.number:02d}-{self.title.replace(' ', '-')}"


def people(*lines: str, header: str = "id,name,role") -> bytes:
    return "\n".join([header, *lines]).encode()


PATROL: Final = "id,observer,start,place,etiquette"


def patrols(*lines: str) -> bytes:
    return people(*lines, header=PATROL)


def record(**fields: str) -> bytes:
    known = {
        "id": '"o1"',
        "form": '"patrol"',
        "observer": '"P001"',
        "start": '"2026-10-08T08:10:00+08:00"',
        "place": '"gate"',
    }
    return ("{" + ", ".join(f'"{key}": {value}' for key, value in (known | fields).items()) + "}\n").encode()


TEXTS: Final = (
    Hostile(12, "NUL bytes", "a.csv", lambda: people("P1,a\0b,guard"), "E-CSV-NUL", "a.csv:2", "Export the file again"),
    Hostile(12, "lone carriage return", "a.csv", lambda: people("P1,a,guard\rP2,b,guard"), "E-CSV-LINE", "a.csv:2", "Save"),
    Hostile(
        12,
        "quote never closed",
        "a.csv",
        lambda: people(*[f"P{n},a,guard" for n in range(15)], 'P99,"open,guard', "P100,b,guard"),
        "E-CSV-QUOTE",
        "a.csv:17",
        "Close the quote",
        said="a quote opened on line 17 is never closed",
    ),
    Hostile(
        12,
        "quote never closed before megabytes",
        "a.csv",
        lambda: people('P1,"open,guard', *["P2,b,guard"] * 900_000),
        "E-CSV-QUOTE",
        "a.csv:2",
        "Close the quote",
        large=True,
    ),
    Hostile(12, "text after a quote", "a.csv", lambda: people('P1,"a"b,guard'), "E-CSV-QUOTE", "a.csv:2", "twice"),
    Hostile(
        12,
        "one field of thirty megabytes",
        "a.csv",
        lambda: people("P1," + "x" * 30_000_000 + ",guard"),
        "E-FILE-SIZE",
        "a.csv",
        "Split the file",
        large=True,
    ),
    Hostile(
        12,
        "one field just under the file limit",
        "a.csv",
        lambda: people("P1," + "x" * 20_000_000 + ",guard"),
        "E-CSV-FIELD",
        "a.csv:2",
        "Shorten the cell",
        large=True,
    ),
    Hostile(12, "a field one too long", "a.csv", lambda: people(f"P1,{'x' * 20_001},guard"), "E-CSV-FIELD", "a.csv:2:2", "Shorten"),
    Hostile(
        12,
        "only separators",
        "a.csv",
        lambda: people("," * 20_000_000),
        "E-COLUMN-COUNT",
        "a.csv:2",
        "Check whether",
        large=True,
    ),
    Hostile(12, "only line ends", "a.csv", lambda: b"\n" * 20_000_000, "E-CSV-ROWS", "a.csv", "Split the file", large=True),
    Hostile(
        12,
        "one row too many",
        "a.csv",
        lambda: people(*[f"P{n},a,guard" for n in range(100_001)]),
        "E-CSV-ROWS",
        "a.csv",
        "Split the file",
        large=True,
    ),
    Hostile(13, "UTF-16 with its mark", "a.csv", lambda: people("P1,李,guard").decode().encode("utf-16"), "E-CSV-ENCODING", "a.csv:1", "CSV UTF-8", said="UTF-16"),
    Hostile(13, "UTF-16 without its mark", "a.csv", lambda: people("P1,a,guard").decode().encode("utf-16-le"), "E-CSV-ENCODING", "a.csv:1", "CSV UTF-8", said="UTF-16"),
    Hostile(13, "Latin-1", "a.csv", lambda: people("P1,Jürgen Müller,guard").decode().encode("latin-1"), "E-CSV-ENCODING", "a.csv:2", "--encoding"),
    Hostile(13, "neither UTF-8 nor GB18030", "a.csv", lambda: people("P1,") + b"\xff\xfe\xff,guard", "E-CSV-ENCODING", "a.csv:2", "--encoding"),
    Hostile(14, "a person twice", "a.csv", lambda: people("P1,a,guard", "P2,b,guard", "P1,a,guard"), "E-CSV-DUP", "a.csv:4", "Delete one", said="a.csv:2"),
    Hostile(
        14,
        "row 4999 of 5000 is bad",
        "a.csv",
        lambda: people(*[f"Q{n},a,{'gard' if n == 4_998 else 'guard'}" for n in range(5_000)]),
        "E-ROLE-UNKNOWN",
        "a.csv:5000:3",
        "Did you mean “guard”?",
    ),
    Hostile(14, "everything wrong in a hundred thousand rows", "a.csv", lambda: patrols(*[f"o{n},X{n},{n},Y{n},Z{n}" for n in range(100_000)]), "E-PERSON-UNKNOWN", "a.csv:2:2", "Import it first", "observations", "patrol", large=True),
    Hostile(14, "one person in a hundred thousand rows", "a.csv", lambda: people(*["o1,X,guard"] * 100_000), "E-CSV-DUP", "a.csv:3", "Delete one", large=True),
    Hostile(14, "a record twice", "a.csv", lambda: patrols(*["o1,P001,2026-10-08 08:10,gate,pass"] * 2), "E-CSV-DUP", "a.csv:3:1", "Delete one", "observations", "patrol", said="a.csv:2:1"),
    Hostile(15, "an id in full width", "a.csv", lambda: people("Ｐ００１,a,guard"), "E-ID-CONFUSABLE", "a.csv:2:1", "Write P001"),
    Hostile(15, "an id with a zero-width space", "a.csv", lambda: people("P001\u200b,a,guard"), "E-ID", "a.csv:2:1", "Type it again", said="\\u200b"),
    Hostile(15, "an id with a Cyrillic letter", "a.csv", lambda: people("Р001,a,guard"), "E-ID-CONFUSABLE", "a.csv:2:1", "If they are the same"),
    Hostile(15, "two ids that differ by a letter of another alphabet", "a.csv", lambda: people("E001,a,guard", "Е001,b,guard"), "E-ID-CONFUSABLE", "a.csv:3:1", "If they are the same", said="a.csv:2:1"),
    Hostile(15, "an id that runs backwards", "a.csv", lambda: people("P\u202e100,a,guard"), "E-ID", "a.csv:2:1", "Type it again", said="\\u202e"),
    Hostile(15, "a name that steers the terminal", "a.csv", lambda: people("P100,a\x1b[31mb,guard"), "E-CELL-CONTROL", "a.csv:2:2", "Type the text again", said="\\u001b"),
)  # fmt: skip

JSON_LINES: Final = (
    Hostile(5, "nested a hundred thousand deep", "a.jsonl", lambda: record(note="[" * 100_000 + "]" * 100_000), "E-JSON-DEPTH", "a.jsonl:1:", "Correct the line", "observations"),
    Hostile(28, "a number that is none", "a.jsonl", lambda: record(note="NaN"), "E-JSON-NUMBER", "a.jsonl:1", "Correct", "observations"),
    Hostile(28, "infinity", "a.jsonl", lambda: record(note="-Infinity"), "E-JSON-NUMBER", "a.jsonl:1", "Correct", "observations"),
    Hostile(28, "a number beyond all numbers", "a.jsonl", lambda: record(note="1e400"), "E-JSON-NUMBER", "a.jsonl:1", "Correct", "observations"),
    Hostile(28, "a number of many digits", "a.jsonl", lambda: record(note="1" * 5_000), "E-JSON-NUMBER", "a.jsonl:1", "Correct", "observations"),
    Hostile(28, "true for a text", "a.jsonl", lambda: record(note="true"), "E-JSON-TYPE", "a.jsonl:1#/note", "Correct", "observations"),
    Hostile(29, "NUL in a text", "a.jsonl", lambda: record(note='"a\\u0000b"'), "E-JSON-TEXT", "a.jsonl:1#/note", "Correct", "observations"),
    Hostile(29, "half a character", "a.jsonl", lambda: record(note='"\\ud800"'), "E-JSON-TEXT", "a.jsonl:1#/note", "Correct", "observations"),
    Hostile(29, "not UTF-8", "a.jsonl", lambda: record().replace(b"gate", b"\xff\xfe"), "E-JSON-TEXT", "a.jsonl:1:", "Correct", "observations"),
    Hostile(29, "two equal keys", "a.jsonl", lambda: record(note='"a", "note": "b"'), "E-JSON-DUPKEY", "a.jsonl:1#/note", "Correct", "observations"),
    Hostile(29, "rubbish after the object", "a.jsonl", lambda: record().rstrip() + b"}", "E-JSON-SYNTAX", "a.jsonl:1:", "Correct", "observations"),
    Hostile(29, "a list", "a.jsonl", lambda: b"[1, 2]", "E-JSON-SYNTAX", "a.jsonl:1", "Correct", "observations"),
    Hostile(30, "a field nobody knows", "a.jsonl", lambda: record(is_admin='"true"'), "E-COLUMN-UNKNOWN", "a.jsonl:1", "Columns are called", "observations", said="is_admin"),
    Hostile(35, "a time without an offset", "a.jsonl", lambda: record(start='"2026-10-08T08:10:00"'), "E-TIME-OFFSET", "a.jsonl:1#/start", "+08:00", "observations"),
    Hostile(35, "the hour 24", "a.jsonl", lambda: record(start='"2026-10-08T24:00:00+08:00"'), "E-TIME", "a.jsonl:1#/start", "Write it like", "observations"),
    Hostile(35, "a 29th of February that was not", "a.jsonl", lambda: record(start='"2026-02-29T08:00:00+08:00"'), "E-TIME", "a.jsonl:1#/start", "Write it like", "observations"),
    Hostile(35, "seconds since 1970", "a.jsonl", lambda: record(start="1791421800"), "E-TIME", "a.jsonl:1#/start", "Write it like", "observations"),
    Hostile(35, "the year 1", "a.jsonl", lambda: record(start='"0001-01-01T00:00:00+08:00"'), "E-TIME-RANGE", "a.jsonl:1#/start", "Check the year", "observations"),
    Hostile(35, "the year 9999", "a.jsonl", lambda: record(start='"9999-12-31T23:59:59-08:00"'), "E-TIME-RANGE", "a.jsonl:1#/start", "Check the year", "observations"),
    Hostile(35, "ten minutes ahead", "a.jsonl", lambda: record(start='"2026-11-01T00:10:00+08:00"'), "E-TIME-FUTURE", "a.jsonl:1#/start", "clock", "observations"),
    Hostile(38, "a line of two megabytes", "a.jsonl", lambda: record().replace(b"}", b" " * 2_000_000 + b"}"), "E-JSON-SIZE", "a.jsonl:1", "Correct", "observations"),
    Hostile(38, "a key for every line", "a.jsonl", lambda: b"".join(record(**{f"k{n}": '"a"'}) for n in range(50_000)), "E-JSON-KEYS", "a.jsonl:", "Correct", "observations", large=True),
)  # fmt: skip

WORKBOOKS: Final = (
    Hostile(16, "a bomb of a quarter of a gigabyte", "a.xlsx", lambda: x.bomb(260_000_000), "E-XLSX-SIZE", "a.xlsx", "Copy the rows", large=True),
    Hostile(16, "a bomb under the ratio", "a.xlsx", lambda: x.with_parts({"xl/media/image1.bin": x.noise(3_000_000)}, x.worksheet(after=" " * 215_000_000)), "E-XLSX-SIZE", "a.xlsx", "Copy the rows", large=True),
    Hostile(16, "headers that lie about the size", "a.xlsx", lambda: x.lying(250_000_000), "E-XLSX-SIZE", "a.xlsx", "Copy the rows", large=True),
    Hostile(16, "headers that lie a little", "a.xlsx", lambda: x.lying(500_000), "E-XLSX-DAMAGED", "a.xlsx", "save it again", said="says 1,000 bytes"),
    Hostile(16, "ten thousand members", "a.xlsx", lambda: x.with_parts({f"xl/m{n}.xml": b"" for n in range(10_000)}), "E-XLSX-MEMBERS", "a.xlsx", "Copy the sheet"),
    Hostile(16, "a member that leads out", "a.xlsx", lambda: x.with_parts({"../../x": b"a"}), "E-XLSX-PATH", "a.xlsx", "Do not open"),
    Hostile(16, "a member with an absolute path", "a.xlsx", lambda: x.with_parts({"/etc/x": b"a"}), "E-XLSX-PATH", "a.xlsx", "Do not open"),
    Hostile(16, "one long text shown in every cell", "a.xlsx", lambda: x.shared_text_bomb(40_000, 20_000), "E-XLSX-SIZE", "a.xlsx", "Copy the rows", large=True),
    Hostile(16, "more empty texts than there can be cells", "a.xlsx", lambda: x.with_parts({x.STRINGS: f"{x.HEAD}<sst {x.MAIN}>{'<si/>' * 1_300_000}</sst>".encode(), "xl/media/a.bin": x.noise(400_000)}), "E-XLSX-SIZE", "a.xlsx", "Copy the rows", large=True),
    Hostile(17, "a billion laughs", "a.xlsx", lambda: x.workbook(x.billion_laughs()), "E-XLSX-DTD", "a.xlsx", "Do not open"),
    Hostile(17, "an entity that reads a file", "a.xlsx", lambda: x.workbook(x.external_entity("file:///etc/passwd")), "E-XLSX-DTD", "a.xlsx", "Do not open"),
    Hostile(17, "an entity that calls a server", "a.xlsx", lambda: x.workbook(x.external_entity("http://127.0.0.1:9/x")), "E-XLSX-DTD", "a.xlsx", "Do not open"),
    Hostile(17, "an entity in UTF-16", "a.xlsx", lambda: x.with_parts({x.SHEET: x.billion_laughs().replace("UTF-8", "UTF-16").encode("utf-16")}), "E-XLSX-DTD", "a.xlsx", "Do not open"),
    Hostile(18, "one cell in the last corner", "a.xlsx", lambda: x.workbook(x.worksheet(x.ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), "E-XLSX-DIMENSION", "a.xlsx", "Delete the empty rows", said="1,048,576"),
    Hostile(18, "a column too far", "a.xlsx", lambda: x.workbook(x.worksheet(x.ROWS + '<row r="3"><c r="BI3"><v>1</v></c></row>')), "E-XLSX-DIMENSION", "a.xlsx", "Delete the empty rows", said="BI3"),
    Hostile(18, "merged over everything", "a.xlsx", lambda: x.workbook(x.worksheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')), "E-XLSX-DIMENSION", "a.xlsx", "Delete the empty rows"),
    Hostile(18, "merged data", "a.xlsx", lambda: x.workbook(x.worksheet(after='<mergeCells><mergeCell ref="B2:B9"/></mergeCells>')), "E-XLSX-MERGED", "a.xlsx:people!B2", "Unmerge"),
    Hostile(18, "a million empty styled rows", "a.xlsx", lambda: x.workbook(x.worksheet(x.ROWS + "".join(f'<row r="{n}" s="1"/>' for n in range(3, 1_048_577)))), "E-XLSX-DIMENSION", "a.xlsx", "Delete the empty rows", large=True),
    Hostile(18, "cells without addresses without end", "a.xlsx", lambda: x.workbook(x.worksheet("<row>" + "<c/>" * 100 + "</row>")), "E-XLSX-DIMENSION", "a.xlsx", "Delete the empty rows"),
    Hostile(18, "a cell with an address beyond all sheets", "a.xlsx", lambda: x.workbook(x.worksheet(x.ROWS + '<row r="3"><c r="A99999999999"><v>1</v></c></row>')), "E-XLSX-DAMAGED", "a.xlsx", "save it again", said="sheet1.xml"),
    Hostile(18, "a row with a strange number", "a.xlsx", lambda: x.workbook(x.worksheet(x.ROWS + '<row r="-3"><c><v>1</v></c></row>')), "E-XLSX-DAMAGED", "a.xlsx", "save it again", said="sheet1.xml"),
    Hostile(18, "an encoding that does not exist", "a.xlsx", lambda: x.workbook(x.worksheet().replace("UTF-8", "ZZZ-9")), "E-XLSX-DAMAGED", "a.xlsx", "save it again", said="sheet1.xml"),
    Hostile(18, "an encoding of several bytes", "a.xlsx", lambda: x.workbook(x.worksheet().replace("UTF-8", "GB18030")), "E-XLSX-DAMAGED", "a.xlsx", "save it again", said="sheet1.xml"),
    Hostile(18, "a count that asks for gigabytes", "a.xlsx", lambda: x.with_parts({x.STRINGS: f'{x.HEAD}<sst {x.MAIN} count="9" uniqueCount="9999999999"><si><t>a</t></si></sst>'.encode()}, x.worksheet(x.ROWS + '<row r="3"><c r="A3" t="s"><v>0</v></c></row>')), "E-XLSX-DAMAGED", "a.xlsx", "save it again"),
    Hostile(18, "a formula with a cached value", "a.xlsx", lambda: x.honest([["id", "role"], ["P1", '="gua"&"rd"']]), "E-XLSX-FORMULA", "a.xlsx:people!B2", "paste it as values"),
    Hostile(18, "a shared formula", "a.xlsx", lambda: x.workbook(x.worksheet(x.ROWS + '<row r="3"><c r="A3"><f t="shared" si="0"/><v>1</v></c></row>')), "E-XLSX-FORMULA", "a.xlsx:people!A3", "paste it as values"),
    Hostile(18, "an error for a value", "a.xlsx", lambda: x.workbook(x.worksheet(x.ROWS + '<row r="3"><c r="B3" t="e"><v>#N/A</v></c></row>')), "E-XLSX-ERROR", "a.xlsx:people!B3", "Write the value"),
    Hostile(18, "macros", "a.xlsx", lambda: x.with_parts({"xl/vbaProject.bin": b"x"}), "E-XLSX-MACRO", "a.xlsx", "without macros"),
    Hostile(18, "a macro workbook renamed", "a.xlsx", lambda: x.with_parts({"[Content_Types].xml": b'<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'}), "E-XLSX-MACRO", "a.xlsx", "without macros"),
    Hostile(18, "links to other files", "a.xlsx", lambda: x.with_parts({"xl/externalLinks/externalLink1.xml": b"<a/>"}), "E-XLSX-LINK", "a.xlsx", "Paste the values"),
    Hostile(18, "a number with lost digits", "a.xlsx", lambda: x.honest([["id", "role"], [110101199003078888, "guard"]]), "E-XLSX-NUMBER", "a.xlsx:people!A2", "Format the column as text"),
    Hostile(18, "an old workbook", "a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E-XLSX-KIND", "a.xlsx", "Save it as .xlsx"),
    Hostile(18, "cut in the middle", "a.xlsx", lambda: x.workbook()[:500], "E-XLSX-DAMAGED", "a.xlsx", "save it again"),
    Hostile(18, "not a workbook", "a.xlsx", lambda: b"<html></html>", "E-XLSX-DAMAGED", "a.xlsx", "save it again"),
    Hostile(18, "no sheet inside", "a.xlsx", lambda: x.zipped({"a.xml": b"<a/>"}), "E-XLSX-DAMAGED", "a.xlsx", "save it again"),
)  # fmt: skip

OTHERS: Final = (
    Hostile(40, "a file nobody reads", "a.pdf", lambda: b"%PDF-", "E-FILE-KIND", "a.pdf", "Save it as one of"),
    Hostile(40, "nothing at all", "a.csv", lambda: b"", "E-FILE-EMPTY", "a.csv", "Write a header"),
    Hostile(
        40,
        "a Parquet file cut short",
        "a.parquet",
        lambda: b"PAR1" + bytes(40) + b"PAR1",
        "E-PARQUET-DAMAGED",
        "a.parquet",
        "Write it again",
    ),
    Hostile(40, "not Parquet", "a.parquet", lambda: b"id,role\n", "E-PARQUET-DAMAGED", "a.parquet", "Write it again"),
)

CORPUS: Final = (*TEXTS, *JSON_LINES, *WORKBOOKS, *OTHERS)
