"""Stores nobody should have made, met at the command line (21 to 23), and edits and times that cannot be (34, 35).

Where the list of hostile inputs asks for a code of its own and the same meaning exists under another, ours is kept:
E-VERSION and a record that is gone are E-RECORD-WITHDRAWN, which names the record that counts now.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_core.storage.head import Mark, new_head, parse_head
from inspect_core.storage.journal import FileJournal
from tests.reliability.stores import fill, new_store
from tests.unit.cli.conftest import Call, call, filled, made  # noqa: F401

RECORD = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=P001")
ANSWER = "smile-at-three-metres=pass"
WRITING = (
    (*RECORD, "start=2026-10-09 09:00", ANSWER, "--no-input"),
    ("void", "c1", "--reason", "twice"),
    ("import", "people", "../files/people.csv"),
    (
        "excuse",
        "leader-rounds",
        "--place",
        "gate",
        "--at",
        "2026-10-08 08:00",
        "--reason",
        "x",
        "--by",
        "P001",
        "--approved-by",
        "P003",
    ),
    ("backup", "../b.zip"),
)
READING = (
    ("score", "--period", "2026-10"),
    ("explain", "--period", "2026-10", "--person", "P001"),
    ("due",),
    ("report", "--period", "2026-10", "--out", "../pages"),
    ("verify",),
    ("repair",),
    ("repair", "--to", "../rescued"),
)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the journal but the lock, links unfollowed."""
    return {
        path.name: b"->" if path.is_symlink() else path.read_bytes()
        for path in sorted((folder / "journal").iterdir())
        if path.name != "lock" and (path.is_symlink() or path.is_file())
    }


@pytest.fixture
def sixty(filled: Path) -> Path:  # noqa: F811
    """The project with sixty events in its journal."""
    journal = FileJournal(filled / "journal")
    fill(journal, 60 - journal.head().seq, first=500)
    return filled


@pytest.mark.parametrize("words", WRITING, ids=lambda words: words[0])
def test_21_with_a_byte_flipped_nothing_is_written_any_more(call: Call, sixty: Path, words: tuple[str, ...]) -> None:  # noqa: F811
    head = FileJournal(sixty / "journal").hash_at(36)
    flip(sixty, 37)
    before = contents(sixty)
    said = call(*words)
    assert (said.status, "E-STORE-CHAIN" in said.err) == (4, True), said.err
    assert f"event 37 cannot be verified; last good head 36:{head}" in said.err
    assert "events 1 to 36 are good and can still be exported" in said.err
    assert str(sixty) not in said.err
    assert contents(sixty) == before


def flip(store: Path, seq: int) -> None:
    path = store / "journal/events.jsonl"
    lines = path.read_bytes().split(b"\n")
    lines[seq - 1] = lines[seq - 1].replace(b"patrol", b"patroL")
    path.write_bytes(b"\n".join(lines))


def test_21_the_events_before_it_can_still_be_taken_out(call: Call, sixty: Path, tmp_path: Path) -> None:  # noqa: F811
    flip(sixty, 37)
    said = json.loads(call("repair", "--to", tmp_path / "rescued", "--json").out)
    assert (said["copy"]["events"], said["copy"]["dropped"][0]["line"]) == (36, 37)
    assert call("--project", tmp_path / "rescued", "verify").status == 0


def test_22_three_events_cut_with_the_head_are_missed_by_the_anchor_of_the_last_report_or_backup(
    call: Call,  # noqa: F811
    sixty: Path,
    tmp_path: Path,
) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(sixty / "journal", kept)
    fill(FileJournal(sixty / "journal"), 3, first=900)
    anchor = FileJournal(sixty / "journal").head().anchor
    assert call("backup", tmp_path / "b.zip").status == 0
    shutil.rmtree(sixty / "journal")
    kept.rename(sixty / "journal")
    before = contents(sixty)
    assert call("verify").status == 0
    for given in (anchor, tmp_path / "b.zip"):
        said = call("verify", "--against", given)
        assert (said.status, "E-STORE-ROLLBACK" in said.err) == (4, True)
        assert "expected at least 63 events, found 60" in said.err
    assert contents(sixty) == before


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link_to_a_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def schema_99(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"v":1}', b'"v":99}'))


def another_companys(path: Path) -> None:
    fill(new_store(path.parents[1] / "theirs", "seaside"), 5)
    shutil.rmtree(path.parent)
    (path.parents[1] / "theirs/journal").rename(path.parent)


def a_later_store(path: Path) -> None:
    head = path.with_name("head")
    mark = parse_head(head.read_bytes(), head).newest
    assert mark is not None
    head.write_bytes(new_head(Mark(mark.turn + 1, mark.seq, mark.hash, mark.events, mark.private, format=99)))


HOSTILE: dict[Callable[[Path], None], str] = {
    emptied: "E-STORE-EMPTY",
    a_folder: "E-STORE-KIND",
    a_link_to_a_device: "E-STORE-KIND",
    schema_99: "E-STORE-NEWER",
    another_companys: "E-STORE-COMPANY",
    a_later_store: "E-STORE-NEWER",
}


@pytest.mark.parametrize("spoil", HOSTILE, ids=lambda spoil: spoil.__name__)
def test_23_every_command_refuses_the_store_and_starts_no_new_one(
    call: Call,  # noqa: F811
    filled: Path,  # noqa: F811
    spoil: Callable[[Path], None],
) -> None:
    spoil(filled / "journal/events.jsonl")
    before = contents(filled)
    for words in (*WRITING, *READING):
        said = call(*words)
        assert said.status == 4, (words, said)
        assert HOSTILE[spoil] in said.err + said.out, (words, said)
        assert "Traceback" not in said.err
        assert contents(filled) == before, words
    assert call("init", filled).status == 2
    assert contents(filled) == before


def test_34_an_edit_of_an_old_version_names_the_one_that_counts_now(call: Call, filled: Path) -> None:  # noqa: F811
    at = "start=2026-10-08 09:00"
    first = json.loads(call(*RECORD, at, "smile-at-three-metres=fail", "--supersedes", "c1", "--json").out)["id"]
    before = contents(filled)
    said = call(*RECORD, at, "smile-at-three-metres=pass", "--supersedes", "c1")
    assert (said.status, "E-RECORD-WITHDRAWN" in said.err) == (3, True)
    assert "'c1'" in said.err
    assert f"superseded by {first}" in said.err
    assert contents(filled) == before


def test_34_what_was_voided_is_not_edited(call: Call, filled: Path) -> None:  # noqa: F811
    assert call("void", "c1", "--reason", "twice").status == 0
    before = contents(filled)
    for words in ((*RECORD, "start=2026-10-08 09:00", ANSWER, "--supersedes", "c1"), ("void", "c1", "--reason", "x")):
        said = call(*words)
        assert (said.status, "E-RECORD-WITHDRAWN" in said.err) == (3, True)
    assert contents(filled) == before


TIMES = {
    "2026-10-08 24:00": "E-TIME",
    "2026-02-29 09:00": "E-TIME",
    "1791421800": "E-TIME",
    "0001-01-01 09:00": "E-TIME-RANGE",
    "9999-12-31 23:59": "E-TIME-RANGE",
    "2026-10-09 12:10": "E-TIME-FUTURE",
    "９月９日": "E-TIME",
}


@pytest.mark.parametrize(("start", "code"), TIMES.items())
def test_35_a_time_that_cannot_be_is_refused(call: Call, filled: Path, start: str, code: str) -> None:  # noqa: F811
    before = contents(filled)
    said = call(*RECORD, f"start={start}", ANSWER, "--no-input")
    assert (said.status, f"({code})" in said.err) == (3, True), said.err
    assert contents(filled) == before


@pytest.mark.parametrize(("start", "code"), [("2026-03-29 02:30", "E-TIME-GAP"), ("2025-10-26 02:30", "E-TIME-FOLD")])
def test_35_a_time_the_clocks_skipped_or_ran_through_twice_needs_its_offset(
    call: Call,  # noqa: F811
    filled: Path,  # noqa: F811
    start: str,
    code: str,
) -> None:
    settings = filled / "inspect-core.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("Asia/Shanghai", "Europe/Berlin"), encoding="utf-8"
    )
    before = contents(filled)
    said = call(*RECORD, f"start={start}", ANSWER, "--no-input")
    assert (said.status, f"({code})" in said.err) == (3, True), said.err
    assert contents(filled) == before


def test_35_what_is_entered_late_is_recorded_and_marked(call: Call, filled: Path) -> None:  # noqa: F811
    said = json.loads(call(*RECORD, "start=2026-10-07T09:00+08:00", ANSWER, "--no-input", "--json").out)
    assert said["late_hours"] == 51
