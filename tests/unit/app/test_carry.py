"""What comes after a close is owed once, in the first period after it that is shown, with the totals before and after."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from inspect_core import bootstrap
from inspect_core.app import carry
from inspect_core.app.carry import Closed, owed_in
from inspect_core.app.closed import as_closed, closing_of, closings_of
from inspect_core.app.findings.records import Rectified
from inspect_core.app.period import Step, close, open_appeals, preview
from inspect_core.app.periods import same_again
from inspect_core.app.project import App
from inspect_core.app.score import scored, totals_of
from inspect_core.app.views import score_view
from inspect_core.cli.main import run
from inspect_core.domain.exact import milli, plain
from inspect_core.domain.owed import Carried, Owing
from tests.unit.app.test_due_process import Still, small_project

ROSTER = "日期,工号,班次,开始,结束,部位\n"
GUARD = "P001"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with duties of the guard on the ninth of each month."""
    folder = tmp_path_factory.mktemp("carry") / "lakeside"
    small_project(folder)
    begun = Estate(folder)
    for month in (11, 12):
        begun.duty(date(2026, month, 9))
    return folder


@pytest.fixture
def owing(made: Path, tmp_path: Path) -> Estate:
    """The project as yet unclosed; the test moves its clock."""
    shutil.copytree(made, tmp_path / "lakeside")
    return Estate(tmp_path / "lakeside")


@dataclass
class Estate:
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
        then, own = as_closed(app, app.period(period))
        return owed_in(replace(app, store=then.store), own, totals_of).carried

    def afterwards(self, period: str, on: date) -> list[tuple[str, str, int | None, int | None]]:
        """Who is told of in a period as scored only afterwards."""
        app = self.app(on)
        found = owed_in(app, app.period(period), totals_of).afterwards
        return [(one.person, one.period, one.before, one.after) for one in found]

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


def test_without_late_records_nothing_is_owed(owing: Estate) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 11, 10), "不合格", on=date(2026, 11, 10))
    assert owing.owed(NOVEMBER, date(2026, 11, 11)) == ()


def test_what_came_after_the_close_is_owed_in_the_next_period_and_in_no_other(owing: Estate) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    before = owing.total(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 10, 9), "不合格", on=date(2026, 11, 8))
    (one,) = owing.owed(NOVEMBER, date(2026, 11, 9))
    assert (one.person, one.period, one.before) == (GUARD, OCTOBER, before)
    assert one.after < before
    for other in ("2026-09", OCTOBER, DECEMBER):
        assert owing.owed(other, date(2026, 11, 9)) == ()


def test_after_the_next_close_only_what_is_new_is_owed_and_nothing_twice(owing: Estate) -> None:
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


def test_a_late_record_of_the_open_period_carries_nothing(owing: Estate) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 11, 9), "不合格", on=date(2026, 11, 20))
    assert owing.owed(NOVEMBER, date(2026, 11, 21)) == ()
    assert owing.owed(DECEMBER, date(2026, 11, 21)) == ()


def test_before_and_after_of_a_period_that_had_been_owed_something_are_the_totals_with_it(owing: Estate) -> None:
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
    owing: Estate,
) -> None:
    asked: list[tuple[Carried, ...]] = []

    def totals(_: App, __: Any, owed: Owing) -> dict[str, int | None]:
        asked.append(owed.carried)
        return {GUARD: 100_000 - len(asked), "P002": None}

    owing.close(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 10, 9), "不合格", on=date(2026, 11, 8))
    owing.seen(date(2026, 11, 9), "合格", on=date(2026, 11, 9))
    (first,) = owing.owed(NOVEMBER, date(2026, 11, 10))
    owing.close(NOVEMBER, NOVEMBER_SHUT)
    owing.seen(date(2026, 11, 9), "不合格", on=date(2026, 12, 8), at="10:00")
    app = owing.app(date(2026, 12, 9))
    found = carry.owed_in(app, app.period(DECEMBER), totals)
    paid = owing.total(NOVEMBER, date(2026, 12, 9))
    assert found == Owing((Carried(GUARD, NOVEMBER, paid, 99_998),))
    assert asked == [(first,), (first,)]  # they are scored with what was owed, and so kept within the caps


def test_the_end_of_the_last_night_belongs_to_the_period_that_was_closed(owing: Estate) -> None:
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
    app = Estate(made).app(date(2026, 11, 9))
    assert carry._put_right(app, app, app.period(OCTOBER)) == differs


JANUARY = "2027-01"


def view_of(owing: Estate, period: str, on: date) -> dict[str, Any]:
    """The score view of a period."""
    app = owing.app(on)
    return score_view(scored(app, app.period(period)))


def named(found: list[dict[str, Any]]) -> list[tuple[str, str, str | None, str | None]]:
    """Who, for which period, before and after."""
    return [(one["person"]["id"], one["period"], one["before"], one["after"]) for one in found]


def test_what_finds_no_total_in_the_next_period_stays_owed_until_it_finds_one(owing: Estate) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 10, 9), "不合格", on=date(2026, 11, 8))
    (one,) = owing.owed(NOVEMBER, date(2026, 11, 9))
    view = view_of(owing, NOVEMBER, date(2026, 11, 9))
    assert named(view["owed"]) == [(GUARD, OCTOBER, plain(one.before), plain(one.after))]
    assert owing.guard(NOVEMBER, date(2026, 11, 9))["total"] is None
    assert owing.guard(NOVEMBER, date(2026, 11, 9))["adjustments"] == []
    owing.close(NOVEMBER, NOVEMBER_SHUT)
    assert owing.owed(DECEMBER, date(2026, 12, 7)) == (one,)
    owing.seen(date(2026, 12, 9), "合格", on=date(2026, 12, 9))
    december = owing.guard(DECEMBER, date(2026, 12, 10))
    assert [added["carried"]["period"] for added in december["adjustments"]] == [OCTOBER]
    assert milli(december["total"]) == milli(december["before_adjustments"]) + one.points
    assert view_of(owing, DECEMBER, date(2026, 12, 10))["owed"] == []
    owing.close(DECEMBER, DECEMBER_SHUT)
    assert owing.owed(JANUARY, date(2027, 1, 7)) == ()
    for closed in (OCTOBER, NOVEMBER, DECEMBER):
        app = owing.app(date(2027, 1, 7))
        assert same_again(app, app.period(closed))


def test_who_left_is_listed_though_not_there_any_more(owing: Estate) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    people = owing.folder.parent / "people.csv"
    people.write_text(
        "工号,姓名,电话,岗位,部门,开始日期,结束日期\nP001,王强,,秩序维护员,秩序维护部,2026-01-01,2026-10-31\n",
        encoding="utf-8",
    )
    owing.run(date(2026, 11, 7), "import", "people", str(people))
    owing.seen(date(2026, 10, 9), "不合格", on=date(2026, 11, 8))
    view = view_of(owing, NOVEMBER, date(2026, 11, 9))
    assert GUARD not in [one["id"] for one in view["people"]]
    assert [one["person"]["id"] for one in view["owed"]] == [GUARD]


def test_who_had_no_total_at_the_close_and_has_one_since_is_told_of_in_the_next_period_alone(owing: Estate) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    owing.close(NOVEMBER, NOVEMBER_SHUT)
    owing.seen(date(2026, 11, 9), "合格", on=date(2026, 12, 8))
    owing.seen(date(2026, 12, 9), "合格", on=date(2026, 12, 9))
    view = view_of(owing, DECEMBER, date(2026, 12, 10))
    ((person, period, before, after),) = named(view["afterwards"])
    assert (person, period, before) == (GUARD, NOVEMBER, None)
    assert after is not None
    assert owing.owed(DECEMBER, date(2026, 12, 10)) == ()
    assert owing.guard(DECEMBER, date(2026, 12, 10))["adjustments"] == []
    owing.close(DECEMBER, DECEMBER_SHUT)
    assert owing.afterwards(JANUARY, date(2027, 1, 7)) == []
    owing.seen(date(2026, 11, 9), "不合格", on=date(2027, 1, 8), at="10:00")
    ((*_, told, now),) = owing.afterwards(JANUARY, date(2027, 1, 9))
    assert (plain(told), now != told) == (after, True)
    assert owing.owed(JANUARY, date(2027, 1, 9)) == ()


def test_a_month_that_is_left_out_hands_what_is_owed_on_to_the_one_that_is_shown(owing: Estate) -> None:
    owing.close(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 10, 9), "不合格", on=date(2026, 11, 8))
    owing.seen(date(2026, 12, 9), "合格", on=date(2026, 12, 9))
    (one,) = owing.owed(NOVEMBER, date(2027, 1, 2))
    assert owing.owed(DECEMBER, date(2027, 1, 2)) == ()
    owing.close(DECEMBER, DECEMBER_SHUT)
    assert owing.owed(NOVEMBER, date(2027, 1, 7)) == ()
    assert owing.owed(DECEMBER, date(2027, 1, 7)) == (one,)
    assert owing.owed(JANUARY, date(2027, 1, 7)) == ()
    app = owing.app(date(2027, 1, 7))
    assert same_again(app, app.period(DECEMBER))


def test_a_month_of_which_nothing_is_known_is_passed_over_before_anybody_previews(tmp_path: Path) -> None:
    small_project(tmp_path / "lakeside")
    owing = Estate(tmp_path / "lakeside")
    owing.duty(date(2026, 12, 9))
    owing.close(OCTOBER, OCTOBER_SHUT)
    owing.seen(date(2026, 10, 9), "不合格", on=date(2026, 11, 8))
    owing.seen(date(2026, 12, 9), "合格", on=date(2026, 12, 9))
    (one,) = owing.owed(DECEMBER, date(2026, 12, 10))
    assert owing.owed(JANUARY, date(2026, 12, 10)) == ()
    assert owing.total(DECEMBER, date(2026, 12, 10)) == 100_000 + one.points


class Courses(RuleBasedStateMachine):
    """Months are closed in turn, some left out, while checks of closed and open months come late."""

    made: Path

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        shutil.copytree(self.made, self.root / "lakeside")
        self.owing = Estate(self.root / "lakeside")
        self.months = [OCTOBER, NOVEMBER, DECEMBER, JANUARY]
        self.on = date(2026, 11, 1)
        self.count = 0

    def teardown(self) -> None:
        """The project goes."""
        shutil.rmtree(self.root)

    @rule(month=st.sampled_from([10, 11, 12]), answer=st.sampled_from(["合格", "不合格"]))
    def check(self, month: int, answer: str) -> None:
        """A check of the guard comes, late as it may be."""
        self.count += 1
        self.on = max(self.on, date(2026, month, 10))
        self.owing.seen(
            date(2026, month, 9), answer, on=self.on, at=f"{9 + self.count // 60:02d}:{self.count % 60:02d}"
        )

    @precondition(lambda self: len(self.months) > 1)
    @rule(skipped=st.integers(0, 1))
    def shut(self, skipped: int) -> None:
        """The next month, or the one after it, is closed."""
        month = self.months[min(skipped, len(self.months) - 2)]
        self.months = self.months[self.months.index(month) + 1 :]
        over = self.owing.app(self.on).period(month).last
        self.on = max(self.on, over + timedelta(days=5)) + timedelta(days=1)
        self.owing.close(month, self.on)

    @invariant()
    def nothing_is_lost_and_nothing_counted_twice(self) -> None:
        """What was paid, added since, and owed in exactly one period comes to what each closed month comes to now."""
        app = replace(self.owing.app(self.on), notify=lambda _: None)
        closings = closings_of(app)
        closed = Closed(app, {name: one for name, one in sorted(closings.items()) if one.manifest is not None})
        if not closed.closings:
            return
        each = {month: owed_in(app, app.period(month), totals_of).carried for month in self.months}
        assert len([month for month, found in each.items() if found]) <= 1
        owed = [one for found in each.values() for one in found]
        for name in closed.closings:
            assert same_again(app, app.period(name))
            paid, now = closed.since(name, totals_of)
            for person, total in now.items():
                open_ = [one.points for one in owed if (one.person, one.period) == (person, name)]
                so_far = paid.so_far(person)
                assert len(open_) <= (so_far is not None and total is not None)
                if so_far is not None and total is not None:
                    assert so_far + sum(open_) == total


def test_over_any_course_of_closes_nothing_is_lost_or_counted_twice(made: Path) -> None:
    machine: Any = type("OfMonths", (Courses,), {"made": made})
    case = machine.TestCase
    case.settings = settings(
        max_examples=6, stateful_step_count=7, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    case().runTest()
