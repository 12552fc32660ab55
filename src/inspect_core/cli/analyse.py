"""inspect-core analyse METHOD --form FORM [--period P]."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session


@command_(
    "analyse",
    zh="由一张记录表的答案计算 Kano、SERVQUAL、NPS、CSAT、ACSI 或期望差距；只算不计分。",
    en="Works out Kano, SERVQUAL, NPS, CSAT, ACSI or the gap to what was expected from the answers of a form; nothing is scored.",
    more=("inspect-core analyse nps --form survey --question recommend --period 2026-10",) * 2,
)
@click.argument("method", type=click.Choice(["kano", "servqual", "nps", "csat", "acsi", "gap"]))
@option("--form", metavar="FORM", required=True, zh="哪张记录表", en="the form")
@option("--period", metavar="P", zh="哪个考核期（默认：最近一期）", en="the period (default: the latest)")
@option(
    "--question",
    "questions",
    metavar="Q",
    multiple=True,
    zh="问题编号：nps、csat 写一次，acsi 写三次",
    en="a question: once for nps and csat, three times for acsi",
)
@option(
    "--pair",
    "pairs",
    metavar="NAME:Q:Q",
    multiple=True,
    zh="一对问题：servqual、gap 为期望与感知，kano 为具备与不具备",
    en="two questions: expected and perceived (servqual, gap), with and without (kano)",
)
@option(
    "--weight",
    "weights",
    metavar="NAME=N",
    multiple=True,
    zh="servqual 各维度的权重",
    en="the weight of a dimension of servqual",
)
@json_option
@click.pass_obj
def command(session: Session, /, **said: Any) -> None:
    """Works out the figures of a survey."""
    from inspect_core.app.analyse import Asked, analysed

    asked = Asked(
        said["method"],
        tuple(said["questions"]),
        tuple(_pair(text) for text in said["pairs"]),
        dict(_weight(text) for text in said["weights"]),
    )
    app = session.app
    view = analysed(app, asked, said["form"], app.period(said["period"]))
    if session.json:
        session.voice.data(view)
    else:
        _show(session, view)


def _pair(text: str) -> tuple[str, str, str]:
    parts = text.split(":")
    if len(parts) != 3 or not all(parts):
        raise click.BadParameter("NAME:QUESTION:QUESTION", param_hint="--pair")
    return parts[0], parts[1], parts[2]


def _weight(text: str) -> tuple[str, Fraction]:
    name, _, number = text.partition("=")
    if not (name and number.replace(".", "", 1).isdigit() and number.isascii()) or not Fraction(number):
        raise click.BadParameter("NAME=32", param_hint="--weight")
    return name, Fraction(number)


def _show(session: Session, view: dict[str, Any]) -> None:
    from inspect_core.cli.tables import Column, table

    columns = [
        Column("指标", "figure"),
        Column("数值", "value", right=True),
        Column("结论", "verdict"),
        Column("算法", "formula"),
    ]
    period, answers = view["period"], view["answers"]
    title = f"{view['form'][session.language]}  {period['first']} … {period['last']}"
    session.voice.line(title + session.both(f"  答案 {answers}", f"  {answers} answers"))
    table(session, columns, [_row(session, one) for one in view["figures"]])


def _row(session: Session, one: dict[str, Any]) -> tuple[str, ...]:
    verdict, counts = one.get("verdict"), one.get("counts")
    said = verdict[session.language] if verdict else ""
    if counts:
        said += "  " + " ".join(f"{name} {n}" for name, n in counts.items())
    return one["name"][session.language], one["value"] or "-", said.strip(), one["formula"]
