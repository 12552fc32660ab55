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

KEYS = ["visit", "form", "place", "subject", "observer", "duty", "day", "start", "end", "answered"]


def seconds(times: pd.Series) -> pd.Series:
    """Times of the wall as UTC seconds; nothing where there is no time."""
    return (times - pd.Timestamp(0)) // pd.Timedelta(seconds=1) - frames.EAST


def checks(seen: pd.DataFrame) -> pd.DataFrame:
    """Weighted pass rates and mean deductions, joined by the points of the rules."""
    rows = [(question, *found) for question, found in w.QUESTIONS.items()]
    asked = pd.DataFrame(rows, columns=["question", "rule", "weight", "deduction", "critical"])
    found = seen.loc[seen.form.isin(w.ROUNDS) & (seen["value"] != "na"), ["visit", "subject", "question", "value"]]
    return frames.scored(found.merge(asked, on="question"))


def deadline(seen: pd.DataFrame) -> pd.DataFrame:
    """The share of issues answered within the limit of their severity, on the day they were opened."""
    found = seen[seen.form == "issue"]
    limit = pd.to_timedelta(found["value"].map(w.LIMITS).astype("int64"), unit="min")
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
    stints, duties = (pd.read_parquet(folder / f"{name}.parquet") for name in ("stints", "duties"))
    seen = pd.read_parquet(folder / "observations.parquet", columns=[*KEYS, "question", "value"])
    seen = seen[seen.day.between(w.DAY0, w.DAY0 + w.DAYS - 1)]
    rounds = seen.loc[seen.form.isin(w.ROUNDS), KEYS].drop_duplicates("visit")
    rounds = rounds.assign(start=seconds(rounds.start), end=seconds(rounds.end))
    rounds = rounds.astype(dict.fromkeys(("start", "end"), np.int64))
    metrics = [
        checks(seen),
        frames.frequency(rounds, duties),
        frames.interval(rounds, duties),
        frames.duration(rounds, stints),
        deadline(seen),
        rating(seen),
    ]
    frames.appraise(stints, metrics).to_parquet(out, index=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
