"""Ids that cannot be mistaken for one another: no invisible, look-alike or control characters."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

LONGEST = 64


def checked_id(text: str) -> str:
    """The id itself when it is clean; otherwise a ValueError that says what is wrong with it."""
    if text != text.strip():
        raise ValueError("an id has no space at its ends")
    if text.isascii() and text.isprintable():
        return text  # plain letters hide nothing; this is nearly every id of a month
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in text):
        raise ValueError("an id has no invisible or control character")
    if unicodedata.normalize("NFKC", text) != text:
        raise ValueError(f"write it in plain width: {unicodedata.normalize('NFKC', text)}")
    if _mixes_alphabets(text):
        raise ValueError("it mixes Latin letters with look-alikes of another alphabet")
    return text


def _mixes_alphabets(text: str) -> bool:
    alphabets = {unicodedata.name(sign, "").split(" ")[0] for sign in text if sign.isalpha()}
    return len(alphabets & {"LATIN", "CYRILLIC", "GREEK"}) > 1


Id = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(checked_id)]
