"""Why a person got that score: every figure opened down to the observation behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol

import polars as pl

from inspect_core.app.forecast import forecast_view
from inspect_core.app.gains import Gains
from inspect_core.app.month import Month
from inspect_core.app.slot_views import SlotViews
from inspect_core.app.views import View, score_view
from inspect_core.app.wordings import Wordings
from inspect_core.app.workings import adjusted, indicated, rolled_up, scoring, weights, worth
from inspect_core.app.workings import worths as by_rule
from inspect_core.domain.exact import milli, plain
from inspect_core.engine.explain import RuleRows, spelled_together
from inspect_core.engine.ground import day_number
from inspect_core.engine.score import worths
from inspect_core.errors import UsageError

FORMAT = "inspect-core/explanation/1"
Details = Callable[[Iterable[str]], Mapping[str, Mapping[str, Any]]]


class FindingsOf(Protocol):
    """Knows the findings of a month, and as of when it tells of them."""

    @property
    def at(self) -> str | None:
        """As of when they are told; nothing where there are none."""
        ...

    def of(self, person: str) -> list[View]:
        """Those that a person answers for."""
        ...


_NEVER_SEEN = MappingProxyType({"zh": "本期没有人就此做过检查记录", "en": "nobody checked this in the period"})


@dataclass(frozen=True)
class Explainer:
    """Explains the people of one month, or the one `person`; the rows of a rule are spelled out once.

    `details` answers note, photos and findings of observations by id, `withdrawn` holds the records of each person that
    were voided or replaced, `findings` those of the month, `appeals` what each person appealed in the period.
    """

    month: Month
    details: Details
    person: str | None = None
    withdrawn: Mapping[str, Sequence[View]] = field(default_factory=dict)
    findings: FindingsOf | None = None
    appeals: Mapping[str, Sequence[View]] = field(default_factory=dict)
    _slots: dict[str, SlotViews] = field(default_factory=dict, repr=False, compare=False)
    _details: dict[str, Mapping[str, Any]] = field(default_factory=dict, repr=False, compare=False)

    def _spell(self, rules: Iterable[str]) -> None:
        """The slots of these rules (`ruleset/rule`), spelled out together where they were not asked for before."""
        month = self.month
        wanted = {rule for rule in rules if rule not in self._slots}
        numbers = [number for number, found in enumerate(month.plan.rules) if found.name in wanted]
        stints = None if self.person is None else self._stints[self.person]
        found = spelled_together(month.plan, numbers, month.ground, month.tables, stints)
        seen = _visits(found, month)
        for rows in found:
            self._slots[rows.rule.name] = SlotViews(month, rows, seen, self._detailed, self._wordings)

    def _detailed(self, ids: Iterable[str]) -> Mapping[str, Mapping[str, Any]]:
        """What the records say; each is asked for once, for the rules that look at the same ones."""
        new = [id for id in ids if id not in self._details]
        if new:
            told = self.details(new)
            self._details.update({id: told.get(id, {}) for id in new})
        return self._details

    @cached_property
    def _wordings(self) -> Wordings:
        """What the forms ask, in the words of the end of the period."""
        return Wordings(self.month.plan.forms, self.month.ground.period.last)

    @cached_property
    def score(self) -> View:
        """The score view of the month, of the one person only where there is one."""
        return score_view(self.month, person=self.person)

    @cached_property
    def forecast(self) -> View | None:
        """The forecast of the month; nothing where no rule is in shadow."""
        return forecast_view(self.month)

    def everybody(self) -> dict[str, View]:
        """The explanation of each person by id."""
        return {person["id"]: self.of(person["id"]) for person in self.score["people"]}

    def of(self, person: str, rule: str | None = None) -> View:
        """The explanation of one person, of one rule only where it is named (`ruleset/rule` or `rule`)."""
        found = next((one for one in self.score["people"] if one["id"] == person), None)
        if found is None:
            raise UsageError("E-PERSON-UNKNOWN", f"nobody with the id '{person}' worked here in the period")
        self._spell(_name(one, each) for one in found["rulesets"] for each in _asked(one, rule))
        head = {key: self.score[key] for key in ("project", "period", "scheme", "editions", "engine", "journal")}
        kept = (
            "total",
            "before_adjustments",
            "grade",
            "coefficient",
            "status",
            "coverage",
            "least_coverage",
            "judged",
            "least_judged",
        )
        who = ("id", "name", "role", "role_title", "department", "department_title", "contractor")
        plan = self.month.plan
        text = plan.scheme.text
        gains = Gains(found, text, {one.id: one.roll_up for one in plan.rulesets})
        return {
            "format": FORMAT,
            **head,
            "person": {key: found[key] for key in who},
            **{key: found[key] for key in (*kept, "earned_grade", "limited", "rank", "vetoes", "gates", "cards")},
            "indicators": [
                {**indicated(one, text), "cost": plain(gains.of_indicator(one))} for one in found["indicators"]
            ],
            "adjustments": [adjusted(one, text) for one in found["adjustments"]],
            **{
                key: [one for one in self.score[key] if one["person"]["id"] == person] for key in ("owed", "afterwards")
            },
            "stints": [{**one, "weights": weights(one["role"], text)} for one in found["stints"]],
            "scoring": scoring(text),
            "weights_known": plain(gains.known),
            "bands": self.score["scheme"]["bands"],
            "next_grade": self._next_grade(found),
            "forecast": self._forecast_of(person),
            "rulesets": [self._ruleset(one, found, gains, rule) for one in found["rulesets"]],
            "withdrawn": list(self.withdrawn.get(person, ())),
            "findings": self.findings.of(person) if self.findings else [],
            "findings_at": self.findings.at if self.findings else None,
            "appeals": list(self.appeals.get(person, ())),
        }

    def _forecast_of(self, person: str) -> View | None:
        """What the person's month would come to if the rules in shadow counted; nothing without such rules."""
        if self.forecast is None:
            return None
        own = next(one["forecast"] for one in self.forecast["people"] if one["id"] == person)
        return {"rules": self.forecast["rules"], **own}

    def _next_grade(self, found: View) -> View | None:
        total = found["total"]
        better = [band for band in self.score["scheme"]["bands"] if total and milli(band["from"]) > milli(total)]
        if not better:
            return None
        nearest = better[-1]
        return {**nearest, "missing": plain(milli(nearest["from"]) - milli(total))}

    def _ruleset(self, ruleset: View, found: View, gains: Gains, only: str | None) -> View:
        edition = next(one for one in self.score["editions"] if one["ruleset"] == ruleset["ruleset"])
        how = next(one.roll_up for one in self.month.plan.rulesets if one.id == ruleset["ruleset"])
        return {
            **{key: value for key, value in ruleset.items() if key != "rules"},
            **rolled_up(how),
            "edition": edition["edition"],
            "fingerprint": edition["fingerprint"],
            "cost": plain(gains.of_ruleset(ruleset)),
            "rules": [self._rule(one, ruleset, found, gains) for one in _asked(ruleset, only)],
        }

    @cached_property
    def _stints(self) -> Mapping[str, Sequence[int]]:
        """The numbers of everybody's stints in the period, in order of time."""
        tables, period = self.month.tables, self.month.ground.period
        own = tables.stints.filter(
            (pl.col("first") <= day_number(period.last)) & (pl.col("last") >= day_number(period.first))
        )
        found: dict[str, list[int]] = {}
        for person, stint in own.sort("first").select("person", "stint").iter_rows():
            found.setdefault(tables.names.name("person", person) or "", []).append(stint)
        return found

    @cached_property
    def _units(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """What each stint and rule was scored from: units of slots, or the full points less what was deducted."""
        rows = self.month.scored.rules["stint"].select("stint", "rule", "num", "den")
        return {(stint, rule): (num, den) for stint, rule, num, den in rows.iter_rows()}

    @cached_property
    def _worths(self) -> Mapping[int, Sequence[Mapping[str, Any]]]:
        """What each rule is worth by its number, in each of its stretches."""
        return by_rule(worths(self.month.plan, self.month.ground, self.month.tables).to_dicts())

    def _rule(self, view: View, ruleset: View, found: View, gains: Gains) -> View:
        spelled_rule = self._slots[_name(ruleset, view)]
        settings = spelled_rule.rows.rule.settings
        stint = self._stints[found["id"]][ruleset["stint"]]
        slots = spelled_rule.of(stint) or _never_seen(view, found["stints"][ruleset["stint"]]["last"])
        earned, of = self._units.get((stint, spelled_rule.rows.number), (0, 0))
        lost = milli(view["of"]) - milli(view["points"])
        shown = [
            {**slot, "gain": plain(gains.of_slot(ruleset, view, min(_missing(slot), of - earned), of))}
            for slot in slots
        ]
        return {
            **view,
            "source": settings.source.model_dump() if settings.source else None,
            "status": settings.status,
            "says": settings.says(self.month.ground.period.last).model_dump(),
            "lost": plain(lost),
            "cost": plain(gains.of_rule(ruleset, view, lost)),
            **worth(self._worths[spelled_rule.rows.number]),
            "earned": str(earned),
            "out_of": str(of),
            "slots": [{**slot, "earned": str(slot["earned"]), "out_of": str(slot["out_of"])} for slot in shown],
        }


def _name(ruleset: View, rule: View) -> str:
    return f"{ruleset['ruleset']}/{rule['rule']}"


def _asked(ruleset: View, only: str | None) -> list[View]:
    """The rules of a ruleset, or the one asked for."""
    return [rule for rule in ruleset["rules"] if only in (None, rule["rule"], _name(ruleset, rule))]


def _visits(rules: Iterable[RuleRows], month: Month) -> Mapping[int, View]:
    """The columns of each visit that these rules' rows speak of."""
    wanted = [rows.evidence["visit"].cast(pl.Int32) for rows in rules]
    if not wanted:
        return {}
    numbers = pl.concat(wanted).unique().implode()
    found = month.tables.visits.filter(pl.col("visit").is_in(numbers)).collect()
    return {visit["visit"]: visit for visit in found.iter_rows(named=True)}


def _never_seen(view: View, day: str) -> list[View]:
    """The one slot of a rule that should have judged somebody of whom there is no record: nobody checked."""
    if not view["no_data"]:
        return []
    units = {"due": None, "done": None, "earned": 0, "out_of": 0, "deduction": 0, "stretch": None, "wiped": False}
    nowhere = {"first": None, "last": None, "place": None, "person": None}
    lists: View = {"excuse": None, "evidence": [], "not_counted": []}
    named = {"slot": "unseen", "outcome": "no_data", "day": day, "reason": dict(_NEVER_SEEN)}
    return [{**named, **nowhere, **units, **lists}]


def _missing(slot: View) -> int:
    """The units a slot did not earn; a visit whose deductions count over the period has none of its own."""
    return int(slot["out_of"] - slot["earned"]) if slot["out_of"] else int(slot["deduction"])
