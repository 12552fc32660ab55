"""A missed slot is closed by hand with a reason and an approver, and may be opened again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
ROUNDS = ("explain", "--period", "2026-10", "--person", "P002", "--rule", "leader-rounds", "--json")
SLOT = ("leader-rounds", "--place", "gate", "--at", "2026-10-08 08:00")
TWO = ("--by", "P001", "--approved-by", "P003")
WHY = ("--reason", "flooded", *TWO)


def rounds(call: Call) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(call(*ROUNDS).out)["rulesets"][0]["rules"][0]
    return found


def events(folder: Path) -> bytes:
    return (folder / "journal" / "events.jsonl").read_bytes()


def test_an_excused_slot_leaves_the_score_and_comes_back_when_the_excuse_is_voided(call: Call, filled: Path) -> None:
    before = rounds(call)
    assert (before["excused"], before["unmet"]) == (0, 2)
    done = json.loads(call("excuse", *SLOT, *WHY, "--json").out)
    after = rounds(call)
    assert (after["excused"], after["unmet"]) == (1, 1)
    (slot,) = [one for one in after["slots"] if one["outcome"] == "excused"]
    assert (slot["place"]["id"], slot["excuse"]["event"]) == ("gate", done["id"])
    assert slot["reason"]["en"] == "excused: flooded (approved by 赵敏)"
    assert call("void", done["id"], "--reason", "it was dry", *TWO).status == 0
    assert rounds(call) == before
    assert json.loads(call("excuse", "--list", "--json").out) == {"excuses": []}
    assert "E-RECORD-WITHDRAWN" in call("void", done["id"], "--reason", "again").err
    assert call("verify").status == 0


def test_an_excuse_answers_in_words_that_end_with_its_id_and_for_scripts_with_the_id_alone(
    call: Call, filled: Path
) -> None:
    said = call("excuse", *SLOT, *WHY, "--lang", "en").out.strip()
    (one,) = json.loads(call("excuse", "--list", "--json").out)["excuses"]
    assert said.startswith("excused (number ")
    assert said.endswith(one["id"])
    call("void", one["id"], "--reason", "again", *TWO)
    again = call("-q", "excuse", *SLOT, *WHY).out.strip()
    assert [again] == [each["id"] for each in json.loads(call("excuse", "--list", "--json").out)["excuses"]]


def test_views_made_anew_know_the_same_excuses(call: Call, filled: Path) -> None:
    call("excuse", *SLOT, *WHY)
    known, scored = call("excuse", "--list", "--json").out, rounds(call)
    shutil.rmtree(filled / "views")
    assert call("excuse", "--list", "--json").out == known
    assert rounds(call) == scored


def test_the_list_tells_whose_slot_it_was_why_and_who_approved(call: Call, filled: Path) -> None:
    assert "nothing is excused" in call("excuse", "--list").err
    call("excuse", *SLOT, *WHY)
    (one,) = json.loads(call("excuse", "--list", "--json").out)["excuses"]
    assert (one["rule"], one["at"]) == ("patrol/leader-rounds", "2026-10-08T08:00:00+08:00")
    assert (one["place"]["id"], one["person"], one["approved_by"]["name"]) == ("gate", None, "赵敏")
    assert one["by"]["name"] == "王强"
    assert "flooded" in call("excuse", "--list").out


def test_a_dry_run_writes_nothing(call: Call, filled: Path) -> None:
    before = events(filled)
    said = json.loads(call("excuse", *SLOT, *WHY, "--dry-run", "--json").out)
    assert (said["id"], said["seq"], said["place"]) == (None, None, "gate")
    assert events(filled) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((*SLOT, "--reason", " ", *TWO), "E-EXCUSE-REASON"),
        ((*SLOT, "--reason", "x", "--by", "P001", "--approved-by", "P002"), "E-EXCUSE-SELF"),
        ((*SLOT, "--reason", "x", "--by", "P002", "--approved-by", "P003"), "E-EXCUSE-SELF"),
        ((*SLOT, "--reason", "x", "--by", "P003", "--approved-by", "P003"), "E-EXCUSE-FOUR-EYES"),
        ((*SLOT, "--reason", "x", "--by", "P001", "--approved-by", "P999"), "E-PERSON-UNKNOWN"),
        (("leader-rounds", "--place", "gate", "--at", "2026-10-08 21:00", *WHY), "E-EXCUSE-SLOT"),
        (("leader-rounds", "--place", "hall", "--at", "2026-10-08 08:00", *WHY), "E-PLACE-UNKNOWN"),
        (("smile-at-three-metres", "--at", "2026-10-08 08:00", *WHY), "E-EXCUSE-KIND"),
        (("patrol", "--at", "2026-10-08 08:00", *WHY), "E-EXCUSE-RULE"),
        (("leader-round", "--at", "2026-10-08 08:00", *WHY), "E-RULE-UNKNOWN"),
    ],
)
def test_what_cannot_be_excused_is_refused_and_nothing_is_written(
    call: Call, filled: Path, words: tuple[str, ...], code: str
) -> None:
    before = events(filled)
    said = call("excuse", *words)
    assert said.status != 0
    assert code in said.err
    assert events(filled) == before


def test_where_there_is_no_such_slot_the_nearest_are_offered(call: Call, filled: Path) -> None:
    said = call("excuse", "leader-rounds", "--place", "gate", "--at", "2026-10-08 07:00", *WHY, "--lang", "en")
    assert "the nearest: 2026-10-08 08:00 gate" in said.err


def test_a_slot_is_not_excused_twice_and_one_that_is_met_not_at_all(call: Call, filled: Path) -> None:
    assert call("excuse", *SLOT, *WHY).status == 0
    assert "E-EXCUSE-TWICE" in call("excuse", *SLOT, *WHY).err
    for hour in (8, 9, 10, 11):
        walk = ("record", "patrol", "observer=P002", "place=gate", f"start=2026-10-09 {hour:02}:00", "minutes=10")
        answers = ("etiquette=pass", "working-state=pass", "facilities=pass")
        assert call(*walk, *answers, "--no-input").status == 0, hour
    said = call("excuse", "leader-rounds", "--place", "gate", "--at", "2026-10-09 08:00", *WHY)
    assert "E-EXCUSE-MET" in said.err


def test_a_slot_is_found_by_whom_it_is_credited_to(call: Call, filled: Path) -> None:
    said = call("excuse", "leader-rounds", "--person", "李梅", "--at", "2026-10-08 10:00", *WHY, "--json")
    assert json.loads(said.out)["place"] == "gate"


def test_half_a_sentence_is_told_what_is_missing(call: Call, filled: Path) -> None:
    said = call("excuse", "leader-rounds", "--lang", "en")
    assert (said.status, "--by and --approved-by" in said.err) == (2, True)
    said = call("excuse", *SLOT, "--reason", "x", "--approved-by", "P003", "--lang", "en")
    assert (said.status, "--by and --approved-by" in said.err) == (2, True)


def test_a_slot_excused_again_in_the_second_in_which_it_was_taken_back_is_another_excuse(
    call: Call, filled: Path
) -> None:
    first = json.loads(call("excuse", *SLOT, *WHY, "--json").out)["id"]
    assert call("void", first, "--reason", "x", *TWO).status == 0
    second = json.loads(call("excuse", *SLOT, *WHY, "--json").out)["id"]
    assert second != first
    assert [one["id"] for one in json.loads(call("excuse", "--list", "--json").out)["excuses"]] == [second]
    assert rounds(call)["excused"] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "E-VOID-FOUR-EYES"),
        (("--by", "P001"), "E-VOID-FOUR-EYES"),
        (("--approved-by", "P003"), "E-VOID-FOUR-EYES"),
        (("--by", "P003", "--approved-by", "P003"), "E-VOID-FOUR-EYES"),
        (("--by", "P002", "--approved-by", "P003"), "E-VOID-SELF"),
        (("--by", "P001", "--approved-by", "P002"), "E-VOID-SELF"),
    ],
)
def test_an_excuse_is_taken_back_by_two_people_to_whom_the_slot_is_not_credited(
    call: Call, filled: Path, words: tuple[str, ...], code: str
) -> None:
    done = json.loads(call("excuse", *SLOT, *WHY, "--json").out)
    before = events(filled)
    said = call("void", done["id"], "--reason", "it was dry", *words)
    assert (said.status, code in said.err) == (3, True)
    assert events(filled) == before
