"""The good part of a damaged journal, copied into a new project folder; the damaged one is read and never written.

Good is what can be proven: lines that continue the chain from the first, each named by the hash in the line after it
or by the head file. What cannot be proven is left out and told record by record.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from inspect_core.api import IntegrityError
from inspect_core.storage import refusals
from inspect_core.storage.chain import Chain
from inspect_core.storage.disk import Disk, aside_name, open_plain, refused_by_disk, sweep
from inspect_core.storage.first_line import check_first_line
from inspect_core.storage.head import FILE, Mark, Slots, new_head, parse_head
from inspect_core.storage.journal import EVENTS, HEAD, PRIVATE
from inspect_core.storage.keys import KEYS, Keys
from inspect_core.storage.private import is_blank, opened, seq_of, unlocked

JOURNAL: Final = "journal"
MADE_ANEW: Final = frozenset({JOURNAL, "views"})


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that is not in the copy: what it says of itself, which nothing vouches for; None where it says nothing."""

    line: int
    size: int
    acknowledged: bool
    kind: str | None = None
    id: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Rescue:
    """What can be proven of a journal: its lines, the private parts that fit them, and what is left out.

    `private_missing` are the events in the copy without their private part, those erased on purpose among them;
    `private_damaged` says that some of what was there is left out.
    """

    events: bytes
    private: bytes
    seq: int
    hash: str
    expected: int | None
    dropped: tuple[Dropped, ...]
    private_kept: int
    private_missing: tuple[int, ...]
    private_damaged: bool

    @property
    def anchor(self) -> str:
        """Number and hash of the last event in the copy."""
        return f"{self.seq}:{self.hash}"

    @property
    def gone(self) -> int:
        """How many acknowledged events are not there at all, not even damaged."""
        lines = sum(1 for each in self.dropped if each.acknowledged)
        return max((self.expected or 0) - self.seq - lines, 0)

    @property
    def complete(self) -> bool:
        """Whether everything that was acknowledged is in the copy, as far as anybody can tell."""
        return self.expected == self.seq and not self.private_damaged


def rescue(project_dir: Path, project: str | None = None) -> Rescue:
    """The good part of the journal in a project folder; nothing is written.

    IntegrityError when there is none: the journal is another project's, of a later format, or its first line is bad.
    """
    folder = project_dir / JOURNAL
    slots = _slots(folder / HEAD)
    mark = slots.newest if slots is not None else None
    raw = _bytes(folder / EVENTS)
    check_first_line(folder / EVENTS, raw[: 1 << 16], project)
    end = mark.events if mark is not None and slots is not None and not slots.torn else len(raw)
    chain = _proven(raw[:end], mark)
    if not chain.seq:
        raise refusals.nothing_good(folder / EVENTS)
    sealed = _bytes(folder / PRIVATE) if (folder / PRIVATE).exists() else b""
    if mark is not None and slots is not None and not slots.torn:
        sealed = sealed[: mark.private]
    kept, missing = _private(sealed, chain, Keys(folder.parent / KEYS))
    return Rescue(
        raw[: chain.length],
        b"".join(kept),
        chain.seq,
        chain.hash,
        mark.seq if mark is not None else None,
        tuple(_dropped(raw, chain, end)),
        len(kept),
        missing,
        len(b"".join(kept)) != (mark.private if mark is not None else len(sealed)),
    )


def _proven(raw: bytes, mark: Mark | None) -> Chain:
    """The chain as far as each line is vouched for."""
    chain = Chain()
    chain.extend(raw[: raw.rfind(b"\n") + 1])
    named = mark is not None and (chain.seq, chain.hash) == (mark.seq, mark.hash)
    if chain.seq and not named and not chain.vouched_by(raw[chain.length :]):
        chain.forget_last()
    return chain


def _slots(path: Path) -> Slots | None:
    """Both slots of the head file; None when it is gone or tells nothing."""
    try:
        return parse_head(_bytes(path)[: FILE + 1], path)
    except IntegrityError as error:
        if error.code == "E-STORE-NEWER":
            raise
        return None


def _bytes(path: Path) -> bytes:
    file = open_plain(Disk(), path, os.O_RDONLY)
    try:
        with os.fdopen(file, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise refused_by_disk(path, error) from error


def _dropped(raw: bytes, chain: Chain, end: int) -> Iterator[Dropped]:
    start = chain.length
    for number, line in enumerate(raw[start:].split(b"\n"), chain.seq + 1):
        if line:
            yield _told(line, number, acknowledged=start < end)
        start += len(line) + 1


def _told(line: bytes, number: int, *, acknowledged: bool) -> Dropped:
    try:
        fields = orjson.loads(line)
        said = [fields[name] if isinstance(fields.get(name), str) else None for name in ("kind", "id", "at")]
    except (ValueError, AttributeError):
        said = [None, None, None]
    return Dropped(number, len(line), acknowledged, *said)


def _private(raw: bytes, chain: Chain, keys: Keys) -> tuple[list[bytes], tuple[int, ...]]:
    """The lines that fit an event, in order, and the numbers of events whose private part is not among them."""
    kept: dict[int, bytes] = {}
    for line in raw.split(b"\n"):
        seq = seq_of(line)
        in_order = seq > next(reversed(kept), 0)
        if in_order and seq in chain.commitments and (is_blank(line) or _fits(line, seq, chain, keys)):
            kept[seq] = line + b"\n"
    said = {seq for seq, line in kept.items() if not is_blank(line)}
    return list(kept.values()), tuple(seq for seq in chain.commitments if seq not in said)


def _fits(line: bytes, seq: int, chain: Chain, keys: Keys) -> bool:
    """Whether the line is the one its event was sealed with; one whose key was forgotten is nobody's."""
    plain = unlocked(line, seq, keys.secret)
    return plain is not None and opened(plain, seq, chain.commitments[seq]) is not None


def copy_to(target: Path, project_dir: Path, found: Rescue, disk: Disk | None = None) -> None:
    """The project with the good part of its journal in a new folder, made aside and moved into place whole.

    UsageError when there is something at `target` or it lies within the project.
    """
    disk = disk or Disk()
    inside = project_dir.resolve() in (target.resolve(), *target.resolve().parents)
    if inside or target.is_symlink() or (target.exists() and not (target.is_dir() and not any(target.iterdir()))):
        raise refusals.not_a_new_folder(target)
    aside = aside_name(target)
    sweep(target.parent)
    try:
        aside.mkdir(mode=0o700)
        _copy_rest(project_dir, aside)
        (aside / JOURNAL).mkdir(mode=0o700)
        head = new_head(Mark(1, found.seq, found.hash, len(found.events), len(found.private)))
        for name, data in ((EVENTS, found.events), (PRIVATE, found.private), (HEAD, head)):
            disk.put(aside / JOURNAL / name, data)
        disk.replace(aside, target)
        disk.sync_folder(target.parent)
    except OSError as error:
        raise refused_by_disk(target, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _copy_rest(project_dir: Path, aside: Path) -> None:
    """Settings, rulesets, photos, reports; what a killed process left half-made is not copied."""
    for path in sorted(project_dir.iterdir()):
        if path.name in MADE_ANEW or path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, aside / path.name, symlinks=True)
        else:
            shutil.copy2(path, aside / path.name, follow_symlinks=False)
