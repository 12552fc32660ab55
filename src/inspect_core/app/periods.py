"""How far each period has come, as plain data; and whether a closed one still comes to the same result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_core.app.after_close import came_after
from inspect_core.app.appeals import appeals_of
from inspect_core.app.closed import closing_of, closings_of
from inspect_core.app.findings.late_steps import late_steps
from inspect_core.app.owed_views import corrected, owed_in_view
from inspect_core.app.project import App
from inspect_core.app.result import digest_of, result_of
from inspect_core.app.score import labels, scored
from inspect_core.app.views import View
from inspect_core.domain.closing import Closing
from inspect_core.domain.period import Period
from inspect_core.errors import IntegrityError, Place


def period_views(app: App) -> list[View]:
    """Every period that was previewed, opened to appeals or closed, in the order of time."""
    return [period_view(app, closing) for _, closing in sorted(closings_of(app).items())]


def period_view(app: App, closing: Closing) -> View:
    """One period: its stage, who took each step and when, its appeals, and what came after the close."""
    known = labels(app)
    own = [one for one in appeals_of(app) if one.filed["period"] == closing.period]

    def step(record: Any, *keys: str) -> View | None:
        if record is None:
            return None
        approver = {"approved_by": known.person(record["approved_by"])} if "approved_by" in record else {}
        told = {"at": record["received_at"], "by": known.person(record["by"]), **approver}
        return {**told, **{key: record[key] for key in keys}}

    manifest = closing.manifest
    pinned = ("journal", "records", "rulesets", "scheme", "calendar", "plugins", "engine", "result", "override", "id")
    return {
        "period": closing.period,
        "stage": str(closing.stage),
        "preview": step(closing.preview, "result", "people"),
        "appeals": step(closing.window, "from", "until"),
        "close": step(manifest, *pinned),
        "filed": len(own),
        "open": [one.number for one in own if one.open],
        "came_after": _after(app, manifest) if manifest is not None else [],
    }


def _after(app: App, manifest: Mapping[str, Any]) -> list[View]:
    """What came after a close, the steps with findings among it, in the order in which it came."""
    told: list[View] = [{**one, "finding": None} for one in came_after(app, manifest)]
    return sorted((*told, *late_steps(app, manifest)), key=lambda one: int(one["seq"]))


def one_period(app: App, period: Period) -> View:
    """The period named with what is owed in it and for it; a closed one is scored again and compared with what was pinned."""
    closing = closing_of(app, period.id)
    view = {**period_view(app, closing), **owed_in_view(app, period), "corrected": corrected(app, period)}
    if closing.manifest is not None:
        view["same"] = same_again(app, period)
    return view


def same_again(app: App, period: Period) -> bool:
    """Whether a closed period, scored again from the journal, is the result that was pinned, to the byte."""
    manifest = closing_of(app, period.id).manifest
    return manifest is not None and digest_of(result_of(scored(app, period))) == manifest["result"]


def check_closed(app: App, period: Period) -> None:
    """IntegrityError where a closed period no longer comes to the result that was pinned."""
    manifest = closing_of(app, period.id).manifest
    if manifest is not None and not same_again(app, period):
        engine = manifest["engine"]
        raise IntegrityError(
            "E-CLOSED-DIFFERS",
            f"{period.id} scored again is not the result that was closed by engine {engine}",
            place=Place(file=f"closed/{manifest['result'][:12]}"),
            hint=f"score it with engine {engine} and the plugins of that day; the pinned result stays what was paid",
            message_zh=f"{period.id} 重新评分与封账结果不一致（封账引擎 {engine}）",
            hint_zh=f"请用引擎 {engine} 及当时的插件评分；已封存的结果仍为发放依据",
        )
