"""A backup holds what cannot be made anew, up to one head, and is there whole or not at all."""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest

from inspect_core.api import Draft
from inspect_core.errors import InspectError
from inspect_core.storage.access import AccessLog
from inspect_core.storage.backup import back_up, check_backup
from inspect_core.storage.backup_file import Unwatched
from inspect_core.storage.blobs import PhotoStore
from inspect_core.storage.restore import restore
from tests.reliability.disks import Counting, Failing
from tests.reliability.hostile.backups import backed_up, project
from tests.reliability.stores import AT, fill, opened

T = TypeVar("T")


@pytest.fixture
def park(tmp_path: Path) -> Path:
    return project(tmp_path / "park")


class Meddling(Unwatched):
    """Somebody does something to the project when the copying begins, or when the photos are being copied."""

    def __init__(self, deed: Callable[[], None], *, late: bool = False) -> None:
        self.deed = deed
        self.late = late

    def __call__(self, words: str, total: int | None) -> None:
        if words == "copy" and not self.late:
            self.deed()

    def done(self, value: T) -> T:
        if self.late and value == b"jpeg":
            self.deed()
        return value


def erase(park: Path) -> None:
    """The first private part erased."""
    with opened(park).writing() as writer:
        writer.append([Draft("person.erased", "e1", {"person": "P01", "parts": "2"}, "P02")], AT)
        writer.erase([2])


def test_it_holds_what_cannot_be_made_anew(park: Path, tmp_path: Path) -> None:
    manifest = check_backup(backed_up(park, tmp_path / "park.zip"))
    digest = sha256(b"jpeg").hexdigest()
    assert sorted(member.name for member in manifest.members) == [
        "inspect-core.toml",
        "journal/events.jsonl",
        "journal/head",
        "journal/private.jsonl",
        "keys/people.jsonl",
        f"photos/{digest[:2]}/{digest}",
        "rulesets/own.yaml",
        "rulesets/schemes/own.yaml",
        "templates/report/paper.html",
    ]
    assert (manifest.project, manifest.made_at, manifest.made_by) == ("park", AT.isoformat(), "inspect-core 0")
    assert manifest.heads == {"journal": opened(park).head().anchor}
    assert (manifest.store, manifest.missing, manifest.left_out) == (2, (), (".hidden",))
    for member in manifest.members:
        if member.name != "journal/head":
            assert member.sha256 == sha256((park / member.name).read_bytes()).hexdigest()
            assert member.size == (park / member.name).stat().st_size


def test_its_last_64_bytes_seal_all_before_them_and_the_manifest_stands_last(park: Path, tmp_path: Path) -> None:
    raw = backed_up(park, tmp_path / "park.zip").read_bytes()
    assert raw[-64:].decode() == sha256(raw[:-64]).hexdigest()
    with zipfile.ZipFile(tmp_path / "park.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist()[-1] == "manifest.json"
    assert (tmp_path / "park.zip").stat().st_mode & 0o777 == 0o600


def test_the_project_is_not_touched_and_nobody_is_kept_waiting(park: Path, tmp_path: Path) -> None:
    (park / "journal/lock").unlink()
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in park.rglob("*")}
    backed_up(park, tmp_path / "park.zip")
    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in park.rglob("*")} == before


def test_what_is_appended_meanwhile_is_not_in_it_and_hurts_nobody(park: Path, tmp_path: Path) -> None:
    anchor = opened(park).head().anchor
    more = Meddling(lambda: fill(opened(park), 20, first=50))
    back_up(park, tmp_path / "park.zip", project="park", made_at=AT, made_by="x", watch=more)
    assert opened(park).head().seq == 25
    assert restore(tmp_path / "park.zip", tmp_path / "new").heads == {"journal": anchor}
    assert opened(tmp_path / "new").verify().anchor == anchor


def test_what_was_never_acknowledged_is_not_in_it(park: Path, tmp_path: Path) -> None:
    with (park / "journal/events.jsonl").open("ab") as file:
        file.write(b'{"half')
    backed_up(park, tmp_path / "park.zip")
    restore(tmp_path / "park.zip", tmp_path / "new")
    assert b"half" not in (tmp_path / "new/journal/events.jsonl").read_bytes()


@pytest.mark.parametrize("late", [False, True], ids=["before-it-is-copied", "after-it-was-copied"])
def test_what_is_erased_meanwhile_is_not_carried_off_in_a_backup(park: Path, tmp_path: Path, late: bool) -> None:
    meddling = Meddling(lambda: erase(park), late=late)
    with pytest.raises(InspectError, match="E-BAK-MOVED"):
        back_up(park, tmp_path / "park.zip", project="park", made_at=AT, made_by="x", watch=meddling)
    assert [path.name for path in tmp_path.iterdir()] == ["park"]
    backed_up(park, tmp_path / "park.zip")
    restore(tmp_path / "park.zip", tmp_path / "new")
    assert opened(tmp_path / "new").erased() == (2,)


def test_the_log_of_who_looked_at_what_is_copied_month_by_month_up_to_its_heads(park: Path, tmp_path: Path) -> None:
    log = AccessLog(park / "access", "park")
    for day in (AT, AT + timedelta(days=30), AT + timedelta(days=31)):
        log.note("cli:ann", {"what": "explain", "whose": "P01"}, day)
    manifest = check_backup(backed_up(park, tmp_path / "park.zip"))
    assert set(manifest.heads) == {"journal", "access/2026-10", "access/2026-11"}
    restore(tmp_path / "park.zip", tmp_path / "new")
    assert AccessLog(tmp_path / "new/access", "park").check() == (3, ())


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_photo_that_is_gone_or_damaged_is_named_and_the_rest_is_backed_up(
    park: Path, tmp_path: Path, harm: str
) -> None:
    digest = sha256(b"jpeg").hexdigest()
    path = PhotoStore(park / "photos").path(digest)
    path.unlink() if harm == "missing" else path.write_bytes(b"gif")
    manifest = check_backup(backed_up(park, tmp_path / "park.zip"))
    assert manifest.missing == (digest,)
    assert restore(tmp_path / "park.zip", tmp_path / "new") == manifest


def test_a_damaged_journal_is_not_backed_up(park: Path, tmp_path: Path) -> None:
    path = park / "journal/events.jsonl"
    path.write_bytes(path.read_bytes().replace(b"patrol", b"petrol", 1))
    with pytest.raises(InspectError, match="E-STORE-CHAIN"):
        backed_up(park, tmp_path / "park.zip")
    assert [found.name for found in tmp_path.iterdir()] == ["park"]


def test_links_and_names_no_backup_may_hold_are_left_out_and_told(park: Path, tmp_path: Path) -> None:
    (park / "rulesets/away.yaml").symlink_to("/etc/passwd")
    (park / "rulesets/away").symlink_to("/etc")
    (park / "rulesets/a\\b").write_text("x", encoding="utf-8")
    manifest = check_backup(backed_up(park, tmp_path / "park.zip"))
    assert manifest.left_out == (".hidden", "rulesets/a\\\\b", "rulesets/away", "rulesets/away.yaml")


def test_it_is_never_written_over_a_file_or_into_the_project(park: Path, tmp_path: Path) -> None:
    for file in (backed_up(park, tmp_path / "park.zip"), park / "park.zip", park / "rulesets/park.zip", tmp_path):
        with pytest.raises(InspectError, match="E-BAK-EXISTS"):
            backed_up(park, file)


def test_a_disk_that_fails_at_any_call_leaves_no_backup(park: Path, tmp_path: Path) -> None:
    counted = Counting()
    back_up(park, tmp_path / "first.zip", project="park", made_at=AT, made_by="x", disk=counted)
    assert len(counted.calls) >= 3
    for at in range(1, len(counted.calls)):
        failing = Failing(at, errno.EIO)
        with pytest.raises(InspectError, match="E-STORE-WRITE"):
            back_up(park, tmp_path / "second.zip", project="park", made_at=AT, made_by="x", disk=failing)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["first.zip", "park"], at


def test_it_is_read_back_before_it_has_its_name(park: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # a disk that keeps other bytes than it was given
    monkeypatch.setattr("inspect_core.storage.backup._seal", lambda *_: None)
    with pytest.raises(InspectError, match="E-BAK-HASH"):
        backed_up(park, tmp_path / "park.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["park"]
