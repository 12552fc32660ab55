"""What stands behind the rows that HR takes: rules, indicators, adjustments, vetoes, gates and cards, person by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from inspect_core.domain.handover import Row

View = Mapping[str, Any]
_COUNTS: Final = ("due", "met", "partly", "unmet", "excused", "not_applicable", "no_data")
_COLUMNS: Final = ("person", "ruleset", "rule", "title", "weight", "points", "of", *_COUNTS, "sort", "name", "figure",
                   "grade", "source", "date", "by", "approved_by", "event", "records")  # fmt: skip


def evidence_of(result: View) -> Iterator[Row]:
    """One row for each rule of each person, and for each figure and each thing given or raised beside the rules.

    What people gave by hand has a row of its own, with its points as they were given; the row of its adjustment has the
    points that count after the cap. Reasons are private and stand in the explanation alone.
    """
    for person in sorted(result["people"], key=lambda one: str(one["id"])):
        for row in _of_person(person):
            yield {name: row.get(name) for name in _COLUMNS} | {"person": str(person["id"])}


def _of_person(person: View) -> Iterator[dict[str, str | None]]:
    for ruleset in person["rulesets"]:
        yield from (_rule(ruleset, rule) for rule in ruleset["rules"])
    yield from (_indicator(one) for one in person.get("indicators") or ())
    for one in person["adjustments"]:
        yield from _adjustment(one)
    yield from (_sanction("veto", one) for one in person["vetoes"])
    yield from (_gate(one) for one in person.get("gates") or ())
    yield from (_sanction("card", one) for one in person["cards"])


def _rule(ruleset: View, rule: View) -> dict[str, str | None]:
    return {
        "sort": "rule",
        "ruleset": ruleset["ruleset"],
        "rule": rule["rule"],
        "title": _title(rule),
        "weight": ruleset["weight"],
        "points": rule["points"],
        "of": rule["of"],
        **{name: str(rule[name]) for name in _COUNTS},
    }


def _indicator(one: View) -> dict[str, str | None]:
    """The figure as it was imported, and the score it came to."""
    return {
        "sort": "indicator",
        "name": one["indicator"],
        "title": _title(one),
        "weight": one["weight"],
        "points": one["score"],
        "of": "100",
        "figure": one["value"],
        "source": one["source"],
        "date": one["date"],
        "event": one["statement"],
    }


def _adjustment(one: View) -> Iterator[dict[str, str | None]]:
    """The adjustment with the points that count, then what people gave of it."""
    named = {"name": str(one["name"]), "title": _title(one)}
    yield {"sort": "adjustment", **named, "points": one["points"], "records": _ids(one.get("observations"))}
    yield from ({"sort": "given", **named, **_given(gift), "figure": gift["points"]} for gift in one.get("given") or ())


def _sanction(sort: str, one: View) -> dict[str, str | None]:
    """A veto or a card: what it makes of the grade, and the record that raised it or who gave it."""
    ruleset, _, rule = str(one.get("rule") or "").rpartition("/")
    raised = [one["observation"]] if one.get("observation") else ()
    return {
        "sort": sort,
        "name": str(one["name"]),
        "title": _title(one),
        "ruleset": ruleset or None,
        "rule": rule or None,
        "grade": one.get("grade"),
        "figure": None if one.get("drop") is None else str(one["drop"]),
        "source": _ids(one.get("periods")),
        "records": _ids(raised),
        **(_given(one["given"]) if one.get("given") else {}),
    }


def _gate(one: View) -> dict[str, str | None]:
    """What was reached of what a gate asks for; the grade is the best there is where that was not enough."""
    failed = {"grade": one["grade"]} if one["failed"] else {}
    asked = {"ruleset": one["ruleset"], "rule": one["rule"], "figure": one["share"], "of": one["least"]}
    return {"sort": "gate", "name": str(one["name"]), "title": _title(one), **asked, **failed}


def _given(gift: View) -> dict[str, str | None]:
    people = {name: str(gift[name]["id"]) for name in ("by", "approved_by")}
    return {"event": gift["id"], "date": gift["on"], **people, "records": _ids(gift.get("evidence"))}


def _ids(found: Iterable[str] | None) -> str | None:
    return " ".join(found or ()) or None


def _title(one: View) -> str:
    title = one["title"]
    return str(title["zh"] if isinstance(title, Mapping) else title)
