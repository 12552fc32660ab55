"""People's rights on the command line: who looked at a person's scores."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
OCTOBER = ("--period", "2026-10")


def looks(call: Call, person: str) -> list[tuple[str, str | None, bool]]:
    said = json.loads(call("person", "accesses", person, "--json").out)
    return [(one["what"], one["period"], one["everybody"]) for one in said["accesses"]]


def test_a_look_at_a_person_is_noted_for_that_person_and_one_at_all_for_everybody(call: Call, filled: Path) -> None:
    before = (filled / "journal" / "events.jsonl").read_bytes(), (filled / "journal" / "head").read_bytes()
    call("explain", *OCTOBER, "--person", "P001")
    call("explain", *OCTOBER, "--person", "P001", "--improve")
    call("score", *OCTOBER, "--person", "王强")
    call("score", *OCTOBER)
    call("report", *OCTOBER)
    own = [("explanation", "2026-10", False)] * 2 + [("score", "2026-10", False)]
    everybody = [("score", "2026-10", True), ("report", "2026-10", True)]
    assert looks(call, "P001") == [*own, *everybody]
    assert looks(call, "李梅") == everybody
    assert (
        (filled / "journal" / "events.jsonl").read_bytes(),
        (filled / "journal" / "head").read_bytes(),
    ) == before
    assert json.loads(call("verify", "--json").out)["accesses"] == 5


def test_the_table_says_when_and_what(call: Call, filled: Path) -> None:
    call("score", *OCTOBER, "--person", "P001")
    said = call("person", "accesses", "P001", "--lang", "en")
    assert "2026-10-09 12:00" in said.out
    assert "this person" in said.out
    assert "1 look" in said.err


def test_a_log_that_cannot_be_written_costs_a_notice_and_not_the_reading(call: Call, filled: Path) -> None:
    (filled / "access").write_text("", encoding="utf-8")
    said = call("score", *OCTOBER, "--json")
    assert (said.status, "N-ACCESS-LOG" in said.err) == (0, True)
    assert json.loads(said.out)["people"]


def test_an_altered_log_is_found_by_verify(call: Call, filled: Path) -> None:
    call("score", *OCTOBER, "--person", "P001")
    events = next((filled / "access").glob("*/events.jsonl"))
    events.write_bytes(events.read_bytes().replace(b"P001", b"P002"))
    said = call("verify")
    assert (said.status, "access/2026-10/events.jsonl" in said.err) == (4, True)


@pytest.mark.parametrize("person", ["P999", "nobody"])
def test_nobody_of_that_name_is_refused(call: Call, filled: Path, person: str) -> None:
    assert "E-PERSON-UNKNOWN" in call("person", "accesses", person).err
