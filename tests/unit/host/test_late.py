"""Kinds of the program are imported when a ruleset names them, and checked like any other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import inspect_core.kinds
from inspect_core.bootstrap import KINDS, guarded, registry_of
from inspect_core.engine.kind import Kind
from inspect_core.errors import PluginError
from inspect_core.host.late import KindsByWord, LateKind
from inspect_core.host.offers import Offer, checked_kind
from inspect_core.kinds.frequency import Frequency

HELD = "import sys; sys.exit(any(name.startswith('inspect_core.kinds.') for name in sys.modules))"
ALL_WORDS = f"from inspect_core.bootstrap import registry_of; assert 'density' in registry_of().kinds.by_word; {HELD}"


def counted(made: list[str]) -> LateKind:
    def load() -> Kind:
        made.append("frequency")
        return Frequency()

    return LateKind("frequency", load)


def test_a_late_kind_is_made_when_it_is_asked_for_and_once() -> None:
    made: list[str] = []
    kinds = KindsByWord({"frequency": counted(made)})
    assert (list(kinds), len(kinds), "frequency" in kinds, "other" in kinds, made) == (
        ["frequency"],
        1,
        True,
        False,
        [],
    )
    assert kinds["frequency"] is kinds["frequency"]
    assert made == ["frequency"]


@pytest.mark.parametrize("word", KINDS)
def test_each_kind_of_the_program_is_what_its_word_says(word: str) -> None:
    kind = registry_of().kinds.by_word[word]
    assert kind.kind == word
    assert checked_kind(Offer("inspect-core", "inspect_rule_kinds", kind, None)) is kind


def test_every_module_that_holds_a_kind_is_named() -> None:
    files = Path(inspect_core.kinds.__path__[0]).glob("*.py")
    assert sorted(file.stem for file in files if "    kind: ClassVar[str] = " in file.read_text("utf-8")) == sorted(
        KINDS
    )


def test_the_words_are_known_before_any_kind_is_imported() -> None:
    assert subprocess.run([sys.executable, "-c", ALL_WORDS], check=False).returncode == 0


def test_what_a_plugin_brings_is_never_left_for_later() -> None:
    with pytest.raises(PluginError):
        checked_kind(Offer("ann-kinds", "inspect_rule_kinds", counted([]), guarded))
