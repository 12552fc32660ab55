"""The steps of a period: previewed to those assessed, opened to appeals, closed for good by two people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final

from inspect_core.app import close_refusals as words
from inspect_core.app.appeals import appeals_of
from inspect_core.app.closed import closings_of
from inspect_core.app.held_roles import left_open, role_held
from inspect_core.app.imports import PUBLISHED, tell
from inspect_core.app.manifest import manifest_of
from inspect_core.app.month import Month
from inspect_core.app.owed_words import tell_owed
from inspect_core.app.project import App
from inspect_core.app.result import canonical, digest_of, result_of
from inspect_core.app.score import scored, someone
from inspect_core.domain.closing import Closing, Stage, last_closed
from inspect_core.domain.events import (
    PERIOD_APPEALS_OPENED,
    PERIOD_CLOSED,
    PERIOD_PREVIEWED,
    Draft,
    Head,
    Json,
)
from inspect_core.domain.period import Period
from inspect_core.errors import Problem

View = dict[str, Any]
_TRIES: Final = 3


@dataclass(frozen=True)
class Step:
    """Who takes a step of a period: `by`, and for a close who approved it and why over open appeals."""

    by: str
    approved_by: str = ""
    override: str = ""


def preview(app: App, period: Period, by: str, *, dry_run: bool = False) -> View:
    """The draft scores shown to those assessed: what they were, by which texts and records, is kept for good.

    FactError where the period is closed or not over.
    """
    month, head = _scored(app, period, shown=True)
    result = result_of(month)
    body: dict[str, Json] = {
        "period": period.id,
        "by": someone(app, by),
        "result": digest_of(result),
        "texts": _texts(result),
        "people": len(result["people"]),
        "journal": {"seq": head.seq, "head": head.hash},
    }

    def hindrances(found: Mapping[str, Closing]) -> Iterable[Problem]:
        yield from _open_and_over(app, period, found)

    if not dry_run:
        app.store.papers.put(canonical(result))
    done = _journalled(app, PERIOD_PREVIEWED, body, hindrances, dry_run=dry_run)
    tell_owed(app, period, result)
    for problem in left_open(app.standards.scheme):
        app.notify(problem)
    return done


def open_appeals(app: App, period: Period, by: str, *, dry_run: bool = False) -> View:
    """The window in which people may appeal, from today, as long as the scheme says.

    FactError where the scores are no longer those that were previewed.
    """
    today, terms = _today(app), app.standards.scheme.text.appeals
    until = today + timedelta(days=terms.days)
    body: dict[str, Json] = {
        "period": period.id,
        "by": someone(app, by),
        "from": str(today),
        "until": str(until),
        "answer_workdays": terms.answer_workdays,
        "rounds": terms.rounds,
    }
    month, _ = _scored(app, period)
    result = result_of(month)

    def hindrances(found: Mapping[str, Closing]) -> Iterable[Problem]:
        closing = found.get(period.id, Closing(period.id))
        yield from _open_and_over(app, period, found)
        if closing.stage is Stage.OPEN:
            yield words.not_previewed(period.id)
        if closing.stage is Stage.APPEALS:
            yield words.opened(period.id, str(closing.until))
        if closing.stage is Stage.PREVIEWED:
            yield from _as_previewed(app, closing, result)

    return _journalled(app, PERIOD_APPEALS_OPENED, body, hindrances, dry_run=dry_run)


def close(app: App, period: Period, step: Step, *, dry_run: bool = False) -> View:
    """The period closed: one event pins records, texts, calendar, plugins, engine and result.

    FactError with everything that stands in the way: the window still open, appeals without an answer (unless
    `override` says why), scores or texts other than those previewed, one person twice, an earlier period still open.
    """
    by, approver = someone(app, step.by), someone(app, step.approved_by)

    def hindrances(found: Mapping[str, Closing]) -> Iterable[Problem]:
        yield from _in_the_way(app, period, found)
        yield from _two_entitled(app, period, by, approver)
        waiting = [one.number for one in appeals_of(app) if one.open and one.filed["period"] == period.id]
        if waiting and not step.override.strip():
            yield words.appeals_open(period.id, waiting)

    for _ in range(_TRIES):
        problems = list(hindrances(closings_of(app)))
        if problems:
            raise words.refused(problems)
        month, head = _scored(app, period)
        result = result_of(month)
        previewed = closings_of(app)[period.id]
        problems = list(_as_previewed(app, previewed, result))
        if problems:
            raise words.refused(problems)
        body = manifest_of(app, month, head, result, keep=not dry_run)
        body |= {"by": by, "approved_by": approver, "override": bool(step.override.strip())}
        private = {"override": step.override.strip()} if step.override.strip() else None
        if dry_run:
            tell_owed(app, period, result)
            return {**body, "id": None, "seq": None}
        done = _at(app, head, Draft(PERIOD_CLOSED, f"close-{period.id}", body, app.actor, private), hindrances)
        if done is not None:
            tell_owed(app, period, result)
            return {**body, **done}
    raise words.refused([words.busy(period.id)])


def _at(app: App, head: Head, draft: Draft, hindrances: Any) -> View | None:
    """The event written where the journal still ends as it did when the period was scored; nothing where it does not."""
    with app.store.journal.writing() as writer:
        problems = list(hindrances(closings_of(app)))
        if problems:
            raise words.refused(problems)
        if writer.head.seq != head.seq:
            return None
        events = writer.append([draft], app.clock.now().replace(microsecond=0))
    if PUBLISHED in app.registry.host.answered:
        tell(app, events)
    return {"id": draft.id, "seq": events[0].seq}


def _journalled(app: App, kind: str, body: dict[str, Json], hindrances: Any, *, dry_run: bool) -> View:
    with app.store.journal.writing() as writer:
        problems = list(hindrances(closings_of(app)))
        if problems:
            raise words.refused(problems)
        if dry_run:
            return {"id": None, **body, "seq": None}
        now = app.clock.now().replace(microsecond=0)
        id = sha256(f"{kind} {body['period']} {now.isoformat()} {writer.head.seq}".encode()).hexdigest()[:32]
        events = writer.append([Draft(kind, id, body, app.actor)], now)
    if PUBLISHED in app.registry.host.answered:
        tell(app, events)
    return {"id": id, **body, "seq": events[0].seq}


def _scored(app: App, period: Period, *, shown: bool = False) -> tuple[Month, Head]:
    """The month as it would be scored now, and the end of the journal that it was read at."""
    month = scored(app, period, shown=shown)
    return month, Head(*month.provenance.journal, 0)


def _today(app: App) -> date:
    return app.clock.now().astimezone(app.settings.project.zone).date()


def _open_and_over(app: App, period: Period, found: Mapping[str, Closing]) -> Iterable[Problem]:
    manifest, last = found.get(period.id, Closing(period.id)).manifest, last_closed(found)
    if manifest is not None:
        yield words.closed(period.id, str(manifest["received_at"])[:10])
    elif last is not None and period.id < last:
        yield words.overtaken(period.id, last)
    elif _today(app) <= period.last:
        yield words.not_over(period.id, str(period.last))


def _in_the_way(app: App, period: Period, found: Mapping[str, Closing]) -> Iterable[Problem]:
    """What keeps the period from being closed today, but for its appeals and its scores."""
    closing = found.get(period.id, Closing(period.id))
    problems = list(_open_and_over(app, period, found))
    if problems:
        yield from problems
        return
    if closing.stage is Stage.OPEN:
        yield words.not_previewed(period.id)
    if closing.stage is Stage.PREVIEWED:
        yield words.no_window(period.id)
    if closing.takes_appeals(_today(app)):
        yield words.window_open(period.id, str(closing.until))
    last = last_closed(found) or ""  # one before the last close that was left out can be closed no more
    for name, other in sorted(found.items()):
        if last < name < period.id and other.stage is not Stage.CLOSED:
            yield words.order(period.id, name)


def _two_entitled(app: App, period: Period, by: str, approver: str) -> Iterable[Problem]:
    """One person twice; somebody whose role the scheme does not let close, or approve."""
    if by == approver:
        yield words.one_person(period.id)
    roles = app.standards.scheme.text.closing
    for person, allowed, does in ((by, roles.closed_by, "close"), (approver, roles.approved_by, "approve")):
        if allowed and role_held(app, person) not in allowed:
            yield words.other_role(period.id, person, allowed, does)


def _as_previewed(app: App, closing: Closing, result: View) -> Iterable[Problem]:
    """Other texts or other scores than people were shown last."""
    shown = closing.preview
    if shown is None or shown["result"] == digest_of(result):
        return
    moved = [name for name, text in _texts(result).items() if shown["texts"].get(name) != text]
    if moved:
        yield words.moved(closing.period, moved)
        return
    yield words.stale(closing.period, changed(app.store.papers.get(shown["result"]), result))


def changed(shown: bytes, result: View) -> list[str]:
    """The people whose total, grade or what they are owed is another than the one that was shown."""
    before, after = (_shown(one) for one in (json.loads(shown), result))
    return [person for person in sorted({*before, *after}) if before.get(person) != after.get(person)]


def _shown(result: View) -> dict[str, list[Any]]:
    """What of a result each person looks for."""
    found: dict[str, list[Any]] = {one["id"]: [one["total"], one["grade"]] for one in result["people"]}
    for owed in (*result.get("owed", ()), *result.get("afterwards", ())):
        found.setdefault(owed["person"]["id"], []).append(owed)
    return found


def _texts(result: View) -> dict[str, Json]:
    """Each ruleset and the scheme with the fingerprint of its text."""
    editions = {f"{one['ruleset']}@{one['edition']}": one["fingerprint"] for one in result["editions"]}
    scheme = result["scheme"]
    return {**editions, f"{scheme['name']}@{scheme['edition']}": scheme["fingerprint"]}
