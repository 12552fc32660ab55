"""Reads the XML in which the Food Standards Agency publishes ratings: a row for each establishment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from inspect_core.api import ErrorPlace, ImportRefused, Reading, Source, Table

SHEET: Final = "EstablishmentDetail"
LARGEST: Final = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FhrsReader:
    """Ratings of one local authority; an element within an element has both names: Scores/Hygiene."""

    name: str = "fhrs"
    suffixes: tuple[str, ...] = (".xml",)
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """One table of all establishments. ImportRefused when the file is not well-formed, or declares entities."""
        found = [dict(_cells(element)) for element in _root(source).iter(SHEET)]
        header = tuple(dict.fromkeys(name for cells in found for name in cells))
        if not header:
            return Reading(tables=())
        rows = [tuple(cells.get(name, "") for name in header) for cells in found]
        numbers = range(2, len(rows) + 2)  # as if the first row were the header of a sheet
        return Reading(tables=(Table(source.name, header, rows, numbers, "cells", SHEET),))


def _root(source: Source) -> ET.Element:
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(source.name, "it is not UTF-8", "不是 UTF-8 编码", None) from error
    if "<!DOCTYPE" in text:
        raise _refused(source.name, "it declares a document type, which may hide a bomb", "文件声明了 DOCTYPE", None)
    try:
        return ET.fromstring(text)  # noqa: S314 - without a document type there is nothing to expand
    except ET.ParseError as error:
        raise _refused(source.name, "it is not well-formed XML", "不是格式良好的 XML", error.position[0]) from error


def _cells(element: ET.Element, under: str = "") -> Iterator[tuple[str, str]]:
    for child in element:
        if len(child):
            yield from _cells(child, f"{under}{child.tag}/")
        else:
            yield under + child.tag, (child.text or "").strip()


def _refused(name: str, en: str, zh: str, line: int | None) -> ImportRefused:
    return ImportRefused(
        "E-FHRS-XML",
        en,
        place=ErrorPlace(file=name, line=line),
        hint="Download the file again from the Food Standards Agency.",
        message_zh=zh,
        hint_zh="请重新下载该文件。",
    )
