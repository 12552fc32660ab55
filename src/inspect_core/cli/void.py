"""inspect-core void ID --reason TEXT [--by P] [--approved-by Q]."""

from __future__ import annotations

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session


@command_(
    "void",
    zh="作废一条记录：写明原因，记录仍留在日志中，不再计分。要更正，请用 record --supersedes。两人所定的（免责、加减分、否决、牌）须由两人撤回。",
    en="Voids a record: with a reason; it stays in the journal and counts no longer. To correct one, "
    "use record --supersedes. What two people gave (an excuse, an adjustment, a veto, a card) two people take back.",
    more=(
        "inspect-core void patrol-1008-00123 --reason 重复登记",
        'inspect-core void patrol-1008-00123 --reason "entered twice"',
    ),
)
@click.argument("id_", metavar="ID")
@option("--reason", required=True, zh="原因", en="why")
@option("--by", metavar="P", zh="谁撤回（工号或姓名）", en="who takes it back (id or name)")
@option("--approved-by", "approver", metavar="P", zh="批准人（工号或姓名）", en="who approves (id or name)")
@json_option
@click.pass_obj
def command(session: Session, /, id_: str, reason: str, by: str | None, approver: str | None) -> None:
    """Voids a record."""
    from inspect_core.app.withdraw import void

    seq = void(session.app, id_, reason, by=by, approved_by=approver)
    if session.json:
        session.voice.data({"voided": id_, "seq": seq})
        return
    session.voice.written(id_, f"已作废（第 {seq} 号）", f"voided (number {seq})")
