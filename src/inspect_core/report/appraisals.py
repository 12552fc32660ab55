"""The persons' table of the circular, and how many people got which grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspect_core.report import figures
from inspect_core.report.links import href
from inspect_core.report.person import PersonPart, lowered, title_of
from inspect_core.report.words import Words


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
    lowered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GradeRow:
    """How many people got a grade."""

    grade: str
    least: str
    heads: int
    share: str
    width: str


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
        group: {g["id"]: words.title(group[:-1], g["id"], g.get("name")) for g in score.get(group) or ()}
        for group in ("departments", "contractors")
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
        change=figures.change(person.get("total"), then),
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
        lowered=lowered(person, words),
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
