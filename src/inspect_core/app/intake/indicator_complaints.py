"""What can be wrong with the value of an indicator, in both languages, each with its next step."""

from __future__ import annotations

from typing import Final

from inspect_core.app.intake.complaints import Complaint, shown

_WHOSE: Final = {
    "person": ("a person", "人员"),
    "department": ("a department", "部门"),
    "project": ("the project", "项目"),
}


def bad_period(text: str) -> Complaint:
    """No month."""
    return Complaint(
        "E-INDICATOR-PERIOD",
        f"{shown(text)} is no period",
        f"{shown(text)} 不是考核期",
        "Write it like 2026-10.",
        "请写成 2026-10 的样子。",
    )


def to_come(period: str, day: str) -> Complaint:
    """A value that is of a day long before its period begins."""
    return Complaint(
        "E-INDICATOR-FUTURE",
        f"the period {period} had not begun on {day}",
        f"考核期 {period} 在 {day} 尚未开始",
        "Correct the period or the day.",
        "请更正考核期或日期。",
    )


def bad_value(text: str) -> Complaint:
    """No number, or one that is too fine."""
    return Complaint(
        "E-INDICATOR-VALUE",
        f"{shown(text)} is no value: a number with at most three decimals",
        f"{shown(text)} 不是数值：须为数字，最多三位小数",
        "Write it like 96.2, rounded as its source rounds it.",
        "请写成 96.2 的样子，并按来源的规则取舍。",
    )


def share_or_percent(text: str) -> Complaint:
    """A share that a spreadsheet may have shown as a percentage."""
    return Complaint(
        "E-INDICATOR-PERCENT",
        f"{shown(text)} may be a share or a percentage",
        f"{shown(text)} 可能是比值，也可能是百分数",
        "Write percentages as 96.2, and those of at most 1 with their sign: 0.5%.",
        "百分数请写成 96.2；不超过 1 的请带百分号，如 0.5%。",
    )


def nobody(of: str) -> Complaint:
    """The one it is about is missing."""
    en, zh = _WHOSE[of]
    return Complaint(
        "E-INDICATOR-WHOSE",
        f"the indicator is of {en}, and the row names none",
        f"该指标须写明{zh}",
        "Fill it in.",
        "请填写。",
    )


def of_others(of: str) -> Complaint:
    """It names whom it cannot be about."""
    en, zh = _WHOSE[of]
    return Complaint(
        "E-INDICATOR-WHOSE",
        f"the indicator is of {en}, not of what this cell names",
        f"该指标按{zh}统计，不应填写此格",
        "Empty the cell.",
        "请清空该单元格。",
    )


def absent(person: str, period: str) -> Complaint:
    """A value of somebody who did not work here then."""
    return Complaint(
        "E-INDICATOR-ABSENT",
        f"{shown(person)} did not work here in {period}",
        f"{shown(person)} 在 {period} 不在岗",
        "Correct the period, or the days of the assignment.",
        "请更正考核期，或更正任职起止日期。",
    )


def twice(what: str, other: str) -> Complaint:
    """Two rows state the same figure."""
    return Complaint(
        "E-INDICATOR-TWICE",
        f"{shown(what)} is stated twice, here and at {other}",
        f"{shown(what)} 重复，另见 {other}",
        "Delete one of the two rows.",
        "请删除其中一行。",
    )
