"""inspect-core period show | preview | open-appeals | close | reopen."""

from __future__ import annotations

from typing import Any

import click

from inspect_core.cli.both import Family, json_option, option
from inspect_core.cli.both import command as command_
from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural

View = dict[str, Any]
_STAGES = {
    "open": ("未公示", "open"),
    "previewed": ("已公示", "previewed"),
    "appeals": ("申诉期", "open to appeals"),
    "closed": ("已封账", "closed"),
}
MOST_AFTER = 40
_BY = option("--by", metavar="P", required=True, zh="操作人（工号或姓名）", en="who does it (id or name)")
_DRY = option("--dry-run", is_flag=True, zh="只检查，不写入", en="check only, write nothing")


@command_(
    "show",
    zh="查看各考核期到了哪一步；写明考核期则逐步列出，已封账的重新评分并与封账结果比对。",
    en="Shows how far each period has come; one period step by step, a closed one scored again and compared.",
    more=(
        "inspect-core period show\ninspect-core period show 2026-10",
        "inspect-core period show\ninspect-core period show 2026-10",
    ),
)
@click.argument("period", metavar="[PERIOD]", required=False)
@json_option
@click.pass_obj
def show(session: Session, /, period: str | None) -> None:
    """Shows the periods."""
    from inspect_core.app.periods import check_closed, one_period, period_views

    app = session.app
    if period is None:
        views = period_views(app)
        session.voice.data({"periods": views}) if session.json else _table(session, views)
        return
    found = app.period(period)
    view = one_period(app, found)
    session.voice.data(view) if session.json else _steps(session, view)
    check_closed(app, found)


def _table(session: Session, views: list[View]) -> None:
    from inspect_core.cli.tables import Column, table

    if not views:
        session.voice.talk("还没有公示过的考核期", "no period was previewed yet")
        return
    columns = [
        Column("考核期", "period"),
        Column("阶段", "stage"),
        Column("申诉截止", "appeals until"),
        Column("未答复的申诉", "appeals open", right=True),
        Column("封账后到达", "came after", right=True),
    ]
    rows = [
        (
            view["period"],
            session.both(*_STAGES[view["stage"]]),
            (view["appeals"] or {}).get("until", ""),
            str(len(view["open"])),
            str(len(view["came_after"])) if view["close"] else "",
        )
        for view in views
    ]
    table(session, columns, rows)


def _steps(session: Session, view: View) -> None:
    line = session.voice.line
    line(f"{view['period']}  {session.both(*_STAGES[view['stage']])}")
    for key, zh, en in (("preview", "公示", "previewed"), ("appeals", "开放申诉", "open to appeals")):
        step = view[key]
        if step:
            until = f"  {step['from']} – {step['until']}" if key == "appeals" else f"  sha256 {step['result'][:12]}"
            line(f"  {session.both(zh, en)}  {_when(step)}  {step['by']['name']}{until}")
    line(
        session.both(
            f"  申诉 {view['filed']} 件，未答复 {len(view['open'])} 件",
            f"  appeals {view['filed']}, open {len(view['open'])}",
        )
    )
    close = view["close"]
    if close:
        people = f"{close['by']['name']} / {close['approved_by']['name']}"
        line(f"  {session.both('封账', 'closed')}  {_when(close)}  {people}")
        line(
            f"    {session.both('日志', 'journal')} {close['journal']['seq']}:{close['journal']['head'][:12]}…  "
            f"{session.both('记录', 'records')} {close['records']['count']}  sha256 {close['records']['sha256'][:12]}…"
        )
        line(
            f"    {session.both('结果', 'result')} sha256 {close['result'][:12]}…  {session.both('引擎', 'engine')} {close['engine']}"
        )
        same = ("重新评分：与封账结果逐字节一致", "scored again: the same to the byte")
        line(
            "    " + session.both(*same)
            if view["same"]
            else "    " + session.both("重新评分：与封账结果不一致", "scored again: not the same")
        )
    _owed(session, view)
    _after(session, view["came_after"])


def _after(session: Session, came: list[View]) -> None:
    """What came after the close, the first of it."""
    for one in came[:MOST_AFTER]:
        finding = session.both(f"  整改项 {one['finding']}", f"  finding {one['finding']}") if one["finding"] else ""
        session.voice.line(
            f"  {session.both('封账后', 'after')}  {_when(one)}  {one['kind']}  {one['id']}  {one['actor']}{finding}"
        )
    more = len(came) - MOST_AFTER
    if more > 0:
        session.voice.line("  " + session.both(f"另有 {more} 项；--json 列出全部", f"{more} more; --json lists all"))


def _owed(session: Session, view: View) -> None:
    """What the period took over, what found no total in it, who was scored afterwards, and what it is owed itself."""
    say, line = session.both, session.voice.line
    for one in view["carried"]:
        line(f"  {say('计入前期更正', 'taken over')}  {_of_whom(one)}  {one['period']}  {_moved(session, one)}")
    for one in view["owed"]:
        line(
            f"  {say('本期无总分，仍未结清', 'no total here, stays owed')}  {_of_whom(one)}  {one['period']}  {_moved(session, one)}"
        )
    for one in view["afterwards"]:
        told = say("封账后才有（或不再有）总分，由人事决定", "scored only afterwards, or no longer; HR decides")
        line(f"  {told}  {_of_whom(one)}  {one['period']}  {_moved(session, one)}")
    for one in view["corrected"]:
        line(
            f"  {say('封账后更正', 'corrected since')}  {_of_whom(one)}  {_moved(session, one)}  {_settled(session, one)}"
        )


def _of_whom(one: View) -> str:
    person = one["person"]
    return person["id"] if person["name"] == person["id"] else f"{person['id']} {person['name']}"


def _moved(session: Session, one: View) -> str:
    """The totals before and after, and the difference where there is one."""
    none = session.both("无总分", "no total")
    points = one.get("points")
    difference = "" if points is None else f"  {points if points.startswith('-') else f'+{points}'}"
    return f"{one['before'] or none} → {one['after'] or none}{difference}"


def _settled(session: Session, one: View) -> str:
    if one["owed"] is None:
        return session.both("由人事决定", "HR decides")
    where = " ".join(one["settled_in"])
    if one["owed"] == "0":
        return session.both(f"已结清（{where}）", f"settled ({where})")
    return session.both(f"未结清 {one['owed']}", f"still owed {one['owed']}")


def _when(step: View) -> str:
    return str(step["at"])[:16].replace("T", " ")


@command_(
    "preview",
    zh="公示：把草稿得分给被考核人看，并留存当时的结果。",
    en="Previews a period: the draft scores are shown to those assessed, and what they were is kept.",
    more=("inspect-core period preview 2026-10 --by P001", "inspect-core period preview 2026-10 --by P001"),
)
@click.argument("period", metavar="PERIOD")
@_BY
@_DRY
@json_option
@click.pass_obj
def preview(session: Session, /, period: str, by: str, dry_run: bool) -> None:
    """Previews a period."""
    from inspect_core.app.period import preview as preview_

    app = session.app
    done = preview_(app, app.period(period), by, dry_run=dry_run)
    _told(
        session,
        done,
        f"已公示 {done['people']} 人，结果 sha256 {done['result'][:12]}…",
        f"previewed for {plural(done['people'], 'person', 'people')}, result sha256 {done['result'][:12]}…",
    )


@command_(
    "open-appeals",
    zh="开放申诉：期限按考核方案（默认三天）。",
    en="Opens a period to appeals, for as long as the scheme says (three days by default).",
    more=("inspect-core period open-appeals 2026-10 --by P001", "inspect-core period open-appeals 2026-10 --by P001"),
)
@click.argument("period", metavar="PERIOD")
@_BY
@_DRY
@json_option
@click.pass_obj
def open_appeals(session: Session, /, period: str, by: str, dry_run: bool) -> None:
    """Opens the window."""
    from inspect_core.app.period import open_appeals as open_

    app = session.app
    done = open_(app, app.period(period), by, dry_run=dry_run)
    _told(
        session, done, f"申诉期 {done['from']} 至 {done['until']}", f"appeals from {done['from']} until {done['until']}"
    )


@command_(
    "close",
    zh="封账：一人封账、另一人批准；写入一份清单，固定记录、标准文本、日历、插件、引擎与结果。封账后得分不再变动。",
    en="Closes a period: one person closes, another approves; one manifest pins records, texts, calendar, plugins, "
    "engine and result. Its scores never change again.",
    more=(
        "inspect-core period close 2026-10 --by P001 --approved-by P002",
        "inspect-core period close 2026-10 --by P001 --approved-by P002",
    ),
)
@click.argument("period", metavar="PERIOD")
@_BY
@option(
    "--approved-by", "approver", metavar="P", required=True, zh="批准人（工号或姓名）", en="who approves (id or name)"
)
@option(
    "--override",
    metavar="REASON",
    default="",
    zh="仍有申诉未答复时，写明封账的原因",
    en="why it is closed over open appeals",
)
@_DRY
@json_option
@click.pass_obj
def close(session: Session, /, period: str, by: str, approver: str, override: str, dry_run: bool) -> None:
    """Closes a period."""
    from inspect_core.app.period import Step
    from inspect_core.app.period import close as close_

    app = session.app
    done = close_(app, app.period(period), Step(by, approver, override), dry_run=dry_run)
    said = f"{done['records']['count']}", f"sha256 {done['result'][:12]}…"
    _told(session, done, f"已封账：记录 {said[0]} 条，结果 {said[1]}", f"closed: {said[0]} records, result {said[1]}")


@command_(
    "reopen",
    zh="反封账一律拒绝：已据此发放。更正计入下一考核期。",
    en="Always refused: people were paid by it. A correction is carried into the next period.",
)
@click.argument("period", metavar="PERIOD")
@click.pass_obj
def reopen(session: Session, /, period: str) -> None:
    """Refuses, and says what to do instead."""
    from inspect_core.app.close_refusals import reopen as refusal

    raise refusal(session.app.period(period).id)


def _told(session: Session, done: View, zh: str, en: str) -> None:
    if session.json:
        session.voice.data(done)
        return
    if done["seq"] is None:
        session.voice.talk(f"可以；未写入。{zh}", f"it can be done; nothing was written. {en}")
        return
    session.voice.written(done["id"], zh, en)


command = Family(
    "period",
    zh="考核期：公示、开放申诉、封账。",
    en="A period: preview it, open it to appeals, close it.",
)
for one in (show, preview, open_appeals, close, reopen):
    command.add_command(one)
