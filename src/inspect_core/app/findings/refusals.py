"""The words in which a step with a finding is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from inspect_core.domain.finding import ACTS, EXCUSE, VISIT_ANSWERS, Doubt, Step
from inspect_core.domain.text import Text
from inspect_core.errors import FactError, Place, UsageError

if TYPE_CHECKING:
    from inspect_core.app.findings.register import Entry

SHORTEST: Final = 4  # signs of an id that may stand for the whole
ACT_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "accept": Text(zh="接受", en="accept"),
        "done": Text(zh="整改完成", en="done"),
        "send-back": Text(zh="退回", en="send back"),
        "verify": Text(zh="验证", en="verify"),
        "visit": Text(zh="回访", en="visit"),
        "close": Text(zh="关闭", en="close"),
        "excuse": Text(zh="免责", en="excuse"),
    }
)
STATE_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "open": Text(zh="待接受", en="open"),
        "accepted": Text(zh="整改中", en="accepted"),
        "done": Text(zh="待验证", en="done"),
        "verified": Text(zh="已验证", en="verified"),
        "closed": Text(zh="已关闭", en="closed"),
        "excused": Text(zh="已免责", en="excused"),
        "withdrawn": Text(zh="已撤销", en="withdrawn"),
    }
)
SEVERITY_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "minor": Text(zh="一般", en="minor"),
        "major": Text(zh="较大", en="major"),
        "critical": Text(zh="重大", en="critical"),
    }
)
_NEXT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "open": "accept, excuse",
        "accepted": "done, excuse",
        "done": "verify, visit, send-back",
        "verified": "close, visit, send-back",
    }
)


def unknown(text: str, count: int) -> UsageError:
    """No finding has that number or id."""
    return UsageError(
        "E-FINDING-UNKNOWN",
        f"there is no finding {text!r}; there are {count}",
        hint="`inspect-core findings` lists them with their numbers and ids",
        message_zh=f"没有整改项 {text!r}，现有 {count} 项",
        hint_zh="编号见 `inspect-core findings`",
    )


def several(text: str, numbers: Sequence[int]) -> UsageError:
    """Several ids begin so."""
    listed = ", ".join(str(number) for number in numbers[:5])
    return UsageError(
        "E-FINDING-SEVERAL",
        f"several findings are meant by {text!r}: number {listed}",
        hint="write the number, or more of the id",
        message_zh=f"{text!r} 对应多个整改项：第 {listed} 项",
        hint_zh="请写序号，或写全编号",
    )


def no_reason(act: str) -> FactError:
    """Nobody said why it is excused or sent back."""
    return FactError(
        "E-FINDING-REASON",
        f"a finding is {'excused' if act == EXCUSE else 'sent back'} with a reason",
        hint="say why: --reason TEXT",
        message_zh=f"{'免责' if act == EXCUSE else '退回'}须写明原因",
        hint_zh="请写明：--reason 原因",
    )


def no_approver() -> FactError:
    """Nobody approved the excuse."""
    return FactError(
        "E-FINDING-APPROVER",
        "a finding is excused only with somebody's approval",
        hint="name who approved it: --approved-by P",
        message_zh="免责须有批准人",
        hint_zh="请写明：--approved-by 工号",
    )


def too_long(most: int) -> FactError:
    """A note or reason that nobody reads."""
    return FactError(
        "E-FINDING-TEXT",
        f"a note or reason has at most {most} characters",
        hint="make it shorter, or add a photo",
        message_zh=f"备注或原因最多 {most} 字",
        hint_zh="请缩短，或附照片",
    )


def of(why: Doubt, entry: Entry, step: Step) -> FactError:
    """Why a step is not taken, and what to do instead."""
    code, message, message_zh, hint, hint_zh = _words(why, entry, step)
    number = entry.number
    return FactError(
        code,
        f"finding {number}: {message}",
        place=Place(file=entry.finding.id),
        hint=hint,
        message_zh=f"第 {number} 项：{message_zh}",
        hint_zh=hint_zh,
    )


def _words(why: Doubt, entry: Entry, step: Step) -> tuple[str, str, str, str, str]:
    if why == "order":
        return _order(entry, step)
    said = {
        "withdrawn": (
            "E-FINDING-WITHDRAWN",
            "its record was corrected or voided, or its rule asks no longer: there is nothing to put right",
            "其记录已更正或作废，或条款不再要求整改",
            "a new observation opens a new finding",
            "如仍有问题，请另作检查记录",
        ),
        "ended": (
            "E-FINDING-ENDED",
            f"it is {STATE_WORDS[entry.course.state].en}, and stays so",
            f"{STATE_WORDS[entry.course.state].zh}，不能再操作",
            "a new observation opens a new finding",
            "如问题再现，请另作检查记录",
        ),
        "own-repair": (
            "E-FINDING-SELF",
            f"{step.by} put it right or answers for it, and cannot judge the repair",
            f"{step.by} 是整改人或责任人，不能验证自己的整改",
            "let somebody else look: --by P",
            "请由他人复查：--by 工号",
        ),
        "own-excuse": (
            "E-FINDING-EXCUSE-SELF",
            f"{step.approver} asks for the excuse or answers for the finding, and cannot approve it",
            f"{step.approver} 是申请人或责任人，不能批准自己的免责",
            "let somebody else approve it: --approved-by P",
            "请由他人批准：--approved-by 工号",
        ),
    }
    return said[why] if why in said else _missing(why)


def _missing(why: Doubt) -> tuple[str, str, str, str, str]:
    return {
        "no-evidence": (
            "E-FINDING-EVIDENCE",
            "a repair is reported with evidence",
            "报整改完成须附说明或照片",
            "say what was done with --note TEXT, or show it with --photo FILE",
            "请写 --note 说明，或附 --photo 照片",
        ),
        "no-answer": (
            "E-FINDING-ANSWER",
            "a return visit has an answer",
            "回访须写明结果",
            f"say it with --answer {' or '.join(VISIT_ANSWERS)}",
            f"请写 --answer {' 或 '.join(VISIT_ANSWERS)}",
        ),
        "no-visit": (
            "E-FINDING-VISIT",
            "it came from a survey or a complaint, and is closed only after a return visit",
            "来自调查或投诉，须回访后方可关闭",
            "visit first: `inspect-core finding act N visit --by P --answer satisfied`",
            "请先回访：`inspect-core finding act 序号 visit --by 工号 --answer satisfied`",
        ),
        "dissatisfied": (
            "E-FINDING-DISSATISFIED",
            "whoever complained was not satisfied at the last return visit",
            "最近一次回访不满意",
            "send it back with `send-back --reason TEXT`, or visit again",
            "请退回（send-back --reason 原因），或再次回访",
        ),
    }[why]


def _order(entry: Entry, step: Step) -> tuple[str, str, str, str, str]:
    state, act = entry.course.state, ACT_WORDS[step.act]
    later = _NEXT.get(state, ", ".join(ACTS))
    return (
        "E-FINDING-ORDER",
        f"it is {STATE_WORDS[state].en}: '{step.act}' does not come now",
        f"当前为{STATE_WORDS[state].zh}，不能{act.zh}",
        f"what can be done now: {later}",
        f"现在可以：{later}",
    )
