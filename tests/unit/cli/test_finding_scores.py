"""What became of findings is scored by ordinary rules, told where people look, and the same from any journal."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from inspect_core import bootstrap
from inspect_core.app.findings.register import register
from inspect_core.cli.main import run

Call = Callable[..., Any]
NOON = datetime(2026, 10, 9, 4, 0, tzinfo=UTC)  # noon in Shanghai, when the checks below are told
SCHEME = """scheme: mine
edition: 2026-10-01
title: {zh: 测试, en: Test}
roles:
  guard: {title: {zh: 秩序维护员, en: Guard}, weights: {etiquette: 50, rectification: 50}}
  shift_leader: {title: {zh: 当值班长, en: Shift leader}, weights: {etiquette: 50, rectification: 50}}
  department_supervisor: {title: {zh: 部门主管, en: Supervisor}, weights: {etiquette: 50, rectification: 50}}
departments:
  security: {zh: 秩序维护部, en: Security}
project: {weights: {etiquette: 50, rectification: 50}}
bands: {A: 95, E: 0}
findings:
  deadlines: {minor: 2 d}
  escalations:
    - {after: 1 d, to: shift_leader}
    - {overdue: 1 h, to: department_supervisor}
"""


@pytest.fixture
def mine(filled: Path) -> Path:
    """The filled project, scored by etiquette and rectification; minor findings have two days."""
    settings = filled / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8")
    listed = re.compile(r"^rulesets = \[.*?^\]$", re.MULTILINE | re.DOTALL)
    text = listed.sub('rulesets = ["etiquette", "rectification"]', text)
    settings.write_text(text.replace('"residential"', '"mine"'), encoding="utf-8")
    folder = filled / "rulesets" / "schemes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.yaml").write_text(SCHEME, encoding="utf-8")
    return filled


def later(hours: int, *words: str) -> None:
    """The command line so many hours after noon of the ninth."""
    with time_machine.travel(NOON + timedelta(hours=hours), tick=False):
        assert run(["-q", *words]) == 0, words


def checked(*answers: str, at: str = "2026-10-08 10:00") -> None:
    who = ("observer=P003", "subject=P001", "place=gate", f"start={at}")
    later(0, "record", "courtesy-check", *who, *answers, "--no-input")


def rules_of(call: Call, person: str = "P001") -> dict[str, dict[str, Any]]:
    """The rules of rectification as the explanation of a person has them."""
    said = call("explain", "--period", "2026-10", "--person", person, "--json")
    found = [one for one in json.loads(said.out)["rulesets"] if one["ruleset"] == "rectification"]
    return {one["rule"]: one for ruleset in found for one in ruleset["rules"]}


def project_of(call: Call, rule: str) -> dict[str, Any]:
    rulesets = json.loads(call("score", "--period", "2026-10", "--json").out)["project_score"]["rulesets"]
    found = [one for one in rulesets if one["ruleset"] == "rectification"]
    nothing = {"met": 0, "unmet": 0, "not_applicable": 0}
    return next((one for ruleset in found for one in ruleset["rules"] if one["rule"] == rule), nothing)


def counted(rule: dict[str, Any]) -> tuple[int, int, int]:
    return rule["met"], rule["unmet"], rule["not_applicable"]


def test_what_is_put_right_in_time_and_verified_earns_the_points(call: Call, mine: Path) -> None:
    checked("greet-at-one-metre=fail")
    later(1, "finding", "act", "1", "accept", "--by", "P001")
    later(47, "finding", "act", "1", "done", "--by", "P001", "--note", "trained")
    later(50, "finding", "act", "1", "verify", "--by", "P003")
    (slot,) = rules_of(call)["rectified-in-time"]["slots"]
    assert slot["outcome"] == "met"
    (seen,) = slot["evidence"]
    assert [one["state"] for one in seen["findings"]] == ["verified"]
    for rule in ("rectification-rate", "verified-by-another"):
        assert counted(project_of(call, rule)) == (1, 0, 0), rule
    assert counted(project_of(call, "return-visits-made")) == (0, 0, 1)


def test_what_is_put_right_too_late_is_put_right_and_not_in_time(call: Call, mine: Path) -> None:
    checked("greet-at-one-metre=fail")
    later(1, "finding", "act", "1", "accept", "--by", "P001")
    later(49, "finding", "act", "1", "done", "--by", "P001", "--note", "trained")
    assert rules_of(call)["rectified-in-time"]["unmet"] == 1
    assert counted(project_of(call, "rectification-rate")) == (1, 0, 0)
    assert counted(project_of(call, "verified-by-another")) == (0, 1, 0)
    (one,) = json.loads(call("findings", "--json").out)["findings"]
    assert (one["late"], one["overdue"]) == (True, False)


def test_what_is_not_put_right_is_unmet_in_the_period_of_its_deadline(call: Call, mine: Path) -> None:
    checked("greet-at-one-metre=fail")
    assert rules_of(call)["rectified-in-time"]["unmet"] == 1
    assert counted(project_of(call, "rectification-rate")) == (0, 1, 0)
    assert counted(project_of(call, "verified-by-another")) == (0, 0, 1), "nothing to verify yet"


def test_an_excused_finding_is_not_applicable_and_a_voided_one_leaves_no_record(call: Call, mine: Path) -> None:
    checked("greet-at-one-metre=fail")
    approved = ("--reason", "x", "--approved-by", "P003")
    later(1, "finding", "act", "1", "excuse", "--by", "P001", *approved)
    assert counted(project_of(call, "rectification-rate")) == (0, 0, 1)
    assert rules_of(call).get("rectified-in-time", {"due": 0})["due"] == 0
    (one,) = json.loads(call("findings", "--json").out)["findings"]
    later(2, "void", one["observation"], "--reason", "wrong")
    assert counted(project_of(call, "rectification-rate")) == (0, 0, 0)


def test_a_record_entered_by_hand_counts_until_somebody_takes_a_step(call: Call, mine: Path) -> None:
    checked("greet-at-one-metre=fail")
    (one,) = json.loads(call("findings", "--json").out)["findings"]
    paper = ("observer=P003", "place=gate", "start=2026-10-09 11:00", "class=minor", f"id=finding-{one['id']}")
    later(0, "record", "rectification", *paper, "rectified=yes", "verified=another-person", "--no-input")
    assert counted(project_of(call, "rectification-rate")) == (1, 0, 0), "the paper stands for the finding, once"
    corrected = (*paper[:-1], "rectified=no", "verified=na", "--no-input", "--supersedes", f"finding-{one['id']}")
    later(1, "record", "rectification", *corrected)
    assert counted(project_of(call, "rectification-rate")) == (0, 1, 0), "and so does its correction"
    later(2, "finding", "act", "1", "accept", "--by", "P001")
    later(3, "finding", "act", "1", "done", "--by", "P001", "--note", "trained")
    assert counted(project_of(call, "rectification-rate")) == (1, 0, 0), "now the steps count, once"


def test_a_record_entered_by_hand_that_names_no_finding_counts_beside_them(call: Call, mine: Path) -> None:
    checked("greet-at-one-metre=fail")
    paper = ("observer=P003", "place=gate", "start=2026-10-09 11:00", "class=minor")
    later(0, "record", "rectification", *paper, "rectified=yes", "verified=another-person", "--no-input")
    assert counted(project_of(call, "rectification-rate")) == (1, 1, 0)


def test_the_score_is_the_same_from_views_made_anew(call: Call, mine: Path) -> None:
    checked("greet-at-one-metre=fail", "grooming=fail")
    later(1, "finding", "act", "1", "accept", "--by", "P001")
    later(2, "finding", "act", "1", "done", "--by", "P001", "--note", "trained")
    before = call("score", "--period", "2026-10", "--json").out
    shutil.rmtree(mine / "views")
    assert call("score", "--period", "2026-10", "--json").out == before


def test_a_change_of_the_limits_changes_the_score_though_the_columns_were_kept(call: Call, mine: Path) -> None:
    checked("greet-at-one-metre=fail")
    assert counted(project_of(call, "rectification-rate")) == (0, 1, 0)
    scheme = mine / "rulesets" / "schemes" / "mine.yaml"
    scheme.write_text(SCHEME.replace("minor: 2 d", "minor: 60 d"), encoding="utf-8")
    assert counted(project_of(call, "rectification-rate")) == (0, 0, 0), "a longer limit belongs to a later period"


def test_escalations_are_heard_by_the_clock(call: Call, mine: Path) -> None:
    checked("greet-at-one-metre=fail")

    def heard(hours: int) -> list[str]:
        with time_machine.travel(NOON + timedelta(hours=hours), tick=False):
            app = bootstrap.build(mine, notify=lambda _: None, unlisted=lambda _: None)
            (entry,) = register(app)
            return [one.to for one in entry.escalations if entry.heard(one, app.clock.now())]

    assert heard(23) == []
    assert heard(24) == ["shift_leader"]
    assert heard(49) == ["shift_leader", "department_supervisor"]
    later(30, "finding", "act", "1", "accept", "--by", "P001")
    later(31, "finding", "act", "1", "done", "--by", "P001", "--note", "trained")
    assert heard(99) == ["shift_leader"], "what was put right before the hour came is heard of by nobody"


def test_overdue_findings_are_listed_and_due_tells_of_them(call: Call, mine: Path) -> None:
    checked("greet-at-one-metre=fail")
    with time_machine.travel(NOON + timedelta(hours=49), tick=False):
        assert run(["findings", "--overdue"]) == 0
    said = json.loads(call("due", "--at", "2026-10-11 13:00", "--person", "P001", "--json").out)
    assert [(one["number"], one["overdue"]) for one in said["findings"]] == [(1, True)]
    assert json.loads(call("due", "--person", "P003", "--json").out)["findings"] == []
    assert "to be put right: 1" in call("due", "--person", "P001").err


def test_the_explanation_and_the_pages_tell_of_findings(call: Call, mine: Path) -> None:
    checked("greet-at-one-metre=fail")
    later(1, "finding", "act", "1", "accept", "--by", "P001")
    said = json.loads(call("explain", "--period", "2026-10", "--person", "P001", "--json").out)
    assert [(one["number"], one["state"]) for one in said["findings"]] == [(1, "accepted")]
    etiquette = next(one for one in said["rulesets"] if one["ruleset"] == "etiquette")
    rule = next(one for one in etiquette["rules"] if one["rule"] == "greet-at-one-metre")
    (seen,) = rule["slots"][0]["evidence"]
    assert [one["id"] for one in seen["findings"]] == [said["findings"][0]["id"]]
    other = next(one for one in etiquette["rules"] if one["rule"] == "smile-at-three-metres")
    assert all(seen["findings"] == [] for slot in other["slots"] for seen in slot["evidence"])
    for language, words in (("zh", "整改项"), ("en", "Findings")):
        assert call("report", "--period", "2026-10", "--lang", language).status == 0
        for page in (mine / "reports" / "2026-10").glob("*.html"):
            if "P001" in page.name or page.name == "circular.html":
                assert words in page.read_text(encoding="utf-8"), page.name


def test_findings_of_a_rule_in_shadow_are_listed_and_count_in_no_rate(call: Call, mine: Path) -> None:
    text = (
        "ruleset: etiquette\nedition: 2026-10-02\nextends: etiquette\ntitle: {zh: 试行, en: Tried}\n"
        "change:\n  greet-at-one-metre: {shadow_until: 2027-01-01}\n"
    )
    (mine / "rulesets" / "etiquette.yaml").write_text(text, encoding="utf-8")
    checked("greet-at-one-metre=fail")
    (one,) = json.loads(call("findings", "--json").out)["findings"]
    assert one["counts"] is False
    assert counted(project_of(call, "rectification-rate")) == (0, 0, 0)
