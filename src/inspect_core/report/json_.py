"""The views themselves as JSON, written so that equal views are equal bytes."""

from __future__ import annotations

from typing import Any

import orjson

from inspect_core.api import Language, ReportFiles, ReportView, ReportWriter
from inspect_core.report.links import file_names


def json_writer() -> ReportWriter:
    """The writer of the score view and each person's explanation; the language makes no difference."""
    return ReportWriter("json", ".json", _write)


def _write(view: ReportView, _: Language) -> ReportFiles:
    names = file_names(view.explanations, "explanations", ".json")
    explained = {names[id]: _json(found) for id, found in view.explanations.items()}
    return {f"score-{view.score['period']['id']}.json": _json(view.score), **explained}


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
