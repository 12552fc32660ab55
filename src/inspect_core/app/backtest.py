"""A past month under a draft beside the month as it is scored: who moves, which rules move whom, what cannot be judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import polars as pl

from inspect_core.app.month import Month
from inspect_core.app.project import App
from inspect_core.app.score import scored
from inspect_core.app.views import score_view
from inspect_core.domain.form import Form
from inspect_core.domain.period import Period
from inspect_core.engine.explain import spelled_together
from inspect_core.language.rule import Rule, Ruleset

FORMAT: Final = "inspect-core/backtest/1"
SHOWN: Final = ("total", "grade", "status", "coverage")
FIGURES: Final = ("points", "of", "due", "met", "partly", "unmet", "no_data")
View = Mapping[str, Any]


def backtest(app: App, trial: App, period: Period) -> dict[str, Any]:
    """Both months side by side as plain data (`inspect-core/backtest/1`); `trial` is the project with the draft.

    Nothing is written: no event, no view, no cache.
    """
    kept = replace(app, given=app.standards)  # as it is, and no columns are kept for later either
    before, after = (scored(one, period) for one in (kept, trial))
    old, new = score_view(before), score_view(after)
    drafts = changed(app.standards.rulesets, trial.standards.rulesets)
    return {
        "format": FORMAT,
        "project": old["project"],
        "period": old["period"],
        "scheme": {"before": _named(old["scheme"]), "after": _named(new["scheme"])},
        "rulesets": [_edition(id, app, trial) for id in drafts],
        "people": list(_people(old["people"], new["people"])),
        "project_score": {"before": old["project_score"]["score"], "after": new["project_score"]["score"]},
        "observations": _observations(before, after, drafts),
        "not_judged": [unasked for id in drafts for unasked in _unasked(id, app, trial)],
    }


def changed(old: Sequence[Ruleset], new: Sequence[Ruleset]) -> tuple[str, ...]:
    """The rulesets whose text differs, by id, those that are new or gone among them."""
    known = {ruleset.id: ruleset.fingerprint for ruleset in old}
    drafts = {ruleset.id: ruleset.fingerprint for ruleset in new}
    return tuple(id for id in {**drafts, **known} if known.get(id) != drafts.get(id))


def _named(scheme: View) -> dict[str, Any]:
    return {key: scheme[key] for key in ("name", "edition", "fingerprint")}


def _edition(id: str, app: App, trial: App) -> dict[str, Any]:
    before, after = (_found(one.standards.rulesets, id) for one in (app, trial))
    known = after or before
    title = known.title.model_dump() if known else None
    return {"ruleset": id, "title": title, "before": _told(before), "after": _told(after)}


def _found(rulesets: Iterable[Ruleset], id: str) -> Ruleset | None:
    return next((ruleset for ruleset in rulesets if ruleset.id == id), None)


def _told(ruleset: Ruleset | None) -> dict[str, str] | None:
    return {"edition": str(ruleset.edition), "fingerprint": ruleset.fingerprint} if ruleset else None


def _people(old: Iterable[View], new: Iterable[View]) -> Iterator[dict[str, Any]]:
    """Everybody of either month, those who change grade first, then by how far the total moves."""
    olds, news = ({one["id"]: one for one in people} for people in (old, new))
    told = [_person(olds.get(id), news.get(id)) for id in {**olds, **news}]
    yield from sorted(told, key=lambda one: (not one["grade_changes"], -abs(Decimal(one["moves"] or 0)), one["id"]))


def _person(old: View | None, new: View | None) -> dict[str, Any]:
    known: View = new or old or {}
    before, after = ({key: one[key] for key in SHOWN} if one else None for one in (old, new))
    totals = [one and one["total"] for one in (old, new)]
    moves = str(Decimal(totals[1]) - Decimal(totals[0])) if totals[0] and totals[1] else None
    return {
        "id": known["id"],
        "name": known["name"],
        "role": known["role"],
        "role_title": known["role_title"],
        "before": before,
        "after": after,
        "moves": moves,
        "grade_changes": (before and before["grade"]) != (after and after["grade"]),
        "rules": list(_rules(old, new)),
    }


def _rules(old: View | None, new: View | None) -> Iterator[dict[str, Any]]:
    """The rules whose figures differ, with both, those that moved most points first."""
    olds, news = (dict(_by_rule(one)) for one in (old, new))
    told: list[dict[str, Any]] = []
    for key in {**olds, **news}:
        before, after = olds.get(key), news.get(key)
        if before != after:
            told.append({"ruleset": key[0], "rule": key[1], "stint": key[2], "before": before, "after": after})
    yield from sorted(told, key=lambda one: (-abs(_lost(one["after"]) - _lost(one["before"])), one["rule"]))


def _by_rule(person: View | None) -> Iterator[tuple[tuple[str, str, int], dict[str, Any]]]:
    for ruleset in person["rulesets"] if person else ():
        for rule in ruleset["rules"]:
            yield (ruleset["ruleset"], rule["rule"], ruleset["stint"]), {key: rule[key] for key in FIGURES}


def _lost(figures: View | None) -> Decimal:
    return Decimal(figures["of"]) - Decimal(figures["points"]) if figures else Decimal(0)


def _observations(before: Month, after: Month, drafts: Sequence[str]) -> dict[str, list[str]]:
    """The records that counted for something under the changed rulesets and no longer do, and those that do now."""
    old, new = _counted(before, drafts), _counted(after, drafts)
    return {"no_longer": sorted(old - new), "newly": sorted(new - old)}


def _counted(month: Month, drafts: Sequence[str]) -> set[str]:
    numbers = [number for number, rule in enumerate(month.plan.rules) if rule.ruleset in drafts]
    spelled = spelled_together(month.plan, numbers, month.ground, month.tables)
    visits = {visit for rows in spelled for visit in rows.evidence.filter(pl.col("why") == 0)["visit"].to_list()}
    return {month.tables.names.name("visit", visit) or "" for visit in visits}


def _unasked(id: str, app: App, trial: App) -> Iterator[dict[str, Any]]:
    """The rules of a draft that ask what the forms in force never asked: of the past nothing is known to them."""
    draft = _found(trial.standards.rulesets, id)
    for rule in draft.rules if draft else ():
        missing = sorted({*_never_asked(rule, app.standards.forms)})
        if missing:
            questions = [{"form": form, "question": question or None} for form, question in missing]
            yield {"rule": rule.name, "title": rule.settings.title.model_dump(), "never_asked": questions}


def _never_asked(rule: Rule, forms: Mapping[str, Form]) -> Iterator[tuple[str, str]]:
    for form in rule.settings.forms():
        if form not in forms:
            yield form, ""
    for form, question in rule.settings.questions(rule.id):
        asked = forms[form].questions if form in forms else ()
        if form in forms and question.id not in {one.id for one in asked}:
            yield form, question.id
