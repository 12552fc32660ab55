"""Figures from other systems (fee collection, attendance, training hours) that a scheme weighs beside its rulesets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspect_core.domain.exact import FULL, OutOfRange, milli, plain, share_of
from inspect_core.domain.text import Text
from inspect_core.errors import Problem, Unfit
from inspect_core.language.node import Document
from inspect_core.language.scalars import Points

INDICATOR: Final = "E-SCHEME-INDICATOR"
Unit = Literal["percent", "count", "hours", "days", "points", "money"]
Whose = Literal["person", "department", "project"]
_UNITS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "percent": (" %", " %"),
        "count": ("", ""),
        "hours": (" 小时", " h"),
        "days": (" 天", " d"),
        "points": (" 分", " points"),
        "money": (" 元", ""),
    }
)


class Indicator(BaseModel):
    """A figure of a person, a department or the project, and how its value becomes a score from 0 to 100.

    Either a `scale`, a table of values with what each earns (lower bounds, included; below the lowest nothing), or in
    proportion: nothing at `zero_at`, everything at `target` and beyond, which may lie below.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    unit: Unit = "count"
    of: Whose = "person"
    source: Text | None = None
    scale: dict[str, Points] = Field(default_factory=dict)
    target: Points | None = None
    zero_at: Points = 0

    @model_validator(mode="after")
    def _one_way_to_score(self) -> Self:
        if bool(self.scale) == (self.target is not None):
            raise Unfit("write either 'scale' or 'target'", "scale 与 target 只写其一", code=INDICATOR)
        if self.target == self.zero_at:
            raise Unfit("'target' and 'zero_at' are two values", "target 与 zero_at 须不同", code=INDICATOR)
        if self.scale and "zero_at" in self.model_fields_set:
            raise Unfit("'zero_at' belongs to 'target'", "zero_at 只与 target 同用", code=INDICATOR)
        bounds = [milli(bound) for bound in self.scale]
        if len(set(bounds)) < len(bounds):
            raise Unfit("a value stands in 'scale' twice", "scale 中有重复的数值", code=INDICATOR)
        if any(not 0 <= points <= FULL for points in self.scale.values()):
            raise OutOfRange("a value earns from 0 to 100 points", "每个数值对应 0 至 100 分")
        return self

    @property
    def steps(self) -> Sequence[tuple[int, int]]:
        """The scale: lower bounds in thousandths of the unit, highest first, with what each earns."""
        return sorted(((milli(bound), points) for bound, points in self.scale.items()), reverse=True)

    def score(self, value: int) -> int:
        """What a value (thousandths of the unit) earns, in thousandths of 100 points; rounded half up once."""
        if self.target is None:
            return next((points for bound, points in self.steps if value >= bound), 0)
        way, whole = value - self.zero_at, self.target - self.zero_at
        if whole < 0:
            way, whole = -way, -whole
        return share_of(FULL, max(0, min(way, whole)), whole)

    def said(self, value: int) -> Text:
        """A value with its unit."""
        zh, en = _UNITS[self.unit]
        return Text(zh=f"{plain(value)}{zh}", en=f"{plain(value)}{en}")

    def says(self) -> Text:
        """How a value becomes a score, in words."""
        if self.target is not None:
            least, most = self.said(self.zero_at), self.said(self.target)
            return Text(
                zh=f"{most.zh} 得 100 分，{least.zh} 得 0 分，其间按比例",
                en=f"100 points at {most.en}, none at {least.en}, in proportion between",
            )
        lines = [(self.said(bound), plain(points)) for bound, points in self.steps]
        zh = "，".join(f"{bound.zh} 起 {points} 分" for bound, points in lines)
        return Text(zh=zh, en=", ".join(f"from {bound.en} {points} points" for bound, points in lines))


def indicator_problems(
    indicators: Mapping[str, Indicator], taken: Collection[str], project: Collection[str], document: Document
) -> list[Problem]:
    """Indicators that have the name of a ruleset or a group, and those that the project's own weights name."""
    same = [
        Problem(
            INDICATOR,
            f"the indicator '{name}' has the name of a ruleset or a group",
            document.place(("indicators", name)),
            "give it another name",
            f"指标 '{name}' 与标准或分组重名",
            "请另取名称",
        )
        for name in indicators
        if name in taken
    ]
    weighed = [
        Problem(
            INDICATOR,
            f"the indicator '{name}' is weighed for roles, not for the project, its places and departments",
            document.place(("project", "weights", name)),
            "weigh it under 'roles'",
            f"指标 '{name}' 只能计入岗位，不能计入项目、部位、部门",
            "请在 roles 中设置权重",
        )
        for name in project
        if name in indicators
    ]
    return [*same, *weighed]
