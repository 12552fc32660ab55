"""A paper as its template is handed it: a title, facts, figures, parts with tables, lines to write on, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from inspect_core.report import figures, times
from inspect_core.report.album import PhotoPart
from inspect_core.report.words import Words

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; figures stand to the right."""

    title: str
    figure: bool = False


def number(title: str) -> Column:
    """A column of figures."""
    return Column(title, figure=True)


@dataclass(frozen=True, slots=True)
class Part:
    """A section: what it says, a table or the words for an empty one, photos, lines to write on by hand."""

    id: str
    title: str
    says: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    empty: str = ""
    photos: tuple[PhotoPart, ...] = ()
    lines: int = 0
    blanks: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands large at the head."""

    title: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole paper. `sheets` are further ones that begin on a page of their own."""

    title: str
    facts: tuple[str, ...] = ()
    lede: str = ""
    figures: tuple[Figure, ...] = ()
    notices: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    signs: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = field(default=())


def no_form(words: Words, ruleset: str, form: str) -> str:
    """That the project has no such form, and what to do about it."""
    return words.both(
        f"本项目没有表单「{form}」（见标准 {ruleset}），因此本表无内容。把 {ruleset} 加入 inspect-core.toml 的 rulesets 后即可填报。",
        f"This project has no form “{form}” (ruleset {ruleset}), so there is nothing to show. "
        f"Add {ruleset} to the rulesets in inspect-core.toml to record it.",
    )


def of_form(records: Iterable[Plain], form: str) -> list[Plain]:
    """The records of one form."""
    return [found for found in records if found["form"] == form]


def on_days(records: Iterable[Plain], first: str, last: str) -> list[Plain]:
    """The records of the days from `first` to `last`, as ISO texts."""
    return [found for found in records if first <= found["day"] <= last]


def answer(forms: Mapping[str, Plain], found: Plain, question: str, words: Words) -> str:
    """What was answered, in the words of the form; nothing where nothing was."""
    value = str(found["answers"].get(question, ""))
    asked = next((one for one in _questions(forms, found["form"]) if one["id"] == question), None)
    if asked is None or not value:
        return value
    title = next((one["title"] for one in asked["choices"] if one["value"] == value), None)
    if title is not None:
        return words.say(title)
    return clock_text(value, found["day"]) if asked["type"] == "time" else value


def _questions(forms: Mapping[str, Plain], form: str) -> Sequence[Plain]:
    return forms[form]["questions"] if form in forms else ()


def asks(forms: Mapping[str, Plain], form: str, question: str, words: Words) -> str:
    """How the form asks it; the id where it does not."""
    found = next((one["ask"] for one in _questions(forms, form) if one["id"] == question), None)
    return question if found is None else words.say(found)


def clock_text(value: str, day: str) -> str:
    """An instant as the clock showed it, with its date where that is another day's."""
    return times.clock(value, None, date.fromisoformat(day))


def name_of(thing: Plain | None) -> str:
    """The name of a person or place."""
    return str(thing["name"]) if thing else ""


def minutes_between(start: str, end: Any) -> int | None:
    """Whole minutes from one instant to the other."""
    if not end:
        return None
    return int((datetime.fromisoformat(str(end)) - datetime.fromisoformat(start)).total_seconds()) // 60


def rate(part: int, whole: int) -> str:
    """A share as a percentage with one decimal; a dash where there is no whole."""
    return figures.percent(figures.share(part, whole))


def points_more(now: tuple[int, int], then: tuple[int, int], words: Words) -> str:
    """How many percentage points more than the time before."""
    a, b = figures.share(*now), figures.share(*then)
    if a is None or b is None:
        return figures.NOTHING
    more = (a - b).quantize(Decimal("0.1"))
    sign = "+" if more > 0 else "−" if more < 0 else "±"
    return f"{sign}{abs(more)} {words.both('个百分点', 'points')}"


def tally(values: Iterable[str]) -> list[tuple[str, int]]:
    """How often each occurs, most often first; those as often in their order of first appearance."""
    counted: dict[str, int] = {}
    for value in values:
        counted[value] = counted.get(value, 0) + 1
    return sorted(counted.items(), key=lambda pair: -pair[1])
