"""inspect-core record FORM key=value…."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from inspect_core.app.record import Recorded


@command_(
    "record",
    zh="登记一条记录：写入即落盘。键：observer place subject start end minutes note photo=文件，以及各问题（编号或原文）；\n"
    "答案可写代码或中英文。未写开始时间即为现在。在终端上逐项询问缺少的内容，逐项核对，写入前先确认。",
    en="Records one observation; when it answers, the record is on the disk. Keys: observer place subject start end\n"
    "minutes note photo=FILE, and the questions by id or words; answers by code or words in either language.\n"
    "Without a start it is now. On a terminal it asks for what is missing, checks each answer, and shows all before writing.",
    more=(
        "inspect-core record patrol observer=P012 place=南门岗 minutes=10 etiquette=合格 working-state=合格",
        "inspect-core record patrol observer=P012 place=gate-south minutes=10 etiquette=pass working-state=pass",
    ),
)
@click.argument("form", metavar="FORM")
@click.argument("said", nargs=-1, metavar="KEY=VALUE...")
@option("--supersedes", metavar="ID", zh="更正哪条记录：原记录保留，不再计分", en="the record this one corrects")
@option("--by", metavar="P", zh="谁更正（工号或姓名）", en="who replaces it (id or name)")
@option("--approved-by", "approver", metavar="P", zh="批准人（工号或姓名）", en="who approves (id or name)")
@option("--no-input", is_flag=True, zh="不询问", en="never ask")
@json_option
@click.pass_obj
def command(
    session: Session,
    /,
    form: str,
    said: tuple[str, ...],
    supersedes: str | None,
    by: str | None,
    approver: str | None,
    no_input: bool,
) -> None:
    """Records one observation."""
    from inspect_core.app.forms import form_named
    from inspect_core.app.record import record

    if supersedes is None and (by is not None or approver is not None):
        raise click.UsageError(
            session.both(
                "--by 与 --approved-by 写明由谁更正，须与 --supersedes 同用",
                "--by and --approved-by say who replaces a record: name it with --supersedes",
            )
        )
    found = form_named(session.app.standards.forms, form)
    pairs = [_pair(session, word) for word in said]
    named = [(key, text) for key, text in pairs if key in ("photo", "照片")]
    rest = [(key, text) for key, text in pairs if key not in ("photo", "照片")]
    if not no_input and not session.json and sys.stdin.isatty():
        from inspect_core.cli.asking import asked

        rest, more = asked(session, found.on(session.today), rest, photo=bool(named))
        named += more
    photos = {text: _photo(session, text) for _, text in named}
    _show(session, record(session.app, found, rest, photos, supersedes, by=by, approved_by=approver))


def _photo(session: Session, name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        said = session.both(f"无法读取照片 {name}", f"the photo {name} cannot be read: {error.strerror}")
        raise click.BadParameter(said, param_hint="photo") from error


def _pair(session: Session, word: str) -> tuple[str, str]:
    key, sign, text = word.partition("=")
    if not sign or not key.strip():
        said = session.both(f"{word!r} 不是 键=值", f"{word!r} is no key=value")
        raise click.UsageError(said, click.get_current_context())
    return key.strip(), text


def _show(session: Session, done: Recorded) -> None:
    say = session.voice
    if session.json:
        say.data(
            {
                "id": done.id,
                "form": done.form,
                "seq": done.seq,
                "already_there": done.already_there,
                "flags": list(done.flags),
                "late_hours": done.late_hours,
            }
        )
        return
    if done.already_there:
        say.written(done.id, "同样的记录已存在，未重复登记", "the same record was there already; nothing was added")
    else:
        say.written(done.id, f"已登记（第 {done.seq} 条）", f"recorded (number {done.seq})")
    if done.late_hours:
        late = done.late_hours
        say.talk(
            f"  注意：补录（迟 {late} 小时），只标注，不扣分", f"  note: entered {late} h late; marked, not deducted"
        )
    for flag in done.flags:
        from inspect_core.cli.import_report import FLAGS

        say.talk(*(f"  注意：{FLAGS[flag][0]}", f"  note: {FLAGS[flag][1]}") if flag in FLAGS else (flag, flag))
