"""Backups that were cut, changed or made by somebody who means harm: refused, and the target is as it was (number 24).

A wrong key, which that number asks for too, cannot be: the program leaves encryption to age or gpg.
"""

from __future__ import annotations

import os
import random
import resource
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_core.errors import InspectError
from inspect_core.storage import backup_file
from inspect_core.storage.backup import check_backup
from inspect_core.storage.restore import restore
from tests.reliability.hostile.backups import HOSTILE, Forged, backed_up, project, sealed, taken_apart
from tests.reliability.stores import overwrite


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A small backup that is whole."""
    return backed_up(project(tmp_path / "park"), tmp_path / "park.zip")


def refused(file: Path, target: Path) -> str:
    """The code of the refusal; the target is not there, and nothing half-made is left beside it."""
    with pytest.raises(InspectError) as error:
        restore(file, target)
    assert not target.exists()
    assert not [path for path in target.parent.iterdir() if path.name.startswith(f".{target.name}.")]
    problem = error.value.first
    assert problem.hint, problem
    assert problem.message_zh, problem
    assert problem.hint_zh, problem
    assert str(file.parent.parent) not in problem.text()
    return problem.code


def test_cut_anywhere_it_is_refused(backup: Path, tmp_path: Path) -> None:
    raw = backup.read_bytes()
    cuts = {0, 1, 3, 4, len(raw) * 99 // 100, *range(0, len(raw), 41), *range(len(raw) - 200, len(raw))}
    for length in sorted(cuts):
        overwrite(backup, raw[:length])
        assert refused(backup, tmp_path / "new") == ("E-BAK-TRUNCATED" if length > 3 else "E-BAK-KIND"), length


def test_any_changed_byte_is_refused(backup: Path, tmp_path: Path) -> None:
    raw = backup.read_bytes()
    dice = random.Random(24)
    places = {*range(64), *range(len(raw) - 300, len(raw)), *dice.sample(range(len(raw)), 700)}
    for place in sorted(places):
        overwrite(backup, raw[:place] + bytes([raw[place] ^ (1 << dice.randrange(8))]) + raw[place + 1 :])
        assert refused(backup, tmp_path / "new") in {"E-BAK-HASH", "E-BAK-TRUNCATED", "E-BAK-KIND"}, place


def test_without_the_seal_a_changed_byte_would_pass(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = backup.read_bytes()
    place = raw.index(b"\x00\x00\x00\x00!\x00") + 4  # the day of a member, which nobody reads
    overwrite(backup, raw[:place] + b"\x22" + raw[place + 1 :])
    monkeypatch.setattr(backup_file, "sealed", lambda *_: raw[-64:])
    restore(backup, tmp_path / "new")


@pytest.mark.parametrize("spoil", HOSTILE, ids=lambda spoil: spoil.__name__.strip("_"))
def test_what_no_project_holds_is_refused_although_the_seal_is_right(
    backup: Path, tmp_path: Path, spoil: Callable[[Forged], None]
) -> None:
    forged = taken_apart(backup)
    spoil(forged)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile says that a name comes twice
        file = forged.write(tmp_path / "forged.zip")
    before = sorted(tmp_path.rglob("*"))
    assert refused(file, tmp_path / "new") == HOSTILE[spoil]
    assert sorted(tmp_path.rglob("*")) == before


def test_members_that_lie_over_each_other_are_refused(backup: Path, tmp_path: Path) -> None:
    raw = bytearray(backup.read_bytes())
    with zipfile.ZipFile(backup) as archive:
        names = [info.filename for info in archive.infolist()]
        first = archive.getinfo(names[1]).header_offset
    place = bytes(raw).rindex(b"PK\1\2", 0, bytes(raw).rindex(names[2].encode()))
    raw[place + 42 : place + 46] = first.to_bytes(4, "little")
    assert refused(sealed(tmp_path / "forged.zip", bytes(raw)), tmp_path / "new") == "E-BAK-HASH"


def test_a_member_that_says_it_is_longer_than_all_of_the_file_is_refused_unread(backup: Path, tmp_path: Path) -> None:
    raw = bytearray(backup.read_bytes())
    place = bytes(raw).index(b"PK\1\2")
    raw[place + 20 : place + 28] = (1 << 30).to_bytes(4, "little") * 2
    assert refused(sealed(tmp_path / "forged.zip", bytes(raw)), tmp_path / "new") == "E-BAK-SIZE"


@pytest.mark.parametrize("name", ["journal/events.jsonl", "rulesets/own.yaml"])
def test_a_look_at_a_backup_finds_what_its_manifest_does_not_lead_to(backup: Path, tmp_path: Path, name: str) -> None:
    forged = taken_apart(backup)
    forged.entries = [
        (info, data.replace(b"o", b"0") if info.filename.endswith(name) else data) for info, data in forged.entries
    ]
    with pytest.raises(InspectError, match="E-BAK-HASH"):
        check_backup(forged.write(tmp_path / "forged.zip"))
    other = taken_apart(backup)
    other.replace("journal/events.jsonl", b"")
    with pytest.raises(InspectError, match="E-BAK-HASH"):
        check_backup(other.write(tmp_path / "other.zip"))


def test_a_list_of_files_too_long_to_read_is_refused_unread(backup: Path, tmp_path: Path) -> None:
    raw = bytearray(backup.read_bytes())
    end = bytes(raw).rindex(b"PK\5\6")
    raw[end + 12 : end + 16] = (1 << 31).to_bytes(4, "little")
    assert refused(sealed(tmp_path / "forged.zip", bytes(raw)), tmp_path / "new") == "E-BAK-SIZE"


@pytest.mark.parametrize("kind", ["empty", "text", "another zip", "a folder", "nothing", "a pipe"])
def test_what_is_no_backup_is_refused(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "file.zip"
    match kind:
        case "empty":
            file.write_bytes(b"")
        case "text":
            file.write_text("hello " * 100, encoding="utf-8")
        case "another zip":
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr("x", "y" * 500)
        case "a folder":
            file.mkdir()
        case "a pipe":
            os.mkfifo(file)
    expected = {"empty": "E-BAK-KIND", "text": "E-BAK-KIND", "another zip": "E-BAK-TRUNCATED"}
    assert refused(file, tmp_path / "new") == expected.get(kind, "E-BAK-NONE")


@pytest.mark.parametrize("there", ["a file", "a live project", "a link to an empty folder", "a hidden file in it"])
def test_nothing_is_ever_restored_over(backup: Path, tmp_path: Path, there: str) -> None:
    target = tmp_path / "target"
    match there:
        case "a file":
            target.write_text("x", encoding="utf-8")
        case "a live project":
            target = tmp_path / "park"
        case "a link to an empty folder":
            (tmp_path / "empty").mkdir()
            target.symlink_to(tmp_path / "empty")
        case "a hidden file in it":
            target.mkdir()
            (target / ".keep").write_text("", encoding="utf-8")
    before = {path: path.read_bytes() if path.is_file() else None for path in sorted(tmp_path.rglob("*"))}
    with pytest.raises(InspectError, match="E-RESTORE-TARGET"):
        restore(backup, target)
    assert {path: path.read_bytes() if path.is_file() else None for path in sorted(tmp_path.rglob("*"))} == before


def test_a_full_disk_leaves_no_backup_and_no_half_restored_project(backup: Path, tmp_path: Path) -> None:
    size = backup.stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = sorted(tmp_path.rglob("*"))
    for limit in [*range(0, size, 211), size - 1]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            with pytest.raises(InspectError, match="E-STORE-WRITE"):
                backed_up(tmp_path / "park", tmp_path / "second.zip")
            if limit < 300:
                with pytest.raises(InspectError, match="E-STORE-WRITE"):
                    restore(backup, tmp_path / "new")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert sorted(tmp_path.rglob("*")) == before, limit
    assert check_backup(backup).project == "park"
