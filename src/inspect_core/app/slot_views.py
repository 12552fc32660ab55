"""Slots and judged records of one rule and person as plain data, the ones that cost something first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from inspect_core.app.month import Month
from inspect_core.app.withdrawn import actor
from inspect_core.app.wordings import Wordings
from inspect_core.domain.answers import NOT_ASKED
from inspect_core.domain.outcome import Outcome
from inspect_core.domain.text import Text
from inspect_core.engine.explain import RuleRows, outcome
from inspect_core.engine.ground import day_of
from inspect_core.engine.lanes import RULES
from inspect_core.engine.slots import INCOMPLETE, OTHER_ANSWER, TOO_SHORT
from inspect_core.engine.trims import left_out

View = dict[str, Any]
_WHY = {
    TOO_SHORT: {"zh": "时长不足", "en": "too short"},
    INCOMPLETE: {"zh": "内容未填全", "en": "not all headings filled in"},
    OTHER_ANSWER: {"zh": "不是所要求的内容", "en": "another kind of visit"},
}
_LEFT_OUT = {"zh": "最高或最低的几个，不计入平均", "en": "among the highest or lowest: left out of the mean"}
_ORDER = (Outcome.UNMET, Outcome.PARTLY, Outcome.NO_DATA, Outcome.EXCUSED, Outcome.MET, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True)
class SlotViews:
    """Spells out one rule of a month.

    `seen` holds the columns of each visit its rows speak of, `details` answers note and photos of observations by id.
    """

    month: Month
    rows: RuleRows
    seen: Mapping[int, View]
    details: Callable[[Iterable[str]], Mapping[str, Mapping[str, Any]]]
    wordings: Wordings

    def of(self, stint: int) -> list[View]:
        """The slots credited to a person in one stint."""
        rows = self._trimmed([self._known[place] for place in sorted(self._credited.get(stint, ()))])
        evidence = self._evidence(rows)
        slots = [self._slot(row, evidence.get(row["row"], [])) for row in rows]
        return sorted(slots, key=lambda slot: _ORDER.index(Outcome[slot["outcome"].upper()]))

    def _trimmed(self, rows: list[View]) -> list[View]:
        """The rows of which those that a trimmed mean leaves out earn nothing of nothing, and say so."""
        trim = self.month.plan.trims.get(self.rows.number)
        gone = left_out(rows, trim) if trim else frozenset()
        return [
            {**row, "earned": 0, "of": 0, "reason": _LEFT_OUT} if at in gone else row for at, row in enumerate(rows)
        ]

    @cached_property
    def _known(self) -> list[View]:
        """The rows in order of time."""
        return self.rows.rows.sort("day", "first", "row").to_dicts()

    @cached_property
    def _credited(self) -> Mapping[int, set[int]]:
        """By stint the places of its rows among the known ones."""
        places = {row["row"]: place for place, row in enumerate(self._known)}
        found: dict[int, set[int]] = {}
        for row, stint in self.rows.credits.select("row", "stint").iter_rows():
            if row in places:
                found.setdefault(stint, set()).add(places[row])
        return found

    @cached_property
    def _pairs(self) -> Mapping[int, list[tuple[int, int]]]:
        """By row the visits seen for it, in order, each with why it does not count."""
        found: dict[int, list[tuple[int, int]]] = {}
        for row, visit, why in self.rows.evidence.sort("row", "visit").iter_rows():
            found.setdefault(row, []).append((visit, why))
        return found

    def _slot(self, row: View, evidence: list[View]) -> View:
        names, labels = self.month.tables.names, self.month.labels
        found = outcome(row)
        pardon = self._pardon(row) if found is Outcome.EXCUSED else None
        return {
            "slot": str(row["row"]),
            "outcome": found.name.lower(),
            "day": str(day_of(row["day"])),
            "first": self._time(row["first"]),
            "last": self._time(row["last"]),
            "place": labels.place(names.name("place", row["place"])),
            "person": labels.person(names.name("person", row["subject"])),
            "due": row.get("due"),
            "done": row.get("done"),
            "earned": row["earned"],
            "out_of": row["of"],
            "deduction": row["deduction"],
            "stretch": _stretch(row),
            "wiped": bool(row["wipe"]),
            "reason": row.get("reason")
            or _reason(self.rows.reasons.get(row["row"]))
            or _excuse(pardon)
            or _hidden(row),
            "excuse": pardon,
            "evidence": [one for one in evidence if one["why"] is None],
            "not_counted": [one for one in evidence if one["why"] is not None],
        }

    def _pardon(self, row: View) -> View | None:
        """Why an excused slot is so, who approved it, and for which days or by which event."""
        pardon = self.rows.pardons.get(row["row"])
        if pardon is None:
            return None
        approver = self.month.labels.person(pardon.approved_by)
        days = {"first": pardon.first, "last": pardon.last, "event": pardon.event}
        return {"reason": pardon.reason.model_dump(), "approved_by": approver, **days}

    def _time(self, instant: int | None) -> str | None:
        """An instant as text; nothing for what has no end."""
        if instant is None or instant >= 2**40:
            return None
        known = self._times.get(instant)
        if known is None:
            known = self._times[instant] = datetime.fromtimestamp(instant, self.month.ground.zone).isoformat()
        return known

    @cached_property
    def _times(self) -> dict[int, str]:
        """The instants told already: slots share theirs."""
        return {}

    def _evidence(self, rows: Iterable[View]) -> dict[int, list[View]]:
        pairs = {row["row"]: self._pairs.get(row["row"], []) for row in rows}
        ids = {visit: self.month.tables.names.name("visit", visit) or "" for own in pairs.values() for visit, _ in own}
        details = self.details(ids.values())
        found: dict[int, list[View]] = {}
        for row, own in pairs.items():
            for visit, why in own:
                view = self._observation(self.seen[visit], ids[visit], details.get(ids[visit], {}))
                view["why"] = _WHY.get(why)
                found.setdefault(row, []).append(view)
        return found

    @cached_property
    def _answers(self) -> dict[int, list[View]]:
        codes = {found.code: found for found in self.month.tables.codes}
        found: dict[int, list[View]] = {}
        for row in self.rows.answers.iter_rows(named=True):
            code = codes[row["code"]]
            answer = {
                "question": self.wordings.ask(code.form, code.question),
                "answer": None if code.value == NOT_ASKED else code.value,
                "answer_title": self.wordings.title(code.form, code.question, code.value),
                "outcome": Outcome(row["outcome"]).name.lower(),
                "deduction": row["deduction"],
            }
            found.setdefault(row["visit"], []).append(answer)
        return found

    def _observation(self, visit: View, id: str, detail: Mapping[str, Any]) -> View:
        names, labels = self.month.tables.names, self.month.labels
        judged = self._answers.get(visit["visit"], [])
        return {
            "observation": id,
            "at": self._time(visit["start"]),
            "end": self._time(visit["end"]),
            "observer": labels.person(names.name("person", visit["observer"])),
            "place": labels.place(names.name("place", visit["place"])),
            "answers": judged,
            "other_answers": self._others(detail, judged),
            "findings": self._opened(detail, id),
            "note": detail.get("note", ""),
            "photos": list(detail.get("photo_names") or detail.get("photos", ())),
            "photo_digests": list(detail.get("photos", ())),
            "received": detail.get("received_at"),
            "late_hours": detail.get("late_hours"),
            "recorded_by": actor(detail["actor"], labels) if detail.get("actor") else None,
        }

    def _opened(self, detail: Mapping[str, Any], id: str) -> list[View]:
        """The findings that this rule opened with the record, or that the record was derived from."""
        name, found = self.rows.rule.name, detail.get("findings") or ()
        return [dict(one) for one in found if one["rule"] == name or id == f"finding-{one['id']}"]

    def _others(self, detail: Mapping[str, Any], judged: list[View]) -> list[View]:
        """What else the record says: the answers that this rule does not judge."""
        known, form = {one["question"]["id"] for one in judged}, str(detail.get("form"))
        given = (detail.get("answers") or {}).items()
        return [self.wordings.answer(form, question, str(value)) for question, value in given if question not in known]


def _stretch(row: View) -> int:
    """In which stretch of the period it was judged, from 0; a slot is of the whole period."""
    return int(row.get("rule") or 0) // RULES


def _excuse(pardon: View | None) -> View | None:
    """A pardon in one sentence."""
    if pardon is None:
        return None
    name, zh, en = pardon["approved_by"]["name"], pardon["reason"]["zh"], pardon["reason"]["en"]
    if pardon["event"] is not None:
        return {"zh": f"免责：{zh}（{name} 批准）", "en": f"excused: {en} (approved by {name})"}
    first, last = pardon["first"], pardon["last"]
    return {
        "zh": f"豁免：{zh}（{first} 至 {last}，{name} 批准）",
        "en": f"waived: {en} ({first} to {last}, approved by {name})",
    }


def _hidden(row: View) -> View | None:
    """What a gap hides of a slot: `due` is what is left of it, all of it where nothing is left."""
    hidden, due = row.get("hidden") or 0, row.get("due") or 0
    if not hidden:
        return None
    if row["no_data"]:
        return {"zh": f"记录缺失：应有的 {due} 可能全在其中", "en": f"records missing: all {due} may be among them"}
    return {
        "zh": f"部分记录缺失：原应 {due + hidden}，其中 {hidden} 可能在缺失记录中，按 {due} 考核",
        "en": f"records missing in part: of {due + hidden} due, {hidden} may be among them, which leaves {due}",
    }


def _reason(said: str | Text | None) -> View | None:
    """What a row kind said, in both languages; one language serves both where that is all it said."""
    if not said:
        return None
    return said.model_dump() if isinstance(said, Text) else {"zh": said, "en": said}
