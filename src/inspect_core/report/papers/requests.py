"""What customers asked for: the summary of a day, the list before the end of work, the analysis of complaints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from inspect_core.api import PaperView
from inspect_core.report import times
from inspect_core.report.papers.sheet import (
    Column,
    Figure,
    Part,
    Plain,
    Sheet,
    answer,
    clock_text,
    minutes_between,
    name_of,
    no_form,
    number,
    of_form,
    on_days,
    rate,
    tally,
)
from inspect_core.report.words import Words

FORM, SUMMARY, ANALYSIS = "request", "daily-summary", "complaint-analysis"
COMPLAINT, YES = "complaint", "yes"
_OFTEN = 2


def daily(view: PaperView, words: Words) -> Sheet:
    """What came in on the day, what was closed, what goes on to the next day, and what the centre made of it."""
    requests = of_form(view.records, FORM)
    today = [one for one in requests if one["day"] == view.day]
    closed = [one for one in today if closed_by(one, view.day)]
    carried = [one for one in requests if one["day"] < view.day and not closed_by(one, _before(view.day))]
    left = [one for one in [*carried, *today] if not closed_by(one, view.day)]
    return Sheet(
        words.both("每日客户信息汇总", "Daily summary of customer requests"),
        facts=(times.day_title(date.fromisoformat(view.day), words),),
        figures=(
            Figure(words.both("当日收到", "Came in"), str(len(today))),
            Figure(words.both("当日关闭", "Closed that day"), str(len(closed)), rate(len(closed), len(today))),
            Figure(
                words.both("前日结转", "Carried over"),
                str(len(carried)),
                words.both("前一日未关闭", "open the day before"),
            ),
            Figure(
                words.both("转入次日", "For the next day"), str(len(left)), words.both("日终未关闭", "open at its end")
            ),
            Figure(words.both("重大", "Major"), str(sum(is_major(one) for one in today))),
        ),
        notices=_notices(view, words),
        parts=(
            _classes(view, today, words),
            _list(view, "today", words.both("当日信息", "Of the day"), today, words),
            _list(view, "carried", words.both("前日结转的处理", "Carried over from before"), carried, words),
            _causes(view, [one for one in left if one["day"] == view.day], words),
            _analysis(view, words),
        ),
        signs=(words.both("客服中心", "Service centre"), words.both("项目负责人", "Project manager")),
    )


def still_open(view: PaperView, words: Words) -> Sheet:
    """Major ones of the day, closed or not, and everything that is open at its end, oldest first."""
    requests = of_form(view.records, FORM)
    major = [one for one in requests if one["day"] == view.day and is_major(one)]
    left = [one for one in requests if not closed_by(one, view.day)]
    unnamed = [one for one in left if not str(one["answers"].get("owner", "")).strip()]
    notices = list(_notices(view, words))
    if unnamed:
        notices.append(
            words.both(
                f"{len(unnamed)} 件未关闭的信息没有跟踪责任人。",
                f"Nobody is named to follow up {len(unnamed)} of them.",
            )
        )
    return Sheet(
        words.both("重大与未处理完成信息", "Major and open requests"),
        facts=(view.day, words.both("每天下班前报项目负责人", "for the project manager before the end of work")),
        figures=(
            Figure(words.both("当日重大", "Major that day"), str(len(major))),
            Figure(words.both("未关闭", "Open"), str(len(left))),
            Figure(words.both("其中非当日", "Older than the day"), str(sum(one["day"] < view.day for one in left))),
        ),
        notices=tuple(notices),
        parts=(
            _list(view, "major", words.both("重大信息", "Major"), major, words),
            _open_list(view, left, words),
        ),
        signs=(
            words.both("报告人", "Reported by"),
            words.both("项目负责人", "Project manager"),
            words.both("收到时间", "Received at"),
        ),
    )


def complaints(view: PaperView, words: Words) -> Sheet:
    """The complaints of the period by place and cause, how fast they were handled, which came again."""
    first, last = view.source["period"]["first"], view.source["period"]["last"]
    every = [one for one in of_form(view.records, FORM) if one["answers"].get("class") == COMPLAINT]
    valid = on_days(of_form(view.records, COMPLAINT), first, last)
    now, before = on_days(every, first, last), len([one for one in every if one["day"] < first])
    closed = [one for one in now if one["end"]]
    same_day = [one for one in now if closed_by(one, one["day"])]
    return Sheet(
        words.both("投诉统计分析", "Analysis of complaints"),
        facts=(words("period_is", first=first, last=last),),
        figures=(
            Figure(
                words.both("投诉", "Complaints"),
                str(len(now)),
                words.both(f"此前 31 天 {before} 件", f"{before} in the 31 days before"),
            ),
            Figure(words.both("已办结", "Closed"), str(len(closed)), rate(len(closed), len(now))),
            Figure(words.both("当天关闭", "Closed the same day"), str(len(same_day)), rate(len(same_day), len(now))),
            Figure(words.both("响应中位数", "Median response"), _median(now, "responded", words)),
            Figure(words.both("办结中位数", "Median to close"), _median(closed, "", words)),
        ),
        notices=_notices(view, words),
        parts=(
            _by_place(now, words),
            _by_cause(view, valid, words),
            _by_week(now, words),
            _list(view, "list", words.both("逐件", "One by one"), now, words),
            _findings(view, words),
            Part("measures", words.both("改进措施", "What will change"), columns=_measures(words), blanks=4),
        ),
        signs=(words("prepared"), words("checked"), words("approved")),
    )


def closed_by(found: Plain, day: str) -> bool:
    """Whether it was closed at the end of that day."""
    return bool(found["end"]) and str(found["end"])[:10] <= day


def is_major(found: Plain) -> bool:
    """Whether it was recorded as a major one."""
    return bool(found["answers"].get("major") == YES)


def _before(day: str) -> str:
    return str(date.fromisoformat(day) - timedelta(days=1))


def _notices(view: PaperView, words: Words) -> tuple[str, ...]:
    return () if FORM in view.forms else (no_form(words, "requests", FORM),)


def _classes(view: PaperView, today: Sequence[Plain], words: Words) -> Part:
    groups = tally(answer(view.forms, one, "class", words) for one in today)
    rows = []
    for title, n in groups:
        own = [one for one in today if answer(view.forms, one, "class", words) == title]
        closed = sum(closed_by(one, view.day) for one in own)
        rows.append((title or words.both("未分类", "no class"), str(n), str(closed), str(n - closed), rate(closed, n)))
    columns = (
        Column(words.both("类别", "Class")),
        number(words.both("收到", "Came in")),
        number(words.both("关闭", "Closed")),
        number(words.both("未关闭", "Open")),
        number(words.both("当天关闭率", "Closed that day")),
    )
    empty = words.both("当日没有收到客户信息。", "Nothing came in that day.")
    return Part("classes", words.both("按类别", "By class"), columns=columns, rows=tuple(rows), empty=empty)


def _list(view: PaperView, id: str, title: str, found: Sequence[Plain], words: Words) -> Part:
    rows = tuple(
        (
            f"{one['day'][5:]} {one['at'][11:16]}",
            name_of(one["place"]),
            answer(view.forms, one, "class", words) + (words.both("（重大）", " (major)") if is_major(one) else ""),
            one["note"],
            name_of(one["observer"]),
            answer(view.forms, one, "responded", words),
            clock_text(one["end"], one["day"]) if one["end"] else words.both("未关闭", "open"),
        )
        for one in found
    )
    heads = (
        words.both("接到时间", "Came in"),
        words.both("房号或部位", "Where"),
        words.both("类别", "Class"),
        words.both("内容", "What"),
        words.both("首接人", "Taken by"),
        words.both("响应", "Responded"),
        words.both("关闭", "Closed"),
    )
    return Part(
        id, title, columns=tuple(Column(head) for head in heads), rows=rows, empty=words.both("没有。", "None.")
    )


def _open_list(view: PaperView, left: Sequence[Plain], words: Words) -> Part:
    names = _staff(view)
    rows = tuple(
        (
            f"{one['day']} {one['at'][11:16]}",
            str((date.fromisoformat(view.day) - date.fromisoformat(one["day"])).days),
            name_of(one["place"]),
            answer(view.forms, one, "class", words) + (words.both("（重大）", " (major)") if is_major(one) else ""),
            one["note"],
            names.get(str(one["answers"].get("owner", "")), str(one["answers"].get("owner", ""))),
            str(one["answers"].get("cause", "")),
        )
        for one in left
    )
    columns = (
        Column(words.both("接到时间", "Came in")),
        number(words.both("已几天", "Days")),
        Column(words.both("房号或部位", "Where")),
        Column(words.both("类别", "Class")),
        Column(words.both("内容", "What")),
        Column(words.both("跟踪责任人", "Followed up by")),
        Column(words.both("未关闭原因", "Why open")),
    )
    empty = words.both("全部关闭。", "Everything is closed.")
    return Part("open", words.both("未处理完成的信息", "Open"), columns=columns, rows=rows, empty=empty)


def _staff(view: PaperView) -> dict[str, str]:
    """Names by staff number, of everybody who recorded something: the form keeps the number as text."""
    return {one["observer"]["id"]: one["observer"]["name"] for one in view.records if one["observer"]}


def _causes(view: PaperView, left: Sequence[Plain], words: Words) -> Part:
    names = _staff(view)
    rows = tuple(
        (
            name_of(one["place"]),
            one["note"],
            str(one["answers"].get("cause", "")),
            answer(view.forms, one, "replied", words),
            names.get(str(one["answers"].get("owner", "")), str(one["answers"].get("owner", ""))),
        )
        for one in left
    )
    heads = (
        words.both("房号或部位", "Where"),
        words.both("内容", "What"),
        words.both("未能当天关闭的原因", "Why it stayed open"),
        words.both("当天回复业主", "Owner answered"),
        words.both("次日责任人", "For the next day"),
    )
    title = words.both("当日未关闭：原因与责任人", "Not closed that day: why, and who goes on")
    empty = words.both("当日收到的全部关闭。", "All of the day were closed.")
    return Part("causes", title, columns=tuple(Column(head) for head in heads), rows=rows, empty=empty)


def _analysis(view: PaperView, words: Words) -> Part:
    told = [one for one in of_form(view.records, SUMMARY) if one["day"] == view.day]
    says = "\n".join(f"{name_of(one['observer'])}：{one['answers'].get('analysis', '')}" for one in told)
    return Part("analysis", words.both("汇总分析", "Analysis"), says=says, lines=0 if says else 3)


def _median(found: Sequence[Plain], question: str, words: Words) -> str:
    ends = [one["answers"].get(question) if question else one["end"] for one in found]
    lasted = sorted(
        minutes
        for one, end in zip(found, ends, strict=True)
        if (minutes := minutes_between(one["at"], end)) is not None
    )
    if not lasted:
        return "–"
    middle = lasted[(len(lasted) - 1) // 2]
    if middle < 60:
        return words.both(f"{middle} 分钟", f"{middle} min")
    return words.both(f"{middle // 60} 小时 {middle % 60} 分", f"{middle // 60} h {middle % 60} min")


def _by_place(now: Sequence[Plain], words: Words) -> Part:
    counted = tally(name_of(one["place"]) for one in now)
    often = [name for name, n in counted if n >= _OFTEN]
    says = words.both(f"同一处两件及以上：{words.list(often)}", f"More than once: {words.list(often)}") if often else ""
    rows = tuple((name or words.both("未注明", "not said"), str(n), rate(n, len(now))) for name, n in counted)
    columns = (
        Column(words.both("房号或部位", "Where")),
        number(words.both("件数", "How many")),
        number(words("share")),
    )
    empty = words.both("本期没有投诉。", "There was no complaint.")
    return Part("places", words.both("按部位", "Where from"), says, columns, rows, empty)


def _by_cause(view: PaperView, valid: Sequence[Plain], words: Words) -> Part:
    counted = tally(answer(view.forms, one, "cause", words) for one in valid)
    rows = tuple((cause or words.both("未注明", "not said"), str(n), rate(n, len(valid))) for cause, n in counted)
    columns = (Column(words.both("原因", "What about")), number(words.both("件数", "How many")), number(words("share")))
    says = words.both("经核实的投诉，按登记的原因。", "Complaints found to be valid, by what was recorded.")
    empty = words.both("没有登记核实的投诉。", "None was recorded as valid.")
    return Part("causes", words.both("核实投诉的原因", "Causes of the valid ones"), says, columns, rows, empty)


def _by_week(now: Sequence[Plain], words: Words) -> Part:
    mondays = [_monday(one["at"]) for one in now]
    rows = tuple((str(day), str(mondays.count(day))) for day in sorted(set(mondays)))
    columns = (Column(words.both("周（周一）", "Week of Monday")), number(words.both("件数", "How many")))
    empty = words.both("没有。", "None.")
    return Part("weeks", words.both("按周", "Week by week"), columns=columns, rows=rows, empty=empty)


def _monday(at: str) -> date:
    day = datetime.fromisoformat(at).date()
    return day - timedelta(days=day.weekday())


def _findings(view: PaperView, words: Words) -> Part:
    first, last = view.source["period"]["first"], view.source["period"]["last"]
    told = on_days(of_form(view.records, ANALYSIS), first, last)
    says = "\n".join(f"{one['day']} {name_of(one['observer'])}：{one['answers'].get('findings', '')}" for one in told)
    return Part("findings", words.both("分析结论", "Findings"), says=says, lines=0 if says else 4)


def _measures(words: Words) -> tuple[Column, ...]:
    return (
        Column(words.both("问题", "Problem")),
        Column(words.both("措施", "Measure")),
        Column(words.both("责任人", "By whom")),
        Column(words.both("完成期限", "Until")),
    )
