"""How far the scores can be trusted, as tables for spreadsheets and as JSON: no more than the page tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from inspect_core.api import ReportView
from inspect_core.report import figures
from inspect_core.report.fairness import fairness_of
from inspect_core.report.rows import Cell, Column, Table
from inspect_core.report.words import Words

FORMAT: Final = "inspect-core/report-fairness/1"
_APART: Final = ("format", "agreement", "signs")
_OF_NOBODY: Final = ("busiest_day", "busiest_observer")  # the warnings tell of them where they matter

View = Mapping[str, Any]


def fairness_tables(view: ReportView, words: Words) -> tuple[Table, ...]:
    """What each score stands on and how strict each observer is; nothing where it was not worked out."""
    found = view.fairness
    if found is None:
        return ()
    return (
        Table("fairness", _person_columns(words), _people(found, words)),
        Table("observers", _observer_columns(words), _observers(found, words)),
    )


def fairness_sentences(view: ReportView, words: Words) -> tuple[str, ...]:
    """What the circular says of it in a few sentences, and by which methods it was worked out."""
    found = fairness_of(view.fairness, {}, words)
    return (*found.sentences, *found.too_many, *found.methods) if found is not None else ()


def fairness_data(view: View) -> dict[str, Any]:
    """The contract `inspect-core/report-fairness/1`: of signs only how many there are, of records no day and no name."""
    kept = {name: value for name, value in view.items() if name not in _APART}
    people = [{name: value for name, value in one.items() if name not in _OF_NOBODY} for one in view["people"]]
    return {"format": FORMAT, **kept, "people": people}


def _person_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("person_id"), "text", 12),
        Column(words("name"), "text", 12),
        Column(words("total"), "number", 9),
        Column(words("interval_low"), "number", 10),
        Column(words("interval_high"), "number", 10),
        Column(words("alike_total"), "number", 14),
        Column(words("by_others"), "count", 12),
        Column(words("days_seen"), "count", 9),
        Column(words("observers_seen"), "count", 10),
        Column(words("trust_notes"), "text", 60),
    )


def _people(view: View, words: Words) -> Iterator[tuple[Cell, ...]]:
    for one in view["people"]:
        interval, alike = one["interval"] or {}, one["alike"] or {}
        notes = [told["says"] for told in one["warnings"]]
        notes += [interval["says"]] if interval and interval["low"] == interval["high"] else []
        yield (
            one["id"],
            one["name"],
            figures.number(one["total"]),
            figures.number(interval.get("low")),
            figures.number(interval.get("high")),
            figures.number(alike.get("total")),
            one["records"],
            one["days"],
            one["observers"],
            words("semicolon").join(words.say(note) for note in notes),
        )


def _observer_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("person_id"), "text", 12),
        Column(words("observer"), "text", 12),
        Column(words("records_made"), "count", 10),
        Column(words("given_percent"), "number", 12),
        Column(words("compared"), "text", 80),
    )


def _observers(view: View, words: Words) -> Iterator[tuple[Cell, ...]]:
    for one in view["observers"]:
        yield (one["id"], one["name"], one["records"], figures.number(one["given"]), words.say(one["says"]))
