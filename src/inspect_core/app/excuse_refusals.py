"""The words in which an excuse is refused."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_core.errors import FactError, UsageError


def no_reason() -> FactError:
    """Nobody said why."""
    return FactError(
        "E-EXCUSE-REASON",
        "a slot is excused with a reason",
        hint="say why: --reason TEXT",
        message_zh="免责须写明原因",
        hint_zh="请写明：--reason 原因",
    )


def several_rules(name: str, rules: Sequence[str]) -> UsageError:
    """A ruleset, or a name that several rules have."""
    return UsageError(
        "E-EXCUSE-RULE",
        f"{name} names more than one rule",
        hint=f"name one: {', '.join(rules[:3])}",
        message_zh=f"{name} 不止一条条款",
        hint_zh=f"请写明一条：{'、'.join(rules[:3])}",
    )


def no_slots(name: str, kind: str) -> FactError:
    """A rule that judges records: nothing of it is missed."""
    return FactError(
        "E-EXCUSE-KIND",
        f"the rule {name} ({kind}) has no slots that could be missed",
        hint="void the record that is wrong, or answer 'na'",
        message_zh=f"条款 {name}（{kind}）没有应检项",
        hint_zh="记录有误请作废，不适用请填“不适用”",
    )


def no_slot(rule: str, near: Sequence[str]) -> FactError:
    """Nothing was due there and then."""
    return FactError(
        "E-EXCUSE-SLOT",
        f"the rule {rule} has no such slot",
        hint=f"the nearest: {'; '.join(near) or 'none'}",
        message_zh=f"条款 {rule} 没有这一应检项",
        hint_zh=f"最近的有：{'；'.join(near) or '无'}",
    )


def several_slots(rule: str, count: int, near: Sequence[str]) -> FactError:
    """More than one slot is open at that time."""
    return FactError(
        "E-EXCUSE-SEVERAL",
        f"the rule {rule} has {count} such slots",
        hint=f"say which with --place or --person: {'; '.join(near)}",
        message_zh=f"条款 {rule} 有 {count} 个这样的应检项",
        hint_zh=f"请用 --place 或 --person 指明：{'；'.join(near)}",
    )


def met(rule: str) -> FactError:
    """There is nothing to excuse."""
    return FactError(
        "E-EXCUSE-MET",
        f"the slot of {rule} is met: there is nothing to excuse",
        hint="see `inspect-core explain` for what was missed",
        message_zh=f"{rule} 的该应检项已达标，无需免责",
        hint_zh="未达标的见 `inspect-core explain`",
    )


def excused_already(rule: str) -> FactError:
    """It was excused before, by hand, by a waiver, or because the duty was."""
    return FactError(
        "E-EXCUSE-TWICE",
        f"the slot of {rule} is excused already",
        hint="see `inspect-core excuse --list`; `inspect-core void ID --by P --approved-by Q` takes one back",
        message_zh=f"{rule} 的该应检项已免责",
        hint_zh="见 `inspect-core excuse --list`；撤回用 `inspect-core void 编号 --by 工号 --approved-by 工号`",
    )


def alone(person: str) -> FactError:
    """The same person twice."""
    return FactError(
        "E-EXCUSE-FOUR-EYES",
        f"{person} cannot both excuse a slot and approve it",
        hint="let somebody else approve it: --approved-by Q",
        message_zh=f"{person} 不能既提出免责又批准",
        hint_zh="请由他人批准：--approved-by 工号",
    )


def own_slot(person: str) -> FactError:
    """Nobody has a part in an excuse of their own."""
    return FactError(
        "E-EXCUSE-SELF",
        f"the slot is credited to {person}, who can neither excuse it nor approve that",
        hint="let two others do it",
        message_zh=f"该应检项计入 {person}，本人不能提出或批准免责",
        hint_zh="请由另外两人办理",
    )
