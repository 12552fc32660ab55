"""What a close pins is kept under the digest of its bytes, and told when it is gone or was changed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from inspect_core.api import IntegrityError, SystemFault
from inspect_core.storage.disk import Disk
from inspect_core.storage.papers import PaperStore


class Watched(Disk):
    """A disk that notes what is made sure of."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def put(self, path: Path, data: bytes) -> None:
        self.done.append(f"put {path.name[:4]}")
        super().put(path, data)

    def sync_folder(self, folder: Path) -> None:
        self.done.append(f"sync {folder.name}")
        super().sync_folder(folder)


@pytest.fixture
def papers(tmp_path: Path) -> PaperStore:
    return PaperStore(tmp_path / "closed")


def test_a_paper_is_kept_under_its_digest_for_its_owner_alone(papers: PaperStore) -> None:
    digest = papers.put(b"rules")
    assert digest == sha256(b"rules").hexdigest()
    assert papers.get(digest) == b"rules"
    assert papers.path(digest).stat().st_mode & 0o777 == 0o600
    assert papers.folder.stat().st_mode & 0o777 == 0o700


def test_the_same_paper_twice_is_written_once_and_made_sure_of_twice(tmp_path: Path) -> None:
    disk = Watched()
    papers = PaperStore(tmp_path / "closed", disk=disk)
    papers.put(b"rules")
    first = len([one for one in disk.done if one.startswith("put")])
    disk.done.clear()
    papers.put(b"rules")
    assert (first, disk.done) == (1, ["sync closed"])


def test_a_paper_that_was_changed_is_told_and_mended_by_keeping_it_again(papers: PaperStore) -> None:
    digest = papers.put(b"rules")
    papers.path(digest).write_bytes(b"other")
    with pytest.raises(IntegrityError, match="E-CLOSED-DAMAGED"):
        papers.get(digest)
    papers.put(b"rules")
    assert papers.get(digest) == b"rules"


def test_a_paper_that_is_gone_is_told(papers: PaperStore) -> None:
    with pytest.raises(IntegrityError, match="E-CLOSED-MISSING"):
        papers.get(sha256(b"gone").hexdigest())


@pytest.mark.parametrize("name", ["", "../x", "AB" * 32, "ab" * 31, "ab" * 32 + "\n", "/etc/passwd"])
def test_only_a_digest_names_a_paper(papers: PaperStore, name: str) -> None:
    with pytest.raises(IntegrityError, match="E-CLOSED-MISSING"):
        papers.get(name)


def test_a_disk_that_refuses_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "closed").write_text("no folder", encoding="utf-8")
    with pytest.raises(SystemFault):
        PaperStore(tmp_path / "closed").put(b"rules")
