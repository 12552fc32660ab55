"""Records as the signs read them: an honest month, and rounds that nobody walked."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from inspect_core.app.fairness.signs.rounds import Round, rounds_of
from inspect_core.demo.month import build

ZONE = ZoneInfo("Asia/Shanghai")
IMPORTED = "2026-11-02T09:00:00+08:00"
Record = dict[str, Any]


@cache
def honest() -> tuple[Record, ...]:
    """The records of the demo month, as the demo imports them."""
    bodies = (seen.model_dump(mode="json") for seen in build().observations)
    return tuple({**body, "received_at": IMPORTED, "actor": "import:month.csv"} for body in bodies)


def told(
    id: str,
    observer: str,
    at: str,
    *,
    seconds: int = 180,
    place: str = "gate",
    form: str = "round",
    later: float = 60,
    answers: dict[str, str] | None = None,
    photos: tuple[str, ...] = (),
    actor: str = "cli:phone",
) -> Record:
    """A record that began at "08 09:30" of October 2026 and was received so many seconds after it ended."""
    start = datetime.fromisoformat(f"2026-10-{at.replace(' ', 'T')}").replace(tzinfo=ZONE)
    end = start + timedelta(seconds=seconds)
    received = end + timedelta(seconds=later)
    return {
        "id": id,
        "form": form,
        "observer": observer,
        "place": place,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "received_at": received.isoformat(),
        "actor": actor,
        "answers": answers or {},
        "photos": photos,
    }


def rounds(*records: Record) -> list[Round]:
    return rounds_of(records, ZONE)


def walks(who: str, day: int, seconds: int) -> list[Record]:
    """A round at the gate, and the next at the garage so many seconds later; received at different times."""
    walked = datetime(2026, 10, day, 9, 3, tzinfo=ZONE) + timedelta(seconds=seconds)
    return [
        told(f"{who}-{day}-gate", who, f"{day:02} 09:00", place="gate", later=30 + 7 * day),
        told(f"{who}-{day}-garage", who, f"{walked:%d %H:%M:%S}", place="garage", later=90 + 11 * day),
    ]


def fabricated() -> dict[str, list[Record]]:
    """For each kind of sign the records that show it; those of honest others are in "others"."""
    quick = {f"q{number}": "pass" for number in range(8)}
    rare = {"etiquette": "pass", "facilities": "fail", "working-state": "pass"}
    return {
        "others": [row for day in (5, 6, 7) for who in ("X1", "X2", "X3") for row in walks(who, day, 420)],
        "two_places": [
            told("two-1", "F1", "08 09:00", seconds=1800, place="gate", later=500),
            told("two-2", "F1", "08 09:10", seconds=1200, place="hall", later=900),
        ],
        "fast_walk": walks("F2", 9, 60),
        "fast_form": [
            told(f"fast-{n}", "F3", f"10 {9 + n:02}:00:05", seconds=6, answers=quick, form="long", later=100 * n)
            for n in range(4)
        ],
        "same_answers": [
            told(f"same-{n:02}", "F4", f"{1 + n // 4:02} {8 + n % 4:02}:30", answers=rare, form="patrol", later=50 * n)
            for n in range(24)
        ],
        "same_photo": [
            told("photo-1", "F5", "11 09:00", photos=("ab" * 32,)),
            told("photo-2", "F5", "12 15:00", place="hall", photos=("ab" * 32,)),
        ],
        "one_sitting": [told(f"sat-{n}", "F6", f"13 {9 + n:02}:00", later=3600 * (9 - n) + 2 * n) for n in range(7)],
        "future": [told("future", "F7", "14 09:00", later=-1200)],
        "clock_offset": [told(f"off-{n:02}", "F8", f"{1 + n:02} 10:00", later=3600 + n) for n in range(12)],
    }
