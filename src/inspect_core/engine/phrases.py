"""The words of `per`, `every`, `on` and `windows` as people say them, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from inspect_core.domain.text import Text
from inspect_core.language.scalars import Window
from inspect_core.language.timing import Every, On

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

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def word(name: str) -> Text:
    """A word of the rule language as people say it; a company's own word stands for itself."""
    zh, en = _WORDS.get(name, (name, name.replace("-", " ").replace("_", " ")))
    return Text(zh=zh, en=en)


def how_often(
    per: Iterable[str], every: Every | None, on: On, windows: Iterable[str], known: Mapping[str, Window]
) -> Text:
    """Each of what, and when: "每巡更点每 1 小时", "per checkpoint, every hour, on Mondays".

    `windows` are the named ones that count; `known` has the hours and titles of those of the file.
    """
    words = [word(name) for name in per]
    chosen = [*_windows(windows, known), *_chosen(on)]
    inner = "；".join(found.zh for found in chosen)
    zh = "".join(f"每{found.zh}" for found in words)
    en = [f"per {found.en}" for found in words]
    if every is not None:
        stretch = _stretch(every)
        zh, en = zh + stretch.zh, [*en, stretch.en]
    return Text(zh=zh + (f"（{inner}）" if inner else ""), en=", ".join([*en, *(found.en for found in chosen)]))


def _stretch(every: Every) -> Text:
    """Every so many hours, or every so many days from a first one."""
    count, zh, en = (every.hours, "小时", "hour") if every.hours else (every.days or 1, "天", "day")
    first = ("", "") if every.start is None else (f"（自 {every.start} 起）", f" from {every.start}")
    often = f"every {en}" if count == 1 else f"every {count} {en}s"
    return Text(zh=f"每 {count} {zh}{first[0]}", en=often + first[1])


def _windows(names: Iterable[str], known: Mapping[str, Window]) -> list[Text]:
    """The windows by the words people call them by, with their hours."""
    found = [_window(name, known.get(name)) for name in names]
    if not found:
        return []
    zh, en = "、".join(one.zh for one in found), " and the ".join(one.en for one in found)
    return [Text(zh=zh, en=f"in the {en}")]


def _window(name: str, window: Window | None) -> Text:
    called = window.title if window and window.title else word(name)
    if window is None:
        return called
    return Text(zh=f"{called.zh} {window.hours}", en=f"{called.en} ({window.hours})")


def _chosen(on: On) -> Iterator[Text]:
    """The days and months that `on` leaves in."""
    if on.weekdays:
        days = [word(day) for day in on.weekdays]
        yield Text(zh="逢" + "、".join(day.zh for day in days), en="on " + _and([f"{day.en}s" for day in days]))
    if on.dates:
        zh = "、".join(str(day) for day in on.dates)
        yield Text(zh=f"逢 {zh} 日", en=f"on the {_and([_ordinal(day) for day in on.dates])}")
    if on.last:
        zh = "工作日" if on.last == "workday" else "日"
        yield Text(zh=f"逢当月最后一个{zh}", en=f"on the last {on.last} of the month")
    if on.months:
        zh = "、".join(str(month) for month in on.months)
        yield Text(zh=f"限 {zh} 月", en="in " + _and([_MONTHS[month - 1] for month in on.months]))
    if on.days_off:
        yield Text(zh="没排班也应检", en="days off too")


def _and(words: list[str]) -> str:
    return " and ".join([*([", ".join(words[:-1])] if len(words) > 1 else []), words[-1]])


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(0 if 11 <= number % 100 <= 13 else number % 10, "th")
    return f"{number}{ending}"
