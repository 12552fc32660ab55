"""What is known about a project now: TinyDB views of its journal, brought up to date and asked.

`master.jsonl` holds people, places, shifts, duties, gaps and marks; `observations-2026-10.jsonl` the records of a
month; `numbers.jsonl` where in the journal each record stands.  A view may lag: the tail of the journal is replayed onto it in memory, and the files are only rewritten
when that is cheaper than replaying the tail again.  A view that does not fit the journal is made anew.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from inspect_core.api import ErrorPlace, Event, Journal, Json, Problem, together
from inspect_core.storage.changes import said_since
from inspect_core.storage.disk import Disk, short_name, sweep
from inspect_core.storage.journal import Notify, in_silence
from inspect_core.storage.master import NO_MARK, Master
from inspect_core.storage.numbers import NUMBERS, Numbers
from inspect_core.storage.pause import no_cycles
from inspect_core.storage.projection import DECIDED, OBSERVATION_KINDS, OBSERVATIONS, document, local_day, observed
from inspect_core.storage.tiny import ViewFile

Record = dict[str, Any]

SHORT_TAIL: Final = 200  # events; replaying so few is never worth a rewrite
PAYS: Final = 4  # a rewrite costs about a quarter of replaying as many events
_LARGEST_BACKLOG: Final = 50_000  # events kept in memory for months nobody asked about
_LARGEST_KEPT: Final = 50_000  # documents of months nobody asked about: the next import may be of the same


class Views:
    """The views of one journal in a folder that may be deleted at any time.

    `zone` is the project's time zone: an observation belongs to the month of its local day.
    Records are handed out as plain dictionaries that are not to be changed.
    """

    def __init__(
        self,
        folder: Path,
        journal: Journal,
        *,
        zone: str = "Asia/Shanghai",
        disk: Disk | None = None,
        notify: Notify = in_silence,
    ) -> None:
        self.folder = folder
        self._journal = journal
        self._zone = ZoneInfo(zone)
        self._disk = disk or Disk()
        self._notify = notify
        self._guard = threading.RLock()
        self._master: Master | None = None
        self._months: dict[str, ViewFile] = {}
        self._backlog: defaultdict[str, list[Event]] = defaultdict(list)
        self._backlog_from = 0
        self._flushed = 0
        self._numbers: Numbers | None = None

    # ------------------------------------------------------------------ keeping up

    def catch_up(self) -> int:
        """The tail of the journal replayed onto the views; the number of the last event they show."""
        with self._guard, no_cycles():
            master = self._opened()
            if self._journal.head().seq != master.seq:
                for event in self._journal.read(after=master.seq):
                    self._project(event, master)
                    if sum(map(len, self._backlog.values())) > _LARGEST_BACKLOG:
                        self._save()
                if self._pays(master):
                    self._save()
            return master.seq

    def flush(self) -> None:
        """The views on the disk as they are in memory, so that the next start has nothing to replay."""
        with self._guard:
            self.catch_up()
            if self._flushed < self._opened().seq:
                self._save()

    # ------------------------------------------------------------------ asking

    def project(self) -> Record:
        """What the project was created with."""
        return self._master_records("project", with_private=False)[0]

    def people(self, *, with_private: bool = False) -> list[Record]:
        """The latest statement about each person, in the order they were first named."""
        return self._master_records("people", with_private=with_private)

    def places(self, *, with_private: bool = False) -> list[Record]:
        """The latest statement about each place."""
        return self._master_records("places", with_private=with_private)

    def shifts(self) -> list[Record]:
        """The latest statement about each shift."""
        return self._master_records("shifts", with_private=False)

    def gaps(self, *, with_private: bool = False) -> list[Record]:
        """The stretches whose records never arrived."""
        return self._master_records("gaps", with_private=with_private)

    def imports(self) -> list[Record]:
        """The imports that were completed."""
        return self._master_records("imports", with_private=False)

    def excuses(self, *, with_private: bool = False) -> list[Record]:
        """The slots excused by hand, less those that were taken back."""
        with self._guard:
            found = self._master_records("excuses", with_private=with_private)
            return [one for one in found if one["id"] not in self._opened().marks]

    def proceedings(self, *kinds: str, withdrawn: bool = False, with_private: bool = False) -> list[Record]:
        """What people decided, in the order of the journal; what was taken back is left out unless `withdrawn`."""
        with self._guard:
            self.catch_up()
            every = sorted(self._opened().file.table(DECIDED).all(), key=lambda each: int(each["seq"]))
            marks = self._opened().marks
            found = [each for each in every if each["kind"] in kinds and (withdrawn or each["id"] not in marks)]
            records = [
                {
                    **_stated(each),
                    **{key: each[key] for key in ("kind", "seq", "actor")},
                    "received_at": each["at"],
                    "voided": marks.get(each["id"], NO_MARK)["voided"],
                }
                for each in found
            ]
            if not with_private:
                return records
            taken_back = [marks.get(each["id"], NO_MARK)["voided_at"] for each in found]
            sealed = [each["seq"] for each in found if each["sealed"]]
            told = self._journal.private([*sealed, *filter(None, taken_back)])
            for each, at in zip(records, taken_back, strict=True):
                each["voided"] = told.get(at, {}).get("reason", each["voided"])
            return [{**told.get(each["seq"], {}), **each} for each in records]

    def began(self, since: date) -> date | None:
        """The first day of which anything is known; of observations before the month of `since` only the month."""
        with self._guard, no_cycles():
            days = [str(duty["day"]) for duty in self._master_records("duties", with_private=False)]
            stated = [each for person in self.people() for each in person["assignments"]]
            days += [str(each["first"]) for each in (*stated, *self.places()) if each.get("first")]
            months = sorted(self._opened().file.touched)
            if months and f"{months[0]}-01" < min(days, default="~"):
                days += self._days_seen(months[0]) if months[0] >= since.isoformat()[:7] else [f"{months[0]}-01"]
            return date.fromisoformat(min(days)) if days else None

    def said_since(self, seq: int, first: date, last: date) -> bool:
        """Whether anything was said after event `seq` that tells of those days."""
        low, high = first.isoformat(), last.isoformat()
        with self._guard, no_cycles():
            master = self._caught()
            months = [name for name, at in master.file.touched.items() if at > seq and low[:7] <= name <= high[:7]]
            seen = (found for name in months for found in self._month(name).tables.get(OBSERVATIONS, {}).values())
            if any(found["seq"] > seq and low <= found["day"] <= high for found in seen):
                return True
            return said_since(master, seq, low, high, self._day_of)

    def _caught(self) -> Master:
        self.catch_up()
        return self._opened()

    def _day_of(self, id: str) -> str | None:
        """The local day of an observation; nothing for any other id."""
        events = self._observed_events([id])
        return local_day(events[0], self._zone) if events else None

    def _days_seen(self, month: str) -> list[str]:
        return [found["day"] for found in self._days(month, f"{month}-31") if found["id"] not in self._opened().marks]

    def duties(self, first: date, last: date) -> list[Record]:
        """The duties of the days from `first` to `last`, both included."""
        low, high = first.isoformat(), last.isoformat()
        found = self._master_records("duties", with_private=False)
        return [duty for duty in found if low <= duty["day"] <= high]

    def observations(
        self, first: date, last: date, *, withdrawn: bool = False, with_private: bool = False
    ) -> list[Record]:
        """The observations that began on the local days from `first` to `last`, in the order they were received.

        Beside its body each has `seq`, `received_at`, `actor`, `superseded_by` (an id or None) and `voided`
        (the reason or None).  Superseded and voided ones are left out unless `withdrawn`.
        """
        with self._guard, no_cycles():
            self.catch_up()
            found = sorted(self._days(first.isoformat(), last.isoformat()), key=lambda found: int(found["seq"]))
            records = [self._observed(each) for each in found if withdrawn or each["id"] not in self._opened().marks]
            return self._unsealed(found, records) if with_private else records

    def observation(self, id: str, *, with_private: bool = False) -> Record | None:
        """One observation, withdrawn or not; None when nobody recorded it."""
        return self._observations_named([id], with_private=with_private).get(id)

    def known(self, kind: str, ids: Collection[str], *, with_private: bool = False) -> dict[str, Record]:
        """Those of the ids that are known, with what is known about them.

        `kind` is person, place, shift, duty, gap, import or observation.
        """
        if kind == "observation":
            return self._observations_named(ids, with_private=with_private)
        table = {"person": "people", "duty": "duties"}.get(kind, f"{kind}s")
        with self._guard:
            self.catch_up()
            asked = [self._opened().named(table, id) for id in ids]
            found = [each for each in asked if each is not None]
            records = [_stated(each) for each in found]
            return {each["id"]: each for each in (self._unsealed(found, records) if with_private else records)}

    def withdrawn(self, first: date, last: date) -> list[Record]:
        """The observations of those local days that were superseded or voided; costs little where none were."""
        low, high = first.isoformat(), last.isoformat()
        with self._guard:
            self.catch_up()
            events = self._observed_events(list(self._opened().marks))
            own = [event for event in events if low <= local_day(event, self._zone) <= high]
            return [self._observed(document(event)) for event in own]

    # ------------------------------------------------------------------ inside

    def _master_records(self, table: str, *, with_private: bool) -> list[Record]:
        with self._guard:
            self.catch_up()
            found = self._opened().file.table(table).all()
            records = [_stated(each) for each in found]
            return self._unsealed(found, records) if with_private else records

    def _days(self, low: str, high: str) -> Iterator[Record]:
        for month in sorted(self._opened().file.touched):
            if low[:7] <= month <= high[:7]:
                yield from self._month(month).table(OBSERVATIONS).search(lambda found: low <= found["day"] <= high)

    def _observed(self, found: Record) -> Record:
        mark = self._opened().marks.get(found["id"], NO_MARK)
        return {
            **found["body"],
            "id": found["id"],
            "seq": found["seq"],
            "received_at": found["at"],
            "actor": found["actor"],
            "superseded_by": mark["superseded_by"],
            "voided": mark["voided"],
        }

    def _observations_named(self, ids: Collection[str], *, with_private: bool) -> dict[str, Record]:
        with self._guard, no_cycles():
            self.catch_up()
            found = [document(event) for event in self._observed_events(ids)]
            records = [self._observed(each) for each in found]
            return {each["id"]: each for each in (self._unsealed(found, records) if with_private else records)}

    def _observed_events(self, ids: Collection[str]) -> list[Event]:
        """The events that recorded these observations, in the order of the journal."""
        return list(self._journal.events(self._stand().of(ids))) if ids else []

    def _stand(self) -> Numbers:
        """Where each record stands in the journal."""
        if self._numbers is None:
            self._numbers = Numbers(self._loaded(NUMBERS))
            self._numbers.catch_up(self._journal)
            self._keep(self._numbers)
        return self._numbers

    def _keep(self, numbers: Numbers) -> None:
        """The numbers written down, where reading that tail again would cost more."""
        if numbers.behind < SHORT_TAIL:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            numbers.save()
        except OSError as error:
            self._notify(_not_flushed(self.folder, error))

    def _unsealed(self, found: list[Any], records: list[Record]) -> list[Record]:
        """The records with their private parts read from the journal: views never hold any."""
        sealed = [each["seq"] for each in found if each["sealed"]]
        private: Mapping[int, Mapping[str, Json]] = self._journal.private(sealed) if sealed else {}
        by_id = {each["id"]: private.get(each["seq"], {}) for each in found}
        return [together(record, by_id[record["id"]]) for record in records]

    def _opened(self) -> Master:
        """The master view, loaded once; empty when there is none or it does not fit."""
        if self._master is None:
            if self.folder.is_dir():
                sweep(self.folder)
            self._master = Master(self._loaded("master"))
            self._backlog_from = self._flushed = self._master.seq
        return self._master

    def _loaded(self, name: str) -> ViewFile:
        file = ViewFile(self.folder / f"{name}.jsonl", self._zone.key, self._disk)
        there = file.path.exists()
        fits = file.load() and self._journal.hash_at(file.at[0]) == file.at[1]
        if not fits:
            file.clear()
            if there:
                self._notify(_rebuilt(file.path))
        return file

    def _project(self, event: Event, master: Master) -> None:
        """One event onto the views in memory."""
        month = master.apply(event)
        if month in self._months:
            self._observe(self._months[month], event)
        elif month is not None:
            self._backlog[month].append(event)
        if self._numbers is not None and event.seq > self._numbers.file.at[0]:
            self._numbers.take(event)

    def _observe(self, file: ViewFile, event: Event) -> None:
        if event.seq > file.at[0]:
            file.put(OBSERVATIONS, event.seq, observed(event, local_day(event, self._zone)))
            file.at = (event.seq, event.hash)

    def _month(self, month: str) -> ViewFile:
        """The view of a month, with everything the master view says it should have."""
        file = self._months.get(month)
        if file is None:
            file = self._loaded(f"observations-{month}")
            if file.at[0] < self._opened().file.touched[month]:
                for event in self._missing(month, file.at[0]):
                    self._observe(file, event)
            self._backlog.pop(month, None)
            self._months[month] = file
        return file

    def _missing(self, month: str, after: int) -> Iterator[Event]:
        if after >= self._backlog_from:
            yield from self._backlog[month]
            return
        for event in self._journal.read(after=after):
            if event.kind in OBSERVATION_KINDS and local_day(event, self._zone)[:7] == month:
                yield event

    def _pays(self, master: Master) -> bool:
        tail = master.seq - self._flushed
        if tail < SHORT_TAIL:
            return False
        return tail * PAYS >= master.file.size() + self._size()

    def _size(self) -> int:
        """How many documents of months are in memory."""
        return sum(file.size() for file in self._months.values())

    def _save(self) -> None:
        """Months first, then the master view that vouches for them; a disk that refuses costs a notice."""
        master = self._opened()
        dirty = sorted({month for month, seq in master.file.touched.items() if seq > self._flushed})
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for month in dirty:
                unasked = month not in self._months
                self._month(month).save()
                if unasked and self._size() > _LARGEST_KEPT:
                    del self._months[month]
            master.file.save()
            self._flushed = master.seq
        except OSError as error:
            self._notify(_not_flushed(self.folder, error))
        self._backlog.clear()
        self._backlog_from = master.seq
        self._keep(self._stand())


def _stated(found: Mapping[str, Any]) -> Record:
    return {**found["body"], "id": found["id"]}


def _rebuilt(path: Path) -> Problem:
    return Problem(
        "N-VIEW-REBUILT",
        "this view did not fit the journal and is made anew",
        ErrorPlace(file=short_name(path)),
        "nothing to do; views may be deleted at any time",
        "该视图与日志不符，已重建",
        "无需处理；视图可随时删除",
    )


def _not_flushed(folder: Path, error: OSError) -> Problem:
    return Problem(
        "N-VIEW-FLUSH",
        f"the views could not be written: {error.strerror}; results are right, the next start takes longer",
        ErrorPlace(file=short_name(folder)),
        "make room or give the right to write there",
        f"视图无法写入：{error.strerror}；结果不受影响，下次启动会慢一些",
        "请腾出空间或授予写入权限",
    )
