"""A cache of columns: frames made from the journal once, read back in milliseconds.

A cache is a folder of Arrow files with a list of their digests, made aside and moved into place whole.  Its key
tells the journal's head and the version of the code; whatever is stale or damaged is ignored and made anew.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import orjson

from inspect_core.storage.disk import Disk, aside_name, sweep

if TYPE_CHECKING:
    import polars as pl

FORMAT: Final = "inspect-core/columns/1"
KEPT: Final = 4  # caches of other periods that are kept beside the one just written
_LIST: Final = "list.json"


class ColumnCache:
    """The caches in a folder that may be deleted at any time."""

    def __init__(self, folder: Path, *, disk: Disk | None = None) -> None:
        self.folder = folder
        self._disk = disk or Disk()

    def load(self, key: str) -> dict[str, pl.DataFrame] | None:
        """The frames saved under `key`, in their order; None when there are none or one of them is damaged."""
        folder = self._path(key)
        try:
            fields = orjson.loads((folder / _LIST).read_bytes())
            if (fields["format"], fields["key"]) != (FORMAT, key):
                return None
            found = {name: (folder / file).read_bytes() for name, file, _ in fields["frames"]}
            if any(sha256(found[name]).hexdigest() != digest for name, _, digest in fields["frames"]):
                return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        from polars import read_ipc  # noqa: PLC0415 - 150 ms that a command without columns need not pay

        return {name: read_ipc(io.BytesIO(data)) for name, data in found.items()}

    def save(self, key: str, frames: Mapping[str, pl.DataFrame]) -> bool:
        """The frames kept under `key`; whether that worked (a full disk costs the cache, not the result)."""
        aside = aside_name(self._path(key))
        try:
            aside.mkdir(parents=True)
            listed = []
            for number, (name, frame) in enumerate(frames.items()):
                buffer = io.BytesIO()
                frame.write_ipc(buffer)
                data = buffer.getvalue()
                (aside / f"{number}.arrow").write_bytes(data)
                listed.append((name, f"{number}.arrow", sha256(data).hexdigest()))
            (aside / _LIST).write_bytes(orjson.dumps({"format": FORMAT, "key": key, "frames": listed}))
            shutil.rmtree(self._path(key), ignore_errors=True)
            self._disk.replace(aside, self._path(key))
            self._tidy()
        except OSError:
            shutil.rmtree(aside, ignore_errors=True)
            return False
        return True

    def _path(self, key: str) -> Path:
        return self.folder / sha256(key.encode()).hexdigest()[:32]

    def _tidy(self) -> None:
        """All but the newest caches removed, and what killed processes left."""
        sweep(self.folder)
        caches = [path for path in self.folder.iterdir() if not path.name.startswith(".")]
        newest = sorted(caches, key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in newest[KEPT + 1 :]:
            shutil.rmtree(path, ignore_errors=True)
