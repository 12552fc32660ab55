"""Hostile rulesets: each is refused with code, place and next step for every problem, and nothing in it is run."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inspect_core.errors import RulesetError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_file, read_text
from inspect_core.language.rule import RuleHeader
from inspect_core.language.scheme import bind_scheme
from tests.reliability.hostile.rulesets import CORPUS, RULESET, SCHEME, HostileRuleset
from tests.unit.demo.shipped_forms import kinds


def bound(case: HostileRuleset, known: dict[str, type[RuleHeader]]) -> object:
    document = read_text(case.text, "r.yaml")
    return bind_scheme(document) if case.scheme else bind_ruleset(document, known)


@pytest.mark.parametrize("case", CORPUS, ids=[case.label for case in CORPUS])
def test_a_hostile_ruleset_is_refused_with_every_problem(
    case: HostileRuleset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = kinds()
    monkeypatch.chdir(tmp_path)
    began = time.process_time()
    with pytest.raises(RulesetError) as caught:
        bound(case, known)
    assert time.process_time() - began < 2
    problems = caught.value.problems
    assert [(problem.code, str(problem.place)) for problem in problems] == [each[:2] for each in case.expected]
    for problem, (_, _, step) in zip(problems, case.expected, strict=True):
        assert step in problem.hint
        assert "root:" not in problem.message
        assert "\u202e" not in problem.message
    assert list(tmp_path.iterdir()) == []


BOMBS = [case for case in CORPUS if case.number in (1, 5) or len(case.text) > 10_000]


@pytest.mark.parametrize("case", BOMBS, ids=[case.label for case in BOMBS])
def test_a_bomb_is_refused_within_two_seconds_and_256_mib(case: HostileRuleset, root: Path) -> None:
    command = [sys.executable, "-m", "tests.reliability.hostile.ruleset_child", case.label]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, timeout=60)
    told = json.loads(run.stdout)
    assert run.stderr == ""
    assert told["seconds"] < 2
    assert [(code, place) for code, place, _ in told["problems"]] == [each[:2] for each in case.expected]


def test_a_ruleset_edited_under_the_same_edition_is_told_apart_by_its_fingerprint() -> None:
    edited = bind_ruleset(read_text(RULESET.replace("Did they smile?", "Did they laugh?")), kinds())
    same = bind_ruleset(read_text(RULESET + "# nothing new\n"), kinds())
    was = bind_ruleset(read_text(RULESET), kinds())
    assert (edited.edition, edited.fingerprint == was.fingerprint) == (was.edition, False)
    assert same.fingerprint == was.fingerprint


@pytest.mark.parametrize(
    "key",
    [
        "include: /etc/passwd",
        "include: file:///etc/passwd",
        "include: b.yaml",
        "expression: \"__import__('os').system('id')\"",
        "pattern: (?=a)",
        "closed: 2026-03",
    ],
)
def test_what_the_language_does_not_have_is_a_key_nobody_knows(key: str) -> None:
    with pytest.raises(RulesetError) as caught:
        bind_ruleset(read_text(f"{RULESET}{key}\n", "r.yaml"), kinds())
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place).startswith("r.yaml:19:"), bool(problem.hint)) == ("E-RULE-KEY", True, True)
    assert "root:" not in problem.message + problem.hint


def test_an_overlay_of_a_path_finds_no_parent() -> None:
    with pytest.raises(RulesetError) as caught:
        bind_ruleset(read_text(f"{RULESET}extends: ../a.yaml\n", "r.yaml"), kinds())
    assert (caught.value.code, str(caught.value.place)) == ("E-OVERLAY-PARENT", "r.yaml:19:10")


def test_the_ruleset_and_scheme_they_are_made_of_are_good() -> None:
    assert bind_ruleset(read_text(RULESET), kinds()).points == 10_000
    assert bind_scheme(read_text(SCHEME)).id == "plain"


def test_unquoted_traps_stay_the_texts_they_are() -> None:
    text = RULESET.replace('"06:00-12:00"', "22:30-23:30").replace("points: 10\nwindows", "points: 010\nwindows")
    ruleset = bind_ruleset(read_text(text.replace("Did they smile?", "no")), kinds())
    window = ruleset.windows["morning"]
    assert (window.first, window.last, ruleset.points) == (22 * 60 + 30, 23 * 60 + 30, 10_000)
    assert ruleset.forms["check"].questions[0].ask.en == "no"


@pytest.mark.parametrize(("size", "code"), [(1024 * 1024, None), (1024 * 1024 + 1, "E-RULE-SIZE")])
def test_a_ruleset_file_has_at_most_256_kib(size: int, code: str | None, tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_text(RULESET + "#" * (size - len(RULESET)), encoding="utf-8")
    if code is None:
        assert bind_ruleset(read_file(file), kinds()).id == "manners"
        return
    with pytest.raises(RulesetError) as caught:
        read_file(file)
    assert (caught.value.code, bool(caught.value.hint)) == (code, True)


def test_a_ruleset_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_bytes("title: 礼仪".encode("gb18030"))
    with pytest.raises(RulesetError, match="E-RULE-ENCODING"):
        read_file(file)
