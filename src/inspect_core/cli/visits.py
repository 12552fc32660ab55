"""inspect-core score --by visit: the score of each record by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_core.cli.session import Session


def narrowed(view: Mapping[str, Any], person: str | None, place: str | None) -> dict[str, Any]:
    """The view with the visits that a person made or that were about him, at a place."""
    kept = [
        one
        for one in view["visits"]
        if place in (None, _id(one["place"])) and person in (None, _id(one["observer"]), _id(one["subject"]))
    ]
    return {**view, "visits": kept}


def _id(known: Mapping[str, str] | None) -> str:
    return known["id"] if known is not None else ""


def show_visits(session: Session, view: Mapping[str, Any]) -> None:
    """The visits that have a score as a table, in order of time; the others are counted."""
    from inspect_core.cli.score import two
    from inspect_core.cli.tables import Column, table

    columns = [
        Column("日期", "day"),
        Column("记录编号", "record"),
        Column("表单", "form"),
        Column("部位", "place"),
        Column("被检查人", "about"),
        Column("得分", "score", right=True),
        Column("等级", "grade"),
    ]
    rows = [
        (
            one["day"],
            one["observation"],
            one["form"],
            (one["place"] or {"name": ""})["name"],
            (one["subject"] or {"name": ""})["name"],
            two(one["score"]),
            one["grade"] or "",
        )
        for one in view["visits"]
        if one["score"] is not None
    ]
    table(session, columns, rows)
    rest = len(view["visits"]) - len(rows)
    if rest:
        session.voice.talk(f"另有 {rest} 条记录没有条款评分", f"{rest} more that no rule judged")
