"""The workload in pandas from one flat table, one row an answer in words: how it is usually done.

python pandas_rows.py ROWS OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pandas_frames as frames

sys.path.insert(0, str(Path(__file__).parent.parent))
import workload as w

ROUND = ["subject", "place", "shift", "start"]
AT_POST = ["subject", "place", "shift", "day"]
COLUMNS = [*ROUND, "form", "observer", "end", "answered", "question", "value"]
BREAK = pd.Timedelta(hours=w.DAY_BREAK)


def seconds(times: pd.Series) -> pd.Series:
    """Times of the wall as UTC seconds."""
    return ((times - pd.Timestamp(0)) // pd.Timedelta(seconds=1) - frames.EAST).astype(np.int64)


def made_rounds(seen: pd.DataFrame) -> pd.DataFrame:
    """One row a round with the day of its shift; a shift's day begins at six."""
    rounds = seen.loc[seen.form.isin(w.ROUNDS), [*ROUND, "observer", "end"]].drop_duplicates(ROUND)
    day = ((rounds.start - BREAK).dt.normalize() - pd.Timestamp(0)) // pd.Timedelta(days=1)
    return rounds.assign(day=day, start=seconds(rounds.start), end=seconds(rounds.end))


def checks(seen: pd.DataFrame) -> pd.DataFrame:
    """Weighted pass rates and mean deductions, joined by the points of the rules."""
    rows = [(question, *found) for question, found in w.QUESTIONS.items()]
    asked = pd.DataFrame(rows, columns=["question", "rule", "weight", "deduction", "critical"])
    found = seen.loc[seen.form.isin(w.ROUNDS) & (seen["value"] != "na"), ["start", "subject", "question", "value"]]
    return frames.scored(found.merge(asked, on="question"), "start")


def deadline(seen: pd.DataFrame) -> pd.DataFrame:
    """The share of issues answered within the limit of their severity, on the day they were opened."""
    found = seen[seen.form == "issue"]
    limit = pd.to_timedelta(found["value"].map(w.LIMITS).astype("int64"), unit="min")
    until = np.minimum(found.start + limit + pd.Timedelta(seconds=1), found.start.dt.normalize() + pd.Timedelta(days=1))
    end = pd.Timestamp(w.LAST) + pd.Timedelta(days=1)
    decided = (np.minimum(found.answered.fillna(until), until) < end) & (found.start < end)
    found, limit = found[decided], limit[decided]
    met = (found.answered <= found.start + limit) & (found.answered.dt.date == found.start.dt.date)
    return frames.shared(found.subject, met, "deadline")


def rating(seen: pd.DataFrame) -> pd.DataFrame:
    """The mean opinion."""
    found = seen.loc[seen.form == "survey", ["subject", "value"]]
    found = found.assign(points=found["value"].map(w.OPINIONS)).dropna()
    return frames.averaged(found)


def main(rows: int, out: Path) -> None:
    """Scores and writes the table that all are compared by."""
    folder = w.folder(rows)
    stints, duties = (pd.read_feather(folder / f"{name}.arrow") for name in ("stints", "duties"))
    duties = duties.assign(subject=duties.person)
    seen = pd.read_parquet(folder / "observations.parquet", columns=COLUMNS)
    first = pd.Timestamp(w.FIRST) + BREAK
    seen = seen[(seen.start >= first) & (seen.start < first + pd.Timedelta(days=w.DAYS))]
    rounds = made_rounds(seen)
    metrics = [
        checks(seen),
        frames.frequency(rounds, duties, AT_POST),
        frames.interval(rounds, duties, AT_POST),
        frames.duration(rounds, stints),
        deadline(seen),
        rating(seen),
    ]
    frames.appraise(stints, metrics).to_parquet(out, index=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
