"""What comes after a close is owed once, in the next period alone, with the totals before and after it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from inspect_core import bootstrap
from inspect_core.app import carry
from inspect_core.app.closed import closing_of
from inspect_core.app.findings.records import Rectified
from inspect_core.app.period import Step, close, open_appeals, preview
from inspect_core.app.project import App
from inspect_core.app.score import scored
from inspect_core.app.views import score_view
from inspect_core.cli.main import run
from inspect_core.domain.exact import milli
from inspect_core.engine.tables import Carried
from tests.unit.app.test_due_process import Still, small_project

ROSTER = "日期,工号,班次,开始,结束,部位\n"
GUARD = "P001"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with duties of the guard on the ninth of each month."""
    folder = tmp_path_factory.mktemp("carry") / "lakeside"
    small_project(folder)
    begun = Owing(folder)
    for month in (11, 12):
        begun.duty(date(2026, month, 9))
    return folder


@pytest.fixture
def owing(made: Path, tmp_path: Path) -> Owing:
    """The project as yet unclosed; the test moves its clock."""
    shutil.copytree(made, tmp_path / "lakeside")
    return Owing(tmp_path / "lakeside")


@dataclass
class Owing:
    """A project whose months are closed one after another while records come late."""

    folder: Path

    def app(self, day: date) -> App:
        """The project as a new process opens it on a day."""
        return bootstrap.build(self.folder, clock=Still(day), notify=lambda _: None)

    def run(self, day: date, *words: str) -> None:
        """A command on a day."""
        with time_machine.travel(datetime.combine(day, time(12), UTC), tick=False):
            assert run(["-q", "--project", str(self.folder), *words]) == 0, words

    def duty(self, day: date, shift: str = "day,08:00,20:00") -> None:
        """The guard is on duty on a day."""
        file = self.folder.parent / f"roster-{day}.csv"
        file.write_text(f"{ROSTER}{day},{GUARD},{shift},gate\n", encoding="utf-8")
        self.run(date(2026, 10, 10), "import", "roster", str(file))

    def seen(self, day: date, answer: str, on: date, at: str = "09:20") -> None:
        """A check of the guard on a day, recorded on another."""
        words = ["record", "courtesy-check", "observer=P003", "place=gate", "subject=王强"]
        self.run(on, *words, f"smile-at-three-metres={answer}", f"start={day} {at}")

    def close(self, period: str, on: date) -> None:
        """A period previewed, opened to appeals and closed four days later."""
        app = self.app(on - timedelta(days=4))
        preview(app, app.period(period), "P003")
        open_appeals(app, app.period(period), "P003")
        app = self.app(on)
        close(app, app.period(period), Step("P003", "P002"))

    def owed(self, period: str, on: date) -> tuple[Carried, ...]:
        """What is owed to anybody in a period."""
        app = self.app(on)
        return scored(app, app.period(period), ()).tables.carried

    def guard(self, period: str, on: date) -> dict[str, Any]:
        """The guard's month."""
        app = self.app(on)
        view = score_view(scored(app, app.period(period)))
        found: dict[str, Any] = next(one for one in view["people"] if one["id"] == GUARD)
        return found

    def total(self, period: str, on: date) -> int:
        """The guard's total."""
        return milli(self.guard(period, on)["total"])


OCTOBER, NOVEMBER, DECEMBER = "2026-10", "2026-11", "2026-12"
OCTOBER_SHUT, NOVEMBER_SHUT, DECEMBER_SHUT = date(2026, 11, 6), date(2026, 12, 6), date(2027, 1, 6)


def test_without_late_records_nothing_is_owed(owing: Owing) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 11, 10), "不合格", on=date(2026, 11, 10))
    assert owing.owed(NOVEMBER, date(2026, 11, 11)) == ()


def test_what_came_after_the_close_is_owed_in_the_next_period_and_in_no_other(owing: Owing) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    before = owing.total(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 10, 9), "不合格", on=date(2026, 11, 8))
    (one,) = owing.owed(NOVEMBER, date(2026, 11, 9))
    assert (one.person, one.period, one.before) == (GUARD, OCTOBER, before)
    assert one.after < before
    for other in ("2026-09", OCTOBER, DECEMBER):
        assert owing.owed(other, date(2026, 11, 9)) == ()


def test_after_the_next_close_only_what_is_new_is_owed_and_nothing_twice(owing: Owing) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    paid = owing.total(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 10, 9), "不合格", on=date(2026, 11, 8))
    owing.seen(date(2026, 11, 9), "合格", on=date(2026, 11, 9))
    (first,) = owing.owed(NOVEMBER, date(2026, 11, 10))
    owing.close(NOVEMBER, NOVEMBER_SHUT)
    assert owing.owed(DECEMBER, date(2026, 12, 7)) == ()
    owing.seen(date(2026, 10, 8), "不合格", on=date(2026, 12, 8), at="10:00")
    (second,) = owing.owed(DECEMBER, date(2026, 12, 9))
    assert (first.before, first.after) == (paid, second.before)
    assert second.period == OCTOBER
    assert second.after < second.before
    assert owing.owed(NOVEMBER, date(2026, 12, 9)) == (first,)


def test_a_late_record_of_the_open_period_carries_nothing(owing: Owing) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 11, 9), "不合格", on=date(2026, 11, 20))
    assert owing.owed(NOVEMBER, date(2026, 11, 21)) == ()
    assert owing.owed(DECEMBER, date(2026, 11, 21)) == ()


def test_before_and_after_of_a_period_that_had_been_owed_something_are_the_totals_with_it(owing: Owing) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 10, 9), "不合格", on=date(2026, 11, 8))
    owing.seen(date(2026, 11, 9), "合格", on=date(2026, 11, 9))
    (first,) = owing.owed(NOVEMBER, date(2026, 11, 10))
    owing.close(NOVEMBER, NOVEMBER_SHUT)
    paid = owing.total(NOVEMBER, NOVEMBER_SHUT)
    owing.seen(date(2026, 11, 9), "不合格", on=date(2026, 12, 8), at="10:00")
    (one,) = owing.owed(DECEMBER, date(2026, 12, 9))
    assert (one.period, one.before) == (NOVEMBER, paid)
    base = milli(owing.guard(NOVEMBER, date(2026, 12, 9))["before_adjustments"])
    assert paid == max(base + first.after - first.before, 0)
    assert 0 <= one.after < paid


def test_totals_before_and_after_are_never_above_the_highest_or_below_nothing(
    owing: Owing,
) -> None:
    asked: list[tuple[Carried, ...]] = []

    def totals(_: App, __: Any, owed: tuple[Carried, ...]) -> dict[str, int | None]:
        asked.append(owed)
        return {GUARD: 100_000 - len(asked), "P002": None}

    owing.close(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 10, 9), "不合格", on=date(2026, 11, 8))
    owing.seen(date(2026, 11, 9), "合格", on=date(2026, 11, 9))
    (first,) = owing.owed(NOVEMBER, date(2026, 11, 10))
    owing.close(NOVEMBER, NOVEMBER_SHUT)
    owing.seen(date(2026, 11, 9), "不合格", on=date(2026, 12, 8), at="10:00")
    app = owing.app(date(2026, 12, 9))
    found = carry.carried(app, app.period(DECEMBER), totals)
    assert found == (Carried(GUARD, NOVEMBER, 99_999, 99_998),)
    assert asked == [(first,), (first,)]  # they are scored with what was owed, and so kept within the caps


def test_the_end_of_the_last_night_belongs_to_the_period_that_was_closed(owing: Owing) -> None:
    owing.duty(date(2026, 10, 31), "night,20:00,08:00")
    owing.seen(date(2026, 10, 31), "合格", on=date(2026, 11, 1), at="21:00")
    owing.close(OCTOBER, OCTOBER_SHUT)
    app = owing.app(OCTOBER_SHUT)
    pinned = closing_of(app, OCTOBER).pinned or 0
    owing.seen(date(2026, 11, 1), "不合格", on=date(2026, 11, 8), at="02:00")
    app = owing.app(date(2026, 11, 9))
    period = app.period(OCTOBER)
    assert not app.store.facts.said_since(pinned, period.first, period.last)
    assert carry._said(app, app, period, pinned)


REPAIRED = {"id": "finding-1", "start": "2026-10-20T09:00:00+08:00", "answers": {"verified": "nobody"}}
CHECKED = {**REPAIRED, "answers": {"verified": "another-person"}}
LATER = {**REPAIRED, "start": "2026-11-20T09:00:00+08:00"}


@pytest.mark.parametrize(
    ("then", "now", "differs"),
    [
        (None, None, False),
        (Rectified((REPAIRED,)), Rectified((REPAIRED,)), False),
        (Rectified((REPAIRED,)), Rectified((CHECKED,)), True),
        (Rectified(), Rectified((LATER,)), False),
        (Rectified(), Rectified((), frozenset({"by-hand"})), True),
    ],
)
def test_a_step_with_a_finding_counts_where_it_changed_what_rules_read_of_the_period(
    made: Path, monkeypatch: pytest.MonkeyPatch, then: Rectified | None, now: Rectified | None, *, differs: bool
) -> None:
    known = iter((then, now))
    monkeypatch.setattr(carry, "rectified", lambda _: next(known))
    app = Owing(made).app(date(2026, 11, 9))
    assert carry._put_right(app, app, app.period(OCTOBER)) == differs
