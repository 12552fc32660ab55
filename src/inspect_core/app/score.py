"""Scores one period of one project: the columns in, the engine's month out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

import polars as pl

from inspect_core import __version__
from inspect_core.app.appeals import appealed
from inspect_core.app.carry import owed_in
from inspect_core.app.closed import as_closed, stage_of
from inspect_core.app.explain import Explainer
from inspect_core.app.findings.told import told
from inspect_core.app.late import with_hours_late
from inspect_core.app.month import Labels, Month, Provenance
from inspect_core.app.past import tables_with_past
from inspect_core.app.project import App
from inspect_core.app.settings import FILE
from inspect_core.app.snapshot import snapshot
from inspect_core.app.waivers import strangers
from inspect_core.app.withdrawn import withdrawn
from inspect_core.domain.events import Head
from inspect_core.domain.owed import NOTHING, Owing
from inspect_core.domain.period import Period
from inspect_core.engine.ground import Ground
from inspect_core.engine.plan import Plan
from inspect_core.engine.run import SORTS, score_month
from inspect_core.engine.tables import Tables
from inspect_core.errors import Place, Problem, ScoreError, UsageError


@dataclass(frozen=True)
class Basis:
    """Everything a month is scored from. `app` is the project as it is, or as it was when the period was closed.

    `begun` is whether anything was known of the period: before that nothing is due of anybody.
    """

    app: App
    plan: Plan
    ground: Ground
    tables: Tables
    provenance: Provenance
    labels: Labels
    begun: bool


def scored(
    app: App, period: Period, sorts: Sequence[str] = SORTS, owed: Owing = NOTHING, *, shown: bool = False
) -> Month:
    """The month with everything its views read. A pure function of journal, standards and period.

    The clock is only asked for a notice: in a period that is not over, what is due on the days to come is unmet.

    A closed period is scored as it was closed: by the records, rules and calendar of then.

    `sorts` are the targets scored beside people: place, contractor, project, department. `owed` is what closed periods
    owe where standards are tried, in which nothing is carried otherwise. `shown` says that the period is being previewed:
    it then takes over what is owed, also where one before it was never closed.
    """
    basis = basis_of(app, period, owed, shown=shown)
    _notify(basis)
    plan, ground, tables = basis.plan, basis.ground, basis.tables
    return Month(plan, ground, tables, score_month(plan, ground, tables, sorts), basis.provenance, basis.labels)


def basis_of(app: App, period: Period, owed: Owing = NOTHING, *, shown: bool = False) -> Basis:
    """What `scored` scores the month from; ScoreError while the project has no people."""
    asked, stage, (app, period) = app, stage_of(app, period), as_closed(app, period)
    standards = app.standards.settled()
    plan = Plan(standards.rulesets, standards.kinds, standards.scheme)
    ground = Ground(period, app.settings.project.zone, app.workday, app.settings.period.start_day)
    (tables, known), head = snapshot(app.store.journal, lambda: (tables_with_past(app, period, plan), labels(app)))
    if not tables.people:
        raise _nobody(app)
    if asked.given is None:
        owed = owed_in(replace(asked, store=app.store), period, totals_of, shown=shown)
    tables = replace(tables, owing=owed)
    begun = _begun(app, period, tables)
    tables = tables if begun else _of_nobody(tables)
    return Basis(app, plan, ground, tables, provenance(app, head, stage), known, begun)


def _notify(basis: Basis) -> None:
    """What whoever scores the month should know of it."""
    app, ground, editions = basis.app, basis.ground, basis.app.standards.editions
    if app.clock.now().astimezone(ground.zone).date() <= ground.period.last:
        app.notify(_not_over(ground.period))
    for draft in editions.notices if editions.publishes else ():
        app.notify(draft)
    for stranger in strangers(basis.plan.rulesets, basis.labels):
        app.notify(stranger)


def totals_of(app: App, period: Period, owed: Owing = NOTHING) -> dict[str, int | None]:
    """Everybody's total of a period, in thousandths."""
    month = scored(app, period, (), owed)
    totals = month.scored.totals["person"].select("person", "total")
    return {month.tables.names.name("person", person) or "": total for person, total in totals.iter_rows()}


def _begun(app: App, period: Period, tables: Tables) -> bool:
    """Whether anybody was on duty or anything was recorded by the end of the period: before that, nothing was due."""
    if tables.duties.height or tables.visits.select(pl.len()).collect().item():
        return True
    facts = app.store.facts
    return bool(facts.duties(date.min, period.last) or facts.observations(date.min, period.last))


def _of_nobody(tables: Tables) -> Tables:
    """The tables without people and places, so that nothing is due of anybody."""
    return replace(
        tables, stints=tables.stints.clear(), places=tables.places.clear(), owners=tables.owners.clear(), people=0
    )


def explainer(app: App, month: Month, person: str) -> Explainer:
    """Explains one person of a scored month, with what the records behind it say; no others are read."""

    def details(ids: Iterable[str]) -> Mapping[str, Mapping[str, Any]]:
        wanted = list(ids)
        known = app.store.facts.known("observation", wanted, with_private=True)
        return findings.into(with_hours_late(known, wanted, app.settings.records), wanted)

    findings = told(app, month)
    return Explainer(month, details, person, withdrawn(app, month), findings, appealed(app, month))


def whole_explainer(app: App, month: Month) -> Explainer:
    """Explains everybody: what the records of the month say is read at once."""
    first, last = month.ground.period.first - timedelta(days=2), month.ground.period.last + timedelta(days=2)
    details = {found["id"]: found for found in app.store.facts.observations(first, last, with_private=True)}
    older, findings = app.store.facts.known, told(app, month)

    def known(ids: Iterable[str]) -> Mapping[str, Mapping[str, Any]]:
        wanted = list(ids)
        missing = [id for id in wanted if id not in details]
        every = {**details, **older("observation", missing, with_private=True)} if missing else details
        return findings.into(with_hours_late(every, wanted, app.settings.records), wanted)

    return Explainer(month, known, withdrawn=withdrawn(app, month), findings=findings, appeals=appealed(app, month))


def provenance(app: App, head: Head, stage: str = "open") -> Provenance:
    """Whose month it is, and what it is made with; `head` is the journal's when the month was read."""
    project = app.settings.project
    plugins = tuple((plugin.name, plugin.version, plugin.hash) for plugin in app.registry.host.plugins)
    return Provenance(project.id, project.title, project.company, plugins, __version__, (head.seq, head.hash), stage)


def labels(app: App) -> Labels:
    """The names people and places go by; a person whose name was erased goes by the id."""
    facts, standards = app.store.facts, app.standards
    people = {person["id"]: str(person.get("name") or "") for person in facts.people(with_private=True)}
    places = {place["id"]: str(place.get("name") or "") for place in facts.places()}
    return Labels(people, places, standards.roles, standards.departments)


def someone(app: App, text: str) -> str:
    """The id of the person whom somebody named by id or by a name that only one has."""
    return _named(text, "person", "人员", labels(app).people)


def somewhere(app: App, text: str) -> str:
    """The id of the place that somebody named by id or by a name that only one has."""
    return _named(text, "place", "部位", labels(app).places)


def _named(text: str, sort: str, sort_zh: str, names: Mapping[str, str]) -> str:
    if text in names:
        return text
    found = sorted(id for id, name in names.items() if name == text)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(found)
        message, message_zh = f"several are called {text}: {listed}", f"有多个 {text}:{listed}"
        hint, hint_zh = "name one by id", "请用编号指定"
    else:
        message, message_zh = f"nobody knows the {sort} {text!r}", f"未知的{sort_zh} {text!r}"
        hint, hint_zh = _nearest(text, names)
    raise UsageError(f"E-{sort.upper()}-UNKNOWN", message, hint=hint, message_zh=message_zh, hint_zh=hint_zh)


def _nearest(text: str, names: Mapping[str, str]) -> tuple[str, str]:
    near = get_close_matches(text, [*names, *(name for name in names.values() if name)], n=1)
    return (f"did you mean {near[0]}?", f"是否想写 {near[0]}？") if near else ("use the id", "请使用编号")


def _not_over(period: Period) -> Problem:
    return Problem(
        "N-PERIOD-OPEN",
        f"the period {period.id} goes on until {period.last}: what is due on the days to come counts as unmet",
        hint=f"score it again after {period.last}; `inspect-core due` tells what is still to be done",
        message_zh=f"考核期 {period.id} 到 {period.last} 才结束：之后各日的应检项暂计为不达标",
        hint_zh=f"请在 {period.last} 之后重新评分；待办见 `inspect-core due`",
    )


def _nobody(app: App) -> ScoreError:
    return ScoreError(
        "E-SCORE-NOBODY",
        "there is nobody to score: the project has no people yet",
        place=Place(file=FILE),
        hint="begin with `inspect-core import people FILE.xlsx` (a template: --template people.xlsx)",
        message_zh="项目尚无人员，无法评分",
        hint_zh="请先 `inspect-core import people 文件.xlsx`（模板：--template people.xlsx）",
    )
