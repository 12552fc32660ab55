"""The answers people give again and again, in both languages, and the sets a rule may name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from inspect_core.domain.form import Choice
from inspect_core.domain.text import Text
from inspect_core.errors import Unfit

PASS: Final = "pass"  # noqa: S105 - an answer, not a password
PARTLY: Final = "partly"
FAIL: Final = "fail"
MINOR: Final = "minor"
MAJOR: Final = "major"
CRITICAL: Final = "critical"
NA: Final = "na"
NOT_ASKED: Final = " not asked"  # what stands for the answer to a question nobody was asked; no id looks like it
YES: Final = "yes"
NO: Final = "no"
OPINIONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "very-satisfied": Text(zh="很满意", en="very satisfied"),
        "satisfied": Text(zh="满意", en="satisfied"),
        "basically-satisfied": Text(zh="基本满意", en="basically satisfied"),
        "neutral": Text(zh="一般", en="neutral"),
        "rather-dissatisfied": Text(zh="不太满意", en="rather dissatisfied"),
        "dissatisfied": Text(zh="不满意", en="dissatisfied"),
        "very-dissatisfied": Text(zh="非常不满意", en="very dissatisfied"),
        "does-not-know": Text(zh="不清楚", en="does not know"),
    }
)
"""What owners answer when they are asked how satisfied they are."""

TITLES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        PASS: Text(zh="合格", en="pass"),
        PARTLY: Text(zh="基本合格", en="partly"),
        FAIL: Text(zh="不合格", en="fail"),
        MINOR: Text(zh="轻微", en="minor"),
        MAJOR: Text(zh="严重", en="major"),
        CRITICAL: Text(zh="重大", en="critical"),
        NA: Text(zh="不适用", en="not applicable"),
        YES: Text(zh="是", en="yes"),
        NO: Text(zh="否", en="no"),
        **OPINIONS,
    }
)

SETS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "pass_fail": (PASS, FAIL),
        "pass_fail_na": (PASS, FAIL, NA),
        "pass_partly_fail": (PASS, PARTLY, FAIL),
        "pass_partly_fail_na": (PASS, PARTLY, FAIL, NA),
        "pass_severity_na": (PASS, MINOR, MAJOR, CRITICAL, NA),
        "yes_no": (YES, NO),
    }
)


def choices(words: str | Iterable[str]) -> tuple[Choice, ...]:
    """The choices of a set named in a rule (`pass_fail_na`), or of a list of one's own words.

    A name that no set has is Unfit.
    """
    if isinstance(words, str) and words not in SETS:
        raise Unfit(
            f"'{words}' is no set of answers; known are {', '.join(SETS)}",
            f"没有名为 '{words}' 的答案集；现有：{'、'.join(SETS)}",
        )
    values = SETS[words] if isinstance(words, str) else tuple(words)
    return tuple(Choice(value=value, title=TITLES.get(value, Text(zh=value, en=value))) for value in values)
