"""What the papers of the documents are made of (patrol record, bulletins, lists); plain values, as for any report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inspect_core.app.report_view import ReportPhoto

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class PaperView:
    """One paper to be written.

    `source` says whose period it is and what it was made from, as the head of a score view does.  `forms` are the
    project's forms by id; `records` those of the period and, where a paper looks back, of the time before, oldest
    first, each with the names people know things by; `rules` what every rule says.  `day` is the day of a paper of
    one day; `record` names the one record of a patrol record, `form` its form; `blank` asks for an empty one.
    `score` and `before` are the score views of the period and of the month before, where a paper needs them.
    """

    kind: str
    source: Plain
    forms: Mapping[str, Plain] = field(default_factory=dict)
    records: tuple[Plain, ...] = ()
    rules: tuple[Plain, ...] = ()
    day: str = ""
    form: str = ""
    record: str = ""
    blank: bool = False
    score: Plain = field(default_factory=dict)
    before: Plain = field(default_factory=dict)
    photos: Mapping[str, ReportPhoto] = field(default_factory=dict)
