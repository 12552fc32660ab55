"""The workload in pandas, as a careful author would write it on the same columns.

python pandas_frames.py ROWS OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))
import workload as w

EAST = w.HOURS_EAST * 3_600


def codes() -> pd.DataFrame:
    """Every answer code with its question's rule, weight, deduction."""
    frame = pd.DataFrame(w.CODES, columns=["form", "question", "value"])
    rows = [w.QUESTIONS.get(question, (None, 0, 0, False)) for question in frame.question]
    frame[["rule", "weight", "deduction", "critical"]] = pd.DataFrame(rows, index=frame.index)
    return frame.assign(code=frame.index.astype("uint16"))


def checks(visits: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Weighted pass rates and mean deductions, joined by the points of the rules."""
    known = codes()
    found = answers.merge(known[known.rule.notna() & (known.value != "na")], on="code")
    return scored(found.merge(visits[["visit", "subject"]], on="visit"))


def scored(found: pd.DataFrame, visit: str = "visit") -> pd.DataFrame:
    """The same of answers that have their rule, weight and deduction; `visit` tells the visits of a person apart."""
    found["failed"] = found["value"] != "pass"
    mode = found.rule.map({rule: mode for rule, (mode, _) in w.RULES.items()})
    rated = found[mode == "weighted"]
    rated = rated.assign(num=rated.weight.where(~rated.failed, 0), veto=rated.critical & (rated["value"] == "critical"))
    rated = rated.groupby(["subject", "rule"], as_index=False).agg(
        num=("num", "sum"), den=("weight", "sum"), veto=("veto", "any")
    )
    worth = rated.rule.map({rule: points for rule, (_, points) in w.RULES.items()})
    got = (2 * worth * rated.num + rated.den) // (2 * rated.den)
    rated = rated.assign(got=np.where(rated.veto, np.minimum(got, worth * w.CAP // 100_000), got), worth=worth)
    lost = found[mode == "deduct"]
    lost = lost.assign(
        lost=lost.deduction * lost["value"].map(w.SEVERITY).fillna(0).astype("int64"), veto=lost.critical & lost.failed
    )
    lost = lost.groupby(["subject", "rule", visit], as_index=False, sort=False).agg(
        lost=("lost", "sum"), veto=("veto", "any")
    )
    lost["left"] = np.where(lost.veto, 0, np.maximum(100 - lost.lost, 0))
    lost = lost.groupby(["subject", "rule"], as_index=False).agg(left=("left", "sum"), n=("left", "size"))
    worth = lost.rule.map({rule: points for rule, (_, points) in w.RULES.items()})
    lost = lost.assign(got=(2 * worth * lost.left + lost.n * 100) // (2 * lost.n * 100), worth=worth)
    both = pd.concat([rated[["subject", "got", "worth"]], lost[["subject", "got", "worth"]]])
    sums = both.groupby("subject", as_index=False).sum()
    return sums.assign(person=sums.subject, checks=w.rate(sums.got, sums.worth))[["person", "checks"]]


AT_POST = ["duty", "place"]


def at_post(rounds: pd.DataFrame, duties: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    """The rounds that were made where and when the duty was."""
    due = duties.loc[duties["shift"] > 0, [*on, "first"]]
    return rounds[[*on, "start"]].merge(due, on=on)


def frequency(rounds: pd.DataFrame, duties: pd.DataFrame, on: list[str] = AT_POST) -> pd.DataFrame:
    """The share of duties with enough rounds."""
    seen = at_post(rounds, duties, on).groupby(on, as_index=False).size()
    due = duties[duties["shift"] > 0].merge(seen, on=on, how="left")
    return shared(due.person, due["size"].fillna(0) >= w.MIN_ROUNDS, "frequency")


def interval(rounds: pd.DataFrame, duties: pd.DataFrame, on: list[str] = AT_POST) -> pd.DataFrame:
    """The share of hours whose largest gap is short enough."""
    seen = at_post(rounds, duties, on).sort_values([*on, "start"])
    offset = seen["start"] - seen["first"]
    same = (seen[on] == seen[on].shift()).all(axis=1)
    seen = seen.assign(gap=np.where(same, offset - offset.shift(fill_value=0), offset), hour=offset // 3_600)
    seen["idle"] = ~same & (offset == w.MAX_GAP)  # the hour before it had nobody late either
    seen = seen.groupby([*on, "hour"], as_index=False).agg(gap=("gap", "max"), idle=("idle", "sum"))
    seen["met"] = (seen.gap <= w.MAX_GAP) + seen.idle
    seen = seen.groupby(on, as_index=False).agg(met=("met", "sum"))
    due = duties[duties["shift"] > 0].merge(seen, on=on, how="left")
    due["met"] = due.met.fillna(0).astype("int64")
    found = due.groupby("person", as_index=False).agg(met=("met", "sum"), due=("met", "size"))
    return found.assign(interval=w.rate(found.met, found.due * w.SHIFT_HOURS))[["person", "interval"]]


def duration(rounds: pd.DataFrame, stints: pd.DataFrame) -> pd.DataFrame:
    """The share of workday mornings and afternoons with an hour of patrol."""
    wall = rounds["start"] + EAST
    day, hour = wall // 86_400, wall % 86_400 // 3_600
    patrolled = pd.DataFrame(
        {"person": rounds.observer, "day": day, "late": hour >= 12, "seconds": rounds["end"] - rounds["start"]}
    )[hour.between(6, 17) & ((day + 3) % 7 < 5)]
    sums = patrolled.groupby(["person", "day", "late"], as_index=False).seconds.sum()
    met = sums[sums.seconds >= w.MIN_PATROL].groupby("person", as_index=False).size()
    days = sum((w.DAY0 + number + 3) % 7 < 5 for number in range(w.DAYS))
    found = stints.loc[stints.role == 0, ["person"]].merge(met, on="person", how="left")
    met = found["size"].fillna(0).astype("int64")
    return found.assign(duration=w.rate(met, 2 * days))[["person", "duration"]]


def deadline(visits: pd.DataFrame, answers: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """The share of issues answered within the limit of their severity, on the day they were opened."""
    known = codes()
    known = known[known.form == "issue"]
    known = known.assign(limit=known["value"].map(w.LIMITS) * 60)[["code", "limit"]]
    found = visits.loc[visits.form == w.FORMS.index("issue"), ["visit", "subject", "start"]]
    found = found.merge(answers.merge(known, on="code"), on="visit")
    found = found.merge(measures[["visit", "value"]], on="visit", how="left")
    midnight = (found["start"] + EAST) // 86_400 * 86_400 + 86_400 - EAST
    over = np.fmin(found["value"], np.minimum(found["start"] + found.limit + 1, midnight))
    found = found[(over < w.OVER) & (found["start"] < w.OVER)]
    met = (found["value"] <= found["start"] + found.limit) & (
        (found["value"] + EAST) // 86_400 == (found["start"] + EAST) // 86_400
    )
    return shared(found.subject, met, "deadline")


def shared(person: pd.Series, met: pd.Series, name: str) -> pd.DataFrame:
    """The share of what was met of each person."""
    found = pd.DataFrame({"person": person, "met": met})
    found = found.groupby("person", as_index=False).agg(met=("met", "sum"), due=("met", "size"))
    return found.assign(**{name: w.rate(found.met, found.due)})[["person", name]]


def rating(visits: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """The mean opinion."""
    known = codes()
    known = known[known.form == "survey"]
    known = known.assign(points=known["value"].map(w.OPINIONS))[["code", "points"]].dropna()
    return averaged(answers.merge(known, on="code").merge(visits[["visit", "subject"]], on="visit"))


def averaged(found: pd.DataFrame) -> pd.DataFrame:
    """The same of opinions that have their points."""
    found = found.groupby("subject", as_index=False).agg(points=("points", "sum"), n=("points", "size"))
    points = found.points.astype("int64") * 1_000
    return found.assign(person=found.subject, rating=w.mean(points, found.n))[["person", "rating"]]


def appraise(stints: pd.DataFrame, metrics: list[pd.DataFrame]) -> pd.DataFrame:
    """Metrics weighed by role; grade and rank in the project."""
    people = stints[["person", "project", "role"]]
    for metric in metrics:
        people = people.merge(metric, on="person", how="left")
    weights = np.array([w.WEIGHTS[w.ROLES[role]] for role in people.role], dtype="int64")
    scores = people[list(w.METRICS)]
    points = (scores.fillna(0).to_numpy().astype("int64") * weights).sum(axis=1)
    known = (scores.notna().to_numpy() * weights).sum(axis=1)
    people["total"] = pd.array(w.mean(points, np.where(known > 0, known, 1)), dtype="Int64")
    people.loc[known == 0, "total"] = pd.NA
    reached = [(people.total >= least).fillna(value=False).to_numpy(dtype=bool) for least, _ in w.BANDS]
    grade = np.select(reached, [name for _, name in w.BANDS], "D")
    people["grade"] = pd.Series(grade, index=people.index).where(people.total.notna())
    people["rank"] = people.groupby("project").total.rank(method="min", ascending=False).astype("Int64")
    for name in w.METRICS:
        people[name] = people[name].astype("Int64")
    return people[list(w.COLUMNS)]


def main(rows: int, out: Path) -> None:
    """Scores and writes the table that all are compared by."""
    tables = ("stints", "duties", "visits", "answers", "measures")
    stints, duties, visits, answers, measures = (pd.read_feather(w.folder(rows) / f"{name}.arrow") for name in tables)
    visits = visits[visits.day.between(w.DAY0, w.DAY0 + w.DAYS - 1)]
    rounds = visits[visits.form < len(w.ROUNDS)]
    metrics = [
        checks(visits, answers),
        frequency(rounds, duties),
        interval(rounds, duties),
        duration(rounds, stints),
        deadline(visits, answers, measures),
        rating(visits, answers),
    ]
    appraise(stints, metrics).to_parquet(out, index=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
