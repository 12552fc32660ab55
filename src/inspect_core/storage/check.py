"""Is everything still what was acknowledged?  The chain, the private parts, the photos, the views, what closes pinned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from inspect_core.api import (
    PERSON_ERASED,
    RETENTION_APPLIED,
    ErrorPlace,
    Head,
    IntegrityError,
    Problem,
    UsageError,
    numbers_in,
)
from inspect_core.storage import refusals
from inspect_core.storage.access import AccessLog
from inspect_core.storage.blobs import PhotoStore
from inspect_core.storage.check_keys import check_keys
from inspect_core.storage.check_papers import check_papers
from inspect_core.storage.check_views import check_views
from inspect_core.storage.journal import EVENTS, PRIVATE, FileJournal
from inspect_core.storage.pause import no_cycles

_ANCHOR: Final = re.compile(r"(\d{1,15}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Report:
    """What `verify` found: counts, problems that mean damage, and notices that do not."""

    head: Head | None
    private: int
    erased: int
    photos: int
    orphans: tuple[str, ...]
    views: int
    accesses: int
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is damaged."""
        return not self.problems

    @property
    def events(self) -> int:
        """How many events were acknowledged; 0 when that is not known."""
        return self.head.seq if self.head is not None else 0


def verify(project_dir: Path, *, project: str | None = None, against: Sequence[str] = ()) -> Report:
    """A project folder checked from the first byte to the last; nothing is written.

    `against` holds anchors ("60:9f2c…") kept outside the store: they find an end that was cut off together
    with the head file, and a journal that was rewritten whole.
    """
    notices: list[Problem] = []
    anchors = [_anchor(text) for text in against]
    journal = FileJournal(project_dir / "journal", project=project, notify=notices.append)
    try:
        head = journal.verify()
        private = journal.private()
        erased = journal.erased()
    except IntegrityError as error:
        return Report(None, 0, 0, 0, (), 0, 0, error.problems, tuple(notices))
    problems = [*journal.odd(), *_against(journal, head, anchors)]
    tail = journal.tail()
    if tail is not None:
        notices.append(tail)
    problems += _unexplained(journal, erased)
    photos = {name for body in private.values() for name in photos_of(body)}
    store = PhotoStore(project_dir / "photos")
    missing = sorted(store.missing(photos))
    dropped = _dropped(journal) if missing else frozenset()
    problems += [_photo(store, name, "missing") for name in missing if name not in dropped]
    problems += [_photo(store, name, "damaged") for name in sorted(store.damaged(photos))]
    with no_cycles():
        views, different = check_views(project_dir / "views", journal)
    problems += different
    problems += check_keys(project_dir, journal)
    problems += check_papers(project_dir / "closed", journal)
    accesses, broken = AccessLog(project_dir / "access", project).check()
    problems += broken
    return Report(
        head,
        len(private),
        len(erased),
        len(photos),
        store.orphans(photos),
        views,
        accesses,
        tuple(problems),
        tuple(notices),
    )


def _anchor(text: str) -> tuple[int, str]:
    found = _ANCHOR.fullmatch(text.strip())
    if found is None:
        raise UsageError(
            "E-STORE-ANCHOR",
            "an anchor looks like 60:9f2c… (a number, a colon, 64 hexadecimal digits)",
            hint="copy it from the foot of a report, or name a file that is there",
            message_zh="锚点形如 60:9f2c…（序号、冒号、64 位十六进制）",
            hint_zh="请从报告页脚复制，或写一个存在的文件",
        )
    return int(found[1]), found[2]


def _against(journal: FileJournal, head: Head, anchors: Sequence[tuple[int, str]]) -> list[Problem]:
    path = journal.folder / EVENTS
    problems: list[Problem] = []
    for seq, expected in anchors:
        found = journal.hash_at(seq)
        if found is None:
            problems.append(refusals.cut_back(path, seq, head.seq).first)
        elif found != expected:
            problems.append(refusals.not_the_anchor(path, seq, expected, found).first)
    return problems


def _unexplained(journal: FileJournal, erased: Sequence[int]) -> Iterator[Problem]:
    """Private parts that are gone although no event says that they were erased."""
    if not erased:
        return
    said = {
        seq
        for event in journal.read()
        if event.kind in (PERSON_ERASED, RETENTION_APPLIED)
        for seq in numbers_in(event.body.get("parts"))
    }
    gone = sorted(set(erased) - said)
    if gone:
        yield refusals.unexplained(journal.folder / PRIVATE, gone)


def _dropped(journal: FileJournal) -> frozenset[str]:
    """The photos that were past their time."""
    applied = [event.body.get("photos") for event in journal.of_kind(RETENTION_APPLIED)]
    return frozenset(str(digest) for named in applied if isinstance(named, list) for digest in named)


def photos_of(body: Any) -> list[str]:
    """The digests of the photos that a private part names."""
    named = body.get("photos")
    return [name for name in named if isinstance(name, str)] if isinstance(named, list) else []


def _photo(store: PhotoStore, name: str, what: str) -> Problem:
    zh = {"missing": "缺失", "damaged": "已损坏或被替换"}[what]
    return Problem(
        f"E-PHOTO-{what.upper()}",
        f"a photo named by an observation is {what}",
        ErrorPlace(file=f"{store.folder.name}/{name[:2]}/{name}"),
        "put the photos folder back from a backup",
        f"巡查记录引用的照片{zh}",
        "请从备份恢复 photos 文件夹",
    )
