"""inspect-core verify."""

from __future__ import annotations

from pathlib import Path

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.compared import compared_view, compared_with, compared_words
from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural, told


@command_(
    "verify",
    zh="从第一个字节核对到最后一个：日志的哈希链、隐私部分、照片、视图。只读。有损坏时状态 4，并指出第几条、如何恢复。",
    en="Checks from the first byte to the last: the journal's chain, private parts, photos, views. Writes nothing. "
    "Status 4 when something is damaged, with the number of the event and the way out.",
    more=(
        "inspect-core verify\ninspect-core verify --against 60:9f2c...",
        "inspect-core verify\ninspect-core verify --against 60:9f2c...",
    ),
)
@option(
    "--against",
    multiple=True,
    metavar="SEQ:HASH|FILE",
    zh="另存于别处的锚点（报告页脚）、备份文件：可发现整体改写；或 hr 的导出与证明：逐个数字核对",
    en="an anchor kept elsewhere (the foot of a report) or a backup: finds a journal that was rewritten whole; an "
    "export or a certificate of `hr`: compared figure by figure",
)
@json_option
@click.pass_obj
def command(session: Session, /, against: tuple[str, ...]) -> int:
    """Verifies the store."""
    from inspect_core.app.settings import read_settings
    from inspect_core.errors import IntegrityError
    from inspect_core.storage.check import verify

    folder = session.folder
    handed = [Path(text) for text in against if _handed_over(text)]
    anchors = [_anchor(text) for text in against if not _handed_over(text)]
    report = verify(folder, project=read_settings(folder).project.id, against=anchors)
    compared = compared_with(session, handed) if report.ok else []
    wrong = [problem for _, found in compared for problem in found.problems]
    if session.json:
        session.voice.data(
            {
                "ok": report.ok and not wrong,
                "events": report.events,
                "anchor": report.head.anchor if report.head else None,
                "private": report.private,
                "erased": report.erased,
                "photos": report.photos,
                "orphans": list(report.orphans),
                "views": report.views,
                "accesses": report.accesses,
                "compared": [compared_view(file, found) for file, found in compared],
                "problems": [told(problem) for problem in (*report.problems, *wrong)],
                "notices": [told(problem) for problem in report.notices],
            }
        )
        return 0 if report.ok and not wrong else 4
    for notice in report.notices:
        session.voice.notice(notice)
    if not report.ok:
        session.voice.refusal(IntegrityError.of(report.problems))
        return 4
    say = session.both
    session.voice.line(
        say(
            f"完好：{report.events} 条事件，{report.private} 份隐私部分（已抹除 {report.erased}），"
            f"{report.photos} 张照片，{report.views} 个视图",
            f"intact: {plural(report.events, 'event', 'events')}, "
            f"{plural(report.private, 'private part', 'private parts')} ({report.erased} erased), "
            f"{plural(report.photos, 'photo', 'photos')}, {plural(report.views, 'view', 'views')}",
        )
    )
    if report.orphans:
        count = len(report.orphans)
        session.voice.talk(f"{count} 张照片无记录引用", f"{plural(count, 'photo is', 'photos are')} named by no record")
    if report.head is not None:
        session.voice.line(say(f"锚点 {report.head.anchor}", f"anchor {report.head.anchor}"))
    if wrong:
        session.voice.refusal(IntegrityError.of(wrong))
        return 4
    for file, found in compared:
        session.voice.line(compared_words(session, file, found))
    return 0


def _handed_over(given: str) -> bool:
    """Whether a file that HR was given is to be compared: an export or a certificate."""
    return Path(given).suffix.lower() in (".xlsx", ".csv", ".json", ".parquet") and Path(given).is_file()


def _anchor(given: str) -> str:
    """The anchor that was given, or the one that a file given in its place was made at.

    Here it is decided by what is given: each kind of file that carries an anchor has its line.
    """
    from inspect_core.storage.backup import check_backup

    file = Path(given)
    if not file.is_file():
        return given
    return check_backup(file).heads["journal"]
