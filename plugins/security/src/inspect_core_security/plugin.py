"""Brings the standards of order-keeping (秩序维护), levels 1 to 3, and the logs of patrol batons to inspect-core."""

from __future__ import annotations

from pathlib import Path

from pluggy import HookimplMarker

from inspect_core.api import shipped
from inspect_core_security.baton import BatonReader

hookimpl = HookimplMarker("inspect_core")


@hookimpl
def inspect_ruleset_dirs() -> list[Path]:
    """Where the rulesets are: in the package when installed from a wheel, beside all others in a checkout."""
    own = Path(__file__).with_name("rulesets")
    return [own if own.is_dir() else shipped("rulesets")]


@hookimpl
def inspect_readers() -> list[BatonReader]:
    """One reader: the log that a patrol baton keeps of the checkpoints it touched."""
    return [BatonReader()]
