"""The appeals of a person, as a page lists them: what was asked, every step, both numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inspect_core.report import times
from inspect_core.report.slots import name_of
from inspect_core.report.words import Words


@dataclass(frozen=True, slots=True)
class StepPart:
    """One step: when, who, what, why, and the totals before and after where it decided."""

    when: str
    by: str
    act: str
    reason: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AppealPart:
    """One appeal: about what, where it stands, until when an answer is due."""

    number: str
    about: str
    state: str
    due: str
    steps: tuple[StepPart, ...]


def appeal_parts(explained: Mapping[str, Any], words: Words) -> tuple[AppealPart, ...]:
    """The appeals of an explanation, in the order in which they were filed."""
    return tuple(_part(found, words) for found in explained.get("appeals") or ())


def _part(found: Mapping[str, Any], words: Words) -> AppealPart:
    about = found["about"]
    named = words.say(about.get("title")) or str(about.get("rule") or "")
    at = str(about.get("at") or "")[:16].replace("T", " ")
    parts = [part for part in (named, at, about.get("place"), about.get("observation")) if part]
    due = found["answer_by"] if found["state"] == "open" else None
    return AppealPart(
        number=str(found["number"]),
        about=" · ".join(parts) or words("appeal.total"),
        state=words(f"appeal.{found['state']}"),
        due=words("answer_by", day=due) if due else "",
        steps=tuple(_steps(found, words)),
    )


def _steps(found: Mapping[str, Any], words: Words) -> Iterator[StepPart]:
    filed = name_of(found["by"])[1]
    yield StepPart(_when(found["filed_at"]), filed, words("act.file"), str(found.get("text") or ""), "", "")
    for step in found["steps"]:
        numbers = (str(step.get("before") or ""), str(step.get("after") or ""))
        by, act = name_of(step["by"])[1], words(f"act.{step['act']}")
        yield StepPart(_when(step["at"]), by, act, str(step.get("reason") or ""), *numbers)


def _when(text: str) -> str:
    moment = times.instant(text)
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"
