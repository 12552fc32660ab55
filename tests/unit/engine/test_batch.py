"""Many projects in batches: whatever the size of a batch, the same people get the same totals, grades and ranks."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from inspect_core.domain.period import month_period
from inspect_core.engine import tables as t
from inspect_core.engine.batch import TABLES, Source, batches, edges, raised_in, score_people_in_batches, score_projects
from inspect_core.engine.ground import Ground
from inspect_core.engine.kind import Kinds
from inspect_core.engine.plan import Plan
from inspect_core.kinds.checklist import Checklist
from inspect_core.kinds.frequency import Frequency
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.scheme import bind_scheme
from inspect_core.testing.collected import tables_of_case

RULES = """
ruleset: rounds
edition: 2026-01-01
title: rounds
forms:
  round: {title: round, about: person, at: post}
rules:
  smile: {title: smile, kind: checklist, form: round, ask: smile?, credit: subject, points: 50}
  twice: {title: twice, kind: frequency, counts: round, per: [subject, post, shift], at_least: 2, points: 50}
"""
SCHEME = """
scheme: plain
edition: 2026-01-01
title: plain
roles:
  guard: {weights: {rounds: 100}}
bands: {A: 90, B: 50, C: 0}
rank_within: [project]
"""
PROJECTS = 5
GROUND = Ground(month_period("2026-10"), ZoneInfo("Asia/Shanghai"), lambda day: day.weekday() < 5)


@pytest.fixture(scope="module")
def plan() -> Plan:
    kinds = Kinds({"checklist": Checklist(), "frequency": Frequency()})
    ruleset = bind_ruleset(read_text(RULES), kinds.settings())
    return Plan([ruleset], kinds, bind_scheme(read_text(SCHEME)))


@pytest.fixture(scope="module")
def project(plan: Plan) -> t.Tables:
    seen = [
        {"form": "round", "observer": "boss", "subject": who, "place": post, "at": at, "answers": {"smile": word}}
        for who, post, at, word in (
            ("li", "gate", "08:10", "pass"),
            ("li", "gate", "09:10", "fail"),
            ("wang", "hall", "10:00", "fail"),
        )
    ]
    return tables_of_case(
        people={"li": "guard", "wang": "guard", "boss": "manager"},
        places={"gate": "post", "hall": "post"},
        shifts={"day": "08:00-20:00"},
        roster=[
            {"person": "li", "shift": "day", "place": "gate"},
            {"person": "wang", "shift": "day", "place": "hall"},
        ],
        seen=seen,
        day="2026-10-08",
        forms=plan.forms,
    )


def many(one: t.Tables) -> Source:
    """The same project so many times, each with numbers of its own; in every other one the answers are turned round."""
    visits, answers = one.visits.collect(), one.answers.collect()

    def copies(frame: pl.DataFrame, **steps: int) -> pl.DataFrame:
        own = [
            frame.with_columns(
                *(
                    pl.when(pl.col(name) < 0).then(pl.col(name)).otherwise(pl.col(name) + step * number).cast(kind)
                    for name, kind in frame.schema.items()
                    if (step := steps.get(name, 0))
                )
            )
            for number in range(PROJECTS)
        ]
        return pl.concat(own)

    people, places, duties = one.stints.height, one.places.height, one.duties.height
    persons = dict.fromkeys(("stint", "person", "subject", "observer"), people)
    steps = {**persons, "project": 1, "place": places, "duty": duties, "visit": visits.height}
    turned = answers.with_columns(code=1 - pl.col("code").cast(pl.Int32)).cast({"code": pl.UInt16})
    given = [turned if number % 2 else answers for number in range(PROJECTS)]
    numbered = [frame.with_columns(pl.col("visit") + visits.height * number) for number, frame in enumerate(given)]
    frames = {
        "stints": copies(one.stints, **steps),
        "places": copies(one.places, **steps),
        "owners": copies(one.owners, **steps),
        "duties": copies(one.duties, **steps),
        "gaps": copies(one.gaps, **steps),
        "visits": copies(visits, **steps),
        "answers": pl.concat(numbered).cast({"visit": pl.Int32}),
        "measures": copies(one.measures.collect(), **steps),
    }
    cut = edges(frames, range(PROJECTS))
    scans = {name: frames[name].lazy() for name in TABLES}
    return Source(edges=cut, codes=one.codes, names=one.names, past=(), **scans)


def appraised(plan: Plan, source: Source, batch: int, at_once: int = 1) -> pl.DataFrame:
    parts = [part.people for part in score_people_in_batches(plan, GROUND, source, batch, at_once)]
    return pl.concat(parts).select("person", "project", "total", "grade", "rank_project").sort("person")


@pytest.mark.parametrize("batch", [1, 2, 3, 4])
def test_the_size_of_a_batch_changes_nothing(plan: Plan, project: t.Tables, batch: int) -> None:
    source = many(project)
    assert appraised(plan, source, batch).equals(appraised(plan, source, PROJECTS))


@pytest.mark.parametrize("at_once", [2, 3, 8])
def test_batches_side_by_side_come_out_in_order_with_the_same_numbers(
    plan: Plan, project: t.Tables, at_once: int
) -> None:
    source = many(project)
    assert appraised(plan, source, 1, at_once).equals(appraised(plan, source, PROJECTS))
    parts = [part.people for part in score_people_in_batches(plan, GROUND, source, 1, at_once)]
    assert [part["project"].unique().to_list() for part in parts] == [[number] for number in range(PROJECTS)]


def test_no_more_batches_are_begun_than_may_be_worked_on_and_waited_for(
    plan: Plan, project: t.Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    read = Source.tables

    def counted(self: Source, first: int, last: int) -> t.Tables:
        begun.append(first)
        return read(self, first, last)

    monkeypatch.setattr(Source, "tables", counted)
    first = next(score_people_in_batches(plan, GROUND, many(project), 1, 1))
    assert first.people["project"].unique().to_list() == [0]
    assert len(begun) <= 2


def test_a_project_in_a_batch_is_scored_as_it_is_alone(plan: Plan, project: t.Tables) -> None:
    alone = score_projects(plan, GROUND, project).people.sort("person")
    among = appraised(plan, many(project), PROJECTS).filter(pl.col("project") == 0)
    columns = ["person", "total", "grade", "rank_project"]
    assert among.select(columns).equals(alone.select(columns))
    assert alone.filter(pl.col("total").is_not_null())["total"].to_list() == [75_000, 25_000]


def test_cards_of_projects_in_batches_know_the_vetoes_of_the_periods_before(project: t.Tables) -> None:
    kinds = Kinds({"checklist": Checklist(), "frequency": Frequency()})
    smile = "ask: smile?, credit: subject"
    ruleset = bind_ruleset(read_text(RULES.replace(smile, f"{smile}, veto: rude")), kinds.settings())
    cards = """
vetoes: {rude: {title: Rude, grade: B}}
cards:
  yellow: {title: Yellow, raised_by: rude}
  red: {title: Red, after: {yellow: 2, periods: 2}, grade: C}
"""
    strict = Plan([ruleset], kinds, bind_scheme(read_text(SCHEME + cards)))
    source = many(project)
    source = replace(source, edges=source.edges.head(2))
    september = replace(raised_in(strict, GROUND, source, 48), period="2026-09")
    assert september.raised == {"li": frozenset({"rude"}), "wang": frozenset({"rude"})}
    before, after = (
        appraised(strict, one, 48)["grade"].to_list() for one in (source, replace(source, past=(september,)))
    )
    assert [grade for grade in before if grade is not None] == ["B", "C"]
    assert [grade for grade in after if grade is not None] == ["C", "C"]


@pytest.mark.parametrize(("projects", "batch"), [(1, 48), (5, 2), (49, 48), (488, 48), (7, 7), (3, 1)])
def test_batches_hold_every_project_once_and_are_of_even_size(projects: int, batch: int) -> None:
    found = batches(projects, batch)
    held = [number for first, last in found for number in range(first, last + 1)]
    assert held == list(range(projects))
    sizes = [last - first + 1 for first, last in found]
    assert max(sizes) - min(sizes) <= 1
