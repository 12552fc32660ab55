"""Names of forms, questions and choices: whether one can be an id, and an id made of any text."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from pydantic import TypeAdapter, ValidationError

from inspect_core.api import Id

_ID: Final[TypeAdapter[str]] = TypeAdapter(Id)
_WRONG: Final = ("an id is 1 to 64 visible signs", "编号须为 1 至 64 个可见字符")


def fault(name: str) -> tuple[str, str] | None:
    """Why a name cannot be an id, in both languages."""
    try:
        _ID.validate_python(name)
    except ValidationError as error:
        unfit = error.errors()[0].get("ctx", {}).get("error")
        said = getattr(unfit, "problem", None)
        return (said.message, said.message_zh) if said is not None else _WRONG
    return None


def clean(text: str) -> str:
    """An id made of whatever a form is called: `Spec test` becomes Spec-test."""
    said = "-".join("".join(sign if sign.isalnum() or sign in "-_" else " " for sign in text).split())[:64]
    return said if fault(said) is None else "form"


def apart(id: str, taken: Collection[str]) -> str:
    """The id, or with a number behind it the first that is not taken."""
    number, found = 1, id
    while found in taken:
        number += 1
        found = f"{id[:60]}-{number}"
    return found
