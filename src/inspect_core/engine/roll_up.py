"""From sums to points: rule, ruleset, coverage. Each is rounded half up once, in thousandths of a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from inspect_core.domain.exact import FULL
from inspect_core.engine.lanes import RULES
from inspect_core.engine.sums import COUNTS

c = pl.col


@dataclass(frozen=True, slots=True)
class RuleWorth:
    """What a rule is worth: its ruleset's number, its points; how its sums become a share.

    `rule` is the number of its lane: each stretch in which what is judged over the period does not change has its own.
    """

    rule: int
    ruleset: int
    points: int
    counts: bool = True
    period_full: int = 0  # a deduction over the period starts with this
    period_floor: int = 0
    cap: int | None = None  # thousandths of a per cent of the points, once a critical answer was given
    least: int | None = None  # thousandths of a per cent below which nothing is earned, from which everything
    unit: int = 1  # thousandths of a point: the points are rounded half up to a multiple of it


_WORTH = {
    "rule": pl.Int64, "ruleset": pl.Int64, "points": pl.Int64, "counts": pl.Boolean,
    "period_full": pl.Int64, "period_floor": pl.Int64, "cap": pl.Int64,
    "least": pl.Int64, "unit": pl.Int64,
}  # fmt: skip


def worth_table(worths: Sequence[RuleWorth]) -> pl.DataFrame:
    """The worths as columns."""
    rows = [
        (
            found.rule, found.ruleset, found.points, found.counts, found.period_full, found.period_floor,
            found.cap, found.least, found.unit,
        )
        for found in worths
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_WORTH, orient="row")


def half_up(full: pl.Expr, num: pl.Expr, den: pl.Expr) -> pl.Expr:
    """`full * num / den` rounded half up; nothing where den is 0."""
    return pl.when(den > 0).then((2 * full * num + den) // (2 * den))


def _rounded(num: pl.Expr, den: pl.Expr) -> pl.Expr:
    """`worth * num / den` rounded half up, once, to a multiple of the rule's unit; nothing where den is 0."""
    unit = c("unit")
    return pl.when(den > 0).then((2 * c("worth") * num + den * unit) // (2 * den * unit) * unit)


_JUDGED = c("met") + c("partly") + c("unmet")


def settled(sums: pl.LazyFrame, worths: pl.DataFrame) -> pl.LazyFrame:
    """The sums, in which what was deducted over the period stands as earned of full, for each row of them by itself."""
    over = worths.filter(c("period_full") > 0).select("rule", "period_full", "period_floor")
    if not over.height:
        return sums
    own, judged = c("period_full").is_not_null(), _JUDGED > 0
    kept = pl.max_horizontal(c("period_full") - c("deduction"), c("period_floor"))
    left = pl.when(c("wipe") > 0).then(0).otherwise(kept)  # an answer that wipes takes all, below any floor
    return (
        sums.join(over.lazy(), on="rule", how="left")
        .with_columns(
            earned=pl.when(own).then(pl.when(judged).then(left).otherwise(0)).otherwise(c("earned")),
            of=pl.when(own).then(pl.when(judged).then(c("period_full")).otherwise(0)).otherwise(c("of")),
        )
        .drop("period_full", "period_floor")
    )


def rule_scores(sums: pl.LazyFrame, worths: pl.DataFrame, target: str) -> pl.LazyFrame:
    """Points of each rule and target of settled sums: the sums with `points` of `of`, `known` and `all` slots."""
    share, kept_up = _rounded(c("num"), c("den")), _rounded(c("reached"), c("stretches"))
    got = pl.when(c("least").is_null()).then(share).otherwise(kept_up)
    capped = pl.when(c("cap").is_not_null()).then(pl.min_horizontal(got, _rounded(c("cap"), pl.lit(FULL))))
    scored = c("counts") & (c("den") > 0)
    reached = pl.when(c("least").is_null()).then(c("num") >= c("den")).otherwise(c("reached") >= c("stretches"))
    whole = reached & (c("cap").is_null() | (c("cap") >= FULL))  # of what is worth nothing the share alone can tell
    return (
        _whole(sums, worths, target)
        .with_columns(points=capped.otherwise(got))
        .select(
            target, "rule", "ruleset", "counts", "wipe", "num", "den", "deduction", *COUNTS,
            worth=c("worth"),
            passed=pl.when(c("worth") > 0).then(c("points") >= c("worth")).otherwise(whole),
            points=pl.when(scored).then(c("points")).otherwise(0),
            of=pl.when(scored).then(c("worth")).otherwise(0),
            known=_JUDGED,
            all=_JUDGED + c("no_data"),
        )
    )  # fmt: skip


def _whole(sums: pl.LazyFrame, worths: pl.DataFrame, target: str) -> pl.LazyFrame:
    """The sums of each rule and target beside what the rule is worth, the stretches of a rule put together.

    `reached` of `stretches` had the least share; `cap` is the lowest that a wiping answer called upon.
    """
    reached = (c("of") > 0) & (c("earned") * FULL >= c("least") * c("of"))
    rows = sums.join(worths.lazy().rename({"points": "worth"}), on="rule").with_columns(
        num=c("earned"),
        den=c("of"),
        reached=reached.cast(pl.Int64),
        stretches=(c("of") > 0).cast(pl.Int64),
        cap=pl.when(c("wipe") > 0).then(c("cap")),
    )
    if not (worths["rule"] >= RULES).any():
        return rows
    return rows.group_by(target, rule=c("rule") % RULES).agg(
        c("num", "den", "deduction", "wipe", *COUNTS, "reached", "stretches").sum(),
        c("ruleset", "counts", "worth", "unit", "least").first(),
        c("cap").min(),
    )


def ruleset_scores(rules: pl.LazyFrame, target: str) -> pl.LazyFrame:
    """Score (of 100) and coverage of each ruleset and target; rules that judge nothing leave the total."""
    seen = c("counts") & (c("all") > 0)
    covered = pl.when(seen).then(half_up(c("worth"), c("known"), c("all"))).otherwise(0)
    return (
        rules.with_columns(covered=covered, coverable=pl.when(seen).then(c("worth")).otherwise(0))
        .group_by(target, "ruleset")
        .agg(c("points").sum(), c("of").sum(), c("covered").sum(), c("coverable").sum())
        .with_columns(
            score=half_up(pl.lit(FULL), c("points"), c("of")),
            coverage=half_up(pl.lit(FULL), c("covered"), c("coverable")),
        )
    )
