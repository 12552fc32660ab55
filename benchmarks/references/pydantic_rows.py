"""The workload record by record: one pydantic object a line, handed to every rule. The naive way to have plugins.

python pydantic_rows.py ROWS OUT
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import BaseModel

sys.path.insert(0, str(Path(__file__).parent.parent))
import workload as w

Scores = dict[int, int]
LIMITS = {name: minutes * 60 for name, minutes in w.LIMITS.items()}


class Observation(BaseModel):
    """One answer with everything of its visit."""

    visit: int
    form: str
    question: str
    value: str
    project: int
    place: int
    subject: int
    observer: int
    duty: int
    day: int
    start: datetime
    end: datetime
    answered: datetime | None


class Checks:
    """Weighted pass rates and mean deductions."""

    name = "checks"

    def __init__(self) -> None:
        self.rated: dict[tuple[int, str], list[Any]] = defaultdict(lambda: [0, 0, False])
        self.lost: dict[tuple[int, str, int], list[Any]] = defaultdict(lambda: [0, False])

    def update(self, seen: Observation) -> None:
        """One answer."""
        if seen.form not in w.ROUNDS or seen.value == "na":
            return
        rule, weight, deduction, critical = w.QUESTIONS[seen.question]
        failed = seen.value != "pass"
        if w.RULES[rule][0] == "weighted":
            sums = self.rated[seen.subject, rule]
            sums[1] += weight
            if not failed:
                sums[0] += weight
            elif critical and seen.value == "critical":
                sums[2] = True
        else:
            sums = self.lost[seen.subject, rule, seen.visit]
            if failed:
                sums[0] += deduction * w.SEVERITY[seen.value]
                sums[1] = sums[1] or critical

    def finish(self) -> Scores:
        """The score of each person."""
        points: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for (person, rule), (num, den, veto) in self.rated.items():
            worth = w.RULES[rule][1]
            got = (2 * worth * num + den) // (2 * den)
            self._add(points[person], min(got, worth * w.CAP // 100_000) if veto else got, worth)
        visits: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
        for (person, rule, _), (lost, veto) in self.lost.items():
            self._add(visits[person, rule], 0 if veto else max(0, 100 - lost), 1)
        for (person, rule), (left, n) in visits.items():
            worth = w.RULES[rule][1]
            self._add(points[person], (2 * worth * left + n * 100) // (2 * n * 100), worth)
        return {person: w.rate(got, worth) for person, (got, worth) in points.items()}

    @staticmethod
    def _add(sums: list[int], first: int, second: int) -> None:
        sums[0] += first
        sums[1] += second


class Rating:
    """The mean opinion."""

    name = "rating"

    def __init__(self) -> None:
        self.sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])

    def update(self, seen: Observation) -> None:
        """One answer."""
        points = w.OPINIONS[seen.value] if seen.form == "survey" else None
        if points is not None:
            self.sums[seen.subject][0] += points
            self.sums[seen.subject][1] += 1

    def finish(self) -> Scores:
        """The score of each person."""
        return {person: w.mean(total * 1_000, n) for person, (total, n) in self.sums.items()}


class Deadline:
    """Issues answered in time and on the same day."""

    name = "deadline"

    def __init__(self) -> None:
        self.sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])

    def update(self, seen: Observation) -> None:
        """One answer."""
        if seen.form != "issue":
            return
        midnight = datetime.combine(seen.start.date(), time(), seen.start.tzinfo) + timedelta(days=1)
        until = min(seen.start + timedelta(seconds=LIMITS[seen.value] + 1), midnight)
        over = until if seen.answered is None else min(until, seen.answered)
        if max(over, seen.start).timestamp() >= w.OVER:
            return
        sums = self.sums[seen.subject]
        sums[1] += 1
        sums[0] += seen.answered is not None and seen.answered < until

    def finish(self) -> Scores:
        """The score of each person."""
        return {person: w.rate(met, due) for person, (met, due) in self.sums.items()}


class Rounds:
    """The distinct rounds, which three rules share."""

    def __init__(self, duties: list[dict[str, Any]], stints: list[dict[str, Any]]) -> None:
        self.duties = [duty for duty in duties if duty["shift"] > 0]
        self.stints = stints
        self.seen: dict[int, Observation] = {}

    def update(self, seen: Observation) -> None:
        """One answer."""
        if seen.form in w.ROUNDS:
            self.seen.setdefault(seen.visit, seen)

    def scores(self) -> dict[str, Scores]:
        """The scores of each person by rule."""
        starts: dict[tuple[int, int], list[int]] = defaultdict(list)
        for seen in self.seen.values():
            starts[seen.duty, seen.place].append(int(seen.start.timestamp()))
        sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        for duty in self.duties:
            own = sorted(starts.get((duty["duty"], duty["place"]), ()))
            found = sums[duty["person"]]
            found[0] += 1
            found[1] += len(own) >= w.MIN_ROUNDS
            found[2] += self._hours(own, duty["first"])
        return {
            "frequency": {person: w.rate(met, due) for person, (due, met, _) in sums.items()},
            "interval": {person: w.rate(hours, due * w.SHIFT_HOURS) for person, (due, _, hours) in sums.items()},
            "duration": self._duration(),
        }

    @staticmethod
    def _hours(starts: list[int], first: int) -> int:
        worst: dict[int, int] = {}
        before = first
        for start in starts:
            hour = (start - first) // 3_600
            worst[hour] = max(worst.get(hour, 0), start - before)
            before = start
        # whoever first comes exactly an hour after the start was not late in the hour before
        return sum(gap <= w.MAX_GAP for gap in worst.values()) + (starts[:1] == [first + w.MAX_GAP])

    def _duration(self) -> Scores:
        seconds: dict[tuple[int, Any, bool], float] = defaultdict(float)
        for seen in self.seen.values():
            if 6 <= seen.start.hour <= 17 and seen.start.weekday() < 5:
                half = (seen.observer, seen.start.date(), seen.start.hour >= 12)
                seconds[half] += (seen.end - seen.start).total_seconds()
        met: dict[int, int] = defaultdict(int)
        for (person, _, _), found in seconds.items():
            met[person] += found >= w.MIN_PATROL
        days = sum((w.DAY0 + number + 3) % 7 < 5 for number in range(w.DAYS))
        bosses = [stint["person"] for stint in self.stints if stint["role"] == 0]
        return {person: w.rate(met[person], 2 * days) for person in bosses}


def appraise(stints: list[dict[str, Any]], scores: dict[str, Scores]) -> list[dict[str, Any]]:
    """Metrics weighed by role; grade and rank in the project."""
    rows, totals = [], defaultdict(list)
    for stint in stints:
        found = {name: scores[name].get(stint["person"]) for name in w.METRICS}
        weights = w.WEIGHTS[w.ROLES[stint["role"]]]
        pairs = [(score, weight) for score, weight in zip(found.values(), weights, strict=True) if score is not None]
        known = sum(weight for _, weight in pairs)
        total = w.mean(sum(score * weight for score, weight in pairs), known) if known else None
        grade = None if total is None else next((name for least, name in w.BANDS if total >= least), "D")
        rows.append({"person": stint["person"], "project": stint["project"], **found, "total": total, "grade": grade})
        if total is not None:
            totals[stint["project"]].append(total)
    places: dict[int, dict[int, int]] = {}
    for project, own in totals.items():
        places[project] = {}
        for place, total in enumerate(sorted(own, reverse=True), 1):
            places[project].setdefault(total, place)
    for row in rows:
        row["rank"] = None if row["total"] is None else places[row["project"]][row["total"]]
    return rows


def observations(file: Path) -> Iterator[Observation]:
    """Every line as an object."""
    with file.open("rb") as lines:
        for line in lines:
            yield Observation.model_validate_json(line)


def main(rows: int, out: Path) -> None:
    """Scores and writes the table that all are compared by."""
    folder = w.folder(rows)
    stints, duties = (w.scan(folder, name).collect().to_dicts() for name in ("stints", "duties"))
    rounds, rules = Rounds(duties, stints), [Checks(), Rating(), Deadline()]
    for seen in observations(folder / "observations.jsonl"):
        if w.DAY0 <= seen.day < w.DAY0 + w.DAYS:
            rounds.update(seen)
            for rule in rules:
                rule.update(seen)
    scores = {rule.name: rule.finish() for rule in rules} | rounds.scores()
    appraised = appraise(stints, scores)
    pl.DataFrame({name: [row[name] for row in appraised] for name in w.COLUMNS}).write_parquet(out)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
