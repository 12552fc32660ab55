"""rules schema, in a project and outside of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


@pytest.mark.parametrize("name", ["ruleset", "scheme", "calendar", "cases", "mapping"])
def test_a_schema_is_printed_outside_of_any_project(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = call("rules", "schema", name)
    assert (said.status, json.loads(said.out)["title"]) == (0, f"inspect-core {name}")


def test_a_schema_is_written_where_somebody_wants_it(call: Call, project: Path) -> None:
    said = call("rules", "schema", "--out", str(project / "rulesets" / "ruleset.json"))
    assert (said.status, said.out) == (0, "")
    assert "kind.frequency" in json.loads((project / "rulesets" / "ruleset.json").read_text(encoding="utf-8"))["$defs"]


def test_a_sort_of_file_that_nobody_knows_is_refused(call: Call) -> None:
    assert call("rules", "schema", "rulsets").status == 2
