"""The numbers of the workload, shared by its generator and by the hand-written references.

The engine reads none of this: it has the same numbers from the YAML files in rules/.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polars as pl

FIRST, DAYS = date(2026, 3, 1), 31
LAST = FIRST + timedelta(days=DAYS - 1)
DAY0 = FIRST.toordinal() - date(1970, 1, 1).toordinal()  # the number of the first day
ZONE, HOURS_EAST = "Asia/Shanghai", 8
MIDNIGHT = DAY0 * 86_400 - HOURS_EAST * 3_600  # the UTC second at which the month begins
OVER = MIDNIGHT + DAYS * 86_400  # and the one at which it is over: what is open then and in time is judged in the next

RULES = {  # rule -> how it is scored, its points of the hundred that its ruleset has
    "security": ("weighted", 75_000),
    "uniform": ("deduct", 25_000),
    "cleaning": ("weighted", 60_000),
    "safety": ("deduct", 40_000),
}
# question -> its rule, weight, deduction, whether it is critical
QUESTIONS = {
    f"{rule}-{number:02d}": (rule, 1 + (number - 1) % 5, 2 + (number - 1) * 3 % 9, number == 8)
    for rule in RULES
    for number in range(1, 11)
}
GUARD = [name for name, found in QUESTIONS.items() if found[0] in ("security", "uniform")]
CLEANER = [name for name, found in QUESTIONS.items() if found[0] in ("cleaning", "safety")]
SURVEY = [f"opinion-{number}" for number in range(1, 6)]
VALUES = ("pass", "minor", "major", "critical", "na")
SEVERITY = {"minor": 1, "major": 2, "critical": 5}
OPINIONS = {"none": None, "very-bad": 0, "bad": 25, "fair": 50, "good": 75, "very-good": 100}
LIMITS = {"minor": 240, "major": 120, "critical": 30}  # minutes to answer an issue

FORMS = ("guard-round", "cleaner-round", "survey", "issue")
ROUNDS = FORMS[:2]
ROLES = ("supervisor", "guard", "cleaner")
SHIFT_START = {1: 6, 2: 14, 3: 22}  # eight hours each; the last one crosses midnight
SHIFT_HOURS, DAY_BREAK = 8, 6
MIN_ROUNDS, MAX_GAP, MIN_PATROL, CAP = 4, 3_600, 3_600, 60_000

METRICS = ("checks", "frequency", "interval", "duration", "deadline", "rating")
WEIGHTS = {"guard": (40, 20, 15, 0, 15, 10), "cleaner": (50, 20, 0, 0, 20, 10), "supervisor": (0, 0, 0, 60, 0, 40)}
BANDS = ((90_000, "A"), (80_000, "B"), (70_000, "C"))  # else D
COLUMNS = ("person", "project", *METRICS, "total", "grade", "rank")


def form_of(question: str) -> str:
    """The form that asks a question of the rounds."""
    return "guard-round" if question in GUARD else "cleaner-round"


# every answer that occurs, in the order of its code: form, question, value
CODES = [
    *((form_of(name), name, value) for name in QUESTIONS for value in VALUES),
    *(("survey", name, value) for name in SURVEY for value in OPINIONS),
    *(("issue", "severity", value) for value in SEVERITY),
]
CODE = {found: code for code, found in enumerate(CODES)}
HERE = Path(__file__).parent


def folder(rows: int) -> Path:
    """Where the workload of so many rows is kept."""
    return HERE.parent / "build" / "bench" / str(rows)


def scan(folder: Path, name: str) -> pl.LazyFrame:
    """A table of the workload in the engine's columns, as it keeps them: an Arrow file, not compressed."""
    return pl.scan_ipc(folder / f"{name}.arrow")


def rate(num: int, den: int) -> int:
    """A share in thousandths of a per cent, rounded half up in whole numbers."""
    return (200_000 * num + den) // (2 * den)


def mean(total: int, count: int) -> int:
    """A mean rounded half up in whole numbers."""
    return (2 * total + count) // (2 * count)
