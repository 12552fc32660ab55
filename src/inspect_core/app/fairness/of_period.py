"""The fairness of a period of a project: scored, then told, with agreement and signs where they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inspect_core.app.fairness.agreement_view import agreement_view
from inspect_core.app.fairness.signs.read import read_signs, signs_view
from inspect_core.app.fairness.view import fairness_view
from inspect_core.app.project import App
from inspect_core.app.score import scored
from inspect_core.domain.period import Period
from inspect_core.errors import UsageError


@dataclass(frozen=True, slots=True)
class Wanted:
    """One person only, and whether agreement and signs are told: they take longer to work out."""

    person: str | None = None
    agreement: bool = False
    signs: bool = False


def fairness_of(app: App, period: Period, wanted: Wanted) -> dict[str, Any]:
    """The view `inspect-core/fairness/1` of a period; what was not asked for is null in it.

    UsageError for a person who did not work here in the period, and where agreement needs a library.
    """
    month = scored(app, period, sorts=())
    view = fairness_view(month, app.settings.fairness, wanted.person)
    if wanted.person is not None and not view["people"]:
        raise UsageError(
            "E-PERSON-UNKNOWN",
            f"nobody with the id '{wanted.person}' worked here in the period",
            hint="name another period with --period",
            message_zh=f"工号 {wanted.person} 本期不在岗",
            hint_zh="请用 --period 指定其他考核期",
        )
    if wanted.agreement:
        view["agreement"] = agreement_view(month, app.settings.fairness)
    if wanted.signs:
        found = read_signs(app, period)
        own = [one for one in found if wanted.person in (None, one.sign.observer)]
        view["signs"] = signs_view(own, month.labels)
    return view
