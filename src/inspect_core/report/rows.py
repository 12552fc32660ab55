"""The three tables of a report, for spreadsheets: a row a person, a row a rule, a row an observation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from inspect_core.api import ReportView
from inspect_core.report import figures, times
from inspect_core.report.album import Album
from inspect_core.report.appraisals import veto_title
from inspect_core.report.by_hand import GiftPart, gift_parts
from inspect_core.report.indicators import IndicatorPart, indicator_part, indicator_titles
from inspect_core.report.person import title_of
from inspect_core.report.slots import OUTCOMES, Answer, name_of, seen_part
from inspect_core.report.words import Words

FINE = frozenset({"met", "not_applicable"})
Cell = str | int | Decimal | date | datetime | None
Kind = Literal["text", "number", "count", "day", "instant"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what its cells are, and how many letters wide it likes to be."""

    heading: str
    kind: Kind = "text"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its name; `rows` can be read once and are made while they are read."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterator[tuple[Cell, ...]]


def tables(view: ReportView, words: Words, *, met: bool = True) -> tuple[Table, Table, Table]:
    """The persons, the rules and the evidence of a view; without `met` only what cost points or is not known."""
    return (
        Table("people", _person_columns(view, words), _people(view, words)),
        Table("rules", _rule_columns(words), _rules(view, words)),
        Table("evidence", _evidence_columns(words), _evidence(view, words, met=met)),
    )


def _columns(words: Words, *wanted: tuple[str, Kind, int]) -> tuple[Column, ...]:
    return tuple(Column(words(name), kind, width) for name, kind, width in wanted)


def _person_columns(view: ReportView, words: Words) -> tuple[Column, ...]:
    own = tuple(Column(title, "number", 14) for _, title in _components(view, words))
    before = _columns(
        words,
        ("person_id", "text", 12),
        ("name", "text", 12),
        ("department", "text", 14),
        ("role", "text", 14),
        ("contractor", "text", 16),
        ("status", "text", 12),
        ("total", "number", 9),
        ("grade", "text", 7),
        ("coefficient", "number", 9),
        ("coverage_percent", "number", 9),
        ("rank_department", "count", 9),
        ("rank_in_project", "count", 9),
        ("veto", "text", 16),
        ("adjustment", "number", 9),
        ("gates_shut", "text", 24),
        ("cards_held", "text", 18),
        ("grade_limit", "text", 18),
        ("awards_won", "text", 16),
    )
    return (*before, *own)


def _people(view: ReportView, words: Words) -> Iterator[tuple[Cell, ...]]:
    components = _components(view, words)
    titles = {which: _titles(view, which, words) for which in ("departments", "contractors")}
    won = _won(view, words)
    for person in view.score["people"]:
        scores = _scores(person)
        rank = person.get("rank") or {}
        department, contractor = person.get("department") or "", person.get("contractor") or ""
        yield (
            person["id"],
            person.get("name") or person["id"],
            titles["departments"].get(department) or words.named("department", department),
            title_of(person, "role", words),
            titles["contractors"].get(contractor, contractor),
            words.named("status", person["status"]),
            figures.number(person.get("total")),
            person.get("grade") or "",
            figures.number(person.get("coefficient")),
            figures.number(person.get("coverage")),
            (rank.get("department") or {}).get("place"),
            (rank.get("project") or {}).get("place"),
            words.list([veto_title(found, words) for found in person.get("vetoes") or ()]),
            _adjusted(person),
            _said_of([found for found in person.get("gates") or () if found["failed"]], words),
            _said_of(person.get("cards") or (), words),
            _said_of([person["limited"]] if person.get("limited") else (), words),
            words.list(won.get(person["id"], [])),
            *(scores.get(id) for id, _ in components),
        )


def _scores(person: Mapping[str, Any]) -> Mapping[str, Decimal | None]:
    """The score of each ruleset and indicator; of one that was scored in two stints, the later."""
    scores = {found["ruleset"]: figures.number(found.get("score")) for found in person["rulesets"]}
    return scores | {one["indicator"]: figures.number(one.get("score")) for one in person.get("indicators") or ()}


def _said_of(found: Iterable[Mapping[str, Any]], words: Words) -> str:
    """What gates, cards or a limit say of a grade, a sentence each."""
    return words("semicolon").join(words.say(one["says"]) for one in found)


def _won(view: ReportView, words: Words) -> Mapping[str, list[str]]:
    """The awards that each person won, by id."""
    won: dict[str, list[str]] = {}
    for award in view.score.get("awards") or ():
        for winner in award["winners"]:
            won.setdefault(winner["id"], []).append(words.say(award["title"]))
    return won


def _adjusted(person: Mapping[str, Any]) -> Decimal:
    given = (figures.number(found.get("points")) for found in person.get("adjustments") or ())
    return sum((points for points in given if points), Decimal(0))


def _rule_columns(words: Words) -> tuple[Column, ...]:
    outcomes = tuple(Column(words(f"outcome.{word}"), "count", 9) for word in OUTCOMES)
    before = _columns(
        words,
        ("person_id", "text", 12),
        ("name", "text", 12),
        ("ruleset", "text", 18),
        ("weight_percent", "number", 9),
        ("rule", "text", 40),
        ("due", "count", 8),
    )
    after = _columns(
        words, ("points", "number", 9), ("of", "number", 9), ("cost", "number", 10), ("source", "text", 40)
    )
    return (*before, *outcomes, *after)


def _rules(view: ReportView, words: Words) -> Iterator[tuple[Cell, ...]]:
    for person in view.score["people"]:
        explained = _explained_rules(view.explanations.get(person["id"]))
        for ruleset in person["rulesets"]:
            for rule in ruleset["rules"]:
                more = explained.get((ruleset["ruleset"], ruleset.get("stint") or 0, rule["rule"]), {})
                yield (
                    person["id"],
                    person.get("name") or person["id"],
                    words.say(ruleset.get("title")) or ruleset["ruleset"],
                    figures.number(ruleset.get("weight")),
                    words.say(rule.get("title")) or rule["rule"],
                    rule.get("due"),
                    *(rule.get(word) for word in OUTCOMES),
                    figures.number(rule.get("points")),
                    figures.number(rule.get("of")),
                    figures.number(more.get("cost")),
                    words.say(more.get("source")),
                )


def _evidence_columns(words: Words) -> tuple[Column, ...]:
    return _columns(
        words,
        ("person_id", "text", 12),
        ("name", "text", 12),
        ("ruleset", "text", 18),
        ("rule", "text", 36),
        ("day", "day", 11),
        ("time", "text", 18),
        ("place", "text", 18),
        ("result", "text", 10),
        ("due_count", "count", 9),
        ("done_count", "count", 9),
        ("gain", "number", 11),
        ("reason", "text", 30),
        ("counted", "text", 9),
        ("observation", "text", 20),
        ("start", "instant", 17),
        ("end", "instant", 17),
        ("observer", "text", 12),
        ("answers", "text", 40),
        ("photos", "text", 20),
        ("note", "text", 30),
        ("why_not", "text", 20),
        ("late_hours", "count", 10),
    )


def _evidence(view: ReportView, words: Words, *, met: bool) -> Iterator[tuple[Cell, ...]]:
    for id, explained in view.explanations.items():
        who = (id, str(explained["person"].get("name") or id))
        for ruleset in explained["rulesets"]:
            title = words.say(ruleset.get("title")) or ruleset["ruleset"]
            for rule in ruleset["rules"]:
                what = (title, words.say(rule.get("title")) or rule["rule"])
                slots = rule.get("slots") or ()
                for slot in slots if met else (one for one in slots if one["outcome"] not in FINE):
                    for seen in _observations(slot, words):
                        yield (*who, *what, *_slot(slot, words), *seen)
        for one in explained.get("indicators") or ():
            yield (*who, *_indicator(indicator_part(one, None, "", words), words))
        for gift in gift_parts(explained, words):
            yield (*who, *_by_hand(gift, words))


def _indicator(one: IndicatorPart, words: Words) -> tuple[Cell, ...]:
    """The value of an indicator, in the columns of what was seen: what it cost, in words, from whom and of when."""
    result = "" if one.known else words.named("outcome", "no_data")
    told = (times.day_of(one.day or None), "", "", result, None, None, one.worth or None, one.says)
    counted = words("yes") if one.known else ""
    return (
        words("indicator"),
        one.title,
        *told,
        counted,
        one.statement,
        None,
        None,
        one.source,
        "",
        "",
        one.how,
        "",
        None,
    )


def _by_hand(gift: GiftPart, words: Words) -> tuple[Cell, ...]:
    """What was given by hand, in the columns of what was seen: its points stand where a slot says what it cost."""
    day, approved = times.day_of(gift.day), words("by_hand_is", by=gift.by, approver=gift.approved_by, day=gift.day)
    given = (day, "", "", words("by_hand"), None, None, gift.worth, gift.reason)
    return (
        words("by_hand"),
        gift.title,
        *given,
        words("yes"),
        gift.records,
        None,
        None,
        gift.by,
        "",
        "",
        approved,
        "",
        None,
    )


def _slot(slot: Mapping[str, Any], words: Words) -> tuple[Cell, ...]:
    return (
        times.day_of(slot.get("day")),
        times.span(slot.get("first"), slot.get("last"), times.day_of(slot.get("day")), words),
        name_of(slot.get("place"))[1],
        words.named("outcome", slot["outcome"]),
        slot.get("due"),
        slot.get("done"),
        figures.number(slot.get("gain")),
        words.say(slot.get("reason")),
    )


def _observations(slot: Mapping[str, Any], words: Words) -> Iterator[tuple[Cell, ...]]:
    """The observations of a slot, those that did not count last; one empty row where there are none at all."""
    for counted, name in ((words("yes"), "evidence"), (words("no"), "not_counted")):
        for found in slot.get(name) or ():
            seen = seen_part(found, None, "", words, Album())
            yield (
                counted,
                seen.id,
                times.instant(found.get("at")),
                times.instant(found.get("end")),
                seen.observer,
                words("semicolon").join(_said(answer, words) for answer in seen.answers),
                words.list([str(photo) for photo in found.get("photos") or ()]),
                seen.note,
                seen.why,
                found.get("late_hours"),
            )
    if not (slot.get("evidence") or slot.get("not_counted")):
        yield ("", "", None, None, "", "", "", "", "", None)


def _said(answer: Answer, words: Words) -> str:
    return f"{answer.asked}{words('colon') if answer.asked else ''}{answer.said} {answer.deducted}".strip()


def _rulesets(view: ReportView, words: Words) -> tuple[tuple[str, str], ...]:
    found = {
        ruleset["ruleset"]: words.say(ruleset.get("title")) or ruleset["ruleset"]
        for person in view.score["people"]
        for ruleset in person["rulesets"]
    }
    return tuple(sorted(found.items()))


def _components(view: ReportView, words: Words) -> tuple[tuple[str, str], ...]:
    """The rulesets, and behind them the indicators, that anybody was scored by, with their titles."""
    return (*_rulesets(view, words), *sorted(indicator_titles(view.score["people"], words).items()))


def _titles(view: ReportView, which: str, words: Words) -> Mapping[str, str]:
    family = which[:-1]
    return {g["id"]: words.title(family, g["id"], g.get("name")) for g in view.score.get(which) or ()}


def _explained_rules(explained: Mapping[str, Any] | None) -> Mapping[tuple[str, int, str], Mapping[str, Any]]:
    rulesets = explained["rulesets"] if explained else ()
    return {
        (found["ruleset"], found.get("stint") or 0, rule["rule"]): rule for found in rulesets for rule in found["rules"]
    }
