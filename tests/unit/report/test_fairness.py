"""The fairness of a month on its page: everybody's evidence, observers, and how many signs there are, without names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inspect_core.report.fairness import PAGE, fairness_of
from inspect_core.report.html import html_writer
from inspect_core.report.words import Words
from tests.unit.report.sample import month

SAYS = {"zh": "说明", "en": "said"}
FAIRNESS: dict[str, Any] = {
    "method": {"interval": {"zh": "整日抽样", "en": "days drawn"}, "severity": {"zh": "加法模型", "en": "additive"}},
    "people": [
        {
            "id": "P101",
            "name": "张三",
            "total": "87.5",
            "interval": {"low": "84", "high": "91.2"},
            "alike": {"total": "88.1"},
            "records": 12,
            "days": 9,
            "observers": 3,
            "warnings": [{"kind": "one_observer", "says": {"zh": "多出自一人", "en": "mostly by one"}}],
        },
        {
            "id": "gone",
            "name": "李四",
            "total": None,
            "interval": {"low": "100", "high": "100", "says": {"zh": "无宽度", "en": "no width"}},
            "alike": None,
            "records": 0,
            "days": 0,
            "observers": 0,
            "warnings": [],
        },
    ],
    "observers": [
        {
            "name": "王五",
            "records": 40,
            "given": "91.5",
            "verdict": "stricter",
            "says": {"zh": "偏严", "en": "stricter"},
        },
        {"name": "赵六", "records": 9, "given": "95", "verdict": "too_few", "says": SAYS},
    ],
    "distribution": {
        "groups": [
            {
                "name": {"zh": "全项目", "en": "project"},
                "grades": [{"over": True, "says": SAYS}, {"over": False, "says": SAYS}],
            }
        ]
    },
    "signs_found": {"open": 2, "confirmed": 0, "dismissed": 1},
}


@pytest.mark.parametrize(
    ("language", "sentence", "person"),
    [
        ("zh", "疑似未到现场的迹象：待复核 2 件，属实 0 件，排除 1 件。", "约 88.1"),
        ("en", "Signs of rounds that were not walked: 2 open, 0 confirmed, 1 dismissed.", "about 88.1"),
    ],
)
def test_the_circular_tells_it_shortly_and_links_to_a_page_of_its_own(
    language: Any, sentence: str, person: str
) -> None:
    files = html_writer().write(replace(month(), fairness=FAIRNESS), language)
    circular, page = files["circular.html"].decode(), files[PAGE].decode()
    assert sentence in circular
    assert f'href="{PAGE}"' in circular
    assert 'href="#fairness"' in circular
    for told in (sentence, person, "84 – 91.2", "王五", "91.5 %", 'href="circular.html"'):
        assert told in page


def test_without_it_there_is_neither_a_section_nor_a_page() -> None:
    files = html_writer().write(month(), "en")
    assert PAGE not in files
    assert "#fairness" not in files["circular.html"].decode()
    assert fairness_of(None, {}, Words("en")) is None


def test_who_has_no_page_is_not_linked_and_too_many_of_a_grade_are_told_once() -> None:
    found = fairness_of(FAIRNESS, {"P101": "people/P101.html"}, Words("en"))
    assert found is not None
    assert [row.href for row in found.people] == ["people/P101.html", ""]
    assert [row.interval for row in found.people] == ["84 – 91.2", "100 – 100"]
    assert [row.notes for row in found.people] == [("mostly by one",), ("no width",)]
    assert [row.differs for row in found.observers] == [True, False]
    assert found.too_many == ("project: said",)
    assert found.sentences[0] == "The evidence of 1 of 2 people needs a look."
