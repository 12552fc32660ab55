"""The awards of the circular: winners with their evidence, who came next, who could not win and why."""

from __future__ import annotations

from typing import Any

from inspect_core.report.honours import award_rows
from inspect_core.report.words import Words

PLACED: dict[str, Any] = {"id": "P008", "name": "何静", "place": 1, "score": "91.667", "coverage": "100", "judged": 10}
SCORE: dict[str, Any] = {
    "editions": [{"ruleset": "etiquette", "title": {"zh": "服务礼仪", "en": "Courtesy"}}],
    "awards": [
        {
            "award": "smile-angel",
            "title": {"zh": "微笑天使", "en": "Smile angel"},
            "ruleset": "etiquette",
            "best": 1,
            "considered": 3,
            "eligible": 2,
            "winners": [PLACED],
            "runners": [{**PLACED, "id": "P010", "name": "罗静", "place": 2}],
            "tie": {"zh": "得分相同，覆盖率高者在前", "en": "the higher coverage decided"},
            "not_eligible": [
                {
                    "id": "P011",
                    "name": "许晴",
                    "score": None,
                    "why": [{"zh": "没有得分", "en": "no score"}, {"zh": "覆盖率低于 60 %", "en": "too little known"}],
                }
            ],
        }
    ],
}


def test_an_award_is_told_in_both_languages_with_links_to_the_pages_of_its_people() -> None:
    pages = {"P008": "P008.html"}
    (zh,), (en,) = award_rows(SCORE, pages, Words("zh")), award_rows(SCORE, pages, Words("en"))
    assert (zh.title, zh.measure, zh.open_to) == ("微笑天使", "服务礼仪", "3 人参评，2 人符合条件")
    assert (en.title, en.measure, en.open_to) == ("Smile angel", "Courtesy", "2 of 3 eligible")
    (winner,) = en.winners
    assert (winner.name, winner.score, winner.href) == ("何静", "91.66", "P008.html")
    assert winner.says == "coverage 100%, judged 10 times"
    assert (en.runners[0].name, en.runners[0].href, en.tie) == ("罗静", "", "the higher coverage decided")


def test_who_cannot_win_is_listed_with_every_reason() -> None:
    (row,) = award_rows(SCORE, {}, Words("zh"))
    assert (row.others[0].score, row.others[0].says) == ("–", "没有得分、覆盖率低于 60 %")


def test_a_score_without_awards_shows_none() -> None:
    assert award_rows({}, {}, Words("en")) == ()


def test_an_award_by_the_total_says_so() -> None:
    (row,) = award_rows({"awards": [{**SCORE["awards"][0], "ruleset": None, "tie": None}]}, {}, Words("en"))
    assert (row.measure, row.tie) == ("Total", "")
