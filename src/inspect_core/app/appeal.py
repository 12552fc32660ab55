"""Somebody appeals a slot, a rule or the total; somebody else decides; it may go to the next level or be withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from inspect_core.app import appeal_refusals as refusals
from inspect_core.app.appealed import About, found_about, observers
from inspect_core.app.appeals import appeals_of
from inspect_core.app.carry import owed_in
from inspect_core.app.closed import closing_of
from inspect_core.app.held_roles import role_held
from inspect_core.app.imports import PUBLISHED, tell
from inspect_core.app.photos import photo_bytes
from inspect_core.app.project import App
from inspect_core.app.score import explainer, scored, someone, somewhere, totals_of
from inspect_core.app.views import View
from inspect_core.domain.appeal import DECISIONS, Act, Appeal
from inspect_core.domain.events import APPEAL_ACTED, APPEAL_FILED, Draft, Json
from inspect_core.domain.owed import NOTHING, Owing
from inspect_core.domain.period import Period
from inspect_core.ports import JournalWriter

_ABOUT = ("rule", "at", "place", "observation")


@dataclass(frozen=True)
class Plea:
    """Who appeals what of whose score, and why: a rule, a slot of it by time and place, a record, or else the total."""

    person: str
    by: str
    text: str
    rule: str | None = None
    at: date | datetime | None = None
    place: str | None = None
    observation: str | None = None
    photos: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A step: what is done, by whom, why, and with a revision the id of what was corrected."""

    act: Act
    by: str
    reason: str
    correction: str | None = None


def file_appeal(app: App, period: Period, plea: Plea, *, dry_run: bool = False) -> View:
    """The appeal filed, or with `dry_run` only checked; FactError outside the window or about nothing that is there."""
    if not plea.text.strip():
        raise refusals.no_text()
    person, by = someone(app, plea.person), someone(app, plea.by)
    place = somewhere(app, plea.place) if plea.place else None
    month = scored(app, period)
    told = explainer(app, month, person).of(person)
    about = found_about(told, About(plea.rule, plea.at, place, plea.observation))
    images = [photo_bytes(name, data) for name, data in plea.photos.items()]
    with app.store.journal.writing() as writer:
        window = _window(app, period)
        _may_speak_for(app, by, person)
        _not_twice(app, period, person, about)
        body: dict[str, Json] = {
            "period": period.id,
            "person": person,
            "by": by,
            **about,
            "before": told["total"],
            "observers": sorted(observers(app, told, about)),
            "answer_workdays": window["answer_workdays"],
            "rounds": window["rounds"],
        }
        if dry_run:
            return {"id": None, "number": None, **body, "seq": None}
        private: dict[str, Json] = {"text": plea.text.strip()}
        private |= {"photos": [app.store.photos.put(data) for data in images]} if images else {}
        done = _written(app, writer, Draft(APPEAL_FILED, "", body, app.actor, private, person))
    return {**done, "number": len(appeals_of(app)), **body}


def act_on(app: App, name: str, answer: Answer, *, dry_run: bool = False) -> View:
    """A step of an appeal taken; FactError where it cannot follow or where whoever takes it has a part in it."""
    if not answer.reason.strip():
        raise refusals.no_text()
    by = someone(app, answer.by)
    one = named(app, name)
    numbers = _numbers(app, one, by, answer)
    with app.store.journal.writing() as writer:
        one = named(app, name)
        _may_act(app, one, by, answer)
        body: dict[str, Json] = {"appeal": one.id, "act": str(answer.act), "by": by, **numbers}
        if dry_run:
            return {"id": None, "number": one.number, **body, "seq": None}
        private: dict[str, Json] = {"reason": answer.reason.strip()}
        draft = Draft(APPEAL_ACTED, "", body, app.actor, private, str(one.filed["person"]))
        return {**_written(app, writer, draft), "number": one.number, **body}


def named(app: App, name: str) -> Appeal:
    """The appeal of that number or id; UsageError where there is none."""
    found = appeals_of(app)
    for one in found:
        if name in (str(one.number), one.id):
            return one
    raise refusals.unknown(name, len(found))


def _written(app: App, writer: JournalWriter, draft: Draft) -> View:
    now = app.clock.now().replace(microsecond=0)
    id = sha256(f"{now.isoformat()} {writer.head.seq} {sorted(draft.body.items())}".encode()).hexdigest()[:32]
    events = writer.append([replace(draft, id=id)], now)
    if PUBLISHED in app.registry.host.answered:
        tell(app, events)
    return {"id": id, "seq": events[0].seq}


def _window(app: App, period: Period) -> Mapping[str, Any]:
    """The open window of the period; FactError where it is not open."""
    closing = closing_of(app, period.id)
    if closing.manifest is not None:
        raise refusals.closed(period.id)
    if closing.window is None:
        raise refusals.too_early(period.id)
    if not closing.takes_appeals(_today(app)):
        raise refusals.too_late(period.id, str(closing.until))
    return closing.window


def _today(app: App) -> date:
    return app.clock.now().astimezone(app.settings.project.zone).date()


def _may_speak_for(app: App, by: str, person: str) -> None:
    roles = app.standards.scheme.text.appeals.on_behalf
    if by != person and roles and role_held(app, by) not in roles:
        raise refusals.not_theirs(by, roles)


def _not_twice(app: App, period: Period, person: str, about: Mapping[str, Json]) -> None:
    for one in appeals_of(app):
        same = all(one.filed.get(key) == about.get(key) for key in _ABOUT)
        if same and (one.filed["period"], one.filed["person"]) == (period.id, person) and one.state != "withdrawn":
            raise refusals.twice(one.number)


def _may_act(app: App, one: Appeal, by: str, answer: Answer) -> None:
    period = str(one.filed["period"])
    if closing_of(app, period).manifest is not None:
        raise refusals.closed(period)
    if not one.allows(answer.act, int(one.filed["rounds"])):
        raise refusals.wrong_state(one.number, str(one.state), str(answer.act))
    if answer.act in DECISIONS:
        _may_decide(app, one, by)
    elif by not in (one.filed["person"], one.filed["by"]):
        raise refusals.not_concerned(by)
    elif answer.act is Act.ESCALATE:
        decided = datetime.fromisoformat(str(one.steps[-1]["received_at"])).astimezone(app.settings.project.zone)
        until = decided.date() + timedelta(days=app.standards.scheme.text.appeals.days)
        if _today(app) > until:
            raise refusals.too_late(period, str(until))


def _may_decide(app: App, one: Appeal, by: str) -> None:
    """Nobody decides who is assessed, who filed it, who decided it before, or who saw what it is about."""
    if by in (one.filed["person"], one.filed["by"]):
        raise refusals.concerned(by, ("the appeal is theirs", "申诉与其本人有关"))
    if by in one.deciders:
        raise refusals.concerned(by, ("they decided it before", "其已处理过"))
    if by in one.filed["observers"]:
        raise refusals.concerned(by, ("they made the record it is about", "其为原检查人"))
    roles = app.standards.scheme.text.appeals.decided_by
    if roles and role_held(app, by) not in roles:
        listed = ", ".join(roles)
        raise refusals.concerned(by, (f"the scheme lets {listed} decide", f"方案规定由 {listed} 处理"))


def _numbers(app: App, one: Appeal, by: str, answer: Answer) -> dict[str, Json]:
    """The total before and after what was corrected; both are the same where nothing was."""
    if answer.act not in DECISIONS:
        return {}
    if answer.act is Act.REVISE:
        seq = _corrected(app, one, answer.correction)
        then = replace(app, store=app.store.as_of(seq - 1))
        owed = owed_in(then, app.period(str(one.filed["period"])), totals_of)  # the same as in the total after
        before = _total(replace(then, given=app.standards), one, owed)
        return {"correction": answer.correction, "before": before, "after": _total(app, one)}
    if answer.correction:
        raise refusals.needless_correction(str(answer.act))
    total = _total(app, one)
    return {"before": total, "after": total}


def _corrected(app: App, one: Appeal, correction: str | None) -> int:
    """The number of the event that corrected something after the appeal was filed."""
    names = [correction, f"void-{correction}"[:64]] if correction else []
    found = [seq for seqs in app.store.journal.find(names).values() for seq in seqs] if names else []
    kinds = ("observation.superseded", "observation.voided", "slot.excused")
    events = [event for event in app.store.journal.events(found) if event.kind in kinds]
    later = [event.seq for event in events if event.seq > int(one.filed["seq"])]
    if not later:
        raise refusals.no_correction()
    return max(later)


def _total(app: App, one: Appeal, owed: Owing = NOTHING) -> str | None:
    """The person's total of the period, as a decimal text; `owed` in it where it is tried as of a moment."""
    person = str(one.filed["person"])
    month = scored(app, app.period(str(one.filed["period"])), owed=owed)
    found = explainer(app, month, person).score["people"]
    return str(found[0]["total"]) if found and found[0]["total"] is not None else None
