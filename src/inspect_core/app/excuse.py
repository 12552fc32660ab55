"""A missed slot is closed by hand: by one person, approved by another, and by nobody whom it is credited to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from inspect_core.app import excuse_refusals as refusals
from inspect_core.app.after_close import tell_late
from inspect_core.app.due import days_of, people_of, period_at, plan_of
from inspect_core.app.facts import tables_of
from inspect_core.app.imports import PUBLISHED, tell
from inspect_core.app.project import App
from inspect_core.app.rules import found_rules
from inspect_core.app.score import labels, someone, somewhere
from inspect_core.app.whose import whose_slot
from inspect_core.domain.events import SLOT_EXCUSED, Draft, Json
from inspect_core.domain.period import Period
from inspect_core.engine.explain import spelled
from inspect_core.engine.ground import Ground
from inspect_core.engine.kind import SlotKind
from inspect_core.language.rule import Rule

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which slot somebody wants excused, why, who says so and who approved it; people and places by id or name."""

    rule: str
    at: datetime
    person: str | None
    place: str | None
    reason: str
    by: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot as people name it: where, whose, when it begins and ends, and whom it is credited to."""

    row: Row
    place: str | None
    person: str | None
    first: datetime
    credited: frozenset[str]


def excuse(app: App, asked: Asked, *, dry_run: bool = False) -> dict[str, Json]:
    """The slot excused, or with `dry_run` only found: what was written, with `seq`, its number in the journal.

    UsageError for a rule, person or place nobody knows; FactError where there is no such slot or more than one, where
    it is met or excused already, where one person says so alone, and where the slot is credited to one of the two.
    """
    if not asked.reason.strip():
        raise refusals.no_reason()
    rule = _rule(app, asked.rule)
    by, approver = someone(app, asked.by), someone(app, asked.approved_by)
    if by == approver:
        raise refusals.alone(by)
    place = somewhere(app, asked.place) if asked.place else None
    person = someone(app, asked.person) if asked.person else None
    with app.store.journal.writing() as writer:
        slot = _one(_slots(app, rule, asked.at), asked.at, place, person, rule)
        if slot.row["met"]:
            raise refusals.met(rule.name)
        if slot.row["excused"]:
            raise refusals.excused_already(rule.name)
        for person in (by, approver):
            if person in (slot.person, *slot.credited):
                raise refusals.own_slot(person)
        body: dict[str, Json] = {"rule": rule.name, "at": slot.first.isoformat()}
        body |= {"place": slot.place} if slot.place else {}
        body |= {"person": slot.person} if slot.person else {}
        body |= {"by": by, "approved_by": approver}
        private: dict[str, Json] = {"reason": asked.reason.strip()}
        if dry_run:
            return {"id": None, **body, **private, "seq": None}
        told_of = whose_slot(slot.person, slot.credited, approver)
        now = app.clock.now().replace(microsecond=0)
        # the head is in it, so that a slot excused again in the second in which it was taken back is another excuse
        id = sha256(f"{writer.head.hash} {now.isoformat()} {sorted(body.items())}".encode()).hexdigest()[:32]
        events = writer.append([Draft(SLOT_EXCUSED, id, body, app.actor, private, told_of)], now)
    tell_late(app, events)
    if PUBLISHED in app.registry.host.answered:
        tell(app, events)
    return {"id": id, **body, **private, "seq": events[0].seq}


def excuses_view(app: App) -> list[dict[str, Any]]:
    """The excuses that stand, in the order they were given, with the names of places and people."""
    known = labels(app)
    titles = {rule.name: rule.settings.title for found in app.standards.rulesets for rule in found.rules}
    return [
        {
            "id": found["id"],
            "rule": found["rule"],
            "title": titles[found["rule"]].model_dump() if found["rule"] in titles else None,
            "at": found["at"],
            "place": known.place(found.get("place")),
            "person": known.person(found.get("person")),
            "reason": found.get("reason", ""),
            "by": known.person(found.get("by")),
            "approved_by": known.person(found["approved_by"]),
        }
        for found in app.store.facts.excuses(with_private=True)
    ]


def credited_to(app: App, found: Mapping[str, Any]) -> frozenset[str]:
    """Whose score an excused slot is of; only the person it names where the rule lays out no such slot any more."""
    named = frozenset({str(found["person"])} if found.get("person") else ())
    rules = (rule for ruleset in app.standards.rulesets for rule in ruleset.rules if rule.name == found["rule"])
    rule, at = next(rules, None), datetime.fromisoformat(str(found["at"]))
    if rule is None or not isinstance(app.standards.kinds.of(rule), SlotKind):
        return named
    there = (one for one in _slots(app, rule, at) if one.first == at and one.place == found.get("place"))
    return named.union(*(one.credited for one in there if one.person == found.get("person")))


def _rule(app: App, name: str) -> Rule:
    ruleset, rules = found_rules(app.standards, name)
    if ruleset is not None or len(rules) > 1:
        raise refusals.several_rules(name, [rule.name for rule in rules])
    (rule,) = rules
    if not isinstance(app.standards.kinds.of(rule), SlotKind):
        raise refusals.no_slots(rule.name, rule.settings.kind)
    return rule


def _slots(app: App, rule: Rule, at: datetime) -> list[Slot]:
    """The slots of the rule around an instant."""
    zone = app.settings.project.zone
    group, first, last = days_of(rule, at.astimezone(zone).date(), app, at)
    tables = tables_of(app, period_at(app, at))
    found = spelled(
        plan_of(app, [rule]),
        0,
        Ground(Period(group, first, last), zone, app.workday, app.settings.period.start_day),
        tables,
    )
    people, names = dict(people_of(found, tables)), tables.names
    return [
        Slot(
            row,
            names.name("place", row["place"]),
            names.name("person", row["person"]) or names.name("person", row["subject"]),
            datetime.fromtimestamp(row["first"], zone),
            frozenset(people.get(row["row"], ())),
        )
        for row in found.rows.sort("first", "row").iter_rows(named=True)
    ]


def _one(slots: Sequence[Slot], at: datetime, place: str | None, person: str | None, rule: Rule) -> Slot:
    """The slot that is meant: of the place, of the person or credited to the person, and open at the instant."""
    second = int(at.timestamp())
    own = [slot for slot in slots if place in (None, slot.place) and person in (None, slot.person, *slot.credited)]
    there = [slot for slot in own if slot.row["first"] <= second < slot.row["last"]]
    there = [slot for slot in there if slot.row["first"] == second] or there
    if len(there) == 1:
        return there[0]
    near = sorted(there or own or slots, key=lambda slot: abs(slot.row["first"] - second))[:3]
    said = [" ".join((f"{one.first:%Y-%m-%d %H:%M}", *filter(None, (one.place, one.person)))) for one in near]
    raise refusals.several_slots(rule.name, len(there), said) if there else refusals.no_slot(rule.name, said)
