"""inspect-core card NAME --person P --reason TEXT --by P --approved-by P."""

from __future__ import annotations

from typing import Any

from inspect_core.cli.both import command as command_
from inspect_core.cli.giving import give_or_list, giving_options
from inspect_core.cli.session import Session


@command_(
    "card",
    zh="由人给出方案中的牌（黄牌、红牌等）：写明原因；给出人与批准人是两人，都不是被考核人。void 可撤回。",
    en="Gives a card of the scheme by hand: with a reason, given by one person and approved by another, neither of them "
    "the person assessed. `void` takes it back.",
    more=(
        "inspect-core card yellow --person P001 --reason 迟报三次 --by P002 --approved-by P003",
        'inspect-core card yellow --person P001 --reason "late three times" --by P002 --approved-by P003',
    ),
)
@giving_options
def command(session: Session, /, **said: Any) -> None:
    """Gives a card by hand, or lists those given."""
    give_or_list(session, "card", said)
