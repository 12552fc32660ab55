"""What `explain --improve` prints: what cost the most, and the shortest way to the next grade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from inspect_core.app.explain import Explainer

View = Mapping[str, Any]


def show_improvement(session: Session, explainer: Explainer, person: str, most: int) -> None:
    """The improvement of a person, as JSON where it was asked for."""
    from inspect_core.app.improve import improvement

    view = improvement(explainer, person)
    if session.json:
        session.voice.data(view)
        return
    _head(session, view)
    _costs(session, view, most)
    _way(session, view)


def _head(session: Session, view: View) -> None:
    from inspect_core.cli.score import STATUSES, two

    who, lang = view["person"], session.language
    session.voice.line(f"{who['id']} {who['name']}  {who['role_title'][lang] or ''}  {view['period']['id']}")
    total = two(view["total"]) if view["total"] is not None else session.both(*STATUSES[view["status"]])
    session.voice.line(
        session.both(f"总分 {total}  等级 {view['grade'] or '-'}", f"total {total}  grade {view['grade'] or '-'}")
    )


def _costs(session: Session, view: View, most: int) -> None:
    from inspect_core.cli.tables import Column, table

    shown = view["costs"][: most or None]
    columns = [
        Column("扣掉", "cost", right=True),
        Column("何时", "when"),
        Column("何处", "where"),
        Column("什么", "what"),
    ]
    table(
        session,
        columns,
        [_row(session, one) for one in shown],
        title=session.both("每项花掉的总分", "what each cost of the total"),
    )
    more = len(view["costs"]) - len(shown)
    if more > 0:
        session.voice.line(session.both(f"另有 {more} 项；--most 0 列出全部", f"{more} more; --most 0 lists all"))


def _row(session: Session, one: View) -> tuple[str, str, str, str]:
    from inspect_core.cli.score import cost_of

    when = (one["first"] or one["day"])[:16].replace("T", " ")
    place = (one["place"] or {}).get("name", "")
    return cost_of(one["cost"]), when, place, one["title"][session.language]


def _way(session: Session, view: View) -> None:
    line, better = session.voice.line, view["next_grade"]
    if better is None:
        return
    grade, chosen = better["grade"], view["smallest"]
    if chosen is None:
        line(session.both(f"补上全部仍到不了 {grade}", f"not even all of them would have reached {grade}"))
        return
    total = view["reaches"]["total"]
    line(session.both(
        f"最少补上 {len(chosen)} 项即到 {grade}（总分 {total}）：",
        f"the fewest that reach {grade}: {len(chosen)} (total {total})",
    ))  # fmt: skip
    costs = {(one["ruleset"], one["rule"], one["stint"], one["slot"]): one for one in view["costs"]}
    for key in chosen:
        _, when, place, what = _row(session, costs[key["ruleset"], key["rule"], key["stint"], key["slot"]])
        line("  - " + "  ".join(part for part in (when, place, what) if part))
