from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from inspect_core.language.scalars import Count, Day, Percent, Points, Span, Window, Words, YesNo


def read(kind: Any, written: Any) -> Any:
    return TypeAdapter(kind).validate_python(written)


@pytest.mark.parametrize(
    ("kind", "written", "found"),
    [
        (Count, "4", 4),
        (Count, "007", 7),
        (Points, "17.5", 17_500),
        (Points, "-1", -1_000),
        (Percent, "60 %", 60_000),
        (Percent, "99.5%", 99_500),
        (YesNo, "true", True),
        (YesNo, "false", False),
        (Words, "guard", ("guard",)),
        (Words, ["guard", "cleaner"], ("guard", "cleaner")),
        (Day, "2026-10-01", date(2026, 10, 1)),
        (Span, "60 min", Span(unit="seconds", count=3600)),
        (Span, "2h", Span(unit="seconds", count=7200)),
        (Span, "3 d", Span(unit="seconds", count=259_200)),
        (Span, "1 workday", Span(unit="workdays", count=1)),
        (Span, "5 workdays", Span(unit="workdays", count=5)),
        (Span, "same day", Span(unit="same_day")),
        (Window, "06:00-12:00", Window(first=360, last=720)),
        (Window, "12:00 - 24:00", Window(first=720, last=1440)),
        (Window, "22:00-06:00", Window(first=1320, last=1800)),
        (Window, "00:00-00:00", Window(first=0, last=1440)),
    ],
)
def test_a_word_of_yaml_is_read_as_what_it_is_meant_to_be(kind: Any, written: Any, found: Any) -> None:
    assert read(kind, written) == found


@pytest.mark.parametrize(
    ("kind", "written", "said"),
    [
        (Count, "4.5", "whole number"),
        (Count, "-1", "whole number"),
        (Count, "1e3", "whole number"),
        (Count, "４", "whole number"),
        (Points, "99.9999", "three decimals"),
        (Percent, "60", "60 %"),
        (Percent, "0.6", "60 %"),
        (Percent, "60 % or so", "60 %"),
        (Percent, "a %", "three decimals"),
        (YesNo, "no", "true or false"),
        (YesNo, "True", "true or false"),
        (Day, "2026-10-1", "2026-10-01"),
        (Day, "1.10.2026", "2026-10-01"),
        (Day, "2026-02-30", "day"),
        (Span, "60", "60 min"),
        (Span, "1 week", "60 min"),
        (Span, "-1 h", "60 min"),
        (Window, "6:00-12:00", "in quotes"),
        (Window, "06:00", "in quotes"),
        (Window, "06:00-24:30", "24:00"),
        (Window, "25:00-26:00", "in quotes"),
        (Words, ["a", "a\u200b"], "invisible"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_word_on_how_to_write_it(kind: Any, written: Any, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        read(kind, written)
