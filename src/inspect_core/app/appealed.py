"""What an appeal is about, found in the explanation of a score: a rule, one of its slots, a record, or the total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from inspect_core.app import appeal_refusals as refusals
from inspect_core.app.project import App
from inspect_core.app.views import View
from inspect_core.domain.events import Json


@dataclass(frozen=True, slots=True)
class About:
    """What somebody names: a rule (`ruleset/rule` or `rule`), a slot of it by day or time and place, a record by id."""

    rule: str | None = None
    at: date | datetime | None = None
    place: str | None = None
    observation: str | None = None


def found_about(told: View, about: About) -> dict[str, Json]:
    """What is meant, as the event of the appeal says it; nothing for the total. FactError where it is not there."""
    if about.observation is not None:
        return _of_record(told, about)
    if about.rule is None:
        if about.at is not None or about.place is not None:
            raise refusals.no_such_thing("slot without a rule", [])
        return {}
    name = _rule(told, about.rule)
    if about.at is None and about.place is None:
        return {"rule": name}
    slot = _slot(told, name, about)
    place = {"place": slot["place"]["id"]} if slot["place"] else {}
    return {"rule": name, "at": slot["first"] or slot["day"], **place}


def _rules(told: View) -> Iterator[tuple[str, View]]:
    for ruleset in told["rulesets"]:
        for rule in ruleset["rules"]:
            yield f"{ruleset['ruleset']}/{rule['rule']}", rule


def _rule(told: View, named: str) -> str:
    names = [name for name, rule in _rules(told) if named in (name, rule["rule"])]
    if len(names) != 1:
        raise refusals.no_such_thing(f"rule {named}", names or [name for name, _ in _rules(told)][:5])
    return names[0]


def _of_record(told: View, about: About) -> dict[str, Json]:
    names = [
        name
        for name, rule in _rules(told)
        if about.rule in (None, name, rule["rule"]) and any(_seen(slot, about.observation) for slot in rule["slots"])
    ]
    if not names:
        raise refusals.no_such_thing(f"record {about.observation}", [])
    rule: dict[str, Json] = {"rule": names[0]} if len(names) == 1 else {}
    return {**rule, "observation": about.observation}


def _seen(slot: View, observation: str | None) -> bool:
    return any(one["observation"] == observation for one in (*slot["evidence"], *slot["not_counted"]))


def _slot(told: View, name: str, about: About) -> View:
    """The one slot of the rule that begins on the day or is open at the instant, at the place."""
    slots: list[View] = dict(_rules(told))[name]["slots"]
    found = [slot for slot in slots if _fits(slot, about)]
    if len(found) != 1:
        near = [
            f"{slot['first'] or slot['day']} {(slot['place'] or {}).get('id', '')}".strip() for slot in found or slots
        ]
        raise refusals.no_such_thing(f"slot of {name} at that time and place", near[:3])
    return found[0]


def _fits(slot: View, about: About) -> bool:
    if about.place is not None and (slot["place"] or {}).get("id") != about.place:
        return False
    if about.at is None:
        return True
    if not isinstance(about.at, datetime):
        return about.at.isoformat() in (str(slot["day"]), (slot["first"] or "")[:10])
    if slot["first"] is None:
        return str(slot["day"]) == about.at.date().isoformat()
    first = datetime.fromisoformat(slot["first"])
    last = datetime.fromisoformat(slot["last"]) if slot["last"] else first
    return first <= about.at < last or first == about.at


def observers(app: App, told: View, about: Mapping[str, Any]) -> frozenset[str]:
    """Who made the records that the appeal is about: of the slot, of what a rule found wanting, or the one record."""
    if about.get("observation"):
        record = app.store.facts.known("observation", [about["observation"]]).get(about["observation"])
        return frozenset({str(record["observer"])} if record and record.get("observer") else ())
    slots = [slot for name, rule in _rules(told) if name == about.get("rule") for slot in rule["slots"]]
    if about.get("at"):
        slots = [slot for slot in slots if about["at"] in (slot["first"], slot["day"])]
        slots = [slot for slot in slots if about.get("place") in (None, (slot["place"] or {}).get("id"))]
    else:
        slots = [slot for slot in slots if slot["outcome"] in ("unmet", "partly")]
    return frozenset(str(one["observer"]["id"]) for slot in slots for one in slot["evidence"] if one["observer"])
