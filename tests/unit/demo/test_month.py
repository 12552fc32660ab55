from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import orjson

from inspect_core.demo import cleaning, patrols, site
from inspect_core.demo.days import CLOCK, TIME_ZONE
from inspect_core.demo.month import SEED, Month, build
from inspect_core.demo.people import staff

PINNED = "a766d92b1f032914e028540f3433469f9962fd48be470eb2c61401ed49fbe32e"


@cache
def month() -> Month:
    return build()


def fingerprint(of: Month) -> str:
    parts = (of.people, of.places, of.shifts, of.duties, of.observations, of.gaps)
    plain = [[value.model_dump(mode="json") for value in part] for part in parts]
    return hashlib.sha256(orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)).hexdigest()


def test_the_month_of_the_seed_is_the_same_everywhere() -> None:
    assert fingerprint(month()) == PINNED


def test_the_month_does_not_depend_on_the_order_of_sets() -> None:
    program = (
        "import hashlib\n"
        "from inspect_core.demo.month import build\n"
        "print(hashlib.sha256(repr(build()).encode()).hexdigest())\n"
    )
    seen = set()
    for hash_seed in ("0", "1", "4242"):
        environment = {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(sys.path)}
        run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        seen.add(run.stdout)
    assert len(seen) == 1


def test_another_seed_is_another_month_of_the_same_site() -> None:
    other = build(7)
    assert fingerprint(other) != PINNED
    assert [place.id for place in other.places] == [place.id for place in month().places]
    assert [person.name for person in other.people] != [person.name for person in month().people]


def test_it_is_as_large_as_a_project_is() -> None:
    assert 55 <= len(month().people) <= 65
    assert 14_000 <= len(month().observations) <= 16_000
    kinds = Counter(place.kind for place in month().places)
    assert kinds["post"] >= 12
    assert kinds["area"] >= 25
    assert kinds["household"] == 30


def test_ids_and_names_are_unique_and_telephones_are_not_real_ones() -> None:
    for values in (month().people, month().places, month().observations):
        assert len({value.id for value in values}) == len(values)
    assert len({person.name for person in month().people}) == len(month().people)
    assert all(person.phone.startswith("1380000") for person in month().people)


def test_every_observation_falls_into_a_duty_of_its_observer() -> None:
    zone = ZoneInfo(TIME_ZONE)
    shifts = {shift.id: shift for shift in month().shifts}
    spans: dict[str, list[tuple[datetime, datetime]]] = {}
    for line in month().duties:
        if line.status == "planned":
            spans.setdefault(line.person, []).append(shifts[line.shift].bounds(line.day, zone))
    outside = [
        seen.id
        for seen in month().observations
        if seen.form != "gate-welcome"
        and not any(first <= seen.start < last + timedelta(minutes=5) for first, last in spans[seen.observer])
    ]
    assert outside == []


def test_the_north_gate_was_forgotten_for_three_nights() -> None:
    seen = [
        record
        for record in month().observations
        if record.form == "patrol" and record.place == patrols.FORGOTTEN_POST and record.observer in staff(SEED).leaders
    ]
    for night in patrols.FORGOTTEN_NIGHTS:
        first = datetime(night.year, night.month, night.day, 23, tzinfo=CLOCK)
        assert [record for record in seen if first <= record.start < first + timedelta(hours=8)] == []
    assert len(seen) > 300


def test_one_area_is_silent_for_a_week_and_the_gap_says_so() -> None:
    first, last = cleaning.SILENT_WEEK
    rounds = [
        record.start.date()
        for record in month().observations
        if (record.form, record.place) == ("cleaning-round", site.SILENT_AREA)
    ]
    assert [day for day in rounds if first <= day <= last] == []
    assert date(2026, 10, 11) in rounds
    assert date(2026, 10, 19) in rounds
    (gap,) = month().gaps
    assert (gap.form, gap.place, gap.first.date()) == ("cleaning-round", site.SILENT_AREA, first)


def test_failures_are_photographed_and_one_guard_was_asleep() -> None:
    asleep = [seen for seen in month().observations if seen.answers.get("asleep") == "fail"]
    assert len(asleep) == 1
    assert asleep[0].photos
    assert asleep[0].start.hour == 3
    unsmiling = [seen for seen in month().observations if seen.answers.get("smile-at-three-metres") == "fail"]
    assert unsmiling
    assert 0 < sum(not seen.photos for seen in unsmiling) < len(unsmiling) / 5


def test_some_records_arrive_late_and_stand_where_they_arrived() -> None:
    starts = [seen.start for seen in month().observations]
    assert starts != sorted(starts)
    late = [seen for seen in month().observations if "补录" in seen.note]
    assert 40 <= len(late) <= 150


def test_the_contractors_cleaners_have_their_own_areas() -> None:
    people = {person.id: person for person in month().people}
    for place in month().places:
        for owner in place.owners if place.kind == "area" else ():
            assert people[owner.person].assignments[0].contractor == place.contractor
    assert {place.contractor for place in month().places} == {None, site.CONTRACTOR}


def test_no_leader_and_no_cleaner_is_at_two_places_at_once() -> None:
    crew = staff(SEED)
    walked: dict[str, list[tuple[datetime, datetime, str]]] = {}
    for seen in month().observations:
        if seen.observer in {*crew.leaders, *crew.cleaners} and "asleep" not in seen.answers:
            walked.setdefault(seen.observer, []).append((seen.start, seen.end or seen.start, seen.place or ""))
    for person, visits in walked.items():
        for earlier, later in pairwise(sorted(visits)):
            assert later[0] >= earlier[1] or later[2] == earlier[2], person
