"""rules publish, diff and effective, as a quality department calls them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
OWN = "ruleset: patrol\nedition: 2026-10-01\nextends: patrol\nchange: {leader-rounds: {at_least: {2012-09-04: 4, 2026-11-01: 5}}}\n"


@pytest.fixture
def own(project: Path) -> Path:
    """The project's patrol rules: five rounds from November on."""
    file = project / "rulesets" / "patrol.yaml"
    file.write_text(OWN, encoding="utf-8")
    return file


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_dry_run_says_what_would_be_published_and_writes_nothing(call: Call, project: Path, own: Path) -> None:
    before = bytes_below(project)
    said = call("rules", "publish", own.stem, "--dry-run", "--lang", "en")
    assert said.status == 0
    assert "patrol@2026-10-01 would be published (its first edition)" in said.out
    assert bytes_below(project) == before


def test_publishing_writes_the_lock_and_the_text_and_the_check_is_fine_again(
    call: Call, project: Path, own: Path
) -> None:
    assert "N-EDITION-DRAFT" in call("rules", "check", "--lang", "en").err
    said = call("rules", "publish", own.stem, "--reason", "the owners asked", "--json")
    made = json.loads(said.out)
    assert made["written"] == ["patrol@2026-10-01.yaml", "editions.lock"]
    lock = (project / "rulesets" / "editions.lock").read_text(encoding="utf-8")
    assert f"patrol 2026-10-01 {made['fingerprint']} major patrol@2026-10-01:" in lock
    assert lock.endswith(" # the owners asked\n")
    again = call("rules", "check", "--lang", "en")
    assert (again.status, "EDITION" in again.err) == (0, False)
    assert "published already" in call("rules", "publish", own.stem, "--lang", "en").out


def test_a_published_text_that_moved_is_refused_by_check_score_and_report_and_records_are_still_taken(
    call: Call, filled: Path
) -> None:
    own = filled / "rulesets" / "patrol.yaml"
    own.write_text(OWN, encoding="utf-8")
    call("rules", "publish", own.stem)
    own.write_text(OWN.replace(": 5", ": 6"), encoding="utf-8")
    for words in (
        ("rules", "check"),
        ("rules", "check", str(own)),
        ("score",),
        ("report",),
        ("score", "--by", "visit"),
    ):
        said = call(*words, "--lang", "en")
        assert (words, said.status) == (words, 3)
        assert "E-EDITION-MOVED" in said.err
        assert "from 5 times to 6 times" in said.err
        assert "patrol.yaml:4:" in said.err
    record = ("record", "patrol", "observer=P002", "place=gate", "start=2026-10-08 09:00")
    answers = ("etiquette=pass", "working-state=pass", "facilities=pass")
    assert call(*record, *answers).status == 0


def test_a_class_below_the_changes_is_refused(call: Call, own: Path) -> None:
    call("rules", "publish", own.stem)
    own.write_text(OWN.replace("2026-10-01", "2026-12-01").replace("2026-11-01: 5", "2026-11-01: 5, 2026-12-01: 6"))
    said = call("rules", "publish", own.stem, "--comparable", "wording", "--lang", "en")
    assert (said.status, "E-EDITION-CLASS" in said.err) == (3, True)
    assert call("rules", "publish", own.stem, "--comparable", "major").status == 0


def test_outside_of_a_project_nothing_is_published(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = call("rules", "publish", "patrol")
    assert (said.status, "E-PROJECT-NONE" in said.err) == (2, True)


def test_a_difference_is_told_in_the_readers_language(call: Call, own: Path) -> None:
    call("rules", "publish", own.stem)
    own.write_text(OWN.replace("2026-10-01", "2026-12-01").replace("2026-11-01: 5", "2026-11-01: 5, 2026-12-01: 6"))
    said = call("rules", "diff", "patrol@2026-10-01", "patrol", "--lang", "zh")
    assert "自 2026-12-01 起由 5 次改为 6 次" in said.out
    assert "条款与分值不变，数值有变" in said.out
    view = json.loads(call("rules", "diff", "patrol@2026-10-01", str(own), "--json").out)
    assert view["format"] == "inspect-core/rules-diff/1"
    assert [(one["rule"], one["key"], one["what"]) for one in view["changes"]] == [
        ("leader-rounds", "at_least", "changed")
    ]
    assert view["changes"][0]["place"] == {"file": "patrol.yaml", "line": 4}


def test_two_texts_that_say_the_same_differ_in_nothing(call: Call, own: Path) -> None:
    assert call("rules", "diff", own.stem, str(own), "--lang", "en").out == "the two say the same\n"


def test_the_effective_text_names_the_file_of_every_line_from_elsewhere(call: Call, own: Path) -> None:
    said = call("rules", "effective", own.stem)
    assert said.out.startswith("# patrol 2026-10-01  sha256 ")
    assert "# laid over patrol 2026-10-01 " in said.out
    assert '"2026-11-01": "5"' in json.dumps(json.loads(call("rules", "effective", "patrol", "--json").out)["text"])
    changed = next(line for line in said.out.splitlines() if "2026-11-01: 5" in line)
    assert "#" not in changed


@pytest.mark.parametrize("words", [("diff", "patrol", "patroll"), ("effective", "patroll"), ("publish", "patroll")])
def test_a_slip_in_a_name_gets_the_nearest_one(call: Call, project: Path, words: tuple[str, ...]) -> None:
    del project
    said = call("rules", *words, "--lang", "en")
    assert (said.status, "did you mean patrol?" in said.err) == (2, True)


ASKED = "parameters: {rounds: {ask: How many rounds?, default: 4}}\nchange: {leader-rounds: {at_least: {parameter: rounds}}}\n"


def test_list_and_show_tell_the_level_its_direction_and_how_open_questions_are_answered(
    call: Call, project: Path
) -> None:
    head = "ruleset: patrol\nedition: 2026-10-01\nextends: patrol\nlevel: {of: estate, is: 2, best: 1, worst: 3}\n"
    (project / "rulesets" / "patrol.yaml").write_text(head + ASKED, encoding="utf-8")
    for words in (("rules", "show", "patrol"), ("rules", "list")):
        out = call(*words, "--lang", "en").out
        assert "level 2 of estate (1 is the best, 3 the lowest)" in out
        assert "parameter rounds: How many rounds? 4" in out
        assert "laid over patrol 2026-10-01 " in out
    assert "estate 第 2 级（1 为最高，3 为最低）" in call("rules", "list", "--lang", "zh").out
    view = json.loads(call("rules", "show", "patrol", "--json").out)
    assert view["level"] == {"of": "estate", "is": 2, "best": 1, "worst": 3}
    assert [(one["parameter"], one["default"], one["answer"]) for one in view["parameters"]] == [("rounds", "4", "4")]


@pytest.mark.parametrize(
    "text", ["\x00\x01", "- a\n- b\n", "ruleset: [", "", "ruleset: a\nedition: 2026-10-01\nextends: a\n"]
)
@pytest.mark.parametrize("command", ["diff", "effective"])
def test_a_file_that_is_no_ruleset_is_refused_with_its_place(
    call: Call, project: Path, command: str, text: str
) -> None:
    file = project / "odd.yaml"
    file.write_text(text, encoding="utf-8")
    said = call("rules", command, str(file), *(["patrol"] if command == "diff" else []), "--lang", "en")
    assert (said.status, "odd.yaml:" in said.err) == (3, True)


@pytest.mark.parametrize("command", ["diff", "effective"])
def test_a_file_that_is_not_there_is_refused(call: Call, project: Path, command: str) -> None:
    del project
    said = call("rules", command, "nowhere.yaml", *(["patrol"] if command == "diff" else []), "--lang", "en")
    assert (said.status, "E-FILE-MISSING" in said.err) == (3, True)


def test_a_damaged_lock_is_refused_by_the_check_and_named(call: Call, project: Path, own: Path) -> None:
    call("rules", "publish", own.stem)
    lock = project / "rulesets" / "editions.lock"
    lock.write_bytes(lock.read_bytes()[:-30] + b"\xff\xfe\n")
    said = call("rules", "check", "--lang", "en")
    assert (said.status, "editions.lock:" in said.err) == (3, True)


def test_a_project_that_publishes_is_told_when_it_is_scored_by_a_draft(call: Call, filled: Path) -> None:
    own = filled / "rulesets" / "patrol.yaml"
    own.write_text(OWN, encoding="utf-8")
    assert "N-EDITION-DRAFT" not in call("score", "--lang", "en").err
    call("rules", "publish", own.stem)
    assert "N-EDITION-DRAFT" not in call("score", "--lang", "en").err
    own.write_text(OWN.replace("2026-10-01", "2026-12-01"), encoding="utf-8")
    said = call("score", "--lang", "en")
    assert (said.status, "patrol@2026-12-01 is not published yet" in said.err) == (0, True)


def test_a_draft_elsewhere_that_changes_a_published_text_is_refused_with_its_place(
    call: Call, own: Path, tmp_path: Path
) -> None:
    call("rules", "publish", own.stem)
    draft = tmp_path / "drafts" / "patrol.yaml"
    draft.parent.mkdir()
    draft.write_text(OWN.replace(": 5", ": 6").replace("extends: patrol\n", "extends: patrol\n\n"), encoding="utf-8")
    said = call("rules", "check", str(draft), "--lang", "en")
    assert (said.status, "E-EDITION-MOVED" in said.err) == (3, True)
    draft.write_text(OWN.replace("2026-10-01", "2026-12-01").replace(": 5", ": 5, 2026-12-01: 6"), encoding="utf-8")
    assert call("rules", "check", str(draft)).status == 0
