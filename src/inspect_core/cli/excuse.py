"""inspect-core excuse RULE --at TIME --reason TEXT --by P --approved-by Q [--person P] [--place P]."""

from __future__ import annotations

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.due import moment_of
from inspect_core.cli.session import Session


@command_(
    "excuse",
    zh="给一个未达标的应检项免责：写明原因，一人提出、另一人批准，都不能是计分的本人；不再计分。void 可撤回，也须两人。",
    en="Excuses a slot that was missed: with a reason, by one person, approved by another, and by nobody it is credited "
    "to; it leaves the score. `void` takes it back, by two people too.",
    more=(
        "inspect-core excuse leader-rounds --place gate --at '2026-10-08 08:00' --reason 暴雨封路 --by P001 --approved-by P003",
        "inspect-core excuse leader-rounds --place gate --at '2026-10-08 08:00' --reason flooded --by P001 --approved-by P003",
    ),
)
@click.argument("rule", metavar="[RULE]", required=False)
@option("--at", metavar="TIME", zh="应检项的开始时刻", en="when the slot begins")
@option("--person", metavar="P", zh="谁的应检项（工号或姓名）", en="whose slot (id or name)")
@option("--place", metavar="P", zh="哪个部位（编号或名称）", en="at which place (id or name)")
@option("--reason", metavar="TEXT", zh="原因", en="why")
@option("--by", metavar="P", zh="提出人（工号或姓名）", en="who excuses it (id or name)")
@option("--approved-by", "approver", metavar="P", zh="批准人（工号或姓名）", en="who approved it (id or name)")
@option("--list", "listed", is_flag=True, zh="列出现有的免责", en="list the excuses that stand")
@option("--dry-run", is_flag=True, zh="只查看，不写入", en="look only, write nothing")
@json_option
@click.pass_obj
def command(
    session: Session,
    /,
    rule: str | None,
    at: str | None,
    person: str | None,
    place: str | None,
    reason: str | None,
    by: str | None,
    approver: str | None,
    listed: bool,
    dry_run: bool,
) -> None:
    """Excuses a slot, or lists the excuses."""
    from inspect_core.app.excuse import Asked, excuse

    if listed:
        _list(session)
        return
    if rule is None or at is None or reason is None or by is None or approver is None:
        raise click.UsageError(
            session.both(
                "须写明条款、--at、--reason、--by 与 --approved-by",
                "name the rule, --at, --reason, --by and --approved-by",
            )
        )
    asked = Asked(rule, moment_of(session, at), person, place, reason, by, approver)
    done = excuse(session.app, asked, dry_run=dry_run)
    if session.json:
        session.voice.data({**{key: done.get(key) for key in ("id", "rule", "at", "place", "person")}, **done})
        return
    if dry_run:
        session.voice.talk("可以免责；未写入", "it can be excused; nothing was written")
        return
    session.voice.written(str(done["id"]), f"已免责（第 {done['seq']} 号）", f"excused (number {done['seq']})")


def _list(session: Session) -> None:
    from inspect_core.app.excuse import excuses_view
    from inspect_core.cli.tables import Column, table

    found = excuses_view(session.app)
    if session.json:
        session.voice.data({"excuses": found})
        return
    columns = [
        Column("编号", "id"),
        Column("条款", "rule"),
        Column("开始", "from"),
        Column("部位与人员", "where and whose"),
        Column("原因", "why"),
        Column("批准人", "approved by"),
    ]
    rows = [
        (
            one["id"],
            one["rule"],
            one["at"][:16].replace("T", " "),
            " ".join(named["name"] for named in (one["place"], one["person"]) if named),
            one["reason"],
            one["approved_by"]["name"],
        )
        for one in found
    ]
    if rows:
        table(session, columns, rows)
    else:
        session.voice.talk("没有免责的应检项", "nothing is excused by hand")
