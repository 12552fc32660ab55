"""A journal as it was: nothing that came later is in it, whichever way it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_core.api import IntegrityError, Journal, SystemFault
from inspect_core.storage.bounded import BoundedJournal
from inspect_core.storage.journal import FileJournal
from tests.reliability.stores import AT, fill, new_store, seen


@pytest.fixture
def journal(tmp_path: Path) -> FileJournal:
    """Seven events; every third has a note."""
    found = new_store(tmp_path)
    fill(found, 6)
    return found


def test_it_ends_with_the_event_it_was_bounded_at(journal: FileJournal) -> None:
    past: Journal = BoundedJournal(journal, 4)
    events = list(journal.read())
    assert (past.head().seq, past.head().hash) == (4, events[3].hash)
    assert list(past.read()) == events[:4]
    assert list(past.read(after=2)) == events[2:4]
    assert list(past.read(after=4)) == []


def test_later_events_are_in_no_answer(journal: FileJournal) -> None:
    past, events = BoundedJournal(journal, 4), list(journal.read())
    assert past.events([2, 4, 5, 7]) == (events[1], events[3])
    assert past.hash_at(4) == events[3].hash
    assert past.hash_at(5) is None
    assert set(past.find()) == {event.id for event in events[:4]}
    assert past.find([events[3].id, events[5].id]) == {events[3].id: (4,)}


def test_of_a_record_with_several_events_only_those_that_count_are_told(journal: FileJournal) -> None:
    first = next(event for event in journal.read() if event.id == "o1").seq
    with journal.writing() as writer:
        writer.append([seen(9, supersedes="o1")], AT)
    assert first in journal.find(["o1"])["o1"]
    assert BoundedJournal(journal, 4).find(["o1"])["o1"] == (first,)


def test_private_parts_of_later_events_are_not_told(journal: FileJournal) -> None:
    sealed = sorted(journal.private())
    assert sealed[0] <= 4 < sealed[-1]
    past = BoundedJournal(journal, 4)
    assert set(past.private()) == {seq for seq in sealed if seq <= 4}
    assert set(past.private(sealed)) == {seq for seq in sealed if seq <= 4}


def test_nothing_can_be_written_to_it(journal: FileJournal) -> None:
    before = journal.head()
    with pytest.raises(SystemFault, match="E-STORE-PAST"):
        BoundedJournal(journal, 4).writing()
    assert journal.head() == before


def test_a_journal_that_does_not_reach_so_far_was_put_back(journal: FileJournal) -> None:
    with pytest.raises(IntegrityError, match="E-STORE-ROLLBACK"):
        BoundedJournal(journal, 8)


def test_what_is_appended_later_does_not_move_its_end(journal: FileJournal) -> None:
    past = BoundedJournal(journal, 7)
    before = (past.head(), list(past.read()))
    with journal.writing() as writer:
        writer.append([seen(9)], AT)
    assert (past.head(), list(past.read())) == before
