"""The agreement of observers as plain data, by the questions of a form that share their answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspect_core.app.fairness.agreement import Agreement, PairAgreement, agreements
from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.app.fairness.twice import Judged, Scale, judged_twice
from inspect_core.app.month import Month
from inspect_core.domain.exact import FULL, plain
from inspect_core.domain.text import Text
from inspect_core.engine.ground import day_number

View = dict[str, Any]


def agreement_view(month: Month, limits: FairnessSettings) -> View:
    """What two observers judged within the window, and how far they agreed.

    UsageError where the library of the statistics is not installed.
    """
    period = month.ground.period
    days = day_number(period.first), day_number(period.last)
    judged = judged_twice(month.tables, month.plan.forms, limits.window, days)
    whole, pairs = agreements(judged, limits.pairs)
    return {
        "window_minutes": limits.window,
        "least_pairs": limits.pairs,
        "scales": [_scale(one, judged, month, limits) for one in whole],
        "observers": [_pair(one, month) for one in pairs],
    }


def _named(scale: Scale, month: Month) -> View:
    form = month.plan.forms[scale.form]
    return {"form": scale.form, "title": form.title.model_dump(), "answers": list(scale.values)}


def _scale(found: Agreement, judged: Sequence[Judged], month: Month, limits: FairnessSettings) -> View:
    return {
        **_named(found.scale, month),
        "questions": sorted({one.question for one in judged if one.scale == found.scale}),
        "level": found.level,
        "things": found.things,
        "pairs": found.pairs,
        "same": _share(found.same, found.pairs),
        "alpha": _plain(found.alpha),
        "says": _says(found, limits).model_dump(),
    }


def _says(found: Agreement, limits: FairnessSettings) -> Text:
    same = _share(found.same, found.pairs)
    zh, en = f"{found.pairs} 对评判中 {same}% 相同", f"{same} % of {found.pairs} pairs are equal"
    if found.pairs < limits.pairs:
        return Text(zh=f"{zh}；少于 {limits.pairs} 对，不作统计", en=f"{en}; fewer than {limits.pairs}: no statistics")
    if found.alpha is None:
        return Text(zh=f"{zh}；答案全都一样，α 无从计算", en=f"{en}; all answers are the same, so alpha is not defined")
    return Text(zh=f"{zh}，α = {found.alpha}", en=f"{en}, alpha = {found.alpha}")


def _pair(found: PairAgreement, month: Month) -> View:
    names = month.tables.names
    return {
        **_named(found.scale, month),
        "people": [month.labels.person(names.name("person", observer)) for observer in found.observers],
        "things": found.things,
        "same": _share(found.same, found.things),
        "kappa": _plain(found.kappa),
    }


def _share(part: int, whole: int) -> str | None:
    return plain((2 * FULL * part + 100 * whole) // (200 * whole) * 100)


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)
