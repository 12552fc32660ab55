"""A small project that tests import into, and a journal that keeps its events in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from inspect_core.app.import_ import ImportPorts
from inspect_core.domain.answers import choices
from inspect_core.domain.events import Draft, Event, Head, Json
from inspect_core.domain.form import Form, Question
from inspect_core.domain.known import Known, Measured
from inspect_core.domain.people import Assignment, Person
from inspect_core.domain.places import Place
from inspect_core.domain.roster import Duty, Shift
from inspect_core.domain.text import Text
from inspect_core.exchange.files import built_in_readers

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 1, tzinfo=ZONE)


class StandingClock:
    """It is always the first of November 2026."""

    def now(self) -> datetime:
        return NOW


class KeptJournal:
    """A journal that forgets when the test ends."""

    def __init__(self) -> None:
        self.kept: list[Event] = []
        self.sealed: dict[int, Mapping[str, Json]] = {}

    def head(self) -> Head:
        return Head(len(self.kept), "0" * 64, 0)

    def read(self, after: int = 0) -> Iterator[Event]:
        yield from self.kept[after:]

    def events(self, seqs: Collection[int]) -> tuple[Event, ...]:
        return tuple(event for event in self.kept if event.seq in seqs)

    def find(self, ids: Collection[str] | None = None) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for event in self.kept:
            if ids is None or event.id in ids:
                found[event.id] = (*found.get(event.id, ()), event.seq)
        return found

    def private(self, seqs: Collection[int] | None = None) -> Mapping[int, Mapping[str, Json]]:
        return {seq: body for seq, body in self.sealed.items() if seqs is None or seq in seqs}

    def hash_at(self, seq: int) -> str | None:
        return None

    @contextmanager
    def writing(self) -> Iterator[KeptWriter]:
        yield KeptWriter(self)

    def told(self) -> list[tuple[str, str, Mapping[str, Json], Mapping[str, Json]]]:
        """What was journalled, without who said it and when; imports themselves left out."""
        return [
            (event.kind, event.id, event.body, self.sealed.get(event.seq, {}))
            for event in self.kept
            if event.kind != "import.completed"
        ]


class KeptWriter:
    """Appends to a kept journal."""

    def __init__(self, journal: KeptJournal) -> None:
        self._journal = journal

    @property
    def head(self) -> Head:
        return self._journal.head()

    def append(self, drafts: Sequence[Draft], at: datetime) -> tuple[Event, ...]:
        kept = self._journal.kept
        for draft in drafts:
            seq = len(kept) + 1
            commitment = "sealed" if draft.private is not None else None
            kept.append(Event(seq, at, draft.actor, draft.kind, draft.id, draft.body, commitment, "", ""))
            if draft.private is not None:
                self._journal.sealed[seq] = draft.private
        return tuple(kept[-len(drafts) :])

    def sealed_for(self, person: str) -> tuple[int, ...]:
        """Nothing is sealed here."""
        return ()

    def erase(self, seqs: Collection[int], people: Collection[str] = ()) -> int:
        """The private parts of those events forgotten."""
        return sum(self._journal.sealed.pop(seq, None) is not None for seq in seqs)


def question(id: str, zh: str, en: str, answers: str = "pass_fail_na", *, photo_on: tuple[str, ...] = ()) -> Question:
    return Question(id=id, ask=Text(zh=zh, en=en), choices=choices(answers), photo_on=photo_on)


PATROL = Form(
    id="patrol",
    title=Text(zh="巡查记录表", en="Patrol record"),
    filled_by=("shift_leader", "department_supervisor"),
    at=("post",),
    questions=(
        question("etiquette", "礼仪是否合格?", "Manners in order?", photo_on=("fail",)),
        question("facilities", "设施是否完好?", "Facilities in order?"),
        Question(id="litter", ask=Text(zh="垃圾几处?", en="How many pieces of litter?"), type="count"),
    ),
)
COURTESY = Form(
    id="courtesy-check",
    title=Text(zh="礼仪检查表", en="Courtesy check"),
    filled_by=("department_supervisor",),
    about="person",
    at=("post", "area"),
    questions=(
        question("smile", "三米是否微笑?", "A smile at three metres?"),
        Question(id="distance", ask=Text(zh="距离(米)", en="Distance in metres"), type="number"),
        Question(id="closed", ask=Text(zh="整改时间", en="Put right at"), type="time"),
        Question(id="words", ask=Text(zh="原话", en="Words spoken"), type="text", required=True),
    ),
)
PEOPLE = {
    "P001": Person(id="P001", name="李班长", assignments=(Assignment(role="shift_leader", department="security"),)),
    "P002": Person(id="P002", name="王督导", assignments=(Assignment(role="department_supervisor"),)),
    "P003": Person(
        id="P003", name="赵伟", assignments=(Assignment(role="guard", first=date(2026, 10, 12), department="security"),)
    ),
    "P004": Person(id="P004", name="赵伟", assignments=(Assignment(role="guard"),)),
}
PLACES = {
    "gate": Place(id="gate", name="南门岗", kind="post"),
    "hall": Place(id="hall", name="大堂", kind="area", area_class="lobby"),
}
SHIFTS = {
    "day": Shift(id="day", title="白班", start=time(8), end=time(20)),
    "night": Shift(id="night", title="夜班", start=time(20), end=time(8)),
}
DUTIES = tuple(
    Duty(id=f"P001-{offset}", person="P001", shift="day", day=date(2026, 10, 1) + timedelta(days=offset), place="gate")
    for offset in range(10)
)
KNOWN = Known(
    people=PEOPLE,
    places=PLACES,
    shifts=SHIFTS,
    duties=DUTIES,
    forms={"patrol": PATROL, "courtesy-check": COURTESY},
    roles={
        "guard": Text(zh="秩序维护员", en="Guard"),
        "shift_leader": Text(zh="当值班长", en="Shift leader"),
        "department_supervisor": Text(zh="部门主管", en="Department supervisor"),
    },
    departments={"security": Text(zh="秩序维护部", en="Security")},
    indicators={"fees": Measured(Text(zh="收缴率", en="Fee collection"), "percent", "department")},
)


def ports(journal: KeptJournal | None = None, known: Known = KNOWN, zone: ZoneInfo = ZONE) -> ImportPorts:
    return ImportPorts(journal or KeptJournal(), StandingClock(), built_in_readers(), known, zone)
