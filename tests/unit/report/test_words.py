from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from inspect_core.api import shipped
from inspect_core.report.words import TEXTS, Words

TEMPLATES = sorted(Path(shipped("templates"), "report").glob("*.html"))
MODULES = sorted(Path(__file__).parents[3].glob("src/inspect_core/report/*.py"))


def asked_for(text: str) -> set[str]:
    return set(re.findall(r'\bwords\(\s*["\']([a-z_.]+)["\'] *[,)]', text))


@pytest.mark.parametrize("path", [*TEMPLATES, *MODULES], ids=lambda path: path.name)
def test_every_word_asked_for_is_written(path: Path) -> None:
    assert asked_for(path.read_text(encoding="utf-8")) <= set(TEXTS)


def test_words_are_written_in_both_languages() -> None:
    one_sided = [name for name, (zh, en) in TEXTS.items() if name != "space" and not (zh and en)]
    assert one_sided == []


def test_both_languages_fill_in_the_same_values() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    different = [name for name, (zh, en) in TEXTS.items() if fields(zh) != fields(en)]
    assert different == []


def test_chinese_is_set_with_full_width_punctuation() -> None:
    assert [zh for zh, _ in TEXTS.values() if re.search(r"[一-鿿][,;:?!()]|[,;:?!()][一-鿿]", zh)] == []


def test_a_text_without_the_readers_language_is_said_in_the_one_it_has() -> None:
    assert Words("en").say({"zh": "巡查"}) == "巡查"
    assert Words("en").say({"zh": "巡查", "en": "Patrol"}) == "Patrol"
    assert Words("en").say(None) == ""


def test_a_role_nobody_named_is_shown_by_its_id() -> None:
    assert Words("zh").named("role", "gardener") == "gardener"


def test_an_english_reader_gets_english_for_a_department_named_in_chinese_only() -> None:
    assert Words("en").title("department", "security", "秩序维护部") == "Security"
    assert Words("zh").title("department", "security", "安保一队") == "安保一队"
    assert Words("en").title("department", "garden", "园林部") == "园林部"


def test_a_word_nobody_wrote_is_an_error() -> None:
    with pytest.raises(KeyError):
        Words("zh")("no-such-word")
