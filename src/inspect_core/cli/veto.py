"""inspect-core veto NAME --person P --reason TEXT --by P --approved-by P."""

from __future__ import annotations

from typing import Any

from inspect_core.cli.both import command as command_
from inspect_core.cli.giving import give_or_list, giving_options
from inspect_core.cli.session import Session


@command_(
    "veto",
    zh="由人给出方案中的一票否决：写明原因；给出人与批准人是两人，都不是被考核人。void 可撤回。",
    en="Gives a veto of the scheme by hand: with a reason, given by one person and approved by another, neither of them "
    "the person assessed. `void` takes it back.",
    more=(
        "inspect-core veto asleep-on-post --person P001 --reason 监控所见 --by P002 --approved-by P003",
        'inspect-core veto asleep-on-post --person P001 --reason "seen on camera" --by P002 --approved-by P003',
    ),
)
@giving_options
def command(session: Session, /, **said: Any) -> None:
    """Gives a veto by hand, or lists those given."""
    give_or_list(session, "veto", said)
