"""inspect-core compare --standard A --standard B --period 2026-10."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session

View = Mapping[str, Any]
_SORTS = {"people": ("人员", "people"), "places": ("部位", "places")}


@command_(
    "compare",
    zh="同一批记录按几套标准分别评分（合同标准、公布标准、本公司标准），并列得分，列出造成差别的条款。",
    en="Scores the same records under several standards (a contract, a published one, one's own) side by side,\n"
    "and names the rules that make the difference.",
    more=(
        "inspect-core compare --standard cleaning-grade-1 --standard cleaning-grade-2 --period 2026-10",
        "inspect-core compare --standard cleaning-grade-1 --standard cleaning-grade-2 --period 2026-10",
    ),
)
@option(
    "--standard",
    "names",
    multiple=True,
    metavar="NAME|FILE",
    zh="标准名称或文件，至少两个",
    en="a ruleset or its file; two or more",
)
@option("--period", metavar="YYYY-MM", zh="考核期（默认：今天所在的）", en="the period (default: the one today is in)")
@option("--by", type=click.Choice(list(_SORTS)), default="people", zh="按人员或部位列出", en="list people, or places")
@json_option
@click.pass_obj
def command(session: Session, /, names: tuple[str, ...], period: str | None, by: str) -> None:
    """Compares standards."""
    from inspect_core.app.accesses import noted
    from inspect_core.app.compare import compared

    if len(names) < 2:
        raise click.UsageError(
            session.both("请写至少两套标准：--standard A --standard B", "name two standards: --standard A --standard B")
        )
    app = session.app
    view = compared(app, names, app.period(period))
    noted(app, "comparison", None, view["period"]["id"])
    if session.json:
        session.voice.data(view)
    else:
        _show(session, view, by)


def _show(session: Session, view: View, by: str) -> None:
    from inspect_core.cli.score import two
    from inspect_core.cli.tables import Column, table

    names = [standard["ruleset"] for standard in view["standards"]]
    columns = [Column("编号", "id"), Column("名称", "name"), *(Column(name, name, right=True) for name in names)]
    rows = [(one["id"], one["name"], *(two(score) or "-" for score in one["scores"])) for one in view[by]]
    whole = [two(standard["score"]) or "-" for standard in view["standards"]]
    table(session, columns, [*rows, ("", session.both("项目", "project"), *whole)])
    for rule in view["rules"]:
        if rule["differs"]:
            _rule(session, rule, names)


def _rule(session: Session, rule: View, names: Sequence[str]) -> None:
    line, lang = session.voice.line, session.language
    title = next(side["title"][lang] for side in rule["standards"] if side)
    line(f"{rule['rule']}  {title}")
    for name, side in zip(names, rule["standards"], strict=True):
        if side is None:
            line(f"  {name}: {session.both('无此条款', 'has no such rule')}")
            continue
        figures = side["figures"]
        got = f"{figures['points']}/{figures['of']}" if figures else session.both("无应检项", "nothing was due")
        line(f"  {name}: {side['says'][lang]}  {got}")
