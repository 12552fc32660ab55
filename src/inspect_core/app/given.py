"""What people gave by hand, read from the journal: for scoring, for lists, and before more is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from inspect_core.app.month import Labels
from inspect_core.domain.events import ADJUSTMENT_GIVEN, CARD_GIVEN, VETO_GIVEN
from inspect_core.domain.exact import milli, plain
from inspect_core.domain.text import Text
from inspect_core.engine.given import Sort
from inspect_core.engine.tables import Given
from inspect_core.language.scheme import SchemeText
from inspect_core.ports import Facts

KINDS: Final[Mapping[Sort, str]] = MappingProxyType(
    {"adjustment": ADJUSTMENT_GIVEN, "veto": VETO_GIVEN, "card": CARD_GIVEN}
)
_SORTS: Final[Mapping[str, Sort]] = MappingProxyType({kind: sort for sort, kind in KINDS.items()})


def given_by_hand(facts: Facts, zone: ZoneInfo) -> tuple[Given, ...]:
    """The adjustments, vetoes and cards that stand, in the order they were given; an erased reason is empty."""
    return tuple(_given(one, zone) for one in facts.proceedings(*_SORTS, with_private=True))


def _given(one: Mapping[str, Any], zone: ZoneInfo) -> Given:
    sort = _SORTS[one["kind"]]
    return Given(
        one["id"],
        sort,
        one[sort],
        one["person"],
        one["period"],
        milli(one["points"]) if sort == "adjustment" else 0,
        one["by"],
        one["approved_by"],
        str(datetime.fromisoformat(one["received_at"]).astimezone(zone).date()),
        str(one.get("reason") or ""),
        tuple(one.get("evidence") or ()),
    )


def given_view(one: Given, labels: Labels) -> dict[str, Any]:
    """One of them as plain data: points, reason, who gave it, who approved it, on which day, and the records behind it."""
    return {
        "id": one.id,
        "points": plain(one.points) if one.sort == "adjustment" else None,
        "reason": one.reason,
        "by": labels.person(one.by),
        "approved_by": labels.person(one.approved_by),
        "on": one.on,
        "evidence": list(one.evidence),
    }


def title_of(sort: Sort, name: str, text: SchemeText) -> Text:
    """What the scheme calls it; its own name where it has no title."""
    titled: dict[Sort, Mapping[str, Any]] = {"adjustment": text.adjustments, "veto": text.vetoes, "card": text.cards}
    found = titled[sort].get(name)
    return found.title if found is not None else Text(zh=name, en=name)
