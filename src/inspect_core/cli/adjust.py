"""inspect-core adjust NAME --person P --points N --reason TEXT --by P --approved-by P."""

from __future__ import annotations

from typing import Any

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import option
from inspect_core.cli.giving import give_or_list, giving_options
from inspect_core.cli.session import Session


@command_(
    "adjust",
    zh="由人给出加减分：方案中写有 by_hand 的名目，写明原因；给出人与批准人是两人，都不是被考核人。void 可撤回。",
    en="Adds or takes points by hand, under a name the scheme allows it for: with a reason, given by one person and "
    "approved by another, neither of them the person assessed. `void` takes it back.",
    more=(
        "inspect-core adjust bonus --person P001 --points 2 --reason 夜间救火 --by P002 --approved-by P003",
        'inspect-core adjust bonus --person P001 --points 2 --reason "put out a fire" --by P002 --approved-by P003',
    ),
)
@option("--points", metavar="N", zh="分值，减分写 --points=-1.5", en="the points; --points=-1.5 takes some")
@giving_options
def command(session: Session, /, points: str | None, **said: Any) -> None:
    """Gives points by hand, or lists those given."""
    give_or_list(session, "adjustment", said, points)
