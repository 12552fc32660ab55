"""The people of the project: who they are, what they do, since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from inspect_core.demo.dice import Dice
from inspect_core.demo.names import invented_names
from inspect_core.demo.site import CONTRACTOR, FIRST_OF_CONTRACTOR
from inspect_core.domain.people import Assignment, Person

TEAMS = 4  # four teams share three shifts, so that each team rests two days in eight
TEAM_SIZE = 7
DAY_GUARDS = 7
CLEANERS = 10
BUTLERS = 4
ENGINEERS = 4

JOINED = date(2026, 10, 12)
MOVED = date(2026, 10, 16)
_TEAM_OF_CHANGES = 1


@dataclass(frozen=True, slots=True)
class Staff:
    """Ids of the people, by what they do; `all` has their names and assignments."""

    all: tuple[Person, ...]
    head: str
    supervisors: dict[str, str]  # department: its supervisor
    leaders: list[str]  # one a team
    teams: list[list[str]]  # guards of the round-the-clock posts
    day_guards: list[str]
    cleaners: list[str]
    butlers: list[str]
    engineers: list[str]
    joiner: str  # a guard from the 12th on, in the team of `mover`
    mover: str  # a guard to the 15th, a butler from the 16th on

    @property
    def guards(self) -> list[str]:
        """Everybody who was a guard on some day of the month."""
        return [*(id for team in self.teams for id in team), *self.day_guards, self.joiner]

    @property
    def managers(self) -> list[str]:
        """The project manager and the supervisors, who share the days of rest as managers on duty."""
        return [self.head, *self.supervisors.values()]


def team_of_changes(staff: Staff) -> list[str]:
    """The team that one guard leaves and another joins."""
    return staff.teams[_TEAM_OF_CHANGES]


def staff(seed: int) -> Staff:
    """Everybody who worked there in October 2026."""
    ids = [f"P{number:03d}" for number in range(1, 64)]
    left = iter(ids)
    head = next(left)
    supervisors = {name: next(left) for name in ("security", "cleaning", "service", "engineering")}
    leaders = [next(left) for _ in range(TEAMS)]
    teams = [[next(left) for _ in range(TEAM_SIZE)] for _ in range(TEAMS)]
    day_guards, cleaners, butlers, engineers = (
        [next(left) for _ in range(count)] for count in (DAY_GUARDS, CLEANERS, BUTLERS, ENGINEERS)
    )
    joiner, mover = next(left), teams[_TEAM_OF_CHANGES][-1]
    works: dict[str, tuple[str, str, str | None]] = {head: ("project_manager", "management", None)}
    works |= {id: ("department_supervisor", name, None) for name, id in supervisors.items()}
    works |= dict.fromkeys(leaders, ("shift_leader", "security", None))
    works |= {id: ("guard", "security", None) for team in [*teams, day_guards, [joiner]] for id in team}
    works |= {
        id: ("cleaner", "cleaning", CONTRACTOR if place >= FIRST_OF_CONTRACTOR else None)
        for place, id in enumerate(cleaners)
    }
    works |= dict.fromkeys(butlers, ("butler", "service", None))
    works |= dict.fromkeys(engineers, ("engineer", "engineering", None))
    dice, names = Dice(seed, "people"), invented_names(Dice(seed, "names"), len(ids))
    known = tuple(_person(dice, id, name, works[id], joiner, mover) for id, name in zip(ids, names, strict=True))
    return Staff(known, head, supervisors, leaders, teams, day_guards, cleaners, butlers, engineers, joiner, mover)


def _person(dice: Dice, id: str, name: str, works: tuple[str, str, str | None], joiner: str, mover: str) -> Person:
    role, department, contractor = works
    hired = date(2019, 3, 1) + timedelta(days=dice.below(2600))
    first = JOINED if id == joiner else hired
    now = Assignment(role=role, department=department, contractor=contractor, first=first)
    assignments: tuple[Assignment, ...] = (now,)
    if id == mover:
        before = now.model_copy(update={"last": MOVED - timedelta(days=1)})
        assignments = (before, Assignment(role="butler", department="service", first=MOVED))
    return Person(id=id, name=name, phone=f"1380000{int(id[1:]):04d}", assignments=assignments)
