"""The monthly circular: how the project, its departments, its rules and its people did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspect_core.api import ReportView
from inspect_core.report import figures
from inspect_core.report.appraisals import GradeRow, PersonRow, bands_of, grade_rows, person_rows
from inspect_core.report.bars import Tally, summed, tally
from inspect_core.report.fairness import Fairness, fairness_of
from inspect_core.report.findings import FindingsPart, findings_part
from inspect_core.report.forecast import Forecast, forecast_of_all
from inspect_core.report.groups import GroupRow, PlaceRow, TrendRow, group_rows, place_rows, trend_rows
from inspect_core.report.honours import AwardRow, award_rows
from inspect_core.report.missed import MissedPlace, Overdue, missed_places, overdue, unseen_places
from inspect_core.report.person import PersonPart
from inspect_core.report.rules import RuleRow, rule_rows, worst_rules
from inspect_core.report.words import Words


@dataclass(frozen=True, slots=True)
class Circular:
    """Everything the circular shows."""

    score: str
    coverage: str
    change: str
    tally: Tally
    scored: int
    heads: int
    sentences: tuple[str, ...]
    rulesets: tuple[tuple[str, str], ...]
    departments: tuple[GroupRow, ...]
    contractors: tuple[GroupRow, ...]
    grades: tuple[GradeRow, ...]
    totals: tuple[Decimal, ...]
    trend: tuple[TrendRow, ...]
    rules: tuple[tuple[str, tuple[RuleRow, ...]], ...]
    worst: tuple[RuleRow, ...]
    places: tuple[PlaceRow, ...]
    missed: tuple[MissedPlace, ...]
    overdue: tuple[Overdue, ...]
    unseen: tuple[MissedPlace, ...]
    awards: tuple[AwardRow, ...]
    people: tuple[PersonRow, ...]
    vetoed: tuple[PersonRow, ...]
    lowered: tuple[PersonRow, ...]
    forecast: Forecast | None
    unproven: tuple[PersonRow, ...]
    findings: FindingsPart | None
    fairness: Fairness | None


def circular(view: ReportView, parts: Mapping[str, PersonPart], pages: Mapping[str, str], words: Words) -> Circular:
    """The circular of a view; `parts` and `pages` are the persons' page values and files by id."""
    score = view.score
    own = score["project_score"]
    before = view.earlier[-1] if view.earlier else None
    people = person_rows(score, before, parts, pages, words)
    rulesets = tuple((r["ruleset"], words.say(r.get("title")) or r["ruleset"]) for r in own["rulesets"])
    rules = rule_rows(own["rulesets"], parts.values(), pages, words)
    departments = group_rows("departments", score, before, rulesets, people, words)
    worst = worst_rules(rules)
    missed = missed_places(view.explanations.values(), pages, words)
    whole = _everything(own["rulesets"])
    return Circular(
        score=figures.score(own.get("score")),
        coverage=figures.percent(own.get("coverage")),
        change=figures.change(own.get("score"), before and before["project_score"].get("score")),
        tally=whole,
        scored=sum(row.status == "scored" for row in people),
        heads=len(people),
        sentences=sentences(own, before, whole, departments, worst, missed, words),
        rulesets=rulesets,
        departments=departments,
        contractors=group_rows("contractors", score, before, rulesets, people, words),
        grades=grade_rows(people, bands_of(score, parts.values())),
        totals=tuple(row.worth for row in people if row.worth is not None),
        trend=trend_rows((*view.earlier, score), words) if view.earlier else (),
        rules=_by_ruleset(rulesets, rules),
        worst=worst,
        places=place_rows(score.get("places") or (), words),
        missed=missed,
        overdue=overdue(parts.values(), pages),
        unseen=unseen_places(view.explanations.values(), pages, words),
        awards=award_rows(score, pages, words),
        people=people,
        vetoed=tuple(row for row in people if row.vetoes),
        lowered=tuple(row for row in people if row.lowered),
        forecast=forecast_of_all(score.get("forecast"), words),
        unproven=tuple(row for row in people if row.status == "not_enough_evidence"),
        findings=findings_part(view.findings.get("findings") or (), words, str(view.findings.get("at") or "")),
        fairness=fairness_of(view.fairness, pages, words),
    )


def sentences(
    own: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    whole: Tally,
    departments: Sequence[GroupRow],
    worst: Sequence[RuleRow],
    missed: Sequence[MissedPlace],
    words: Words,
) -> tuple[str, ...]:
    """What a hurried reader has to know, in a few sentences."""
    said = [
        words("sentence_score", due=figures.count(whole.due), rate=whole.rate, score=figures.score(own.get("score")))
    ]
    if before:
        said.append(
            words("sentence_change", change=figures.change(own.get("score"), before["project_score"].get("score")))
        )
    ranked = [row for row in departments if row.worth is not None]
    if len(ranked) > 1:
        best, last = ranked[0], ranked[-1]
        said.append(
            words("sentence_best", best=best.name, best_score=best.score, last=last.name, last_score=last.score)
        )
    if worst:
        said.append(words("sentence_worst", rule=worst[0].title, rate=worst[0].tally.rate))
    if missed:
        often = max(missed, key=lambda place: place.times)
        said.append(words("sentence_missed", n=len(missed), place=often.place, times=often.times))
    return tuple(said)


def _everything(rulesets: Sequence[Mapping[str, Any]]) -> Tally:
    rules = [tally(rule) for found in rulesets for rule in found.get("rules") or ()]
    words = [word for word, _ in rules[0].counts] if rules else [word for word, _ in tally({}).counts]
    return summed({word: sum(rule.of(word) for rule in rules) for word in words}, sum(rule.due for rule in rules))


def _by_ruleset(
    rulesets: Sequence[tuple[str, str]], rules: Sequence[RuleRow]
) -> tuple[tuple[str, tuple[RuleRow, ...]], ...]:
    return tuple((title, tuple(row for row in rules if row.ruleset == id)) for id, title in rulesets)
