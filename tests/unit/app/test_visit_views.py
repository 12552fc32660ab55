"""Scores of visits as plain data: what a record was worth, by ruleset and rule."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from inspect_core.app.imports import import_files
from inspect_core.app.init import NewProject, init_project
from inspect_core.app.project import App
from inspect_core.app.visit_views import visit_view
from inspect_core.bootstrap import build, create_journal
from inspect_core.domain.period import Period
from inspect_core.domain.table import Source

RULESET = """
ruleset: lobby
edition: 2026-01-01
title: lobby
forms: {round: {title: round, at: area}}
rules:
  tidy: {title: tidy, kind: checklist, form: round, ask: tidy, credit: place, points: 100}
"""
SCHEME = """
scheme: plain
edition: 2026-01-01
title: plain
roles: {guard: {weights: {lobby: 100}}}
bands: {good: 80, poor: 0}
"""
SEEN = "id,observer,start,place,tidy\na,li,2026-10-08 08:00,hall,pass\nb,li,2026-10-09 08:00,hall,na\n"


class Standing:
    def now(self) -> datetime:
        return datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def app(tmp_path: Path) -> App:
    folder = tmp_path / "project"
    new = NewProject(id="p", rulesets=("lobby",), scheme="plain")
    init_project(folder, new, {}, create_journal, Standing(), "cli:test")
    (folder / "rulesets" / "lobby.yaml").write_text(RULESET, encoding="utf-8")
    (folder / "rulesets" / "schemes" / "plain.yaml").write_text(SCHEME, encoding="utf-8")
    app = build(folder, clock=Standing(), actor="cli:test", installed=[])
    import_files(app, "people", [Source("p.csv", b"id,name,role\nli,Li Lei,guard\n")])
    import_files(app, "places", [Source("q.csv", b"id,name,kind\nhall,Great hall,area\n")])
    import_files(app, "observations", [Source("o.csv", SEEN.encode())], "round")
    return app


def test_a_visit_tells_who_where_when_and_its_score(app: App) -> None:
    view = visit_view(app, Period("2026-10", date(2026, 10, 1), date(2026, 10, 31)))
    assert (view["format"], view["period"]["id"], view["scheme"]["name"]) == (
        "inspect-core/visits/1",
        "2026-10",
        "plain",
    )
    first, second = view["visits"]
    assert first == {
        "observation": "a",
        "form": "round",
        "day": "2026-10-08",
        "place": {"id": "hall", "name": "Great hall"},
        "observer": {"id": "li", "name": "Li Lei"},
        "subject": None,
        "score": "100",
        "grade": "good",
        "rulesets": [
            {
                "ruleset": "lobby",
                "score": "100",
                "points": "100",
                "of": "100",
                "rules": [
                    {
                        "rule": "tidy",
                        "met": 1,
                        "partly": 0,
                        "unmet": 0,
                        "not_applicable": 0,
                        "points": "100",
                        "of": "100",
                    }
                ],
            }
        ],
    }
    assert (second["observation"], second["score"], second["grade"]) == ("b", None, None)
