"""What a report is made of, and what a writer of reports is; plain values, so that plugins may add writers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from inspect_core.errors import Language

ReportFiles = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class ReportPhoto:
    """A photo of a record: its file in the report folder, or an empty text where it is gone; its size in bytes.

    `shown` tells whether every browser shows it; another one is linked.
    """

    file: str
    size: int = 0
    shown: bool = False


@dataclass(frozen=True)
class ReportView:
    """One scored period, ready to be written down.

    `score` is the score view (format inspect-core/score/1) and `explanations` the explanation of each
    person by id (format inspect-core/explanation/1), both as plain JSON values.  `earlier` holds the score
    views of months before, oldest first; `notices` are sentences the reader has to know, as text or
    as {"zh": ..., "en": ...}.  `photos` are the photos of the records by digest: a file that a page links to
    (`photos/…`) is put beside the pages.  `findings` are those found in the period, with `at` and
    `counts` (as in inspect-core/findings/1).  `fairness` is the view inspect-core/fairness/1 with `signs_found`,
    how many signs are open, confirmed and dismissed, or None where it was not worked out.
    """

    score: Mapping[str, Any]
    explanations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    earlier: tuple[Mapping[str, Any], ...] = ()
    notices: tuple[Any, ...] = ()
    photos: Mapping[str, ReportPhoto] = field(default_factory=dict)
    findings: Mapping[str, Any] = field(default_factory=dict)
    fairness: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class ReportWriter:
    """A way to write a report down: the name people choose it by, the suffix of its main file, and the deed.

    `write(view, language)` answers the files by their path relative to the report folder, with "/" between
    the parts; it opens nothing and reads no clock, so the same view always makes the same bytes.
    """

    name: str
    suffix: str
    write: Callable[[ReportView, Language], ReportFiles]
