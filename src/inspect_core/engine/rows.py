"""Row kinds: a plain function called for each record, for authors who do not know columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import polars as pl

from inspect_core.domain.answers import NOT_ASKED
from inspect_core.domain.outcome import Outcome
from inspect_core.engine.ground import Ground, day_number, day_of
from inspect_core.engine.kind import Judgement, RowKind, Seen
from inspect_core.engine.sums import SUMS
from inspect_core.engine.tables import Tables
from inspect_core.errors import PluginError
from inspect_core.language.rule import Rule

c = pl.col
_MARKS = {Outcome.MET: 2, Outcome.PARTLY: 1, Outcome.UNMET: 0}
_COLUMNS = {Outcome.MET: "met", Outcome.PARTLY: "partly", Outcome.UNMET: "unmet", Outcome.NOT_APPLICABLE: "na"}


def judged_rows(number: int, rule: Rule, kind: RowKind, ground: Ground, tables: Tables) -> pl.LazyFrame:
    """One row for each record of the rule's forms with its outcome; met earns 2 of 2, partly 1, unmet 0."""
    visits = _visits(rule, ground, tables)
    rows = []
    for visit, judgement in judgements(rule, kind, visits, ground, tables).items():
        mark = _MARKS.get(judgement.outcome)
        sums = dict.fromkeys(SUMS, 0)
        sums |= {"earned": mark or 0, "of": 0 if mark is None else 2, _COLUMNS[judgement.outcome]: 1}
        rows.append({"visit": visit, "rule": number, **sums})
    schema = {"visit": pl.Int32, "rule": pl.Int64, **dict.fromkeys(SUMS, pl.Int64)}
    return pl.DataFrame(rows, schema=schema).lazy().join(visits.lazy(), on="visit")


def _visits(rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
    forms = tables.names.codes("form", rule.settings.forms())
    first, last = day_number(ground.period.first), day_number(ground.period.last)
    return tables.visits.filter(c("form").is_in(forms) & c("day").is_between(first, last)).collect()


def judgements(
    rule: Rule, kind: RowKind, visits: pl.DataFrame, ground: Ground, tables: Tables
) -> Mapping[int, Judgement]:
    """What the kind says of each visit; an answer that is no Judgement stops the run and names the kind."""
    answers = _answers(visits, tables)
    found = {}
    for row in visits.iter_rows(named=True):
        verdict = kind.judge(_seen(row, answers, ground, tables), rule.settings, day_of(row["day"]))
        if not isinstance(verdict, Judgement) or verdict.outcome not in _COLUMNS:
            message = f"the kind '{kind.kind}' answered {verdict!r} for {rule.name}"
            raise PluginError(
                "E-PLUG-ANSWER", message, hint="return a Judgement of met, partly, unmet or not applicable"
            )
        found[row["visit"]] = verdict
    return found


def _answers(visits: pl.DataFrame, tables: Tables) -> Mapping[int, dict[str, str]]:
    codes = {found.code: found for found in tables.codes}
    rows = tables.answers.join(visits.lazy().select("visit"), on="visit", how="semi").collect()
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    for visit, code in rows.iter_rows():
        if codes[code].value != NOT_ASKED:
            answers[visit][codes[code].question] = codes[code].value
    return answers


def _seen(row: Mapping[str, Any], answers: Mapping[int, dict[str, str]], ground: Ground, tables: Tables) -> Seen:
    names = tables.names
    start, end = row["start"], row["end"]
    return Seen(
        form=names.name("form", row["form"]) or "",
        place=names.name("place", row["place"]),
        subject=names.name("person", row["subject"]),
        observer=names.name("person", row["observer"]) or "",
        minutes=0 if end is None else (end - start) // 60,
        answers=dict(answers.get(row["visit"], {})),
        start=datetime.fromtimestamp(start, ground.zone),
        end=None if end is None else datetime.fromtimestamp(end, ground.zone),
    )
