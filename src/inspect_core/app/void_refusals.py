"""The words in which taking something back, or replacing it, is refused."""

from __future__ import annotations

from inspect_core.errors import FactError, Place


def no_reason(id: str) -> FactError:
    """Nobody said why."""
    return FactError(
        "E-VOID-REASON",
        "a record is voided with a reason",
        place=Place(file=id),
        hint="say why: --reason TEXT",
        message_zh="作废记录须写明原因",
        hint_zh="请写明：--reason 原因",
    )


def two_people(id: str) -> FactError:
    """What two people gave, one alone neither takes back nor replaces."""
    return FactError(
        "E-VOID-FOUR-EYES",
        f"{id!r} does not stand on one person's word: two people take it back or replace it",
        place=Place(file=id),
        hint="name both: --by P --approved-by Q",
        message_zh=f"{id!r} 非一人所定，须由两人撤回或更正",
        hint_zh="请写明两人：--by 工号 --approved-by 工号",
    )


def another_one(id: str, by: str) -> FactError:
    """A step is taken back by whoever took it, or by two others."""
    return FactError(
        "E-VOID-FOUR-EYES",
        f"the step {id!r} was taken by {by}: it is taken back by the same person, or by two others",
        place=Place(file=id),
        hint=f"--by {by}, or name two: --by P --approved-by Q",
        message_zh=f"步骤 {id!r} 由 {by} 所做，须由本人或另外两人撤回",
        hint_zh=f"--by {by}，或写明两人：--by 工号 --approved-by 工号",
    )


def same_person(id: str, person: str) -> FactError:
    """The same person twice."""
    return FactError(
        "E-VOID-FOUR-EYES",
        f"{person} cannot both take back or replace {id!r} and approve that",
        place=Place(file=id),
        hint="let somebody else approve it: --approved-by Q",
        message_zh=f"{person} 不能既撤回或更正 {id!r} 又批准",
        hint_zh="请由他人批准：--approved-by 工号",
    )


def own(id: str, person: str) -> FactError:
    """Nobody takes back or replaces what is about themselves."""
    return FactError(
        "E-VOID-SELF",
        f"{id!r} is about {person}, who can neither take it back or replace it nor approve that",
        place=Place(file=id),
        hint="let others do it; who does not agree appeals: `inspect-core appeal file`",
        message_zh=f"{id!r} 涉及 {person}，本人不能撤回、更正或批准",
        hint_zh="请由他人办理；有异议可申诉：`inspect-core appeal file`",
    )
