"""inspect-core fairness --period 2026-10 [--person P] [--observers] [--agreement] [--signs] [--json]."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session

View = Mapping[str, Any]
VERDICTS = {
    "stricter": ("偏严", "stricter"),
    "milder": ("偏宽", "milder"),
    "alike": ("相当", "alike"),
    "too_few": ("次数太少", "too few"),
    "nobody_to_compare": ("无可比", "nobody to compare"),
}
STRENGTHS = {"strong": ("强", "strong"), "medium": ("中", "medium"), "weak": ("弱", "weak")}
STATES = {"open": ("待复核", "open"), "confirmed": ("属实", "confirmed"), "dismissed": ("排除", "dismissed")}


@command_(
    "fairness",
    zh="得分靠不靠得住：每人被评判的次数、分布和得分区间，观察者的宽严，两人评判的一致性，疑似造假的迹象。不改任何得分。",
    en="How far the scores can be trusted: how often and by whom people were judged, the interval of each score, how "
    "strict observers are, how well they agree, and signs of rounds that were not walked. It changes no score.",
    more=("inspect-core fairness --period 2026-10\ninspect-core fairness --period 2026-10 --signs",) * 2,
)
@option("--period", metavar="2026-10", zh="考核期（默认：本期）", en="the period (default: the current one)")
@option("--person", metavar="P", zh="只看一个人（工号或姓名）", en="one person (id or name)")
@option("--observers", is_flag=True, zh="观察者的宽严", en="how strict each observer is")
@option("--agreement", is_flag=True, zh="两人评判同一对象时的一致性", en="how well observers agree on the same things")
@option(
    "--signs", is_flag=True, zh="疑似造假的迹象，待人复核", en="signs of fabricated rounds, to be reviewed by people"
)
@json_option
@click.pass_obj
def command(
    session: Session, /, period: str | None, person: str | None, observers: bool, agreement: bool, signs: bool
) -> None:
    """Shows the fairness of a period."""
    from inspect_core.app.accesses import noted
    from inspect_core.app.fairness.of_period import Wanted, fairness_of
    from inspect_core.app.score import someone

    app = session.app
    found = app.period(period)
    who = someone(app, person) if person is not None else None
    view = fairness_of(app, found, Wanted(who, agreement=agreement, signs=signs))
    noted(app, "fairness", [who] if who is not None else None, found.id)
    if session.json:
        session.voice.data(view)
        return
    if person is not None or not (observers or agreement or signs):
        _people(session, view)
    if observers:
        _observers(session, view["observers"])
    if agreement:
        _agreement(session, view["agreement"])
    if signs:
        show_signs(session, view["signs"])


def _people(session: Session, view: View) -> None:
    from inspect_core.cli.score import STATUSES, too_many, two
    from inspect_core.cli.tables import Column, table

    columns = [
        Column("工号", "id"),
        Column("姓名", "name"),
        Column("总分", "total", right=True),
        Column("95% 区间", "95 % interval"),
        Column("评判", "records", right=True),
        Column("天", "days", right=True),
        Column("人", "observers", right=True),
        Column("最多一人", "most by one", right=True),
        Column("提示", "note"),
    ]
    rows = [
        (
            one["id"],
            one["name"],
            two(one["total"]) if one["total"] is not None else session.both(*STATUSES[one["status"]]),
            f"{one['interval']['low']} – {one['interval']['high']}" if one["interval"] else "",
            str(one["records"]),
            str(one["days"]),
            str(one["observers"]),
            f"{one['busiest_observer']['share']} %" if one["busiest_observer"] else "",
            session.both("；", "; ").join(_notes(session, one)),
        )
        for one in view["people"]
    ]
    table(session, columns, rows)
    session.voice.line(session.both("区间：", "interval: ") + view["method"]["interval"][session.language])
    for limit in too_many(view):
        session.voice.line(limit[session.language])


def _notes(session: Session, one: View) -> list[str]:
    interval = one["interval"]
    no_width = [interval] if interval and interval["low"] == interval["high"] else []
    told = [found["says"][session.language] for found in (*one["warnings"], *no_width)]
    return [*told, one["alike"]["says"][session.language]] if one["alike"] else told


def _observers(session: Session, observers: list[View]) -> None:
    from inspect_core.cli.tables import Column, table

    columns = [
        Column("工号", "id"),
        Column("姓名", "name"),
        Column("记录", "records", right=True),
        Column("平均给分率", "given %", right=True),
        Column("宽严", "severity"),
        Column("差异", "effect", right=True),
        Column("95% 区间", "95 % interval"),
        Column("可比次数", "comparisons", right=True),
        Column("与几人", "with", right=True),
    ]
    rows = [
        (
            one["id"],
            one["name"],
            str(one["records"]),
            one["given"],
            session.both(*VERDICTS[one["verdict"]]),
            one["effect"] or "",
            f"{one['low']} – {one['high']}" if one["effect"] else "",
            str(one["comparisons"]),
            str(one["others"]),
        )
        for one in observers
    ]
    if not rows:
        session.voice.talk("本期没有评判他人的记录", "nobody judged anybody else in this period")
        return
    table(session, columns, rows)
    session.voice.line(
        session.both(
            "差异：对同样的对象，比一般观察者多给（+）或少给（−）的百分点；只作参考，从不改分",
            "effect: points of 100 that an observer gives more (+) or less (−) than the average one for the same; "
            "told only, never applied",
        )
    )


def _agreement(session: Session, found: View) -> None:
    from inspect_core.cli.tables import Column, table

    lang = session.language
    columns = [
        Column("表", "form"),
        Column("问题", "questions"),
        Column("对数", "pairs", right=True),
        Column("相同", "equal", right=True),
        Column("Krippendorff α", "Krippendorff's alpha", right=True),
    ]
    rows = [
        (one["title"][lang], str(len(one["questions"])), str(one["pairs"]), f"{one['same']} %", one["alpha"] or "–")
        for one in found["scales"]
    ]
    minutes = found["window_minutes"]
    if not rows:
        session.voice.talk(
            f"没有两人在 {minutes} 分钟内评判同一对象", f"no two observers judged the same within {minutes} minutes"
        )
        return
    table(session, columns, rows)
    for pair in found["observers"]:
        if pair["kappa"] is not None:
            names = " – ".join(one["name"] for one in pair["people"])
            session.voice.line(f"{pair['title'][lang]}  {names}  κ = {pair['kappa']}  ({pair['things']})")
    least = found["least_pairs"]
    session.voice.line(session.both(f"少于 {least} 对的不作统计（–）", f"fewer than {least} pairs: no statistics (–)"))


def show_signs(session: Session, signs: list[View]) -> None:
    """The signs, each in two lines: what and who, then why in words."""
    lang, line = session.language, session.voice.line
    if not signs:
        line(session.both("没有疑点", "there are no signs"))
        return
    for one in signs:
        state, strength = session.both(*STATES[one["state"]]), session.both(*STRENGTHS[one["strength"]])
        line(f"{one['id']}  {one['title'][lang]}  {one['observer']['name']}  [{strength}]  {state}")
        line(f"  {one['says'][lang]}")
        shown = one["records"][:5]
        more = f" … +{len(one['records']) - 5}" if len(one["records"]) > 5 else ""
        line(f"  {', '.join(shown)}{more}")
        for found in one["reviews"]:
            name, note = found["by"]["name"], found["note"] or ""
            line(f"  → {session.both(*STATES[found['finding']])}  {name}  {found['at'][:16].replace('T', ' ')}  {note}")
    line(
        session.both(
            "疑点只是复核的理由，从不扣分：`inspect-core sign review 编号 --by 人 --finding confirmed|dismissed --note 说明`",
            "a sign is a reason to look and never deducts: "
            "`inspect-core sign review ID --by P --finding confirmed|dismissed --note TEXT`",
        )
    )
