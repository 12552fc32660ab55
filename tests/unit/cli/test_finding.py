"""A finding goes from an unmet answer to its verified repair, and nobody judges his own."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from inspect_core.demo.photos import scene

Call = Callable[..., Any]
PNG = scene(1, 1)


def checked(call: Call, at: str = "2026-10-08 10:00", answer: str = "fail", *more: str) -> str:
    """The id of a record that says how the guard P001 greeted."""
    who = ("observer=P003", "subject=P001", "place=gate", f"start={at}")
    said = call("record", "courtesy-check", *who, f"greet-at-one-metre={answer}", "--no-input", "-q", *more)
    assert said.status == 0, said.err
    return str(said.out.strip())


def act(call: Call, *words: str) -> Any:
    return call("finding", "act", *words)


def walked(call: Call, *acts: Sequence[str]) -> None:
    for words in acts:
        said = act(call, "1", *words)
        assert said.status == 0, (words, said.err)


def shown(call: Call, finding: str = "1") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(call("finding", "show", finding, "--json").out)["finding"]
    return found


def listed(call: Call, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call("findings", *words, "--json").out)["findings"]
    return found


def events(folder: Path) -> bytes:
    return (folder / "journal" / "events.jsonl").read_bytes()


ACCEPT = ("accept", "--by", "P001")
DONE = ("done", "--by", "P001", "--note", "trained again")
VERIFY = ("verify", "--by", "P003")
CLOSE = ("close", "--by", "P003")


def test_an_unmet_answer_opens_a_finding_of_the_person_credited_with_a_deadline(call: Call, filled: Path) -> None:
    record = checked(call)
    (one,) = listed(call)
    assert (one["number"], one["state"], one["severity"], one["overdue"]) == (1, "open", "minor", False)
    assert (one["observation"], one["rule"], one["place"]["id"]) == (record, "etiquette/greet-at-one-metre", "gate")
    assert [person["id"] for person in one["responsible"]] == ["P001"]
    # told on the 9th at noon, and a minor finding has seven days from then
    assert (one["found"][:16], one["due"][:16]) == ("2026-10-08T10:00", "2026-10-16T12:00")
    assert len(one["id"]) == 12
    assert "1  " in call("findings").out


def test_an_answer_that_is_met_or_not_applicable_opens_nothing(call: Call, filled: Path) -> None:
    checked(call, answer="pass")
    checked(call, "2026-10-08 11:00", "na")
    assert listed(call) == []
    assert "there are no findings" in call("findings").err


def test_a_finding_is_put_right_verified_by_another_and_closed(call: Call, filled: Path) -> None:
    checked(call)
    photo = filled.parent / "after.png"
    photo.write_bytes(PNG)
    walked(call, ACCEPT, (*DONE, "--photo", str(photo)), VERIFY, CLOSE)
    one = shown(call)
    assert one["state"] == "closed"
    assert [step["act"] for step in one["steps"]] == ["accept", "done", "verify", "close"]
    done = one["steps"][1]
    assert (done["note"], done["evidence"], len(done["photos"])) == ("trained again", "both", 1)
    assert call("verify").status == 0
    assert "E-FINDING-ENDED" in act(call, "1", *ACCEPT).err
    assert "trained again" in call("finding", "show", "1").out


def test_notes_and_photos_stay_out_of_the_bodies_of_the_journal(call: Call, filled: Path) -> None:
    checked(call)
    walked(call, ACCEPT, DONE)
    assert b"trained again" not in events(filled)
    assert shown(call)["steps"][1]["note"] == "trained again"


def test_views_made_anew_tell_the_same(call: Call, filled: Path) -> None:
    checked(call)
    walked(call, ACCEPT, DONE, VERIFY)
    known = shown(call)
    call("score", "--period", "2026-10")  # a longer reading, after which the views are written down
    shutil.rmtree(filled / "views")
    assert shown(call) == known


def test_what_was_sent_back_is_repaired_and_verified_again(call: Call, filled: Path) -> None:
    checked(call)
    walked(call, ACCEPT, DONE, ("send-back", "--by", "P003", "--reason", "still silent"))
    one = shown(call)
    assert (one["state"], one["put_right"], one["steps"][-1]["reason"]) == ("accepted", None, "still silent")
    assert "E-FINDING-ORDER" in act(call, "1", *VERIFY).err
    walked(call, DONE, VERIFY, CLOSE)
    assert shown(call)["state"] == "closed"


def test_an_excuse_has_a_reason_and_an_approver_and_takes_the_finding_away(call: Call, filled: Path) -> None:
    checked(call)
    walked(call, ("excuse", "--by", "P001", "--reason", "ill", "--approved-by", "P003"))
    one = shown(call)
    assert (one["state"], one["steps"][0]["approved_by"]["id"]) == ("excused", "P003")
    assert listed(call, "--open") == []


def test_a_dry_run_writes_nothing(call: Call, filled: Path) -> None:
    checked(call)
    before = events(filled)
    said = json.loads(act(call, "1", *ACCEPT, "--dry-run", "--json").out)
    assert (said["id"], said["seq"], said["act"], said["state"]) == (None, None, "accept", "open")
    assert events(filled) == before


BEFORE: dict[str, tuple[Sequence[str], ...]] = {
    "open": (),
    "accepted": (ACCEPT,),
    "done": (ACCEPT, DONE),
    "verified": (ACCEPT, DONE, VERIFY),
}
WHY = ("--reason", "x")


@pytest.mark.parametrize(
    ("state", "words", "code"),
    [
        ("open", ("done", "--by", "P001", "--note", "x"), "E-FINDING-ORDER"),
        ("open", VERIFY, "E-FINDING-ORDER"),
        ("open", CLOSE, "E-FINDING-ORDER"),
        ("accepted", ("done", "--by", "P001"), "E-FINDING-EVIDENCE"),
        ("accepted", ("done", "--by", "P001", "--note", "x" * 2001), "E-FINDING-TEXT"),
        ("done", ("verify", "--by", "P001"), "E-FINDING-SELF"),
        ("done", ("send-back", "--by", "P001", *WHY), "E-FINDING-SELF"),
        ("done", ("send-back", "--by", "P003"), "E-FINDING-REASON"),
        ("done", ("visit", "--by", "P003"), "E-FINDING-ANSWER"),
        ("done", CLOSE, "E-FINDING-ORDER"),
        ("done", ("excuse", "--by", "P001", "--approved-by", "P003", *WHY), "E-FINDING-ORDER"),
        ("verified", ("close", "--by", "P001"), "E-FINDING-SELF"),
        ("open", ("excuse", "--by", "P001", "--approved-by", "P003"), "E-FINDING-REASON"),
        ("open", ("excuse", "--by", "P001", *WHY), "E-FINDING-APPROVER"),
        ("open", ("excuse", "--by", "P003", "--approved-by", "P001", *WHY), "E-FINDING-EXCUSE-SELF"),
        ("open", ("excuse", "--by", "P003", "--approved-by", "P003", *WHY), "E-FINDING-EXCUSE-SELF"),
        ("open", ("accept", "--by", "P999"), "E-PERSON-UNKNOWN"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    call: Call, filled: Path, state: str, words: Sequence[str], code: str
) -> None:
    checked(call)
    walked(call, *BEFORE[state])
    before = events(filled)
    for language in ("zh", "en"):
        said = act(call, "1", *words, "--lang", language)
        assert said.status != 0
        assert code in said.err
        assert len(said.err.strip().splitlines()) > 1, "a refusal has a next step"
    assert events(filled) == before


@pytest.mark.parametrize("name", ["2", "", "abcd", "0"])
def test_a_finding_nobody_knows_is_refused(call: Call, filled: Path, name: str) -> None:
    checked(call)
    assert "E-FINDING-UNKNOWN" in act(call, name, *ACCEPT).err


def test_a_finding_goes_by_its_number_its_id_or_the_beginning_of_its_id(call: Call, filled: Path) -> None:
    checked(call)
    id = shown(call)["id"]
    assert [shown(call, name)["id"] for name in ("1", id, id[:6])] == [id, id, id]


def test_a_photo_that_is_none_is_refused(call: Call, filled: Path) -> None:
    checked(call)
    walked(call, ACCEPT)
    fake = filled.parent / "fake.png"
    fake.write_text("no picture", encoding="utf-8")
    before = events(filled)
    assert "E-IMG-TYPE" in act(call, "1", *DONE, "--photo", str(fake)).err
    assert events(filled) == before


def test_a_voided_record_takes_its_finding_with_it_and_the_steps_are_kept(call: Call, filled: Path) -> None:
    record = checked(call)
    walked(call, ACCEPT)
    assert call("void", record, "--reason", "wrong guard").status == 0
    one = shown(call)
    assert (one["state"], one["withdrawn"], len(one["steps"])) == ("withdrawn", "voided", 1)
    assert "E-FINDING-WITHDRAWN" in act(call, "1", *DONE).err
    assert listed(call, "--open") == []


def test_a_correction_to_a_good_answer_withdraws_the_finding(call: Call, filled: Path) -> None:
    record = checked(call)
    checked(call, "2026-10-08 10:00", "pass", "--supersedes", record)
    (one,) = listed(call)
    assert (one["state"], one["withdrawn"]) == ("withdrawn", "corrected")


def test_a_correction_that_leaves_the_answer_unmet_leaves_the_finding_and_its_steps(call: Call, filled: Path) -> None:
    record = checked(call)
    walked(call, ACCEPT, DONE)
    before = shown(call)
    newer = checked(call, "2026-10-08 10:05", "fail", "--supersedes", record)
    (one,) = listed(call)
    assert (one["id"], one["state"], one["observation"]) == (before["id"], "done", newer)
    newest = checked(call, "2026-10-08 10:06", "fail", "--supersedes", newer)
    (one,) = listed(call)
    assert (one["id"], one["observation"]) == (before["id"], newest)


def test_the_last_step_can_be_taken_back_and_only_the_last(call: Call, filled: Path) -> None:
    checked(call)
    walked(call, ACCEPT, DONE)
    first, second = (step["id"] for step in shown(call)["steps"])
    before = events(filled)
    assert "E-FINDING-NOT-LAST" in call("void", first, "--reason", "x").err
    assert events(filled) == before
    assert call("void", second, "--reason", "not yet", "--by", "P001").status == 0
    one = shown(call)
    assert (one["state"], one["steps"][-1]["voided"]) == ("accepted", "not yet")
    assert "E-RECORD-WITHDRAWN" in call("void", second, "--reason", "again").err
    walked(call, DONE)
    assert shown(call)["state"] == "done"


def test_the_same_fault_of_the_same_person_at_the_same_place_is_linked(call: Call, filled: Path) -> None:
    checked(call)
    checked(call, "2026-10-09 09:00")
    first, second = listed(call)
    assert (first["repeats"], second["repeats"]) == ([], [first["id"]])
    assert shown(call)["repeated_by"] == [{"id": second["id"], "number": 2}]
    assert shown(call, "2")["repeats"] == [{"id": first["id"], "number": 1}]


def test_the_list_is_narrowed_by_person_place_period_and_what_is_left(call: Call, filled: Path) -> None:
    checked(call)
    for words, count in {
        ("--person", "P001"): 1,
        ("--person", "赵敏"): 0,
        ("--place", "gate"): 1,
        ("--period", "2026-10"): 1,
        ("--period", "2026-09"): 0,
        ("--open",): 1,
        ("--overdue",): 0,
    }.items():
        assert len(listed(call, *words)) == count, words
    assert "E-PERSON-UNKNOWN" in call("findings", "--person", "nobody").err
    assert "E-PLACE-UNKNOWN" in call("findings", "--place", "nowhere").err


def test_chinese_readers_are_told_in_chinese(call: Call, filled: Path) -> None:
    checked(call)
    walked(call, ACCEPT)
    assert "整改中" in call("findings", "--lang", "zh").out
    assert "责任人：王强" in call("finding", "show", "1", "--lang", "zh").out


def test_a_step_is_told_in_words_that_end_with_its_id(call: Call, filled: Path) -> None:
    checked(call)
    said = act(call, "1", *ACCEPT).out
    assert re.fullmatch(r"finding 1: accepted \(number \d+\), id [0-9a-f]{32}\n", said), said
    said = act(call, "1", *DONE, "--lang", "zh").out
    assert re.fullmatch(r"整改项 1：待验证（第 \d+ 号），编号 [0-9a-f]{32}\n", said), said


def test_a_step_is_taken_back_by_whoever_took_it_or_by_two_others(call: Call, filled: Path) -> None:
    checked(call)
    walked(call, ACCEPT, DONE)
    step = shown(call)["steps"][1]["id"]
    before = events(filled)
    for words, code in (
        ((), "E-VOID-FOUR-EYES"),
        (("--by", "P002"), "E-VOID-FOUR-EYES"),
        (("--by", "P002", "--approved-by", "P002"), "E-VOID-FOUR-EYES"),
    ):
        said = call("void", step, "--reason", "not yet", *words)
        assert (said.status, code in said.err) == (3, True)
    assert events(filled) == before
    assert call("void", step, "--reason", "not yet", "--by", "P002", "--approved-by", "P003").status == 0


def test_whoever_is_to_put_it_right_takes_back_no_step_of_another(call: Call, filled: Path) -> None:
    checked(call)
    walked(call, ACCEPT, DONE, ("send-back", "--by", "P003", *WHY))
    step = shown(call)["steps"][2]["id"]
    for words in (("--by", "P001", "--approved-by", "P002"), ("--by", "P002", "--approved-by", "P001")):
        assert "E-VOID-SELF" in call("void", step, "--reason", "it is right", *words).err
    assert call("void", step, "--reason", "it is right", "--by", "P003").status == 0


def test_an_excuse_that_somebody_approved_is_taken_back_by_two(call: Call, filled: Path) -> None:
    checked(call)
    walked(call, ("excuse", "--by", "P002", "--approved-by", "P003", *WHY))
    step = shown(call)["steps"][0]["id"]
    for words in (("--by", "P002"), ("--by", "P003")):
        assert "E-VOID-FOUR-EYES" in call("void", step, "--reason", "no", *words).err
    assert call("void", step, "--reason", "no", "--by", "P003", "--approved-by", "P002").status == 0
