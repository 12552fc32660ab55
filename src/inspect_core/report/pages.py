"""What the templates are handed beside the page itself: where the report comes from, the scale of grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspect_core.report import figures, times
from inspect_core.report.appraisals import PersonRow
from inspect_core.report.circular import Circular
from inspect_core.report.groups import GroupRow
from inspect_core.report.person import PersonPart
from inspect_core.report.words import Words

_ROOM = 10  # points of the lowest band that the scale still shows
_ENDS = (Decimal(12), Decimal(88))


@dataclass(frozen=True, slots=True)
class About:
    """Whose month it is and what it was made from."""

    company: str
    project: str
    month: str
    first: str
    last: str
    scheme: str
    scheme_edition: str
    scheme_fingerprint: str
    editions: tuple[Mapping[str, Any], ...]
    plugins: tuple[Mapping[str, Any], ...]
    engine: str
    seq: str
    anchor: str
    stage: str = ""  # of the period in words: draft, previewed, open to appeals, closed
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """One grade on the scale, in percent of its width."""

    grade: str
    least: str
    at: str
    width: str
    own: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """The grades side by side and where the total stands among them."""

    bands: tuple[Band, ...]
    at: str
    anchor: str


def about(score: Mapping[str, Any], words: Words) -> About:
    """The origin of a score view, in the reader's words."""
    project, period, scheme = score["project"], score["period"], score.get("scheme") or {}
    journal = score.get("journal") or {}
    return About(
        company=words.say(project.get("company")),
        project=words.say(project.get("name")) or str(project["id"]),
        month=times.month_title(str(period["id"]), words),
        first=str(period["first"]),
        last=str(period["last"]),
        scheme=words.say(scheme.get("title")) or str(scheme.get("name") or figures.NOTHING),
        scheme_edition=str(scheme.get("edition") or ""),
        scheme_fingerprint=str(scheme.get("fingerprint") or ""),
        editions=tuple(score.get("editions") or ()),
        plugins=tuple(score.get("plugins") or ()),
        engine=str(score.get("engine") or ""),
        seq=figures.count(int(journal.get("seq") or 0)),
        anchor=f"{journal['seq']}:{journal['head']}" if journal.get("head") else figures.NOTHING,
        stage=words(f"stage.{period['stage']}") if period.get("stage") else "",
        closed=period.get("stage") == "closed",
    )


def scale(part: PersonPart) -> Scale | None:
    """The scale of grades from a little below the lowest bound to a hundred; None where there is no total."""
    bounds = sorted(least for _, least in part.bands)
    total = None if part.total == figures.NOTHING else Decimal(part.total)
    if total is None or not bounds:
        return None
    lowest = next((least for least in bounds if least > 0), Decimal(_ROOM))
    start, end = max(Decimal(0), lowest - _ROOM), max(Decimal(100), bounds[-1], total)
    rising = sorted(part.bands, key=lambda band: band[1])
    edges = [max(start, least) for _, least in rising] + [end]
    own = max((least for _, least in rising if least <= total), default=rising[0][1])

    def at(points: Decimal) -> Decimal:
        return (max(start, min(end, points)) - start) * 100 / (end - start)

    bands = tuple(
        Band(
            grade,
            figures.short(least) if least >= start else "",
            f"{at(low):.2f}",
            f"{at(high) - at(low):.2f}",
            least == own,
        )
        for (grade, least), low, high in zip(rising, edges, edges[1:], strict=False)
    )
    spot = at(total)
    anchor = "start" if spot < _ENDS[0] else "end" if spot > _ENDS[1] else "middle"
    return Scale(bands, f"{spot:.2f}", anchor)


def grade_moods(bands: Sequence[tuple[str, Decimal]]) -> Mapping[str, str]:
    """How each grade looks: the best, those in the lower half, the last."""
    names = [grade for grade, _ in bands]
    moods = dict.fromkeys(names[(len(names) + 1) // 2 :], "low")
    return moods | dict(zip(names[:1] + names[-1:], ("best", "last"), strict=False))


def people_by_department(page: Circular, words: Words) -> tuple[GroupRow, ...]:
    """The departments in their ranking with their people, and those of no department at the end."""
    placed = {row.id for group in page.departments for row in group.people}
    homeless = tuple(row for row in page.people if row.id not in placed)
    groups = tuple(group for group in page.departments if group.people)
    if not homeless:
        return groups
    return (*groups, _group(words("no_department"), homeless))


def _group(name: str, people: Sequence[PersonRow]) -> GroupRow:
    return GroupRow(figures.NOTHING, "", name, "", None, figures.NOTHING, figures.NOTHING, (), tuple(people))


def loss_widths(part: PersonPart) -> Mapping[str, str]:
    """The bar of each loss, the largest one full."""
    most = max((rule.worth for rule in part.losses), default=Decimal(1))
    return {rule.anchor: f"{rule.worth * 100 / most:.2f}" for rule in part.losses}
