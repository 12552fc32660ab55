"""The views themselves as JSON, written so that equal views are equal bytes."""

from __future__ import annotations

from typing import Any

import orjson

from inspect_core.api import Language, ReportFiles, ReportView, ReportWriter
from inspect_core.report.fairness_rows import fairness_data
from inspect_core.report.links import file_names


def json_writer() -> ReportWriter:
    """The writer of the score view, of its fairness and each person's explanation; the language makes no difference."""
    return ReportWriter("json", ".json", _write)


def _write(view: ReportView, _: Language) -> ReportFiles:
    names = file_names(view.explanations, "explanations", ".json")
    explained = {names[id]: _json(found) for id, found in view.explanations.items()}
    period = view.score["period"]["id"]
    files = {f"score-{period}.json": _json(view.score)}
    if view.fairness is not None:
        files[f"fairness-{period}.json"] = _json(fairness_data(view.fairness))
    return {**files, **explained}


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
