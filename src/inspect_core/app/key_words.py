"""The keys of a ruleset and their values in the words of people who do not read YAML."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from inspect_core.domain.text import Text
from inspect_core.language.differences import Missing
from inspect_core.language.node import Path, Plain

Pair = tuple[str, str]

KEYS: Final[Mapping[str, Pair]] = MappingProxyType(
    {
        "advisory": ("仅作提示", "advisory"),
        "ask": ("问题", "the question"),
        "answers": ("可选答案", "the answers"),
        "agreed": ("约定期限", "the limit a record names"),
        "answered": ("须为这些答案", "with these answers"),
        "approved_by": ("批准人", "approved by"),
        "at": ("部位类型", "the kind of place"),
        "at_least": ("至少", "at least"),
        "at_most": ("最长间隔", "at most apart"),
        "bands": ("分档", "the bands"),
        "by": ("由谁完成", "done by"),
        "cap_if_critical": ("关键项不合格时的上限", "the cap after a critical failure"),
        "clause": ("条款号", "the clause"),
        "complete": ("须答的问题", "what must be answered"),
        "correction": ("更正说明", "the correction"),
        "counts": ("计数的记录表", "the forms that count"),
        "covers": ("须走遍的部位", "the places to cover"),
        "credit": ("算谁的分", "whose score it is"),
        "critical": ("关键项", "critical"),
        "choices": ("可选项", "the choices"),
        "default": ("默认", "the default"),
        "days_off": ("没排班的日子也应检", "due on days off too"),
        "days": ("天数", "the days"),
        "deduct": ("扣分", "the deduction"),
        "distinct": ("须不同的对象", "what must differ"),
        "draw": ("抽查", "the draw"),
        "each": ("扣分单位", "what it is deducted for"),
        "every": ("间隔", "every"),
        "faults": ("扣分项", "the faults"),
        "filled_by": ("由谁填写", "filled in by"),
        "floor": ("扣分下限", "the floor"),
        "form": ("记录表", "the form"),
        "forms": ("记录表", "the forms"),
        "full": ("满分", "the full points"),
        "given": ("给定值", "the given values"),
        "good": ("算作合格的答案", "the good answers"),
        "grade": ("给分方式", "how it is graded"),
        "hours": ("小时", "the hours"),
        "kind": ("条款种类", "the kind of rule"),
        "left_out": ("不计的答案", "the answers left out"),
        "level": ("标准的级别", "the level of the standard"),
        "measure": ("计次或计时", "what is measured"),
        "min_minutes": ("每次最短分钟数", "the shortest visit in minutes"),
        "most": ("扣分上限", "the most it deducts"),
        "na": ("不适用如何处理", "what N/A means"),
        "not_answered": ("不得为这些答案", "not with these answers"),
        "note": ("备注", "the note"),
        "of": ("被评的岗位", "whom it judges"),
        "on": ("限于哪些日子", "the days it is limited to"),
        "on_duty_at": ("限于哪类岗位的当班人", "the posts of those on duty"),
        "on_fail": ("不合格时", "after a failure"),
        "over": ("按次或按期", "over what it counts"),
        "parameters": ("参数", "the parameter"),
        "parts": ("检查部分", "the parts"),
        "per": ("应检周期", "what it is due per"),
        "points": ("分值", "the points"),
        "question": ("问题", "the question"),
        "questions": ("问题", "the questions"),
        "reason": ("原因", "the reason"),
        "repeat": ("重复时的扣分", "what repetition costs"),
        "required": ("必答", "whether it must be answered"),
        "ruleset": ("标准编号", "the ruleset's id"),
        "roll_up": ("汇总方式", "how the rules add up"),
        "rounding": ("取整", "the rounding"),
        "same_day": ("当日完成", "on the same day"),
        "scale": ("分值对照", "the scale"),
        "sections": ("章节", "the sections"),
        "severity": ("严重程度倍数", "the factors of severity"),
        "shadow_until": ("试行至", "in shadow until"),
        "source": ("出处", "the source"),
        "starts": ("起算时间", "what it starts with"),
        "ends": ("截止时间", "what it ends with"),
        "status": ("可靠程度", "how well it is known"),
        "title": ("名称", "the title"),
        "top": ("最高几档", "the top answers"),
        "value": ("回答", "the answer"),
        "veto": ("否决", "the veto"),
        "waivers": ("豁免", "the waivers"),
        "was": ("旧编号", "the former id"),
        "weight": ("权重", "the weight"),
        "when": ("提问条件", "when it is asked"),
        "where": ("限于哪些记录", "the records it is limited to"),
        "windows": ("时段", "the windows"),
        "within": ("时限", "the limit"),
        "worth": ("折算", "what it is worth"),
        "zero_out": ("一票归零", "whether it takes everything"),
    }
)
_YES_NO: Final[Mapping[str, Pair]] = MappingProxyType({"true": ("是", "yes"), "false": ("否", "no")})
_UNITS: Final[Mapping[str, Pair]] = MappingProxyType(
    {"points": ("分", "points"), "deduct": ("分", "points"), "full": ("分", "points"), "min_minutes": ("分钟", "min")}
)
TIMES: Final[Pair] = ("次", "times")
_RETIRED: Final = Text(zh="停用", en="retired")
_NOTHING: Final = Text(zh="无", en="nothing")


def key_words(path: Path) -> Text:
    """A path below a rule in words; a key that people named themselves stays as it is."""
    said = [KEYS.get(str(part), (str(part), str(part))) for part in path]
    return Text(zh="·".join(zh for zh, _ in said), en=", ".join(en for _, en in said))


def value_words(value: Plain | Missing, unit: Pair = ("", "")) -> Text:
    """A value in words: texts in quotes, lists in a row, null as retired, with the unit of a number."""
    if isinstance(value, Missing):
        return _NOTHING
    if value is None:
        return _RETIRED
    if isinstance(value, list):
        said = [value_words(one) for one in value]
        return Text(zh="、".join(one.zh for one in said), en=", ".join(one.en for one in said))
    return _mapping(value) if isinstance(value, dict) else _plain(str(value), unit)


def unit_of(path: Path) -> Pair:
    """The unit that a number under this path has."""
    last = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    return _UNITS.get(last, ("", ""))


def _plain(value: str, unit: Pair) -> Text:
    zh, en = _YES_NO.get(value, (value, value))
    if not unit[0]:
        return Text(zh=zh, en=en)
    return Text(zh=f"{zh} {unit[0]}", en=_counted(en, unit[1]))


def _counted(number: str, unit: str) -> str:
    return f"{number} {unit.removesuffix('s') if number == '1' else unit}"


def _mapping(value: dict[str, Any]) -> Text:
    if set(value) <= {"zh", "en"}:
        words = Text.model_validate(value)
        return Text(zh=f"“{words.zh}”", en=f"“{words.en}”")
    said = [(key_words((key,)), value_words(one)) for key, one in value.items()]
    return Text(
        zh="，".join(f"{key.zh} {one.zh}" for key, one in said), en=", ".join(f"{key.en} {one.en}" for key, one in said)
    )
