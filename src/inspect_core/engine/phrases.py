"""The words of `per`, `every` and `windows` as people say them, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable

from inspect_core.domain.text import Text
from inspect_core.language.timing import Every

_WORDS = {
    "post": ("岗位", "post"),
    "area": ("区域", "area"),
    "checkpoint": ("巡更点", "checkpoint"),
    "household": ("户", "household"),
    "place": ("部位", "place"),
    "person": ("人", "person"),
    "subject": ("被检查人", "person inspected"),
    "shift": ("班次", "shift"),
    "day": ("日", "day"),
    "workday": ("个工作日", "workday"),
    "window": ("个时段", "window"),
    "half_day": ("半日", "half-day"),
    "workday_window": ("个工作日的时段", "window of a workday"),
    "week": ("周", "week"),
    "half_month": ("半月", "half-month"),
    "month": ("月", "month"),
    "two_months": ("两个月", "two months"),
    "quarter": ("季度", "quarter"),
    "half_year": ("半年", "half-year"),
    "year": ("年", "year"),
    "period": ("考核期", "period"),
    "monday": ("周一", "Monday"),
    "tuesday": ("周二", "Tuesday"),
    "wednesday": ("周三", "Wednesday"),
    "thursday": ("周四", "Thursday"),
    "friday": ("周五", "Friday"),
    "saturday": ("周六", "Saturday"),
    "sunday": ("周日", "Sunday"),
    "morning": ("上午", "morning"),
    "afternoon": ("下午", "afternoon"),
    "night": ("夜间", "night"),
}


def word(name: str) -> Text:
    """A word of the rule language as people say it; a company's own word stands for itself."""
    zh, en = _WORDS.get(name, (name, name.replace("-", " ").replace("_", " ")))
    return Text(zh=zh, en=en)


def how_often(per: Iterable[str], every: Every | None, windows: Iterable[str]) -> Text:
    """Each of what: "每巡更点每 1 小时", "per checkpoint, every hour"."""
    words = [word(name) for name in per]
    zh = "".join(f"每{found.zh}" for found in words)
    en = [f"per {found.en}" for found in words]
    if every is not None:
        count, unit = (every.hours, ("小时", "hour")) if every.hours else (every.days or 1, ("天", "day"))
        zh += f"每 {count} {unit[0]}"
        en.append(f"every {unit[1]}" if count == 1 else f"every {count} {unit[1]}s")
    named = [word(name) for name in windows]
    if named:
        zh += f"（{'、'.join(found.zh for found in named)}）"
        en.append("in the " + " and the ".join(found.en for found in named))
    return Text(zh=zh, en=", ".join(en))
