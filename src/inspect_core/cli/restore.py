"""inspect-core restore FILE DIR."""

from __future__ import annotations

from pathlib import Path

import click

from inspect_core.cli.backup import tell, view, watched
from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option
from inspect_core.cli.session import Session


@command_(
    "restore",
    zh="把备份恢复到尚不存在或空的文件夹：逐个核对哈希，校验日志，链头须与清单一致，然后一次到位。有任何问题，目标不动。",
    en="Restores a backup into an absent or empty folder: every hash is compared, the journal verified, its head must be that of "
    "the manifest; then it is moved into place at once. Whatever goes wrong, the target is as it was.",
    more=(
        "inspect-core restore /mnt/backup/lakeside-2026-11-02.zip lakeside",
        "inspect-core restore /mnt/backup/lakeside-2026-11-02.zip lakeside",
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@json_option
@click.pass_obj
def command(session: Session, /, file: Path, folder: Path) -> None:
    """Restores a backup."""
    from inspect_core.storage.restore import restore

    with watched(session) as step:
        manifest = restore(file, folder, watch=step)
    if session.json:
        session.voice.data({**view(manifest, file), "to": str(folder)})
        return
    tell(session, manifest, session.both(f"已恢复到 {folder}", f"restored to {folder}"))
    session.voice.talk(
        f"备份之后的记录不在其中。请执行 inspect-core --project {folder} verify --against 最近的锚点，"
        "并再次抹除此后被抹除的人（见运维手册）",
        f"What was recorded after the backup is not in it. Run inspect-core --project {folder} verify --against with your "
        "latest anchor, and erase again whoever was erased since (see operations)",
    )
