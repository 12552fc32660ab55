"""Starting a journal: made aside and moved into place whole, so that a half-made one never exists."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from inspect_core.api import PROJECT_CREATED, Draft, Event, Head, Json
from inspect_core.storage.chain import GENESIS
from inspect_core.storage.disk import Disk, aside_name, refused_by_disk, sweep
from inspect_core.storage.head import Mark, new_head
from inspect_core.storage.journal import EVENTS, HEAD, PRIVATE, new_salt
from inspect_core.storage.refusals import already_there
from inspect_core.storage.writer import composed


def create_journal(
    folder: Path, project: str, body: Mapping[str, Json], *, actor: str, at: datetime, disk: Disk | None = None
) -> Event:
    """A new journal in `folder` whose first event says which project it is; that event.

    The folder must not exist or be empty (UsageError E-STORE-EXISTS); its parent must exist.
    """
    disk = disk or Disk()
    batch = composed([Draft(PROJECT_CREATED, project, body, actor)], at, Head(0, GENESIS, 0), new_salt)
    mark = Mark(1, 1, batch.events[0].hash, len(batch.lines), 0)
    aside = aside_name(folder)
    sweep(folder.parent)
    try:
        aside.mkdir(mode=0o700)
        for name, data in ((EVENTS, batch.lines), (PRIVATE, b""), (HEAD, new_head(mark))):
            disk.put(aside / name, data)
        disk.replace(aside, folder)
        disk.sync_folder(folder.parent)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise already_there(folder) from None
        raise refused_by_disk(folder, error) from error
    return batch.events[0]
