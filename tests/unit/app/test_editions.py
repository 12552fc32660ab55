"""Editions: what was published stays as it was, and an older text is kept to compare with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_core.app.editions import check_editions, kept_text, published
from inspect_core.app.effective import effective_text
from inspect_core.app.overlays import read_ruleset
from inspect_core.app.publish import Publication, publication
from inspect_core.app.rule_texts import difference, text_of
from inspect_core.app.rules import check_files
from inspect_core.app.shelves import PROJECT, SHIPPED, Shelf
from inspect_core.errors import InspectError, Problem, RulesetError
from inspect_core.language.binding import fingerprint
from inspect_core.language.editions import Comparable, Edition, lock_text, one_line, over, read_lock
from inspect_core.language.reader import read_text
from inspect_core.testing.collected import known_kinds

Shelves = tuple[Shelf, Shelf]
KINDS = known_kinds().settings()
TEXT = """\
ruleset: rounds
edition: {edition}
title: {{zh: 巡视, en: Rounds}}
forms:
  patrol: {{title: Patrol, at: post}}
rules:
  often: {{title: {{zh: 常巡, en: Walks}}, kind: frequency, counts: patrol, per: [post, shift], at_least: {least}, credit: project, points: 60{more}}}
  once: {{title: Once, kind: frequency, counts: patrol, per: [post, month], at_least: 1, credit: project, points: 40}}
"""


@pytest.fixture
def found(tmp_path: Path) -> Shelves:
    own, shipped = Shelf(PROJECT, tmp_path / "own"), Shelf(SHIPPED, tmp_path / "shipped")
    for shelf in (own, shipped):
        shelf.folder.mkdir()
    return own, shipped


def write(shelf: Shelf, text: str, name: str = "rounds") -> Path:
    file = shelf.folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def rounds(shelf: Shelf, edition: str = "2026-10-01", least: str = "3", more: str = "") -> Path:
    return write(shelf, TEXT.format(edition=edition, least=least, more=more))


def test_a_lock_that_was_deleted_beside_published_texts_is_missed(found: Shelves) -> None:
    rounds(found[0])
    publish(found)
    ruleset = read_ruleset(found[0].folder / "rounds.yaml", found, KINDS)
    assert check_editions([ruleset], found).problems == ()
    (found[0].folder / "editions.lock").unlink()
    (problem,) = check_editions([ruleset], found).problems
    assert (problem.code, str(problem.place)) == ("E-EDITION-LOCK", "editions/rounds@2026-10-01.yaml")
    (checked_file,) = check_files([found[0].folder / "rounds.yaml"], found, known_kinds())
    assert [str(one) for one in checked_file.problems] == [str(problem)]
    write(found[0], TEXT.format(edition="2026-10-01", least="3", more="").replace("rounds", "others"), "others")
    assert check_files([found[0].folder / "others.yaml"], found, known_kinds())[0].problems == ()


def publish(found: Shelves, said: Comparable | None = None, name: str = "rounds") -> Publication:
    made = publication(name, found, KINDS, said)
    for file, data in made.files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return made


def checked(found: Shelves, name: str = "rounds") -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    shelf = next(shelf for shelf in found if (shelf.folder / f"{name}.yaml").is_file())
    seen = check_editions([read_ruleset(shelf.folder / f"{name}.yaml", found, KINDS)], found)
    return seen.problems, seen.notices


def refusal(found: Shelves, said: Comparable | None = None) -> Problem:
    with pytest.raises(InspectError) as caught:
        publication("rounds", found, KINDS, said)
    return caught.value.first


def test_a_published_text_is_kept_whole_and_its_fingerprint_stands_in_the_lock(found: Shelves) -> None:
    rounds(found[0])
    made = publish(found)
    (lock,) = published(found).locks
    assert lock[1] == (made.edition,)
    text = kept_text(found[0], made.edition)
    assert text is not None
    assert fingerprint(text) == made.edition.fingerprint
    assert checked(found) == ((), ())


def test_a_kept_text_is_not_written_over_where_the_lock_lost_its_line(found: Shelves) -> None:
    rounds(found[0])
    (kept, _), (lock, _) = publish(found).files
    lock.unlink()
    rounds(found[0], least="4")
    problem = refusal(found)
    assert problem.code == "E-EDITION-LOCK"
    assert problem.place is not None
    assert problem.place.file == str(kept)
    rounds(found[0])
    publish(found)
    assert checked(found) == ((), ())


def test_the_same_text_is_published_once(found: Shelves) -> None:
    rounds(found[0])
    publish(found)
    again = publish(found)
    assert again.already
    assert again.files == ()


def test_a_text_that_is_not_published_is_noticed_and_nothing_more(found: Shelves) -> None:
    rounds(found[0])
    problems, notices = checked(found)
    assert problems == ()
    assert [one.code for one in notices] == ["N-EDITION-DRAFT"]


def test_a_standard_of_the_program_needs_no_publication_by_the_project(found: Shelves) -> None:
    rounds(found[1])
    assert checked(found) == ((), ())


def test_a_published_text_that_moved_is_refused_with_its_place_and_what_differs(found: Shelves) -> None:
    rounds(found[0])
    publish(found)
    rounds(found[0], least="4")
    ((problem,), _) = checked(found)
    assert problem.code == "E-EDITION-MOVED"
    assert str(problem.place).startswith("rounds.yaml:7:")
    assert "Walks: at least per post, per shift: from 3 times to 4 times" in problem.message
    assert "常巡：每岗位每班次至少由 3 次改为 4 次" in problem.message_zh
    assert refusal(found).code == "E-EDITION-MOVED"


def test_a_text_that_moved_is_refused_even_where_the_old_one_was_thrown_away(found: Shelves) -> None:
    rounds(found[0])
    for file, _ in publish(found).files[:1]:
        file.unlink()
    rounds(found[0], least="4")
    ((problem,), _) = checked(found)
    assert problem.code == "E-EDITION-MOVED"


def test_a_comment_or_another_order_of_keys_does_not_move_a_text(found: Shelves) -> None:
    file = rounds(found[0])
    publish(found)
    file.write_text("# read aloud\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert checked(found) == ((), ())


def test_an_overlay_whose_parent_changed_is_refused_and_the_parent_is_named(found: Shelves) -> None:
    rounds(found[1])
    own = "ruleset: ours\nedition: 2026-10-01\nextends: rounds\nchange: {once: {at_least: 2}}\n"
    write(found[0], own, "ours")
    made = publish(found, name="ours")
    assert [one.partition(":")[0] for one in made.edition.over] == ["rounds@2026-10-01"]
    assert checked(found, "ours") == ((), ())
    rounds(found[1], least="4")
    ((problem,), _) = checked(found, "ours")
    assert problem.code == "E-EDITION-MOVED"
    assert "what it extends changed: rounds@2026-10-01" in problem.message
    assert "rounds.yaml:7" in str(problem.place)


def test_a_shipped_text_that_the_project_published_may_not_change_under_it(found: Shelves) -> None:
    rounds(found[1])
    publish(found)
    rounds(found[1], least="4")
    assert [one.code for one in checked(found)[0]] == ["E-EDITION-MOVED"]


def test_an_overlay_of_the_same_name_is_not_held_against_the_lock_of_its_parent(found: Shelves) -> None:
    rounds(found[1])
    made = publication("rounds", (found[1],), KINDS, None)
    (found[1].folder / "editions.lock").write_text(lock_text([made.edition]), encoding="utf-8")
    own = "ruleset: rounds\nedition: 2026-10-01\nextends: rounds\nchange: {once: {at_least: 2}}\n"
    write(found[0], own)
    problems, notices = checked(found)
    assert problems == ()
    assert [one.code for one in notices] == ["N-EDITION-DRAFT"]


@pytest.mark.parametrize(
    ("change", "proven"),
    [
        ({"more": ", note: read aloud"}, "wording"),
        ({"least": "{2026-10-01: 3, 2026-12-01: 4}"}, "minor"),
        ({"more": ", rounding: whole"}, "major"),
    ],
)
def test_the_least_class_is_proven_from_what_changed(found: Shelves, change: dict[str, str], proven: str) -> None:
    rounds(found[0])
    publish(found)
    rounds(found[0], "2026-12-01", **change)
    made = publish(found)
    assert (made.proven, made.edition.comparable) == (proven, proven)


def test_a_rule_that_comes_or_goes_makes_totals_incomparable(found: Shelves) -> None:
    file = rounds(found[0])
    publish(found)
    text = rounds(found[0], "2026-12-01").read_text(encoding="utf-8")
    file.write_text(text.replace("  once:", "  twice:"), encoding="utf-8")
    assert publish(found).proven == "major"


def test_a_rule_with_another_id_is_the_same_rule_where_it_says_what_it_was(found: Shelves) -> None:
    rounds(found[0])
    publish(found)
    file = rounds(found[0], "2026-12-01")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  once: {", "  monthly: {was: once, "), encoding="utf-8")
    assert publish(found).proven == "wording"


def test_the_author_may_raise_the_class_and_not_lower_it(found: Shelves) -> None:
    rounds(found[0])
    publish(found)
    rounds(found[0], "2026-12-01", "{2026-10-01: 3, 2026-12-01: 4}")
    assert refusal(found, "wording").code == "E-EDITION-CLASS"
    assert publish(found, "major").edition.comparable == "major"


def test_an_edition_before_a_published_one_is_refused(found: Shelves) -> None:
    rounds(found[0], "2026-12-01")
    publish(found)
    rounds(found[0], "2026-11-01")
    assert refusal(found).code == "E-EDITION-ORDER"


BACK = "{2026-10-01: 3, 2026-11-01: 5}"


def test_a_value_that_begins_before_its_edition_is_refused_without_a_correction(found: Shelves) -> None:
    rounds(found[0])
    publish(found)
    rounds(found[0], "2026-12-01", BACK)
    problem = refusal(found)
    assert problem.code == "E-EDITION-BACKDATED"
    assert "from 2026-11-01" in problem.message
    assert str(problem.place).startswith("rounds.yaml:7:")
    assert [one.code for one in checked(found)[0]] == ["E-EDITION-BACKDATED"]


def test_a_correction_with_reason_and_approver_lets_a_value_begin_earlier(found: Shelves) -> None:
    rounds(found[0])
    publish(found)
    rounds(found[0], "2026-12-01", BACK, ", correction: {reason: A slip of the pen, approved_by: P001}")
    assert publish(found).proven == "minor"
    rounds(
        found[0],
        "2027-01-01",
        "{2026-10-01: 3, 2026-11-01: 6}",
        ", correction: {reason: A slip of the pen, approved_by: P001}",
    )
    assert refusal(found).code == "E-EDITION-BACKDATED", "the old correction says nothing of the new value"


def test_a_value_whose_days_forget_what_held_before_is_refused(found: Shelves) -> None:
    rounds(found[0])
    publish(found)
    rounds(found[0], "2026-12-01", "{2026-12-01: 4}")
    problem = refusal(found)
    assert problem.code == "E-EDITION-BACKDATED"
    assert "from the beginning" in problem.message


def test_a_new_rule_may_not_reach_back_either(found: Shelves) -> None:
    file = rounds(found[0])
    publish(found)
    text = rounds(found[0], "2026-12-01").read_text(encoding="utf-8")
    new = "  third: {title: Third, kind: frequency, counts: patrol, per: [post, week], at_least: {2026-01-01: 1}, credit: project, points: 0}\n"
    file.write_text(text + new, encoding="utf-8")
    assert refusal(found).code == "E-EDITION-BACKDATED"


def test_a_value_changed_without_a_day_is_noticed(found: Shelves) -> None:
    rounds(found[0])
    publish(found)
    rounds(found[0], "2026-12-01", "4")
    (notice,) = publish(found).notices
    assert notice.code == "N-EDITION-UNDATED"
    assert "rules.often.at_least" in notice.message


def test_a_kept_text_that_was_edited_is_refused(found: Shelves) -> None:
    rounds(found[0])
    (kept, _), _ = publish(found).files
    kept.write_text(kept.read_text(encoding="utf-8").replace("at_least: 3", "at_least: 2"), encoding="utf-8")
    with pytest.raises(RulesetError) as caught:
        text_of("rounds@2026-10-01", (found[0], found[1])) if rounds(found[0], "2026-12-01") else None
    assert caught.value.code == "E-EDITION-TEXT"


@pytest.mark.parametrize(
    "line", ["rounds 2026-10-01", "rounds yesterday " + "0" * 64 + " major", "rounds 2026-10-01 " + "0" * 64 + " same"]
)
def test_a_lock_with_a_line_that_says_no_edition_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(RulesetError) as caught:
        read_lock(f"# head\n{line}\n")
    assert (caught.value.code, str(caught.value.place)) == ("E-EDITION-LOCK", "editions.lock:2:1")


def test_a_lock_with_an_edition_twice_is_refused() -> None:
    line = "rounds 2026-10-01 " + "0" * 64 + " major\n"
    with pytest.raises(RulesetError, match="published twice"):
        read_lock(line + line)


def test_two_editions_are_compared_in_words(found: Shelves) -> None:
    rounds(found[0])
    publish(found)
    rounds(found[0], "2026-12-01", "{2026-10-01: 3, 2026-12-01: 4}")
    differs = difference("rounds@2026-10-01", "rounds", found, KINDS)
    assert [differs.told(one).zh for one in differs.changes] == [
        "常巡：每岗位每班次至少，自 2026-12-01 起由 3 次改为 4 次"
    ]
    assert [differs.told(one).en for one in differs.changes] == [
        "Walks: at least per post, per shift: on 2026-12-01 from 3 times to 4 times"
    ]


def test_an_edition_that_nobody_kept_is_refused_with_those_there_are(found: Shelves) -> None:
    rounds(found[0])
    publish(found)
    with pytest.raises(InspectError) as caught:
        text_of("rounds@2020-01-01", found)
    assert caught.value.code == "E-EDITION-NONE"
    assert "rounds@2026-10-01" in caught.value.hint


def test_what_is_printed_as_effective_reads_back_as_what_counts(found: Shelves) -> None:
    rounds(found[1])
    own = "ruleset: ours\nedition: 2026-10-01\nextends: rounds\nchange: {once: {at_least: 2}}\n"
    text = effective_text(write(found[0], own, "ours"), found)
    assert read_text(text.printed()).plain == text.document.plain
    assert (
        fingerprint(read_text(text.printed())) == read_ruleset(found[0].folder / "ours.yaml", found, KINDS).fingerprint
    )
    assert "    at_least: 2\n" in text.printed()
    assert "    at_least: 3  # rounds.yaml:7\n" in text.printed()


def test_a_value_that_a_parameter_answers_says_so(found: Shelves) -> None:
    head = "parameters: {how-often: {ask: How often?, default: 2}}\n"
    text = TEXT.format(edition="2026-10-01", least="{parameter: how-often}", more="")
    write(found[1], text.replace("forms:", head + "forms:", 1))
    own = "ruleset: ours\nedition: 2026-10-01\nextends: rounds\nset: {how-often: 5}\n"
    printed = effective_text(write(found[0], own, "ours"), found).printed()
    assert "at_least: 5  # parameter how-often" in printed
    assert "# parameter how-often: How often? / How often? Default 2, answered 5" in printed


def test_a_file_that_says_another_name_is_not_published_under_it(found: Shelves) -> None:
    rounds(found[0])
    (found[0].folder / "rounds.yaml").rename(found[0].folder / "walks.yaml")
    with pytest.raises(RulesetError) as caught:
        publication("walks", found, KINDS, None)
    assert caught.value.code == "E-RULE-NAME"


@pytest.mark.parametrize("name", ["../own/rounds", "/etc/rounds", "..", "", "./rounds"])
def test_a_path_is_no_name_of_a_ruleset(found: Shelves, name: str) -> None:
    rounds(found[0])
    with pytest.raises(InspectError) as caught:
        publication(name, found, KINDS, None)
    assert caught.value.code == "E-RULE-UNKNOWN"


def test_a_shipped_standard_that_reaches_back_is_not_published_by_the_project(found: Shelves) -> None:
    rounds(found[1])
    publish(found)
    rounds(found[1], "2026-12-01", BACK)
    assert refusal(found).code == "E-EDITION-BACKDATED"


def test_an_edition_that_an_overlay_of_the_same_name_hides_is_found_all_the_same(found: Shelves) -> None:
    rounds(found[1])
    own = "ruleset: rounds\nedition: 2026-12-01\nextends: rounds\nchange: {once: {at_least: 2}}\n"
    write(found[0], own)
    differs = difference("rounds@2026-10-01", "rounds", found, KINDS)
    assert [one.rule for one in differs.changes if one.comparable == "minor"] == ["once"]


ODD = st.text(st.characters(codec="utf-8", exclude_characters="/\x00"), min_size=1, max_size=20)


@given(ODD, ODD, st.text(max_size=60))
def test_a_line_of_the_lock_reads_back_whatever_people_call_things(ruleset: str, parent: str, reason: str) -> None:
    one = Edition(
        ruleset, "2026-10-01", "0" * 64, "minor", over([f"{parent} 2026-01-01 0123456789ab"]), one_line(reason)
    )
    assert read_lock(lock_text([one])) == (one,)


def test_a_line_that_would_take_forever_to_read_is_refused_at_once() -> None:
    with pytest.raises(RulesetError, match="E-EDITION-LOCK"):
        read_lock("a 2026-10-01 " + "0" * 64 + " major " + "@" * 200_000)
    with pytest.raises(RulesetError, match="E-EDITION-LOCK"):
        read_lock("a 2026-10-01 " + "0" * 64 + " major " + "@" * 8_000)


def test_a_reason_that_does_not_fit_on_its_line_is_refused(found: Shelves) -> None:
    rounds(found[0])
    with pytest.raises(InspectError, match="E-EDITION-REASON"):
        publication("rounds", found, KINDS, None, "because " * 200)


def test_a_ruleset_whose_name_has_a_space_or_an_at_is_published_and_found_again(found: Shelves) -> None:
    for name in ("my rounds", "a@b"):
        write(
            found[0],
            TEXT.format(edition="2026-10-01", least="3", more="").replace("ruleset: rounds", f'ruleset: "{name}"'),
            name,
        )
        publish(found, name=name)
        assert checked(found, name) == ((), ())
        assert text_of(f"{name}@2026-10-01", found).document.plain["ruleset"] == name
        assert text_of(name, found).document.plain["ruleset"] == name


def test_a_lock_that_is_too_large_is_refused_before_it_is_read(found: Shelves) -> None:
    with (found[0].folder / "editions.lock").open("wb") as file:
        file.truncate(1024 * 1024 + 1)
    with pytest.raises(RulesetError, match="E-RULE-SIZE"):
        published(found)


def test_an_overlay_names_its_parent_by_the_fingerprint_under_which_that_was_published(found: Shelves) -> None:
    text = TEXT.format(edition="2026-10-01", least="{parameter: how-often}", more="")
    write(found[1], text.replace("forms:", "parameters: {how-often: {ask: How often?, default: 2}}\nforms:", 1))
    parent = publish(found).edition
    write(found[0], "ruleset: ours\nedition: 2026-10-01\nextends: rounds\nset: {how-often: 3}\n", "ours")
    assert publish(found, name="ours").edition.over == (f"rounds@2026-10-01:{parent.fingerprint[:12]}",)
