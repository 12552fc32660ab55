"""Cards are counted over the months of the journal, each by the values that were in force on its days."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from inspect_core import bootstrap
from inspect_core.app.explain import Explainer
from inspect_core.app.imports import import_files
from inspect_core.app.init import NewProject, init_project
from inspect_core.app.live import Live
from inspect_core.app.project import App
from inspect_core.app.score import explainer, scored
from inspect_core.app.views import score_view
from inspect_core.app.withdraw import void
from inspect_core.domain.period import month_before
from inspect_core.domain.table import Source

RULES = """\
ruleset: lobby
edition: 2026-08-01
title: Lobby
forms: {check: {title: Check, about: person}}
rules:
  clean:
    title: Clean
    kind: deduction
    form: check
    full: {2026-01-01: 10}
    faults:
      dirty: {ask: Dirty?, deduct: {2026-08-10: 1}, veto: dirty-lobby}
    points: 100
"""
SCHEME = """\
scheme: cards
edition: 2026-08-01
title: Cards
roles: {guard: {weights: {lobby: 100}}}
bands: {A: 80, B: 60, E: 0}
cards:
  yellow: {title: {zh: 黄牌, en: Yellow card}, raised_by: dirty-lobby}
  red: {title: {zh: 红牌, en: Red card}, after: {yellow: 3, periods: 3, in_a_row: true}, grade: E}
"""


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 12, 1, tzinfo=UTC)


def seen(app: App, *days: str, answer: str = "fail") -> None:
    rows = [f"{day}-{subject},P2,{day} 09:00,{subject},{answer}" for day, subject in (one.split() for one in days)]
    text = "\n".join(["id,observer,start,subject,dirty", *rows])
    import_files(app, "observations", [Source("seen.csv", text.encode())], form="check")


@pytest.fixture
def app(tmp_path: Path) -> App:
    folder = tmp_path / "lakeside"
    init_project(folder, NewProject(id="lakeside"), {}, bootstrap.create_journal, Clock(), "test")
    (folder / "rulesets" / "schemes").mkdir(parents=True, exist_ok=True)
    (folder / "rulesets" / "lobby.yaml").write_text(RULES, encoding="utf-8")
    (folder / "rulesets" / "schemes" / "cards.yaml").write_text(SCHEME, encoding="utf-8")
    settings = folder / "inspect-core.toml"
    text = re.sub(r"rulesets = \[.*?\]", 'rulesets = ["lobby"]', settings.read_text(encoding="utf-8"), flags=re.DOTALL)
    settings.write_text(re.sub(r'scheme = ".*?"', 'scheme = "cards"', text), encoding="utf-8")
    app = bootstrap.build(folder, clock=Clock(), actor="test", installed=())
    people = "id,name,role\nP1,王强,guard\nP2,李梅,guard\nP3,赵敏,guard\n"
    import_files(app, "people", [Source("people.csv", people.encode())])
    return app


def month(app: App, period: str, person: str = "P1") -> dict[str, Any]:
    people = score_view(scored(app, app.period(period)))["people"]
    return next(one for one in people if one["id"] == person)


def cards(app: App, period: str, person: str = "P1") -> dict[str, list[str]]:
    return {card["name"]: card["periods"] for card in month(app, period, person)["cards"]}


def test_three_yellow_months_in_a_row_make_a_red_one(app: App) -> None:
    seen(app, "2026-08-12 P1", "2026-09-12 P1", "2026-10-12 P1", "2026-08-12 P3", "2026-10-12 P3")
    assert [list(cards(app, f"2026-{number:02}")) for number in (8, 9, 10, 11)] == [
        ["yellow"],
        ["yellow"],
        ["yellow", "red"],
        [],
    ]
    assert cards(app, "2026-10")["red"] == ["2026-08", "2026-09", "2026-10"]
    assert cards(app, "2026-10", "P3") == {"yellow": ["2026-10"]}
    found = month(app, "2026-10")
    assert (found["total"], found["earned_grade"], found["grade"]) == ("90", "A", "E")
    assert found["cards"][1]["says"] == {
        "zh": "红牌（连续 3 期黄牌：2026-08、2026-09、2026-10）：等级定为 E",
        "en": "Red card (Yellow card 3 periods in a row: 2026-08, 2026-09, 2026-10): the grade is E",
    }
    told: Explainer = explainer(app, scored(app, app.period("2026-10")), "P1")
    assert told.of("P1")["cards"] == found["cards"]


def test_an_act_before_the_rule_was_in_force_raises_no_card_of_its_month(app: App) -> None:
    seen(app, "2026-08-09 P1", "2026-09-12 P1", "2026-10-12 P1")
    assert list(cards(app, "2026-10")) == ["yellow"]


def test_a_record_that_was_voided_gives_its_card_back(app: App) -> None:
    seen(app, "2026-08-12 P1", "2026-09-12 P1", "2026-10-12 P1")
    void(app, "2026-09-12-P1", "a mistake")
    assert list(cards(app, "2026-10")) == ["yellow"]


def test_a_month_kept_warm_learns_of_an_earlier_month(app: App) -> None:
    seen(app, "2026-08-11 P3", "2026-09-12 P1", "2026-10-12 P1")
    live = Live(app, app.period("2026-10"))
    seen(app, "2026-08-12 P1")
    assert score_view(live.month()) == score_view(scored(app, app.period("2026-10")))
    assert live.month().scored.cards.height == 2


def test_a_month_kept_warm_learns_of_the_night_that_ended_on_its_first_day(app: App) -> None:
    roster = "day,person,shift,start,end\n2026-09-30,P1,night,20:00,08:00\n"
    import_files(app, "roster", [Source("roster.csv", roster.encode())])
    seen(app, "2026-08-12 P1", "2026-10-12 P1")
    live = Live(app, app.period("2026-10"))
    row = "night,P2,2026-10-01 02:00,P1,fail"
    import_files(
        app, "observations", [Source("s.csv", f"id,observer,start,subject,dirty\n{row}".encode())], form="check"
    )
    assert score_view(live.month()) == score_view(scored(app, app.period("2026-10")))
    assert list(cards(app, "2026-10")) == ["yellow", "red"]


def test_the_period_before_january_is_december() -> None:
    assert [month_before(text) for text in ("2026-01", "2026-10", "2026-12")] == ["2025-12", "2026-09", "2026-11"]
