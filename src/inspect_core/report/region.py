"""The circular of a region: projects ranked, compared ruleset by ruleset, each with a link to its own circular."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import orjson
import xlsxwriter

from inspect_core.api import Language, ReportFiles
from inspect_core.report import figures, times
from inspect_core.report.links import href
from inspect_core.report.rows import Cell, Column, Table
from inspect_core.report.sandbox import environment, filled_in, refusing
from inspect_core.report.words import Words
from inspect_core.report.xlsx import OPTIONS, formats_of, table_sheet

HTML, XLSX, JSON = "region.html", "region.xlsx", "region.json"
View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """What the frame of the page is told: there is no single project behind it."""

    engine: str


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project among those it is ranked with."""

    rank: str
    name: str
    href: str
    stage: str
    score: str
    worth: Decimal | None
    by_ruleset: tuple[str, ...]
    coverage: str
    heads: str
    mean: str
    grades: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Part:
    """Projects whose scores compare, with what is compared."""

    id: str
    title: str
    facts: tuple[str, ...]
    why: str
    notices: tuple[str, ...]
    rulesets: tuple[str, ...]
    means: tuple[str, ...]
    grades: tuple[str, ...]
    heads: tuple[str, ...]
    mean: str
    rows: tuple[ProjectRow, ...]


def region_files(view: View, language: Language) -> ReportFiles:
    """The circular, the workbook and the data of a region view (inspect-core/region/1); the circular first."""
    words = Words(language)
    files: ReportFiles = {
        HTML: refusing(lambda: _page(view, words)),
        XLSX: _workbook(view, words),
        JSON: orjson.dumps(view, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE),
    }
    return files


def _page(view: View, words: Words) -> bytes:
    made = environment((), words)
    made.globals |= {"about": About(str(view["engine"])), "grade_moods": {}}
    parts = tuple(_parts(view, words))
    people = [group["people"] for group in view["groups"]]
    return filled_in(
        made.get_template(HTML),
        title=words("region_of", month=times.month_title(str(view["period"] or ""), words)),
        parts=parts,
        projects=len(view["projects"]),
        scored=sum(one["score"] is not None for one in view["projects"]),
        draft=sum(not _closed(one) for one in view["projects"]),
        heads=figures.count(sum(one["count"] for one in people)),
        appraised=figures.count(sum(one["scored"] for one in people)),
        failed=[
            (one["folder"], [words.say(error["message"]) + f" ({error['code']})" for error in one["errors"]])
            for one in view["failed"]
        ],
    )


def _parts(view: View, words: Words) -> Iterator[Part]:
    projects = {one["project"]["id"]: one for one in view["projects"]}
    for number, group in enumerate(view["groups"]):
        scheme, period, people = group["scheme"], group["period"], group["people"]
        rulesets = [one["ruleset"] for one in group["rulesets"]]
        yield Part(
            id=f"group-{number + 1}",
            title=words("region_ranking") if number == 0 else words("region_apart"),
            facts=(
                words("scheme_is", name=words.say(scheme["title"]), edition=scheme["edition"]),
                words("period_is", first=period["first"], last=period["last"]),
            ),
            why=words.say(group["why_apart"]),
            notices=tuple(_differing(one, words) for one in group["rulesets"] if one["comparable"]),
            rulesets=tuple(words.say(one["title"]) for one in group["rulesets"]),
            means=tuple(figures.score(one["mean"]) for one in group["rulesets"]),
            grades=tuple(people["grades"]),
            heads=tuple(figures.count(heads) for heads in people["grades"].values()),
            mean=figures.score(group["mean"]),
            rows=tuple(_row(projects[id], rulesets, words) for id in group["projects"]),
        )


def _row(one: View, rulesets: Sequence[str], words: Words) -> ProjectRow:
    own = {found["ruleset"]: found["score"] for found in one["rulesets"]}
    people = one["people"]
    return ProjectRow(
        rank=str(one["rank"]["place"]) if one["rank"] else figures.NOTHING,
        name=words.say(one["project"]["name"]) or one["project"]["id"],
        href=href(one["report"]) if one.get("report") else "",
        stage="" if _closed(one) else words("region_not_closed"),
        score=figures.score(one["score"]),
        worth=figures.number(one["score"]),
        by_ruleset=tuple(figures.score(own.get(ruleset)) for ruleset in rulesets),
        coverage=figures.percent(one["coverage"]),
        heads=f"{people['scored']} / {people['count']}",
        mean=figures.score(people["mean"]),
        grades=tuple(figures.count(heads) for heads in people["grades"].values()),
        anchor=f"{one['journal']['seq']}:{one['journal']['head']}",
    )


def _closed(one: View) -> bool:
    return bool(one["period"].get("stage") == "closed")


def _differing(one: View, words: Words) -> str:
    title, editions = words.say(one["title"]), words.list(list(one["editions"]))
    return words(f"region_texts_{one['comparable']}", title=title, editions=editions)


def _workbook(view: View, words: Words) -> bytes:
    kept = io.BytesIO()
    days = [one["period"]["last"] for one in view["projects"]]
    made = date.fromisoformat(max(days)) if days else date(2000, 1, 1)  # never the clock's: same data, same bytes
    with xlsxwriter.Workbook(kept, OPTIONS) as book:
        book.set_properties({"title": words("region"), "created": datetime.combine(made, time())})
        formats = formats_of(book)
        for table in (_projects(view, words), _compared(view, words), _failed(view, words)):
            table_sheet(book, words(f"sheet_{table.name}"), table, formats)
    return kept.getvalue()


def _projects(view: View, words: Words) -> Table:
    grades = list(dict.fromkeys(grade for group in view["groups"] for grade in group["people"]["grades"]))
    texts = ("project", "name", "scheme", "edition", "period", "region_stage")
    columns = (
        Column(words("region_group"), "count", 8),
        Column(words("rank"), "count", 8),
        *(Column(words("person_id" if name == "project" else name), "text", 16) for name in texts),
        Column(words("score"), "number", 10),
        Column(words("coverage_percent"), "number", 10),
        Column(words("heads"), "count", 8),
        Column(words("appraised"), "count", 8),
        Column(words("unproven"), "count", 8),
        Column(words("region_people_mean"), "number", 10),
        *(Column(grade, "count", 6) for grade in grades),
        Column(words("journal_anchor"), "text", 24),
    )
    return Table("region", columns, (_project_cells(one, grades, words) for one in _in_order(view)))


def _in_order(view: View) -> Iterator[View]:
    projects = {one["project"]["id"]: one for one in view["projects"]}
    for group in view["groups"]:
        yield from (projects[id] for id in group["projects"])


def _project_cells(one: View, grades: Sequence[str], words: Words) -> tuple[Cell, ...]:
    people, scheme = one["people"], one["scheme"]
    return (
        one["group"] + 1,
        one["rank"]["place"] if one["rank"] else None,
        one["project"]["id"],
        words.say(one["project"]["name"]),
        words.say(scheme["title"]),
        scheme["edition"],
        one["period"]["id"],
        words("region_closed" if _closed(one) else "region_not_closed"),
        figures.number(one["score"]),
        figures.number(one["coverage"]),
        people["count"],
        people["scored"],
        people["not_enough_evidence"],
        figures.number(people["mean"]),
        *(people["grades"].get(grade) for grade in grades),
        f"{one['journal']['seq']}:{one['journal']['head']}",
    )


def _compared(view: View, words: Words) -> Table:
    """A row for each ruleset of each project: what a pivot table is made of."""
    columns = (
        Column(words("person_id"), "text", 16),
        Column(words("name"), "text", 16),
        Column(words("ruleset"), "text", 20),
        Column(words("edition"), "text", 12),
        Column(words("score"), "number", 10),
        Column(words("coverage_percent"), "number", 10),
        Column(words("fingerprint"), "text", 24),
    )
    rows = (
        (
            one["project"]["id"],
            words.say(one["project"]["name"]),
            words.say(found["title"]),
            found["edition"],
            figures.number(found["score"]),
            figures.number(found["coverage"]),
            found["fingerprint"],
        )
        for one in _in_order(view)
        for found in one["rulesets"]
    )
    return Table("region_rulesets", columns, rows)


def _failed(view: View, words: Words) -> Table:
    columns = (
        Column(words("region_folder"), "text", 30),
        Column(words("region_code"), "text", 20),
        Column(words("region_refusal"), "text", 60),
    )
    rows = (
        (one["folder"], error["code"], words.say(error["message"])) for one in view["failed"] for error in one["errors"]
    )
    return Table("region_failed", columns, rows)
