"""Brings readers of two published formats of inspection results to inspect-core."""

from __future__ import annotations

from pluggy import HookimplMarker

from inspect_core.api import Reader
from inspect_core_open_data.fhrs import FhrsReader
from inspect_core_open_data.lives import LivesReader

hookimpl = HookimplMarker("inspect_core")


@hookimpl
def inspect_readers() -> list[Reader]:
    """The XML of the Food Hygiene Rating Scheme, and LIVES feeds of restaurant inspections."""
    return [FhrsReader(), LivesReader()]
