"""Rule cases: read with their places, scored, compared with what they expect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspect_core.errors import Place, RulesetError
from inspect_core.testing.cases import ZONE, Case, case_files, read_cases, run_case
from inspect_core.testing.month import records_of
from inspect_core.testing.told import told
from tests.unit.kinds.small import kinds, ruleset

ROUNDS = "kind: frequency\ncounts: round\nper: [post, day]\non: {dates: [8]}\nat_least: 2\ncredit: owner"
CASES = """\
rule: small/rule
people: {li: guard}
places: {gate: {kind: post, owner: li}}
cases:
  - name: One round of two
    day: 2026-10-08
    seen: [{form: round, observer: li, place: gate, at: "08:00"}]
    expect: {person: li, points: 50, due: 2, done: 1, outcome: partly, veto: none}
  - name: A place of its own
    day: 2026-10-08
    places: {hall: {kind: post, owner: li}}
    expect: {points: 100}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "cases.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def case(**body: Any) -> Case:
    return Case("small/rule", "a case", Place(), {}, {"day": "2026-10-08", **body})


def test_a_case_knows_its_rule_its_sentence_and_its_place(tmp_path: Path) -> None:
    one, two = read_cases(written(tmp_path, CASES))
    assert (one.rule, one.name, str(one.place)) == ("small/rule", "One round of two", "cases.yaml:5:5")
    assert two.place.line == 9


def test_a_case_passes_where_everything_expected_was_found(tmp_path: Path) -> None:
    one, two = (run_case(found, ruleset(ROUNDS), kinds()) for found in read_cases(written(tmp_path, CASES)))
    assert one.passed
    assert two.wrong == ("points: expected 100, found 0",)


def test_what_a_case_says_itself_wins_over_what_its_file_says(tmp_path: Path) -> None:
    _, two = read_cases(written(tmp_path, CASES))
    assert "hall  0 of 2" in told(two, ruleset(ROUNDS), kinds())
    assert "gate" not in told(two, ruleset(ROUNDS), kinds())


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("rule: small/rule\n", "", "cases.yaml"),
        ("cases:", "case:", "cases.yaml"),
        ("  - name: One round of two\n    day", "  - day", "cases.yaml:5:5"),
        ("expect: {points: 100}", "expected: {points: 100}", "cases.yaml:9:5"),
    ],
)
def test_a_case_that_cannot_be_meant_is_refused_with_its_place(old: str, new: str, place: str, tmp_path: Path) -> None:
    with pytest.raises(RulesetError, match="E-CASE-SHAPE") as caught:
        read_cases(written(tmp_path, CASES.replace(old, new)))
    assert str(caught.value.place) == place


def test_a_rule_that_does_not_exist_has_no_cases() -> None:
    with pytest.raises(RulesetError, match="E-CASE-RULE"):
        run_case(
            Case("small/other", "a case", Place(), {}, {"day": "2026-10-08", "expect": {}}), ruleset(ROUNDS), kinds()
        )


def test_where_nothing_was_due_the_explanation_says_so() -> None:
    assert "nothing was due" in told(case(expect={}), ruleset(ROUNDS), kinds())


def test_a_case_about_shifts_without_slots_says_what_its_roster_lacks() -> None:
    rule = ruleset(ROUNDS.replace("[post, day]", "[post, shift]").replace("on: {dates: [8]}\n", ""))
    whole = {"people": {"li": "guard"}, "places": {"gate": "post"}, "shifts": {"day": "08:00-20:00"}, "expect": {}}
    duty = {"person": "li", "shift": "day"}
    assert "give the case a roster" in told(case(**whole), rule, kinds())
    assert "say `place` in a line of the roster" in told(case(**whole, roster=[duty]), rule, kinds())
    assert "nothing was due" not in told(case(**whole, roster=[{**duty, "place": "gate"}]), rule, kinds())


def test_what_was_seen_and_not_counted_is_explained() -> None:
    rule = ROUNDS + "\nmin_minutes: 5"
    row = {"form": "round", "observer": "li", "place": "gate", "at": "08:00", "minutes": "3"}
    text = told(case(places={"gate": "post"}, seen=[row], expect={}), ruleset(rule), kinds())
    assert "not counted: too short" in text


def test_case_files_are_found_in_order(tmp_path: Path) -> None:
    for name in ("b/two", "a/one", "b/one"):
        file = tmp_path / "cases" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", encoding="utf-8")
    assert [file.relative_to(tmp_path / "cases").as_posix() for file in case_files([tmp_path])] == [
        "a/one.yaml",
        "b/one.yaml",
        "b/two.yaml",
    ]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ({"at": "08:10"}, "2026-10-08T08:10:00+08:00", None),
        ({"at": "08:10", "minutes": "0"}, "2026-10-08T08:10:00+08:00", "2026-10-08T08:10:00+08:00"),
        ({"at": "23:50", "minutes": "20"}, "2026-10-08T23:50:00+08:00", "2026-10-09T00:10:00+08:00"),
        ({"at": "2026-10-09 02:00", "until": "03:00"}, "2026-10-09T02:00:00+08:00", "2026-10-08T03:00:00+08:00"),
    ],
)
def test_times_of_a_case_are_those_of_its_day(words: dict[str, str], start: str, end: str | None) -> None:
    records = records_of({}, {"day": "2026-10-08", "seen": [{"form": "round", **words}]}, {}, ZONE)
    assert (records.observations[0]["start"], records.observations[0].get("end")) == (start, end)
