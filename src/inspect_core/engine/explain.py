"""The slot table read back: every slot and judged answer with its evidence, and whom it is credited to.

Nothing is recorded while scoring; the same functions lay out the same rows, so an explanation cannot disagree with
the score: the earned and of of a rule's rows add up to those of the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from inspect_core.domain.outcome import Outcome
from inspect_core.domain.text import Text
from inspect_core.engine import tables as t
from inspect_core.engine.credit import ENTITIES, Creditor
from inspect_core.engine.grade import Measured, graded, hidden
from inspect_core.engine.ground import Ground
from inspect_core.engine.kind import AnswerKind, RowKind, SlotKind
from inspect_core.engine.plan import Plan, credited
from inspect_core.engine.repeats import repeated
from inspect_core.engine.rows import judged_rows, judgements
from inspect_core.engine.seen import AnswerRule, Segment, seen_rows, segments
from inspect_core.engine.sums import SUMS
from inspect_core.language.rule import Grade, Rule

c = pl.col
_CODES = {
    "met": Outcome.MET,
    "partly": Outcome.PARTLY,
    "unmet": Outcome.UNMET,
    "excused": Outcome.EXCUSED,
    "no_data": Outcome.NO_DATA,
    "na": Outcome.NOT_APPLICABLE,
}
ROWS = ("row", "place", "person", "subject", "day", "first", "last", *SUMS)


@dataclass(frozen=True)
class RuleRows:
    """One rule spelled out.

    `rows`: ROWS and `due`, `done`, `hidden` (slot rules). `credits`: row, stint. `evidence`: row, visit, why. `answers` (rules
    scored from answers): row, visit, question, value, earned, of, deduction, outcome. `reasons`: row, reason.
    """

    number: int
    rule: Rule
    rows: pl.DataFrame
    credits: pl.DataFrame
    evidence: pl.DataFrame
    answers: pl.DataFrame
    reasons: dict[int, str | Text]


def spelled_out(plan: Plan, ground: Ground, tables: t.Tables) -> list[RuleRows]:
    """Every rule of the plan with its rows, in the order of the plan."""
    return [spelled(plan, number, ground, tables) for number in range(len(plan.rules))]


def spelled(plan: Plan, number: int, ground: Ground, tables: t.Tables) -> RuleRows:
    """One rule of the plan, by its number, with its rows."""
    rule = plan.rules[number]
    kind = plan.kinds.of(rule)
    if isinstance(kind, SlotKind):
        return _slots(number, rule, kind, plan, ground, tables)
    if isinstance(kind, AnswerKind):
        return _answers(AnswerRule(number, rule, kind), plan, ground, tables)
    return _records(number, rule, kind, ground, tables)


def narrowed(found: RuleRows, stints: Sequence[int]) -> RuleRows:
    """The rows credited to these stints, with their evidence and answers."""
    credits = found.credits.filter(c("stint").is_in(list(stints)))
    own = credits.select("row").unique()
    kept = {name: getattr(found, name).join(own, on="row", how="semi") for name in ("rows", "evidence", "answers")}
    return replace(found, credits=credits, **kept)


def outcome(row: dict[str, int]) -> Outcome:
    """The outcome of a row: of several answers the worst that was judged."""
    order = ("unmet", "partly", "met", "excused", "no_data", "na")
    return _CODES[next((name for name in order if row[name]), "na")]


def _slots(number: int, rule: Rule, kind: SlotKind, plan: Plan, ground: Ground, tables: t.Tables) -> RuleRows:
    slots = kind.expected(rule, ground, tables)
    evidence = kind.evidence(rule, slots, tables)
    grade: Grade = getattr(rule.settings, "grade", "all_or_nothing")
    measured = kind.measured(rule, slots, evidence, tables)
    found = Measured(number, slots, measured, hidden(rule, kind, slots, plan, ground, tables), grade)
    rows = graded([found]).collect().rename({"slot": "row"})
    pairs = evidence.select(row=c("slot"), visit=c("visit"), why=c("why").cast(pl.Int64)).collect()
    return RuleRows(number, rule, rows, _credits(rule, rows, tables), pairs, _no_answers(), {})


def _credits(rule: Rule, rows: pl.DataFrame, tables: t.Tables) -> pl.DataFrame:
    words = tuple(word for word in credited(rule) if word not in ENTITIES)
    frame = rows.lazy() if "observer" in rows.columns else rows.lazy().with_columns(observer=c("person"))
    return Creditor(tables, rule.settings).people(frame, words).collect() if words else _no_credits()


def _no_credits() -> pl.DataFrame:
    return pl.DataFrame(schema={"row": pl.Int32, "stint": pl.Int32})


def _no_answers() -> pl.DataFrame:
    return pl.DataFrame(
        schema={
            "row": pl.Int32,
            "visit": pl.Int32,
            "code": pl.UInt16,
            "earned": pl.Int64,
            "of": pl.Int64,
            "deduction": pl.Int64,
            "outcome": pl.Int64,
        }
    )


def _answers(found: AnswerRule, plan: Plan, ground: Ground, tables: t.Tables) -> RuleRows:
    """One row a visit; each answer that counts beside it."""
    rows, answers = [], []
    for piece in segments([found], ground, tables):
        if not piece.lanes:
            continue
        rows.append(seen_rows(piece, tables))
        table = [
            (one.code, one.earned, one.of, one.deduction, int(one.outcome)) for one in piece.lanes[0].contributions.rows
        ]
        schema = {"code": pl.UInt16, "earned": pl.Int64, "of": pl.Int64, "deduction": pl.Int64, "outcome": pl.Int64}
        frame = pl.DataFrame(table, schema=schema, orient="row").lazy()
        days = tables.visits.filter(c("day").is_between(piece.first, piece.last)).select("visit")
        given = tables.answers.join(frame, on="code").join(days, on="visit", how="semi")
        answers.append(_with_steps(given, piece, tables))
    if not rows:
        return RuleRows(found.number, found.rule, _empty(), _no_credits(), _pairs(_empty()), _no_answers(), {})
    whole = _visit_rows(pl.concat(rows, how="diagonal")).collect()
    spelled = pl.concat(answers).with_columns(row=c("visit")).collect()
    return RuleRows(found.number, found.rule, whole, _credits(found.rule, whole, tables), _pairs(whole), spelled, {})


def _with_steps(answers: pl.LazyFrame, piece: Segment, tables: t.Tables) -> pl.LazyFrame:
    """The answers with what each costs by repetition in their deduction."""
    repeats = repeated(piece.repeats, tables)
    if repeats is None:
        return answers
    steps = repeats.select("visit", "code", "step")
    found = answers.join(steps, on=["visit", "code"], how="left")
    return found.with_columns(deduction=c("deduction") + c("step").fill_null(0)).drop("step")


def _visit_rows(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.with_columns(
        row=c("visit"),
        first=c("start"),
        last=pl.max_horizontal("end", c("start") + 1),
        person=c("observer"),
        excused=pl.lit(0, pl.Int64),
        no_data=pl.lit(0, pl.Int64),
    ).sort("start", "visit")


def _pairs(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select("row", visit=c("row"), why=pl.lit(0, pl.Int64))


def _empty() -> pl.DataFrame:
    ids = dict.fromkeys(("row", "place", "person", "subject", "day"), pl.Int32)
    return pl.DataFrame(schema={**ids, **dict.fromkeys(("first", "last", *SUMS), pl.Int64)})


def _records(number: int, rule: Rule, kind: RowKind, ground: Ground, tables: t.Tables) -> RuleRows:
    rows = _visit_rows(judged_rows(number, rule, kind, ground, tables)).collect()
    visits = tables.visits.join(rows.lazy().select("visit"), on="visit", how="semi").collect()
    verdicts = judgements(rule, kind, visits, ground, tables)
    reasons = {visit: verdict.reason for visit, verdict in verdicts.items() if verdict.reason}
    return RuleRows(number, rule, rows, _credits(rule, rows, tables), _pairs(rows), _no_answers(), reasons)
