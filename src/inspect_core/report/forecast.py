"""The forecast as pages show it: the rules on trial with their days, and whose total or grade would move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspect_core.report import figures
from inspect_core.report.words import Words


@dataclass(frozen=True, slots=True)
class OnTrial:
    """A rule that does not count yet, and the day from which it will."""

    title: str
    day: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody whose total or grade would be another: as it is, and as it would be."""

    id: str
    name: str
    total: str
    grade: str
    would_be: str
    would_grade: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """The rules on trial, and everybody whose month they would move."""

    rules: tuple[OnTrial, ...]
    moved: tuple[Moved, ...]


def forecast_of(view: Mapping[str, Any] | None, person: Mapping[str, Any], words: Words) -> Forecast | None:
    """The forecast of one person, as the explanation has it; nothing without rules on trial."""
    if view is None:
        return None
    return Forecast(_on_trial(view, words), (_moved({**person, **person["person"]}, view),))


def forecast_of_all(view: Mapping[str, Any] | None, words: Words) -> Forecast | None:
    """The forecast of a period, with those whom it moves; nothing without rules on trial."""
    if view is None:
        return None
    moved = [one for one in view["people"] if _moves(one, one["forecast"])]
    return Forecast(_on_trial(view, words), tuple(_moved(one, one["forecast"]) for one in moved))


def _moves(one: Mapping[str, Any], then: Mapping[str, Any]) -> bool:
    return any(one[key] != then[key] for key in ("total", "grade"))


def _on_trial(view: Mapping[str, Any], words: Words) -> tuple[OnTrial, ...]:
    return tuple(OnTrial(words.say(rule["title"]), rule["from"]) for rule in view["rules"])


def _moved(one: Mapping[str, Any], then: Mapping[str, Any]) -> Moved:
    totals = [figures.score(figures.number(found.get("total"))) for found in (one, then)]
    name = str(one.get("name") or one["id"])
    return Moved(str(one["id"]), name, totals[0], one["grade"] or "–", totals[1], then["grade"] or "–")
