"""The plugin of the workload: it brings the rulesets and the calendar of its month, as any plugin would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from inspect_core.host.hookspecs import hookimpl

RULESETS = ("guard-checks", "cleaner-checks", "frequency", "interval", "duration", "deadline", "rating")


@hookimpl
def inspect_ruleset_dirs() -> list[Path]:
    """The folder beside this file."""
    return [Path(__file__).with_name("rules")]


@hookimpl
def inspect_workday(day: date) -> bool:
    """Monday to Friday, so that the references need no calendar of their own."""
    return day.weekday() < 5
