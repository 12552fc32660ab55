"""The monthly bulletin on courtesy 礼仪简报: how often it was right, where it was not, who was praised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspect_core.api import PaperView
from inspect_core.report import figures, times
from inspect_core.report.papers.sheet import (
    Column,
    Figure,
    Part,
    Plain,
    Sheet,
    answer,
    asks,
    name_of,
    no_form,
    number,
    of_form,
    on_days,
    points_more,
    rate,
    tally,
)
from inspect_core.report.words import Words

FORM, PRAISE, COMPLAINT = "courtesy-check", "praise", "complaint"
_GOOD, _BAD = "pass", "fail"
_CASES, _NAMED, _LEAST = 20, 10, 3


def sheet(view: PaperView, words: Words) -> Sheet:
    """The month's checks beside those of the month before."""
    first, last = view.source["period"]["first"], view.source["period"]["last"]
    checks = of_form(view.records, FORM)
    now, then = on_days(checks, first, last), [one for one in checks if one["day"] < first]
    praise, complaints = (on_days(of_form(view.records, form), first, last) for form in (PRAISE, COMPLAINT))
    good, judged = _counts(now)
    more = points_more((good, judged), _counts(then), words)
    seen = {one["subject"]["id"] for one in now if one["subject"]}
    return Sheet(
        words.both("礼仪简报", "Courtesy bulletin"),
        facts=(words("period_is", first=first, last=last),),
        lede=_lede(now, good, judged, words),
        figures=(
            Figure(words.both("检查次数", "Checks"), f"{len(now):,}", words.both("次", "in the month")),
            Figure(
                words.both("合格率", "Right"), rate(good, judged), words.both(f"较上月 {more}", f"{more} on last month")
            ),
            Figure(words.both("受检人数", "People checked"), str(len(seen))),
            Figure(words.both("客户表扬", "Praise"), str(len(praise)), words.both("件", "from customers")),
            Figure(words.both("有效投诉", "Complaints"), str(len(complaints)), words.both("件", "found valid")),
        ),
        notices=() if FORM in view.forms else (no_form(words, "etiquette", FORM),),
        parts=(
            _questions(view, now, then, words),
            _departments(now, words),
            _best(now, words),
            _shortcomings(view, now, words),
            _praise(view, praise, words),
            _complaints(view, complaints, words),
            Part("next", words.both("下月重点", "Next month"), lines=3),
        ),
        signs=(words("prepared"), words("checked"), words("approved")),
    )


def _on_last(more: str, words: Words) -> str:
    return "" if more == figures.NOTHING else words.both(f"较上月 {more}", f"{more} on last month")


def _answers(records: Sequence[Plain]) -> list[str]:
    return [value for one in records for value in one["answers"].values() if value in (_GOOD, _BAD)]


def _counts(records: Sequence[Plain]) -> tuple[int, int]:
    values = _answers(records)
    return values.count(_GOOD), len(values)


def _lede(now: Sequence[Plain], good: int, judged: int, words: Words) -> str:
    if not now:
        return words.both("本月没有礼仪检查记录。", "No courtesy check was recorded this month.")
    return words.both(
        f"本月礼仪检查 {len(now):,} 次，评判 {judged:,} 项，合格 {good:,} 项，合格率 {rate(good, judged)}。",
        f"Checks made: {len(now):,}. Answers judged: {judged:,}, right: {good:,} ({rate(good, judged)}).",
    )


def _questions(view: PaperView, now: Sequence[Plain], then: Sequence[Plain], words: Words) -> Part:
    rows = []
    for question in view.forms.get(FORM, {"questions": ()})["questions"]:
        one, before = ([_only(record, question["id"]) for record in records] for records in (now, then))
        good, judged = _counts(one)
        if judged:
            more = points_more((good, judged), _counts(before), words)
            rows.append((words.say(question["ask"]), str(judged), str(judged - good), rate(good, judged), more))
    columns = (
        Column(words.both("检查内容", "Question")),
        number(words.both("评判", "Judged")),
        number(words.both("不合格", "Failed")),
        number(words.both("合格率", "Right")),
        number(words.both("较上月", "On last month")),
    )
    return Part("questions", words.both("各项合格率", "Question by question"), columns=columns, rows=tuple(rows))


def _only(record: Plain, question: str) -> dict[str, Any]:
    return {"answers": {question: record["answers"].get(question, "")}}


def _departments(now: Sequence[Plain], words: Words) -> Part:
    groups: dict[str, list[Plain]] = {}
    for one in now:
        if one["subject"]:
            groups.setdefault(one["subject"]["department"], []).append(one)
    ranked = sorted(((_counts(own), len(own), id) for id, own in groups.items()), key=_by_rate)
    rows = tuple(
        (
            words.title("department", id, id) if id else words("no_department"),
            str(checks),
            str(judged),
            rate(good, judged),
        )
        for (good, judged), checks, id in ranked
        if judged
    )
    columns = (
        Column(words("department")),
        number(words.both("检查次数", "Checks")),
        number(words.both("评判", "Judged")),
        number(words.both("合格率", "Right")),
    )
    return Part("departments", words.both("各部门", "Departments"), columns=columns, rows=rows)


def _by_rate(row: tuple[tuple[int, int], int, str]) -> tuple[float, str]:
    (good, judged), _, id = row
    return (-(good * 1_000_000 // judged) if judged else 1, id)


def _best(now: Sequence[Plain], words: Words) -> Part:
    people: dict[str, list[Plain]] = {}
    for one in now:
        if one["subject"]:
            people.setdefault(one["subject"]["id"], []).append(one)
    flawless = [own for own in people.values() if len(own) >= _LEAST and _counts(own)[0] == _counts(own)[1] > 0]
    flawless.sort(key=lambda own: (-len(own), -_counts(own)[1], own[0]["subject"]["id"]))
    rows = tuple(
        (
            own[0]["subject"]["name"],
            words.named("role", own[-1]["subject"]["role"]),
            words.title("department", own[-1]["subject"]["department"], ""),
            str(len(own)),
            str(_counts(own)[1]),
        )
        for own in flawless[:_NAMED]
    )
    says = words.both(
        f"受检 {_LEAST} 次及以上、项项合格的员工，共 {len(flawless)} 人，最多列 {_NAMED} 人。",
        f"Checked {_LEAST} times or more and right every time: {len(flawless)} people, at most {_NAMED} listed.",
    )
    columns = (
        Column(words("name")),
        Column(words("role")),
        Column(words("department")),
        number(words.both("检查次数", "Checks")),
        number(words.both("合格项", "Right")),
    )
    empty = words.both("本月没有。", "Nobody this month.")
    return Part("best", words.both("礼仪之星", "Without a fault"), says, columns, rows, empty)


def _shortcomings(view: PaperView, now: Sequence[Plain], words: Words) -> Part:
    cases = [(one, id) for one in now for id, value in one["answers"].items() if value == _BAD]
    often = tally(asks(view.forms, FORM, id, words) for _, id in cases)
    says = words.both(f"共 {len(cases)} 项。", f"{len(cases)} in all. ") + words("semicolon").join(
        f"{title} {n}" for title, n in often[:3]
    )
    records = list({one["observation"]: one for one, _ in cases}.values())[-_CASES:][::-1]
    rows = tuple(
        (
            f"{one['day']} {times.clock(one['at'], None, times.day_of(one['day']))}",
            name_of(one["place"]),
            name_of(one["subject"]),
            "\n".join(asks(view.forms, FORM, id, words) for id, value in one["answers"].items() if value == _BAD),
            one["note"],
        )
        for one in records
    )
    heads = (words.both("时间", "Time"), words("place"), words("name"), words("what"), words("note"))
    columns = tuple(Column(title) for title in heads)
    title = words.both(f"不合格明细（最近 {_CASES} 次）", f"Shortcomings (the last {_CASES} checks)")
    return Part("shortcomings", title, says, columns, rows, words.both("本月没有不合格项。", "None this month."))


def _praise(view: PaperView, found: Sequence[Plain], words: Words) -> Part:
    rows = tuple(
        (one["day"], name_of(one["subject"]), answer(view.forms, one, "channel", words), one["note"]) for one in found
    )
    columns = tuple(Column(title) for title in (words("day"), words("name"), words.both("方式", "How"), words("note")))
    empty = words.both("本月没有登记的客户表扬。", "No praise was recorded this month.")
    return Part("praise", words.both("客户表扬", "Praise from customers"), columns=columns, rows=rows, empty=empty)


def _complaints(view: PaperView, found: Sequence[Plain], words: Words) -> Part:
    counted = tally(answer(view.forms, one, "cause", words) for one in found)
    rows = tuple((cause or words.both("未注明", "not said"), str(n)) for cause, n in counted)
    columns = (Column(words.both("原因", "What about")), number(words.both("件数", "How many")))
    empty = words.both("本月没有核实的投诉。", "No complaint was found valid this month.")
    return Part("complaints", words.both("有效投诉", "Valid complaints"), columns=columns, rows=rows, empty=empty)
