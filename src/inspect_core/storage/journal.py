"""The journal of one project on a local disk: the truth every view is made from.

`events.jsonl` holds one canonical JSON line an event, `private.jsonl` what may be erased, `head` how far all of it
was acknowledged, `lock` keeps writers apart.  Reading takes no lock: it never looks beyond the head.
Opening verifies the whole chain (about a second for a million events); after that only what is new.
"""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from secrets import token_bytes
from typing import Final

from inspect_core.api import Event, Head, IntegrityError, Json, Problem, SystemFault
from inspect_core.storage import refusals
from inspect_core.storage.chain import Chain, canonical, decode, event_hash, record_id
from inspect_core.storage.disk import Disk, open_plain, refused_by_disk
from inspect_core.storage.first_line import check_first_line, check_version
from inspect_core.storage.head import FILE, Mark, Slots, parse_head
from inspect_core.storage.keys import KEYS, Keys
from inspect_core.storage.lock import PATIENCE, locked
from inspect_core.storage.private import SALT, PrivateIndex, Salt, can_be_read, is_blank, opened, parsed, unlocked
from inspect_core.storage.writer import FileWriter

EVENTS: Final = "events.jsonl"
PRIVATE: Final = "private.jsonl"
HEAD: Final = "head"
LOCK: Final = "lock"

_CHUNK: Final = 1 << 22
_NEAR: Final = 1 << 14  # lines closer together than this are read in one go
_TRIES: Final = 5  # a slot read while it is being written looks torn for a moment

Notify = Callable[[Problem], None]


def in_silence(notice: Problem) -> None:
    """Notices nobody wants to hear."""


def new_salt() -> bytes:
    """Random bytes for one private part."""
    return token_bytes(SALT)


class FileJournal:
    """A journal in a folder.

    `project` is the id the journal must belong to (None: any).  `notify` is told what was set right on the way,
    such as a torn tail.  One object may be shared by threads; `writing()` is not re-entrant.
    """

    def __init__(
        self,
        folder: Path,
        *,
        project: str | None = None,
        disk: Disk | None = None,
        salt: Salt = new_salt,
        notify: Notify = in_silence,
        patience: float = PATIENCE,
    ) -> None:
        self.folder = folder
        self.project = project
        self._disk = disk or Disk()
        self._salt = salt
        self._notify = notify
        self._patience = patience
        self._keys = Keys(folder.parent / KEYS, disk=self._disk)
        self._chain = Chain()
        self._index = PrivateIndex()
        self._guard = threading.RLock()
        self._fault: SystemFault | None = None
        self._torn = b""
        self._told: set[tuple[str, int]] = set()

    # ------------------------------------------------------------------ reading

    def head(self) -> Head:
        """How far the journal was acknowledged; reads only the head file, so it is cheap."""
        slots = self._slots()
        if slots.torn:
            mark, _ = self._caught_up()
            return Head(mark.seq, mark.hash, mark.events)
        mark = _newest(slots, self.folder / HEAD)
        return Head(mark.seq, mark.hash, mark.events)

    def read(self, after: int = 0) -> Iterator[Event]:
        """The acknowledged events after number `after`, each verified; IntegrityError at the first damaged one."""
        mark, damage = self._caught_up()
        last = min(self._chain.seq, mark.seq)
        for line, digest in self._lines(after, last):
            yield decode(line, digest)
        if damage is not None:
            raise damage

    def events(self, seqs: Collection[int]) -> tuple[Event, ...]:
        """The events with those numbers, in their order in the journal; numbers beyond the head are left out."""
        mark, damage = self._caught_up()
        if damage is not None:
            raise damage
        wanted = sorted({seq for seq in seqs if 1 <= seq <= mark.seq})
        if len(wanted) * 4 > mark.seq:
            keep = frozenset(wanted)
            return tuple(event for event in self.read() if event.seq in keep)
        return tuple(decode(line, digest) for _, line, digest in self._chosen(wanted))

    def of_kind(self, kind: str) -> Iterator[Event]:
        """The acknowledged events of a kind, found without parsing the others."""
        mark, damage = self._caught_up()
        if damage is not None:
            raise damage
        sign = b',"kind":%s,"prev":"' % canonical(kind)
        for line, digest in self._lines(0, mark.seq):
            if sign in line and (event := decode(line, digest)).kind == kind:
                yield event

    def find(self, ids: Collection[str] | None = None) -> Mapping[str, tuple[int, ...]]:
        """For each record id (of `ids`, or of all) the numbers of the events about it; unknown ids are left out."""
        mark, damage = self._caught_up()
        if damage is not None:
            raise damage
        wanted = None if ids is None else frozenset(ids)
        found: defaultdict[str, list[int]] = defaultdict(list)
        for seq, (line, _) in enumerate(self._lines(0, mark.seq), 1):
            name = record_id(line)
            if wanted is None or name in wanted:
                found[name].append(seq)
        return {name: tuple(numbers) for name, numbers in found.items()}

    def private(self, seqs: Collection[int] | None = None) -> Mapping[int, Mapping[str, Json]]:
        """The private parts of those events (of all when None), verified; an erased one is left out."""
        return {seq: parsed(body) for seq, body in self._opened(seqs)}

    def _opened(self, seqs: Collection[int] | None) -> list[tuple[int, bytes]]:
        """The number and canonical body of each private part asked for, verified against its event."""
        mark, damage = self._caught_up()
        if damage is not None:
            raise damage
        with self._guard:
            self._index_private(mark)
            places = self._index.places
            wanted = list(places) if seqs is None else sorted(seq for seq in frozenset(seqs) if seq in places)
            raw = self._span(PRIVATE, 0, self._index.length) if len(wanted) * 4 > len(places) else None
            found = ((seq, self._open_one(seq, raw)) for seq in wanted)
            return [(seq, body) for seq, body in found if body is not None]

    def _open_one(self, seq: int, raw: bytes | None) -> bytes | None:
        """The body of a private part; None when it is erased, or its key is."""
        start, end = self._index.places[seq]
        line = self._span(PRIVATE, start, end) if raw is None else raw[start:end]
        plain = None if is_blank(line) else unlocked(line, seq, self._keys.secret)
        if plain is None:
            return None
        body = opened(plain, seq, self._chain.commitments.get(seq, b""))
        if body is None:
            where = list(self._index.places).index(seq) + 1
            why, why_zh = f"is not the one event {seq} was sealed with", f"与第 {seq} 条事件的封印不符"
            raise refusals.broken_private(self.folder / PRIVATE, where, why, why_zh)
        return body

    def hash_at(self, seq: int) -> str | None:
        """The hash of the event with that number, or None where the verified journal does not reach."""
        self._caught_up()
        return self._chain.hash_of(seq).hex() if 1 <= seq <= self._chain.seq else None

    def erased(self) -> tuple[int, ...]:
        """The numbers of events whose private part is gone, or the key it was sealed with."""
        mark, _ = self._caught_up()
        with self._guard:
            self._index_private(mark)
            raw = self._span(PRIVATE, 0, self._index.length)
            places = self._index.places.items()
            there = {seq for seq, (start, end) in places if can_be_read(raw[start:end], self._keys.secret)}
            return tuple(seq for seq in self._chain.commitments if seq not in there)

    def mark(self) -> Mark:
        """The head with the lengths of both files, the chain verified up to it."""
        mark, damage = self._caught_up()
        if damage is not None:
            raise damage
        return mark

    def verify(self) -> Head:
        """The whole chain from the first byte, head and private parts, read afresh; the head when all is well."""
        with self._guard:
            self._chain, self._index = Chain(), PrivateIndex()
        mark, damage = self._caught_up()
        if damage is not None:
            raise damage
        self._opened(None)
        if not self._chain.commitments.keys() >= set(self._index.blanks):
            why, why_zh = "stands for an event that has none", "对应的事件没有隐私部分"
            raise refusals.broken_private(self.folder / PRIVATE, self._index.lines, why, why_zh)
        return Head(mark.seq, mark.hash, mark.events)

    def odd(self) -> tuple[Problem, ...]:
        """What is damaged in the head file although the journal is complete; the next write mends it."""
        slots = self._slots()
        return (refusals.spoilt_slot(self.folder / HEAD),) if slots.torn or not slots.clean else ()

    def tail(self) -> Problem | None:
        """A notice of what lies beyond the head, never acknowledged; the next write drops it."""
        mark, _ = self._caught_up()
        for name, length in ((EVENTS, mark.events), (PRIVATE, mark.private)):
            size = (self.folder / name).stat().st_size
            if size > length:
                return refusals.dropped_tail(self.folder / name, size - length)
        return None

    # ------------------------------------------------------------------ writing

    @contextmanager
    def writing(self) -> Iterator[FileWriter]:
        """The one lock on the journal; what others appended is taken in, a tail never acknowledged is dropped."""
        self._slots()  # says what is wrong with the folder before a lock file appears in it
        with locked(self.folder / LOCK, self._patience):
            if self._fault is not None:
                raise refusals.read_only(self.folder / EVENTS)
            mark, damage = self._caught_up()
            if damage is not None:
                raise damage
            with self._guard:
                self._index_private(mark)
            writer = FileWriter(self.folder, mark, self._slots(), self._disk, self._salt, self._keys)
            try:
                for notice in writer.settle():
                    self._notify(notice)
                yield writer
            finally:
                writer.close()
                self._fault = self._fault or writer.fault

    # ------------------------------------------------------------------ inside

    def _slots(self) -> Slots:
        """Both slots of the head file as they are now."""
        path = self.folder / HEAD
        if not self.folder.exists() or not (path.exists() or (self.folder / EVENTS).exists()):
            raise refusals.no_journal(self.folder)
        for attempt in range(_TRIES):
            raw = self._span(HEAD, 0, FILE + 1)
            slots = parse_head(raw, path)
            if not slots.torn or raw == self._torn:
                break
            time.sleep(0.0005 * attempt)
        self._torn = raw if slots.torn else b""
        return slots

    def _caught_up(self) -> tuple[Mark, IntegrityError | None]:
        """The mark that counts, with the chain verified up to it; or as far as it is good, and the damage."""
        with self._guard:
            slots = self._slots()
            mark = _newest(slots, self.folder / HEAD)
            if mark.seq < self._chain.seq and not slots.torn:
                return mark, refusals.cut_back(self.folder / EVENTS, self._chain.seq, mark.seq)
            if not self._chain.seq:
                check_first_line(self.folder / EVENTS, self._span(EVENTS, 0, 1 << 16), self.project)
            damage = self._extend(mark.events)
            if damage is None and slots.torn:
                mark, damage = self._adopt(mark)
            if damage is None:
                damage = self._agrees(mark)
            return mark, damage

    def _extend(self, end: int) -> IntegrityError | None:
        """The chain verified up to byte `end` of the journal, in pieces that end with a line."""
        rest = b""
        position = self._chain.length
        while position < end:
            piece = self._span(EVENTS, position, min(end, position + _CHUNK))
            if not piece:
                return self._cut(rest)
            position += len(piece)
            lines, newline, rest = (rest + piece).rpartition(b"\n")
            if newline and not self._chain.extend(lines + newline):
                return self._broken(self._span(EVENTS, self._chain.length, end))
        return self._cut(rest) if rest else None

    def _broken(self, rest: bytes) -> IntegrityError:
        """The damage where `rest` does not continue the chain; what it does not vouch for is taken back."""
        check_version(self.folder / EVENTS, rest)
        if self._chain.seq and not self._chain.vouched_by(rest):
            self._chain.forget_last()
        return self._damage("cannot be verified", "无法通过校验")

    def _agrees(self, mark: Mark) -> IntegrityError | None:
        if (self._chain.seq, self._chain.hash) == (mark.seq, mark.hash):
            return None
        if self._chain.seq != mark.seq:
            return self._damage("is not where the head file says", "与链头文件不符")
        self._chain.forget_last()
        return self._damage("is not the one that was acknowledged", "不是已确认的那一条")

    def _adopt(self, mark: Mark) -> tuple[Mark, IntegrityError | None]:
        """With a torn slot, whole lines beyond the other one were synced before the slot was written: they count."""
        size = (self.folder / EVENTS).stat().st_size
        if size < self._chain.length:
            return mark, self._damage("is gone", "已丢失")
        if self._extend(size) is not None:
            return mark, refusals.broken_head(self.folder / HEAD)
        self._tell_once(refusals.mended_slot(self.folder / HEAD), mark.turn)
        private = max(mark.private, (self.folder / PRIVATE).stat().st_size)
        return Mark(mark.turn, self._chain.seq, self._chain.hash, self._chain.length, private), None

    def _tell_once(self, notice: Problem, number: int) -> None:
        if (notice.code, number) not in self._told:
            self._told.add((notice.code, number))
            self._notify(notice)

    def _cut(self, rest: bytes) -> IntegrityError:
        if rest:
            return self._damage("is cut off", "不完整")
        expected = _newest(self._slots(), self.folder / HEAD).seq
        return refusals.cut_back(self.folder / EVENTS, expected, self._chain.seq)

    def _damage(self, why: str, why_zh: str) -> IntegrityError:
        since: datetime | None = None
        for line, digest in self._lines(self._chain.seq - 1, self._chain.seq) if self._chain.seq else ():
            since = decode(line, digest).at
        good = f"{self._chain.seq}:{self._chain.hash}"
        at = since.isoformat() if since else None
        return refusals.damaged(self.folder / EVENTS, self._chain.seq + 1, why, why_zh, good, at)

    def _lines(self, after: int, last: int) -> Iterator[tuple[bytes, bytes]]:
        """The lines after number `after` up to `last` with their hashes, compared with what was verified."""
        seq = after
        while seq < last:
            start = self._chain.start(seq + 1)
            stop = seq + 1
            while stop < last and self._chain.ends[stop] - start < _CHUNK:
                stop += 1
            for line in self._span(EVENTS, start, self._chain.ends[stop - 1]).split(b"\n")[:-1]:
                seq += 1
                digest = event_hash(line)
                if digest != self._chain.hash_of(seq):
                    raise self._changed(seq)
                yield line, digest
            if seq != stop:
                raise self._changed(seq + 1)

    def _chosen(self, seqs: Sequence[int]) -> Iterator[tuple[int, bytes, bytes]]:
        """The lines with those numbers, ascending, with their hashes, compared with what was verified."""
        ends, at = self._chain.ends, 0
        while at < len(seqs):
            start, stop = self._chain.start(seqs[at]), at + 1
            while stop < len(seqs) and self._chain.start(seqs[stop]) - ends[seqs[stop - 1] - 1] < _NEAR:
                if ends[seqs[stop] - 1] - start > _CHUNK:
                    break
                stop += 1
            data = self._span(EVENTS, start, ends[seqs[stop - 1] - 1])
            for seq in seqs[at:stop]:
                line, rest = data[self._chain.start(seq) - start : ends[seq - 1] - start].rpartition(b"\n")[::2]
                digest = event_hash(line)
                if rest or digest != self._chain.hash_of(seq):
                    raise self._changed(seq)
                yield seq, line, digest
            at = stop

    def _changed(self, seq: int) -> IntegrityError:
        good = f"{seq - 1}:{self._chain.hash_of(seq - 1).hex()}" if seq > 1 else "0"
        return refusals.damaged(
            self.folder / EVENTS, seq, "was changed while the journal was open", "在日志打开期间被改动", good, None
        )

    def _index_private(self, mark: Mark) -> None:
        if mark.private < self._index.length:
            self._index = PrivateIndex()
        path = self.folder / PRIVATE
        data = self._span(PRIVATE, self._index.length, mark.private)
        if len(data) < mark.private - self._index.length:
            raise refusals.broken_private(path, self._index.lines + 1, "is cut off", "不完整")
        bad = self._index.extend(data)
        if bad is not None:
            raise refusals.broken_private(path, bad, "makes no sense", "无法识别")

    def _span(self, name: str, start: int, end: int) -> bytes:
        """The bytes from `start` to `end` of a file of the journal, or as many as there are."""
        path = self.folder / name
        file = open_plain(self._disk, path, os.O_RDONLY)
        try:
            return os.pread(file, end - start, start)
        except OSError as error:
            raise refused_by_disk(path, error) from error
        finally:
            self._disk.close(file)


def _newest(slots: Slots, path: Path) -> Mark:
    mark = slots.newest
    if mark is None:
        raise refusals.broken_head(path)
    return mark
