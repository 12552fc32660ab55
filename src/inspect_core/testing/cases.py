"""Rule cases: small months written in YAML, scored with the very engine that scores people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from inspect_core.app.calendars import published
from inspect_core.domain.exact import plain
from inspect_core.domain.period import month_period
from inspect_core.engine.encode import encode
from inspect_core.engine.ground import Ground
from inspect_core.engine.kind import Kinds
from inspect_core.engine.plan import Plan
from inspect_core.engine.run import Scored, score_month
from inspect_core.engine.tables import Tables
from inspect_core.errors import Place, RulesetError
from inspect_core.language.node import Document
from inspect_core.language.reader import read_file, read_text
from inspect_core.language.refusals import case_of_nothing, half_a_case, no_cases
from inspect_core.language.rule import Ruleset
from inspect_core.language.scheme import bind_scheme
from inspect_core.testing.month import records_of

ZONE = ZoneInfo("Asia/Shanghai")
COUNTS = {
    "met": "met",
    "partly": "partly",
    "unmet": "unmet",
    "excused": "excused",
    "not_applicable": "na",
    "no_data": "no_data",
}


@dataclass(frozen=True)
class Case:
    """One case of a case file: a name that is a sentence, a month, what is expected of it."""

    rule: str
    name: str
    place: Place
    shared: Mapping[str, Any]
    body: Mapping[str, Any]


@dataclass(frozen=True)
class CaseResult:
    """A case that was run; `wrong` says how the result differs from what was expected."""

    case: Case
    wrong: tuple[str, ...] = ()
    found: Mapping[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether everything expected was found."""
        return not self.wrong


def read_cases(file: Path) -> list[Case]:
    """The cases of a file; a file without rule or cases is a RulesetError with its place."""
    document = read_file(file)
    text = document.plain
    if not isinstance(text, dict) or "rule" not in text or not isinstance(text.get("cases"), list):
        raise RulesetError.of([no_cases(Place(file=file.name))])
    return [_case(text, position, body, document) for position, body in enumerate(text["cases"])]


def _case(text: Mapping[str, Any], position: int, body: Any, document: Document) -> Case:
    place = document.place(("cases", position))
    if not isinstance(body, dict) or "name" not in body or "expect" not in body:
        raise RulesetError.of([half_a_case(place)])
    return Case(str(text["rule"]), str(body["name"]), place, text, body)


def run_case(case: Case, ruleset: Ruleset, kinds: Kinds) -> CaseResult:
    """The case scored under its own rule alone."""
    plan, ground, tables = case_month(case, ruleset, kinds)
    sorts = () if "person" in case.body["expect"] else ("project",)
    found = _found(case, score_month(plan, ground, tables, sorts), tables)
    wanted = {key: str(value) for key, value in case.body["expect"].items() if key != "person"}
    wrong = [
        f"{key}: expected {value}, found {found.get(key)}" for key, value in wanted.items() if found.get(key) != value
    ]
    return CaseResult(case, tuple(wrong), found)


def case_month(case: Case, ruleset: Ruleset, kinds: Kinds) -> tuple[Plan, Ground, Tables]:
    """What the case asks to be scored: its rule alone, its period, its records; RulesetError for an unknown rule."""
    rule = next((found for found in ruleset.rules if found.name == case.rule), None)
    if rule is None:
        raise RulesetError.of([case_of_nothing(case.rule, case.place)])
    records = records_of(case.shared, case.body, ruleset.forms, ZONE)
    only = replace(ruleset, rules=(rule,))
    plan = Plan([only], kinds, bind_scheme(read_text(_SCHEME.format(ruleset=ruleset.id))))
    start_day = int(case.body.get("start_day", 1))
    period = month_period(str(case.body.get("period") or case.body["day"][:7]), start_day)
    ground = Ground(period, ZONE, published(), start_day)
    return plan, ground, encode(records, ruleset.forms, ZONE)


_SCHEME = """
scheme: case
edition: 2000-01-01
title: case
roles: {{any: {{weights: {{{ruleset}: 100}}}}}}
bands: {{A: 0}}
"""


def _found(case: Case, scored: Scored, tables: Tables) -> dict[str, str]:
    person = case.body["expect"].get("person")
    if person is None:
        rows, raised = scored.rules["project"].to_dicts(), scored.vetoes
    else:
        stints = tables.stints.filter(person=tables.names.code("person", str(person)))["stint"].to_list()
        rows = [row for row in scored.rules["stint"].to_dicts() if row["stint"] in stints]
        raised = scored.vetoes.filter(pl.col("stint").is_in(stints))
    return {**_figures(rows), "veto": ", ".join(sorted(set(raised["veto"].to_list()))) or "none"}


def _figures(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What a case can expect: points, earned and of, the outcome counts, and the outcome where there is one slot."""
    counts = {name: sum(int(row[column]) for row in rows) for name, column in COUNTS.items()}
    points, of = (sum(int(row[name]) for row in rows) for name in ("points", "of"))
    done, due = (sum(int(row[name]) for row in rows) for name in ("num", "den"))
    figures = {name: str(count) for name, count in counts.items()}
    figures |= {"points": plain(points) or "0", "of": plain(of) or "0", "done": str(done), "due": str(due)}
    if sum(counts.values()) == 1:
        figures["outcome"] = next(name for name, count in counts.items() if count)
    return figures


def case_files(folders: Sequence[Path]) -> Iterator[Path]:
    """Every case file under the `cases` folders, in order."""
    for folder in folders:
        yield from sorted((folder / "cases").glob("*/*.yaml"))
