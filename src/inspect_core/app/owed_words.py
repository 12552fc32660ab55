"""Nobody overlooks what is owed: said by name where a period is previewed, closed and handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from inspect_core.app.closed import closings_of
from inspect_core.app.project import App
from inspect_core.app.score import labels
from inspect_core.domain.closing import last_closed
from inspect_core.domain.period import Period, month_before
from inspect_core.errors import Place, Problem

View = Mapping[str, Any]


def tell_owed(app: App, period: Period, result: View) -> None:
    """A notice for what stays owed in the period, for who was scored only afterwards, and for periods left out."""
    people = labels(app).people
    for problem in (*owed_problems(period.id, result, people), *_left_out(app, period)):
        app.notify(problem)


def owed_problems(period: str, result: View, people: Mapping[str, str]) -> Iterator[Problem]:
    """What is to be said of the owed lists of a result, with the names of people."""

    def named(one: View) -> str:
        id = one["person"]["id"]
        return " ".join(part for part in (id, people.get(id)) if part)

    owed, afterwards = result.get("owed") or (), result.get("afterwards") or ()
    if owed:
        listed = _listed(owed, lambda one: f"{named(one)} {signed(one['points'])} ({one['period']})")
        yield Problem(
            "N-OWED-STAYS",
            f"{period}: owed for closed periods to people without a total here: {listed}",
            Place(file=period),
            "it stays owed until a period in which they have a total is closed; who left: HR decides",
            f"{period}：以下人员本期无总分，封账后更正的差额仍未结清：{listed}",
            "差额保留到其有总分的考核期封账为止；已离职的由人事决定",
        )
    if afterwards:
        listed = _listed(afterwards, lambda one: f"{named(one)} {one['period']}: {_change(one, 'none')}")
        listed_zh = _listed(afterwards, lambda one: f"{named(one)} {one['period']}：{_change(one, '无')}")
        yield Problem(
            "N-SCORED-AFTERWARDS",
            f"{period}: scored only after the close, or no longer, so that no difference can be worked out: {listed}",
            Place(file=period),
            "HR decides; nothing is added to or taken from a total for it",
            f"{period}：以下人员封账后才有（或不再有）总分，无法计算差额：{listed_zh}",
            "由人事决定；不计入任何总分",
        )


def signed(points: str) -> str:
    """Points with their sign."""
    return points if points.startswith("-") else f"+{points}"


def _change(one: View, none: str) -> str:
    return f"{one['before'] or none} → {one['after'] or none}"


def _listed(found: Iterable[View], say: Callable[[View], str]) -> str:
    return "; ".join(say(one) for one in found)


def _left_out(app: App, period: Period) -> Iterator[Problem]:
    """The periods between the last close and this one: once this one is closed they cannot be."""
    last = last_closed({name: one for name, one in closings_of(app).items() if name < period.id})
    names = _between(last, period.id) if last is not None else []
    if names:
        listed = ", ".join(names)
        yield Problem(
            "N-PERIOD-LEFT-OUT",
            f"{listed} was never closed and comes before {period.id}, which takes over what is owed",
            Place(file=period.id),
            f"close {names[0]} first where it is to be closed: after {period.id} it cannot be",
            f"{listed} 在 {period.id} 之前，尚未封账；应计入其中的差额改计入 {period.id}",
            f"如需封账 {names[0]}，请先办理：{period.id} 封账后不能再封",
        )


def _between(last: str, period: str) -> list[str]:
    names: list[str] = []
    while (before := month_before(names[-1] if names else period)) > last:
        names.append(before)
    return names[::-1]
