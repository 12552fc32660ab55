"""The standards that come with the program are published editions, and print as they are read."""

from __future__ import annotations

import pytest

from inspect_core.app.effective import effective_text
from inspect_core.app.overlays import read_ruleset
from inspect_core.app.shelves import shelves
from inspect_core.language.reader import read_text
from inspect_core.shipped import shipped
from inspect_core.testing.collected import known_kinds
from tests.editions import kept, made

NAMES = sorted(file.stem for file in shipped("rulesets").glob("*.yaml"))


def test_every_shipped_standard_is_in_the_lock_as_it_stands() -> None:
    assert kept() == made(), "a text that was released gets a new edition; before its release: python -m tests.editions"


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_standard_reads_back_from_its_effective_text(name: str) -> None:
    found = shelves(None, ())
    file = shipped("rulesets") / f"{name}.yaml"
    text = effective_text(file, found)
    assert read_text(text.printed()).plain == text.document.plain
    assert text.fingerprint == read_ruleset(file, found, known_kinds().settings()).fingerprint
