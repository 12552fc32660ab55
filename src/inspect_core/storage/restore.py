"""A backup made a project again: in an absent or empty folder only, verified aside and moved into place at once."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from inspect_core.api import IntegrityError, Problem
from inspect_core.storage import backup_refusals as refusals
from inspect_core.storage.backup import JOURNAL
from inspect_core.storage.backup_file import (
    PIECE,
    UNFINISHED,
    Backup,
    Manifest,
    Member,
    Unwatched,
    Watch,
    opened_backup,
)
from inspect_core.storage.check import verify
from inspect_core.storage.disk import Disk, aside_name, refused_by_disk, sweep
from inspect_core.storage.journal import FileJournal


def restore(file: Path, target: Path, *, disk: Disk | None = None, watch: Watch | None = None) -> Manifest:
    """The project of a backup in `target`: every hash compared, its journals verified and their heads those of the manifest.

    UsageError when there is anything at `target`; IntegrityError when the backup is not whole. Whatever goes wrong,
    the target is as it was.
    """
    disk, watch = disk or Disk(), watch or Unwatched()
    if target.is_symlink() or (target.exists() and not (target.is_dir() and not any(target.iterdir()))):
        raise refusals.not_empty(target)
    target = Path(os.path.abspath(target))  # noqa: PTH100 - "." has no name, and a link must not be followed
    aside = aside_name(target.with_name(target.name + UNFINISHED))
    try:
        with opened_backup(file, watch) as backup:
            sweep(target.parent, UNFINISHED)
            aside.mkdir(mode=0o700)
            _unpack(backup, aside, disk, watch)
            _check(file, aside, backup.manifest)
            _move(aside, target, disk)
            return backup.manifest
    except OSError as error:
        raise refused_by_disk(target, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _move(aside: Path, target: Path, disk: Disk) -> None:
    try:
        disk.replace(aside, target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise refusals.not_empty(target) from None
        raise
    disk.sync_folder(target.parent)


def _unpack(backup: Backup, aside: Path, disk: Disk, watch: Watch) -> None:
    """Every member written, then all of them and their folders synced: the disk sorts out many writes better than one."""
    members = backup.manifest.members
    watch("copy", sum(-(-member.size // PIECE) for member in members))
    folders = {aside}
    for member in members:
        path = aside / member.name
        for folder in reversed(path.parents[: member.name.count("/")]):
            folder.mkdir(mode=0o700, exist_ok=True)
            folders.add(folder)
        _write(backup, member, path, disk, watch)
    watch("sync", len(members))
    for member in members:
        _sync(aside / watch.done(member).name, disk)
    for folder in sorted(folders, reverse=True):
        disk.sync_folder(folder)


def _write(backup: Backup, member: Member, path: Path, disk: Disk, watch: Watch) -> None:
    file = disk.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        offset = 0
        for piece in backup.pieces(member):
            disk.write_all(file, piece, offset)
            offset += len(watch.done(piece))
    finally:
        disk.close(file)


def _sync(path: Path, disk: Disk) -> None:
    file = disk.open(path, os.O_RDONLY)
    try:
        disk.sync(file)
    finally:
        disk.close(file)


def _check(file: Path, aside: Path, manifest: Manifest) -> None:
    """IntegrityError unless the project verifies and its heads are those of the manifest."""
    report = verify(aside, project=manifest.project)
    problems = _without(report.problems, manifest.missing)
    if problems:
        raise IntegrityError.of(problems)
    if JOURNAL not in manifest.heads:
        raise refusals.not_a_backup(file, "it holds no journal", "其中没有日志")
    for name, anchor in manifest.heads.items():
        found = FileJournal(aside / name).verify().anchor
        if found != anchor:
            raise refusals.changed(
                file, f"{name} leads to {found}, not to {anchor}", f"{name} 到 {found}，不是 {anchor}"
            )


def _without(problems: Iterable[Problem], missing: tuple[str, ...]) -> list[Problem]:
    """The problems less the photos that were missing when the backup was made."""
    known = {f"photos/{name[:2]}/{name}" for name in missing}
    return [
        problem
        for problem in problems
        if not (problem.code == "E-PHOTO-MISSING" and problem.place is not None and problem.place.file in known)
    ]
