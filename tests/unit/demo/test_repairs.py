"""Some findings of the demo were put right: by the rules that hold for everybody, and alike on every machine."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from inspect_core.app.findings.register import register
from inspect_core.app.project import App
from inspect_core.demo.make import demo_project
from inspect_core.demo.repairs import FINDINGS


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> App:
    return demo_project(tmp_path_factory.mktemp("demo") / "demo", "en")


def test_about_twenty_findings_have_steps_and_every_step_counts(demo: App) -> None:
    moved = [entry for entry in register(demo) if entry.course.steps or entry.course.unfit]
    assert FINDINGS - 2 <= len(moved) <= FINDINGS
    assert all(entry.course.unfit == () for entry in moved)
    states = Counter(entry.course.state for entry in moved)
    assert states == {"closed": 12, "done": 2, "accepted": 2, "excused": 2}


def test_what_became_of_them_is_the_same_on_every_machine(demo: App, tmp_path: Path) -> None:
    def told(app: App) -> list[tuple[str, str, tuple[str, ...]]]:
        return [
            (one.finding.id, one.course.state, tuple(step.id for step in one.course.steps)) for one in register(app)
        ]

    assert told(demo_project(tmp_path / "again", "zh")) == told(demo)
