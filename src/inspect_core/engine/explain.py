"""The slot table read back: every slot and judged answer with its evidence, and whom it is credited to.

Nothing is recorded while scoring; the same functions lay out the same rows, so an explanation cannot disagree with
the score: the earned and of of a rule's rows add up to those of the rule.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from inspect_core.domain.outcome import Outcome
from inspect_core.domain.text import Text
from inspect_core.engine import tables as t
from inspect_core.engine.credit import ENTITIES, Creditor
from inspect_core.engine.grade import Measured, graded, hidden, measured
from inspect_core.engine.ground import Ground
from inspect_core.engine.kind import LotKind, RowKind, SlotKind
from inspect_core.engine.lanes import RULES, rule_of
from inspect_core.engine.missing import missing
from inspect_core.engine.pardons import Pardon, pardons, spared
from inspect_core.engine.plan import Plan, credit_key, credited
from inspect_core.engine.repeats import repeated
from inspect_core.engine.rows import judged_rows, judgements
from inspect_core.engine.seen import AnswerRule, Segment, seen_rows, segments
from inspect_core.engine.sums import SUMS
from inspect_core.engine.surcharges import told
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
    `pardons`: why excused slots are so, by row.
    """

    number: int
    rule: Rule
    rows: pl.DataFrame
    credits: pl.DataFrame
    evidence: pl.DataFrame
    answers: pl.DataFrame
    reasons: dict[int, str | Text]
    pardons: Mapping[int, Pardon] = field(default_factory=dict)


def spelled_out(plan: Plan, ground: Ground, tables: t.Tables) -> list[RuleRows]:
    """Every rule of the plan with its rows, in the order of the plan."""
    return spelled_together(plan, range(len(plan.rules)), ground, tables)


def spelled(plan: Plan, number: int, ground: Ground, tables: t.Tables) -> RuleRows:
    """One rule of the plan, by its number, with its rows."""
    return spelled_together(plan, [number], ground, tables)[0]


def spelled_together(
    plan: Plan, numbers: Collection[int], ground: Ground, tables: t.Tables, stints: Collection[int] | None = None
) -> list[RuleRows]:
    """Some rules of the plan with their rows, in the order asked for; with `stints` only the rows credited to those.

    Rules scored from answers are spelled out in one go: ten of them cost little more than one.
    """
    answered = [found for found in plan.answer_rules() if found.number in numbers]
    alone = [_slots(*found, plan, ground, tables) for found in plan.slot_rules() if found[0] in numbers]
    alone += [_records(*found, ground, tables) for found in plan.row_rules() if found[0] in numbers]
    rows = [found if stints is None else _narrowed(found, stints) for found in alone]
    known = {found.number: found for found in [*rows, *_answers(answered, ground, tables, stints)]}
    return [known[number] for number in numbers]


def _narrowed(found: RuleRows, stints: Collection[int]) -> RuleRows:
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
    laid = kind.expected(rule, ground, tables)
    slots = spared(rule, laid, tables)
    evidence = kind.evidence(rule, slots, tables)
    grade: Grade = getattr(rule.settings, "grade", "all_or_nothing")
    lost = missing(rule, plan.forms, ground, tables)
    done = tables.computed(measured(rule, kind, slots, evidence, tables, lost))
    found = Measured(number, slots, done, hidden(rule, kind, slots, tables, lost), grade)
    rows = tables.computed(graded([found])).rename({"slot": "row"})
    pairs = tables.computed(evidence.select(row=c("slot"), visit=c("visit"), why=c("why").cast(pl.Int64)))
    reasons: dict[int, str | Text] = dict(kind.told(rule, slots, tables)) if isinstance(kind, LotKind) else {}
    whose = _credits(rule, rows, tables)
    return RuleRows(number, rule, rows, whose, pairs, _no_answers(), reasons, pardons(rule, laid, tables))


def _credits(rule: Rule, rows: pl.DataFrame, tables: t.Tables) -> pl.DataFrame:
    words = tuple(word for word in credited(rule) if word not in ENTITIES)
    frame = rows.lazy() if "observer" in rows.columns else rows.lazy().with_columns(observer=c("person"))
    return tables.computed(Creditor(tables, rule.settings).people(frame, words)) if words else _no_credits()


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


def _answers(
    rules: Sequence[AnswerRule], ground: Ground, tables: t.Tables, stints: Collection[int] | None
) -> list[RuleRows]:
    """Of each rule one row a visit; each answer that counts beside it."""
    pieces = [piece for piece in segments(rules, ground, tables) if piece.lanes]
    if not pieces:
        return [_unanswered(found) for found in rules]
    seen = _visit_rows(pl.concat([seen_rows(piece, tables) for piece in pieces], how="diagonal"))
    given = pl.concat([_given(piece, tables) for piece in pieces]).with_columns(row=c("visit"))
    number = c("rule") % RULES
    rows, answers = tables.all_computed([found.with_columns(number=number) for found in (seen, given)])
    credits = _credited(rules, rows, tables)
    if stints is not None:
        credits = credits.filter(c("stint").is_in(list(stints)))
        own = credits.select("number", "row").unique()
        rows, answers = (
            frame.join(own, on=["number", "row"], how="semi", maintain_order="left") for frame in (rows, answers)
        )
    parts = [frame.partition_by("number", as_dict=True) for frame in (rows, credits, answers)]
    said = {
        (visit, rule_of(lane)): text for piece in pieces for (visit, lane), text in told(piece.lanes, tables).items()
    }
    return [_part(found, *(part.get((found.number,)) for part in parts), said=said) for found in rules]


def _part(
    found: AnswerRule,
    rows: pl.DataFrame | None,
    credits: pl.DataFrame | None,
    answers: pl.DataFrame | None,
    *,
    said: Mapping[tuple[int, int], Text],
) -> RuleRows:
    """What is one rule's of all the rows."""
    if rows is None:
        return _unanswered(found)
    own = (
        _no_credits() if credits is None else credits,
        _pairs(rows),
        _no_answers() if answers is None else answers,
    )
    reasons: dict[int, str | Text] = {visit: text for (visit, rule), text in said.items() if rule == found.number}
    return RuleRows(found.number, found.rule, rows, *own, reasons)


def _unanswered(found: AnswerRule) -> RuleRows:
    return RuleRows(found.number, found.rule, _empty(), _no_credits(), _pairs(_empty()), _no_answers(), {})


def _credited(rules: Sequence[AnswerRule], rows: pl.DataFrame, tables: t.Tables) -> pl.DataFrame:
    """Whose score the rows of each rule are: number, row, stint. Rules that are credited alike are asked together."""
    alike: dict[object, list[AnswerRule]] = {}
    for found in rules:
        alike.setdefault(credit_key(credited(found.rule), found.rule.settings), []).append(found)
    counted = rows.lazy().with_columns(row=pl.int_range(pl.len()))
    pairs = []
    for own in alike.values():
        words = tuple(word for word in credited(own[0].rule) if word not in ENTITIES)
        frame = counted.filter(c("number").is_in([found.number for found in own]))
        pairs += [Creditor(tables, own[0].rule.settings).people(frame, words)] if words else []
    if not pairs:
        return _no_credits().with_columns(number=pl.lit(0, pl.Int64))
    row, number = rows["row"], rows["number"]
    whole = tables.computed(pl.concat(pairs))
    return whole.with_columns(number=number.gather(whole["row"]), row=row.gather(whole["row"]))


def _given(piece: Segment, tables: t.Tables) -> pl.LazyFrame:
    """The answers of the piece that count to its rules, as they were recorded, with what each adds and costs."""
    table = [
        (one.code, lane.lane, one.earned, one.of, one.deduction, int(one.outcome))
        for lane in piece.lanes
        for one in lane.contributions.rows
    ]
    sums = dict.fromkeys(("rule", "earned", "of", "deduction", "outcome"), pl.Int64)
    frame = pl.DataFrame(table, schema={"code": pl.UInt16, **sums}, orient="row").lazy()
    days = tables.visits.filter(c("day").is_between(piece.first, piece.last)).select("visit")
    counted = tables.answers.join(frame, on="code", maintain_order="left")
    answers = counted.join(days, on="visit", how="semi", maintain_order="left")
    repeats = repeated(piece.repeats, tables)
    if repeats is None:
        return answers
    found = answers.join(repeats, on=["visit", "rule", "code"], how="left", maintain_order="left")
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
    rows = tables.computed(_visit_rows(judged_rows(number, rule, kind, ground, tables)))
    visits = tables.computed(tables.visits.join(rows.lazy().select("visit"), on="visit", how="semi"))
    verdicts = judgements(rule, kind, visits, ground, tables)
    reasons = {visit: verdict.reason for visit, verdict in verdicts.items() if verdict.reason}
    return RuleRows(number, rule, rows, _credits(rule, rows, tables), _pairs(rows), _no_answers(), reasons)
