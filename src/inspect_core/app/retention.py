"""What is past its time goes by class: photos, notes, names of people who left; never what something open still needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from inspect_core.app.appeals import appeals_of
from inspect_core.app.closed import closings_of
from inspect_core.app.erase import photos_named, take_away, two_people
from inspect_core.app.findings.register import register
from inspect_core.app.project import App
from inspect_core.app.settings import KEPT_FOR
from inspect_core.app.traces import SHORTEST, files_that_show, spelled
from inspect_core.app.whose import whose, whose_proceeding
from inspect_core.domain.erasure import stretches
from inspect_core.domain.events import PERIOD_CLOSED, PERSON_STATED, PROCEEDINGS, RETENTION_APPLIED, Draft, Event, Json
from inspect_core.errors import FactError
from inspect_core.ports import JournalWriter

CLASSES: Final = ("photos", "notes", "left")
Private = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Rest:
    """What must stay: the days of closed periods, people with something open, records of open findings."""

    closed: Mapping[str, tuple[date, date]]
    people: frozenset[str]
    records: frozenset[str]

    def is_over(self, day: date) -> bool:
        """Whether the day is in a closed period."""
        return any(first <= day <= last for first, last in self.closed.values())


@dataclass(frozen=True)
class Due:
    """What is past its time: private parts and photos, by class, and whose names."""

    notes: frozenset[int]
    names: frozenset[int]
    photos: frozenset[str]
    people: frozenset[str]

    @property
    def parts(self) -> frozenset[int]:
        """All private parts that go."""
        return self.notes | self.names


def retention(app: App, by: str, approved_by: str, *, dry_run: bool = False) -> dict[str, Any]:
    """What is past its time erased, or with `dry_run` only listed; nothing is journalled where there is nothing.

    FactError where the settings keep everything for ever, or one person acts for two.
    """
    said = {name: getattr(app.settings.retention, name) for name in CLASSES}
    limits = {name: _before(text, _today(app)) for name, text in said.items() if text}
    if not limits:
        raise _off()
    orderer, approver = two_people(app, by, approved_by)
    with app.store.journal.writing() as writer:
        private, events = app.store.journal.private(), {event.seq: event for event in app.store.journal.read()}
        due = _due(app, private, events, limits)
        names = {str(private[seq].get(key) or "").strip() for seq in due.names for key in ("name", "phone")}
        marks = spelled({name for name in names if len(name) >= SHORTEST})
        reports = files_that_show(app.folder / "reports", marks, due.photos)
        classes: dict[str, Json] = {"photos": len(due.photos), "notes": len(due.notes), "left": len(due.people)}
        body: dict[str, Json] = {"by": orderer, "approved_by": approver, "classes": classes}
        body |= {"before": {name: str(day) for name, day in limits.items()}}
        view = {**body, "parts": len(due.parts), "photos": sorted(due.photos), "people": sorted(due.people)}
        view |= {"reports": [path.relative_to(app.folder).as_posix() for path in reports], "id": None, "seq": None}
        if dry_run or not (due.parts or due.photos):
            return view
        now = app.clock.now().replace(microsecond=0)
        id = sha256(f"{now.isoformat()} {writer.head.seq} retention".encode()).hexdigest()[:32]
        body |= {"parts": stretches(due.parts), "photos": sorted(due.photos)}
        made = writer.append([Draft(RETENTION_APPLIED, id, body, app.actor)], now)
        take_away(app, writer, due.photos, reports, due.parts, _without_parts(writer, due))
    return {**view, "id": id, "seq": made[0].seq}


def _due(app: App, private: Private, events: Mapping[int, Event], limits: Mapping[str, date]) -> Due:
    rest, zone = _rest(app), app.settings.project.zone
    photos: set[str] = set()
    notes: set[int] = set()
    for seq, told in private.items():
        event = events[seq]
        day = _day(event, rest, zone)
        if event.kind in (PERSON_STATED, PERIOD_CLOSED) or day is None or _is_needed(event, rest):
            continue
        named = photos_named(told)
        gone = bool(limits.get("photos") and day < limits["photos"])
        photos |= set(named) if gone else set()
        if limits.get("notes") and day < limits["notes"] and (gone or not named):
            notes.add(seq)
    kept = {digest for seq, told in private.items() for digest in photos_named(told) if seq not in notes} - photos
    people = frozenset(_left(app, rest, limits["left"])) if "left" in limits else frozenset()
    names = {seq for seq in private if events[seq].kind == PERSON_STATED and events[seq].id in people}
    still = {digest for digest in photos - kept if app.store.photos.path(digest).exists()}
    told_of = frozenset(events[seq].id for seq in names)
    return Due(frozenset(notes), frozenset(names), frozenset(still), told_of)


def _rest(app: App) -> Rest:
    closings = {name: one.manifest for name, one in closings_of(app).items() if one.manifest is not None}
    closed = {
        name: (date.fromisoformat(found["first"]), date.fromisoformat(found["last"]))
        for name, found in closings.items()
    }
    findings = [entry.finding for entry in register(app) if entry.open]
    people = {person for one in findings for person in (*one.responsible, one.subject or "", one.observer)}
    people |= {str(one.filed["person"]) for one in appeals_of(app) if one.open}
    return Rest(closed, frozenset(people), frozenset(one.observation for one in findings))


def _day(event: Event, rest: Rest, zone: Any) -> date | None:
    """The day that counts: when it was, in a closed period; None while its period is open."""
    period = event.body.get("period")
    if isinstance(period, str) and period in rest.closed:
        return event.at.astimezone(zone).date()
    start = event.body.get("start") or event.body.get("at") or event.body.get("first")
    moment = datetime.fromisoformat(str(start)) if isinstance(start, str) and "T" in start else event.at
    day = moment.astimezone(zone).date()
    return day if rest.is_over(day) else None


def _is_needed(event: Event, rest: Rest) -> bool:
    told = whose_proceeding(event.body) if event.kind in PROCEEDINGS else whose(event.kind, event.id, event.body)
    return event.id in rest.records or told in rest.people


def _left(app: App, rest: Rest, limit: date) -> Iterator[str]:
    """Those whose last day lies before the limit and in a closed period, with nothing open."""
    for person in app.store.facts.people():
        lasts = [one.get("last") for one in person["assignments"]]
        if not lasts or None in lasts or person["id"] in rest.people:
            continue
        last = max(date.fromisoformat(one) for one in lasts)
        if last < limit and rest.is_over(last):
            yield person["id"]


def _without_parts(writer: JournalWriter, due: Due) -> list[str]:
    """Of the people who left those of whom nothing else is told: their keys go too."""
    return sorted(person for person in due.people if due.parts >= set(writer.sealed_for(person)))


def _today(app: App) -> date:
    return app.clock.now().astimezone(app.settings.project.zone).date()


def _before(text: str, today: date) -> date:
    """The day before which something is past its time."""
    found = KEPT_FOR.fullmatch(text)
    count, unit = (int(found[1]), found[2]) if found else (0, "day")
    if unit == "day":
        return today - timedelta(days=count)
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    return date(months // 12, months % 12 + 1, min(today.day, 28))


def _off() -> FactError:
    return FactError(
        "E-RETENTION-OFF",
        "nothing is past its time: the settings keep everything for ever",
        hint='say how long in inspect-core.toml: [retention] photos = "24 months"',
        message_zh="设置中没有保存期限，一切永久保存",
        hint_zh='请在 inspect-core.toml 写明期限：[retention] photos = "24 months"',
    )
