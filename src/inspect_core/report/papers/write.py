"""Fills a paper into its template: the one of its kind, in the company's folder first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from inspect_core.api import Language, PaperView, ReportFiles
from inspect_core.report.links import plain
from inspect_core.report.pages import about
from inspect_core.report.papers import etiquette, owners, patrol, plan, requests, survey
from inspect_core.report.papers.sheet import Sheet
from inspect_core.report.sandbox import environment, filled_in, refusing
from inspect_core.report.words import Words

SHEETS: Final[Mapping[str, Callable[[PaperView, Words], Sheet]]] = MappingProxyType(
    {
        "patrol-record": patrol.sheet,
        "etiquette-bulletin": etiquette.sheet,
        "daily-requests": requests.daily,
        "open-requests": requests.still_open,
        "complaint-analysis": requests.complaints,
        "survey": survey.sheet,
        "owners-bulletin": owners.sheet,
        "promotion-plan": plan.sheet,
    }
)


def written(view: PaperView, language: Language, template_dirs: Sequence[Path] = ()) -> ReportFiles:
    """The one file of a paper, by its name. DataError where a template of the company cannot be filled in."""
    words = Words(language)
    page = SHEETS[view.kind](view, words)
    made = environment(template_dirs, words)
    made.globals |= {"about": about(view.source, words), "grade_moods": {}}

    def fill() -> bytes:
        return filled_in(made.get_template(f"{view.kind}.html"), page=page, view=view)

    data: bytes = refusing(fill)
    return {file_name(view): data}


def file_name(view: PaperView) -> str:
    """patrol-record-2026-10-08.html: the kind, and what tells one paper of it from another."""
    which = "blank" if view.blank else plain(view.record) if view.record else view.day
    return f"{view.kind}{f'-{which}' if which else ''}.html"
