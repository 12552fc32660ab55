"""Repair sets right what is provably safe, never touches a damaged journal, and copies what can be proven of it."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_core.api import IntegrityError, SystemFault, UsageError
from inspect_core.storage.check import verify
from inspect_core.storage.disk import Disk
from inspect_core.storage.head import APART, SLOT
from inspect_core.storage.repair import Repair, repair
from inspect_core.storage.rescue import Rescue, copy_to, rescue
from inspect_core.storage.tiny import ViewFile
from inspect_core.storage.views import Views
from tests.reliability.stores import AT, new_store, opened, person, seen

EVENTS, PRIVATE, HEAD = "journal/events.jsonl", "journal/private.jsonl", "journal/head"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A project folder with settings, a ruleset, eight events in three batches, and views."""
    folder = tmp_path / "park"
    (folder / "rulesets").mkdir(parents=True)
    (folder / "inspect-core.toml").write_text("# settings\n", encoding="utf-8")
    (folder / "rulesets/own.yaml").write_text("ruleset: own\n", encoding="utf-8")
    journal = new_store(folder)
    for drafts in (
        [person("P01", "王小明"), person("P02", "李四")],
        [seen(1), seen(2), seen(3)],
        [seen(4, note="wet")],
    ):
        with journal.writing() as writer:
            writer.append(drafts, AT)
    Views(folder / "views", journal).flush()
    assert opened(folder).head().seq == 7
    return folder


def again(store: Path, *, dry_run: bool = False) -> Repair:
    return repair(store, project="park", zone="Asia/Shanghai", dry_run=dry_run)


def contents(store: Path) -> dict[str, bytes]:
    return {path.relative_to(store).as_posix(): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def changed(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def torn_tail(store: Path) -> None:
    changed(store / EVENTS, lambda data: data + b'{"half a li')


def private_tail(store: Path) -> None:
    changed(store / PRIVATE, lambda data: data + b"{")


def torn_slot(store: Path) -> None:
    changed(store / HEAD, lambda data: b"\0" * SLOT + data[SLOT:])


def torn_newest_slot(store: Path) -> None:
    head = (store / HEAD).read_bytes()
    newest = 0 if b'"seq":7' in head[:SLOT] else APART
    (store / HEAD).write_bytes(head[:newest] + b"\0" * SLOT + head[newest + SLOT :])


def dirt_in_the_head(store: Path) -> None:
    changed(store / HEAD, lambda data: data + b"x")


SAFE: dict[Callable[[Path], None], str] = {
    torn_tail: "N-STORE-TAIL",
    private_tail: "N-STORE-TAIL",
    torn_slot: "E-STORE-HEAD",
    torn_newest_slot: "E-STORE-HEAD",
    dirt_in_the_head: "E-STORE-HEAD",
}


@pytest.mark.parametrize("harm", SAFE)
def test_what_is_provably_safe_is_set_right_and_nothing_acknowledged_is_lost(
    store: Path, harm: Callable[[Path], None]
) -> None:
    before = opened(store).head()
    harm(store)
    harmed = contents(store)
    planned = again(store, dry_run=True)
    assert contents(store) == harmed
    done = again(store)
    assert [problem.code for problem in done.mended] == [problem.code for problem in planned.mended] == [SAFE[harm]]
    assert (planned.left, done.left, done.ok, done.damaged) == ((), (), True, False)
    assert opened(store).head() == before
    assert (verify(store).problems, verify(store).notices) == ((), ())
    assert again(store).mended == ()


def test_a_view_that_differs_is_made_anew(store: Path) -> None:
    sound = contents(store)
    file = ViewFile(store / "views/master.jsonl", "Asia/Shanghai", Disk())
    assert file.load()
    next(iter(file.tables["people"].values()))["body"]["role"] = "manager"
    file.save()
    assert [problem.code for problem in again(store, dry_run=True).mended] == ["E-VIEW-DIFFERS"]
    assert contents(store) != sound
    assert again(store).ok
    assert contents(store)["views/master.jsonl"] == sound["views/master.jsonl"]


def test_a_sound_project_is_left_as_it_is(store: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    found = again(store)
    assert (found.mended, found.left, found.events) == ((), (), 7)
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*")} == before


def line(number: int, change: Callable[[bytes], bytes], name: str = EVENTS) -> Callable[[Path], None]:
    """Harm done to one line of the journal."""

    def harm(store: Path) -> None:
        lines = (store / name).read_bytes().split(b"\n")
        lines[number - 1] = change(lines[number - 1])
        (store / name).write_bytes(b"\n".join(lines))

    return harm


def flipped(data: bytes) -> bytes:
    return data[:20] + bytes([data[20] ^ 1]) + data[21:]


def cut(store: Path) -> None:
    changed(store / EVENTS, lambda data: b"".join(data.splitlines(keepends=True)[:5]))


def no_head(store: Path) -> None:
    (store / HEAD).write_bytes(b"nothing")


DAMAGED = {
    "event 4 changed": (line(4, flipped), 3, 4, 0),
    "event 7 changed": (line(7, flipped), 6, 1, 0),
    "events 6 and 7 gone": (cut, 4, 1, 2),
    "head file lost": (no_head, 6, 1, 0),
    "private part of event 2 changed": (line(1, flipped, PRIVATE), 7, 0, 0),
}


@pytest.mark.parametrize("sort", DAMAGED)
def test_a_damaged_journal_is_never_touched_and_its_good_part_is_copied(store: Path, sort: str) -> None:
    harm, good, dropped, gone = DAMAGED[sort]
    harm(store)
    before = contents(store)
    found = again(store)
    assert (found.mended, found.damaged, found.ok) == ((), True, False)
    part = rescue(store, "park")
    assert (part.seq, len(part.dropped), part.gone, part.complete) == (good, dropped, gone, False)
    target = store.parent / "rescued"
    copy_to(target, store, part)
    assert contents(store) == before
    report = verify(target, project="park", against=[part.anchor])
    lost = ["E-STORE-ERASED"] if sort == "private part of event 2 changed" else []  # gone, and nobody decided it
    assert [problem.code for problem in report.problems] == lost
    assert report.events == good
    assert contents(target)["rulesets/own.yaml"] == b"ruleset: own\n"
    assert not (target / "views").exists()
    assert [path.name for path in store.parent.iterdir() if path.name.startswith(".")] == []


def test_what_is_left_out_is_told_record_by_record(store: Path) -> None:
    line(4, flipped)(store)
    changed(store / EVENTS, lambda data: data + b"tail that was never acknowledged")
    told = rescue(store, "park").dropped
    assert [(each.line, each.kind, each.acknowledged) for each in told] == [
        (4, told[0].kind, True),
        (5, "observation.recorded", True),
        (6, "observation.recorded", True),
        (7, "observation.recorded", True),
        (8, None, False),
    ]
    assert told[1].id is not None
    assert told[1].at is not None
    assert told[4].size == 32


def test_the_last_line_counts_only_where_something_vouches_for_it(store: Path) -> None:
    line(7, lambda data: data.replace(b"patrol", b"petrol"))(store)
    no_head(store)
    assert rescue(store, "park").seq == 6


def test_private_parts_that_do_not_fit_are_left_out_by_number(store: Path) -> None:
    line(1, flipped, PRIVATE)(store)
    part = rescue(store, "park")
    assert (part.private_kept, part.private_missing, part.private_damaged) == (2, (2,), True)


class FullDisk(Disk):
    """A disk that has no room for the last step."""

    def replace(self, old: Path, new: Path) -> None:
        raise OSError(errno.ENOSPC, "no room")


def test_a_copy_that_cannot_be_finished_leaves_nothing(store: Path) -> None:
    line(4, flipped)(store)
    before = contents(store.parent)
    with pytest.raises(SystemFault):
        copy_to(store.parent / "rescued", store, rescue(store, "park"), FullDisk())
    assert contents(store.parent) == before
    assert [path.name for path in store.parent.iterdir()] == ["park"]


def test_what_a_killed_copy_left_behind_is_swept_away_by_the_next(store: Path) -> None:
    line(4, flipped)(store)
    half_made = store.parent / ".rescued.999999999.0a1b2c3d"
    half_made.mkdir()
    copy_to(store.parent / "rescued", store, rescue(store, "park"))
    assert not half_made.exists()


def empty(store: Path) -> None:
    (store / EVENTS).write_bytes(b"")


def newer(store: Path) -> None:
    line(1, lambda data: data.replace(b'"v":1', b'"v":2'))(store)


def linked(store: Path) -> None:
    (store / EVENTS).rename(store / "elsewhere")
    (store / EVENTS).symlink_to(store / "elsewhere")


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (empty, "E-STORE-EMPTY"),
        (newer, "E-STORE-NEWER"),
        (linked, "E-STORE-KIND"),
        (line(1, flipped), "E-REPAIR-NOTHING"),
        (lambda store: (store / EVENTS).unlink(), "E-STORE-MISSING"),
    ],
)
def test_where_nothing_can_be_proven_nothing_is_copied(store: Path, harm: Callable[[Path], None], code: str) -> None:
    harm(store)
    with pytest.raises(IntegrityError) as refused:
        rescue(store, "park")
    assert refused.value.code == code
    assert refused.value.message_zh


def test_another_projects_journal_is_not_copied(store: Path) -> None:
    line(4, flipped)(store)
    with pytest.raises(IntegrityError) as refused:
        rescue(store, "lake")
    assert refused.value.code == "E-STORE-COMPANY"


@pytest.mark.parametrize("where", ["park/within", "full", "link"])
def test_the_copy_goes_into_a_new_folder_outside_the_project(store: Path, where: str) -> None:
    line(4, flipped)(store)
    (store.parent / "full").mkdir()
    (store.parent / "full/something").touch()
    (store.parent / "link").symlink_to(store.parent / "nowhere")
    part: Rescue = rescue(store, "park")
    before = contents(store.parent)
    with pytest.raises(UsageError) as refused:
        copy_to(store.parent / where, store, part)
    assert refused.value.code == "E-REPAIR-TARGET"
    assert contents(store.parent) == before
