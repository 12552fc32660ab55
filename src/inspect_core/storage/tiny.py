"""One TinyDB file of a view: made by the projection alone, replaced atomically, thrown away when in doubt.

A file has two lines: the envelope (format, version, the journal's head it is a view of, and the SHA-256 of it
all) and the tables as TinyDB keeps them.  TinyDB is the query face; it never writes.  Its two caches, the next
document id and the query cache, are out of play: documents are keyed by their event's number, and nothing is cached.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from inspect_core.api import SystemFault
from inspect_core.storage.disk import Disk

FORMAT: Final = "inspect-core/view"
VERSION: Final = 1
NOTHING: Final = (0, "0" * 64)

Tables = dict[str, dict[str, dict[str, Any]]]


class ViewStorage(Storage):
    """TinyDB's storage over tables in memory; only the projection changes them."""

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self._tables = tables

    def read(self) -> Tables:
        """The tables, not copied."""
        return self._tables

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Refused: a view shows what the journal says and nothing else."""
        raise SystemFault("E-VIEW-READONLY", "a view is never written to; append an event to the journal instead")


class ViewFile:
    """A view file in memory: its tables, and the number and hash of the last event that went into them.

    `setting` is the time zone whose days the view tells of.
    """

    def __init__(self, path: Path, setting: str, disk: Disk) -> None:
        self.path = path
        self.setting = setting
        self.zone = ZoneInfo(setting)
        self.at: tuple[int, str] = NOTHING
        self.touched: dict[str, int] = {}
        self.tables: Tables = {}
        self._disk = disk
        self._db = TinyDB(self.tables, storage=ViewStorage)

    def table(self, name: str) -> Table:
        """A table to search in; its documents are not to be changed."""
        return self._db.table(name, cache_size=0)

    def put(self, table: str, seq: int, document: dict[str, Any]) -> None:
        """A document under the number of its event."""
        self.tables.setdefault(table, {})[str(seq)] = document

    def clear(self) -> None:
        """Back to a view of nothing."""
        self.tables.clear()
        self.touched.clear()
        self.at = NOTHING

    def size(self) -> int:
        """How many documents there are."""
        return sum(map(len, self.tables.values()))

    def load(self) -> bool:
        """Whether the file was there and whole; what it held is in memory then."""
        try:
            envelope, data = self.path.read_bytes().split(b"\n")[:2]
            fields = orjson.loads(envelope)
            if (fields["format"], fields["version"], fields["setting"]) != (FORMAT, VERSION, self.setting):
                return False
            if fields.pop("sha256") != _digest(fields, data):
                return False
            tables = orjson.loads(data)
            self.at = (fields["seq"], fields["hash"])
            self.touched = fields["touched"]
        except (OSError, ValueError, KeyError, TypeError):
            return False
        self.tables.clear()
        self.tables.update(tables)
        return True

    def save(self) -> None:
        """The view on the disk, the old file replaced at once; OSError when the disk refuses."""
        data = orjson.dumps(self.tables)
        envelope = {
            "format": FORMAT,
            "version": VERSION,
            "setting": self.setting,
            "seq": self.at[0],
            "hash": self.at[1],
            "touched": self.touched,
        }
        whole = {**envelope, "sha256": _digest(envelope, data)}
        self._disk.put(self.path, orjson.dumps(whole) + b"\n" + data + b"\n")


def _digest(envelope: Mapping[str, Any], data: bytes) -> str:
    """The SHA-256 of a whole view, envelope and tables."""
    return sha256(orjson.dumps(envelope, option=orjson.OPT_SORT_KEYS) + b"\n" + data).hexdigest()
