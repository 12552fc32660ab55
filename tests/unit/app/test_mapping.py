"""Tables that somebody else designed: chosen rows come out under the headings of the import, and keep their places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inspect_core.app.import_ import import_records
from inspect_core.app.intake.mapping import MappedReader, mapped, mapped_readers
from inspect_core.domain.table import Reading, Source, Table
from inspect_core.errors import ImportRefused, UsageError
from inspect_core.exchange.csv_ import CsvReader
from inspect_core.language.mapping import ColumnMapping, ObservationsText, bind_mapping
from inspect_core.language.reader import read_text
from tests.unit.app.known_project import ports

HEADER = ("No", "Day", "Type", "Mood", "Extra")
ROWS = (
    ("7", "2026-10-08", "round", " good ", "x"),
    ("8", "", "round", "bad", "y"),
    ("9", "2026-10-09", "visit", "", "z"),
    ("7", "2026-10-10", "round", "bad", "w"),
)


def table(layout: Any = "lines", sheet: str | None = None) -> Table:
    return Table("theirs.csv", HEADER, ROWS, (2, 3, 4, 5), layout, sheet)


def said(**more: Any) -> ObservationsText:
    given = {"fields": {"id": "{Type}-{No}", "start": "{Day} 12:00", "observer": "city"}, "leave": "others", **more}
    return ObservationsText.model_validate(given)


def test_a_text_is_filled_from_the_row_and_a_plain_text_is_the_same_everywhere() -> None:
    found = mapped(table(), said())
    assert found.header == ("id", "start", "observer")
    assert found.rows[0] == ("round-7", "2026-10-08 12:00", "city")


def test_a_text_whose_cells_are_all_empty_is_empty() -> None:
    assert mapped(table(), said()).rows[1] == ("round-8", "", "city")


def test_rows_are_chosen_by_words_and_by_cells_that_are_filled() -> None:
    assert [row[0] for row in mapped(table(), said(only={"Type": ["visit", "other"]})).rows] == ["visit-9"]
    assert [row[0] for row in mapped(table(), said(filled="Day")).rows] == ["round-7", "visit-9", "round-7"]


def test_once_keeps_the_first_row_of_each_id_and_its_line() -> None:
    found = mapped(table(), said(once="true"))
    assert [row[0] for row in found.rows] == ["round-7", "round-8", "visit-9"]
    assert list(found.numbers) == [2, 3, 4]


def test_answers_stand_under_their_question_in_the_words_of_the_form() -> None:
    found = mapped(table(), said(answers={"mood": "{Mood}"}, words={"good": "pass"}))
    assert [row[-1] for row in found.rows] == ["pass", "bad", "", "bad"]
    assert found.header[-1] == "answers/mood"


def test_words_are_for_answers_alone() -> None:
    assert mapped(table(), said(words={"city": "town"})).rows[0][2] == "city"


def test_a_cell_is_told_where_it_stood_in_the_file() -> None:
    found = mapped(table(), said())
    assert str(found.place(3, 1)) == "theirs.csv:5:2", "start is made of the second column"
    assert str(found.place(3, 2)) == "theirs.csv:5", "a plain text stands in no column"
    assert str(mapped(table("pointers"), said()).place(3, 1)) == "theirs.csv:5"
    assert str(mapped(table("cells", "one"), said()).place(3, 0)) == "theirs.csv:one!C5"


def test_every_column_that_is_missing_or_unread_is_named() -> None:
    with pytest.raises(ImportRefused) as caught:
        mapped(table(), said(answers={"mood": "{Moood}"}, leave=["Typo"], only={"Kind": ["a"]}))
    found = [(problem.code, problem.message) for problem in caught.value.problems]
    assert found == [
        ("E-MAPPING-COLUMN", "the mapping reads the column 'Moood', which the file does not have"),
        ("E-MAPPING-COLUMN", "the mapping reads the column 'Kind', which the file does not have"),
        ("E-MAPPING-COLUMN", "the mapping reads the column 'Typo', which the file does not have"),
        ("E-MAPPING-UNREAD", "the mapping does not read the column 'Mood'"),
        ("E-MAPPING-UNREAD", "the mapping does not read the column 'Extra'"),
    ]
    assert caught.value.problems[0].hint == "Did you mean 'Mood'?"


def test_columns_that_are_left_by_name_are_no_problem() -> None:
    assert mapped(table(), said(leave=["Mood", "Extra"])).header == ("id", "start", "observer")


class OneTable:
    """A reader that has read already."""

    name, suffixes, largest = "one", (".one",), 9

    def __init__(self, *sheets: str) -> None:
        self.sheets = sheets

    def read(self, source: Source) -> Reading:
        return Reading(tuple(table(sheet=sheet) for sheet in self.sheets))


def test_a_mapping_reads_the_sheet_it_is_about() -> None:
    reader = MappedReader(OneTable("first", "second"), said(sheet="second"))
    assert [found.sheet for found in reader.read(Source("a.one", b"")).tables] == ["second"]
    assert (reader.name, reader.suffixes, reader.largest) == ("one", (".one",), 9)


def test_a_file_without_the_sheet_is_refused() -> None:
    reader = MappedReader(OneTable("first", "third"), said(sheet="second"))
    with pytest.raises(ImportRefused, match="second") as caught:
        reader.read(Source("a.one", b""))
    assert (caught.value.code, caught.value.first.hint) == ("E-MAPPING-SHEET", "The file has: first, third.")


def mapping() -> ColumnMapping:
    return bind_mapping(
        read_text(
            """
mapping: theirs
title: theirs
people:
  once: true
  fields: {id: "{No}", role: guard, name: "{Name}"}
  leave: [Day]
""",
            "theirs.yaml",
        )
    )


def test_a_file_of_other_columns_is_imported_through_its_mapping() -> None:
    readers = mapped_readers([CsvReader()], mapping(), "people")
    data = b"No,Name,Day\n77,Ann,1\n77,Ann,2\n78,Bo,1\n"
    report = import_records(replace(ports(), readers=readers), "people", [Source("a.csv", data)])
    assert (report.rows, report.recorded) == (2, 2)


def test_an_import_the_mapping_does_not_speak_of_is_refused() -> None:
    with pytest.raises(UsageError, match="does not say how to import roster") as caught:
        mapped_readers([CsvReader()], mapping(), "roster")
    assert caught.value.code == "E-MAPPING-KIND"
