"""The words in which an adjustment, a veto or a card given by hand is refused."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from inspect_core.engine.given import Sort
from inspect_core.errors import FactError, UsageError

_ZH = {"adjustment": "加减分", "veto": "一票否决", "card": "牌"}


def no_reason() -> FactError:
    """Nobody said why."""
    return FactError(
        "E-GIVE-REASON",
        "what is given by hand has a reason",
        hint="say why: --reason TEXT",
        message_zh="由人给出的须写明原因",
        hint_zh="请写明：--reason 原因",
    )


def no_approver() -> FactError:
    """Only one person stands for it."""
    return FactError(
        "E-GIVE-APPROVER",
        "nobody approved it: two people stand for what is given by hand",
        hint="name the second: --approved-by P",
        message_zh="没有批准人：由人给出的须由两人负责",
        hint_zh="请写明第二人：--approved-by 批准人",
    )


def alone(person: str) -> FactError:
    """The one who gives it approved it too."""
    return FactError(
        "E-GIVE-ALONE",
        f"{person} gives it and cannot approve it as well",
        hint="let somebody else approve it",
        message_zh=f"{person} 是给出人，不能同时批准",
        hint_zh="请由他人批准",
    )


def own(person: str) -> FactError:
    """Nobody gives or approves what is about themselves."""
    return FactError(
        "E-GIVE-SELF",
        f"it is about {person}, who can neither give nor approve it",
        hint="let two others do it",
        message_zh=f"被考核人是 {person}，本人不能给出或批准",
        hint_zh="请由另外两人给出和批准",
    )


def unknown(sort: Sort, name: str, names: Sequence[str]) -> UsageError:
    """The scheme has nothing of that name."""
    near = get_close_matches(name, names, n=1)
    plural = {"adjustment": "adjustments", "veto": "vetoes", "card": "cards"}[sort]
    known, known_zh = ", ".join(names) or "none", "、".join(names) or "无"
    return UsageError(
        "E-GIVE-NAME",
        f"the scheme has no {sort} {name!r} that could be given by hand",
        hint=f"did you mean {near[0]}?" if near else f"{plural} that can be given: {known}",
        message_zh=f"方案中没有可由人给出的{_ZH[sort]} {name!r}",
        hint_zh=f"是否想写 {near[0]}？" if near else f"可给出的有：{known_zh}",
    )


def counted(name: str) -> FactError:
    """It is counted from records, so that a record is the way to it."""
    return FactError(
        "E-GIVE-COUNTED",
        f"the adjustment {name} counts records and is not given by hand",
        hint="record one of its form about the person: inspect-core record",
        message_zh=f"加减分 {name} 按记录计，不由人给出",
        hint_zh="请登记一条关于该人员的记录：inspect-core record",
    )


def no_points(text: str) -> UsageError:
    """No number of points, or nothing."""
    return UsageError(
        "E-GIVE-POINTS",
        f"{text!r} is no number of points: write one other than 0, with at most three decimals",
        hint="--points 2 adds, --points=-1.5 takes",
        message_zh=f"{text!r} 不是分值：请写不为 0 的数，最多三位小数",
        hint_zh="--points 2 为加分，--points=-1.5 为减分",
    )


def beyond(name: str, points: str, stands: str, caps: tuple[str, str]) -> FactError:
    """More than the scheme allows in the period."""
    least, most = caps
    return FactError(
        "E-GIVE-CAP",
        f"{points} with the {stands} given before goes beyond the cap of {name}: from {least} to {most} a period",
        hint="give less, or let the scheme allow more",
        message_zh=f"{points} 分连同已给的 {stands} 分超出 {name} 每期 {least} 至 {most} 分的上下限",
        hint_zh="请少给一些，或修改方案的上下限",
    )


def given_already(sort: Sort, name: str, person: str, id: str) -> FactError:
    """A veto or a card counts once a period."""
    return FactError(
        "E-GIVE-TWICE",
        f"{person} was given the {sort} {name} for the period already: {id}",
        hint="it counts once; `inspect-core void ID --reason TEXT --by P --approved-by Q` takes it back",
        message_zh=f"{person} 本期已被给出{_ZH[sort]} {name}：{id}",
        hint_zh="每期只计一次；撤回用 `inspect-core void 编号 --reason 原因 --by 工号 --approved-by 工号`",
    )


def absent(person: str, period: str) -> FactError:
    """Who was not there has no score that it could change."""
    return FactError(
        "E-GIVE-ABSENT",
        f"{person} did not work here in the period {period}",
        hint="name the right period: --period YYYY-MM",
        message_zh=f"{person} 在考核期 {period} 不在岗",
        hint_zh="请写对考核期：--period YYYY-MM",
    )


def to_come(period: str) -> FactError:
    """Nothing can have happened yet in a period that is to come."""
    return FactError(
        "E-GIVE-FUTURE",
        f"the period {period} has not begun",
        hint="name the right period: --period YYYY-MM",
        message_zh=f"考核期 {period} 尚未开始",
        hint_zh="请写对考核期：--period YYYY-MM",
    )


def no_evidence(name: str) -> FactError:
    """The scheme asks for a record that shows it."""
    return FactError(
        "E-GIVE-EVIDENCE",
        f"the adjustment {name} is given with the record that shows it",
        hint="name it: --evidence ID",
        message_zh=f"加减分 {name} 须附上证明它的记录",
        hint_zh="请写明：--evidence 记录编号",
    )
