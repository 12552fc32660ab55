"""What a command says when it has written something: words first, its id at the end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspect_core.cli.speech import Voice
from tests.unit.cli.at_day import OPEN, PREVIEW, caller
from tests.unit.cli.conftest import Call

CHECK = (
    "record",
    "courtesy-check",
    "observer=P003",
    "subject=P001",
    "place=gate",
    "start=2026-10-09 09:00",
    "--no-input",
)
PASSED = (*CHECK, "smile-at-three-metres=pass")


def test_what_was_written_is_told_in_words_that_end_with_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    Voice("en").written("0f3a", "已登记", "recorded")
    Voice("zh").written("0f3a", "已登记", "recorded")
    Voice("zh", quiet=True).written("0f3a", "已登记", "recorded")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("recorded, id 0f3a\n已登记，编号 0f3a\n0f3a\n", "")


def test_a_record_and_what_takes_it_back_begin_with_words(call: Call, filled: Path) -> None:
    said = call(*PASSED).out
    assert re.fullmatch(r"recorded \(number \d+\), id [0-9a-f]{32}\n", said), said
    again = call(*PASSED, "--lang", "zh").out
    assert re.fullmatch(r"同样的记录已存在，未重复登记，编号 [0-9a-f]{32}\n", again), again
    id = call(*PASSED, "-q").out.strip()
    assert re.fullmatch(r"[0-9a-f]{32}", id)
    assert re.fullmatch(rf"voided \(number \d+\), id {id}\n", call("void", id, "--reason", "twice").out)


def test_the_steps_of_a_period_begin_with_words(call: Call, filled: Path, capfd: pytest.CaptureFixture[str]) -> None:
    at = caller(capfd)
    said = at("2026-11-02", *PREVIEW, "--lang", "en").out
    assert re.fullmatch(r"previewed for 3 people, result sha256 [0-9a-f]{12}…, id \S+\n", said), said
    said = at("2026-11-02", *OPEN, "--lang", "zh").out
    assert re.fullmatch(r"申诉期 2026-11-02 至 2026-11-05，编号 \S+\n", said), said
