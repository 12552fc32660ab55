"""inspect-core backtest --ruleset FILE --period 2026-10."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session

View = Mapping[str, Any]
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@command_(
    "backtest",
    zh="用标准草案重算一个已过去的考核期，与现行结果并列：谁的等级会变、哪条条款造成、哪些记录不再计入、\n"
    "哪些条款因旧表单从未问过而无法判断。不写入任何内容。",
    en="Scores a past period under a draft beside what is in force: who changes grade, which rules move whom, which\n"
    "records no longer count, what cannot be judged because the old forms never asked. Nothing is written.",
    more=(
        "inspect-core backtest --ruleset drafts/patrol.yaml --period 2026-10",
        "inspect-core backtest --ruleset drafts/patrol.yaml --period 2026-10",
    ),
)
@option(
    "--ruleset",
    "rulesets",
    multiple=True,
    type=_FILE,
    metavar="FILE",
    zh="标准草案，可写多个",
    en="a draft; several may be named",
)
@option("--scheme", type=_FILE, metavar="FILE", zh="考核方案草案", en="a draft of the scheme")
@option("--period", metavar="YYYY-MM", zh="考核期（默认：今天所在的）", en="the period (default: the one today is in)")
@json_option
@click.pass_obj
def command(session: Session, /, rulesets: tuple[Path, ...], scheme: Path | None, period: str | None) -> None:
    """Tries a draft on a past period."""
    from inspect_core.app.accesses import noted
    from inspect_core.app.backtest import backtest
    from inspect_core.app.trial import tried

    if not rulesets and scheme is None:
        raise click.UsageError("name a draft: --ruleset FILE or --scheme FILE")
    app = session.app
    view = backtest(app, tried(app, rulesets, scheme), app.period(period))
    noted(app, "backtest", None, view["period"]["id"])
    if session.json:
        session.voice.data(view)
        return
    _show(session, view)


def _show(session: Session, view: View) -> None:
    from inspect_core.cli.tables import Column, table

    moved = [one for one in view["people"] if one["rules"] or one["before"] != one["after"]]
    columns = [
        Column("工号", "id"),
        Column("姓名", "name"),
        Column("角色", "role"),
        Column("现行", "now", right=True),
        Column("等级", "grade"),
        Column("草案", "draft", right=True),
        Column("等级", "grade"),
        Column("主要原因", "most of it"),
    ]
    table(session, columns, [_row(session, one) for one in moved])
    _told(session, view, moved)


def _row(session: Session, one: View) -> list[str]:
    return [one["id"], one["name"], one["role_title"][session.language] or "", *_side(session, one["before"]),
            *_side(session, one["after"]), _most(session, one)]  # fmt: skip


def _side(session: Session, side: View | None) -> tuple[str, str]:
    from inspect_core.cli.score import STATUSES, two

    if side is None:
        return "-", ""
    return two(side["total"]) if side["total"] is not None else session.both(*STATUSES[side["status"]]), side[
        "grade"
    ] or ""


def _most(session: Session, one: View) -> str:
    """The rule that moved most, with its points before and after."""
    if not one["rules"]:
        return ""
    from inspect_core.cli.score import two

    rule = one["rules"][0]
    sides = (rule["before"], rule["after"])
    before, after = (f"{two(side['points'])}/{two(side['of'])}" if side else "-" for side in sides)
    return f"{rule['ruleset']}/{rule['rule']} {before} → {after}"


def _told(session: Session, view: View, moved: list[View]) -> None:
    from inspect_core.cli.score import two

    line, both = session.voice.line, session.both
    grades = sum(one["grade_changes"] for one in view["people"])
    same = len(view["people"]) - len(moved)
    line(both(f"等级有变 {grades} 人，得分或条款有变 {len(moved)} 人，不变 {same} 人",
              f"grades that change: {grades}; people whose figures move: {len(moved)}; unmoved: {same}"))  # fmt: skip
    scores = view["project_score"].values()
    before, after = (two(score) if score else both("证据不足", "not enough evidence") for score in scores)
    line(both(f"项目得分 {before} → {after}", f"project score {before} → {after}"))
    gone, new = (len(view["observations"][key]) for key in ("no_longer", "newly"))
    line(
        both(
            f"不再计入的记录 {gone} 条，新计入的 {new} 条",
            f"records that no longer count: {gone}; newly counted: {new}",
        )
    )
    for rule in view["not_judged"]:
        asked = ", ".join(
            f"{one['form']}/{one['question']}" if one["question"] else one["form"] for one in rule["never_asked"]
        )
        title = rule["title"][session.language]
        line(both(f"无法判断：{rule['rule']} {title}（旧表单从未问过 {asked}）",
                  f"cannot be judged: {rule['rule']} {title} (the old forms never asked {asked})"))  # fmt: skip
