"""Brings the standards of courtesy (礼仪) to inspect-core."""

from __future__ import annotations

from pathlib import Path

from pluggy import HookimplMarker

from inspect_core.api import shipped

hookimpl = HookimplMarker("inspect_core")


@hookimpl
def inspect_ruleset_dirs() -> list[Path]:
    """Where the rulesets are: in the package when installed from a wheel, beside all others in a checkout."""
    own = Path(__file__).with_name("rulesets")
    return [own if own.is_dir() else shipped("rulesets")]
