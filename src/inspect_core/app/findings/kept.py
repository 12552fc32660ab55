"""The findings derived from a journal, kept beside its columns: deriving them asks every record there ever was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import polars as pl

from inspect_core import __version__
from inspect_core.app.findings.derive import derived
from inspect_core.app.findings.judged import forms_asking
from inspect_core.app.project import App
from inspect_core.domain.finding import Finding

FORMAT: Final = "findings/1"
_WORDS: Final = (
    "id", "observation", "rule", "question", "answer", "severity", "form", "place", "subject", "observer",
    "found", "told", "contractor", "gone",
)  # fmt: skip
_SCHEMA: Final[dict[str, Any]] = {
    **dict.fromkeys(_WORDS, pl.String),
    "responsible": pl.List(pl.String),
    "return_visit": pl.Boolean,
    "counts": pl.Boolean,
}


def findings_of(app: App) -> tuple[Finding, ...]:
    """Every finding there ever was, from the cache where it fits the journal's head and the rulesets, else derived."""
    if not forms_asking(app.standards):
        return ()
    columns, zone = app.store.columns, app.settings.project.zone
    key = _key(app)
    kept = columns.load(key)
    if kept is not None:
        return tuple(_thawed(kept["findings"], zone))
    found = tuple(derived(app))
    if app.given is None and key == _key(app):  # no trial, and nothing was journalled meanwhile
        columns.save(key, {"findings": _frozen(found)})
    return found


def _key(app: App) -> str:
    head, settings = app.store.journal.head(), app.settings
    editions = "+".join(ruleset.fingerprint[:16] for ruleset in app.standards.rulesets)
    return "|".join(
        (FORMAT, __version__, head.anchor, settings.project.time_zone, str(settings.period.start_day), editions)
    )


def _frozen(found: tuple[Finding, ...]) -> pl.DataFrame:
    rows = [{name: getattr(one, name) for name in _SCHEMA} for one in found]
    times = [{"found": row["found"].isoformat(), "told": row["told"].isoformat()} for row in rows]
    return pl.DataFrame([row | time for row, time in zip(rows, times, strict=True)], schema=_SCHEMA)


def _thawed(frame: pl.DataFrame, zone: ZoneInfo) -> Iterator[Finding]:
    for row in frame.iter_rows(named=True):
        found, told = (datetime.fromisoformat(row[name]).astimezone(zone) for name in ("found", "told"))
        yield Finding(**row | {"found": found, "told": told, "responsible": tuple(row["responsible"])})
