"""A scored month as plain data: the contract `inspect-core/score/1` that JSON, reports and HR read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from inspect_core.app.adjustment_views import adjustment_views, carried_views, owed_views
from inspect_core.app.awards import awards_view
from inspect_core.app.distribution_views import GradeLimits
from inspect_core.app.indicator_views import indicator_views
from inspect_core.app.month import Month, Provenance
from inspect_core.app.rule_views import RuleViews
from inspect_core.app.sanction_views import card_view, gate_view, veto_views
from inspect_core.domain.exact import plain
from inspect_core.domain.period import Period
from inspect_core.engine.ground import day_number, day_of
from inspect_core.engine.plan import Plan

FORMAT = "inspect-core/score/1"
View = dict[str, Any]


def score_view(month: Month, *, person: str | None = None, place: str | None = None) -> View:
    """The month as JSON values: points are decimal texts, nothing known is null. `person` or `place` narrows it."""
    views = RuleViews(month)
    about = head(month.plan, month.ground.period, month.provenance)
    if person is not None:
        return {**about, "people": people_view(month, views, person), **owed_views(month, person)}
    if place is not None:
        return {**about, "places": [found for found in _entities("place", month, views) if found["id"] == place]}
    project, people = _entities("project", month, views), people_view(month, views)
    return {
        **about,
        "people": people,
        **owed_views(month),
        "places": _entities("place", month, views),
        "departments": _entities("department", month, views),
        "contractors": _entities("contractor", month, views),
        "awards": awards_view(month.plan.scheme.text.awards, people),
        "distribution": GradeLimits(month).whole(),
        "project_score": project[0] if project else {"score": None, "coverage": None, "rulesets": []},
    }


def head(plan: Plan, period: Period, source: Provenance) -> View:
    """Whose period was scored, and by what: the part that every view begins with."""
    scheme = plan.scheme
    return {
        "format": FORMAT,
        "project": {"id": source.project, "name": source.title.model_dump(), "company": source.company},
        "period": {"id": period.id, "first": str(period.first), "last": str(period.last), "stage": source.stage},
        "scheme": {
            "name": scheme.id,
            "title": scheme.text.title.model_dump(),
            "edition": str(scheme.edition),
            "fingerprint": scheme.fingerprint,
            "bands": [{"grade": grade, "from": plain(least)} for grade, least in scheme.bands()],
        },
        "editions": [
            {
                "ruleset": found.id,
                "title": found.title.model_dump(),
                "edition": str(found.edition),
                "fingerprint": found.fingerprint,
            }
            for found in plan.rulesets
        ],
        "plugins": [{"name": name, "version": version, "hash": hash} for name, version, hash in source.plugins],
        "engine": source.engine,
        "journal": {"seq": source.journal[0], "head": source.journal[1]},
    }


def people_view(month: Month, views: RuleViews, person: str | None = None) -> list[View]:
    """Everybody of the month, or one person only."""
    totals = month.scored.totals["person"]
    if person is not None:
        totals = totals.filter(person=month.tables.names.code("person", person))
    stints, marks = _grouped(_stint_rows(month), "person"), _marks(month)
    return [_person(row, stints.get(row["person"], []), month, views, marks) for row in totals.iter_rows(named=True)]


@dataclass(frozen=True)
class _Marks:
    """How many have a total, by what people are ranked within; vetoes and adjustments by stint, cards and gates by person; limits of grades."""

    ranked: Mapping[str, Counter[Any]]
    vetoes: Mapping[int, list[View]]
    adjustments: Mapping[int, list[View]]
    cards: Mapping[int, list[View]]
    gates: Mapping[int, list[View]]
    indicators: Mapping[int, list[View]]
    limits: GradeLimits


def _marks(month: Month) -> _Marks:
    totals = month.scored.totals["person"].filter(pl.col("total").is_not_null())
    ranked: dict[str, Counter[Any]] = {
        within: Counter(totals[within].to_list()) for within in month.plan.scheme.text.rank_within
    }
    scored = month.scored
    return _Marks(
        ranked,
        _grouped(scored.vetoes, "stint"),
        _grouped(scored.adjustments, "stint"),
        _grouped(scored.cards, "person"),
        _grouped(scored.gates, "person"),
        _grouped(scored.indicators, "stint"),
        GradeLimits(month),
    )


def _stint_rows(month: Month) -> pl.DataFrame:
    return month.tables.stints.join(month.scored.totals["stint"], on="stint", how="left").sort("person", "first")


def _grouped(frame: pl.DataFrame, key: str) -> dict[int, list[View]]:
    groups: dict[int, list[View]] = {}
    for row in frame.iter_rows(named=True):
        groups.setdefault(row[key], []).append(row)
    return groups


def _person(row: View, stints: Sequence[View], month: Month, views: RuleViews, marks: _Marks) -> View:
    names, labels = month.tables.names, month.labels
    id = names.name("person", row["person"]) or ""
    spans = [_stint(stint, month) for stint in _present(stints, month)]
    own = [stint["stint"] for stint in stints]
    role = names.name("role", row["role"]) or ""
    department = names.name("department", row["department"])
    coefficient = month.plan.scheme.text.coefficients.get(row["grade"] or "")
    return {
        **(labels.person(id) or {}),
        "role": role,
        "role_title": _title(labels.roles.get(role), role),
        "department": department,
        "department_title": _title(labels.departments.get(department or ""), department),
        "contractor": names.name("contractor", row["contractor"]),
        "status": row["status"],
        "total": plain(row["total"]),
        "before_adjustments": plain(row["base"]),
        "grade": row["grade"],
        "earned_grade": row["earned_grade"],
        "limited": marks.limits.of(row),
        "coefficient": plain(coefficient),
        "coverage": plain(row["coverage"]),
        "least_coverage": plain(row["least"]),
        "judged": row["judged"] or 0,
        "least_judged": row["least_judged"] or 0,
        "rank": _ranks(row, marks),
        "vetoes": veto_views([row for stint in own for row in marks.vetoes.get(stint, ())], month),
        "gates": [gate_view(one, month) for one in marks.gates.get(row["person"], ())],
        "cards": [card_view(one, month) for one in marks.cards.get(row["person"], ())],
        "indicators": indicator_views(_present(stints, month), marks.indicators, month, views),
        "adjustments": [
            *adjustment_views([row for stint in own for row in marks.adjustments.get(stint, ())], month),
            *(carried_views(id, month) if row["total"] is not None else ()),
        ],
        "stints": spans,
        "rulesets": [
            {"stint": number, "role": names.name("role", stint["role"]), **found}
            for number, stint in enumerate(_present(stints, month))
            for found in views.of("stint", stint["stint"], names.name("role", stint["role"]))
        ],
    }


def _title(title: Any, otherwise: str | None) -> View:
    return title.model_dump() if title is not None else {"zh": otherwise, "en": otherwise}


def _present(stints: Sequence[View], month: Month) -> list[View]:
    """The stints of a person that reach into the period, in order of time."""
    first, last = day_number(month.ground.period.first), day_number(month.ground.period.last)
    return [stint for stint in stints if stint["first"] <= last and stint["last"] >= first]


def _stint(row: View, month: Month) -> View:
    names, period = month.tables.names, month.ground.period
    first, last = max(row["first"], day_number(period.first)), min(row["last"], day_number(period.last))
    return {
        "role": names.name("role", row["role"]),
        "department": names.name("department", row["department"]),
        "first": str(day_of(first)),
        "last": str(day_of(last)),
        "days": last - first + 1,
        "total": plain(row["total"]),
        "coverage": plain(row["coverage"]),
    }


def _ranks(row: View, marks: _Marks) -> View:
    places = {within: row[f"rank_{within}"] for within in marks.ranked}
    return {
        within: None if place is None else {"place": place, "of": marks.ranked[within][row[within]]}
        for within, place in places.items()
    }


def _entities(sort: str, month: Month, views: RuleViews) -> list[View]:
    names, labels = month.tables.names, month.labels
    kinds = {row["place"]: names.name("kind", row["kind"]) for row in month.tables.places.iter_rows(named=True)}
    found = []
    for row in month.scored.totals[sort].sort(sort).iter_rows(named=True):
        id = names.name(sort, row[sort]) or ""
        known: View = {**((labels.place(id) if sort == "place" else None) or {"id": id, "name": id})}
        if sort == "department":
            known = {"id": id, "name": _title(labels.departments.get(id), id)}
        extra = {"kind": kinds.get(row[sort])} if sort == "place" else {}
        scores = {"score": plain(row["total"]), "coverage": plain(row["coverage"])}
        found.append({**known, **extra, **scores, "rulesets": views.of(sort, row[sort], None)})
    return found
