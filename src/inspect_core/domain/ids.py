"""Ids that cannot be mistaken for one another: no invisible, look-alike or control characters."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

from inspect_core.errors import Unfit

LONGEST = 64


def checked_id(text: str) -> str:
    """The id itself when it is clean; otherwise it is Unfit, which says what is wrong with it."""
    if text != text.strip():
        raise Unfit("an id has no space at its ends", "编号首尾不能有空格")
    if text.isascii() and text.isprintable():
        return text  # plain letters hide nothing; this is nearly every id of a month
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in text):
        raise Unfit("an id has no invisible or control character", "编号不能含有不可见字符或控制字符")
    if unicodedata.normalize("NFKC", text) != text:
        narrow = unicodedata.normalize("NFKC", text)
        raise Unfit(f"write it in plain width: {narrow}", f"请用半角书写：{narrow}")
    if _mixes_alphabets(text):
        raise Unfit(
            "it mixes Latin letters with look-alikes of another alphabet", "编号混用了拉丁字母与其他字母表的形似字母"
        )
    return text


def _mixes_alphabets(text: str) -> bool:
    alphabets = {unicodedata.name(sign, "").split(" ")[0] for sign in text if sign.isalpha()}
    return len(alphabets & {"LATIN", "CYRILLIC", "GREEK"}) > 1


Id = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(checked_id)]
