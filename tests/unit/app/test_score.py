"""Before a project began nothing was due, however many people and places it has by now."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspect_core import bootstrap
from inspect_core.app.imports import import_files
from inspect_core.app.init import NewProject, init_project
from inspect_core.app.project import App
from inspect_core.app.report import report_view
from inspect_core.app.score import scored
from inspect_core.app.views import score_view
from inspect_core.domain.table import Source

ROSTER = b"day,person,shift,start,end,place\n2026-10-08,P1,day,08:00,20:00,gate\n"


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def app(tmp_path: Path) -> App:
    folder = tmp_path / "lakeside"
    init_project(folder, NewProject(id="lakeside"), {}, bootstrap.create_journal, Clock(), "test")
    app = bootstrap.build(folder, clock=Clock(), actor="test", installed=())
    import_files(app, "people", [Source("people.csv", "id,name,role\nP1,王强,guard\nP2,李梅,shift_leader\n".encode())])
    import_files(app, "places", [Source("places.csv", b"id,kind\ngate,post\n")])
    import_files(app, "roster", [Source("roster.csv", ROSTER)])
    return app


def test_a_month_before_the_first_duty_has_nobody_and_no_coverage(app: App) -> None:
    view = score_view(scored(app, app.period("2026-09")))
    assert [view[listed] for listed in ("people", "places", "departments", "contractors")] == [[], [], [], []]
    assert view["project_score"] == {"score": None, "coverage": None, "rulesets": []}


def test_a_report_of_such_a_month_is_an_empty_one(app: App) -> None:
    view = report_view(app, app.period("2026-09"))
    assert dict(view.explanations) == {}
    assert set(app.registry.writers["html"].write(view, "zh")) == {"circular.html"}


@pytest.mark.parametrize("period", ["2026-10", "2026-11"])
def test_from_the_first_duty_on_what_is_due_is_due(app: App, period: str) -> None:
    view = score_view(scored(app, app.period(period)))
    assert [person["id"] for person in view["people"]] == ["P1", "P2"]
