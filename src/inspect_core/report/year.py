"""The pages of a year: one row a person with a small chart, and a page for each person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspect_core.api import Language, ReportFiles
from inspect_core.report import figures, times
from inspect_core.report.links import file_names, href
from inspect_core.report.pages import grade_moods
from inspect_core.report.sandbox import environment, filled_in, refusing
from inspect_core.report.sparks import Point, Spark, lowest, spark
from inspect_core.report.words import Words

YEAR, PERSON, PEOPLE = "year.html", "year-person.html", "people"
SMALL, LARGE = (144, 30), (600, 160)
View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """What the frame of the pages is told: whose year it is, and from where."""

    company: str
    project: str
    year: str
    engine: str
    seq: str
    anchor: str
    scheme: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of somebody: its total or why there is none, and why the line breaks before it."""

    month: str
    total: str
    grade: str
    coverage: str
    status: str
    counts: bool
    note: str
    broken: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody's year."""

    id: str
    name: str
    href: str
    role: str
    department: str
    total: str
    worth: Decimal | None
    grade: str
    counted: int
    flags: tuple[str, ...]
    flagged: tuple[tuple[str, str], ...]
    months: tuple[MonthRow, ...]
    small: Spark
    large: Spark


def year_files(view: View, language: Language, template_dirs: Sequence[Path] = ()) -> ReportFiles:
    """The page of the year and a page for each person, of a year view (inspect-core/year/1); the year first."""
    files: ReportFiles = refusing(lambda: _files(view, Words(language), template_dirs))
    return files


def _files(view: View, words: Words, template_dirs: Sequence[Path]) -> ReportFiles:
    made = environment(template_dirs, words)
    bands = [(band["grade"], figures.number(band["from"]) or Decimal(0)) for band in view["scheme"]["bands"]]
    told = about(view, words)
    made.globals |= {"about": told, "grade_moods": grade_moods(bands)}
    pages = file_names([one["id"] for one in view["people"]], PEOPLE, ".html")
    rows = person_rows(view, pages, words)
    facts = _facts(view, words)
    breaks = [
        (times.month_title(month["period"], words), words.say(month["break"]))
        for month in view["months"]
        if month["break"]
    ]
    project = view["project_score"]
    points = _points(project["months"], view["months"], words, "score")
    months = [times.month_short(month["period"], words) for month in view["months"]]
    files = {
        YEAR: filled_in(
            made.get_template(YEAR),
            rows=rows,
            facts=facts,
            breaks=breaks,
            months=months,
            project_total=figures.score(project["total"]),
            project=spark(points, *LARGE),
            flagged=[row for row in rows if row.flags],
        )
    }
    template = made.get_template(PERSON)
    return files | {pages[row.id]: filled_in(template, row=row, facts=facts, months=months) for row in rows}


def about(view: View, words: Words) -> About:
    """The origin of a year view, in the reader's words."""
    project, journal, scheme = view["project"], view["journal"], view["scheme"]
    return About(
        company=words.say(project["company"]),
        project=words.say(project["name"]) or str(project["id"]),
        year=words("year_title", year=view["year"]),
        engine=str(view["engine"]),
        seq=figures.count(int(journal["seq"])),
        anchor=f"{journal['seq']}:{journal['head']}",
        scheme=f"{words.say(scheme['title'])} {scheme['edition']} {scheme['fingerprint']}",
    )


def person_rows(view: View, pages: Mapping[str, str], words: Words) -> tuple[PersonRow, ...]:
    """The people, best figure first, those without one last."""
    counted = (month for one in view["people"] for month in one["months"] if month["counts"])
    scores = [figures.number(month["total"]) for month in counted]
    floor = lowest([score for score in scores if score is not None])
    rows = [_person(one, view["months"], pages, floor, words) for one in view["people"]]
    return tuple(sorted(rows, key=lambda row: (row.worth is None, -(row.worth or 0), row.id)))


def _person(one: View, months: Sequence[View], pages: Mapping[str, str], floor: Decimal, words: Words) -> PersonRow:
    points = _points(one["months"], months, words, "total")
    department = one["department"] or ""
    return PersonRow(
        id=one["id"],
        name=one["name"] or one["id"],
        href=href(pages[one["id"]]),
        role=words.title("role", one["role"], one["role_title"]),
        department=words.title("department", department, one["department_title"]) if department else "",
        total=figures.score(one["total"]),
        worth=figures.number(one["total"]),
        grade=one["grade"] or "",
        counted=one["counted"],
        flags=tuple(dict.fromkeys(words.say(flag["title"]) for flag in one["flags"])),
        flagged=tuple((words.say(flag["title"]), _run(flag, words)) for flag in one["flags"]),
        months=tuple(_months(one["months"], words)),
        small=spark(points, *SMALL, floor),
        large=spark(points, *LARGE, floor),
    )


def _run(flag: View, words: Words) -> str:
    """The months a flag is raised for, each with its total."""
    said = [f"{times.month_title(one['period'], words)} {figures.score(one['total'])}" for one in flag["months"]]
    return words.list(said)


def _months(months: Sequence[View], words: Words) -> Iterator[MonthRow]:
    for month in months:
        known = month["status"] in ("scored", "not_enough_evidence", "nothing_due")
        yield MonthRow(
            month=times.month_title(month["period"], words),
            total=figures.score(month["total"]),
            grade=month["grade"] or "",
            coverage=figures.percent(month["coverage"]),
            status=words(f"status.{month['status']}") if known else "",
            counts=month["counts"],
            note=words.say(month["why_not"]),
            broken=words.say(month["break"]),
        )


def _points(own: Sequence[View], months: Sequence[View], words: Words, key: str) -> list[Point]:
    """The months as points of a chart; the line breaks where the month's own scores do not compare."""
    return [
        Point(
            figures.number(one[key]),
            f"{times.month_short(month['period'], words)} {figures.score(one[key])}",
            one["counts"],
            bool(one.get("break") if "break" in one else month["break"]),
        )
        for one, month in zip(own, months, strict=True)
    ]


def _facts(view: View, words: Words) -> tuple[str, ...]:
    """How the figure of the year is made, in words."""
    scheme = view["scheme"]
    flags = (
        words(
            "year_flag_row" if flag["in_a_row"] else "year_flag_any",
            title=words.say(flag["title"]),
            months=flag["months"],
            below=figures.short(flag["below"]),
        )
        for flag in scheme["flags"]
    )
    return (
        words(f"year_formula.{scheme['formula']}"),
        words(f"year_counts.{scheme['counts']}"),
        words("year_least", n=scheme["least_months"]),
        *flags,
    )
