"""inspect-core retention --by P --approved-by Q."""

from __future__ import annotations

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural


@command_(
    "retention",
    zh="抹除超过保存期限的照片、备注、离职人员的姓名（期限见 inspect-core.toml 的 [retention]，默认永久）。"
    "只动已封账的考核期；未了结的整改和申诉所需的不动。须两人办理。",
    en="Erases photos, notes and names of people who left that are past their time ([retention] in inspect-core.toml; for "
    "ever by default). Only of closed periods, and nothing that an open finding or appeal needs. It takes two people.",
    more=(
        "inspect-core retention --by P003 --approved-by P001 --dry-run",
        "inspect-core retention --by P003 --approved-by P001 --dry-run",
    ),
)
@option("--by", required=True, metavar="P", zh="提出人（工号或姓名）", en="who orders it (id or name)")
@option("--approved-by", "approver", required=True, metavar="P", zh="批准人（工号或姓名）", en="who approved it")
@option("--dry-run", is_flag=True, zh="只列出将要抹除的内容", en="only list what would go")
@json_option
@click.pass_obj
def command(session: Session, /, by: str, approver: str, dry_run: bool) -> None:
    """Erases what is past its time."""
    from inspect_core.app.retention import retention

    view = retention(session.app, by, approver, dry_run=dry_run)
    if session.json:
        session.voice.data({**view, "dry_run": dry_run})
        return
    say = session.both
    removed = ("将删除报告", "report to be removed") if dry_run else ("删除报告", "report removed")
    for path in view["reports"]:
        session.voice.line(say(f"{removed[0]} {path}", f"{removed[1]}: {path}"))
    classes = view["classes"]
    counts = say(
        f"{classes['photos']} 张照片，{classes['notes']} 份备注，{classes['left']} 名离职人员的姓名",
        f"{plural(classes['photos'], 'photo', 'photos')}, {plural(classes['notes'], 'note', 'notes')}, "
        f"{plural(classes['left'], 'name', 'names')} of people who left",
    )
    done_zh, done_en = ("将抹除", "would be erased") if dry_run else ("已抹除", "erased")
    session.voice.line(say(f"{done_zh}：{counts}", f"{done_en}: {counts}"))
