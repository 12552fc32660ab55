"""The appeals of a project, and what people see of them: what was asked, every step, both numbers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from inspect_core.app.month import Labels, Month
from inspect_core.app.project import App
from inspect_core.app.views import View
from inspect_core.domain.appeal import Appeal, appeals
from inspect_core.domain.calendar import add_workdays
from inspect_core.domain.events import APPEAL_ACTED, APPEAL_FILED

_KEPT = ("rule", "at", "place", "observation")


def appeals_of(app: App, *, with_private: bool = False) -> tuple[Appeal, ...]:
    """All appeals with their steps, in the order in which they were filed."""
    return appeals(app.store.facts.proceedings(APPEAL_FILED, APPEAL_ACTED, with_private=with_private))


def appeal_views(app: App, known: Labels, *, period: str | None = None, person: str | None = None) -> list[View]:
    """The appeals as plain data, of one period or person only where it is named; `known` has the names."""
    today = app.clock.now().astimezone(app.settings.project.zone).date()
    return [
        appeal_view(app, one, known, today)
        for one in appeals_of(app, with_private=True)
        if period in (None, one.filed["period"]) and person in (None, one.filed["person"])
    ]


def appealed(app: App, month: Month) -> dict[str, list[View]]:
    """What was appealed in a period, by the person whose score it is about."""
    found: dict[str, list[View]] = {}
    for view in appeal_views(app, month.labels, period=month.ground.period.id):
        found.setdefault(view["person"]["id"], []).append(view)
    return found


def appeal_view(app: App, one: Appeal, known: Labels, today: date) -> View:
    """One appeal: about what, by whom, where it stands, until when it must be answered, and each step."""
    filed = one.filed
    due = answer_by(app, one)
    titles = {rule.name: rule.settings.title.model_dump() for found in app.standards.rulesets for rule in found.rules}
    last = one.steps[-1] if one.steps else {}
    return {
        "number": one.number,
        "id": one.id,
        "period": filed["period"],
        "person": known.person(filed["person"]),
        "by": known.person(filed["by"]),
        "filed_at": filed["received_at"],
        "about": {**{key: filed.get(key) for key in _KEPT}, "title": titles.get(filed.get("rule") or "")},
        "text": filed.get("text"),
        "photos": list(filed.get("photos") or ()),
        "state": str(one.state),
        "round": one.round,
        "answer_by": str(due) if due else None,
        "overdue": bool(one.open and due and today > due),
        "before": last.get("before") or filed["before"],
        "after": last.get("after"),
        "steps": [_step(step, known) for step in one.steps],
    }


def _step(step: Any, known: Labels) -> View:
    return {
        "act": step["act"],
        "by": known.person(step["by"]),
        "at": step["received_at"],
        "reason": step.get("reason"),
        "correction": step.get("correction"),
        "before": step.get("before"),
        "after": step.get("after"),
    }


def answer_by(app: App, one: Appeal) -> date | None:
    """The last day for an answer; nothing where the calendar of that time is not published."""
    asked = datetime.fromisoformat(one.asked_on).astimezone(app.settings.project.zone).date()
    return add_workdays(asked, int(one.filed["answer_workdays"]), app.workday)
