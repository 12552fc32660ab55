"""What is told in free words is private: an answer in text stands in the private part, and its place is kept in the body."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from inspect_core.domain.events import Json

TOLD: Final = "…"
"""What stands in the body in the place of an answer in free words: it was answered, and here is not said what."""
_ANSWERS: Final = "answers"


def apart(answers: Mapping[str, Json], free: Collection[str]) -> tuple[dict[str, Json], dict[str, Json]]:
    """The answers as the body has them, and those of the questions in `free` that go into the private part."""
    private = {question: answer for question, answer in answers.items() if question in free and answer != ""}
    return {question: TOLD if question in private else answer for question, answer in answers.items()}, private


def together(body: Mapping[str, Any], private: Mapping[str, Any]) -> dict[str, Any]:
    """A record with its private part, as it was told; the body alone where that was erased."""
    found = {**body, **private}
    if isinstance(private.get(_ANSWERS), Mapping) and isinstance(body.get(_ANSWERS), Mapping):
        found[_ANSWERS] = {**body[_ANSWERS], **private[_ANSWERS]}
    return found
