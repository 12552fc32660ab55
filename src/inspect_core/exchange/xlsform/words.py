"""What XLSForm calls things: headings with a language, types of questions, the answers to yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from inspect_core.api import QuestionType

TAKEN: Final[Mapping[str, QuestionType]] = MappingProxyType(
    {
        "text": "text",
        "string": "text",
        "integer": "count",
        "int": "count",
        "decimal": "number",
        "range": "number",
        "datetime": "time",
        "date_time": "time",
        "acknowledge": "choice",
        "trigger": "choice",
    }
)
"""Types that become a question of ours as they are."""

AS_TEXT: Final = frozenset({"date", "time", "barcode", "phone_number", "email"})
"""Types that are asked as text: we have no narrower question."""

META: Final = frozenset(
    {"start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "audit"}
    | {"uri:deviceid", "uri:username", "uri:phonenumber", "uri:email", "start-geopoint", "background-audio"}
)
"""What a phone notes by itself."""

LEFT: Final = frozenset(
    {"note", "calculate", "hidden", "image", "photo", "audio", "video", "file", "geopoint", "geotrace", "geoshape"}
    | {"xml-external", "csv-external"}
)
"""Rows that are no question of ours."""

SEVERAL: Final = frozenset({"select_multiple", "rank", "select_one_from_file", "select_multiple_from_file"})
OPENED: Final = ("begin_group", "begin_repeat")
CLOSED: Final = ("end_group", "end_repeat")

_SELECT: Final = re.compile(
    r"(select_one_from_file|select_multiple_from_file|select[_ ]one|select1|select[_ ]multiple"
    r"|select[_ ]all[_ ]that[_ ]apply|rank)\s+(?:from\s+)?(\S+)(\s+or[_ ](?:specify[_ ])?other)?",
    re.IGNORECASE,
)
_ALIASES: Final = {
    "list name": "list_name", "caption": "label", "relevance": "relevant", "readonly": "read_only",
    "title": "form_title", "id_string": "form_id",
}  # fmt: skip
_TRANSLATED: Final = ("label", "hint", "guidance_hint", "constraint_message", "required_message", "media")


@dataclass(frozen=True)
class Heading:
    """What a column holds, and in which language."""

    name: str
    language: str = ""


def heading(text: str) -> Heading:
    """The heading as written: `label::English (en)`, `bind:relevant`, `List name`."""
    said = text.strip()
    if said.lower().startswith("bind:"):
        said = said[5:].lstrip(":")
    name, _, language = said.partition("::") if "::" in said else said.partition(":")
    folded = _ALIASES.get(said.lower(), said.lower())
    if not language or folded in _ALIASES.values():
        return Heading(folded)
    name = _ALIASES.get(name.strip().lower(), name.strip().lower())
    return Heading(name, language.strip()) if name in _TRANSLATED else Heading(said.lower())


@dataclass(frozen=True)
class Typed:
    """What a row is: its type, the list it chooses from, whether another answer may be written."""

    name: str
    chosen_from: str = ""
    other: bool = False


def typed(text: str) -> Typed:
    """The type of a row; one that nobody knows keeps its name."""
    found = _SELECT.fullmatch(text.strip())
    if found is None:
        return Typed("_".join(text.lower().split()))
    word = found[1].lower().replace(" ", "_").replace("select_all_that_apply", "select_multiple")
    return Typed("select_one" if word == "select1" else word, found[2], bool(found[3]))


def known_types() -> tuple[str, ...]:
    """Every type, for whoever looks for the nearest."""
    return (*TAKEN, *sorted(AS_TEXT | META | LEFT | SEVERAL), *OPENED, *CLOSED, "select_one")


def said_yes(text: str) -> bool | None:
    """Yes, no, or None for an expression."""
    folded = text.strip().lower().removesuffix("()")
    if folded in ("yes", "true", "1"):
        return True
    return False if folded in ("", "no", "false", "0") else None


def tongue(language: str) -> str | None:
    """`zh` or `en` for a language as people name it; None for another."""
    folded = language.lower()
    code = re.search(r"\(([a-z]{2})[^)]*\)", folded)
    short = code[1] if code else folded[:2] if re.fullmatch(r"[a-z]{2}([-_][a-z]+)?", folded) else ""
    if short == "zh" or any(word in folded for word in ("chinese", "中文", "汉语", "漢語", "普通话")):
        return "zh"
    return "en" if short == "en" or "english" in folded else None
