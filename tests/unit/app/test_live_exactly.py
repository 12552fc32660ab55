"""A month kept warm is what the month scored anew is: with what is owed, given, found, and where it was closed."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from inspect_core.app.closed import as_closed
from inspect_core.app.findings.register import register
from inspect_core.app.live import Live
from inspect_core.app.score import scored
from inspect_core.app.views import score_view
from inspect_core.engine.live import LiveMonth
from inspect_core.errors import ScoreError
from tests.unit.app.test_carry import DECEMBER, GUARD, NOVEMBER, OCTOBER, OCTOBER_SHUT, Estate
from tests.unit.app.test_due_process import small_project

FAIL, PASS = "不合格", "合格"
TWO = ("--by", "P002", "--approved-by", "P003")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with duties of the guard in October and November."""
    folder = tmp_path_factory.mktemp("live") / "lakeside"
    small_project(folder)
    Estate(folder).duty(date(2026, 11, 9))
    return folder


@pytest.fixture
def estate(made: Path, tmp_path: Path) -> Estate:
    shutil.copytree(made, tmp_path / "lakeside")
    return Estate(tmp_path / "lakeside")


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The months that were scored whole and kept warm, as often as they were."""
    counted: list[str] = []
    begin = LiveMonth.__init__

    def begun(self: LiveMonth, *words: Any) -> None:
        counted.append(words[1].period.id)
        begin(self, *words)

    monkeypatch.setattr(LiveMonth, "__init__", begun)
    return counted


def warm(estate: Estate, period: str, on: date) -> Live:
    """A month kept warm in a process that was begun on a day."""
    app = estate.app(on)
    return Live(app, app.period(period))


def alike(estate: Estate, live: Live, period: str, on: date) -> dict[str, Any]:
    """The guard's month, after it was compared with the month as a new process scores it."""
    app = estate.app(on)
    view = score_view(live.month())
    assert view == score_view(scored(app, app.period(period)))
    found = [one for one in view["people"] if one["id"] == GUARD]
    return {**(found[0] if found else {}), "owed": view["owed"], "stage": view["period"]["stage"]}


def carried(person: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What a month took over: for which period, the total before and after."""
    owed = [one["carried"] for one in person["adjustments"] if one["carried"]]
    return [(one["period"], one["before"], one["after"]) for one in owed]


def test_what_is_owed_for_a_closed_month_is_in_a_month_that_is_kept_warm(estate: Estate, starts: list[str]) -> None:
    estate.close(OCTOBER, OCTOBER_SHUT)
    estate.seen(date(2026, 10, 9), FAIL, on=date(2026, 11, 8))
    live = warm(estate, NOVEMBER, date(2026, 11, 9))
    assert [one["period"] for one in alike(estate, live, NOVEMBER, date(2026, 11, 9))["owed"]] == [OCTOBER]
    for clock, answer in (("09:00", PASS), ("10:00", FAIL), ("11:00", PASS)):
        estate.seen(date(2026, 11, 9), answer, on=date(2026, 11, 9), at=clock)
        found = alike(estate, live, NOVEMBER, date(2026, 11, 9))
        assert ([one[0] for one in carried(found)], found["owed"]) == ([OCTOBER], [])
    assert starts == [NOVEMBER]


def test_a_late_record_of_a_closed_month_changes_what_is_owed_in_the_one_kept_warm(
    estate: Estate, starts: list[str]
) -> None:
    estate.close(OCTOBER, OCTOBER_SHUT)
    estate.seen(date(2026, 11, 9), PASS, on=date(2026, 11, 9))
    live = warm(estate, NOVEMBER, date(2026, 11, 9))
    told = [carried(alike(estate, live, NOVEMBER, date(2026, 11, 9)))]
    for clock in ("10:00", "11:00"):
        estate.seen(date(2026, 10, 9), FAIL, on=date(2026, 11, 10), at=clock)
        told.append(carried(alike(estate, live, NOVEMBER, date(2026, 11, 10))))
    assert len({tuple(one) for one in told}) == 3
    assert starts == [NOVEMBER] * 3


def test_the_end_of_the_last_night_of_a_closed_month_changes_what_is_owed(estate: Estate) -> None:
    estate.duty(date(2026, 10, 31), "night,20:00,08:00")
    estate.seen(date(2026, 10, 31), PASS, on=date(2026, 11, 1), at="21:00")
    estate.close(OCTOBER, OCTOBER_SHUT)
    live = warm(estate, NOVEMBER, date(2026, 11, 8))
    estate.seen(date(2026, 11, 1), FAIL, on=date(2026, 11, 8), at="02:00")
    assert [one["period"] for one in alike(estate, live, NOVEMBER, date(2026, 11, 8))["owed"]] == [OCTOBER]


def test_what_a_month_before_is_told_at_last_is_no_longer_owed_in_the_one_after_it(tmp_path: Path) -> None:
    small_project(tmp_path / "lakeside")
    estate = Estate(tmp_path / "lakeside")
    estate.duty(date(2026, 12, 9))
    estate.close(OCTOBER, OCTOBER_SHUT)
    estate.seen(date(2026, 10, 9), FAIL, on=date(2026, 11, 8))
    live = warm(estate, DECEMBER, date(2026, 12, 10))
    assert len(alike(estate, live, DECEMBER, date(2026, 12, 10))["owed"]) == 1
    estate.seen(date(2026, 11, 20), PASS, on=date(2026, 12, 10))
    assert alike(estate, live, DECEMBER, date(2026, 12, 10))["owed"] == []


def test_a_month_that_is_closed_stays_as_it_was_closed(estate: Estate, starts: list[str]) -> None:
    live = warm(estate, OCTOBER, date(2026, 11, 2))
    app = estate.app(date(2026, 11, 2))
    assert alike(estate, live, OCTOBER, date(2026, 11, 2))["stage"] == "open"
    estate.close(OCTOBER, OCTOBER_SHUT)
    closed = alike(estate, live, OCTOBER, OCTOBER_SHUT)
    whole = len(starts)
    estate.seen(date(2026, 10, 9), FAIL, on=date(2026, 11, 8))
    assert alike(estate, live, OCTOBER, date(2026, 11, 8)) == closed
    assert (closed["stage"], len(starts)) == ("closed", whole)
    then, _ = as_closed(app, app.period(OCTOBER))
    assert live.month().provenance.journal[0] == then.store.journal.head().seq


def test_after_its_preview_a_month_is_told_with_its_stage(estate: Estate) -> None:
    live = warm(estate, OCTOBER, date(2026, 11, 2))
    estate.run(date(2026, 11, 2), "period", "preview", OCTOBER, "--by", "P003")
    assert alike(estate, live, OCTOBER, date(2026, 11, 2))["stage"] == "previewed"
    estate.seen(date(2026, 10, 9), PASS, on=date(2026, 11, 2))
    assert alike(estate, live, OCTOBER, date(2026, 11, 2))["stage"] == "previewed"


def test_of_a_month_of_which_nothing_is_known_nothing_is_due_until_something_is(tmp_path: Path) -> None:
    small_project(tmp_path / "lakeside")
    estate = Estate(tmp_path / "lakeside")
    people = tmp_path / "people.csv"
    people.write_text("工号,姓名,岗位,部门,开始日期\nP001,王强,秩序维护员,秩序维护部,2026-01-01\n", encoding="utf-8")
    estate.run(date(2026, 10, 10), "import", "people", str(people))
    live = warm(estate, "2026-08", date(2026, 10, 10))
    assert "total" not in alike(estate, live, "2026-08", date(2026, 10, 10))
    estate.seen(date(2026, 8, 9), PASS, on=date(2026, 10, 10))
    assert alike(estate, live, "2026-08", date(2026, 10, 10))["status"] == "scored"


def test_a_project_without_people_is_refused_as_it_is_everywhere(tmp_path: Path) -> None:
    small_project(tmp_path / "lakeside")
    estate = Estate(tmp_path / "lakeside")
    estate.run(date(2026, 10, 9), "init", str(tmp_path / "empty"), "--id", "empty")
    with pytest.raises(ScoreError, match="E-SCORE-NOBODY"):
        warm(Estate(tmp_path / "empty"), OCTOBER, date(2026, 10, 10))


RECTIFIED = """scheme: mine
edition: 2026-10-01
title: Mine
roles:
  guard: {title: Guard, weights: {etiquette: 50, rectification: 50}}
  shift_leader: {title: Leader, weights: {etiquette: 100}}
  department_supervisor: {title: Head, weights: {etiquette: 100}}
project: {weights: {etiquette: 50, rectification: 50}}
bands: {A: 95, E: 0}
adjustments: {bonus: {title: Bonus, by_hand: true, least: 0, most: 5}}
cards: {yellow: {title: Yellow card, by_hand: true}, red: {title: Red card, after: {yellow: 2, periods: 2}, grade: E}}
findings: {deadlines: {minor: 2 d}}
"""


@pytest.fixture
def rectified(estate: Estate) -> Estate:
    """Scored by etiquette and rectification; minor findings have two days."""
    settings = estate.folder / "inspect-core.toml"
    listed = re.compile(r"^rulesets = \[.*?^\]$", re.MULTILINE | re.DOTALL)
    text = listed.sub('rulesets = ["etiquette", "rectification"]', settings.read_text(encoding="utf-8"))
    settings.write_text(text.replace('"residential"', '"mine"'), encoding="utf-8")
    (estate.folder / "rulesets" / "schemes" / "mine.yaml").write_text(RECTIFIED, encoding="utf-8")
    return estate


def test_a_record_that_opens_a_finding_is_scored_with_what_becomes_of_it(rectified: Estate, starts: list[str]) -> None:
    live = warm(rectified, OCTOBER, date(2026, 10, 20))
    rectified.seen(date(2026, 10, 9), PASS, on=date(2026, 10, 20))
    before = alike(rectified, live, OCTOBER, date(2026, 10, 20))
    assert len(starts) == 1
    rectified.seen(date(2026, 10, 9), FAIL, on=date(2026, 10, 20), at="10:00")
    after = alike(rectified, live, OCTOBER, date(2026, 10, 20))
    scores = [{one["ruleset"]: one["score"] for one in each["rulesets"]} for each in (before, after)]
    assert [one.get("rectification") for one in scores] == [None, "0"]
    assert len(starts) == 2


def test_a_finding_of_the_month_before_falls_due_in_the_one_kept_warm(rectified: Estate) -> None:
    live = warm(rectified, NOVEMBER, date(2026, 11, 20))
    rectified.seen(date(2026, 10, 15), FAIL, on=date(2026, 11, 10))  # told late: its time runs from then
    found = alike(rectified, live, NOVEMBER, date(2026, 11, 20))
    assert {one["ruleset"]: one["score"] for one in found["rulesets"]}["rectification"] == "0"


@pytest.mark.parametrize("steps", [False, True])
def test_a_repair_entered_by_hand_counts_unless_steps_were_taken(rectified: Estate, *, steps: bool) -> None:
    rectified.seen(date(2026, 8, 9), FAIL, on=date(2026, 8, 9))
    on = date(2026, 12, 20)  # later than rules look back
    (entry,) = register(rectified.app(on))
    if steps:
        rectified.run(date(2026, 8, 10), "finding", "act", "1", "accept", "--by", GUARD)
    live = warm(rectified, DECEMBER, on)
    said = ("observer=P003", "subject=王强", "place=gate", "start=2026-12-10 10:00", "class=minor", "rectified=yes")
    times = ("found=2026-08-09 09:20", "due=2026-08-11 09:20", "put-right=2026-08-10 09:00")
    answers = ("verified=another-person", "return-visit=na", f"id=finding-{entry.finding.id}")
    rectified.run(on, "record", "rectification", *said, *times, *answers)
    found = alike(rectified, live, DECEMBER, on)
    counted = [one["ruleset"] for one in found["rulesets"] if one["score"] is not None]
    assert counted == ([] if steps else ["rectification"])


def test_what_was_given_stays_when_a_record_comes(rectified: Estate, starts: list[str]) -> None:
    on = date(2026, 10, 20)
    live = warm(rectified, OCTOBER, on)
    for words in (("adjust", "bonus", "--points", "2.5"), ("card", "yellow")):
        rectified.run(on, *words, "--person", GUARD, "--period", OCTOBER, "--reason", "seen", *TWO)
        alike(rectified, live, OCTOBER, on)
    whole = len(starts)
    rectified.seen(date(2026, 10, 9), PASS, on=on)
    found = alike(rectified, live, OCTOBER, on)
    assert ([one["points"] for one in found["adjustments"]], len(found["cards"])) == (["2.5"], 1)
    assert len(starts) == whole == 3


def test_what_was_excused_stays_so_when_a_record_comes(estate: Estate, starts: list[str]) -> None:
    on = date(2026, 10, 20)
    at = ("--place", "gate", "--at", "2026-10-08 08:00")
    estate.run(on, "excuse", "leader-rounds", *at, "--reason", "flooded", "--by", GUARD, "--approved-by", "P003")
    live = warm(estate, OCTOBER, on)
    walk = ("observer=P002", "place=gate", "start=2026-10-09 09:00", "minutes=5")
    answers = ("etiquette=pass", "working-state=pass", "facilities=pass")
    estate.run(on, "record", "patrol", *walk, *answers)
    alike(estate, live, OCTOBER, on)
    (leader,) = (one for one in score_view(live.month())["people"] if one["id"] == "P002")
    rules = [rule for one in leader["rulesets"] for rule in one["rules"] if rule["rule"] == "leader-rounds"]
    assert (rules[0]["excused"], starts) == (1, [OCTOBER])


class Kept(RuleBasedStateMachine):
    """Months are kept warm while others are closed and records come, in time and late."""

    made: Path

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        shutil.copytree(self.made, self.root / "lakeside")
        self.estate = Estate(self.root / "lakeside")
        self.on, self.count = date(2026, 11, 1), 0
        self.unclosed = [OCTOBER, NOVEMBER, DECEMBER]
        self.live = {month: warm(self.estate, month, self.on) for month in self.unclosed}

    def teardown(self) -> None:
        """The project goes."""
        shutil.rmtree(self.root)

    @rule(
        day=st.sampled_from([(9, 20), (10, 9), (10, 31), (11, 1), (11, 2), (11, 9), (12, 1), (12, 9)]),
        answer=st.sampled_from([PASS, FAIL]),
    )
    def check(self, day: tuple[int, int], answer: str) -> None:
        """A check of the guard comes, late as it may be."""
        seen = date(2026, *day)
        self.count += 1
        self.on = max(self.on, seen)
        self.estate.seen(seen, answer, on=self.on, at=f"02:{self.count:02d}")

    @precondition(lambda self: len(self.unclosed) > 1)
    @rule(skipped=st.integers(0, 1))
    def shut(self, skipped: int) -> None:
        """The next month, or the one after it, is closed."""
        month = self.unclosed[min(skipped, len(self.unclosed) - 2)]
        self.unclosed = self.unclosed[self.unclosed.index(month) + 1 :]
        over = self.estate.app(self.on).period(month).last
        self.on = max(self.on, over + timedelta(days=5)) + timedelta(days=1)
        self.estate.close(month, self.on)

    @invariant()
    def every_month_is_what_it_is_scored_anew(self) -> None:
        """The months kept warm since the first of November, and a new process on today."""
        for month, live in self.live.items():
            alike(self.estate, live, month, self.on)


def test_over_any_course_of_closes_and_records_a_month_kept_warm_is_the_month(made: Path) -> None:
    machine: Any = type("OfMonths", (Kept,), {"made": made})
    case = machine.TestCase
    case.settings = settings(
        max_examples=2, stateful_step_count=5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    case().runTest()
