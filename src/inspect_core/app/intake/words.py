"""Words people write in cells, and the words the record keeps: statuses, kinds of place, answers."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from inspect_core.domain import answers
from inspect_core.domain.form import Question
from inspect_core.domain.text import Text

STATUSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "planned": ("正常", "planned", "计划", "在岗", "上班"),
        "leave": ("请假", "leave", "休假", "病假", "事假", "年假"),
        "swapped": ("换班", "swapped", "调班"),
        "excused": ("免责", "excused", "公出", "外勤"),
        "cancelled": ("取消", "cancelled", "canceled"),
    }
)
PLACE_KINDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "post": ("岗位", "post", "岗亭"),
        "area": ("区域", "area", "保洁区域"),
        "checkpoint": ("巡更点", "checkpoint", "巡查点", "点位"),
        "household": ("住户", "household", "户"),
        "building": ("楼栋", "building"),
        "equipment": ("设备", "equipment"),
    }
)
ALSO_WRITTEN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        answers.PASS: ("√", "✓", "✔", "通过", "达标", "ok"),
        answers.FAIL: ("×", "✗", "✘", "x", "不通过", "不达标"),
        answers.PARTLY: ("基本达标", "partly met"),
        answers.NA: ("n/a", "/", "无此项", "-", "—"),
        answers.YES: ("y", "true", "√", "✓", "1"),
        answers.NO: ("n", "false", "×", "✗", "0"),
    }
)


def folded(word: str) -> str:
    """A word without differences of width, case and surrounding space."""
    return unicodedata.normalize("NFKC", word).strip().casefold()


def known_words(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """From each word people write, and from the id itself, to the id."""
    found = {folded(word): name for name, also in words.items() for word in also}
    return found | {folded(name): name for name in words}


def titled(titles: Mapping[str, Text]) -> dict[str, str]:
    """From the Chinese and English title of each id, and from the id itself, to the id."""
    return known_words({name: (title.zh, title.en) for name, title in titles.items()})


def answer_words(question: Question) -> dict[str, str]:
    """From everything people write for an answer of the question to the answer the record keeps."""
    offered = {choice.value: (choice.title.zh, choice.title.en) for choice in question.choices}
    also = {value: ALSO_WRITTEN.get(value, ()) for value in offered}
    return known_words(also) | known_words(offered)
