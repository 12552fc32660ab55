"""A slow scorer in plain Python: the oracle that the columns are compared with.

It reads records and bound rules and follows the description of the rule language sentence by sentence, with loops
over slots, answers and people, fractions for shares, and no columns at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

from inspect_core.domain.calendar import Workday
from inspect_core.domain.period import Period
from inspect_core.engine.records import Records
from inspect_core.engine.tables import Excuse, Figure, Given, Past
from inspect_core.language.rule import Rule, Ruleset
from inspect_core.language.scheme import Scheme, Weighting
from inspect_core.language.waivers import Waiver
from tests.oracle.answers import visits
from tests.oracle.facts import STANDING, Facts, Stint
from tests.oracle.slots import COUNTS, Row, slots

FULL = 100_000
ENTITIES = ("place", "project", "contractor")
SLOT_KINDS = ("frequency", "quota", "coverage", "interval", "deadline", "outside", "sampling", "density")
Key = Any


def half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


@dataclass
class RuleScore:
    """A rule of one target: points of worth, and the outcomes behind them."""

    points: int = 0
    of: int = 0
    num: int = 0
    den: int = 0
    passed: bool = False
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))

    @property
    def known(self) -> int:
        return self.counts["met"] + self.counts["partly"] + self.counts["unmet"]


@dataclass
class PersonScore:
    total: int | None
    coverage: int | None
    grade: str | None
    status: str
    rank: dict[str, int | None] = field(default_factory=dict)
    cards: tuple[str, ...] = ()


@dataclass
class Oracle:
    """Scores one project and period."""

    records: Records
    rulesets: Sequence[Ruleset]
    scheme: Scheme
    period: Period
    facts: Facts
    workday: Workday
    past: Sequence[Past] = ()
    excuses: Sequence[Excuse] = ()
    given: Sequence[Given] = ()
    figures: Sequence[Figure] = ()

    def __post_init__(self) -> None:
        self.rules = [rule for ruleset in self.rulesets for rule in ruleset.rules]
        self.rows = {rule.name: self._rows(rule) for rule in self.rules}

    def _rows(self, rule: Rule) -> list[Row]:
        if rule.settings.kind in SLOT_KINDS:
            return slots(rule, self.period, self.facts, self.workday, lambda row: self._spared(rule, row))
        return visits(rule, self.period, self.facts)

    def _spared(self, rule: Rule, row: Row) -> bool:
        """Whether a waiver is about the slot, or somebody excused it by hand."""
        return any(self._waived(waiver, rule, row) for waiver in rule.waivers) or any(
            excuse.rule == rule.name
            and excuse.first == int(row.first.timestamp())
            and (excuse.place, excuse.person or None) in ((row.place, row.person), (row.place, row.subject))
            and (excuse.person is not None or (row.person is None and row.subject is None))
            for excuse in self.excuses
        )

    def _waived(self, waiver: Waiver, rule: Rule, row: Row) -> bool:
        if not waiver.first <= row.day <= waiver.last or waiver.place not in (None, row.place):
            return False
        if waiver.person is None or waiver.person in (row.person, row.subject):
            return True
        nobody = row.person is None and row.subject is None
        return nobody and {stint.person for stint in self.credited(rule, row)} == {waiver.person}

    # ------------------------------------------------------------ whose it is

    def credited(self, rule: Rule, row: Row) -> list[Stint]:
        settings: Any = rule.settings
        words = settings.credited if hasattr(settings, "credited") else settings.credit or ("subject",)
        found: list[Stint] = []
        for word in words:
            for person in self._judged(word, rule, row):
                stint = self._stint(word, rule, row, person)
                found += [stint] if stint is not None and stint not in found else []
        return found

    def _stint(self, word: str, rule: Rule, row: Row, person: str) -> Stint | None:
        """The stint of the day; of whom a slot is due, the last one within its days in a role that owes it."""
        settings: Any = rule.settings
        if word not in ("person", "observer", "subject") or not hasattr(settings, "per"):
            return self.facts.stint(person, row.day)
        roles = settings.of if row.subject else settings.by
        since = row.day - timedelta(days=row.days - 1)
        own = [stint for stint in self.facts.stints if stint.person == person and (not roles or stint.role in roles)]
        return max((s for s in own if s.first <= row.day and s.last >= since), key=lambda s: s.first, default=None)

    def _judged(self, word: str, rule: Rule, row: Row) -> Iterable[str]:
        """Those of a role that the rule judges; who is named by role or duty is chosen by role already."""
        found = self._people(word, rule, row)
        if word not in ("subject", "observer", "person", "owner") or hasattr(rule.settings, "per"):
            return found
        return [who for who in found if not rule.settings.of or self.facts.role(who, row.day) in rule.settings.of]

    def _people(self, word: str, rule: Rule, row: Row) -> Iterable[str]:
        if word in ENTITIES:
            return []
        if word in ("person", "observer", "subject"):
            named = row.subject if word == "subject" else row.person
            return [named] if named else []
        if word == "owner":
            return dict.fromkeys(self.facts.owners(row.place, row.day))
        if word == "on_duty":
            return self._on_duty(rule, row)
        return [s.person for s in self.facts.stints if s.role == word and s.first <= row.day <= s.last]

    def _on_duty(self, rule: Rule, row: Row) -> list[str]:
        """Who spends half of the time there, or half of the duty in it: of the rule's roles, else at the place."""
        roles = tuple(getattr(rule.settings, "by", ())) or rule.settings.of
        found: dict[str, None] = {}
        for duty in self.facts.duties:
            if duty.status not in STANDING or (duty.role not in roles if roles else duty.place != row.place):
                continue
            met = row.counts["met"] and not row.counts["partly"] and not row.counts["unmet"]
            if duty.status == "excused" and not (met or row.counts["excused"]):
                continue
            classes = rule.settings.on_duty_at
            if classes and self.facts.places.get(duty.place or "", {}).get("area_class") not in classes:
                continue
            shared = min(duty.last, row.last) - max(duty.first, row.first)
            if shared > timedelta(0) and 2 * shared >= min(row.last - row.first, duty.last - duty.first):
                found[duty.person] = None
        return list(found)

    # ------------------------------------------------------------ points

    def scores(self, target: Callable[[Rule, Row], Iterable[Key]]) -> dict[tuple[Key, str], RuleScore]:
        """The score of each rule for each target that a row counts for."""
        found: dict[tuple[Key, str], list[Row]] = defaultdict(list)
        for rule in self.rules:
            for row in self.rows[rule.name]:
                for key in target(rule, row):
                    found[key, rule.name].append(row)
        rules = {rule.name: rule for rule in self.rules}
        return {(key, name): self._score(rules[name], rows) for (key, name), rows in found.items()}

    def _score(self, rule: Rule, rows: Sequence[Row]) -> RuleScore:
        settings: Any = rule.settings
        score = RuleScore()
        for row in rows:
            for name in COUNTS:
                score.counts[name] += row.counts[name]
        rows = self._trimmed(rule, rows)
        score.num, score.den = sum(row.earned for row in rows), sum(row.of for row in rows)
        if settings.kind == "deduction" and settings.over == "period":
            kept = [self._kept(settings, alike) for alike in self._stretches(rule, rows)]
            score.num, score.den = sum(left for left, _ in kept), sum(full for _, full in kept)
        if self.counts(rule) and score.den:
            score.points, score.of = self._points(rule, score, rows), settings.points
            score.passed = score.points == score.of
        return score

    def _trimmed(self, rule: Rule, rows: Sequence[Row]) -> list[Row]:
        """The rows without the highest and the lowest of those that count."""
        trim = getattr(rule.settings, "trim", None)
        if trim is None:
            return list(rows)
        ordered = sorted((row for row in rows if row.of), key=lambda row: row.earned)
        return ordered[trim.lowest : max(len(ordered) - trim.highest, trim.lowest)]

    def _kept(self, settings: Any, rows: Sequence[Row]) -> tuple[int, int]:
        """What is left of the full points of one stretch, and those points; nothing of nothing where none was judged."""
        day = rows[0].day
        if not any(row.counts["met"] + row.counts["partly"] + row.counts["unmet"] for row in rows):
            return 0, 0
        full = settings.starts_with(day)
        left = max(full - sum(row.deduction for row in rows), settings.floor.on(day) or 0)
        return 0 if any(row.wiped for row in rows) else left, full

    def _stretches(self, rule: Rule, rows: Sequence[Row]) -> list[list[Row]]:
        """The rows put together as long as nothing changes that is judged over the period."""
        settings: Any = rule.settings

        def values(day: date) -> Any:
            if settings.kind == "deduction":
                return settings.starts_with(day), settings.floor.on(day) or 0
            return settings.at_least.on(day)

        days = list(self.period.days())
        number = dict.fromkeys(days[:1], 0)
        for before, day in pairwise(days):
            number[day] = number[before] + (values(day) != values(before))
        found: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            found[number[row.day]].append(row)
        return list(found.values())

    def _points(self, rule: Rule, score: RuleScore, rows: Sequence[Row]) -> int:
        settings: Any = rule.settings
        share = Fraction(score.num, score.den)
        unit = {"thousandth": 1, "tenth": 100, "whole": 1000, "nspire": 1}[settings.rounding]
        if settings.kind in ("rating", "proportion") and settings.at_least:
            share = self._reached(rule, rows)
        points = half_up(settings.points * share / unit) * unit
        if settings.kind == "checklist" and settings.cap_if_critical:
            caps = [settings.cap_if_critical.on(row.day) for row in rows if row.wiped]
            points = min([points, *(half_up(Fraction(settings.points * cap, FULL) / unit) * unit for cap in caps)])
        return points

    def _reached(self, rule: Rule, rows: Sequence[Row]) -> Fraction:
        """The share of the stretches in which at least so much was reached as was asked for in each."""
        settings: Any = rule.settings
        found = []
        for alike in self._stretches(rule, rows):
            num, den = sum(row.earned for row in alike), sum(row.of for row in alike)
            if den:
                found.append(Fraction(num, den) >= Fraction(settings.at_least.on(alike[0].day), FULL))
        return Fraction(sum(found), len(found))

    def counts(self, rule: Rule) -> bool:
        """A shadow rule is shown and counts nothing."""
        return rule.settings.shadow_until is None or rule.settings.shadow_until <= self.period.first

    def project_scores(self) -> dict[tuple[str, str], RuleScore]:
        """The score of each rule for the project: every row once; of deductions over the period, every person once."""
        project = self.records.project
        return self._with_people(self.scores(lambda *_: [project]), self.credited, lambda *_: project)

    def place_scores(self) -> dict[tuple[str, str], RuleScore]:
        """The same for each place: of deductions over the period, each person once, with what was seen there."""
        found = self.scores(lambda _, row: [row.place] if row.place else [])
        return self._with_people(
            found,
            lambda rule, row: [(row.place, stint) for stint in self.credited(rule, row) if row.place],
            lambda key: key[0],
        )

    def contractor_scores(self) -> dict[tuple[str, str], RuleScore]:
        """The same for each contractor: of its places every row once, of deductions over the period its people."""
        of_place = {name: body.get("contractor") for name, body in self.facts.places.items()}
        found = self.scores(lambda _, row: [found] if (found := of_place.get(row.place or "")) else [])
        return self._with_people(
            found,
            lambda rule, row: [stint for stint in self.credited(rule, row) if stint.contractor],
            lambda stint: stint.contractor,
        )

    def department_scores(self) -> dict[tuple[str, str], RuleScore]:
        """The score of each rule for each department: the sum of its people, rows once for each they are credited to."""
        rules = {rule.name: rule for rule in self.rules}
        people: dict[tuple[str, str], list[RuleScore]] = defaultdict(list)
        for (stint, name), score in self.stint_scores().items():
            if stint.department:
                people[stint.department, name].append(score)
        found = {}
        for (department, name), scores in people.items():
            rows = [
                row
                for row in self.rows[name]
                for stint in self.credited(rules[name], row)
                if stint.department == department
            ]
            found[department, name] = self._together(rules[name], scores, rows)
        return found

    def _with_people(
        self,
        found: dict[tuple[Any, str], RuleScore],
        whose: Callable[[Rule, Row], Iterable[Key]],
        target: Callable[[Key], Any],
    ) -> dict[tuple[Any, str], RuleScore]:
        """The scores of targets, with every person by himself where deductions over the period are people's."""
        for rule in self.rules:
            settings: Any = rule.settings
            words = settings.credit or ("subject",)
            if settings.kind != "deduction" or settings.over != "period" or set(words) <= set(ENTITIES):
                continue
            for key in [key for key in found if key[1] == rule.name]:
                del found[key]
            people: dict[Key, list[Row]] = defaultdict(list)
            for row in self.rows[rule.name]:
                for person in whose(rule, row):
                    people[person].append(row)
            targets: dict[Any, list[RuleScore]] = defaultdict(list)
            for person, rows in people.items():
                targets[target(person)].append(self._score(rule, rows))
            for name, scores in targets.items():
                found[name, rule.name] = self._together(rule, scores, [])
        return found

    def _together(self, rule: Rule, scores: Sequence[RuleScore], rows: Sequence[Row]) -> RuleScore:
        whole = RuleScore(num=sum(one.num for one in scores), den=sum(one.den for one in scores))
        whole.counts = {name: sum(one.counts[name] for one in scores) for name in COUNTS}
        if self.counts(rule) and whole.den:
            whole.points, whole.of = self._points(rule, whole, rows), rule.settings.points
            whole.passed = whole.points == whole.of
        return whole

    def stint_scores(self) -> dict[tuple[Stint, str], RuleScore]:
        """Scores by stint; a rule that should have judged somebody and saw nothing is one slot without data."""
        found = self.scores(self.credited)
        for rule in self.rules:
            words = rule.settings.credit or ("subject",)
            people = rule.settings.kind not in SLOT_KINDS and any(word not in ENTITIES for word in words)
            if not people or not self.counts(rule) or not self._in_force(rule):
                continue
            for stint in self.present():
                if stint.role in rule.settings.of and (stint, rule.name) not in found:
                    found[stint, rule.name] = RuleScore()
                    found[stint, rule.name].counts["no_data"] = 1
        return found

    def _in_force(self, rule: Rule) -> bool:
        """Whether it holds on some day: with values to fill in, full points, or a share that is asked for."""
        settings: Any = rule.settings
        needed = [*getattr(settings, "given", {}).values()]
        if settings.kind in ("rating", "proportion") and settings.at_least:
            needed.append(settings.at_least)
        if settings.kind == "deduction" and settings.full:
            needed.append(settings.full)
        return any(all(dated.on(day) is not None for dated in needed) for day in self.period.days())

    # ------------------------------------------------------------ months

    def present(self) -> list[Stint]:
        return [s for s in self.facts.stints if s.first <= self.period.last and s.last >= self.period.first]

    def days(self, stint: Stint) -> int:
        return (min(stint.last, self.period.last) - max(stint.first, self.period.first)).days + 1

    def weighed(
        self, rules: Mapping[str, RuleScore], weights: Weighting, stint: Stint
    ) -> tuple[int | None, int | None]:
        """Total and coverage of rule scores and indicators under weights; what is unknown leaves the weights."""
        return tuple(  # type: ignore[return-value]
            _mean(
                (weight, _mean((inner, self._part(part, rules, stint)[which]) for part, inner in self._parts(name)))
                for name, weight in weights.weights.items()
            )
            for which in (0, 1)
        )

    def _part(self, name: str, rules: Mapping[str, RuleScore], stint: Stint) -> tuple[int | None, int | None]:
        """Score and coverage of a ruleset or of an indicator."""
        if name in self.scheme.text.indicators:
            score = self._indicator(name, stint)
            return score, 0 if score is None else FULL
        own = self._of(name, rules)
        return self._ruleset_score(own), self._ruleset_coverage(own)

    def _indicator(self, name: str, stint: Stint) -> int | None:
        """What the value stated last for the period earns: of the person, of the department held, or of the project."""
        one = self.scheme.text.indicators[name]
        whose = {"person": stint.person, "department": stint.department, "project": None}[one.of]
        if whose is None and one.of != "project":
            return None
        own = [each for each in self.figures if (each.indicator, each.period) == (name, self.period.id)]
        values = [each.value for each in own if (each.person or each.department) == whose]
        if not values:
            return None
        if one.target is None:
            bounds = {Decimal(bound) * 1000: points for bound, points in one.scale.items()}
            reached = [bound for bound in bounds if values[-1] >= bound]
            return bounds[max(reached)] if reached else 0
        share = Fraction(values[-1] - one.zero_at, one.target - one.zero_at)
        return half_up(FULL * min(max(share, Fraction(0)), Fraction(1)))

    def _parts(self, name: str) -> list[tuple[str, int]]:
        group = self.scheme.text.groups.get(name)
        return list(group.weights.items()) if group else [(name, 1)]

    def _of(self, ruleset: str, rules: Mapping[str, RuleScore]) -> list[tuple[Rule, RuleScore]]:
        return [(rule, rules[rule.name]) for rule in self.rules if rule.ruleset == ruleset and rule.name in rules]

    def ruleset_scores(self, rules: Mapping[tuple[Key, str], RuleScore]) -> dict[Any, tuple[int | None, int | None]]:
        """Score and coverage of each ruleset and target."""
        targets: dict[Key, dict[str, RuleScore]] = defaultdict(dict)
        for (key, rule), score in rules.items():
            targets[key][rule] = score
        found = {}
        for key, own in targets.items():
            for ruleset in self.rulesets:
                if scores := self._of(ruleset.id, own):
                    found["ruleset", key, ruleset.id] = self._ruleset_score(scores), self._ruleset_coverage(scores)
        return found

    def _ruleset_score(self, scores: Sequence[tuple[Rule, RuleScore]]) -> int | None:
        """The mean by points, or what the ruleset says instead; nothing where no rule was judged."""
        judged = {rule.id: score for rule, score in scores if score.of}
        if not judged:
            return None
        how = next(one.roll_up for one in self.rulesets if one.id == scores[0][0].ruleset)
        passed, of = sum(one.of for one in judged.values() if one.passed), sum(one.of for one in judged.values())
        shares = {id: Fraction(one.points, one.of) for id, one in judged.items()}
        if how.model != "points":
            other = {
                "flat": Fraction(passed, of),
                "flat-unweighted": Fraction(sum(one.passed for one in judged.values()), len(judged)),
                "absolute": Fraction(int(passed == of)),
                "worst": min(shares.values()),
                "xccdf-default": _tree(judged, how.sections)[0],
            }
            return half_up(FULL * other[how.model])
        score = half_up(Fraction(FULL * sum(one.points for one in judged.values()), of))
        return min([score, *(cap.at_most for cap in how.caps if min(shares.values()) * FULL < cap.below)])

    def _ruleset_coverage(self, scores: Sequence[tuple[Rule, RuleScore]]) -> int | None:
        covered = coverable = 0
        for rule, score in scores:
            whole = score.known + score.counts["no_data"]
            if self.counts(rule) and whole:
                covered += half_up(Fraction(rule.settings.points * score.known, whole))
                coverable += rule.settings.points
        return half_up(Fraction(FULL * covered, coverable)) if coverable else None

    def people(self) -> dict[str, PersonScore]:
        """Everybody of the period, with total, coverage, grade and rank."""
        scores: dict[Stint, dict[str, RuleScore]] = defaultdict(dict)
        for (stint, rule), score in self.stint_scores().items():
            scores[stint][rule] = score
        stints = defaultdict(list)
        for stint in self.present():
            stints[stint.person].append(stint)
        found = {person: self._person(person, own, scores) for person, own in stints.items()}
        self._rank(found, stints)
        self._limit(found, stints)
        return found

    def _limit(self, found: dict[str, PersonScore], stints: Mapping[str, list[Stint]]) -> None:
        """From the best grade down: who has it and stands among more than the share allows gets the next grade."""
        limits = self.scheme.text.distribution
        if limits is None or limits.mode != "limit":
            return
        groups = defaultdict(list)
        for person, score in found.items():
            if score.total is not None:
                groups[getattr(self.main(stints[person]), limits.within, None)].append(person)
        order = [grade for grade, _ in self.scheme.bands()]
        for people in groups.values():
            for grade, following in pairwise(order):
                if grade in limits.grades:
                    most = Fraction(len(people) * limits.grades[grade].at_most, FULL)
                    holders = {p: (not self._fell(p), found[p].total) for p in people if found[p].grade == grade}
                    for person, own in holders.items():
                        if sum(other >= own for other in holders.values()) > most:
                            found[person].grade = following

    def _person(self, person: str, stints: list[Stint], scores: Mapping[Stint, Mapping[str, RuleScore]]) -> PersonScore:
        months = [(self.days(stint), self._month(stint, scores.get(stint, {}))) for stint in stints]
        total = _mean((days, month[0]) for days, month in months)
        coverage = _mean((days, month[1]) for days, month in months)
        main = self.main(stints)
        weighting = self.scheme.weights_of(main.role)
        judged = sum(self._evidence(stint, scores.get(stint, {})) for stint in stints)
        enough = weighting is None or judged >= weighting.least_judged
        if coverage is None or not enough or (weighting and coverage < weighting.least_coverage):
            total = None
        status = "scored" if total is not None else "nothing_due" if coverage is None else "not_enough_evidence"
        if total is not None:
            total = min(max(total + self._added(person), 0), self.scheme.text.highest)
        return PersonScore(total, coverage, self._grade(person, total), status, cards=tuple(sorted(self.cards(person))))

    def _evidence(self, stint: Stint, rules: Mapping[str, RuleScore]) -> int:
        """What was judged under the rules that count in the total of the role."""
        weighting = self.scheme.weights_of(stint.role)
        parts = {part for name in weighting.weights for part, _ in self._parts(name)} if weighting else set()
        counted = [rule for rule in self.rules if rule.ruleset in parts and self.counts(rule) and rule.name in rules]
        return sum(rules[rule.name].known for rule in counted)

    def _month(self, stint: Stint, rules: Mapping[str, RuleScore]) -> tuple[int | None, int | None]:
        weighting = self.scheme.weights_of(stint.role)
        return self.weighed(rules, weighting, stint) if weighting else (None, None)

    def main(self, stints: Sequence[Stint]) -> Stint:
        """The stint of most days of the period; of equals the later one."""
        return max(stints, key=lambda stint: (self.days(stint), stint.first))

    def _added(self, person: str) -> int:
        added = 0
        for name, one in self.scheme.text.adjustments.items():
            lowest = -one.most if one.least is None else one.least
            if one.by_hand:
                handed = sum(gift.points for gift in self._gifts("adjustment", person) if gift.name == name)
                added += min(max(handed, lowest), one.most)
                continue
            assert one.each is not None
            seen = [
                visit
                for visit in self.facts.visits
                if visit.form == one.form and visit.subject == person and self._holds(person, visit.day)
            ]
            count = len(seen) if one.at_most_records is None else min(len(seen), one.at_most_records)
            added += min(max(count * one.each, lowest), one.most)
        return added

    def _gifts(self, sort: str, person: str, period: str | None = None) -> list[Given]:
        """What people gave somebody by hand, for this period where no other is named."""
        wanted = sort, person, period or self.period.id
        return [gift for gift in self.given if (gift.sort, gift.person, gift.period) == wanted]

    def _holds(self, person: str, day: date) -> bool:
        return self.period.first <= day <= self.period.last and self.facts.stint(person, day) is not None

    def _grade(self, person: str, total: int | None) -> str | None:
        """The worst of the grade earned, those of vetoes and cards, and, where one was earned, of gates; then the drops."""
        order = [grade for grade, _ in self.scheme.bands()]
        earned = None if total is None else self.scheme.grade(total)
        found = [self.scheme.text.vetoes[veto] for veto in self.vetoes(person) if veto in self.scheme.text.vetoes]
        found += [self.scheme.text.cards[card] for card in self.cards(person)]  # type: ignore[misc]
        grades = [one.grade for one in found if one.grade]
        grades += [earned, *self._shut(person)] if earned else []
        worst = max(grades, key=order.index, default=None)
        dropped = sum(one.drop or 0 for one in found)
        return worst and order[min(order.index(worst) + dropped, len(order) - 1)]

    def _shut(self, person: str) -> list[str]:
        """The grades of the gates that the person did not reach, over the stints by their days."""
        found = []
        for gate in self.scheme.text.gates.values():
            shares = []
            for stint in self.present():
                if stint.person == person:
                    rules = {rule: score for (one, rule), score in self.stint_scores().items() if one == stint}
                    shares.append((self.days(stint), self._gate_share(gate.ruleset, gate.rule, rules)))
            share = _mean(shares)
            found += [gate.grade] if share is not None and share < gate.least else []
        return found

    def _gate_share(self, ruleset: str, rule: str | None, rules: Mapping[str, RuleScore]) -> int | None:
        if rule is None:
            return self._ruleset_score(self._of(ruleset, rules))
        score = rules.get(f"{ruleset}/{rule}")
        return half_up(Fraction(FULL * score.points, score.of)) if score and score.of else None

    def cards(self, person: str) -> set[str]:
        """The cards held in this period: a card that waits is held in the period that makes up the number."""
        months = [(past.period, past.raised.get(person, frozenset())) for past in self.past]
        months.append((self.period.id, frozenset(self.vetoes(person))))
        known = [({gift.name for gift in self._gifts("card", person, period)}, vetoes) for period, vetoes in months]
        return {name for name in self.scheme.text.cards if self._holds_card(name, known)}

    def _holds_card(self, name: str, months: Sequence[tuple[Collection[str], Collection[str]]]) -> bool:
        """Whether it was given by hand in the last month, or its vetoes or the card it waits for say so."""
        card, (by_hand, vetoes) = self.scheme.text.cards[name], months[-1]
        if name in by_hand:
            return True
        if card.after is None:
            return any(word in vetoes for word in card.raised_by)
        if not self._holds_card(card.after.card, months):
            return False
        spans = [months[: len(months) - back] for back in range(min(card.after.periods, len(months)))]
        times = [self._holds_card(card.after.card, span) for span in spans]
        return all(times) and len(times) == card.after.times if card.after.in_a_row else sum(times) >= card.after.times

    def vetoes(self, person: str) -> set[str]:
        """The vetoes raised by answers that are credited to the person, and those given by hand that the scheme knows."""
        text = self.scheme.text
        known = {*text.vetoes, *(word for card in text.cards.values() for word in card.raised_by)}
        found = {gift.name for gift in self._gifts("veto", person)} & known
        for rule in self.rules:
            for row in self.rows[rule.name] if rule.settings.vetoes() and self.counts(rule) else ():
                if any(stint.person == person for stint in self.credited(rule, row)):
                    found |= self._raised(rule, row)
        return found

    def _raised(self, rule: Rule, row: Row) -> set[str]:
        settings: Any = rule.settings
        visit = next(visit for visit in self.facts.visits if visit.id == row.duty)
        if settings.kind == "checklist":
            answers = [
                (asked.veto or settings.veto, asked.answers or settings.answers, visit.answers.get(name))
                for name, asked in settings.asked(rule.id).items()
            ]
            return {
                veto
                for veto, known, word in answers
                if veto
                and word not in (None, "na", "minor", "major")
                and (known[word] == 0 if isinstance(known, dict) else word not in ("pass", "yes", "partly"))
            }
        return {
            fault.veto
            for name, fault in settings.faults.items()
            if fault.veto
            and fault.deduct.on(visit.day) is not None
            and settings.starts_with(visit.day) is not None
            and visit.answers.get(name) not in (None, "na", "pass", "0")
        }

    def _rank(self, found: dict[str, PersonScore], stints: Mapping[str, list[Stint]]) -> None:
        """Place among those who share the department or the project; a veto stands behind everybody without one."""
        standing = {p: (not self._fell(p), s.total) for p, s in found.items() if s.total is not None}
        for person, score in found.items():
            for within in ("department", "project"):
                alike = [
                    other
                    for other in standing
                    if within == "project"
                    or self.main(stints[other]).department == self.main(stints[person]).department
                ]
                better = [other for other in alike if person in standing and standing[other] > standing[person]]
                score.rank[within] = len(better) + 1 if person in standing else None

    def _fell(self, person: str) -> bool:
        """A grade made by a veto or a card stands behind every other; a grade that is lowered by a drop does not."""
        vetoes, cards = self.scheme.text.vetoes, self.scheme.text.cards
        by_veto = any(vetoes[veto].grade for veto in self.vetoes(person) if veto in vetoes)
        return by_veto or any(cards[card].grade for card in self.cards(person))


def _tree(judged: Mapping[str, RuleScore], sections: Mapping[str, Any]) -> tuple[Fraction, int]:
    """The share of a tree of sections, and how many of its children were judged; rules in no section stand beside."""
    placed = {rule for _, section in _walk(sections) for rule in section.rules}
    beside = [rule for rule in judged if rule not in placed]
    return _node(beside, sections, judged)


def _walk(sections: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [found for id, one in sections.items() for found in [(id, one), *_walk(one.sections)]]


def _node(rules: Sequence[str], sections: Mapping[str, Any], judged: Mapping[str, RuleScore]) -> tuple[Fraction, int]:
    """The accumulated weighted scores over the accumulated weights, as the specification of XCCDF words it."""
    score, weights, count = Fraction(0), 0, 0
    for rule in rules:
        if rule in judged:
            score, weights, count = score + judged[rule].passed * judged[rule].of, weights + judged[rule].of, count + 1
    for one in sections.values():
        own, counted = _node(one.rules, one.sections, judged)
        if counted:
            score, weights, count = score + own * one.weight, weights + one.weight, count + 1
    return (score / weights, count) if weights else (Fraction(0), 0)


def _mean(parts: Iterable[tuple[int, int | None]]) -> int | None:
    """The weighted mean of what is known, rounded half up once."""
    known = [(weight, value) for weight, value in parts if value is not None and weight]
    whole = sum(weight for weight, _ in known)
    return half_up(Fraction(sum(weight * value for weight, value in known), whole)) if whole else None
