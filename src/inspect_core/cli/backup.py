"""inspect-core backup FILE."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.progress import Step, T, progress
from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural

if TYPE_CHECKING:
    from inspect_core.storage.backup_file import Manifest

_STEPS = {"copy": ("复制", "copying"), "check": ("核对", "checking"), "sync": ("落盘", "writing to the disk")}


@command_(
    "backup",
    zh="把使用中的项目备份成一个文件：日志到当前链头、隐私部分、密钥、照片、设置、标准、模板；不含可重建的视图和报告。\n"
    "不占用写锁；写完从头读一遍，核对无误才改为正式文件名。--check 只核对已有备份，不恢复。\n"
    "照片缺失或损坏时仍写出备份，指出是哪些，状态 4。",
    en="Backs up a project in use to one file: journal up to its head, private parts, keys, photos, settings, standards,\n"
    "templates; not the views and reports, which are made anew. Nobody is kept waiting; the file is read back from the first\n"
    "byte to the last before it gets its name. --check looks at a backup without restoring it. With photos missing or damaged\n"
    "the backup is made all the same, they are named, and the status is 4.",
    more=(
        "inspect-core backup /mnt/backup/lakeside-2026-11-02.zip\ninspect-core backup --check /mnt/backup/lakeside-2026-11-02.zip",
        "inspect-core backup /mnt/backup/lakeside-2026-11-02.zip\ninspect-core backup --check /mnt/backup/lakeside-2026-11-02.zip",
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@option("--check", is_flag=True, zh="核对一个备份文件，不恢复", en="check a backup without restoring it")
@json_option
@click.pass_obj
def command(session: Session, /, file: Path, check: bool) -> int:
    """Makes or checks a backup."""
    from inspect_core.storage.backup import check_backup

    with watched(session) as step:
        manifest = check_backup(file, step) if check else _made(session, file, step)
    if session.json:
        session.voice.data(view(manifest, file))
    else:
        deed = session.both("完好", "intact") if check else session.both("已备份并核对", "backed up and checked")
        tell(session, manifest, f"{deed}: {file}" if session.language == "en" else f"{deed}：{file}")
    return 4 if manifest.missing and not check else 0


def _made(session: Session, file: Path, step: Step) -> Manifest:
    from inspect_core import __version__
    from inspect_core.app.settings import read_settings
    from inspect_core.bootstrap import SystemClock
    from inspect_core.storage.backup import back_up

    project = read_settings(session.folder).project
    now = SystemClock(project.zone).now()
    return back_up(
        session.folder, file, project=project.id, made_at=now, made_by=f"inspect-core {__version__}", watch=step
    )


@contextmanager
def watched(session: Session) -> Iterator[Step]:
    """The progress bar, with its steps in the reader's words."""
    with progress(session) as step:
        yield Worded(session, step)


class Worded(Step):
    """A step whose words are chosen from those of the store."""

    def __init__(self, session: Session, step: Step) -> None:
        self._session = session
        self._step = step

    def __call__(self, words: str, total: int | None) -> None:
        """Begins a step, told in the reader's language."""
        self._step(self._session.both(*_STEPS.get(words, (words, words))), total)

    def done(self, value: T) -> T:
        """One part is done."""
        return self._step.done(value)


def view(manifest: Manifest, file: Path) -> dict[str, Any]:
    """What a backup holds, as JSON."""
    return {
        "file": str(file),
        "project": manifest.project,
        "made_at": manifest.made_at,
        "made_by": manifest.made_by,
        "store": manifest.store,
        "anchor": manifest.heads["journal"],
        "heads": manifest.heads,
        "files": len(manifest.members),
        "bytes": sum(member.size for member in manifest.members),
        "photos": sum(1 for member in manifest.members if member.name.startswith("photos/")),
        "missing": list(manifest.missing),
        "left_out": list(manifest.left_out),
    }


def tell(session: Session, manifest: Manifest, deed: str) -> None:
    """What was backed up, checked or restored, in a few lines."""
    found = view(manifest, Path())
    events = int(found["anchor"].partition(":")[0])
    say = session.both
    session.voice.line(deed)
    session.voice.line(
        say(
            f"{events} 条事件，{found['photos']} 张照片，{found['files']} 个文件，{found['bytes']} 字节",
            f"{plural(events, 'event', 'events')}, {plural(found['photos'], 'photo', 'photos')}, "
            f"{plural(found['files'], 'file', 'files')}, {plural(found['bytes'], 'byte', 'bytes')}",
        )
    )
    session.voice.line(
        say(
            f"项目 {manifest.project}，备份于 {manifest.made_at}（{manifest.made_by}）",
            f"project {manifest.project}, backed up {manifest.made_at} by {manifest.made_by}",
        )
    )
    session.voice.line(say(f"锚点 {found['anchor']}", f"anchor {found['anchor']}"))
    for name in manifest.missing:
        session.voice.talk(f"照片缺失或已损坏：{name}", f"photo missing or damaged: {name}")
    if manifest.left_out:
        names = ", ".join(manifest.left_out[:5]) + (" …" if len(manifest.left_out) > 5 else "")
        session.voice.talk(f"未备份（隐藏文件或链接）：{names}", f"left out (hidden, or a link): {names}")
