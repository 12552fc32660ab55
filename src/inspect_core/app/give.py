"""An adjustment, a veto or a card given by hand: with a reason, by one person, approved by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from inspect_core.app import give_refusals as refusals
from inspect_core.app.closed import refuse_closed
from inspect_core.app.given import KINDS, given_by_hand, given_view, title_of
from inspect_core.app.imports import PUBLISHED, tell
from inspect_core.app.project import App
from inspect_core.app.score import labels, someone
from inspect_core.app.take_back import standing
from inspect_core.domain.events import Draft, Json
from inspect_core.domain.exact import OutOfRange, milli, plain
from inspect_core.domain.period import Period
from inspect_core.engine.given import Sort, may_be_given
from inspect_core.engine.tables import Given
from inspect_core.language.adjustments import Adjustment


@dataclass(frozen=True, slots=True)
class Gift:
    """What somebody wants to give: people by id or name, points as written (of an adjustment), records by id."""

    sort: Sort
    name: str
    person: str
    period: str | None
    points: str | None
    reason: str
    by: str
    approved_by: str | None
    evidence: tuple[str, ...] = ()


def give(app: App, gift: Gift, *, dry_run: bool = False) -> dict[str, Json]:
    """The adjustment, veto or card given, or with `dry_run` only looked over: what was written, with `seq`.

    UsageError for a name or person nobody knows; FactError without reason or second person, where one of the two is the
    person assessed, beyond the cap, for a period that is closed, or where the person was not there.
    """
    if not gift.reason.strip():
        raise refusals.no_reason()
    _known(app, gift)
    period = app.period(gift.period)
    if period.first > app.clock.now().astimezone(app.settings.project.zone).date():
        raise refusals.to_come(period.id)
    people = _people(app, gift)
    _refuse_absent(app, people["person"], period)
    points = _points(app, gift)
    with app.store.journal.writing() as writer:
        refuse_closed(app, period.id)
        _evidence(app, gift)
        _refuse_more(app, gift, people["person"], period.id, points)
        body: dict[str, Json] = {gift.sort: gift.name, "period": period.id, **people}
        body |= {"points": plain(points)} if gift.sort == "adjustment" else {}
        body |= {"evidence": list(gift.evidence)}
        said: dict[str, Json] = {"reason": gift.reason.strip()}
        if dry_run:
            return {"id": None, **body, **said, "seq": None}
        now = app.clock.now().replace(microsecond=0)
        count = len(app.store.facts.proceedings(KINDS[gift.sort], withdrawn=True))
        id = sha256(f"{now.isoformat()} {count} {sorted(body.items())}".encode()).hexdigest()[:32]
        events = writer.append([Draft(KINDS[gift.sort], id, body, app.actor, said, people["person"])], now)
    if PUBLISHED in app.registry.host.answered:
        tell(app, events)
    return {"id": id, **body, **said, "seq": events[0].seq}


def gifts_view(app: App, sort: Sort, period: str | None = None) -> list[dict[str, Any]]:
    """What stands of one sort, of one period where it is named, in the order it was given."""
    known, text = labels(app), app.standards.scheme.text
    wanted = app.period(period).id if period else None
    return [
        {
            sort: one.name,
            "title": title_of(sort, one.name, text).model_dump(),
            "person": known.person(one.person),
            "period": one.period,
            **given_view(one, known),
        }
        for one in given_by_hand(app.store.facts, app.settings.project.zone)
        if one.sort == sort and wanted in (None, one.period)
    ]


def _known(app: App, gift: Gift) -> None:
    text = app.standards.scheme.text
    names = may_be_given(gift.sort, text)
    if gift.name not in names:
        counted = gift.sort == "adjustment" and gift.name in text.adjustments
        raise refusals.counted(gift.name) if counted else refusals.unknown(gift.sort, gift.name, sorted(names))


def _people(app: App, gift: Gift) -> dict[str, str]:
    """The person assessed, the one who gives and the one who approves: three different people."""
    if gift.approved_by is None:
        raise refusals.no_approver()
    person, by, approver = (someone(app, one) for one in (gift.person, gift.by, gift.approved_by))
    if by == approver:
        raise refusals.alone(by)
    if person in (by, approver):
        raise refusals.own(person)
    return {"person": person, "by": by, "approved_by": approver}


def _refuse_absent(app: App, person: str, period: Period) -> None:
    stated = next(one for one in app.store.facts.people() if one["id"] == person)
    for one in stated["assignments"]:
        first = date.fromisoformat(one.get("first") or str(date.min))
        last = date.fromisoformat(one.get("last") or str(date.max))
        if first <= period.last and last >= period.first:
            return
    raise refusals.absent(person, period.id)


def _points(app: App, gift: Gift) -> int:
    if gift.sort != "adjustment":
        return 0
    try:
        points = milli(gift.points or "")
    except OutOfRange:
        raise refusals.no_points(gift.points or "") from None
    if not points:
        raise refusals.no_points(gift.points or "")
    return points


def _refuse_more(app: App, gift: Gift, person: str, period: str, points: int) -> None:
    """Points that reach beyond the cap with those given before; a veto or a card that was given already."""
    before = [
        one
        for one in given_by_hand(app.store.facts, app.settings.project.zone)
        if (one.sort, one.name, one.person, one.period) == (gift.sort, gift.name, person, period)
    ]
    if gift.sort != "adjustment":
        if before:
            raise refusals.given_already(gift.sort, gift.name, person, before[0].id)
        return
    adjustment = app.standards.scheme.text.adjustments[gift.name]
    stands = sum(one.points for one in before)
    if not _fits(adjustment, points, before):
        caps = (plain(adjustment.fewest) or "", plain(adjustment.most) or "")
        raise refusals.beyond(gift.name, plain(points) or "", plain(stands) or "", caps)


def _fits(adjustment: Adjustment, points: int, before: Sequence[Given]) -> bool:
    """Whether the points, alone and with those given before, stay between the caps."""
    together = points + sum(one.points for one in before)
    return adjustment.within(points) == points and adjustment.within(together) == together


def _evidence(app: App, gift: Gift) -> None:
    """Each record must be there and stand; some adjustments ask for one."""
    wants = gift.sort == "adjustment" and app.standards.scheme.text.adjustments[gift.name].needs_evidence
    if wants and not gift.evidence:
        raise refusals.no_evidence(gift.name)
    for id in gift.evidence:
        standing(app, id)
