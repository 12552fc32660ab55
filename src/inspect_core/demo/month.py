"""The whole month, built from a seed: people, places, roster, records and the stretch that is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from inspect_core.demo import cleaning, courtesy, patrols, security, site, voices
from inspect_core.demo.behaviour import habits
from inspect_core.demo.changes import changed, ill
from inspect_core.demo.days import at
from inspect_core.demo.dice import Dice
from inspect_core.demo.notebook import Attendance, Notebook, Stage
from inspect_core.demo.people import Staff, staff
from inspect_core.demo.remarks import LATE
from inspect_core.demo.roster import SHIFTS, ordinary
from inspect_core.domain.observation import Gap, Observation
from inspect_core.domain.people import Person
from inspect_core.domain.places import Place
from inspect_core.domain.roster import Duty, Shift

SEED = 20261001
_LATE = 6  # in a thousand records, written down after the shift


@dataclass(frozen=True, slots=True)
class Month:
    """October 2026 in Linjiang Garden. Observations stand in the order in which they arrived."""

    people: tuple[Person, ...]
    places: tuple[Place, ...]
    shifts: tuple[Shift, ...]
    duties: tuple[Duty, ...]
    observations: tuple[Observation, ...]
    gaps: tuple[Gap, ...]


def build(seed: int = SEED) -> Month:
    """The month of a seed; the same seed gives the same month to the byte."""
    crew = staff(seed)
    duties = changed(crew, ordinary(crew))
    return Month(
        people=crew.all,
        places=site.places(crew.cleaners, crew.butlers),
        shifts=SHIFTS,
        duties=tuple(duties),
        observations=_arrived(Dice(seed, "late"), _records(seed, crew, duties)),
        gaps=(_gap(),),
    )


def _records(seed: int, crew: Staff, duties: Iterable[Duty]) -> list[Observation]:
    stage = Stage(crew, Attendance(duties), habits(crew, seed), Notebook(), ill(crew))
    parts: dict[str, Callable[[Stage, Dice], None]] = {
        "leader rounds": patrols.leader_rounds,  # first: the checks of the leaders are made on these rounds
        "office rounds": patrols.office_rounds,
        "gate welcomes": patrols.gate_welcomes,
        "courtesy": courtesy.courtesy_checks,
        "key areas": security.key_area_rounds,
        "sign-ins": security.sign_ins,
        "conduct": security.conduct_checks,
        "asleep": security.asleep_at_the_gate,
        "cleaning": cleaning.cleaning_rounds,
        "inspections": cleaning.inspections,
        "discipline": cleaning.discipline,
        "voices": voices.praise_and_complaints,
    }
    for name, part in parts.items():
        part(stage, Dice(seed, name))
    return stage.book.observations


def _arrived(dice: Dice, observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The records in order of arrival: as a rule when they were made, a few only half a day later."""
    arrivals = []
    for seen in observations:
        late = not seen.note and dice.happens(_LATE)
        record = seen.model_copy(update={"note": LATE}) if late else seen
        arrivals.append((seen.start + timedelta(hours=12 if late else 0), record.id, record))
    return tuple(record for _, _, record in sorted(arrivals, key=lambda arrival: arrival[:2]))


def _gap() -> Gap:
    first, last = cleaning.SILENT_WEEK
    return Gap(
        id="gap-1012-garage-b1",
        form="cleaning-round",
        place=site.SILENT_AREA,
        first=at(first, 0),
        last=at(last, 24 * 60),
        reason="手持机送修,一周记录未能导出",
    )
