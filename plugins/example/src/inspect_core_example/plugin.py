"""What the plugin adds: one rule kind, one ruleset, one section of the circular."""

from __future__ import annotations

from pathlib import Path

from inspect_core.api import hookimpl
from inspect_core_example.thorough import Thorough

HERE = Path(__file__).parent


@hookimpl
def inspect_rule_kinds() -> list[type[Thorough]]:
    """The word `thorough` for rulesets."""
    return [Thorough]


@hookimpl
def inspect_ruleset_dirs() -> list[Path]:
    """The ruleset `handover` with its cases."""
    return [HERE / "rulesets"]


@hookimpl
def inspect_template_dirs() -> list[Path]:
    """A section at the end of the circular: report/sections/circular/handover.html."""
    return [HERE / "templates"]
