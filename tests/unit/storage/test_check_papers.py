"""What a close pinned is looked at by `verify`: the texts, the calendar, the result."""

from __future__ import annotations

from pathlib import Path

from inspect_core.api import Draft, Json
from inspect_core.storage.check import verify
from inspect_core.storage.papers import PaperStore
from tests.reliability.stores import AT, fill, new_store


def codes(store: Path) -> list[str]:
    return [problem.code for problem in verify(store).problems]


def test_each_paper_a_close_named_must_be_there_and_as_it_was(tmp_path: Path) -> None:
    journal, papers = new_store(tmp_path), PaperStore(tmp_path / "closed")
    one, two, three, four = (papers.put(text) for text in (b"rules", b"scheme", b"calendar", b"result"))
    body: dict[str, Json] = {"rulesets": [{"text": one}], "scheme": {"text": two}, "calendar": three, "result": four}
    with journal.writing() as writer:
        writer.append([Draft("period.closed", "close-1", body, "P01")], AT)
    fill(journal, 2)
    assert codes(tmp_path) == []
    for digest in (one, two, three, four):
        kept = papers.get(digest)
        papers.path(digest).write_bytes(b"other")
        assert codes(tmp_path) == ["E-CLOSED-DAMAGED"]
        papers.path(digest).unlink()
        assert codes(tmp_path) == ["E-CLOSED-MISSING"]
        assert papers.put(kept) == digest
    assert codes(tmp_path) == []


def test_only_what_says_it_is_a_close_is_taken_for_one(tmp_path: Path) -> None:
    journal = new_store(tmp_path)
    quoted: dict[str, Json] = {"kind": "period.closed", "prev": "", "result": "ab" * 32}
    with journal.writing() as writer:
        writer.append([Draft("observation.recorded", "o1", {"x": quoted}, "P01")], AT)
    assert codes(tmp_path) == []
