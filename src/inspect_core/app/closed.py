"""The project as it was when a period was closed: its records, the texts of its rules, its calendar."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from inspect_core.app.project import App
from inspect_core.app.standards import Standards
from inspect_core.domain.calendar import Workday
from inspect_core.domain.closing import Closing, closings
from inspect_core.domain.events import PERIOD_APPEALS_OPENED, PERIOD_CLOSED, PERIOD_PREVIEWED
from inspect_core.domain.period import Period
from inspect_core.errors import FactError, IntegrityError, Place
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.scheme import bind_scheme

Manifest = Mapping[str, Any]


def closings_of(app: App) -> dict[str, Closing]:
    """Every period that was previewed, opened to appeals or closed, by name."""
    return closings(app.store.facts.proceedings(PERIOD_PREVIEWED, PERIOD_APPEALS_OPENED, PERIOD_CLOSED))


def closing_of(app: App, period: str) -> Closing:
    """How far one period has come."""
    return closings_of(app).get(period, Closing(period))


def stage_of(app: App, period: Period) -> str:
    """How far the period has come, in a word."""
    return str(closing_of(app, period.id).stage)


def refuse_closed(app: App, period: str) -> None:
    """FactError where the period of that id is closed."""
    if closing_of(app, period).manifest is not None:
        raise FactError(
            "E-GIVE-CLOSED",
            f"the period {period} is closed: nothing more can be given for it",
            hint="give it for the next period, with a reason that names this one",
            message_zh=f"考核期 {period} 已关闭，不能再给出",
            hint_zh="请计入下一考核期，并在原因中写明本期",
        )


def as_closed(app: App, period: Period) -> tuple[App, Period]:
    """The project and the period as they were closed; as they are, where the period is open or standards are tried."""
    if app.given is not None:
        return app, period
    manifest = closing_of(app, period.id).manifest
    if manifest is None:
        return app, period
    if period.id not in app.closed:
        app.closed[period.id] = as_pinned(app, manifest)
    return app.closed[period.id], Period(period.id, *(date.fromisoformat(manifest[day]) for day in ("first", "last")))


def as_pinned(app: App, manifest: Manifest) -> App:
    """The project by what the manifest of a close pins: the end of its journal, its texts, its calendar."""
    zone = app.settings.project.time_zone
    if manifest["time_zone"] != zone:
        raise IntegrityError(
            "E-CLOSED-ZONE",
            f"{manifest['period']} was closed in the time zone {manifest['time_zone']}, the settings now say {zone}",
            place=Place(file="inspect-core.toml", pointer="/project/time_zone"),
            hint=f"set it back to {manifest['time_zone']}",
            message_zh=f"{manifest['period']} 封账时的时区是 {manifest['time_zone']}，现设置为 {zone}",
            hint_zh=f"请改回 {manifest['time_zone']}",
        )
    store = app.store.as_of(manifest["journal"]["seq"])
    return replace(app, store=store, given=_standards(app, manifest), calendar=_calendar(app, manifest), closed={})


def _standards(app: App, manifest: Manifest) -> Standards:
    """The rulesets and the scheme by the texts that were pinned; what they are in the folders today is not read."""
    kinds = app.registry.kinds
    settings = kinds.settings()
    rulesets = []
    for told in manifest["rulesets"]:
        bound = bind_ruleset(read_text(_text(app, told["text"]), f"closed/{told['text'][:12]}"), settings)
        _same_text(bound.fingerprint, told["fingerprint"], f"{told['ruleset']}@{told['edition']}")
        rulesets.append(bound)
    said = manifest["scheme"]
    scheme = bind_scheme(
        read_text(_text(app, said["text"]), f"closed/{said['text'][:12]}"), {ruleset.id for ruleset in rulesets}
    )
    _same_text(scheme.fingerprint, said["fingerprint"], f"{said['scheme']}@{said['edition']}")
    return Standards(tuple(rulesets), scheme, (), kinds)


def _text(app: App, digest: str) -> str:
    return app.store.papers.get(digest).decode()


def _same_text(found: str, told: str, name: str) -> None:
    if found != told:
        raise IntegrityError(
            "E-CLOSED-TEXT",
            f"the text of {name} reads otherwise than when the period was closed: expected {told}, found {found}",
            hint="score it with the version of inspect-core that closed the period (`inspect-core period show` names it)",
            message_zh=f"{name} 的文本与封账时不一致：应为 {told}，实为 {found}",
            hint_zh="请用封账时的 inspect-core 版本评分（见 `inspect-core period show`）",
        )


def _calendar(app: App, manifest: Manifest) -> Workday:
    """The workdays as they were told then; a day that nobody had asked about is asked of today's calendar."""
    told = {date.fromisoformat(day): work for day, work in json.loads(_text(app, manifest["calendar"])).items()}
    today = app.workday

    def workday(day: date) -> bool | None:
        return told[day] if day in told else today(day)

    return workday
