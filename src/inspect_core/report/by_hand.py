"""What people gave by hand, as pages and tables tell it: what, how much, why, by whom and who approved it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspect_core.report import figures
from inspect_core.report.words import Words


@dataclass(frozen=True, slots=True)
class GiftPart:
    """One thing given by hand; `points` is empty for vetoes and cards."""

    title: str
    points: str
    worth: Decimal | None
    reason: str
    by: str
    approved_by: str
    day: str
    records: str


def gift_parts(explained: Mapping[str, Any], words: Words) -> tuple[GiftPart, ...]:
    """Every adjustment, veto and card of a person that people gave by hand."""
    return tuple(_part(found, gift, words) for found, gift in _gifts(explained))


def _gifts(explained: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for found in explained.get("adjustments") or ():
        yield from ((found, gift) for gift in found.get("given") or ())
    for found in (*(explained.get("vetoes") or ()), *(explained.get("cards") or ())):
        if isinstance(found, Mapping) and found.get("given"):
            yield found, found["given"]


def _part(found: Mapping[str, Any], gift: Mapping[str, Any], words: Words) -> GiftPart:
    points = gift.get("points")
    signed = figures.exact(points).replace("-", "−") if points is not None else ""
    return GiftPart(
        title=words.say(found.get("title")) or str(found["name"]),
        points=f"+{signed}" if signed and not signed.startswith("−") else signed,
        worth=figures.number(points),
        reason=str(gift.get("reason") or ""),
        by=str((gift.get("by") or {}).get("name") or ""),
        approved_by=str((gift.get("approved_by") or {}).get("name") or ""),
        day=str(gift["on"]),
        records=words.list([str(id) for id in gift.get("evidence") or ()]),
    )
