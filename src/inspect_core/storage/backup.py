"""A backup of a live project: one file, made aside, read back, and only then given its name.

No lock is held: the head is read first, and everything is copied up to it, whatever others append meanwhile. Copied is
what cannot be made anew: journals, private parts, keys, photos, settings, standards, templates and whatever else lies in
the folder; not the views and not the reports.
"""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from inspect_core.api import IntegrityError
from inspect_core.storage import backup_refusals as refusals
from inspect_core.storage.backup_file import (
    ABOUT,
    DIGITS,
    MANIFEST,
    PIECE,
    PROJECT,
    README,
    SEAL,
    UNFINISHED,
    Manifest,
    Member,
    Unwatched,
    Watch,
    may_be_named,
    opened_backup,
    plain_info,
    sealed,
)
from inspect_core.storage.blobs import PhotoStore
from inspect_core.storage.chain import Chain
from inspect_core.storage.check import photos_of
from inspect_core.storage.disk import Disk, aside_name, open_plain, refused_by_disk, sweep
from inspect_core.storage.head import Mark, new_head
from inspect_core.storage.journal import EVENTS, HEAD, PRIVATE, FileJournal

JOURNAL: Final = "journal"
ACCESS: Final = "access"  # a journal of its own for each month
PHOTOS: Final = "photos"
MADE_ANEW: Final = frozenset({"views", "reports"})

_LARGE: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Kept:
    """How far a journal goes into the backup, and whose private parts were gone from it then."""

    name: str
    mark: Mark
    erased: tuple[int, ...]
    photos: tuple[str, ...]


@dataclass(slots=True)
class Packing:
    """The backup while it is being written; each member is noted with its size and hash for the manifest."""

    archive: zipfile.ZipFile
    watch: Watch
    members: list[Member] = field(default_factory=list)

    def add(self, name: str, pieces: Iterable[bytes], *, large: bool = False) -> None:
        """A file of the project under its name."""
        digest, size = sha256(), 0
        with self.archive.open(plain_info(PROJECT + name), "w", force_zip64=large) as stream:
            for piece in pieces:
                stream.write(piece)
                digest.update(piece)
                size += len(self.watch.done(piece))
        self.members.append(Member(name=name, size=size, sha256=digest.hexdigest()))


def back_up(
    project_dir: Path,
    file: Path,
    *,
    project: str,
    made_at: datetime,
    made_by: str,
    disk: Disk | None = None,
    watch: Watch | None = None,
) -> Manifest:
    """The backup of a project in a new file, read back from the first byte to the last before it has its name.

    UsageError when there is something at `file` or it lies within the project, IntegrityError when the journal is
    damaged, SystemFault when the disk refuses or something was erased meanwhile; then there is no backup.
    """
    disk, watch = disk or Disk(), watch or Unwatched()
    if file.exists() or file.is_symlink() or project_dir.resolve() in file.resolve().parents:
        raise refusals.already_there(file)
    aside = aside_name(file.with_name(file.name + UNFINISHED))
    try:
        sweep(file.parent, UNFINISHED)
        handle = disk.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        with os.fdopen(handle, "w+b") as stream:
            manifest = _packed(project_dir, stream, project, made_at.isoformat(timespec="seconds"), made_by, watch)
            _seal(stream, watch)
            disk.sync(stream.fileno())
        check_backup(aside, watch)
        disk.replace(aside, file)
        disk.sync_folder(file.parent)
    except OSError as error:
        raise refused_by_disk(file, error) from error
    finally:
        with contextlib.suppress(OSError):
            disk.unlink(aside)
    return manifest


def check_backup(path: Path, watch: Watch | None = None) -> Manifest:
    """The manifest of a backup whose seal, hashes, chain and heads are good; IntegrityError otherwise."""
    with opened_backup(path, watch or Unwatched()) as backup:
        for member in backup.manifest.members:
            folder, _, name = member.name.rpartition("/")
            if name == EVENTS and folder in backup.manifest.heads:
                _check_chain(path, backup.pieces(member), backup.manifest.heads[folder])
            else:
                for _ in backup.pieces(member):
                    pass
        return backup.manifest


def _check_chain(path: Path, pieces: Iterable[bytes], anchor: str) -> None:
    chain, rest, good = Chain(), b"", True
    for piece in pieces:
        lines, newline, rest = (rest + piece).rpartition(b"\n")
        good = good and chain.extend(lines + newline)
    if rest or not good or f"{chain.seq}:{chain.hash}" != anchor:
        raise refusals.changed(path, f"its journal does not lead to {anchor}", f"其中的日志到不了 {anchor}")


def _packed(project_dir: Path, stream: BinaryIO, project: str, made_at: str, made_by: str, watch: Watch) -> Manifest:
    """Everything written into `stream`, the manifest last."""
    kept = [_kept(project_dir, name, project) for name in _journals(project_dir)]
    files, left_out = _others(project_dir)
    photos = sorted({digest for each in kept for digest in each.photos})
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(plain_info(README), ABOUT)
        packing = Packing(archive, watch)
        lengths = [each.mark.events + each.mark.private for each in kept]
        watch("copy", len(photos) + sum(-(-length // PIECE) for length in [*lengths, *(size for _, size in files)]))
        for each in kept:
            _add_journal(packing, project_dir, each)
        for path, size in files:
            packing.add(path.relative_to(project_dir).as_posix(), _pieces(path), large=size > _LARGE)
        missing = [digest for digest in photos if not _add_photo(packing, project_dir, digest)]
        _stayed(project_dir, kept)
        manifest = Manifest(
            project=project,
            made_at=made_at,
            made_by=made_by,
            store=kept[0].mark.format,
            heads={each.name: f"{each.mark.seq}:{each.mark.hash}" for each in kept},
            members=tuple(packing.members),
            missing=tuple(missing),
            left_out=tuple(left_out),
        )
        archive.writestr(plain_info(MANIFEST), manifest.written())
        archive.comment = SEAL + b"0" * DIGITS
    return manifest


def _seal(stream: BinaryIO, watch: Watch) -> None:
    stream.flush()
    length = stream.seek(0, 2) - DIGITS
    digits = sealed(stream, length, watch)
    stream.seek(length)
    stream.write(digits)
    stream.flush()


# ------------------------------------------------------------------ what goes in


def _journals(project_dir: Path) -> list[str]:
    """The folders that hold a journal: the project's own, and the months of who looked at what."""
    months = sorted((project_dir / ACCESS).glob(f"*/{HEAD}"))
    return [JOURNAL, *(f"{ACCESS}/{path.parent.name}" for path in months)]


def _kept(project_dir: Path, name: str, project: str) -> Kept:
    """The journal verified up to its head as it is now, and the photos that are named up to there."""
    journal = FileJournal(project_dir / name, project=project)
    mark = journal.mark()
    private = journal.private(range(1, mark.seq + 1))
    photos = {digest for body in private.values() for digest in photos_of(body)}
    return Kept(name, mark, _erased(journal, mark.seq), tuple(photos))


def _erased(journal: FileJournal, last: int) -> tuple[int, ...]:
    return tuple(seq for seq in journal.erased() if seq <= last)


def _stayed(project_dir: Path, kept: Iterable[Kept]) -> None:
    """SystemFault E-BAK-MOVED when private parts were erased meanwhile: they do not go into a backup made later."""
    for each in kept:
        journal = FileJournal(project_dir / each.name)
        if _erased(journal, each.mark.seq) != each.erased or journal.hash_at(each.mark.seq) != each.mark.hash:
            raise refusals.moved_on(project_dir / each.name)


def _add_journal(packing: Packing, project_dir: Path, kept: Kept) -> None:
    """Both files up to the head, and a head file that says so."""
    mark = kept.mark
    for name, length in ((EVENTS, mark.events), (PRIVATE, mark.private)):
        path = project_dir / kept.name / name
        packing.add(f"{kept.name}/{name}", _pieces(path, length), large=length > _LARGE)
    head = new_head(Mark(1, mark.seq, mark.hash, mark.events, mark.private, mark.format))
    packing.add(f"{kept.name}/{HEAD}", [head])


def _add_photo(packing: Packing, project_dir: Path, digest: str) -> bool:
    """Whether the photo was there and is the one that was taken."""
    try:
        photo = PhotoStore(project_dir / PHOTOS).get(digest)
    except IntegrityError:
        return False
    packing.add(f"{PHOTOS}/{digest[:2]}/{digest}", [photo])
    return True


def _others(project_dir: Path) -> tuple[list[tuple[Path, int]], list[str]]:
    """The plain files beside journals and photos with their sizes, and the names of what is none or is hidden."""
    files: list[tuple[Path, int]] = []
    left_out: list[str] = []
    passed = {JOURNAL, ACCESS, PHOTOS, *MADE_ANEW}
    for folder, below, names in os.walk(project_dir):
        at_top = Path(folder) == project_dir
        linked = [name for name in below if (Path(folder) / name).is_symlink()]
        hidden = [name for name in below if name.startswith(".")]
        below[:] = sorted(
            name for name in below if not (name in linked or name in hidden or (at_top and name in passed))
        )
        for name in sorted([*names, *linked, *hidden]):
            path = Path(folder) / name
            short = path.relative_to(project_dir).as_posix()
            if path.is_symlink() or not path.is_file() or name.startswith(".") or not may_be_named(short):
                left_out.append(ascii(short)[1:-1])
            else:
                files.append((path, path.stat().st_size))
    return files, left_out


def _pieces(path: Path, length: int | None = None) -> Iterator[bytes]:
    """The bytes of a file, the first `length` of them or all; SystemFault when there are fewer."""
    file = open_plain(Disk(), path, os.O_RDONLY)
    with os.fdopen(file, "rb") as stream:
        while length is None or length:
            piece = stream.read(PIECE if length is None else min(PIECE, length))
            if not piece:
                break
            if length is not None:
                length -= len(piece)
            yield piece
    if length:
        raise refusals.moved_on(path)
