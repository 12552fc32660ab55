"""What two observers judged alike or not: the same form about the same person or place, within a short time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from inspect_core.domain.form import Form
from inspect_core.engine.tables import NONE, Tables

NOT_JUDGED: Final = ("na", "")
_Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers that may be given, in their order; of a count, any whole number."""

    form: str
    values: tuple[str, ...]

    @property
    def counted(self) -> bool:
        """Whether the answers are numbers."""
        return not self.values


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing that several observers answered: the question on its scale, and the place of each answer on it."""

    scale: Scale
    question: str
    answers: Mapping[int, int]


def judged_twice(tables: Tables, forms: Mapping[str, Form], window: int, period: tuple[int, int]) -> list[Judged]:
    """Every question that two or more observers answered of the same person, or else place, within `window` minutes.

    An occasion begins with a visit, and ends `window` minutes later; of an observer's visits in it the first counts.
    `period` is its first and last day.
    """
    visits = tables.visits.filter(pl.col("day").is_between(*period)).collect()
    answers = _answers(tables, visits)
    found: list[Judged] = []
    for occasion in _occasions(visits.iter_rows(named=True), window * 60):
        form = forms.get(tables.names.name("form", occasion[0]["form"]) or "")
        if form is not None:
            found += _questions(form, occasion, answers)
    return found


def _answers(tables: Tables, visits: pl.DataFrame) -> dict[int, dict[str, str]]:
    codes = {code.code: (code.question, code.value) for code in tables.codes}
    own = tables.answers.join(visits.lazy().select("visit"), on="visit", how="semi").collect()
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for visit, code in own.iter_rows():
        question, value = codes[code]
        found[visit][question] = value
    return found


def _occasions(visits: Iterable[Mapping[str, Any]], seconds: int) -> Iterator[list[Mapping[str, Any]]]:
    """The visits of several observers to the same person or place with the same form, occasion by occasion."""
    alike: dict[_Key, list[Mapping[str, Any]]] = defaultdict(list)
    for visit in visits:
        about = (0, visit["subject"]) if visit["subject"] != NONE else (1, visit["place"])
        if about[1] != NONE and visit["observer"] not in (NONE, visit["subject"]):
            alike[visit["form"], *about].append(visit)
    for key in sorted(alike):
        occasion: list[Mapping[str, Any]] = []
        for visit in sorted(alike[key], key=lambda one: (one["start"], one["visit"])):
            if occasion and visit["start"] - occasion[0]["start"] > seconds:
                yield from [occasion] if len(occasion) > 1 else []
                occasion = []
            if all(visit["observer"] != one["observer"] for one in occasion):
                occasion.append(visit)
        yield from [occasion] if len(occasion) > 1 else []


def _questions(
    form: Form, occasion: Sequence[Mapping[str, Any]], answers: Mapping[int, Mapping[str, str]]
) -> Iterator[Judged]:
    for question in form.questions:
        if question.type not in ("choice", "count"):
            continue
        scale = Scale(form.id, tuple(value for value in question.values if value not in NOT_JUDGED))
        given = {one["observer"]: answers.get(one["visit"], {}).get(question.id, "") for one in occasion}
        placed = {observer: place for observer, word in given.items() if (place := _place(scale, word)) is not None}
        if len(placed) > 1:
            yield Judged(scale, question.id, placed)


def _place(scale: Scale, word: str) -> int | None:
    """Where an answer stands on its scale; nothing for "not applicable" and what was not answered."""
    if scale.counted:
        return int(word) if word.isdigit() else None
    return scale.values.index(word) if word in scale.values else None
