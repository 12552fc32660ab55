"""What the commands adjust, veto and card have in common: what is given by hand, and the list of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from inspect_core.engine.given import Sort

_SORTS = {"adjustment": ("加减分", "adjustment"), "veto": ("一票否决", "veto"), "card": ("牌", "card")}
_OPTIONS = (
    click.argument("name", metavar="[NAME]", required=False),
    option("--person", metavar="P", zh="给谁（工号或姓名）", en="whom it is about (id or name)"),
    option("--reason", metavar="TEXT", zh="原因", en="why"),
    option("--by", metavar="P", zh="给出人（工号或姓名）", en="who gives it (id or name)"),
    option("--approved-by", "approver", metavar="P", zh="批准人，另一人", en="who approves it, somebody else"),
    option(
        "--evidence",
        metavar="ID",
        multiple=True,
        zh="作为证据的记录，可多次",
        en="a record that shows it; may be repeated",
    ),
    option(
        "--period", metavar="YYYY-MM", zh="考核期（默认：今天所在的）", en="the period (default: the one today is in)"
    ),
    option("--list", "listed", is_flag=True, zh="列出已给出的", en="list what was given"),
    option("--dry-run", is_flag=True, zh="只检查，不写入", en="look only, write nothing"),
    json_option,
    click.pass_obj,
)


def giving_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that all three have."""
    for decorate in reversed(_OPTIONS):
        function = decorate(function)
    return function


def give_or_list(session: Session, sort: Sort, said: dict[str, Any], points: str | None = None) -> None:
    """Gives what was said on the command line, or lists what was given."""
    if said["listed"]:
        _list(session, sort, said["period"])
        return
    if None in (said["name"], said["person"], said["reason"], said["by"]) or (sort == "adjustment" and points is None):
        options = "--person, --points, --reason, --by" if sort == "adjustment" else "--person, --reason, --by"
        raise click.UsageError(
            session.both(
                f"须写明名称与 {options.replace(', ', '、')}、--approved-by",
                f"say its name, {options} and --approved-by",
            )
        )
    _give(session, sort, said, points)


def _give(session: Session, sort: Sort, said: dict[str, Any], points: str | None) -> None:
    from inspect_core.app.give import Gift, give

    gift = Gift(
        sort,
        said["name"],
        said["person"],
        said["period"],
        points,
        said["reason"],
        said["by"],
        said["approver"],
        tuple(said["evidence"]),
    )
    done = give(session.app, gift, dry_run=said["dry_run"])
    if session.json:
        session.voice.data(done)
    elif said["dry_run"]:
        session.voice.talk("可以给出；未写入", "it can be given; nothing was written")
    else:
        zh, en = _SORTS[sort]
        session.voice.written(done["id"], f"已给出{zh}（第 {done['seq']} 号）", f"{en} given (number {done['seq']})")


def _list(session: Session, sort: Sort, period: str | None) -> None:
    from inspect_core.app.give import gifts_view
    from inspect_core.cli.tables import Column, table

    found = gifts_view(session.app, sort, period)
    plural = {"adjustment": "adjustments", "veto": "vetoes", "card": "cards"}[sort]
    if session.json:
        session.voice.data({plural: found})
        return
    headings = [("编号", "id"), ("名称", "name"), ("人员", "person"), ("考核期", "period"), ("分值", "points")]
    headings += [("原因", "why"), ("给出人", "given by"), ("批准人", "approved by")]
    rows = [
        (
            one["id"],
            one["title"][session.language],
            one["person"]["name"],
            one["period"],
            one["points"] or "",
            one["reason"],
            one["by"]["name"],
            one["approved_by"]["name"],
        )
        for one in found
    ]
    if rows:
        table(session, [Column(zh, en) for zh, en in headings], rows)
    elif period is not None:
        session.voice.talk(f"{period} 没有由人给出的", f"nothing was given by hand in {period}")
    else:
        session.voice.talk("没有由人给出的", "nothing was given by hand")
