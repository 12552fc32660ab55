"""Works a person's month out again from nothing but the explanation: slots, rules, rulesets, stints, total, grade.

It reads the JSON of `inspect-core explain --json` (format inspect-core/explanation/1), knows no other file and no part
of the program, and calculates in whole thousandths and fractions alone. Every number that the explanation tells on the
way is compared; `python -m tests.oracle.recompute FILE` prints where they part.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

View = dict[str, Any]
FULL = 100_000
JUDGED = ("met", "partly", "unmet")
OUTCOMES = (*JUDGED, "excused", "not_applicable", "no_data")


def milli(text: str | None) -> int:
    """Thousandths of a decimal text."""
    value = Decimal(text or "0") * 1000
    assert value == int(value)
    return int(value)


def half_up(value: Fraction | int) -> int:
    return floor(Fraction(value) + Fraction(1, 2))


def mean(parts: Iterable[tuple[int, int | None]]) -> int | None:
    """The weighted mean of what is known, rounded half up once; nothing where nothing is."""
    known = [(weight, value) for weight, value in parts if value is not None]
    whole = sum(weight for weight, _ in known)
    return half_up(Fraction(sum(weight * value for weight, value in known), whole)) if whole else None


@dataclass
class Again:
    """One explanation worked out again; `wrong` says where it tells another number."""

    told: View
    wrong: list[str] = field(default_factory=list)

    def same(self, what: str, found: object, told: object) -> None:
        """Notes a number that is another."""
        if found != told:
            self.wrong.append(f"{what}: worked out {found}, told {told}")

    def points(self, what: str, found: int | None, told: str | None) -> None:
        """The same of thousandths and the text that tells them."""
        self.same(what, found, None if told is None else milli(told))

    # ------------------------------------------------------------ slots -> rule

    def units(self, name: str, rule: View) -> list[tuple[View, int, int]]:
        """What each stretch of a rule earned, of how much."""
        found = []
        for stretch in rule["stretches"]:
            slots = [slot for slot in rule["slots"] if slot["stretch"] == stretch["stretch"]]
            if stretch["full"] is None:
                earned, of = (sum(int(slot[key]) for slot in slots) for key in ("earned", "out_of"))
            else:
                earned, of = self.kept(stretch, slots)
            found.append((stretch, earned, of))
        self.same(f"{name} earned", sum(earned for _, earned, _ in found), int(rule["earned"]))
        self.same(f"{name} out_of", sum(of for *_, of in found), int(rule["out_of"]))
        return found

    def kept(self, stretch: View, slots: Sequence[View]) -> tuple[int, int]:
        """What deductions over the period leave of the full points."""
        if not any(slot["outcome"] in JUDGED for slot in slots):
            return 0, 0
        full = milli(stretch["full"])
        left = max(full - sum(int(slot["deduction"]) for slot in slots), milli(stretch["floor"]))
        return (0 if any(slot["wiped"] for slot in slots) else left), full

    def rule(self, name: str, rule: View) -> View:
        """Points, worth and whether everything was earned; nothing judged is `known` False."""
        units = self.units(name, rule)
        self.same(f"{name} outcomes", counted(rule), {word: rule[word] for word in OUTCOMES})
        earned, of = sum(earned for _, earned, _ in units), sum(of for *_, of in units)
        known = rule["counts"] and of > 0
        least = [(milli(one["least"]), earned, of) for one, earned, of in units if one["least"] is not None and of]
        share = Fraction(earned, of) if of else Fraction(0)
        if any(one["least"] is not None for one, *_ in units) and of:
            share = Fraction(sum(earned * FULL >= limit * of for limit, earned, of in least), len(least))
        caps = [milli(one["cap"]) for one, *_ in units if one["cap"] is not None and self.wiped(one, rule)]
        unit, worth = milli(rule["rounded_to"]), milli(rule["worth"])
        points = half_up(worth * share / unit) * unit
        points = min([points, *(half_up(Fraction(worth * cap, FULL) / unit) * unit for cap in caps)])
        passed = points >= worth if worth else share >= 1 and all(cap >= FULL for cap in caps)
        self.points(f"{name} points", points if known else 0, rule["points"])
        self.points(f"{name} of", worth if known else 0, rule["of"])
        self.same(f"{name} passed", passed if known else None, rule["passed"])
        return {"id": rule["rule"], "points": points, "worth": worth, "passed": passed, "known": known}

    def wiped(self, stretch: View, rule: View) -> bool:
        """Whether a critical answer failed in the stretch."""
        return any(slot["wiped"] and slot["stretch"] == stretch["stretch"] for slot in rule["slots"])

    # ------------------------------------------------------------ rules -> ruleset

    def ruleset(self, one: View) -> int | None:
        """The score of a ruleset, by the way it names."""
        name = f"stint {one['stint']} {one['ruleset']}"
        rules = [self.rule(f"{name}/{rule['rule']}", rule) for rule in one["rules"]]
        known = [rule for rule in rules if rule["known"]]
        points, of, score = rolled_up(one, known)
        self.points(f"{name} points", points, one["points"])
        self.points(f"{name} of", of, one["of"])
        self.points(f"{name} score", score, one["score"])
        self.points(f"{name} coverage", covered(one), one["coverage"])
        return score

    # ------------------------------------------------------------ rulesets -> stint -> person

    def stint(self, number: int, stint: View) -> tuple[int | None, int | None]:
        """Total and coverage of a stint: what its role weighs of what is known."""
        scores = {one["ruleset"]: self.ruleset(one) for one in self.of_stint("rulesets", number)}
        coverage = {one["ruleset"]: covered(one) for one in self.of_stint("rulesets", number)}
        for one in self.of_stint("indicators", number):
            scores[one["indicator"]] = self.indicator(one)
            coverage[one["indicator"]] = 0 if one["value"] is None else FULL
        found = [weighed(stint["weights"], known) for known in (scores, coverage)]
        self.points(f"stint {number} total", found[0], stint["total"])
        self.points(f"stint {number} coverage", found[1], stint["coverage"])
        return found[0], found[1]

    def of_stint(self, sort: str, number: int) -> list[View]:
        return [one for one in self.told[sort] if one["stint"] == number]

    def indicator(self, one: View) -> int | None:
        """The points a value earns by its scale, or in proportion between two values."""
        score = None
        if one["value"] is not None:
            value = milli(one["value"])
            steps = [(milli(step["from"]), milli(step["score"])) for step in one["scale"]]
            score = max((step for step in steps if value >= step[0]), default=(0, 0))[1]
            if one["target"] is not None:
                zero, target = milli(one["zero_at"]), milli(one["target"])
                score = half_up(FULL * min(max(Fraction(value - zero, target - zero), Fraction(0)), Fraction(1)))
        self.points(f"stint {one['stint']} {one['indicator']} score", score, one["score"])
        return score

    def adjustment(self, one: View) -> int:
        """The points of an adjustment: so much a record or what was given, between the caps; or what is owed."""
        if one["carried"]:
            points = milli(one["carried"]["after"]) - milli(one["carried"]["before"])
        else:
            most = one["at_most_records"]
            records = len(one["observations"]) if most is None else min(len(one["observations"]), most)
            points = milli(one["each"]) * records + sum(milli(gift["points"]) for gift in one["given"])
            points = max(milli(one["least"]), min(milli(one["most"]), points))
        self.points(f"adjustment {one['name']}", points, one["points"])
        return points

    def gate(self, one: View) -> bool:
        """Whether a gate was failed; of several stints each weighs its days."""
        parts: list[tuple[int, int | None]] = []
        for ruleset in self.told["rulesets"]:
            if ruleset["ruleset"] != one["ruleset"]:
                continue
            days = self.told["stints"][ruleset["stint"]]["days"]
            rule = next((rule for rule in ruleset["rules"] if rule["rule"] == one["rule"]), None)
            if one["rule"] is None and ruleset["score"] is not None:
                parts.append((days, milli(ruleset["score"])))
            elif rule is not None and milli(rule["of"]):
                parts.append((days, half_up(Fraction(FULL * milli(rule["points"]), milli(rule["of"])))))
        share = mean(parts)
        self.points(f"gate {one['name']} share", share, one["share"])
        self.same(f"gate {one['name']} failed", share is not None and share < milli(one["least"]), one["failed"])
        return bool(one["failed"])

    def grade(self, total: int | None) -> str | None:
        """The grade of the total, after vetoes, cards, gates, drops and limits."""
        told = self.told
        bands = [band["grade"] for band in sorted(told["bands"], key=lambda band: -milli(band["from"]))]
        least = {band["grade"]: milli(band["from"]) for band in told["bands"]}
        earned = None if total is None else next((grade for grade in bands if total >= least[grade]), None)
        self.same("earned grade", earned, told["earned_grade"])
        sanctions = [*{one["name"]: one for one in told["vetoes"]}.values()]
        sanctions += {one["name"]: one for one in told["cards"]}.values()
        worst = [earned, *(one["grade"] for one in sanctions)]
        worst += [one["grade"] for one in told["gates"] if self.gate(one) and earned is not None]
        places = [bands.index(grade) for grade in worst if grade is not None]
        if not places:
            return None
        grade = bands[min(max(places) + sum(one["drop"] or 0 for one in sanctions), len(bands) - 1)]
        return self.limited(grade, bands)

    def limited(self, grade: str, bands: list[str]) -> str:
        """The grade that a limit leaves: who stands before whom is not of one person, how many may be is."""
        one = self.told["limited"]
        if one is None:
            return grade
        self.same("grade before the limits", grade, one["from"])
        for step in one["limits"]:
            allowed = one["heads"] * milli(step["at_most"]) // FULL
            self.same(f"limit of {step['grade']}", allowed, step["allowed"])
        fell = bands[bands.index(grade) :][: len(one["limits"])]
        self.same("grades without room", fell, [step["grade"] for step in one["limits"]])
        return bands[min(bands.index(grade) + len(fell), len(bands) - 1)]

    def judged(self) -> int:
        """How many slots and answers were judged of what the roles held weigh."""
        weighing = [{part["name"] for one in s["weights"] for part in one["parts"]} for s in self.told["stints"]]
        return sum(
            sum(counted(rule)[word] for word in JUDGED)
            for one in self.told["rulesets"]
            if one["ruleset"] in weighing[one["stint"]]
            for rule in one["rules"]
            if rule["counts"]
        )

    def person(self) -> list[str]:
        """Everything, up to the total and the grade; answers where the explanation tells another number."""
        told = self.told
        stints = [(one["days"], *self.stint(number, one)) for number, one in enumerate(told["stints"])]
        total = mean((days, found) for days, found, _ in stints)
        coverage = mean((days, found) for days, _, found in stints)
        judged = self.judged()
        self.points("coverage", coverage, told["coverage"])
        self.same("judged", judged, told["judged"])
        enough = coverage is not None and coverage >= milli(told["least_coverage"]) and judged >= told["least_judged"]
        before = total if enough else None
        self.points("before adjustments", before, told["before_adjustments"])
        added = sum(self.adjustment(one) for one in told["adjustments"])
        self.same("owed with a total", [], told["owed"] if before is not None else [])
        self.same(
            "taken over without one", 0, sum(bool(one["carried"]) for one in told["adjustments"] if before is None)
        )
        total = None if before is None else max(0, min(before + added, milli(told["scoring"]["highest"])))
        self.points("total", total, told["total"])
        unknown = "nothing_due" if coverage is None else "not_enough_evidence"
        self.same("status", unknown if before is None else "scored", told["status"])
        grade = self.grade(total)
        self.same("grade", grade, told["grade"])
        known = {one["grade"]: one["coefficient"] for one in told["scoring"]["coefficients"]}
        self.same("coefficient", known.get(grade), told["coefficient"])
        return self.wrong


def counted(rule: View) -> dict[str, int]:
    """How often each outcome is among the slots; of a record whose answers are judged each answer counts."""
    found: list[str] = []
    for slot in rule["slots"]:
        answers = [answer for seen in slot["evidence"] for answer in seen["answers"]] if slot["due"] is None else []
        found += [answer["outcome"] for answer in answers] or [slot["outcome"]]
    return {word: found.count(word) for word in OUTCOMES}


def rolled_up(one: View, rules: Sequence[View]) -> tuple[int, int, int | None]:
    """Points, of how many, and the score of a hundred; a rule that was not judged is not among them."""
    worth, passed = sum(rule["worth"] for rule in rules), [rule for rule in rules if rule["passed"]]
    match one["roll_up"]:
        case "points":
            points = sum(rule["points"] for rule in rules)
            return points, worth, capped(one["caps"], rules, of_a_hundred(points, worth))
        case "worst":
            weakest = lowest(rules)
            points, worth = (weakest["points"], weakest["worth"]) if weakest else (0, 0)
        case "flat":
            points = sum(rule["worth"] for rule in passed)
        case "flat-unweighted":
            points, worth = len(passed) * 1000, len(rules) * 1000
        case "absolute":
            points, worth = 1000 * (len(passed) == len(rules) > 0), 1000 * bool(rules)
        case _:
            share = by_sections(one["sections"], rules)
            return (0, 0, None) if share is None else (half_up(FULL * share), FULL, half_up(FULL * share))
    return (points, worth, of_a_hundred(points, worth)) if worth else (0, 0, None)


def of_a_hundred(points: int, of: int) -> int | None:
    return half_up(Fraction(FULL * points, of)) if of else None


def lowest(rules: Sequence[View]) -> View | None:
    """The rule with the least share of its points; of equals the first."""
    weighed = [rule for rule in rules if rule["worth"]]
    return min(weighed, key=lambda rule: Fraction(rule["points"], rule["worth"]), default=None)


def capped(caps: Sequence[View], rules: Sequence[View], score: int | None) -> int | None:
    """The score, at most what is left once the weakest rule is below a share of its points."""
    weakest = lowest(rules)
    if score is None or weakest is None:
        return score
    share = Fraction(FULL * weakest["points"], weakest["worth"])
    return min([score, *(milli(cap["at_most"]) for cap in caps if share < milli(cap["below"]))])


def by_sections(sections: Sequence[View], rules: Sequence[View]) -> Fraction | None:
    """The weighted mean of sections, and of rules that stand in none; a rule has all or nothing."""

    def inside(sections: Sequence[View]) -> set[str]:
        return {rule for one in sections for rule in (*one["rules"], *inside(one["sections"]))}

    def share(own: set[str], inner: Sequence[View]) -> Fraction | None:
        known = [(rule["worth"], Fraction(rule["passed"])) for rule in rules if rule["id"] in own]
        for one in inner:
            found = share(set(one["rules"]), one["sections"])
            known += [] if found is None else [(milli(one["weight"]), found)]
        whole = sum(weight for weight, _ in known)
        return sum((weight * found for weight, found in known), Fraction(0)) / whole if whole else None

    return share({rule["id"] for rule in rules} - inside(sections), sections)


def covered(one: View) -> int | None:
    """How much of a ruleset is known: of each rule the judged among all that was due, weighed by its points."""
    points = whole = 0
    for rule in one["rules"]:
        outcomes = counted(rule)
        known, unknown = sum(outcomes[word] for word in JUDGED), outcomes["no_data"]
        if rule["counts"] and known + unknown:
            points += half_up(Fraction(milli(rule["worth"]) * known, known + unknown))
            whole += milli(rule["worth"])
    return of_a_hundred(points, whole)


def weighed(weights: Sequence[View], known: dict[str, int | None]) -> int | None:
    """The mean of what a role weighs; a group is the mean of its parts, rounded by itself."""
    parts = []
    for one in weights:
        group = mean((milli(part["weight"]), known.get(part["name"])) for part in one["parts"])
        parts.append((milli(one["weight"]), group))
    return mean(parts)


def disagreements(told: View) -> list[str]:
    """Where an explanation tells another number than the one worked out from it; nothing where all is right."""
    return Again(told).person()


if __name__ == "__main__":
    found = disagreements(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    sys.stdout.write("\n".join(found or ["every number follows from the explanation"]) + "\n")
    sys.exit(bool(found))
