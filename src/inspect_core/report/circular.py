"""The monthly circular: how the project, its departments, its rules and its people did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from inspect_core.api import ReportView
from inspect_core.report import figures, times
from inspect_core.report.bars import Tally, summed, tally
from inspect_core.report.links import href
from inspect_core.report.missed import MissedPlace, Overdue, missed_places, overdue, unseen_places
from inspect_core.report.person import PersonPart, title_of
from inspect_core.report.rules import RuleRow, rule_rows, worst_rules
from inspect_core.report.words import Words

FULL, MOST_PLACES = Decimal(100), 10
# Which value of a person's row makes him a member, and the family of words that may name the group.
MEMBERS = MappingProxyType(
    {"departments": ("department", "department"), "contractors": ("contractor_id", "contractor")}
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the persons' table."""

    id: str
    name: str
    href: str
    role: str
    department: str
    contractor_id: str
    contractor: str
    stints: tuple[str, ...]
    grade: str
    total: str
    worth: Decimal | None
    coefficient: str
    change: str
    coverage: str
    status: str
    rank: str
    rank_said: str
    rank_in_project: str
    rank_in_project_said: str
    loss: str
    loss_cost: str
    loss_href: str
    vetoes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One department or contractor: its place, its score, its rulesets and its people."""

    rank: str
    id: str
    name: str
    score: str
    worth: Decimal | None
    change: str
    coverage: str
    by_ruleset: tuple[str, ...]
    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place that lost points."""

    name: str
    score: str
    worth: Decimal
    coverage: str
    rule: str
    unmet: int


@dataclass(frozen=True, slots=True)
class GradeRow:
    """How many people got a grade."""

    grade: str
    least: str
    heads: int
    share: str
    width: str


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One month of the trend: the project's score and each department's."""

    month: str
    short: str
    score: Decimal | None
    shown: str
    groups: tuple[tuple[str, Decimal | None, str], ...]


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
    people: tuple[PersonRow, ...]
    vetoed: tuple[PersonRow, ...]
    unproven: tuple[PersonRow, ...]


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
        change=_change(own.get("score"), before and before["project_score"].get("score")),
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
        people=people,
        vetoed=tuple(row for row in people if row.vetoes),
        unproven=tuple(row for row in people if row.status == "not_enough_evidence"),
    )


def person_rows(
    score: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    parts: Mapping[str, PersonPart],
    pages: Mapping[str, str],
    words: Words,
) -> tuple[PersonRow, ...]:
    """The persons, best total first, those without a total last."""
    then = {p["id"]: p.get("total") for p in before["people"]} if before else {}
    names = {
        group: {g["id"]: words.title(family, g["id"], g.get("name")) for g in score.get(group) or ()}
        for group, (_, family) in MEMBERS.items()
    }
    rows = [_person_row(p, then.get(p["id"]), names, parts.get(p["id"]), pages, words) for p in score["people"]]
    return tuple(sorted(rows, key=lambda row: (row.worth is None, -(row.worth or 0), row.id)))


def _person_row(
    person: Mapping[str, Any],
    then: Any,
    names: Mapping[str, Mapping[str, str]],
    part: PersonPart | None,
    pages: Mapping[str, str],
    words: Words,
) -> PersonRow:
    page = href(pages[person["id"]]) if person["id"] in pages else ""
    loss = part.losses[0] if part and part.losses else None
    rank = person.get("rank") or {}
    department, contractor = person.get("department"), person.get("contractor")
    return PersonRow(
        id=person["id"],
        name=str(person.get("name") or person["id"]),
        href=page,
        role=title_of(person, "role", words),
        department=department or "",
        contractor_id=contractor or "",
        contractor=names["contractors"].get(contractor, contractor) if contractor else "",
        stints=tuple(_stint(stint, names["departments"], words) for stint in person.get("stints") or ()),
        grade=str(person.get("grade") or ""),
        total=figures.score(person.get("total")),
        worth=figures.number(person.get("total")),
        coefficient=figures.short(person.get("coefficient")),
        change=_change(person.get("total"), then),
        coverage=figures.percent(person.get("coverage")),
        status=person["status"],
        rank=rank_of(rank.get("department")),
        rank_said=rank_said(rank.get("department"), words),
        rank_in_project=rank_of(rank.get("project")),
        rank_in_project_said=rank_said(rank.get("project"), words),
        loss=loss.title if loss else "",
        loss_cost=loss.cost if loss else "",
        loss_href=href(pages[person["id"]], loss.anchor) if loss and page else "",
        vetoes=tuple(veto_title(found, words) for found in person.get("vetoes") or ()),
    )


def _stint(stint: Mapping[str, Any], departments: Mapping[str, str], words: Words) -> str:
    department = stint.get("department") or ""
    where = departments.get(department) or words.named("department", department)
    dates = words("period_is", first=stint["first"], last=stint["last"])
    days = words("days_n", n=stint["days"])
    return f"{dates} ({days}) · {where} · {title_of(stint, 'role', words)} · {figures.score(stint.get('total'))}"


def rank_of(found: Mapping[str, Any] | None) -> str:
    """A place in a ranking; a dash for who is not ranked."""
    return figures.NOTHING if not found or found.get("place") is None else str(found["place"])


def rank_said(found: Mapping[str, Any] | None, words: Words) -> str:
    """A place in a ranking and among how many."""
    place = rank_of(found)
    return place if found is None or place == figures.NOTHING else words("rank_is", place=place, of=found["of"])


def veto_title(found: Any, words: Words) -> str:
    """What a veto is called."""
    return words.say(found.get("title")) or str(found.get("name")) if isinstance(found, Mapping) else str(found)


def group_rows(
    which: str,
    score: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    rulesets: Sequence[tuple[str, str]],
    people: Sequence[PersonRow],
    words: Words,
) -> tuple[GroupRow, ...]:
    """Departments or contractors, best score first; equal scores share a place."""
    then = {g["id"]: g.get("score") for g in before.get(which) or ()} if before else {}
    groups = sorted(score.get(which) or (), key=lambda g: (-(figures.number(g.get("score")) or Decimal(-1)), g["id"]))
    scores = [figures.number(group.get("score")) for group in groups]
    member, family = MEMBERS[which]
    rows = []
    for group, worth in zip(groups, scores, strict=True):
        own = {found["ruleset"]: found.get("score") for found in group.get("rulesets") or ()}
        rows.append(
            GroupRow(
                rank=figures.NOTHING if worth is None else str(1 + sum(s is not None and s > worth for s in scores)),
                id=group["id"],
                name=words.title(family, group["id"], group.get("name")),
                score=figures.score(worth),
                worth=worth,
                change=_change(worth, then.get(group["id"])),
                coverage=figures.percent(group.get("coverage")),
                by_ruleset=tuple(figures.score(own.get(key)) for key, _ in rulesets),
                people=tuple(row for row in people if getattr(row, member) == group["id"]),
            )
        )
    return tuple(rows)


def place_rows(places: Sequence[Mapping[str, Any]], words: Words) -> tuple[PlaceRow, ...]:
    """The places with the lowest scores, each with the rule that was missed there most often."""
    scored = [(figures.number(place.get("score")), place) for place in places]
    lowest = sorted(
        ((worth, place) for worth, place in scored if worth is not None and worth < FULL),
        key=lambda pair: (pair[0], pair[1]["id"]),
    )
    return tuple(_place_row(place, worth, words) for worth, place in lowest[:MOST_PLACES])


def _place_row(place: Mapping[str, Any], worth: Decimal, words: Words) -> PlaceRow:
    rules = [(rule, tally(rule)) for found in place.get("rulesets") or () for rule in found.get("rules") or ()]
    rules.sort(key=lambda pair: -(pair[1].of("unmet") + pair[1].of("partly")))
    worst = rules[0] if rules else None
    return PlaceRow(
        name=words.say(place.get("name")) or place["id"],
        score=figures.score(worth),
        worth=worth,
        coverage=figures.percent(place.get("coverage")),
        rule=words.say(worst[0].get("title")) if worst else "",
        unmet=worst[1].of("unmet") + worst[1].of("partly") if worst else 0,
    )


def bands_of(score: Mapping[str, Any], parts: Iterable[PersonPart]) -> tuple[tuple[str, Decimal], ...]:
    """The grades of the scheme with their lower bounds, best first: from the score view, or else an explanation."""
    own = (score.get("scheme") or {}).get("bands") or ()
    found = tuple((str(band["grade"]), figures.number(band["from"]) or Decimal(0)) for band in own)
    return found or next((part.bands for part in parts if part.bands), ())


def grade_rows(people: Sequence[PersonRow], known: Sequence[tuple[str, Decimal]]) -> tuple[GradeRow, ...]:
    """How many people got which grade, best grade first; grades the scheme names are shown even when nobody got one."""
    bands = dict(known)
    graded = [row.grade for row in people if row.grade]
    names = [*bands, *sorted(set(graded) - set(bands))]
    rows = []
    for name in names:
        share = figures.share(graded.count(name), len(graded))
        least = figures.short(bands[name]) if name in bands else figures.NOTHING
        rows.append(GradeRow(name, least, graded.count(name), figures.percent(share), f"{share or 0:.2f}"))
    return tuple(rows)


def trend_rows(views: Sequence[Mapping[str, Any]], words: Words) -> tuple[TrendRow, ...]:
    """Month by month, in the order given; a department is named as the last month names it."""
    names = {
        group["id"]: words.title("department", group["id"], group.get("name"))
        for view in views
        for group in view.get("departments") or ()
    }
    return tuple(_trend_row(view, names, words) for view in views)


def _trend_row(view: Mapping[str, Any], names: Mapping[str, str], words: Words) -> TrendRow:
    scores = {group["id"]: figures.number(group.get("score")) for group in view.get("departments") or ()}
    own = figures.number(view["project_score"].get("score"))
    groups = ((name, scores.get(id), figures.score(scores.get(id))) for id, name in names.items())
    period = str(view["period"]["id"])
    month, short = times.month_title(period, words), times.month_short(period, words)
    return TrendRow(month, short, own, figures.score(own), tuple(groups))


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
        said.append(words("sentence_change", change=_change(own.get("score"), before["project_score"].get("score"))))
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


def _change(now: Any, then: Any) -> str:
    a, b = figures.number(now), figures.number(then)
    return figures.signed(None if a is None or b is None else a - b)


def _everything(rulesets: Sequence[Mapping[str, Any]]) -> Tally:
    rules = [tally(rule) for found in rulesets for rule in found.get("rules") or ()]
    words = [word for word, _ in rules[0].counts] if rules else [word for word, _ in tally({}).counts]
    return summed({word: sum(rule.of(word) for rule in rules) for word in words}, sum(rule.due for rule in rules))


def _by_ruleset(
    rulesets: Sequence[tuple[str, str]], rules: Sequence[RuleRow]
) -> tuple[tuple[str, tuple[RuleRow, ...]], ...]:
    return tuple((title, tuple(row for row in rules if row.ruleset == id)) for id, title in rulesets)
