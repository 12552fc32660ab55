"""Are the papers of closed periods still those their closes named?  Results, texts of rules, calendars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from inspect_core.api import PERIOD_CLOSED, IntegrityError, Json, Problem
from inspect_core.storage.journal import FileJournal
from inspect_core.storage.papers import PaperStore


def check_papers(folder: Path, journal: FileJournal) -> list[Problem]:
    """A problem for each paper that is gone or was changed."""
    papers = PaperStore(folder)
    named = {digest for event in journal.of_kind(PERIOD_CLOSED) for digest in papers_of(event.body)}
    problems: list[Problem] = []
    for digest in sorted(named):
        try:
            papers.get(digest)
        except IntegrityError as error:
            problems += error.problems
    return problems


def papers_of(body: Mapping[str, Json]) -> Iterator[str]:
    """The digests a close names: the text of each ruleset and of the scheme, the calendar, the result."""
    rulesets = body.get("rulesets")
    texts = [*(rulesets if isinstance(rulesets, list) else ()), body.get("scheme")]
    told = [found.get("text") for found in texts if isinstance(found, dict)]
    yield from (digest for digest in (*told, body.get("calendar"), body.get("result")) if isinstance(digest, str))
