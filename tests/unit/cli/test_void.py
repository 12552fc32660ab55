"""Corrections: a record is superseded or voided, never edited."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]
SMILE = ("explain", "--period", "2026-10", "--person", "P001", "--rule", "smile-at-three-metres", "--json")


def smiles(call: Call) -> tuple[int, int]:
    rule = json.loads(call(*SMILE).out)["rulesets"][0]["rules"][0]
    return rule["met"], rule["unmet"]


def test_a_correction_counts_and_the_record_it_corrects_no_longer(call: Call, filled: Path) -> None:
    correction = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=P001", "start=2026-10-08 09:00")
    assert smiles(call) == (1, 0)
    said = call(*correction, "smile-at-three-metres=fail", "--supersedes", "c1", "--json")
    assert said.status == 0, said.err
    assert smiles(call) == (0, 1)


def test_a_record_that_was_corrected_is_not_corrected_or_voided_again(call: Call, filled: Path) -> None:
    correction = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=P001", "start=2026-10-08 09:00")
    call(*correction, "smile-at-three-metres=fail", "--supersedes", "c1")
    again = call(*correction, "smile-at-three-metres=pass", "--supersedes", "c1")
    assert (again.status, "E-RECORD-WITHDRAWN" in again.err) == (3, True)
    assert "E-RECORD-WITHDRAWN" in call("void", "c1", "--reason", "twice").err


def test_a_voided_record_counts_no_longer_and_stays_in_the_journal(call: Call, filled: Path) -> None:
    before = (filled / "journal" / "events.jsonl").read_bytes()
    assert call("void", "c1", "--reason", "entered twice").status == 0
    assert smiles(call) == (0, 0)
    assert (filled / "journal" / "events.jsonl").read_bytes().startswith(before)
    assert call("verify").status == 0


def test_what_is_not_there_or_has_no_reason_is_not_voided(call: Call, filled: Path) -> None:
    head = (filled / "journal" / "events.jsonl").read_bytes()
    assert "E-RECORD-UNKNOWN" in call("void", "c9", "--reason", "twice").err
    assert "E-VOID-REASON" in call("void", "c1", "--reason", " ").err
    assert (filled / "journal" / "events.jsonl").read_bytes() == head


def test_a_record_stands_on_one_word_and_is_withdrawn_on_one(call: Call, filled: Path) -> None:
    assert "E-VOID-SELF" in call("void", "c1", "--reason", "not me", "--by", "P001").err
    assert "E-PERSON-UNKNOWN" in call("void", "c1", "--reason", "not me", "--by", "P999").err
    assert call("void", "c1", "--reason", "entered twice", "--by", "P003").status == 0
    page = json.loads(call(*SMILE).out)
    assert page["withdrawn"][0]["by"] == "赵敏"
