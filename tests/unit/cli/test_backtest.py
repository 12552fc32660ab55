"""A draft tried on a past period, and the same records under several standards."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call

DRAFT = """\
ruleset: patrol
edition: 2026-11-01
extends: patrol
change:
  leader-rounds: {at_least: 8}
"""
ASKS_MORE = """\
ruleset: etiquette
edition: 2026-11-01
extends: etiquette
change:
  smile-at-three-metres: {points: 10}
rules:
  stands-upright:
    {title: Stands upright, kind: checklist, form: courtesy-check, ask: Upright?, credit: subject, points: 5}
"""

LEFT = ("start=2026-10-08T09:00+08:00", "etiquette=pass", "working-state=pass", "facilities=pass")
ROUND = ("patrol", "observer=P002", "place=gate", *LEFT)


@pytest.fixture
def draft(filled: Path) -> Path:
    file = filled / "drafts" / "patrol.yaml"
    file.parent.mkdir()
    file.write_text(DRAFT, encoding="utf-8")
    return file


def contents(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_draft_says_who_moves_and_which_rule_moves_him(call: Call, filled: Path, draft: Path) -> None:
    assert call("record", *ROUND).status == 0
    said = call("backtest", "--ruleset", draft, "--period", "2026-10", "--json")
    view = json.loads(said.out)
    leader = next(one for one in view["people"] if one["id"] == "P002")
    rule = next(one for one in leader["rules"] if one["rule"] == "leader-rounds")
    assert said.status == 0
    assert float(rule["before"]["points"]) == 2 * float(rule["after"]["points"]) > 0
    assert view["rulesets"][0]["before"]["edition"] != view["rulesets"][0]["after"]["edition"] == "2026-11-01"
    assert view["not_judged"] == []


def test_the_text_names_those_who_move_and_counts_the_others(call: Call, filled: Path, draft: Path) -> None:
    assert call("record", *ROUND).status == 0
    said = call("backtest", "--ruleset", draft, "--period", "2026-10", "--lang", "zh").out
    assert "李梅" in said
    assert "patrol/leader-rounds" in said
    assert "不变 2 人" in said


def test_a_period_without_evidence_has_no_score_in_words(call: Call, filled: Path, draft: Path) -> None:
    said = [call("backtest", "--ruleset", draft, "--period", "2026-01", "--lang", word).out for word in ("zh", "en")]
    assert "项目得分 证据不足 → 证据不足" in said[0]
    assert "project score not enough evidence → not enough evidence" in said[1]


def test_what_the_old_forms_never_asked_cannot_be_judged(call: Call, filled: Path) -> None:
    file = filled / "drafts" / "etiquette.yaml"
    file.parent.mkdir()
    file.write_text(ASKS_MORE, encoding="utf-8")
    view = json.loads(call("backtest", "--ruleset", file, "--period", "2026-10", "--json").out)
    (rule,) = view["not_judged"]
    assert rule["rule"] == "etiquette/stands-upright"
    assert rule["never_asked"] == [{"form": "courtesy-check", "question": "stands-upright"}]


def test_a_backtest_writes_nothing_but_that_somebody_looked(call: Call, filled: Path, draft: Path) -> None:
    assert call("score", "--period", "2026-10", "--json").status == 0
    before = contents(filled)
    assert call("backtest", "--ruleset", draft, "--period", "2026-10").status == 0
    after = contents(filled)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert {name.partition("/")[0] for name in changed} == {"access"}


def test_a_broken_draft_is_refused_with_its_place(call: Call, filled: Path, draft: Path) -> None:
    draft.write_text(DRAFT.replace("leader-rounds", "leader-round"), encoding="utf-8")
    said = call("backtest", "--ruleset", draft, "--period", "2026-10")
    assert said.status == 3
    assert "E-OVERLAY-RULE" in said.err
    assert "patrol.yaml:5:" in said.err


def test_without_a_draft_there_is_nothing_to_try(call: Call, filled: Path) -> None:
    assert call("backtest", "--period", "2026-10").status == 2


def test_the_same_records_under_two_standards_stand_side_by_side(call: Call, filled: Path, draft: Path) -> None:
    assert call("record", *ROUND).status == 0
    said = call("compare", "--standard", "patrol", "--standard", draft, "--period", "2026-10", "--json")
    view = json.loads(said.out)
    leader = next(one for one in view["people"] if one["id"] == "P002")
    rule = next(one for one in view["rules"] if one["rule"] == "leader-rounds")
    assert [one["edition"] for one in view["standards"]] == [view["standards"][0]["edition"], "2026-11-01"]
    assert float(leader["scores"][0]) > float(leader["scores"][1])
    assert (rule["differs"], rule["standards"][0]["figures"]["due"]) == (True, 2)
    assert "8 times" in rule["standards"][1]["says"]["en"]


def test_a_comparison_needs_two_standards_that_somebody_knows(call: Call, filled: Path) -> None:
    assert call("compare", "--standard", "patrol", "--period", "2026-10").status == 2
    assert "name two standards" in call("compare", "--standard", "patrol", "--lang", "en").err
    assert "请写至少两套标准" in call("compare", "--standard", "patrol", "--lang", "zh").err
    said = call("compare", "--standard", "patrol", "--standard", "patroll", "--period", "2026-10")
    assert (said.status, "E-RULE-UNKNOWN" in said.err) == (2, True)


def test_the_shortest_way_to_the_next_grade_is_told(call: Call, filled: Path) -> None:
    said = call("explain", "--period", "2026-10", "--person", "P002", "--improve", "--json")
    view = json.loads(said.out)
    assert (said.status, view["format"]) == (0, "inspect-core/improvement/1")
    text = call("explain", "--period", "2026-10", "--person", "P002", "--improve", "--lang", "zh").out
    assert "每项花掉的总分" in text


def test_a_standard_beside_itself_is_refused(call: Call, filled: Path) -> None:
    said = call("compare", "--standard", "patrol", "--standard", "patrol", "--period", "2026-10", "--lang", "en")
    assert said.status == 2
    assert "patrol of 2026-10-01 is named twice (E-COMPARE-TWICE)" in said.err


def test_figures_have_two_decimals_and_are_cut(call: Call, filled: Path, draft: Path) -> None:
    assert call("record", *ROUND).status == 0
    said = call("backtest", "--ruleset", draft, "--period", "2026-10").out
    assert re.findall(r"\d+\.\d{3}", said) == []
    assert re.search(r"patrol/leader-rounds \d+\.\d\d/\d+\.\d\d → ", said)
