"""inspect-core appeal file | list | show | decide | escalate | withdraw."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from inspect_core.cli.both import Family, json_option, option
from inspect_core.cli.both import command as command_
from inspect_core.cli.session import Session

View = dict[str, Any]
STATES = {
    "open": ("待答复", "open"),
    "revised": ("改判", "revised"),
    "upheld": ("维持", "upheld"),
    "rejected": ("不予受理", "rejected"),
    "withdrawn": ("已撤回", "withdrawn"),
}
ACTS = {
    "revise": ("改判", "revised"),
    "uphold": ("维持", "upheld"),
    "reject": ("不予受理", "rejected"),
    "escalate": ("再申诉", "taken to the next level"),
    "withdraw": ("撤回", "withdrawn"),
}
_DRY = option("--dry-run", is_flag=True, zh="只检查，不写入", en="check only, write nothing")
_BY = option("--by", metavar="P", required=True, zh="操作人（工号或姓名）", en="who does it (id or name)")
_REASON = option("--reason", metavar="TEXT", required=True, zh="理由", en="why")


@command_(
    "file",
    zh="申诉：对一项、一条或总分提出异议。不写 --rule 与 --record 即对总分。",
    en="Appeals a slot, a rule or a record; without --rule and --record the total.",
    more=(
        "inspect-core appeal file --period 2026-10 --person P011 --rule smile --text 当时在搬运急救设备",
        "inspect-core appeal file --period 2026-10 --person P011 --rule smile --text 'carrying a defibrillator'",
    ),
)
@option("--period", metavar="YYYY-MM", required=True, zh="考核期", en="the period")
@option("--person", metavar="P", required=True, zh="谁的得分（工号或姓名）", en="whose score (id or name)")
@option(
    "--by",
    metavar="P",
    default="",
    zh="代为提出的人（默认本人）",
    en="who files it in the person's name (default: the person)",
)
@option("--rule", metavar="RULE", zh="条款", en="the rule")
@option(
    "--at",
    metavar="TIME",
    zh="该条款下哪一项：哪一天，或开始时刻",
    en="which slot of the rule: its day, or when it begins",
)
@option("--place", metavar="P", zh="哪个部位", en="at which place")
@option("--record", "observation", metavar="ID", zh="哪一条记录", en="which record")
@option("--text", metavar="TEXT", required=True, zh="理由", en="why")
@option("--photo", "photos", metavar="FILE", multiple=True, zh="照片（可多张）", en="a photo (several times)")
@_DRY
@json_option
@click.pass_obj
def file(
    session: Session,
    /,
    period: str,
    person: str,
    by: str,
    photos: tuple[str, ...],
    at: str | None,
    dry_run: bool,
    **about: Any,
) -> None:
    """Files an appeal."""
    from inspect_core.app.appeal import Plea, file_appeal
    from inspect_core.cli.due import day_or_moment_of

    app = session.app
    images = {name: _photo(session, name) for name in photos}
    plea = Plea(person, by or person, at=day_or_moment_of(session, at) if at else None, photos=images, **about)
    done = file_appeal(app, app.period(period), plea, dry_run=dry_run)
    number = done["number"]
    _told(session, done, f"第 {number} 号申诉：已提出", f"appeal {number}: filed")


def _photo(session: Session, name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        said = session.both(f"无法读取照片 {name}", f"the photo {name} cannot be read: {error.strerror}")
        raise click.BadParameter(said, param_hint="--photo") from error


@command_(
    "list",
    zh="列出申诉：状态、答复期限、前后得分。",
    en="Lists the appeals: where they stand, until when they must be answered, both numbers.",
)
@option("--period", metavar="YYYY-MM", zh="只看一个考核期", en="of one period only")
@option("--person", metavar="P", zh="只看一个人", en="of one person only")
@json_option
@click.pass_obj
def list_(session: Session, /, period: str | None, person: str | None) -> None:
    """Lists the appeals."""
    from inspect_core.app.appeals import appeal_views
    from inspect_core.app.score import labels, someone

    app = session.app
    views = appeal_views(app, labels(app), period=period, person=someone(app, person) if person else None)
    if session.json:
        session.voice.data({"appeals": views})
        return
    if not views:
        none = (
            ("没有符合条件的申诉", "there are no such appeals")
            if period or person
            else ("没有申诉", "there are no appeals")
        )
        session.voice.talk(*none)
        return
    _table(session, views)


def _table(session: Session, views: list[View]) -> None:
    from inspect_core.cli.tables import Column, table

    columns = [
        Column("号", "no.", right=True),
        Column("考核期", "period"),
        Column("被考核人", "whose score"),
        Column("事项", "about"),
        Column("状态", "state"),
        Column("答复期限", "answer by"),
        Column("原得分", "before", right=True),
        Column("现得分", "after", right=True),
    ]
    rows = [
        (
            str(view["number"]),
            view["period"],
            view["person"]["name"],
            about_text(session, view),
            session.both(*STATES[view["state"]]) + (session.both("（逾期）", " (overdue)") if view["overdue"] else ""),
            (view["answer_by"] or "") if view["state"] == "open" else "",
            view["before"] or "",
            view["after"] or "",
        )
        for view in views
    ]
    table(session, columns, rows)


def about_text(session: Session, view: View) -> str:
    """What an appeal is about, in a few words."""
    about = view["about"]
    parts = [
        about["rule"] or "",
        (about["at"] or "")[:16].replace("T", " "),
        about["place"] or "",
        about["observation"] or "",
    ]
    return " ".join(part for part in parts if part) or session.both("总分", "the total")


@command_(
    "show",
    zh="查看一件申诉的全部步骤。",
    en="Shows an appeal with every step.",
)
@click.argument("number", metavar="N")
@json_option
@click.pass_obj
def show(session: Session, /, number: str) -> None:
    """Shows an appeal."""
    from inspect_core.app.appeal import named
    from inspect_core.app.appeals import appeal_views
    from inspect_core.app.score import labels

    app = session.app
    id = named(app, number).id
    view = next(one for one in appeal_views(app, labels(app)) if one["id"] == id)
    if session.json:
        session.voice.data(view)
        return
    tell(session, view)


def tell(session: Session, view: View) -> None:
    """One appeal with every step."""
    line = session.voice.line
    line(f"{view['number']}  {view['period']}  {view['person']['name']}  {about_text(session, view)}")
    line(
        f"  {_when(view['filed_at'])}  {view['by']['name']}  {session.both('申诉：', 'appealed: ')}{view['text'] or '-'}"
    )
    for step in view["steps"]:
        numbers = f"  {step['before']} → {step['after']}" if step["after"] is not None else ""
        line(
            f"  {_when(step['at'])}  {step['by']['name']}  {session.both(*ACTS[step['act']])}{session.both('：', ': ')}{step['reason'] or '-'}{numbers}"
        )
    if view["state"] == "open" and view["answer_by"]:
        line(session.both(f"  答复期限 {view['answer_by']}", f"  to be answered by {view['answer_by']}"))


def _when(text: str) -> str:
    return text[:16].replace("T", " ")


@command_(
    "decide",
    zh="处理申诉：revise 改判（先更正，再用 --correction 写明）、uphold 维持原得分、reject 不予受理。不得由原检查人、本人处理。",
    en="Decides an appeal: revise (correct first, then name it with --correction), uphold (the score stays), reject (it is "
    "not heard). Never by the observer or the person.",
    more=(
        "inspect-core appeal decide 1 uphold --by P003 --reason 录像可见未微笑",
        "inspect-core appeal decide 1 revise --by P003 --reason 'the camera agrees' --correction 0f3a",
    ),
)
@click.argument("number", metavar="N")
@click.argument("decision", type=click.Choice(["revise", "uphold", "reject"]))
@_BY
@_REASON
@option(
    "--correction", metavar="ID", zh="改判所依据的更正、作废或免责的编号", en="the id of the correction, void or excuse"
)
@_DRY
@json_option
@click.pass_obj
def decide(
    session: Session, /, number: str, decision: str, by: str, reason: str, correction: str | None, dry_run: bool
) -> None:
    """Decides an appeal."""
    _act(session, number, decision, by, reason, correction, dry_run=dry_run)


@command_("escalate", zh="对答复不服，向上一级再申诉。", en="Takes a decided appeal to the next level.")
@click.argument("number", metavar="N")
@_BY
@_REASON
@_DRY
@json_option
@click.pass_obj
def escalate(session: Session, /, number: str, by: str, reason: str, dry_run: bool) -> None:
    """Takes it on."""
    _act(session, number, "escalate", by, reason, None, dry_run=dry_run)


@command_("withdraw", zh="撤回申诉。", en="Withdraws an appeal.")
@click.argument("number", metavar="N")
@_BY
@_REASON
@_DRY
@json_option
@click.pass_obj
def withdraw(session: Session, /, number: str, by: str, reason: str, dry_run: bool) -> None:
    """Withdraws it."""
    _act(session, number, "withdraw", by, reason, None, dry_run=dry_run)


def _act(
    session: Session, number: str, act: str, by: str, reason: str, correction: str | None, *, dry_run: bool
) -> None:
    from inspect_core.app.appeal import Answer, act_on
    from inspect_core.domain.appeal import Act

    done = act_on(session.app, number, Answer(Act(act), by, reason, correction), dry_run=dry_run)
    zh, en = ACTS[act]
    numbers = f" {done['before']} → {done['after']}" if done.get("after") is not None else ""
    _told(session, done, f"第 {done['number']} 号申诉：{zh}{numbers}", f"appeal {done['number']}: {en}{numbers}")


def _told(session: Session, done: View, zh: str, en: str) -> None:
    if session.json:
        session.voice.data(done)
    elif done["seq"] is None:
        session.voice.talk("可以；未写入", "it can be done; nothing was written")
    else:
        session.voice.written(done["id"], zh, en)


def appealed(session: Session, views: list[View]) -> None:
    """What was appealed of a score, under the explanation of it."""
    if views:
        session.voice.line(session.both("\n申诉", "\nappeals"))
    for view in views:
        tell(session, view)


command = Family("appeal", zh="申诉：提出、处理、再申诉、撤回", en="appeals: file, decide, take further, withdraw")
for one in (file, list_, show, decide, escalate, withdraw):
    command.add_command(one)
