"""What may be taken back or replaced, whom it is about, and whose word is enough: what two people gave, two take back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inspect_core.app import void_refusals as refusals
from inspect_core.app.appeals import appeals_of
from inspect_core.app.excuse import credited_to
from inspect_core.app.findings.register import register
from inspect_core.app.findings.take_back import last_step
from inspect_core.app.given import KINDS
from inspect_core.app.project import App
from inspect_core.app.score import someone
from inspect_core.app.whose import whose_observation, whose_proceeding
from inspect_core.domain.events import FINDING_ACTED, INDICATOR_STATED, Json
from inspect_core.errors import FactError, Place

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that still counts.

    `told_of` is whose key seals the reason, `about` are those who have no part in taking it back. `alone` are those
    whose word is enough: anybody's where it is None, nobody's where it is empty.
    """

    told_of: str | None
    about: frozenset[str] = NOBODY
    alone: frozenset[str] | None = None

    def refuse(self, id: str, by: str | None, approver: str | None) -> None:
        """FactError where these two, or one of them alone, may not take it back or replace it."""
        if by is not None and by == approver:
            raise refusals.same_person(id, by)
        if self.alone is not None and by not in self.alone and (by is None or approver is None):
            raise refusals.another_one(id, min(self.alone)) if self.alone else refusals.two_people(id)
        own = {one for one in (by, approver) if one in self.about} - (self.alone or NOBODY)
        if own:
            raise refusals.own(id, min(own))


@dataclass(frozen=True, slots=True)
class Word:
    """Who takes something back or replaces it, and who approves that, by id; nobody where nobody was named."""

    by: str | None = None
    approved_by: str | None = None

    @classmethod
    def of(cls, app: App, by: str | None, approved_by: str | None) -> Word:
        """The two by id or name; UsageError for somebody nobody knows."""
        return cls(*(someone(app, one) if one else None for one in (by, approved_by)))

    @property
    def body(self) -> dict[str, Json]:
        """Those who were named, as an event keeps them."""
        said = {"by": self.by, "approved_by": self.approved_by}
        return {key: one for key, one in said.items() if one}


def standing_of(app: App, id: str) -> Standing:
    """What goes by that id; FactError where there is nothing, or it was taken back already."""
    return _excuse(app, id) or _gift(app, id) or _step(app, id) or standing_record(app, id)


def _excuse(app: App, id: str) -> Standing | None:
    """A slot excused by hand: two people said so."""
    excuse = app.store.facts.known("excuse", [id]).get(id)
    if excuse is None:
        return None
    if not any(one["id"] == id for one in app.store.facts.excuses()):
        raise FactError(
            "E-RECORD-WITHDRAWN",
            f"the excuse {id!r} was taken back already",
            place=Place(file=id),
            hint="see `inspect-core excuse --list`",
            message_zh=f"免责 {id!r} 已撤回",
            hint_zh="见 `inspect-core excuse --list`",
        )
    return Standing(str(excuse.get("person") or excuse["approved_by"]), credited_to(app, excuse), NOBODY)


def _gift(app: App, id: str) -> Standing | None:
    """What two people gave by hand, or the value of an indicator, which is one person's word."""
    decided = app.store.facts.proceedings(*KINDS.values(), INDICATOR_STATED, withdrawn=True)
    found = next((one for one in decided if one["id"] == id), None)
    if found is None:
        return None
    if found["voided"] is not None:
        raise FactError(
            "E-RECORD-WITHDRAWN",
            f"{id!r} was taken back already ({found['voided']})",
            place=Place(file=id),
            hint="see `inspect-core adjust --list`, the same of veto and card, or `explain`",
            message_zh=f"{id!r} 已撤回",
            hint_zh="见 `inspect-core adjust --list`（veto、card 亦同）或 `explain`",
        )
    alone = None if found["kind"] == INDICATOR_STATED else NOBODY
    return Standing(whose_proceeding(found), _named(found, "person"), alone)


def _step(app: App, id: str) -> Standing | None:
    """A step with a finding: whoever took it takes it back, unless somebody approved it."""
    if not last_step(app, id):
        return None
    found = next(one for one in app.store.facts.proceedings(FINDING_ACTED) if one["id"] == id)
    about = next(
        (frozenset(one.finding.responsible) for one in register(app) if one.finding.id == found["finding"]), NOBODY
    )
    alone = NOBODY if found.get("approved_by") else _named(found, "by")
    return Standing(whose_proceeding(found), about | _named(found, "responsible"), alone)


def standing_record(app: App, id: str) -> Standing:
    """A record, and nothing else; FactError where there is none, or it counts no longer.

    One that an appeal was decided by stands on the word of whoever decided it too; so does what took its place since.
    """
    found = standing(app, id)
    told_of, line = whose_observation(found), set(_line(app, found))
    decided = [one for one in appeals_of(app) if any(step.get("correction") in line for step in one.steps)]
    if decided:
        return Standing(told_of, frozenset(str(one.filed["person"]) for one in decided), NOBODY)
    alone = NOBODY if found.get("approved_by") else None
    return Standing(told_of, _named(found, "subject") - _named(found, "observer"), alone)


def _line(app: App, found: Mapping[str, Any]) -> Iterator[str]:
    """The record and all that it corrects, one before the other."""
    yield str(found["id"])
    while found.get("supersedes"):
        found = app.store.facts.known("observation", [found["supersedes"]])[found["supersedes"]]
        yield str(found["id"])


def _named(found: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset({str(found[key])}) if found.get(key) else NOBODY


def standing(app: App, id: str) -> Mapping[str, Any]:
    """The observation of that id that still counts; FactError when there is none."""
    found = app.store.facts.known("observation", [id]).get(id)
    if found is None:
        raise FactError(
            "E-RECORD-UNKNOWN",
            f"there is no record {id!r}",
            place=Place(file=id),
            hint="take the id from `explain` or from what `record` printed",
            message_zh=f"没有记录 {id!r}",
            hint_zh="编号见 explain 或 record 的输出",
        )
    if found["voided"] is not None or found["superseded_by"] is not None:
        what = f"superseded by {found['superseded_by']}" if found["superseded_by"] else "voided"
        raise FactError(
            "E-RECORD-WITHDRAWN",
            f"the record {id!r} counts no longer ({what})",
            place=Place(file=id),
            hint="correct the record that counts now",
            message_zh=f"记录 {id!r} 已更正或作废",
            hint_zh="请更正现行的那条记录",
        )
    return found
