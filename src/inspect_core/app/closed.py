"""Whether a period is closed: then nothing more may be given for it by hand."""

from __future__ import annotations

from inspect_core.app.project import App
from inspect_core.domain.events import PERIOD_CLOSED
from inspect_core.errors import FactError


def refuse_closed(app: App, period: str) -> None:
    """FactError where the period of that id is closed."""
    if any(one.get("period") == period for one in app.store.facts.proceedings(PERIOD_CLOSED)):
        raise FactError(
            "E-GIVE-CLOSED",
            f"the period {period} is closed: nothing more can be given for it",
            hint="give it for the next period, with a reason that names this one",
            message_zh=f"考核期 {period} 已关闭，不能再给出",
            hint_zh="请计入下一考核期，并在原因中写明本期",
        )
