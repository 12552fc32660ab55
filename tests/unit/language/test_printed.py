from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inspect_core.language.printed import printed, scalar
from inspect_core.language.reader import read_text

SIGNS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
SCALARS = (
    st.none()
    | SIGNS
    | st.sampled_from(["null", "~", "- a", "a: b", "...", "---", "60 %", "#x", "是", "a #b", "'", "\u2028", "\x85"])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SIGNS, inner, max_size=3), max_leaves=12
)


@given(st.dictionaries(SIGNS, VALUES, min_size=1, max_size=4))
def test_what_is_printed_reads_back_as_it_was(value: dict[str, Any]) -> None:
    assert read_text(printed(value)).plain == value


def test_a_remark_stands_behind_its_line_and_is_no_part_of_the_value() -> None:
    plain = {"rules": {"a": {"points": "40", "per": ["post", "shift"]}}}
    text = printed(plain, lambda path: "own.yaml:3" if path == ("rules", "a", "points") else "")
    assert "    points: 40  # own.yaml:3\n" in text
    assert read_text(text).plain == plain


def test_words_that_yaml_could_misread_stand_in_quotes() -> None:
    assert [scalar(word) for word in ("null", "a: b", "", "每班次 3 次", "2026-10-01")] == [
        '"null"',
        '"a: b"',
        '""',
        "每班次 3 次",
        "2026-10-01",
    ]


def test_a_mapping_of_two_origins_stands_in_lines_of_their_own() -> None:
    plain = {"level": {"of": "estate", "is": "2"}}
    text = printed(plain, lambda path: "" if path[-1] == "is" else "parent.yaml:3")
    assert text == "level:  # parent.yaml:3\n  of: estate  # parent.yaml:3\n  is: 2\n"
