"""A year of a project: everybody's months, the figure the scheme makes of them, and what is pointed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from inspect_core import __version__
from inspect_core.app.closed import closings_of
from inspect_core.app.project import App
from inspect_core.app.report import WHOLE
from inspect_core.app.score import scored
from inspect_core.app.views import score_view
from inspect_core.app.year_breaks import Compare, edition_compare, why_broken
from inspect_core.app.year_figures import Counted, figure, raised
from inspect_core.domain.closing import Stage
from inspect_core.domain.exact import milli, plain
from inspect_core.domain.period import EARLIEST, LATEST, Period, month_before
from inspect_core.domain.text import Text
from inspect_core.errors import Problem, UsageError
from inspect_core.language.scheme import Scheme
from inspect_core.language.year import MONTHS

FORMAT: Final = "inspect-core/year/1"
View = Mapping[str, Any]
WHY_NOT: Final = {
    "not_enough_evidence": Text(zh="证据不足，未评分，不按零分计", en="not enough evidence: no total, and no zero"),
    "nothing_due": Text(zh="本期无应检项", en="nothing was due"),
    "not_there": Text(zh="本期不在册", en="not on the list in this period"),
    "absent": Text(zh="项目尚未开始", en="the project had not begun"),
    "begun": Text(
        zh="项目在本期中途开始，不是完整的一期", en="the project began within this period: it is no whole one"
    ),
    "to_come": Text(zh="尚未到", en="still to come"),
    "open": Text(zh="考核期未结束", en="the period is not over"),
    "over": Text(zh="考核期未关闭", en="the period is not closed"),
}
"""Why a month is not in the figure."""


@dataclass(frozen=True)
class Month:
    """A month of the year: `absent` before the project began, `begun` where it began within it, `open`, `over`, `closed`.

    One that is still to come is `to_come`.

    `view` is its score view where there is one, `broken` why its scores do not compare with those of the month before.
    """

    period: Period
    state: str
    view: View | None = None
    broken: Text | None = None
    counts: bool = False


def year_view(app: App, year: str, *, person: str | None = None, watch: Callable[[str], Any] = str) -> dict[str, Any]:
    """The year as plain data (`inspect-core/year/1`), of everybody or of one person; `watch` hears of each month done."""
    heard = replace(app, notify=_once(app.notify))
    scheme = heard.standards.settled().scheme
    months = read_months(heard, _number(year), scheme, watch)
    own = [month for month in months if month.period.id >= f"{year}-01"]
    last = next((month.view for month in reversed(own) if month.view is not None), None)
    ids = sorted({one["id"] for month in own if month.view for one in month.view["people"]})
    head = heard.store.journal.head()
    return {
        "format": FORMAT,
        "project": _project(heard),
        "year": year,
        "scheme": _scheme(scheme),
        "engine": __version__,
        "journal": {"seq": head.seq, "head": head.hash},
        "months": [_month(month) for month in own],
        "people": [_person(id, months, own, scheme) for id in ids if person in (None, id)],
        "project_score": _project_months(own, scheme),
        "last": last["period"]["id"] if last else None,
    }


def read_months(app: App, year: int, scheme: Scheme, watch: Callable[[str], Any] = str) -> list[Month]:
    """The months of a year in order, before them those of the year before that a run of months may reach into."""
    compare = edition_compare(app)
    closed = {name for name, closing in closings_of(app).items() if closing.stage is Stage.CLOSED}
    found: list[Month] = []
    periods = [app.period(name) for name in _names(year, scheme.text.year.looks_back)]
    began = _anything(app, date.min, periods[0].first - timedelta(days=1))
    for period in periods:
        state = None if began else _beginning(app, period)
        began = began or state != "absent"
        month = _read(app, period, closed, scheme, state)
        found.append(replace(month, broken=_broken(found, month, compare)))
        watch(period.id)
    return found


def _names(year: int, before: int) -> list[str]:
    names = [f"{year}-{month:02d}" for month in range(1, MONTHS + 1)]
    while len(names) < MONTHS + before and int(names[0][:4]) > EARLIEST:
        names.insert(0, month_before(names[0]))
    return names


def _read(app: App, period: Period, closed: set[str], scheme: Scheme, beginning: str | None) -> Month:
    today = app.clock.now().astimezone(app.settings.project.zone).date()
    if period.first > today:
        return Month(period, "to_come")
    if beginning is not None and period.id not in closed:
        return Month(period, beginning)
    state = _state(period, closed, today)
    counts = state == "closed" or (state == "over" and scheme.text.year.counts == "all")
    return Month(period, state, score_view(scored(app, period)), counts=counts)


def _anything(app: App, first: date, last: date) -> bool:
    """Whether anybody was on duty or anything was recorded on those days."""
    return bool(app.store.facts.duties(first, last) or app.store.facts.observations(first, last))


def _beginning(app: App, period: Period) -> str | None:
    """What a month is before which nothing was done: `absent`, `begun` within it, or None where it is a whole month."""
    if _anything(app, period.first, period.first + timedelta(days=WHOLE)):
        return None
    return "begun" if _anything(app, period.first, period.last) else "absent"


def _state(period: Period, closed: set[str], today: date) -> str:
    if period.id in closed:
        return "closed"
    return "over" if today > period.last else "open"


def _broken(before: Sequence[Month], month: Month, compare: Compare) -> Text | None:
    then = next((one.view for one in reversed(before) if one.view is not None), None)
    return why_broken(then, month.view, compare) if then is not None and month.view is not None else None


def _project(app: App) -> dict[str, Any]:
    project = app.settings.project
    return {"id": project.id, "name": project.title.model_dump(), "company": project.company}


def _scheme(scheme: Scheme) -> dict[str, Any]:
    rule = scheme.text.year
    return {
        "name": scheme.id,
        "title": scheme.text.title.model_dump(),
        "edition": str(scheme.edition),
        "fingerprint": scheme.fingerprint,
        "bands": [{"grade": grade, "from": plain(least)} for grade, least in scheme.bands()],
        "formula": rule.formula,
        "least_months": rule.least_months,
        "counts": rule.counts,
        "flags": [
            {
                "flag": name,
                "title": flag.title.model_dump(),
                "below": plain(flag.below),
                "months": flag.months,
                "in_a_row": flag.in_a_row,
            }
            for name, flag in rule.flags.items()
        ],
    }


def _month(month: Month) -> dict[str, Any]:
    view = month.view
    return {
        "period": month.period.id,
        "first": str(month.period.first),
        "last": str(month.period.last),
        "state": month.state,
        "counts": month.counts,
        "break": month.broken.model_dump() if month.broken else None,
        "editions": [dict(one) for one in view["editions"]] if view else [],
        "scheme": {key: view["scheme"][key] for key in ("name", "edition", "fingerprint")} if view else None,
    }


def _person(id: str, months: Sequence[Month], own: Sequence[Month], scheme: Scheme) -> dict[str, Any]:
    rule = scheme.text.year
    every = [_counted(month, _found(month, id)) for month in months]
    counted = [one for one in every if one.period >= own[0].period.id]
    known = sum(one.known for one in counted)
    total = figure(rule.formula, counted) if known >= rule.least_months else None
    last = next(found for month in reversed(own) if (found := _found(month, id)) is not None)
    return {
        **{key: last[key] for key in ("id", "name", "role", "role_title", "department", "department_title")},
        "status": "scored" if total is not None else "not_enough_months",
        "total": plain(total),
        "grade": scheme.grade(total) if total is not None else None,
        "counted": known,
        "months": list(_person_months(id, own, scheme)),
        "flags": list(_flags(every, own[0].period.id, scheme)),
    }


def _found(month: Month, id: str) -> View | None:
    return next((one for one in month.view["people"] if one["id"] == id), None) if month.view else None


def _counted(month: Month, found: View | None) -> Counted:
    total = milli(found["total"]) if found is not None and found["total"] is not None else None
    days = sum(stint["days"] for stint in found["stints"]) if found is not None else 0
    return Counted(month.period.id, total, days, month.counts)


def _person_months(id: str, own: Sequence[Month], scheme: Scheme) -> Iterator[dict[str, Any]]:
    before: View | None = None
    for month in own:
        found = _found(month, id)
        counts = _counted(month, found).known
        broken = [one for one in (month.broken if before else None, _moved(before, found)) if one is not None]
        why = None if counts else WHY_NOT[_why_not(month, found)]
        yield {
            "period": month.period.id,
            "status": found["status"] if found is not None else _why_not(month, None),
            "total": found["total"] if found is not None else None,
            "grade": found["grade"] if found is not None else None,
            "coverage": found["coverage"] if found is not None else None,
            "role": found["role"] if found is not None else None,
            "counts": counts,
            "why_not": why.model_dump() if why else None,
            "break": {key: "; ".join(getattr(one, key) for one in broken) for key in ("zh", "en")} if broken else None,
        }
        before = found if found is not None else before


def _why_not(month: Month, found: View | None) -> str:
    """The word of WHY_NOT for a month that is not in somebody's figure."""
    if month.view is None:
        return month.state
    if found is None:
        return "not_there"
    if found["status"] == "scored" or month.state == "open":
        return month.state
    return str(found["status"])


def _moved(before: View | None, now: View | None) -> Text | None:
    """That somebody has another role than in the month before: the total is made of other rulesets."""
    if before is None or now is None or before["role"] == now["role"]:
        return None
    old, new = before["role_title"], now["role_title"]
    return Text(zh=f"岗位由{old['zh']}改为{new['zh']}", en=f"the role changed from {old['en']} to {new['en']}")


def _flags(every: Sequence[Counted], first: str, scheme: Scheme) -> Iterator[dict[str, Any]]:
    for name, flag in scheme.text.year.flags.items():
        for run in raised(flag, every, first):
            yield {
                "flag": name,
                "title": flag.title.model_dump(),
                "below": plain(flag.below),
                "months": [{"period": one.period, "total": plain(one.total)} for one in run],
            }


def _project_months(own: Sequence[Month], scheme: Scheme) -> dict[str, Any]:
    """The project's own scores month by month, and the mean or median of them."""
    scores = [month.view["project_score"] if month.view else None for month in own]
    counted = [
        Counted(month.period.id, milli(one["score"]) if one and one["score"] is not None else None, 1, month.counts)
        for month, one in zip(own, scores, strict=True)
    ]
    return {
        "total": plain(figure(scheme.text.year.formula, counted)),
        "months": [
            {
                "period": month.period.id,
                "score": one["score"] if one else None,
                "coverage": one["coverage"] if one else None,
                "counts": told.known,
            }
            for month, one, told in zip(own, scores, counted, strict=True)
        ],
    }


def _number(year: str) -> int:
    if year.isascii() and year.isdigit() and len(year) == 4 and EARLIEST <= int(year) < LATEST:
        return int(year)
    raise UsageError(
        "E-YEAR",
        f"{year!r} is no year",
        hint="write it like 2026",
        message_zh=f"{year!r} 不是年份",
        hint_zh="请写成 2026 的样子",
    )


def _once(notify: Callable[[Problem], None]) -> Callable[[Problem], None]:
    """Says each thing once: twelve months notice the same."""
    said: set[tuple[str, str]] = set()

    def heard(problem: Problem) -> None:
        if (problem.code, problem.message) not in said:
            said.add((problem.code, problem.message))
            notify(problem)

    return heard
