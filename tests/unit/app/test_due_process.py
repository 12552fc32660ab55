"""Whatever people try in whatever order: no close over an open appeal without a reason, no closed score that changes."""

from __future__ import annotations

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from inspect_core import bootstrap
from inspect_core.app.appeal import Answer, Plea, act_on, file_appeal
from inspect_core.app.appeals import appeals_of
from inspect_core.app.closed import closing_of
from inspect_core.app.period import Step, close, open_appeals, preview
from inspect_core.app.project import App
from inspect_core.app.result import digest_of, result_of
from inspect_core.app.score import scored
from inspect_core.cli.main import run
from inspect_core.domain.appeal import DECISIONS, Act
from inspect_core.domain.closing import Stage
from inspect_core.errors import InspectError
from tests.unit.cli.at_day import lenient
from tests.unit.cli.conftest import CHECKS, PEOPLE, PLACES, ROSTER

PERIOD = "2026-10"
PEOPLE_IDS = ("P001", "P002", "P003")


@dataclass(frozen=True)
class Still:
    """A clock that stands at nine in the morning of a day."""

    day: date

    def now(self) -> datetime:
        """That instant."""
        return datetime(self.day.year, self.day.month, self.day.day, 1, tzinfo=UTC)


def small_project(folder: Path) -> None:
    """A guard, a shift leader, a supervisor, two days of duties and one check."""
    files = {"people": PEOPLE, "places": PLACES, "roster": ROSTER, "observations": CHECKS}
    with time_machine.travel(datetime(2026, 10, 9, 4, tzinfo=UTC), tick=False):
        assert run(["-q", "init", str(folder), "--id", "lakeside", "--name", "临湖苑"]) == 0
        toml = folder / "inspect-core.toml"
        toml.write_text(toml.read_text(encoding="utf-8").partition("[plugins.allow]")[0], encoding="utf-8")
        lenient(folder)
        for kind, text in files.items():
            file = folder.parent / f"{kind}.csv"
            file.write_text(text, encoding="utf-8")
            form = ["--form", "courtesy-check"] if kind == "observations" else []
            assert run(["-q", "--project", str(folder), "import", kind, str(file), *form]) == 0


class DueProcess(RuleBasedStateMachine):
    """October, its preview, its appeals and its close, in any order, by anybody, on any day of November."""

    made: Path

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.folder = self.root / "lakeside"
        shutil.copytree(self.made, self.folder)
        self.day = date(2026, 10, 31)
        self.pinned: str | None = None
        self.records = 0

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    def app(self) -> App:
        """The project as a new process opens it."""
        return bootstrap.build(self.folder, clock=Still(self.day), notify=lambda _: None)

    def tried(self, attempt: Any) -> Any:
        """What an attempt answers; a refusal leaves the journal as it was and is None."""
        head = (self.folder / "journal" / "head").read_bytes()
        try:
            return attempt()
        except InspectError as error:
            problems = error.problems
        assert all(problem.code and problem.hint for problem in problems)
        assert (self.folder / "journal" / "head").read_bytes() == head
        return None

    @initialize()
    def begin(self) -> None:
        """Nothing was done yet."""
        assert closing_of(self.app(), PERIOD).stage is Stage.OPEN

    @rule(days=st.integers(1, 4))
    def wait(self, days: int) -> None:
        """Days go by."""
        self.day += timedelta(days=days)

    @rule(by=st.sampled_from(PEOPLE_IDS))
    def show(self, by: str) -> None:
        """Somebody previews."""
        app = self.app()
        done = self.tried(lambda: preview(app, app.period(PERIOD), by))
        assert (done is not None) == (self.day > date(2026, 10, 31) and self.pinned is None)

    @rule()
    def open_window(self) -> None:
        """Somebody opens the window."""
        app = self.app()
        stage = closing_of(app, PERIOD).stage
        done = self.tried(lambda: open_appeals(app, app.period(PERIOD), "P003"))
        if done is not None:
            assert stage is Stage.PREVIEWED

    @rule(person=st.sampled_from(("P001", "P002")), about=st.sampled_from((None, "smile-at-three-metres")))
    def appeal(self, person: str, about: str | None) -> None:
        """Somebody appeals."""
        app = self.app()
        takes = closing_of(app, PERIOD).takes_appeals(self.day)
        done = self.tried(lambda: file_appeal(app, app.period(PERIOD), Plea(person, person, "look", rule=about)))
        assert done is None or takes

    @rule(number=st.integers(1, 3), act=st.sampled_from(list(Act)), by=st.sampled_from(PEOPLE_IDS))
    def step(self, number: int, act: Act, by: str) -> None:
        """Somebody does something with an appeal."""
        app = self.app()
        before = {one.number: one for one in appeals_of(app)}.get(number)
        done = self.tried(lambda: act_on(app, str(number), Answer(act, by, "because")))
        if done is None:
            return
        assert before is not None
        assert self.pinned is None
        if act in DECISIONS:
            assert before.open
            assert by not in (before.filed["person"], before.filed["by"], *before.filed["observers"], *before.deciders)
        else:
            assert by in (before.filed["person"], before.filed["by"])

    @rule(answer=st.sampled_from(("合格", "不合格")))
    def record(self, answer: str) -> None:
        """A record of October comes in, late as it may be."""
        self.records += 1
        words = ["record", "courtesy-check", "observer=P003", "place=gate", "subject=王强"]
        words += [f"smile-at-three-metres={answer}", f"start=2026-10-09 09:{self.records:02d}"]
        with time_machine.travel(Still(self.day).now(), tick=False):
            assert run(["-q", "--project", str(self.folder), *words]) == 0

    @precondition(lambda self: self.day > date(2026, 11, 3))
    @rule(approver=st.sampled_from(PEOPLE_IDS), why=st.sampled_from(("", "  ", "the person left")))
    def shut(self, approver: str, why: str) -> None:
        """Somebody closes."""
        app = self.app()
        closing, open_ = closing_of(app, PERIOD), [one for one in appeals_of(app) if one.open]
        done = self.tried(lambda: close(app, app.period(PERIOD), Step("P003", approver, why)))
        if done is None:
            return
        assert closing.stage is Stage.APPEALS
        assert not closing.takes_appeals(self.day)
        assert approver != "P003"
        assert not open_ or why.strip()
        assert done["override"] == bool(why.strip())
        self.pinned = str(done["result"])

    @invariant()
    def closed_scores_stay(self) -> None:
        """What was closed comes out the same, whatever came after; and it stays closed."""
        if self.pinned is not None:
            app = self.app()
            assert closing_of(app, PERIOD).stage is Stage.CLOSED
            assert digest_of(result_of(scored(app, app.period(PERIOD)))) == self.pinned


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("due") / "lakeside"
    small_project(folder)
    return folder


def test_no_order_of_steps_closes_over_an_open_appeal_or_changes_a_closed_score(made: Path) -> None:
    machine: Any = type("OfOctober", (DueProcess,), {"made": made})
    case = machine.TestCase
    case.settings = settings(
        max_examples=10, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
    )
    case().runTest()


def test_a_path_to_the_close_is_among_them(made: Path) -> None:
    DueProcess.made = made
    machine: Any = DueProcess()
    machine.begin()
    machine.wait(1)
    machine.show("P003")
    machine.open_window()
    machine.appeal("P001", None)
    machine.wait(4)
    machine.shut("P002", "")
    pinned = [machine.pinned]
    machine.step(1, Act.UPHOLD, "P002")
    machine.shut("P002", "")
    pinned.append(machine.pinned)
    assert [one is None for one in pinned] == [True, False]
    machine.record("不合格")
    machine.closed_scores_stay()
    machine.show("P003")
    machine.teardown()


def test_of_two_who_close_at_once_one_does_and_the_other_is_told(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lakeside"
    shutil.copytree(made, folder)

    def opened(day: date) -> App:
        return bootstrap.build(folder, clock=Still(day), notify=lambda _: None)

    app = opened(date(2026, 11, 1))
    preview(app, app.period(PERIOD), "P003")
    open_appeals(app, app.period(PERIOD), "P003")

    def attempt(approver: str) -> str:
        own = opened(date(2026, 11, 5))
        try:
            return str(close(own, own.period(PERIOD), Step("P003", approver))["seq"])
        except InspectError as error:
            return error.first.code

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(attempt, ("P001", "P002")))
    assert found[1] == "E-PERIOD-CLOSED"
    assert found[0].isdigit()
    events = (folder / "journal" / "events.jsonl").read_text(encoding="utf-8")
    assert events.count('"kind":"period.closed"') == 1
