"""The small month of a rule case as records: people, places, shifts, duties, observations, missing stretches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inspect_core.domain.form import Form
from inspect_core.engine.records import Records

Yaml = Mapping[str, Any]


def records_of(shared: Yaml, body: Yaml, forms: Mapping[str, Form], zone: ZoneInfo) -> Records:
    """The records of a case; what the case says itself wins over what its file says for all."""
    text = {**shared, **body}
    return Records(
        project="case",
        people=[_person(name, found) for name, found in (text.get("people") or {}).items()],
        places=[_place(name, found) for name, found in (text.get("places") or {}).items()],
        shifts=[_shift(name, found) for name, found in (text.get("shifts") or {}).items()],
        duties=[_duty(number, row, body) for number, row in enumerate(text.get("roster") or ())],
        gaps=[_gap(number, row, zone) for number, row in enumerate(text.get("missing") or ())],
        observations=list(_seen(text.get("seen") or (), body, zone)),
    )


def _person(name: str, found: Any) -> dict[str, Any]:
    stretches = found if isinstance(found, list) else [found]
    return {"id": name, "assignments": [{"role": one} if isinstance(one, str) else dict(one) for one in stretches]}


def _place(name: str, found: Any) -> dict[str, Any]:
    place = {"kind": found} if isinstance(found, str) else dict(found)
    owner = place.pop("owner", None)
    owners = place.pop("owners", [{"person": owner}] if owner else [])
    return {"id": name, "owners": owners, **place}


def _shift(name: str, found: str) -> dict[str, Any]:
    start, end = found.split("-")
    return {"id": name, "start": start.strip(), "end": end.strip()}


def _duty(number: int, row: Yaml, body: Yaml) -> dict[str, Any]:
    return {"id": f"D{number}", "day": body["day"], **row}


def _gap(number: int, row: Yaml, zone: ZoneInfo) -> dict[str, Any]:
    first, last = (_instant(str(row[edge]), "", zone).isoformat() for edge in ("from", "to"))
    place = {"place": row["place"]} if row.get("place") else {}
    return {"id": f"G{number}", "form": row["form"], "first": first, "last": last, **place}


def _seen(rows: Any, body: Yaml, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows):
        one = dict(row)
        start = _instant(str(one.pop("at")), body["day"], zone)
        times = {"start": start.isoformat()}
        if (minutes := one.pop("minutes", None)) is not None:
            times["end"] = (start + timedelta(minutes=int(minutes))).isoformat()
        if until := one.pop("until", None):
            times["end"] = _instant(str(until), body["day"], zone).isoformat()
        repeat = int(one.pop("times", 1))
        for copy in range(repeat):
            yield {"id": f"O{number:03d}-{copy}", "observer": "?", **one, **times}


def _instant(text: str, day: str, zone: ZoneInfo) -> datetime:
    """The instant of "08:10" on the day of the case, of "2026-10-09 02:00", or of the midnight a day begins with."""
    if len(text) == 5:
        text = f"{day} {text}"
    return datetime.fromisoformat(text).replace(tzinfo=zone)
