from __future__ import annotations

import orjson

from inspect_core.report.json_ import json_writer
from tests.unit.report.sample import month


def test_the_json_is_the_view_itself() -> None:
    view = month()
    files = json_writer().write(view, "zh")
    assert orjson.loads(files["score-2026-10.json"]) == view.score
    assert orjson.loads(files["explanations/P102.json"]) == view.explanations["P102"]


def test_equal_views_are_equal_bytes_in_either_language() -> None:
    view = month()
    turned = dict(reversed(list(view.score.items())))
    object.__setattr__(view, "score", turned)
    assert json_writer().write(view, "en") == json_writer().write(month(), "zh")
