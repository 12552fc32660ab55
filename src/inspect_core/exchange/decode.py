"""Turns the bytes of a text file into text: UTF-8 first, then GB18030 where that is plainly what it is."""

from __future__ import annotations

import codecs
from typing import Final

from inspect_core.api import ErrorPlace, ImportRefused, Problem, Source

MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
ENCODINGS: Final = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "utf-8-sig": "utf-8-sig",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
}
PLAINLY_CHINESE: Final = 0.8  # share of the characters beyond ASCII that are everyday Chinese


def decoded(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """The text of the file, and a notice when its encoding was guessed. ImportRefused when it cannot be read."""
    _no_wide_encoding(source)
    nul = source.data.find(b"\0")
    if nul >= 0:
        raise ImportRefused(
            "E-CSV-NUL",
            "the file holds a NUL byte; this is not a text file, or it was damaged",
            place=ErrorPlace(file=source.name, line=_line(source.data, nul)),
            hint="Export the file again; do not edit it with a program that is not for text.",
            message_zh="文件含有 NUL 字节：不是文本文件，或已损坏",
            hint_zh="请重新导出该文件。",
        )
    if source.encoding is not None:
        return _as_named(source, source.encoding), ()
    try:
        return source.data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        return _chinese(source, error.start)


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _no_wide_encoding(source: Source) -> None:
    found = next((name for mark, name in MARKS if source.data.startswith(mark)), None)
    head = source.data[:400]
    if found is None and len(head) > 3 and head.count(0) * 3 > len(head):
        found = "UTF-16"
    if found is not None:
        raise ImportRefused(
            "E-CSV-ENCODING",
            f"the file is written in {found}",
            place=ErrorPlace(file=source.name, line=1),
            hint="Save it as “CSV UTF-8”.",
            message_zh=f"文件编码为 {found}",
            hint_zh="请另存为“CSV UTF-8”。",
        )


def _as_named(source: Source, encoding: str) -> str:
    known = ENCODINGS.get(encoding.lower())
    if known is None:
        raise ImportRefused(
            "E-CSV-ENCODING",
            f"the encoding {encoding!r} is not one we read",
            place=ErrorPlace(file=source.name),
            hint="Name utf-8 or gb18030.",
            message_zh=f"不支持的编码 {encoding!r}",
            hint_zh="请使用 utf-8 或 gb18030。",
        )
    try:
        return source.data.decode(known)
    except UnicodeDecodeError as error:
        raise _unreadable(source, error.start, encoding) from error


def _chinese(source: Source, position: int) -> tuple[str, tuple[Problem, ...]]:
    try:
        text = source.data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _unreadable(source, position, "UTF-8 or GB18030") from error
    if not _looks_chinese(text):
        raise _unreadable(source, position, "UTF-8, nor plainly Chinese in GB18030")
    notice = Problem(
        "N-CSV-GB18030",
        "read as GB18030, because it is not UTF-8",
        ErrorPlace(file=source.name),
        "Check a name or two; save as “CSV UTF-8” to be sure.",
        "文件不是 UTF-8，已按 GB18030 读取",
        "请核对一两个姓名；另存为“CSV UTF-8”最为稳妥。",
    )
    return text, (notice,)


def _looks_chinese(text: str) -> bool:
    beyond = [sign for sign in text[:200_000] if sign > "\x7f"]
    everyday = sum(1 for sign in beyond if _everyday(sign))
    return bool(beyond) and everyday >= PLAINLY_CHINESE * len(beyond)


def _everyday(sign: str) -> bool:
    """Whether the character is of GB2312, the 6,763 characters and signs that ordinary text is written in."""
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _unreadable(source: Source, position: int, tried: str) -> ImportRefused:
    return ImportRefused(
        "E-CSV-ENCODING",
        f"the text is not {tried}",
        place=ErrorPlace(file=source.name, line=_line(source.data, position)),
        hint="Save it as “CSV UTF-8”, or name its encoding with --encoding gb18030.",
        message_zh=f"文本不是 {tried}",
        hint_zh="请另存为“CSV UTF-8”，或用 --encoding gb18030 指明编码。",
    )
