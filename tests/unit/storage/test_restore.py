"""A restored project is the one that was backed up, and there whole or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from inspect_core.errors import InspectError
from inspect_core.storage.check import verify
from inspect_core.storage.restore import restore
from tests.reliability.disks import Counting, Dying, Killed
from tests.reliability.hostile.backups import backed_up, project, taken_apart
from tests.reliability.stores import fill, opened


@pytest.fixture
def park(tmp_path: Path) -> Path:
    return project(tmp_path / "park")


@pytest.fixture
def backup(park: Path, tmp_path: Path) -> Path:
    return backed_up(park, tmp_path / "park.zip")


def test_it_is_the_project_that_was_backed_up(park: Path, backup: Path, tmp_path: Path) -> None:
    manifest = restore(backup, tmp_path / "new")
    new = tmp_path / "new"
    assert sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()) == sorted(
        member.name for member in manifest.members
    )
    report = verify(new, project="park", against=[opened(park).head().anchor])
    assert (report.ok, report.events, report.private, report.photos) == (True, 5, 3, 1)
    assert opened(new).private() == opened(park).private()
    assert list(opened(new).read()) == list(opened(park).read())
    assert {path.stat().st_mode & 0o077 for path in new.rglob("*")} == {0}


def test_it_goes_on_from_there(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    restore(backup, tmp_path / "empty")
    fill(opened(tmp_path / "empty"), 3, first=90)
    assert verify(tmp_path / "empty").events == 8


def test_it_goes_into_the_folder_one_is_in(backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    restore(backup, Path())
    assert verify(tmp_path / "here", project="park").ok


def test_what_others_left_beside_it_is_not_swept_away(backup: Path, tmp_path: Path) -> None:
    for name in (".theirs.999999999.0123abcd", ".old.unfinished.999999999.0123abcd"):
        (tmp_path / name).mkdir()
    restore(backup, tmp_path / "new")
    assert [path.name for path in sorted(tmp_path.glob(".*"))] == [".theirs.999999999.0123abcd"]


def test_a_photo_that_was_there_when_it_was_backed_up_must_be_there(backup: Path, tmp_path: Path) -> None:
    forged = taken_apart(backup)
    name = f"photos/{sha256(b'jpeg').hexdigest()[:2]}/{sha256(b'jpeg').hexdigest()}"
    forged.entries = [(info, data) for info, data in forged.entries if not info.filename.endswith(name)]
    forged.manifest["members"] = [member for member in forged.manifest["members"] if member["name"] != name]
    with pytest.raises(InspectError, match="E-PHOTO-MISSING"):
        restore(forged.write(tmp_path / "forged.zip"), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_the_journal_of_another_project_is_refused(backup: Path, tmp_path: Path) -> None:
    forged = taken_apart(backup)
    forged.manifest["project"] = "tower"
    with pytest.raises(InspectError, match="E-STORE-COMPANY"):
        restore(forged.write(tmp_path / "forged.zip"), tmp_path / "new")


def test_killed_at_any_call_the_target_is_absent_or_whole(backup: Path, tmp_path: Path) -> None:
    counted = Counting()
    restore(backup, tmp_path / "whole", disk=counted)
    whole = 0
    for at in range(1, len(counted.calls) + 1):
        target = tmp_path / f"new{at}"
        with pytest.raises(Killed):
            restore(backup, target, disk=Dying(at))
        if target.exists():
            assert verify(target, project="park").ok
            whole += 1
    assert whole == 1  # only when the name was given already


def test_without_verifying_a_forged_journal_would_be_restored(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = taken_apart(backup)
    old = next(data for info, data in forged.entries if info.filename.endswith("journal/private.jsonl"))
    forged.replace("journal/private.jsonl", old.replace(b"wet floor", b"dry floor"))
    file = forged.write(tmp_path / "forged.zip")
    with pytest.raises(InspectError, match="E-STORE-PRIVATE"):
        restore(file, tmp_path / "new")
    monkeypatch.setattr("inspect_core.storage.restore._check", lambda *_: None)
    restore(file, tmp_path / "new")
