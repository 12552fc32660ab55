"""What a project holds, as plain records: the input that is coded into columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Records:
    """Bodies of the latest statements and of the observations that stand (superseded and voided ones left out).

    `began` is the first day of which anything is known of the project; nothing was due before it.
    """

    project: str
    people: Sequence[Body] = ()
    places: Sequence[Body] = ()
    shifts: Sequence[Body] = ()
    duties: Sequence[Body] = ()
    gaps: Sequence[Body] = ()
    observations: Sequence[Body] = ()
    began: str | None = None
