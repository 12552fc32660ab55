"""The list of findings: the most urgent first and not too many, and the right words where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.at_day import At, caller
from tests.unit.cli.conftest import Call

HEADINGS = "编号,巡查人,开始时间,部位,被检查人,greet-at-one-metre\n"


@pytest.fixture
def at(capfd: pytest.CaptureFixture[str]) -> At:
    return caller(capfd)


def checked(call: Call, filled: Path, count: int) -> None:
    """So many guards found not to greet, one after the other."""
    file = filled.parent / "files" / "many.csv"
    rows = [f"k{number},P003,2026-10-08 09:{number:02},南门岗,P001,不合格\n" for number in range(count)]
    file.write_text(HEADINGS + "".join(rows), encoding="utf-8")
    said = call("import", "observations", file, "--form", "courtesy-check")
    assert said.status == 0, said.err


def numbers(text: str) -> list[int]:
    """The numbers of the findings in a table, from the top."""
    words = [line.split() for line in text.splitlines() if " minor " in line]
    return [int(line[0]) for line in words]


def test_where_there_is_none_at_all_it_is_said(call: Call, filled: Path) -> None:
    assert call("findings").err == "there are no findings\n"
    assert call("findings", "--overdue").err == "there are no findings\n"
    assert call("findings", "--lang", "zh").err == "没有整改项\n"


@pytest.mark.parametrize(
    ("words", "en", "zh"),
    [
        (["--overdue"], "of 2 findings none is overdue\n", "没有逾期的整改项（共 2 项）\n"),
        (["--person", "P002"], "of 2 findings none is such as was asked for\n", "没有符合条件的整改项（共 2 项）\n"),
        (["--period", "2026-09"], "of 2 findings none is such as was asked for\n", "没有符合条件的整改项（共 2 项）\n"),
        (
            ["--overdue", "--place", "gate"],
            "of 2 findings none is such as was asked for\n",
            "没有符合条件的整改项（共 2 项）\n",
        ),
    ],
    ids=["overdue", "person", "period", "both"],
)
def test_where_none_is_such_as_was_asked_for_it_is_not_said_that_there_are_none(
    call: Call, filled: Path, words: list[str], en: str, zh: str
) -> None:
    checked(call, filled, 2)
    assert call("findings", *words).err == en
    assert call("findings", *words, "--lang", "zh").err == zh


def test_where_all_are_put_right_none_is_open(call: Call, filled: Path) -> None:
    checked(call, filled, 1)
    call("finding", "act", "1", "excuse", "--by", "P001", "--reason", "ill", "--approved-by", "P003")
    assert call("findings", "--open").err == "of 1 finding none is still to be put right\n"
    assert call("findings", "--open", "--lang", "zh").err == "没有尚未整改的整改项（共 1 项）\n"


def test_twenty_are_listed_and_the_rest_is_counted(call: Call, filled: Path) -> None:
    checked(call, filled, 23)
    said = call("findings")
    assert numbers(said.out) == list(range(1, 21))
    assert said.out.splitlines()[-1] == "3 more; --all lists all, --limit N lists N"
    assert said.err == "23 findings: 23 open, 0 overdue, 22 repeated\n"
    assert "另有 3 项；--all 列出全部，--limit N 列出 N 项" in call("findings", "--lang", "zh").out
    assert len(numbers(call("findings", "--all").out)) == 23
    assert "more" not in call("findings", "--all").out
    assert numbers(call("findings", "--limit", "2").out) == [1, 2]
    assert len(json.loads(call("findings", "--limit", "2", "--json").out)["findings"]) == 23
    assert call("findings", "--limit", "2", "--all").status == 2


def test_the_overdue_come_first_then_what_is_to_be_put_right_and_what_ended_last(
    call: Call, at: At, filled: Path
) -> None:
    checked(call, filled, 4)
    for words in (("1", "excuse", "--reason", "ill", "--approved-by", "P003"), ("2", "accept"), ("2", "done")):
        note = ("--note", "trained") if words[1] == "done" else ()
        assert call("finding", "act", *words, *note, "--by", "P001").status == 0, words
    at("2026-10-30", "record", "courtesy-check", "observer=P003", "subject=P001", "place=gate", "--no-input",
       "start=2026-10-29 10:00", "greet-at-one-metre=fail")  # fmt: skip
    assert numbers(at("2026-10-31", "findings").out) == [3, 4, 5, 2, 1]
    found = json.loads(at("2026-10-31", "findings", "--json").out)["findings"]
    assert [one["number"] for one in found] == [1, 2, 3, 4, 5]
