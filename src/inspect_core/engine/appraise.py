"""The month of a person or a place: rulesets weighed by the scheme, stints joined, grade and rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from inspect_core.engine.roll_up import half_up

c = pl.col
WEIGHTS = {"role": pl.Int16, "group": pl.Int64, "ruleset": pl.Int64, "inner": pl.Int64, "weight": pl.Int64}


def weighed(rulesets: pl.LazyFrame, weights: pl.LazyFrame, target: str) -> pl.LazyFrame:
    """Total and coverage of each target.

    `rulesets`: target, role, ruleset, score, coverage. `weights`: role, group, ruleset, inner, weight: a role weighs
    groups, and a group weighs rulesets; a ruleset weighed directly is a group of its own. What has no score leaves
    the weights; `known` and `all` say how much of them is left.
    """
    joined = rulesets.join(weights, on=["role", "ruleset"])
    scored = c("score").is_not_null()
    groups = joined.group_by(target, "group").agg(
        weight=c("weight").first(),
        points=(c("inner") * c("score")).sum(),
        of=pl.when(scored).then(c("inner")).otherwise(0).sum(),
        covered=(c("inner") * c("coverage")).sum(),
        coverable=pl.when(c("coverage").is_not_null()).then(c("inner")).otherwise(0).sum(),
    )
    one = pl.lit(1, pl.Int64)
    scores = groups.with_columns(
        score=half_up(one, c("points"), c("of")), coverage=half_up(one, c("covered"), c("coverable"))
    )
    known = c("score").is_not_null()
    covered = c("coverage").is_not_null()
    return (
        scores.group_by(target)
        .agg(
            points=(c("weight") * c("score")).sum(),
            known=pl.when(known).then(c("weight")).otherwise(0).sum(),
            covered=(c("weight") * c("coverage")).sum(),
            all=pl.when(covered).then(c("weight")).otherwise(0).sum(),
        )
        .select(
            target,
            "known",
            "all",
            total=half_up(one, c("points"), c("known")),
            coverage=half_up(one, c("covered"), c("all")),
        )
    )


def weights_table(rows: Sequence[tuple[int, int, int, int, int]]) -> pl.LazyFrame:
    """Weights as columns; see `weighed`."""
    return pl.DataFrame(rows, schema=WEIGHTS, orient="row").lazy()


def of_people(stints: pl.LazyFrame, stint_days: pl.LazyFrame) -> pl.LazyFrame:
    """A person's total of the totals of the stints, each weighing its days in the period."""
    scored = c("total").is_not_null()
    days = pl.when(scored).then(c("days")).otherwise(0)
    one = pl.lit(1, pl.Int64)
    return (
        stint_days.join(stints, on="stint", how="left")
        .group_by("person")
        .agg(
            points=(c("days") * c("total")).sum(),
            scored=days.sum(),
            covered=(c("days") * c("coverage")).sum(),
            coverable=pl.when(c("coverage").is_not_null()).then(c("days")).otherwise(0).sum(),
        )
        .select(
            "person",
            total=half_up(one, c("points"), c("scored")),
            coverage=half_up(one, c("covered"), c("coverable")),
        )
    )


def graded(frame: pl.LazyFrame, bands: Sequence[tuple[str, int]]) -> pl.LazyFrame:
    """`grade` from `total` by bands with inclusive lower bounds, best first."""
    grade: pl.Expr = pl.lit(None, pl.String)
    for name, least in reversed(bands):
        grade = pl.when(c("total") >= least).then(pl.lit(name)).otherwise(grade)
    return frame.with_columns(grade=grade)


def ranked(frame: pl.LazyFrame, within: Mapping[str, str]) -> pl.LazyFrame:
    """The rank of `standing` among those who share a column; equals share the better rank."""
    return frame.with_columns(
        **{
            name: c("standing").rank("min", descending=True).over(column).cast(pl.Int64)
            for name, column in within.items()
        }
    )
