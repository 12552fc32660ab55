"""inspect-core repair."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session
from inspect_core.cli.speech import told

if TYPE_CHECKING:
    from inspect_core.errors import Problem
    from inspect_core.storage.repair import Repair
    from inspect_core.storage.rescue import Dropped, Rescue

MOST = 20  # lines left out that are told one by one on a screen


@command_(
    "repair",
    zh="说明项目哪里不对，并只做可证明安全的修复：去掉从未确认的残尾、补好链头文件、重建视图。"
    "日志本身损坏时不改动它，用 --to 把完好部分复制到新文件夹，并逐条列出未能复制的内容。仍有损坏时状态 4。",
    en="Says what is wrong with the project and sets right only what is provably safe: drops an end that was never "
    "acknowledged, mends the head file, makes views anew. A damaged journal is never touched: --to copies its good part "
    "into a new folder and lists what is left out, record by record. Status 4 while something is damaged.",
    more=(
        "inspect-core repair --dry-run\ninspect-core repair --to ../lakeside-rescued",
        "inspect-core repair --dry-run\ninspect-core repair --to ../lakeside-rescued",
    ),
)
@option("--dry-run", is_flag=True, zh="只说明要做什么，不写入任何内容", en="only say what would be done, write nothing")
@option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="DIR",
    zh="日志损坏时，把完好部分连同设置、标准、照片复制到这个新文件夹",
    en="when the journal is damaged: the new folder its good part goes to, with settings, rulesets and photos",
)
@json_option
@click.pass_obj
def command(session: Session, /, dry_run: bool, to: Path | None) -> int:
    """Repairs the store."""
    from inspect_core.app.settings import read_settings
    from inspect_core.storage import refusals
    from inspect_core.storage.repair import repair

    folder = session.folder
    project = read_settings(folder).project
    found = repair(folder, project=project.id, zone=project.time_zone, dry_run=dry_run)
    if to is not None and not found.damaged:
        raise refusals.nothing_to_copy(folder)
    rescued, wrong = _rescued(folder, project.id, to, dry_run) if to is not None else (None, ())
    if session.json:
        session.voice.data(_view(found, rescued, wrong, to, dry_run))
    else:
        _tell(session, found, dry_run=dry_run, copied=rescued is not None)
        if rescued is not None:
            _tell_copy(session, rescued, wrong, dry_run)
    done = rescued.complete and not wrong if rescued is not None else found.ok
    return 0 if done else 4


def _rescued(folder: Path, project: str, to: Path, dry_run: bool) -> tuple[Rescue, tuple[Problem, ...]]:
    """What the copy holds, and what is wrong with it: verified after it was made."""
    from inspect_core.storage.check import verify
    from inspect_core.storage.rescue import copy_to, rescue

    found = rescue(folder, project)
    if dry_run:
        return found, ()
    copy_to(to, folder, found)
    return found, verify(to, project=project).problems


def _view(found: Repair, rescued: Rescue | None, wrong: tuple[Problem, ...], to: Path | None, dry_run: bool) -> Any:
    copy: dict[str, Any] | None = None
    if rescued is not None:
        copy = {
            "to": str(to),
            "events": rescued.seq,
            "anchor": rescued.anchor,
            "private": rescued.private_kept,
            "dropped": [asdict(each) for each in rescued.dropped],
            "gone": rescued.gone,
            "without_private": list(rescued.private_missing),
            "problems": [told(problem) for problem in wrong],
        }
    return {
        "ok": found.ok,
        "dry_run": dry_run,
        "mended": [told(problem) for problem in found.mended],
        "left": [told(problem) for problem in found.left],
        "copy": copy,
    }


def _tell(session: Session, found: Repair, *, dry_run: bool, copied: bool) -> None:
    mended = session.both("可修复：", "can be mended: ") if dry_run else session.both("已修复：", "mended: ")
    for problem in found.mended:
        session.voice.line(f"{mended}{problem.text(session.language)}")
    for problem in found.left:
        session.voice.line(f"{session.both('未修复：', 'not mended: ')}{problem.text(session.language)}")
        if not found.damaged:
            session.voice.talk(f"  {problem.next_step('zh')}", f"  {problem.next_step('en')}")
    if found.damaged and not copied:
        session.voice.talk(
            "  日志未作任何改动；`repair --to 新文件夹` 可把完好部分复制出来，或从备份恢复",
            "  the journal was left as it is; `repair --to DIR` copies its good part, or put it back from a backup",
        )
    if found.ok and not found.mended:
        session.voice.line(session.both("完好，无需修复", "intact, nothing to repair"))


def _tell_copy(session: Session, rescued: Rescue, wrong: tuple[Problem, ...], dry_run: bool) -> None:
    deed = session.both("可复制", "can be copied") if dry_run else session.both("已复制", "copied")
    session.voice.line(
        session.both(
            f"{deed}：{rescued.seq} 条事件，{rescued.private_kept} 份隐私部分；锚点 {rescued.anchor}",
            f"{deed}: {rescued.seq} events, {rescued.private_kept} private parts; anchor {rescued.anchor}",
        )
    )
    for each in rescued.dropped[:MOST]:
        session.voice.line(_left_out(session, each))
    more = len(rescued.dropped) - MOST
    if more > 0:
        session.voice.line(
            session.both(f"另有 {more} 行未复制，--json 列出全部", f"{more} more left out: --json lists all")
        )
    if rescued.gone:
        session.voice.line(
            session.both(
                f"另有 {rescued.gone} 条已确认的事件不在文件中", f"{rescued.gone} acknowledged events are gone"
            )
        )
    if rescued.expected is None:
        session.voice.line(
            session.both("链头文件已失，无从得知确认到哪一条", "the head file is lost: nobody can tell how far it went")
        )
    if rescued.private_damaged and rescued.private_missing:
        numbers = ", ".join(map(str, rescued.private_missing))
        session.voice.line(
            session.both(f"无隐私部分的事件：{numbers}", f"events without their private part: {numbers}")
        )
    for problem in wrong:
        session.voice.line(problem.text(session.language))


def _left_out(session: Session, each: Dropped) -> str:
    said = " ".join(part for part in (each.kind, each.id, each.at) if part)
    what = said or session.both(f"{each.size} 字节，无法读出", f"{each.size} bytes that cannot be read")
    if not each.acknowledged:
        what += session.both("（从未确认）", " (never acknowledged)")
    return session.both(f"未复制第 {each.line} 行：{what}", f"left out line {each.line}: {what}")
