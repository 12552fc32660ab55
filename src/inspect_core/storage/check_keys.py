"""Is each key still that of the person whose statements it seals?  A key told of another would survive an erasure."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import orjson

from inspect_core.api import PERSON_STATED, ErrorPlace, IntegrityError, Problem
from inspect_core.storage.disk import short_name
from inspect_core.storage.journal import PRIVATE, FileJournal
from inspect_core.storage.keys import FILE, KEYS, Keys
from inspect_core.storage.private import seq_of

_SEALED: Final = re.compile(rb'\{"key":"([0-9a-f]+)"')


def check_keys(project_dir: Path, journal: FileJournal) -> list[Problem]:
    """A problem for each line of the keys that is not as it was written, and for each key that is told of another."""
    path = project_dir / KEYS / FILE
    if not path.is_file():
        return []
    keys = Keys(path.parent)
    try:
        keys.of("")  # reads the file
    except IntegrityError as error:
        return list(error.problems)
    lines = path.read_bytes().split(b"\n")
    crooked = [number for number, line in enumerate(lines[:-1], 1) if not _as_written(line)]
    crooked += [len(lines)] if lines[-1] else []
    sealed = _sealed(journal)
    strangers = {
        event.id
        for event in journal.of_kind(PERSON_STATED)
        if (id := sealed.get(event.seq)) is not None
        and keys.secret(id) is not None
        and getattr(keys.of(event.id), "id", None) != id
    }
    return [_crooked(path, number) for number in crooked] + [_stranger(path, person) for person in sorted(strangers)]


def _as_written(line: bytes) -> bool:
    fields = orjson.loads(line)
    written = {"id": fields["id"], "key": bytes.fromhex(fields["key"]).hex(), "whose": fields["whose"]}
    return orjson.dumps(written, option=orjson.OPT_SORT_KEYS) == line


def _sealed(journal: FileJournal) -> dict[int, str]:
    """By the number of the event the key its private part is sealed with."""
    data = (journal.folder / PRIVATE).read_bytes()[: journal.mark().private]
    found = ((seq_of(line), _SEALED.match(line)) for line in data.split(b"\n")[:-1])
    return {seq: key[1].decode() for seq, key in found if key is not None}


def _crooked(path: Path, line: int) -> Problem:
    return Problem(
        "E-STORE-KEYS",
        "this line of the keys is not as it was written",
        ErrorPlace(file=short_name(path), line=line),
        "put the keys folder back from a backup; the events themselves are not concerned",
        "密钥文件的这一行与写入时不同",
        "请从备份恢复 keys 文件夹；事件本身不受影响",
    )


def _stranger(path: Path, person: str) -> Problem:
    return Problem(
        "E-STORE-KEYS",
        f"the key of {person!r} is not the one that seals what was told of them",
        ErrorPlace(file=short_name(path)),
        "put the keys folder back from a backup: erasing this person would leave the right key behind",
        f"{person!r} 的密钥不是封存其个人信息的那一把",
        "请从备份恢复 keys 文件夹：否则抹除此人时会留下真正的密钥",
    )
