"""How often and when something is due, as people say it: every word of the rule is in the sentence."""

from __future__ import annotations

from datetime import date

import pytest

from inspect_core.domain.text import Text
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from tests.unit.demo.shipped_forms import kinds

HEAD = """\
ruleset: own
edition: 2026-10-01
title: Own
windows:
  morning: "06:00-12:00"
  night: "22:00-06:00"
  early: {hours: "06:00-09:00", title: {zh: 早班高峰, en: morning rush}}
forms:
  check: {title: Check, at: post}
rules:
  rule:
    title: Rule
    points: 100
    credit: place
"""
DUE = "kind: frequency\ncounts: check\nat_least: 2\n"
LIST = "kind: checklist\nform: check\n"


def said(body: str) -> Text:
    text = HEAD + "".join(f"    {line}\n" for line in body.splitlines())
    return bind_ruleset(read_text(text), kinds()).rules[0].settings.says(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        ("per: [post, day]", "每岗位每日至少 2 次", "at least twice per post, per day"),
        (
            "per: [post, day]\non: {weekdays: [tuesday, thursday]}",
            "每岗位每日（逢周二、周四）至少 2 次",
            "at least twice per post, per day, on Tuesdays and Thursdays",
        ),
        (
            "per: [post, day]\non: {dates: [1, 2, 3, 11, 22]}",
            "每岗位每日（逢 1、2、3、11、22 日）至少 2 次",
            "at least twice per post, per day, on the 1st, 2nd, 3rd, 11th and 22nd",
        ),
        (
            "per: [post, day]\non: {last: workday}",
            "每岗位每日（逢当月最后一个工作日）至少 2 次",
            "at least twice per post, per day, on the last workday of the month",
        ),
        (
            "per: [post, month]\non: {months: [6, 7]}",
            "每岗位每月（限 6、7 月）至少 2 次",
            "at least twice per post, per month, in June and July",
        ),
        (
            "per: [post, window]\nwindows: [early, morning]",
            "每岗位每个时段（早班高峰 06:00-09:00、上午 06:00-12:00）至少 2 次",
            "at least twice per post, per window, in the morning rush (06:00-09:00) and the morning (06:00-12:00)",
        ),
        (
            "per: [post, window]\nwindows: [night]\non: {weekdays: [monday], months: [1]}",
            "每岗位每个时段（夜间 22:00-06:00；逢周一；限 1 月）至少 2 次",
            "at least twice per post, per window, in the night (22:00-06:00), on Mondays, in January",
        ),
        ("per: [post]\nevery: {hours: 1}", "每岗位每 1 小时至少 2 次", "at least twice per post, every hour"),
        (
            "per: [post]\nevery: {days: 45, from: 2026-01-01}",
            "每岗位每 45 天（自 2026-01-01 起）至少 2 次",
            "at least twice per post, every 45 days from 2026-01-01",
        ),
    ],
)
def test_every_word_of_when_is_said(when: str, zh: str, en: str) -> None:
    assert said(DUE + when) == Text(zh=zh, en=en)


def test_every_question_of_a_checklist_is_said_with_its_weight() -> None:
    body = (
        LIST
        + "given: {metres: 3}\nquestions:\n  a: {ask: 'Within {metres} m?', weight: 2}\n  b: {ask: B?, critical: true}"
    )
    assert said(body) == Text(
        zh="Within 3 m?（权重 2）；B?（权重 1，关键项）", en="Within 3 m? (weight 2); B? (weight 1, critical)"
    )
    assert said(LIST + "questions: {a: {ask: A?}, b: {ask: B?}}").en == "A?; B?"


def test_every_question_of_a_rating_is_said() -> None:
    body = "kind: rating\nform: check\nscale: {good: 100, bad: 0}\n"
    assert said(body + "questions: {a: {ask: A?}, b: {ask: B?}}").en == "A?; B? (good 100, bad 0)"
    assert said(body + "ask: How?").en == "How? (good 100, bad 0)"


def test_a_proportion_says_what_is_asked_and_which_answers_are_good() -> None:
    body = "kind: proportion\nform: check\nquestion: solved\ngood: yes\nat_least: 85 %\n"
    assert said(body) == Text(zh="答“是”的占比，不低于 85%", en="share of yes, at least 85 %")
    assert said(body + "ask: Solved?\nanswers: [yes, no]").en == "Solved? share of yes, at least 85 %"


@pytest.mark.parametrize(
    ("limit", "zh", "en"),
    [
        ("within: 30 min", "时限 30 分钟", "within 30 min"),
        ("within: 90 min", "时限 90 分钟", "within 90 min"),
        ("within: 24 h", "时限 24 小时", "within 24 h"),
        ("within: 3 d", "时限 3 天", "within 3 d"),
        ("within: 5 workdays\nsame_day: true", "时限 5 个工作日、当日", "within 5 workdays, the same day"),
        ("within: same day", "时限 当日", "within the same day"),
        ("within: {2026-01-01: 2 h, 2026-06-01: null}", "时限 -", "within -"),
    ],
)
def test_the_limits_of_a_deadline_are_said(limit: str, zh: str, en: str) -> None:
    assert said(f"kind: deadline\nform: check\n{limit}") == Text(zh=zh, en=en)
