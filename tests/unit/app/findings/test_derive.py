"""Whose a finding is, which answers open one, and what becomes of it when standards change."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from inspect_core import bootstrap
from inspect_core.app.findings.register import Entry, register
from inspect_core.app.findings.views import FindingViews
from inspect_core.app.project import App
from inspect_core.app.score import labels
from inspect_core.cli.main import run

NOON = datetime(2026, 10, 9, 4, 0, tzinfo=UTC)
RULESET = """ruleset: house
edition: 2026-10-01
title: House
points: 100
forms:
  look: {title: Look, at: place}
  talk: {title: Talk, about: person, at: none}
rules:
  spots: {title: Spots, kind: deduction, form: look, full: 10, on_fail: {finding: major}, credit: owner, points: 20, faults: {litter: {ask: Litter, each: place, deduct: 1}, damp: {ask: Damp, deduct: 1, severity: {minor: 1, major: 2, critical: 5}}}}
  gate-kept: {title: Gate, kind: checklist, form: look, ask: Kept, on_fail: {finding: minor}, credit: on_duty, points: 20}
  paved: {title: Paved, kind: checklist, form: look, ask: Paved, on_fail: {finding: minor}, credit: project, points: 20}
  kind-words: {title: Words, kind: rating, form: talk, ask: Kind, scale: {good: 100, fair: 60, poor: 30, bad: 0}, on_fail: {finding: minor, below: 60, return_visit: true}, points: 20}
  solved: {title: Solved, kind: proportion, form: talk, question: solved, ask: Solved, answers: [yes, no, na], good: yes, on_fail: {finding: minor, return_visit: true}, points: 20}
"""
SCHEME = """scheme: mine
edition: 2026-10-01
title: Mine
roles: {guard: {weights: {house: 100}}, cleaner: {weights: {house: 100}}, boss: {weights: {house: 100}}}
project: {weights: {house: 100}}
bands: {A: 60, B: 0}
"""
FILES = {
    "people": "工号,姓名,岗位\nP1,Li,guard\nP2,Wang,cleaner\nP3,Zhao,boss\n",
    "places": "部位编号,名称,类型,责任人,外包单位\ngate,Gate,post,,\nhall,Hall,area,P2,\nyard,Yard,area,,Acme\n",
    "roster": "日期,工号,班次,开始,结束,部位\n2026-10-08,P1,day,08:00,20:00,gate\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    home = folder / "home"
    with time_machine.travel(NOON, tick=False):
        assert run(["-q", "init", str(home), "--id", "house"]) == 0
        settings = home / "inspect-core.toml"
        head = settings.read_text(encoding="utf-8").partition("[rules]")[0]
        settings.write_text(head + '[rules]\nrulesets = ["house"]\nscheme = "mine"\n', encoding="utf-8")
        (home / "rulesets" / "schemes").mkdir(parents=True, exist_ok=True)
        (home / "rulesets" / "house.yaml").write_text(RULESET, encoding="utf-8")
        (home / "rulesets" / "schemes" / "mine.yaml").write_text(SCHEME, encoding="utf-8")
        for kind, text in FILES.items():
            (folder / f"{kind}.csv").write_text(text, encoding="utf-8")
            assert run(["-q", "--project", str(home), "import", kind, str(folder / f"{kind}.csv")]) == 0
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "home")
    return tmp_path / "home"


def say(home: Path, *words: str, hours: int = 0) -> None:
    with time_machine.travel(NOON + timedelta(hours=hours), tick=False):
        assert run(["-q", "--project", str(home), *words]) == 0, words


def look(home: Path, place: str, *answers: str) -> None:
    say(home, "record", "look", "observer=P3", f"place={place}", "start=2026-10-08 10:00", *answers, "--no-input")


def talk(home: Path, *answers: str) -> None:
    say(home, "record", "talk", "observer=P3", "subject=P1", "start=2026-10-08 10:00", *answers, "--no-input")


def opened(home: Path) -> App:
    return bootstrap.build(home, notify=lambda _: None, unlisted=lambda _: None)


def found(home: Path) -> tuple[Entry, ...]:
    return register(opened(home))


def told(entries: tuple[Entry, ...]) -> list[tuple[Any, ...]]:
    return [(one.finding.question, one.finding.severity, one.finding.responsible) for one in entries]


def test_a_fault_at_a_fixed_area_is_its_owners_and_has_the_severity_that_was_found(home: Path) -> None:
    look(home, "hall", "litter=3", "damp=critical")
    assert told(found(home)) == [("damp", "critical", ("P2",)), ("litter", "major", ("P2",))]


def test_no_places_with_litter_open_nothing(home: Path) -> None:
    look(home, "hall", "litter=0", "damp=pass")
    assert found(home) == ()


def test_a_post_answers_by_its_roster(home: Path) -> None:
    look(home, "gate", "gate-kept=fail")
    assert told(found(home)) == [("gate-kept", "minor", ("P1",))]


def test_what_is_credited_to_nobody_is_the_owners_of_the_place_or_its_contractors(home: Path) -> None:
    look(home, "hall", "paved=fail")
    look(home, "yard", "paved=fail")
    hall, yard = found(home)
    assert (hall.finding.responsible, hall.finding.contractor) == (("P2",), None)
    assert (yard.finding.responsible, yard.finding.contractor) == ((), "Acme")


@pytest.mark.parametrize(("answer", "count"), [("good", 0), ("fair", 0), ("poor", 1), ("bad", 1)])
def test_an_opinion_below_what_the_rule_says_opens_a_finding_with_a_return_visit(
    home: Path, answer: str, count: int
) -> None:
    talk(home, f"kind-words={answer}")
    entries = found(home)
    assert len(entries) == count
    assert all(one.finding.return_visit and one.finding.responsible == ("P1",) for one in entries)


def test_what_was_complained_of_is_closed_only_after_a_return_visit(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    talk(home, "solved=no")
    for words in (("accept", "--by", "P1"), ("done", "--by", "P1", "--note", "done"), ("verify", "--by", "P3")):
        say(home, "finding", "act", "1", *words)
    with time_machine.travel(NOON, tick=False):
        assert run(["--project", str(home), "finding", "act", "1", "close", "--by", "P3"]) != 0
        assert "E-FINDING-VISIT" in capfd.readouterr().err
        visit = ["--project", str(home), "finding", "act", "1", "visit", "--by", "P3", "--answer"]
        assert run([*visit, "dissatisfied"]) == 0
        assert run(["--project", str(home), "finding", "act", "1", "close", "--by", "P3"]) != 0
        assert "E-FINDING-DISSATISFIED" in capfd.readouterr().err
        assert run([*visit, "satisfied"]) == 0
    say(home, "finding", "act", "1", "close", "--by", "P3", hours=1)
    (one,) = found(home)
    assert one.course.state == "closed"


def test_a_finding_whose_rule_asks_no_longer_is_withdrawn_and_keeps_its_steps(home: Path) -> None:
    talk(home, "solved=no")
    say(home, "finding", "act", "1", "accept", "--by", "P1")
    file = home / "rulesets" / "house.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "good: yes, on_fail: {finding: minor, return_visit: true}", "good: yes"
    )
    file.write_text(text, encoding="utf-8")
    (one,) = found(home)
    assert (one.finding.gone, one.course.state, [step.act for step in one.course.steps]) == (
        "rule",
        "withdrawn",
        ["accept"],
    )
    app = opened(home)
    view = FindingViews(app, NOON, labels(app)).whole(one, (one,))["finding"]
    assert (view["state"], len(view["steps"])) == ("withdrawn", 1)


def test_a_rule_that_opens_no_findings_costs_no_reading(home: Path) -> None:
    app = opened(home)
    standards = app.standards
    bare = replace(standards, rulesets=())
    assert register(replace(app, given=bare)) == ()


def test_findings_further_apart_than_the_scheme_says_are_not_called_repeated(home: Path) -> None:
    for day in ("2026-08-01", "2026-08-30", "2026-10-01"):
        say(home, "record", "look", "observer=P3", "place=hall", f"start={day} 10:00", "litter=1", "--no-input")
    first, second, third = found(home)
    assert (first.repeats, second.repeats, third.repeats) == ((), (first.finding.id,), ())


def test_findings_are_as_they_were_when_the_journal_ended_earlier(home: Path) -> None:
    talk(home, "solved=no")
    before = opened(home).store.journal.head().seq
    say(home, "finding", "act", "1", "accept", "--by", "P1", hours=1)
    app = opened(home)
    (now,) = register(app)
    (then,) = register(replace(app, store=app.store.as_of(before)))
    assert (then.course.state, now.course.state) == ("open", "accepted")
    assert register(replace(app, store=app.store.as_of(before - 1))) == ()
