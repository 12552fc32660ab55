"""The keys of people: what is told of a person can be read only with the key of that person, and a key can be forgotten.

DIR/keys/people.jsonl holds a line a person.  A key is on the disk before the first line it seals is written.
Forgetting one writes the file anew without it: copies of the private parts that lie elsewhere say nothing from then on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from secrets import token_bytes
from typing import Final, NamedTuple

import orjson

from inspect_core.api import ErrorPlace, IntegrityError
from inspect_core.storage.disk import Disk, open_plain, refused_by_disk, short_name

FILE: Final = "people.jsonl"
KEYS: Final = "keys"
_LENGTH: Final = 32
_ID: Final = 8


class Key(NamedTuple):
    """The key of a person: what lines name it by, and its secret bytes."""

    id: str
    secret: bytes


class Keys:
    """The keys of one project; whoever adds or forgets one holds the journal's lock."""

    def __init__(self, folder: Path, *, disk: Disk | None = None, draw: Callable[[int], bytes] = token_bytes) -> None:
        self.path = folder / FILE
        self._disk = disk or Disk()
        self._draw = draw
        self._seen: tuple[int, ...] = ()
        self._by_person: dict[str, Key] = {}
        self._by_id: dict[str, bytes] = {}

    def secret(self, id: str) -> bytes | None:
        """The secret bytes of the key a line names; None when it was forgotten."""
        self._catch_up()
        return self._by_id.get(id)

    def of(self, person: str) -> Key | None:
        """The key of a person, or None where nothing is sealed with one."""
        self._catch_up()
        return self._by_person.get(person)

    def given(self, people: Collection[str]) -> Mapping[str, Key]:
        """The keys of those people; who has none has one on the disk when this returns."""
        if not people:
            return {}
        self._catch_up()
        new = {person: self._drawn() for person in sorted(people) if person not in self._by_person}
        if new:
            self._write({**self._by_person, **new})
        return {person: self._by_person[person] for person in people}

    def forget(self, person: str) -> None:
        """The key gone from the file."""
        self._catch_up()
        if person in self._by_person:
            self._write({name: key for name, key in self._by_person.items() if name != person})

    def _drawn(self) -> Key:
        return Key(self._draw(_ID).hex(), self._draw(_LENGTH))

    def _write(self, keys: Mapping[str, Key]) -> None:
        lines = (
            orjson.dumps({"id": key.id, "key": key.secret.hex(), "whose": person}, option=orjson.OPT_SORT_KEYS)
            for person, key in keys.items()
        )
        try:
            if not self.path.parent.is_dir():
                self.path.parent.mkdir(mode=0o700)
                self._disk.sync_folder(self.path.parent.parent)
            self._disk.put(self.path, b"".join(line + b"\n" for line in lines))
        except OSError as error:
            raise refused_by_disk(self.path, error) from error
        self._catch_up()

    def _catch_up(self) -> None:
        """The file as it is now, read again only when it was replaced."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            self._seen, self._by_person, self._by_id = (), {}, {}
            return
        seen = (found.st_ino, found.st_size, found.st_mtime_ns)
        if seen != self._seen:
            self._take_in(self._bytes())
            self._seen = seen

    def _bytes(self) -> bytes:
        file = open_plain(self._disk, self.path, os.O_RDONLY)
        with os.fdopen(file, "rb") as stream:
            return stream.read()

    def _take_in(self, raw: bytes) -> None:
        keys: dict[str, Key] = {}
        for number, line in enumerate(raw.split(b"\n")[:-1], 1):
            try:
                fields = orjson.loads(line)
                keys[fields["whose"]] = Key(fields["id"], bytes.fromhex(fields["key"]))
            except (ValueError, KeyError, TypeError):
                raise _damaged(self.path, number) from None
        self._by_person = keys
        self._by_id = {key.id: key.secret for key in keys.values()}


def _damaged(path: Path, line: int) -> IntegrityError:
    return IntegrityError(
        "E-STORE-KEYS",
        "this line of the keys cannot be read, so what it seals cannot be either",
        place=ErrorPlace(file=short_name(path), line=line),
        hint="put the keys folder back from a backup; the events themselves are not concerned",
        message_zh="密钥文件的这一行无法识别，由它封存的内容无法读出",
        hint_zh="请从备份恢复 keys 文件夹；事件本身不受影响",
    )
