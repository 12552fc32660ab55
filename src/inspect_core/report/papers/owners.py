"""The monthly bulletin for owners 我做什么您知道: what was done, in numbers, with nobody's name and nobody's score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inspect_core.api import PaperView
from inspect_core.report import times
from inspect_core.report.papers.requests import closed_by
from inspect_core.report.papers.sheet import Column, Figure, Part, Plain, Sheet, answer, number, of_form, rate, tally
from inspect_core.report.words import Words

REQUEST, ACTION, PUBLISHED, RECTIFICATION = "request", "survey-action", "survey-published", "rectification"
_INSIDE: Final = frozenset({REQUEST, ACTION, PUBLISHED, RECTIFICATION, "complaint", "praise", "survey", "post-survey"})
"""What has a section of its own, or is nothing to tell by its count."""


def sheet(view: PaperView, words: Words) -> Sheet:
    """The month's work; the project's own forms decide what is counted."""
    period = view.source["period"]
    requests = of_form(view.records, REQUEST)
    closed = [one for one in requests if closed_by(one, period["last"])]
    same_day = [one for one in requests if closed_by(one, one["day"])]
    work = [one for one in view.records if one["form"] not in _INSIDE]
    found = [Figure(words.both("本月服务记录", "Rounds and checks"), f"{len(work):,}")]
    if REQUEST in view.forms:
        found += [
            Figure(words.both("您的报事", "Your requests"), str(len(requests))),
            Figure(words.both("已办结", "Closed"), str(len(closed)), rate(len(closed), len(requests))),
            Figure(words.both("当天办结", "The same day"), str(len(same_day)), rate(len(same_day), len(requests))),
        ]
    return Sheet(
        words.both("我做什么，您知道", "What we did for you"),
        facts=(times.month_title(str(period["id"]), words),),
        lede=words.both(
            "尊敬的业主：以下是本月物业服务的主要内容。您的意见请随时告诉您的管家或客服中心。",
            "Dear owners: this is what was done for the estate this month. Tell your butler or the service centre what you think.",
        ),
        figures=tuple(found),
        parts=(
            _work(view, work, words),
            *([_requests(view, requests, words)] if REQUEST in view.forms else []),
            _improved(view, words),
            Part("next", words.both("下月安排", "Next month"), lines=3),
            Part("contact", words.both("联系我们", "How to reach us"), lines=2),
        ),
    )


def _work(view: PaperView, work: Sequence[Plain], words: Words) -> Part:
    rows = []
    for form, n in tally(one["form"] for one in work):
        own = of_form(work, form)
        places = len({one["place"]["id"] for one in own if one["place"]})
        title = words.say(view.forms[form]["title"]) if form in view.forms else form
        rows.append((title, f"{n:,}", str(len({one["day"] for one in own})), str(places) if places else "–"))
    columns = (
        Column(words.both("服务内容", "What")),
        number(words.both("次数", "Times")),
        number(words.both("天数", "Days")),
        number(words.both("部位", "Places")),
    )
    empty = words.both("本月还没有记录。", "Nothing is on record yet.")
    return Part("work", words.both("本月我们做了什么", "What we did"), columns=columns, rows=tuple(rows), empty=empty)


def _requests(view: PaperView, requests: Sequence[Plain], words: Words) -> Part:
    last, rows = view.source["period"]["last"], []
    for title, n in tally(answer(view.forms, one, "class", words) for one in requests):
        own = [one for one in requests if answer(view.forms, one, "class", words) == title]
        closed = sum(closed_by(one, last) for one in own)
        rows.append((title or words.both("其他", "other"), str(n), str(closed), str(n - closed)))
    columns = (
        Column(words.both("类别", "Class")),
        number(words.both("收到", "Came in")),
        number(words.both("已办结", "Closed")),
        number(words.both("办理中", "In hand")),
    )
    empty = words.both("本月没有收到报事。", "No request came in this month.")
    return Part("requests", words.both("您的报事", "Your requests"), columns=columns, rows=tuple(rows), empty=empty)


def _improved(view: PaperView, words: Words) -> Part:
    told = [str(one["answers"].get("improvements", "")) for one in of_form(view.records, PUBLISHED)]
    done = [str(one["answers"].get("measure", "")) for one in of_form(view.records, ACTION) if one["end"]]
    right = sum(bool(one["answers"].get("put-right")) for one in of_form(view.records, RECTIFICATION))
    if right:
        told.append(words.both(f"整改问题 {right} 项。", f"{right} findings were put right."))
    says = "\n".join(f"· {text}" for text in (*told, *done) if text)
    return Part("improved", words.both("我们改进了什么", "What we improved"), says=says, lines=0 if says else 3)
