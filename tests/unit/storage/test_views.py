"""Views show what the journal says, whatever happens to their files."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from inspect_core.api import Draft, SystemFault
from inspect_core.storage.check import verify
from inspect_core.storage.journal import FileJournal
from inspect_core.storage.tiny import ViewFile
from inspect_core.storage.views import SHORT_TAIL, Views
from tests.reliability.stores import AT, fill, new_store, opened, person, seen, void

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


class Project:
    """A store whose views are opened anew for each question, as the command line does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = new_store(folder)
        self.notices: list[str] = []

    def views(self, zone: str = "Asia/Shanghai") -> Views:
        journal = opened(self.folder)
        return Views(self.folder / "views", journal, zone=zone, notify=lambda notice: self.notices.append(notice.code))

    def say(self, *drafts: Draft) -> None:
        with self.journal.writing() as writer:
            writer.append(drafts, AT)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def ids(records: list[dict[str, Any]]) -> list[str]:
    return [record["id"] for record in records]


def test_the_latest_statement_about_a_person_wins_and_keeps_its_position(project: Project) -> None:
    project.say(person("P01", "王小明"), person("P02", "李四"), person("P01", "王晓明", "shift_leader"))
    people = project.views().people()
    assert ids(people) == ["P01", "P02"]
    assert people[0]["assignments"] == [{"role": "shift_leader", "first": "2026-01-01"}]


def test_names_come_from_the_journal_when_they_are_asked_for_and_never_stand_in_a_view(project: Project) -> None:
    project.say(person("P01", "王小明"), person("P01", "王晓明"), seen(1, note="wet floor"), seen(2))
    views = project.views()
    views.flush()
    assert "name" not in views.people()[0]
    assert views.people(with_private=True)[0]["name"] == "王晓明"
    notes = [record.get("note") for record in views.observations(FIRST, LAST, with_private=True)]
    assert notes == ["wet floor", None]
    written = b"".join(path.read_bytes() for path in (project.folder / "views").iterdir())
    assert "王".encode() not in written
    assert b"wet" not in written


def test_places_shifts_duties_gaps_and_imports_have_tables_of_their_own(project: Project) -> None:
    project.say(
        Draft("place.stated", "post-1", {"kind": "post"}, "x", {"name": "East gate"}),
        Draft("shift.stated", "day", {"start": "08:00", "end": "20:00"}, "x"),
        *(Draft("duty.stated", f"d{day}", {"day": f"2026-10-{day:02}", "person": "P01"}, "x") for day in range(1, 31)),
        Draft("gap.declared", "g1", {"form": "patrol"}, "x"),
        Draft("import.completed", "i1", {"rows": 3}, "x"),
    )
    views = project.views()
    assert views.project() == {"id": "park", "name": "Park"}
    assert views.places(with_private=True) == [{"kind": "post", "name": "East gate", "id": "post-1"}]
    assert ids(views.shifts()) == ["day"]
    assert ids(views.duties(date(2026, 10, 3), date(2026, 10, 5))) == ["d3", "d4", "d5"]
    assert ids(views.gaps()) == ["g1"]
    assert views.imports() == [{"rows": 3, "id": "i1"}]


def test_an_observation_belongs_to_the_local_day_of_the_project(project: Project) -> None:
    project.say(
        Draft("observation.recorded", "late", {"start": "2026-10-31T15:59:59+00:00"}, "x"),
        Draft("observation.recorded", "next", {"start": "2026-10-31T16:00:00+00:00"}, "x"),
        Draft("observation.recorded", "zulu", {"start": "2026-10-31T16:00:00Z"}, "x"),
    )
    assert ids(project.views().observations(FIRST, LAST)) == ["late"]
    assert ids(project.views().observations(date(2026, 11, 1), date(2026, 11, 1))) == ["next", "zulu"]
    assert ids(project.views("UTC").observations(FIRST, LAST)) == ["late", "next", "zulu"]


@pytest.mark.parametrize("start", [None, "soon", 5, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_an_observation_without_a_usable_start_counts_for_the_day_it_was_received(project: Project, start: Any) -> None:
    project.say(Draft("observation.recorded", "odd", {"start": start}, "x"))
    assert ids(project.views().observations(AT.date(), AT.date())) == ["odd"]


def test_superseded_and_voided_observations_are_marked_and_left_out(project: Project) -> None:
    project.say(seen(1), seen(2), seen(3), seen(4, supersedes="o1"), void(5, "o2", "entered twice"))
    views = project.views()
    assert ids(views.observations(FIRST, LAST)) == ["o3", "o4"]
    marked = views.observations(FIRST, LAST, withdrawn=True)
    assert [(record["id"], record["superseded_by"], record["voided"]) for record in marked] == [
        ("o1", "o4", None),
        ("o2", None, "entered twice"),
        ("o3", None, None),
        ("o4", None, None),
    ]
    assert views.observation("o1") == marked[0]
    assert views.observation("nobody") is None
    assert views.withdrawn(FIRST, LAST) == marked[:2]
    assert views.withdrawn(date(2026, 11, 1), date(2026, 11, 30)) == []


def test_a_correction_may_move_an_observation_to_another_month(project: Project) -> None:
    project.say(seen(1))
    project.views().flush()
    project.say(seen(2, day="2026-11-03", supersedes="o1"))
    views = project.views()
    assert views.observations(FIRST, LAST) == []
    assert ids(views.observations(date(2026, 11, 1), date(2026, 11, 30))) == ["o2"]
    assert ids(views.observations(FIRST, date(2026, 11, 30), withdrawn=True)) == ["o1", "o2"]


def test_an_observation_tells_who_sent_it_and_when(project: Project) -> None:
    project.say(seen(1, place="post-1"))
    assert project.views().observations(FIRST, LAST) == [
        {
            "id": "o1",
            "form": "patrol",
            "observer": "P01",
            "start": "2026-10-08T08:10:00+08:00",
            "place": "post-1",
            "seq": 2,
            "received_at": AT.isoformat(),
            "actor": "P01",
            "superseded_by": None,
            "voided": None,
        }
    ]


def test_known_tells_what_is_known_about_ids(project: Project) -> None:
    project.say(person("P01", "王小明"), Draft("duty.stated", "d1", {"day": "2026-10-01"}, "x"), seen(1, note="wet"))
    views = project.views()
    assert views.known("person", ["P01", "P99"], with_private=True)["P01"]["name"] == "王小明"
    assert set(views.known("person", ["P01", "P99"])) == {"P01"}
    assert views.known("duty", ["d1"]) == {"d1": {"id": "d1", "day": "2026-10-01"}}
    assert views.known("place", ["P01"]) == {}
    assert views.known("observation", ["o1", "P01"], with_private=True)["o1"]["note"] == "wet"
    project.say(seen(2))
    views.catch_up()
    assert set(views.known("observation", ["o1", "o2", "o3"])) == {"o1", "o2"}


def test_where_each_record_stands_is_written_down_once_it_pays(project: Project) -> None:
    project.say(*(seen(number) for number in range(1, 100)))
    file = project.folder / "views" / "numbers.jsonl"
    assert set(project.views().known("observation", ["o1", "o99", "o100"])) == {"o1", "o99"}
    assert not file.exists()
    project.say(*(seen(number) for number in range(100, SHORT_TAIL + 1)))
    assert set(project.views().known("observation", ["o1", "o200"])) == {"o1", "o200"}
    written = file.read_bytes()
    project.say(seen(300))
    assert set(project.views().known("observation", ["o1", "o300"])) == {"o1", "o300"}
    assert file.read_bytes() == written, "one record more is read from the journal"
    assert verify(project.folder).problems == ()


def test_numbers_that_do_not_fit_the_journal_are_counted_anew(project: Project) -> None:
    project.say(*(seen(number) for number in range(1, SHORT_TAIL + 2)))
    project.views().known("observation", ["o1"])
    file = project.folder / "views" / "numbers.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"seq":2}', b'"seq":3}'))
    assert set(project.views().known("observation", ["o1", "o2"])) == {"o1", "o2"}
    assert project.notices == ["N-VIEW-REBUILT"]


def test_a_view_lags_until_a_rewrite_pays(project: Project) -> None:
    fill(project.journal, 20)
    views = project.views()
    assert views.catch_up() == 21
    assert not (project.folder / "views").exists()
    with project.journal.writing() as writer:
        writer.append([seen(number) for number in range(1000, 1300)], AT)
    assert views.catch_up() == 321
    assert {path.name for path in (project.folder / "views").iterdir()} == {
        "master.jsonl",
        "numbers.jsonl",
        "observations-2026-10.jsonl",
    }
    assert len(project.views().observations(FIRST, LAST)) == 320


def test_catching_up_reads_only_the_tail(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(project.journal, 20)
    project.views().flush()
    fill(project.journal, 2, first=100)
    asked: list[int] = []
    read = FileJournal.read

    def recorded(self: FileJournal, after: int = 0) -> Any:
        asked.append(after)
        return read(self, after)

    monkeypatch.setattr(FileJournal, "read", recorded)
    assert len(project.views().observations(FIRST, LAST)) == 22
    assert asked == [21]


def test_nobody_writes_a_view_through_tinydb(project: Project) -> None:
    fill(project.journal, 1)
    views = project.views()
    views.catch_up()
    table = views._opened().file.table("people")
    for write in (lambda: table.insert({"id": "P99"}), lambda: table.update({"x": 1}), table.truncate):
        with pytest.raises(SystemFault, match="E-VIEW-READONLY"):
            write()
    assert views.people() == []


def master(project: Project) -> Path:
    return project.folder / "views/master.jsonl"


def month(project: Project) -> Path:
    return project.folder / "views/observations-2026-10.jsonl"


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def edited(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"id":"o2"', b'"id":"o8"').replace(b'"people"', b'"peopl2"'))


def of_a_later_version(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":2'))


def of_another_chain(path: Path) -> None:
    other = Project(path.parent.parent / "other")
    fill(other.journal, 9)
    other.views().flush()
    shutil.copy(other.folder / "views" / path.name, path)


def newer_than_the_journal(path: Path) -> None:
    project = path.parent.parent
    files = {file: file.read_bytes() for file in (project / "journal").iterdir()}
    fill(opened(project), 3, first=100)
    Views(path.parent, opened(project)).flush()
    newest = path.read_bytes()
    for file, data in files.items():
        file.write_bytes(data)
    Views(path.parent, opened(project)).flush()
    path.write_bytes(newest)


@pytest.mark.parametrize("which", [master, month])
@pytest.mark.parametrize("harm", [emptied, cut, edited, of_a_later_version, of_another_chain, newer_than_the_journal])
def test_a_view_that_does_not_fit_the_journal_is_made_anew_with_a_notice(
    project: Project, which: Callable[[Project], Path], harm: Callable[[Path], None]
) -> None:
    project.say(person("P01", "王小明"), seen(2, note="wet"), void(3, "o2"))
    fill(project.journal, 5, first=10)
    expected = project.views().observations(FIRST, LAST, withdrawn=True)
    project.views().flush()
    harm(which(project))
    project.notices.clear()
    views = project.views()
    assert views.observations(FIRST, LAST, withdrawn=True) == expected
    assert ids(views.people()) == ["P01"]
    assert set(project.notices) == {"N-VIEW-REBUILT"}
    views.flush()
    assert verify(project.folder).ok


def test_views_may_be_deleted_at_any_time(project: Project) -> None:
    fill(project.journal, 5)
    views = project.views()
    views.flush()
    before = views.observations(FIRST, LAST)
    shutil.rmtree(project.folder / "views")
    assert views.observations(FIRST, LAST) == before
    assert project.views().observations(FIRST, LAST) == before
    assert project.notices == []


def test_an_older_month_left_by_another_process_is_brought_up_to_date(project: Project) -> None:
    fill(project.journal, 5)
    project.views().flush()
    old = month(project).read_bytes()
    fill(project.journal, 5, first=10)
    project.views().flush()
    month(project).write_bytes(old)
    assert len(project.views().observations(FIRST, LAST)) == 10


def test_a_half_made_file_of_a_killed_process_is_swept_away(project: Project) -> None:
    fill(project.journal, 5)
    project.views().flush()
    left = project.folder / "views/.master.jsonl.999999999.0123abcd"
    left.write_bytes(b"half")
    project.views().catch_up()
    assert not left.exists()


def test_many_months_are_made_anew_without_keeping_them_all_in_memory(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspect_core.storage.views._LARGEST_BACKLOG", 25)
    monkeypatch.setattr("inspect_core.storage.views._LARGEST_KEPT", 25)
    for number in range(1, 13):
        project.say(*(seen(number * 100 + turn, day=f"2026-{number:02}-15") for turn in range(10)))
    views = project.views()
    views.catch_up()
    assert sum(map(len, views._backlog.values())) <= 25
    assert views._size() <= 25
    assert len(list((project.folder / "views").iterdir())) > 8
    assert len(views.observations(date(2026, 1, 1), date(2026, 12, 31))) == 120
    views.flush()
    assert verify(project.folder).ok


def test_a_month_that_was_just_rewritten_is_not_read_again_for_the_next_import(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    views, loaded = project.views(), []
    load = ViewFile.load

    def noted(self: ViewFile) -> bool:
        loaded.append(self.path.name)
        return load(self)

    monkeypatch.setattr(ViewFile, "load", noted)
    for turn in range(3):
        fill(project.journal, 400, first=turn * 400)
        views.catch_up()
    assert loaded.count("observations-2026-10.jsonl") == 1
    assert len(views.observations(FIRST, LAST)) == 1200


def naive(journal: FileJournal) -> list[tuple[str, str | None, str | None]]:
    """The observations of October by the plainest reading of the journal, for comparison."""
    found: dict[str, list[str | None]] = {}
    for event in journal.read():
        if event.kind.startswith("observation.") and event.kind != "observation.voided":
            found[event.id] = [str(event.body["start"])[:7], None, None]
        if event.kind == "observation.superseded":
            found[str(event.body["supersedes"])][1] = event.id
        if event.kind == "observation.voided":
            found[str(event.body["voids"])][2] = str(event.body["reason"])
    return [(name, by, void) for name, (day, by, void) in found.items() if day == "2026-10"]


@pytest.mark.parametrize("seed", range(12))
def test_two_processes_flushing_in_any_order_show_what_the_journal_says(project: Project, seed: int) -> None:
    dice = random.Random(seed)
    hands = [project.views(), project.views()]
    known: list[str] = []
    for number in range(60):
        what = dice.random()
        if what < 0.4 or not known:
            project.say(seen(number, day=f"2026-{dice.choice((9, 10, 10, 11)):02}-15"))
            known.append(f"o{number}")
        elif what < 0.55:
            project.say(seen(number, supersedes=dice.choice(known)))
            known.append(f"o{number}")
        elif what < 0.65:
            project.say(void(number, dice.choice(known)))
        elif what < 0.8:
            dice.choice(hands).flush()
        elif what < 0.9:
            dice.choice(hands).observations(FIRST, LAST)
        else:
            hands[dice.randrange(2)] = project.views()
    expected = naive(project.journal)
    for views in (*hands, project.views()):
        found = views.observations(FIRST, LAST, withdrawn=True)
        assert [(each["id"], each["superseded_by"], each["voided"]) for each in found] == expected
    assert verify(project.folder).ok


def test_a_view_is_two_lines_that_a_person_can_read(project: Project) -> None:
    fill(project.journal, 2)
    project.views().flush()
    envelope, tables, end = master(project).read_bytes().split(b"\n")
    assert orjson.loads(envelope)["format"] == "inspect-core/view"
    assert orjson.loads(envelope)["seq"] == 3
    assert orjson.loads(tables)["project"]["1"]["id"] == "park"
    assert end == b""


def test_the_first_day_of_which_anything_is_known_is_that_of_a_person_a_duty_or_a_record(project: Project) -> None:
    assert project.views().began(FIRST) is None
    project.say(seen(1))
    assert project.views().began(FIRST) == date(2026, 10, 8)
    assert project.views().began(date(2026, 12, 1)) == FIRST  # the month will do
    project.say(person("P01", "王小明"))
    assert project.views().began(FIRST) == date(2026, 1, 1)


def test_what_people_decided_is_told_in_order_and_what_was_taken_back_is_left_out(project: Project) -> None:
    step = Draft("finding.acted", "s1", {"finding": "f1", "step": "accepted"}, "P02", {"note": "on it"})
    project.say(seen(1), step, Draft("card.given", "c1", {"person": "P01"}, "P02"), void(1, "c1"))
    views = project.views()
    assert ids(views.proceedings("finding.acted", "card.given")) == ["s1"]
    assert ids(views.proceedings("card.given")) == []
    (given,) = views.proceedings("card.given", withdrawn=True)
    assert (given["kind"], given["voided"], given["actor"]) == ("card.given", "entered twice", "P02")
    (told,) = views.proceedings("finding.acted", with_private=True)
    assert (told["note"], told["finding"], told["received_at"]) == ("on it", "f1", AT.isoformat())
    views.flush()
    assert project.views().proceedings("finding.acted") == views.proceedings("finding.acted")
