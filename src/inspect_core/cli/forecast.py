"""The forecast of a period on a terminal: which rules will count from when, and whose totals that would move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inspect_core.cli.session import Session

View = Mapping[str, Any]


def show_forecast(session: Session, view: View | None) -> None:
    """The rules in shadow, and everybody and everything whose score would be another."""
    line, both = session.voice.line, session.both
    if view is None:
        line(both("\n预测：本期没有试行中的条款", "\nforecast: no rule is on trial in this period"))
        return
    line(both("\n预测：若试行条款已计分", "\nforecast: if the rules on trial counted"))
    for rule in view["rules"]:
        line(f"  {rule['title'][session.language]}  {both('自', 'from')} {rule['from']}")
    _people(session, view.get("people", ()))
    for one in view.get("places", ()):
        if one["score"] != one["forecast"]:
            _moved(session, one["id"], one["score"], one["forecast"])
    whole = view.get("project_score")
    if whole is not None:
        _moved(session, both("项目", "project"), whole["score"], whole["forecast"])


def _people(session: Session, people: Sequence[View]) -> None:
    from inspect_core.cli.score import two
    from inspect_core.cli.tables import Column, table

    rows = [
        (one["id"], one["name"], two(one["total"]), one["grade"] or "", two(then["total"]), then["grade"] or "")
        for one in people
        for then in (one["forecast"],)
        if (one["total"], one["grade"]) != (then["total"], then["grade"])
    ]
    heads = [
        Column("工号", "id"),
        Column("姓名", "name"),
        Column("总分", "total", right=True),
        Column("等级", "grade"),
        Column("预测总分", "would be", right=True),
        Column("预测等级", "would be grade"),
    ]
    if rows:
        table(session, heads, rows)
    elif people:
        session.voice.line(session.both("  无人的总分或等级会变", "  nobody's total or grade would move"))


def _moved(session: Session, name: str, old: str | None, new: str | None) -> None:
    from inspect_core.cli.score import two

    session.voice.line(f"  {name}  {two(old) or '-'} → {two(new) or '-'}")
