"""The fairness of a scored month as a report tells it: of signs only how many there are, and no names."""

from __future__ import annotations

from collections import Counter
from typing import Any

from inspect_core.app.fairness.signs.read import read_signs
from inspect_core.app.fairness.view import fairness_view
from inspect_core.app.month import Month
from inspect_core.app.project import App


def report_fairness(app: App, month: Month) -> dict[str, Any] | None:
    """The fairness view with `signs_found`: a sign is no finding, and a circular hangs on the wall.

    None where nobody was scored: there is nothing to be fair about.
    """
    if not month.scored.totals["person"].height:
        return None
    states = Counter(found.state for found in read_signs(app, month.ground.period))
    counted = {state: states[state] for state in ("open", "confirmed", "dismissed")}
    return {**fairness_view(month, app.settings.fairness), "signs_found": counted}
