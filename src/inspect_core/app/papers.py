"""The papers that the company's documents ask for: what each of them is made of, read from the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from inspect_core.app.forms import form_named, form_view
from inspect_core.app.paper_view import PaperView, Plain
from inspect_core.app.project import App
from inspect_core.app.report_photos import PhotoShelf
from inspect_core.app.rules import rule_view
from inspect_core.app.score import labels, provenance, scored
from inspect_core.app.snapshot import snapshot
from inspect_core.app.views import head, score_view
from inspect_core.domain.exact import plain
from inspect_core.domain.period import Period
from inspect_core.engine.plan import Plan
from inspect_core.errors import UsageError
from inspect_core.language.rule import Rule

CIRCULAR: Final = "circular"
PATROL: Final = "patrol-record"
OF_A_DAY: Final = frozenset({PATROL, "daily-requests", "open-requests"})
SCORED: Final = frozenset({"promotion-plan"})
LOOKS_BACK: Final[Mapping[str, int]] = {
    "etiquette-bulletin": 31,
    "daily-requests": 366,
    "open-requests": 366,
    "complaint-analysis": 31,
    "survey": 183,
}
"""How many days before its period or day a paper reads records of."""
KINDS: Final = (
    CIRCULAR,
    PATROL,
    "etiquette-bulletin",
    "daily-requests",
    "open-requests",
    "complaint-analysis",
    "survey",
    "owners-bulletin",
    "promotion-plan",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for; what is empty was not said."""

    kind: str
    period: str | None = None
    day: date | None = None
    record: str = ""
    form: str = ""
    blank: bool = False


def paper_view(app: App, wanted: Wanted) -> PaperView:
    """Everything the paper shows. UsageError for an option that is not the paper's, or a record nobody knows."""
    _fitting(wanted)
    kept = _record(app, wanted)
    day = kept or wanted.day
    period = app.period(wanted.period or (_month_of(app, day) if day else None))
    form = form_named(app.standards.forms, wanted.form).id if wanted.form else ""
    if wanted.kind in OF_A_DAY:
        day = day or min(period.last, app.clock.now().astimezone(app.settings.project.zone).date())
    standards = app.standards.settled()
    plan = Plan(standards.rulesets, standards.kinds, standards.scheme)
    first, last = (day, day) if day else (period.first, period.last)
    back = timedelta(days=LOOKS_BACK.get(wanted.kind, 0))
    records, at = snapshot(app.store.journal, lambda: _records(app, first - back, last))
    view = PaperView(
        wanted.kind,
        head(plan, period, provenance(app, at)),
        {id: form_view(found) for id, found in standards.forms.items()},
        tuple(records),
        tuple(aimed_rule(rule, last) for found in standards.rulesets for rule in found.rules),
        str(day or ""),
        form,
        wanted.record,
        wanted.blank,
        photos=PhotoShelf(app.store.photos, frozenset(one for found in records for one in found["photo_digests"])),
    )
    return _with_scores(app, view, period) if wanted.kind in SCORED else view


def _with_scores(app: App, view: PaperView, period: Period) -> PaperView:
    month = scored(app, period)
    return replace(view, source=score_view(month), score=score_view(month))


def _fitting(wanted: Wanted) -> None:
    """An option that another kind of paper takes is refused, and so is a kind nobody writes."""
    if wanted.kind not in KINDS:
        listed = ", ".join(KINDS)
        raise UsageError(
            "E-REPORT-KIND",
            f"nobody writes a {wanted.kind!r}",
            hint=f"there are: {listed}",
            message_zh=f"没有 {wanted.kind!r} 这种报表",
            hint_zh=f"可用的种类：{listed}",
        )
    given = {"--record": bool(wanted.record), "--form": bool(wanted.form), "--blank": wanted.blank}
    wrong = [name for name, said in given.items() if said and wanted.kind != PATROL]
    if wanted.day and wanted.kind not in OF_A_DAY:
        wrong.append("--day")
    if wrong:
        listed = ", ".join(wrong)
        raise UsageError(
            "E-REPORT-OPTION",
            f"{wanted.kind} takes no {listed}",
            hint="leave it out; --day is for papers of one day, the others for patrol-record",
            message_zh=f"{wanted.kind} 不接受 {listed}",
            hint_zh="请去掉该选项；--day 用于按日的报表，其余只用于 patrol-record",
        )


def _record(app: App, wanted: Wanted) -> date | None:
    """The day of the one record that was asked for."""
    if not wanted.record:
        return None
    known = app.store.facts.known("observation", [wanted.record])
    if wanted.record not in known:
        raise UsageError(
            "E-REPORT-RECORD",
            f"there is no record {wanted.record!r}",
            hint="the ids of records stand in `inspect-core explain` and in the CSV report",
            message_zh=f"没有编号为 {wanted.record!r} 的记录",
            hint_zh="记录编号见 `inspect-core explain` 或 CSV 报表",
        )
    return _local(known[wanted.record]["start"], app.settings.project.zone).date()


def _month_of(app: App, day: date) -> str:
    """The name of the period a day is in."""
    start_day = app.settings.period.start_day
    later = start_day > 1 and day.day >= start_day
    return f"{day.year + (day.month + later > 12)}-{(day.month + later - 1) % 12 + 1:02d}"


def _records(app: App, first: date, last: date) -> list[Plain]:
    """The records of those days, with the names of people and places."""
    facts, known, zone = app.store.facts, labels(app), app.settings.project.zone
    assigned = {person["id"]: person.get("assignments") or () for person in facts.people()}

    def someone(id: str | None, day: str) -> Plain | None:
        held = [one for one in assigned.get(id or "", ()) if str(one.get("first") or "") <= day]
        now = max(held, key=lambda one: str(one.get("first") or ""), default={"role": "", "department": ""})
        found = known.person(id)
        return None if found is None else {**found, "role": now["role"], "department": now["department"]}

    made = []
    for found in facts.observations(first, last, with_private=True):
        start = _local(found["start"], zone)
        day = str(start.date())
        made.append(
            {
                "observation": found["id"],
                "form": found["form"],
                "at": start.isoformat(),
                "end": _local(found["end"], zone).isoformat() if found.get("end") else None,
                "day": day,
                "observer": someone(found.get("observer"), day),
                "subject": someone(found.get("subject"), day),
                "place": known.place(found.get("place")),
                "answers": found.get("answers") or {},
                "note": found.get("note") or "",
                "photos": list(found.get("photo_names") or found.get("photos") or ()),
                "photo_digests": list(found.get("photos") or ()),
            }
        )
    return sorted(made, key=lambda one: (datetime.fromisoformat(one["at"]), one["observation"]))


def _local(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).astimezone(zone)


def aimed_rule(rule: Rule, day: date) -> dict[str, Any]:
    """A rule with the settings that papers name: what answers are worth, which are good, what is aimed at."""
    settings: Any = rule.settings
    least = getattr(settings, "at_least", None)
    aimed = least.on(day) if least is not None and settings.kind in ("proportion", "rating") else None
    asked = settings.asked(rule.id) if settings.kind == "rating" else {}
    return {
        **rule_view(rule, day),
        "scale": {word: plain(worth) for word, worth in getattr(settings, "scale", {}).items()},
        "questions": list(asked) or [str(getattr(settings, "question", ""))],
        "good": list(getattr(settings, "good", ())),
        "at_least": plain(aimed),
    }
