"""Many projects of one period in one view: what each came to, who is ranked with whom, and why not with the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from inspect_core import __version__
from inspect_core.domain.exact import milli, plain
from inspect_core.domain.text import Text
from inspect_core.language.editions import CLASSES, Comparable

FORMAT: Final = "inspect-core/region/1"
STATUSES: Final = ("scored", "not_enough_evidence", "nothing_due")
View = Mapping[str, Any]
Compare = Callable[[View, View, str], Comparable]
"""How far the scores of two projects under the ruleset of that name compare: the texts differ."""


def summary(folder: str, view: View) -> dict[str, Any]:
    """What a region needs of the score view of one project; small, as it goes from process to process."""
    own, people = view["project_score"], view["people"]
    editions = {one["ruleset"]: one for one in view["editions"]}
    totals = [milli(one["total"]) for one in people if one["total"] is not None]
    statuses, grades = Counter(one["status"] for one in people), Counter(one["grade"] for one in people)
    return {
        "folder": folder,
        "project": dict(view["project"]),
        "period": dict(view["period"]),
        "scheme": dict(view["scheme"]),
        "journal": dict(view["journal"]),
        "plugins": [dict(one) for one in view["plugins"]],
        "score": own["score"],
        "coverage": own["coverage"],
        "rulesets": [
            {
                **{key: one[key] for key in ("ruleset", "title", "score", "coverage")},
                **{key: editions[one["ruleset"]][key] for key in ("edition", "fingerprint")},
            }
            for one in own["rulesets"]
        ],
        "people": {
            "count": len(people),
            **{status: statuses[status] for status in STATUSES},
            "grades": {band["grade"]: grades[band["grade"]] for band in view["scheme"]["bands"]},
            "mean": plain(mean(totals)),
            "lowest": plain(min(totals, default=None)),
            "highest": plain(max(totals, default=None)),
        },
    }


def mean(values: Sequence[int]) -> int | None:
    """The mean in thousandths, exact until it is rounded half up at the end."""
    return int(Fraction(sum(values), len(values)) + Fraction(1, 2)) if values else None


@dataclass
class _Group:
    """Projects whose scores compare; `differing` are the rulesets of which they have other texts, and how far apart."""

    projects: list[View]
    differing: dict[str, Comparable] = field(default_factory=dict)

    @property
    def first(self) -> View:
        """The project that the others were compared with."""
        return self.projects[0]


def region_view(period: str | None, found: Sequence[View], failed: Sequence[View], compare: Compare) -> dict[str, Any]:
    """The view of a region: every project with its place, the groups that are ranked, and the projects that failed.

    `found` are summaries in the order in which the projects were named.
    """
    groups = sorted(_groups(found, compare), key=lambda group: -len(group.projects))
    places = {id(one): (number, rank) for number, group in enumerate(groups) for one, rank in _ranked(group.projects)}
    projects = [{**one, "group": places[id(one)][0], "rank": places[id(one)][1]} for one in found]
    named = period or (found[0]["period"]["id"] if found else None)
    return {
        "format": FORMAT,
        "period": named,
        "engine": __version__,
        "projects": projects,
        "groups": [_group_view(group, groups[0] if number else None) for number, group in enumerate(groups)],
        "failed": list(failed),
    }


def _groups(found: Iterable[View], compare: Compare) -> list[_Group]:
    groups: list[_Group] = []
    for one in found:
        for group in groups:
            classes = _classes(group.first, one, compare)
            if classes is not None:
                group.projects.append(one)
                for ruleset, said in classes.items():
                    known = group.differing.get(ruleset, said)
                    group.differing[ruleset] = max(known, said, key=CLASSES.index)
                break
        else:
            groups.append(_Group([one]))
    return groups


def _classes(first: View, other: View, compare: Compare) -> dict[str, Comparable] | None:
    """The rulesets whose texts differ and compare all the same; None where the two are not to be ranked together."""
    if _frame(first) != _frame(other):
        return None
    now = _texts(other)
    differing = [name for name, text in _texts(first).items() if now[name] != text]
    classes = {name: compare(first, other, name) for name in differing}
    return None if "major" in classes.values() else classes


def _frame(one: View) -> tuple[Any, ...]:
    """What must be the same of two projects: scheme, days, and which rulesets make the score."""
    scheme, period = one["scheme"], one["period"]
    return (
        scheme["name"],
        scheme["edition"],
        scheme["fingerprint"],
        period["first"],
        period["last"],
        frozenset(_texts(one)),
    )


def _texts(one: View) -> dict[str, str]:
    return {found["ruleset"]: found["fingerprint"] for found in one["rulesets"]}


def _ranked(projects: Sequence[View]) -> list[tuple[View, dict[str, int] | None]]:
    """Each project with its place by score; equal scores share one, and a project without a score has none."""
    scores = [milli(one["score"]) for one in projects if one["score"] is not None]
    return [
        (
            one,
            None
            if one["score"] is None
            else {"place": 1 + sum(score > milli(one["score"]) for score in scores), "of": len(scores)},
        )
        for one in projects
    ]


def _group_view(group: _Group, main: _Group | None) -> dict[str, Any]:
    first = group.first
    ranked = sorted(_ranked(group.projects), key=lambda pair: (pair[1] is None, pair[1]["place"] if pair[1] else 0))
    scores = [milli(one["score"]) for one in group.projects if one["score"] is not None]
    why = why_apart(main.first, first) if main is not None else None
    return {
        "scheme": dict(first["scheme"]),
        "period": dict(first["period"]),
        "mean": plain(mean(scores)),
        "projects": [one["project"]["id"] for one, _ in ranked],
        "why_apart": why.model_dump() if why else None,
        "rulesets": [_ruleset(name, group) for name in _texts(first)],
        "people": _people(group.projects),
    }


def _ruleset(name: str, group: _Group) -> dict[str, Any]:
    """One ruleset over the projects of a group: the mean, the best, the last, and the texts it has."""
    own = [one for project in group.projects for one in project["rulesets"] if one["ruleset"] == name]
    scores = [milli(one["score"]) for one in own if one["score"] is not None]
    return {
        "ruleset": name,
        "title": own[0]["title"],
        "editions": sorted({one["edition"] for one in own}),
        "texts": len({one["fingerprint"] for one in own}),
        "comparable": group.differing.get(name),
        "mean": plain(mean(scores)),
        "lowest": plain(min(scores, default=None)),
        "highest": plain(max(scores, default=None)),
    }


def _people(projects: Sequence[View]) -> dict[str, Any]:
    grades: Counter[str] = Counter()
    for one in projects:
        grades.update(one["people"]["grades"])
    named = [band["grade"] for band in projects[0]["scheme"]["bands"]]
    counted = {key: sum(one["people"][key] for one in projects) for key in ("count", *STATUSES)}
    return {**counted, "grades": {grade: grades[grade] for grade in named}}


def why_apart(main: View, other: View) -> Text:
    """Why the scores of a project are not ranked with those of another."""
    theirs, ours = main["scheme"], other["scheme"]
    if theirs["name"] != ours["name"]:
        return Text(
            zh=f"考核方案不同：{ours['name']}，而非 {theirs['name']}",
            en=f"another scheme: {ours['name']}, not {theirs['name']}",
        )
    if theirs["edition"] != ours["edition"]:
        return Text(
            zh=f"方案 {ours['name']} 的版次不同：{ours['edition']}，而非 {theirs['edition']}",
            en=f"another edition of the scheme {ours['name']}: {ours['edition']}, not {theirs['edition']}",
        )
    if theirs["fingerprint"] != ours["fingerprint"]:
        return Text(
            zh=f"方案 {ours['name']} {ours['edition']} 的文本不同",
            en=f"another text of the scheme {ours['name']} {ours['edition']}",
        )
    days = [(one["period"]["first"], one["period"]["last"]) for one in (main, other)]
    if days[0] != days[1]:
        (first, last), (first_, last_) = days[1], days[0]
        return Text(
            zh=f"考核期不同：{first} 至 {last}，而非 {first_} 至 {last_}",
            en=f"other days: {first} to {last}, not {first_} to {last_}",
        )
    names = sorted(
        {one for one in {**_texts(main), **_texts(other)} if _texts(main).get(one) != _texts(other).get(one)}
    )
    return Text(
        zh=f"标准不同，得分不可比：{'、'.join(names)}",
        en=f"the rulesets differ so far that scores do not compare: {', '.join(names)}",
    )
