"""A mapping file says which column is what, or is refused with the place of what is wrong."""

from __future__ import annotations

import pytest

from inspect_core.errors import RulesetError
from inspect_core.language.mapping import ColumnMapping, bind_mapping
from inspect_core.language.reader import read_text

TEXT = """
mapping: theirs
title: theirs
people:
  once: true
  fields: {id: "{No}", role: guard}
observations:
  form: patrol
  fields: {observer: "{No}", start: "{Day} 12:00"}
  answers: {mood: "{Mood}", a/b~c: "{Other}"}
  words: {good: pass}
"""


def bound(text: str) -> ColumnMapping:
    return bind_mapping(read_text(text, "theirs.yaml"))


def test_each_part_says_what_stands_under_each_heading() -> None:
    parts = bound(TEXT).text.parts()
    assert list(parts) == ["people", "observations"]
    assert parts["people"].texts() == {"id": "{No}", "role": "guard"}
    assert parts["observations"].texts() == {
        "observer": "{No}",
        "start": "{Day} 12:00",
        "form": "patrol",
        "answers/mood": "{Mood}",
        "answers/a~1b~0c": "{Other}",
    }
    assert (parts["people"].translated(), parts["observations"].translated()) == ({}, {"good": "pass"})


def test_comments_do_not_change_the_fingerprint_and_words_do() -> None:
    assert bound(TEXT).fingerprint == bound("# theirs" + TEXT).fingerprint
    assert bound(TEXT).fingerprint != bound(TEXT.replace("good", "fine")).fingerprint


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("once: true", "twice: true", "E-RULE-KEY", 5),
        ('fields: {id: "{No}", role: guard}', "fields: {}", "E-RULE-TYPE", 6),
        ('fields: {id: "{No}", role: guard}', "fields: {role: guard}", "E-RULE-TYPE", 5),
        ("  once: true\n", '  answers: {mood: "{Mood}"}\n', "E-RULE-KEY", 5),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(old: str, new: str, code: str, line: int) -> None:
    with pytest.raises(RulesetError) as caught:
        bound(TEXT.replace(old, new, 1))
    assert caught.value.first.place is not None
    assert (caught.value.code, caught.value.first.place.line) == (code, line)
