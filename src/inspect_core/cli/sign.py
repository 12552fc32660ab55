"""inspect-core sign review ID --by P --finding confirmed|dismissed --note TEXT."""

from __future__ import annotations

from typing import Any

import click

from inspect_core.cli.both import Family, json_option, option
from inspect_core.cli.both import command as command_
from inspect_core.cli.session import Session


@command_(
    "review",
    zh="复核一个疑点：谁看过、是否属实、查明了什么。只作记录，不改任何得分。",
    en="Reviews a sign: who looked, whether it is confirmed, and what was found out. It is kept and changes no score.",
    more=(
        "inspect-core sign review 1f0c9a --by P001 --finding dismissed --note 当日与同事换班",
        'inspect-core sign review 1f0c9a --by P001 --finding dismissed --note "changed shifts with a colleague"',
    ),
)
@click.argument("sign", metavar="ID")
@option(
    "--by", metavar="P", required=True, zh="复核人（工号或姓名），不能是本人", en="who looked (id or name), not oneself"
)
@option(
    "--finding",
    type=click.Choice(["confirmed", "dismissed"]),
    required=True,
    zh="属实（confirmed）或排除（dismissed）",
    en="confirmed or dismissed",
)
@option("--note", metavar="TEXT", required=True, zh="查明的情况", en="what was found out")
@option("--period", metavar="2026-10", zh="考核期（默认：在近三期中找）", en="the period (default: the last three)")
@option("--dry-run", is_flag=True, zh="只查看，不写入", en="look only, write nothing")
@json_option
@click.pass_obj
def review(session: Session, /, sign: str, by: str, finding: Any, note: str, period: str | None, dry_run: bool) -> None:
    """Reviews a sign."""
    from inspect_core.app.fairness.signs.review import Asked
    from inspect_core.app.fairness.signs.review import review as reviewed

    done = reviewed(session.app, Asked(sign, by, finding, note, period), dry_run=dry_run)
    if session.json:
        session.voice.data(done)
    elif dry_run:
        session.voice.talk("可以复核；未写入", "it can be reviewed; nothing was written")
    else:
        session.voice.written(done["id"], f"已复核（第 {done['seq']} 号）", f"sign reviewed (number {done['seq']})")


command = Family(
    "sign",
    zh="复核疑似造假的迹象（列出：fairness --signs）",
    en="review signs of fabricated rounds (listed by fairness --signs)",
    commands=[review],
)
