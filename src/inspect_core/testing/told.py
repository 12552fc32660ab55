"""What became of each slot of a rule case, in lines a person reads when the case fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from inspect_core.engine.explain import RuleRows, outcome, spelled_out
from inspect_core.engine.ground import day_of
from inspect_core.engine.kind import Kinds
from inspect_core.engine.recurring import Recurring
from inspect_core.engine.slots import INCOMPLETE, OTHER_ANSWER, TOO_SHORT
from inspect_core.engine.tables import NONE, Tables
from inspect_core.language.rule import Rule, Ruleset
from inspect_core.testing.cases import ZONE, Case, case_month

_WHY = {TOO_SHORT: "too short", INCOMPLETE: "not all headings filled in", OTHER_ANSWER: "another answer"}


def told(case: Case, ruleset: Ruleset, kinds: Kinds) -> str:
    """The rule in words with the values of the case's period, then one line for each slot or judged record."""
    plan, ground, tables = case_month(case, ruleset, kinds)
    lines = []
    for found in spelled_out(plan, ground, tables):
        lines.append(f"{found.rule.name}: {found.rule.settings.says(ground.period.last).en}")
        lines += list(_slots(found, tables)) or [f"  nothing was due, and nothing was judged{_why(found.rule, tables)}"]
    return "\n".join(lines)


def _why(rule: Rule, tables: Tables) -> str:
    """What a case lacks that is about shifts, and has no slots."""
    settings = rule.settings
    if not isinstance(settings, Recurring) or settings.parts.when != "shift":
        return ""
    if not tables.duties.height:
        return ": nobody stands a shift here; give the case a roster"
    if settings.parts.where and (tables.duties["place"] == NONE).all():
        return ": a place is due in the shifts of those who stand them there; say `place` in a line of the roster"
    return ""


def _slots(found: RuleRows, tables: Tables) -> Iterator[str]:
    names = tables.names
    visits = {row["visit"]: row for row in tables.visits.collect().iter_rows(named=True)}
    for row in found.rows.sort("day", "first", "row").iter_rows(named=True):
        where = [names.name(kind, row[column]) for kind, column in (("place", "place"), ("person", "subject"))]
        amount = f"{row['done']} of {row['due']}" if "due" in row else f"{row['earned']} of {row['of']}"
        people = ", ".join(_credited(found, row["row"], tables)) or "nobody"
        parts = [outcome(row).name.lower(), _span(row), *(name for name in where if name), amount, f"credit: {people}"]
        yield "  " + "  ".join(parts)
        for _, visit, why in found.evidence.filter(row=row["row"]).sort("visit").iter_rows():
            told_why = f"  not counted: {_WHY[why]}" if why else ""
            yield f"    {names.name('visit', visit)}  {_clock(visits[visit]['start'])}{told_why}"


def _span(row: dict[str, Any]) -> str:
    if row["last"] >= 2**40:
        return f"{day_of(row['day'])} from {_clock(row['first'])}"
    return f"{day_of(row['day'])} {_clock(row['first'])} - {_clock(row['last'])}"


def _clock(instant: int) -> str:
    return datetime.fromtimestamp(instant, ZONE).strftime("%m-%d %H:%M")


def _credited(found: RuleRows, row: int, tables: Tables) -> list[str]:
    stints = found.credits.filter(row=row)["stint"].to_list()
    people = tables.stints.filter(tables.stints["stint"].is_in(stints))["person"].to_list()
    return sorted({tables.names.name("person", person) or "?" for person in people})
