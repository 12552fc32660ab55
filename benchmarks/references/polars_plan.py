"""The workload as one hand-written Polars plan on the same columns: what the engine is measured against.

python polars_plan.py ROWS OUT [PROJECTS A BATCH]

Both heavy sums travel in one 64-bit key and one 64-bit value. Everything the engine finds out from YAML is known here.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).parent.parent))
import workload as w

c = pl.col
RULES = (*w.RULES, "rating")


def rate(num: pl.Expr, den: pl.Expr, whole: pl.Expr | int = 100_000) -> pl.Expr:
    """A share of `whole`, rounded half up in whole numbers."""
    return (2 * whole * num + den) // (2 * den)


def i64(value: pl.Expr) -> pl.Expr:
    """As a 64-bit number."""
    return value.cast(pl.Int64)


def contributions() -> pl.DataFrame:
    """What each answer code adds: earned << 42, of << 26, deducted << 10, critical << 5, answered."""
    rows = []
    for code, (form, question, value) in enumerate(w.CODES):
        if form == "survey" and w.OPINIONS[value] is not None:
            rows.append((code, RULES.index("rating"), w.OPINIONS[value], 1, 0, False, False))
        elif form in w.ROUNDS:
            rule, weight, deduction, critical = w.QUESTIONS[question]
            weighted, failed = w.RULES[rule][0] == "weighted", value in w.SEVERITY
            judged = value != "na"
            rows.append(
                (
                    code,
                    RULES.index(rule),
                    weight if weighted and value == "pass" else 0,
                    weight if weighted and judged else 0,
                    deduction * w.SEVERITY[value] if failed and not weighted else 0,
                    failed and critical and (not weighted or value == "critical"),
                    judged and not weighted,
                )
            )
    names = ("code", "rule", "num", "den", "ded", "veto", "scored")
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(c("code").cast(pl.UInt16))
    packed = i64(c("num")) * 2**42 + i64(c("den")) * 2**26 + i64(c("ded")) * 2**10 + i64(c("veto")) * 32
    return frame.select("code", "rule", packed=packed + i64(c("scored")))


def checks(visits: pl.LazyFrame, answers: pl.LazyFrame) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """The checks and the rating: answers summed by visit and rule, then by person."""
    per = (
        answers.join(contributions().lazy(), on="code")
        .group_by(k=c("visit").cast(pl.Int64) * 8 + c("rule"))
        .agg(c("packed").sum())
        .select(
            visit=(c("k") // 8).cast(pl.Int32),
            rule=(c("k") % 8).cast(pl.Int8),
            num=c("packed") // 2**42,
            den=c("packed") // 2**26 % 2**16,
            ded=c("packed") // 2**10 % 2**16,
            veto=c("packed") // 32 % 32 > 0,
            scored=c("packed") % 32 > 0,
        )
    )
    left = pl.when("veto").then(0).otherwise(pl.max_horizontal(100 - c("ded"), 0)) * c("scored")
    sums = (
        per.with_columns(s=left)
        .join(visits.select("visit", person="subject"), on="visit")
        .group_by("person", "rule")
        .agg(c("num").sum(), c("den").sum(), c("veto").max(), i64(c("s")).sum(), n=i64(c("scored").sum()))
        .filter((c("den") > 0) | (c("n") > 0))
    )
    rating = sums.filter(c("rule") == RULES.index("rating")).select(
        "person", rating=rate(c("num") * 1_000, c("den"), 1)
    )
    points = pl.DataFrame(
        [(RULES.index(name), points, mode == "weighted") for name, (mode, points) in w.RULES.items()],
        schema={"rule": pl.Int8, "worth": pl.Int64, "weighted": pl.Boolean},
        orient="row",
    )
    share, cap = rate(c("num"), c("den"), c("worth")), c("worth") * w.CAP // 100_000
    weighted = pl.when("veto").then(pl.min_horizontal(share, cap)).otherwise(share)
    got = pl.when("weighted").then(weighted).otherwise(rate(c("s"), c("n") * 100, c("worth")))
    found = sums.join(points.lazy(), on="rule").with_columns(got=got).group_by("person")
    return found.agg(c("got").sum(), c("worth").sum()).select("person", checks=rate(c("got"), c("worth"))), rating


def two_rules(rounds: pl.LazyFrame, duties: pl.LazyFrame) -> pl.LazyFrame:
    """Frequency and interval: the rounds of each duty at its post, and the largest gap in each of its hours."""
    staffed = duties.filter(c("shift") > 0)
    again = c("duty") == c("duty").shift()
    gap = pl.when(again).then(c("off") - c("off").shift()).otherwise(c("off"))
    idle = ~again.fill_null(value=False) & (c("off") == w.MAX_GAP)  # the hour before it had nobody late either
    per = (
        rounds.select("duty", "place", "start")
        .join(staffed.select("duty", "place", "first"), on=["duty", "place"])
        .select(k=i64(c("duty")) * 32_768 + c("start") - c("first"))
        .sort("k")
        .select(duty=c("k") // 32_768, off=c("k") % 32_768)
        .with_columns(gap=gap, idle=idle)
        .group_by(h=c("duty") * 8 + c("off") // 3_600)
        .agg(n=i64(pl.len()), g=c("gap").max(), idle=i64(c("idle").sum()))
        .group_by(duty=(c("h") // 8).cast(pl.Int32))
        .agg(c("n").sum(), ok=i64((c("g") <= w.MAX_GAP).sum()) + c("idle").sum())
    )
    return (
        staffed.select("duty", "person")
        .join(per, on="duty", how="left")
        .group_by("person")
        .agg(f=i64((c("n").fill_null(0) >= w.MIN_ROUNDS).sum()), ok=c("ok").sum(), den=i64(pl.len()))
        .select("person", frequency=rate(c("f"), c("den")), interval=rate(c("ok"), c("den") * w.SHIFT_HOURS))
    )


def duration(rounds: pl.LazyFrame, stints: pl.LazyFrame) -> pl.LazyFrame:
    """The share of a supervisor's workday mornings and afternoons with an hour of patrol."""
    wall = c("start") + w.HOURS_EAST * 3_600
    day, hour = wall // 86_400, wall % 86_400 // 3_600
    workday = (day + 3) % 7 < 5  # 1 January 1970 was a Thursday
    days = sum((w.DAY0 + number + 3) % 7 < 5 for number in range(w.DAYS))
    done = (
        rounds.filter(hour.is_between(6, 17) & workday)
        .group_by(k=(i64(c("observer")) * 64 + day - w.DAY0) * 2 + (hour >= 12))
        .agg(seconds=(c("end") - c("start")).sum())
        .filter(c("seconds") >= w.MIN_PATROL)
        .group_by(person=(c("k") // 128).cast(pl.Int32))
        .agg(ok=i64(pl.len()))
    )
    bosses = stints.filter(c("role") == 0).select("person").join(done, on="person", how="left")
    return bosses.select("person", duration=rate(c("ok").fill_null(0), pl.lit(2 * days)))


def deadline(visits: pl.LazyFrame, answers: pl.LazyFrame, measures: pl.LazyFrame) -> pl.LazyFrame:
    """The share of issues answered within the limit of their severity and on the day they were opened."""
    rows = [(code, w.LIMITS[value] * 60) for code, (form, _, value) in enumerate(w.CODES) if form == "issue"]
    limits = pl.DataFrame(rows, schema={"code": pl.UInt16, "limit": pl.Int64}, orient="row")
    east = w.HOURS_EAST * 3_600
    same_day = (c("value") + east) // 86_400 == (c("start") + east) // 86_400
    in_time = (c("value") <= c("start") + c("limit")) & same_day
    midnight = (c("start") + east) // 86_400 * 86_400 + 86_400 - east
    decided = pl.min_horizontal("value", c("start") + c("limit") + 1, midnight) < w.OVER
    return (
        visits.filter(c("form") == w.FORMS.index("issue"))
        .select("visit", "start", person="subject")
        .join(answers.filter(c("code") >= rows[0][0]).join(limits.lazy(), on="code"), on="visit")
        .join(measures.select("visit", "value"), on="visit", how="left")
        .filter(decided & (c("start") < w.OVER))
        .group_by("person")
        .agg(ok=i64(in_time.fill_null(value=False).sum()), n=i64(pl.len()))
        .select("person", deadline=rate(c("ok"), c("n")))
    )


def appraise(stints: pl.LazyFrame, metrics: list[pl.LazyFrame]) -> pl.LazyFrame:
    """Metrics weighed by role, what is missing left out; grade and rank in the project."""
    people = stints.select("person", "project", "role")
    for metric in metrics:
        people = people.join(metric, on="person", how="left")
    weights = pl.DataFrame(
        [(number, *w.WEIGHTS[role]) for number, role in enumerate(w.ROLES)],
        schema={"role": pl.Int16, **{f"w_{name}": pl.Int64 for name in w.METRICS}},
        orient="row",
    )
    known = pl.sum_horizontal(pl.when(c(name).is_not_null()).then(c(f"w_{name}")).otherwise(0) for name in w.METRICS)
    points = pl.sum_horizontal(c(name).fill_null(0) * c(f"w_{name}") for name in w.METRICS)
    total = pl.when(known > 0).then((2 * points + known) // (2 * known))
    grade = pl.lit("D")
    for least, name in reversed(w.BANDS):
        grade = pl.when(c("total") >= least).then(pl.lit(name)).otherwise(grade)
    return (
        people.join(weights.lazy(), on="role")
        .with_columns(total=total)
        .with_columns(
            grade=pl.when(c("total").is_not_null()).then(grade),
            rank=c("total").rank("min", descending=True).over("project").cast(pl.Int64),
        )
        .select(w.COLUMNS)
    )


def plan(found: dict[str, pl.LazyFrame]) -> pl.LazyFrame:
    """The whole month."""
    visits = found["visits"].filter(c("day").is_between(w.DAY0, w.DAY0 + w.DAYS - 1))
    rounds = visits.filter(c("form") < len(w.ROUNDS))
    metrics = [
        *checks(visits, found["answers"]),
        two_rules(rounds, found["duties"]),
        duration(rounds, found["stints"]),
        deadline(visits, found["answers"], found["measures"]),
    ]
    return appraise(found["stints"], metrics)


def batches(found: dict[str, pl.LazyFrame], edges: pl.DataFrame, step: int) -> pl.DataFrame:
    """The month, so many projects at a time."""
    parts = []
    for first in range(0, edges.height - 1, step):
        begins = edges.row(first, named=True)
        ends = edges.row(min(first + step, edges.height - 1), named=True)
        batch = {name: frame.slice(begins[name], ends[name] - begins[name]) for name, frame in found.items()}
        parts.append(plan(batch).collect(engine="streaming"))
    return pl.concat(parts)


def main(rows: int, out: Path, step: int = 0) -> None:
    """Scores and writes the table that all are compared by."""
    folder = w.folder(rows)
    tables = ("stints", "duties", "visits", "answers", "measures")
    found = {name: w.scan(folder, name) for name in tables}
    (
        batches(found, w.scan(folder, "edges").collect(), step) if step else plan(found).collect(engine="streaming")
    ).write_parquet(out)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
