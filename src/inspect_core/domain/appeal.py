"""An appeal: filed, decided by somebody else, taken to the next level, withdrawn. Pure, from what was journalled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from inspect_core.domain.events import APPEAL_ACTED, APPEAL_FILED

Record = Mapping[str, Any]


class Act(StrEnum):
    """What may be done with an appeal: 改判, 维持, 不予受理, 再申诉, 撤回."""

    REVISE = "revise"
    UPHOLD = "uphold"
    REJECT = "reject"
    ESCALATE = "escalate"
    WITHDRAW = "withdraw"


DECISIONS: Final = frozenset({Act.REVISE, Act.UPHOLD, Act.REJECT})


class State(StrEnum):
    """Where an appeal stands."""

    OPEN = "open"
    REVISED = "revised"
    UPHELD = "upheld"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


_AFTER: Final = {
    Act.REVISE: State.REVISED,
    Act.UPHOLD: State.UPHELD,
    Act.REJECT: State.REJECTED,
    Act.ESCALATE: State.OPEN,
    Act.WITHDRAW: State.WITHDRAWN,
}


@dataclass(frozen=True)
class Appeal:
    """One appeal with its steps, in the order of the journal; `number` is its place among all."""

    number: int
    filed: Record
    steps: tuple[Record, ...] = ()

    @property
    def id(self) -> str:
        """What events call it."""
        return str(self.filed["id"])

    @property
    def state(self) -> State:
        """Where it stands."""
        return _AFTER[Act(self.steps[-1]["act"])] if self.steps else State.OPEN

    @property
    def open(self) -> bool:
        """Whether an answer is still due."""
        return self.state is State.OPEN

    @property
    def round(self) -> int:
        """The level it is at, from 1."""
        return 1 + len([step for step in self.steps if step["act"] == Act.ESCALATE])

    @property
    def asked_on(self) -> str:
        """When the answer that is or was due last was asked for."""
        asked = [step for step in self.steps if step["act"] == Act.ESCALATE]
        return str((asked[-1] if asked else self.filed)["received_at"])

    @property
    def deciders(self) -> frozenset[str]:
        """Who decided it so far."""
        return frozenset(str(step["by"]) for step in self.steps if step["act"] in DECISIONS)

    def allows(self, act: Act, rounds: int) -> bool:
        """Whether the step may follow: an open one is decided or withdrawn, a decided one may go to the next level."""
        if act is Act.ESCALATE:
            return self.state in (State.UPHELD, State.REJECTED, State.REVISED) and self.round < rounds
        return self.open


def appeals(records: Iterable[Record]) -> tuple[Appeal, ...]:
    """The appeals of these events, in the order in which they were filed; steps that cannot follow are left out."""
    found: dict[str, Appeal] = {}
    for record in records:
        if record["kind"] == APPEAL_FILED:
            found[record["id"]] = Appeal(len(found) + 1, record)
        elif record["kind"] == APPEAL_ACTED and record["appeal"] in found:
            one = found[record["appeal"]]
            found[one.id] = Appeal(one.number, one.filed, (*one.steps, record))
    return tuple(found.values())
