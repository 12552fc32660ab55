"""Random rules of every kind, schemes, and the forms they are put on, as the YAML a company would write."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from inspect_core.bootstrap import registry_of
from inspect_core.engine.stretches import LONGER
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text
from inspect_core.language.rule import Ruleset
from inspect_core.language.scheme import Scheme, bind_scheme

Yaml = dict[str, Any]
KINDS = registry_of().kinds
ROLES = ("guard", "leader", "chief")
WINDOWS = {"morning": "06:00-12:00", "peak": "07:00-09:00", "late": "12:00-24:00", "night": "20:00-06:00"}
SCALE = {"good": "100", "fair": "60", "poor": "0", "unknown": None}
SMALL = ("1", "2", "3")
_LONGER = ("week", "half_month", "month")
ASKED: tuple[Yaml, ...] = ({}, {}, {}, {"when": {"solved": ["yes", "na"]}})
_BY_ANSWERS: tuple[Yaml, ...] = (
    {"where": {"answered": {"class": ["a"]}}},
    {"where": {"not_answered": {"class": ["a"]}}},
    {"where": {"not_answered": {"class": ["b"], "why": ["0", "1"]}}},
)
ANSWERED = ("checklist", "deduction", "rating", "proportion")
FORMS: Yaml = {
    "round": {
        "title": "Round",
        "at": ["place"],
        "questions": {
            "class": {"ask": "?", "answers": {"a": "a", "b": "b"}},
            "opened": {"ask": "?", "type": "time"},
            "closed": {"ask": "?", "type": "time"},
            "why": {"ask": "?", "type": "count", "when": {"class": ["b"]}},
        },
    },
    "check": {
        "title": "Check",
        "about": "person",
        "at": ["place"],
        "questions": {
            "solved": {"ask": "?", "answers": {"yes": "yes", "no": "no", "na": "na"}},
            "lot": {"ask": "?", "type": "count"},
        },
    },
    "praise": {"title": "Praise", "about": "person"},
}


def some(dice: Random, values: Sequence[Any], least: int, most: int) -> list[Any]:
    """So many different ones of the values."""
    return dice.sample(list(values), dice.randint(least, most))


def dated(dice: Random, values: Sequence[Any]) -> Any:
    """A plain value; or one that changes within the month, is not yet in force, or is retired."""
    one, two = dice.choice(values), dice.choice(values)
    changing = ({"2020-01-01": one, "2026-10-09": two}, {"2026-10-09": one}, {"2020-01-01": one, "2026-10-09": None})
    return dice.choice((one, one, one, *changing))


def rule(dice: Random) -> Yaml:
    """A rule of any kind."""
    kind = dice.choice(tuple(_KINDS))
    found = {"title": "a rule", "kind": kind, **_KINDS[kind](dice)}
    if kind in ANSWERED:
        credit = some(dice, ("subject", "subject", "owner", "on_duty", "observer", "leader"), 0, 2)
        found |= {"credit": list(dict.fromkeys(credit)), "of": some(dice, ROLES, 0, 2)}
    if "on_duty" in found.get("credit", ()) and not _finds_duty(found):
        found["credit"] = ["project"]
    found["points"] = dice.choice(("10", "17.5", "33.333"))
    whole = {"rounding": "whole", "points": "10"}
    return found | dice.choice(({}, {}, {}, {}, {"shadow_until": "2026-12-01"}, whole))


def _finds_duty(rule: Yaml) -> bool:
    """Whether a slot of the rule is at a place or of a shift, or its role is known: else nobody is on duty for it."""
    own = rule.get("by") or rule.get("of") or "per" not in rule
    return bool(own or {"post", "place", "shift"} & set(rule["per"]))


def _timing(dice: Random) -> Yaml:
    """`per`, with what belongs to it."""
    where, who = dice.choice(((), ("post",), ("place",))), dice.choice(((), (), ("person",), ("subject",)))
    whens = ("day", "workday", "sunday", "window", "workday_window", "week", "half_month", "month", "period")
    when = dice.choice(("shift", "shift", "shift", "every", *whens))
    found: Yaml = {}
    if when == "every" and not (where or who):
        when = "day"
    if when == "every":
        days = {"days": dice.choice(("1", "3", "10")), "from": dice.choice(("2026-09-26", "2026-10-02"))}
        found["every"] = dice.choice(({"hours": "8"}, days, days))
    elif when == "shift" and dice.random() < 0.3:
        found["every"] = {"hours": "5"}
    if "window" in when:
        found["windows"] = some(dice, tuple(WINDOWS), 1, 2)
    if when != "period" and dice.random() < 0.25:
        single = ({"weekdays": ["thursday", "friday"]}, {"dates": ["8", "31"]}, {"last": "workday"})
        found["on"] = dice.choice(({"months": ["9"]},) if when in _LONGER else (*single, {"months": ["9"]}))
    daily = when not in ("shift", "period", *_LONGER) and "days" not in found.get("every", {})
    if who and daily and dice.random() < 0.4:
        found["on"] = {**found.get("on", {}), "days_off": "true"}
    return found | {"per": [*where, *who, *([] if when == "every" else [when])]}


def _recurring(dice: Random) -> Yaml:
    found = {"counts": ["round"], **_timing(dice)}
    per = set(found["per"])
    found["by"] = some(dice, ROLES, 0 if per & {"post", "place"} or "shift" not in per else 1, 2)
    found["of"] = some(dice, ROLES, 0, 2) if "subject" in per else []
    found["grade"] = dice.choice(("proportional", "all_or_nothing"))
    needed = not per & {"person", "subject", "shift"}
    if needed or dice.random() < 0.6:
        found["credit"] = some(dice, ("owner", "on_duty", "observer", "chief", "place", "project"), 1, 2)
    where = ({"where": {"area_class": "inner"}}, *_BY_ANSWERS)
    return found | dice.choice(({}, {}, {"min_minutes": "10"}, {"complete": ["class", "why"]}, *where))


def _frequency(dice: Random) -> Yaml:
    counted: Yaml = {"at_least": dated(dice, SMALL)}
    minutes = {"measure": "minutes", "at_least": dice.choice(("10", "60"))}
    return _drawn(dice, _recurring(dice)) | dice.choice((counted, counted, minutes))


def _quota(dice: Random) -> Yaml:
    distinct = dice.choice(("place", "subject", "class"))
    return _drawn(dice, _recurring(dice)) | {"at_least": dated(dice, SMALL), "distinct": distinct}


def _drawn(dice: Random, found: Yaml) -> Yaml:
    """Every second time with a draw, where there is somebody or a place to draw for, and the slots are short."""
    per = set(found["per"])
    each = [*(per & {"subject", "person"}), *(["place"] if per & {"post", "place"} else [])]
    long = per & set(LONGER) or "days" in found.get("every", {})
    if not each or long or dice.random() < 0.5:
        return found
    draw = {"times": dice.choice(("1", "2", "3")), "each": dice.choice(sorted(each)), "seed": dice.choice("ab")}
    return found | {"draw": {**draw, "per": dice.choice(("week", "month", "period"))}}


def _coverage(dice: Random) -> Yaml:
    found = _recurring(dice) | {"covers": dice.choice(("post", "place"))}
    found["per"] = [word for word in found["per"] if word not in ("post", "place")]
    if not found["per"]:
        found["per"] = ["day"]
        found.pop("every")
    if "shift" in found["per"]:
        found["by"] = found["by"] or ["guard"]
    return found


def _interval(dice: Random) -> Yaml:
    return _recurring(dice) | {"at_most": dated(dice, ("3 h", "90 min"))}


def _deadline(dice: Random) -> Yaml:
    limits = ("30 min", "2 h", "1 workday", "2 d", "same day")
    within = dice.choice((dated(dice, limits), {"by": "class", "a": dated(dice, limits), "b": "60 min"}))
    found = {"form": "round", "within": within, "credit": some(dice, ("observer", "owner", "on_duty", "leader"), 1, 2)}
    found |= dice.choice(({}, {}, *_BY_ANSWERS))
    return found | dice.choice(
        ({}, {"starts": "opened"}, {"ends": "closed"}, {"same_day": "true"}, {"until": "closed"}, {"agreed": "closed"})
    )


def _outside(dice: Random) -> Yaml:
    found = {"form": "round", "windows": some(dice, tuple(WINDOWS), 1, 2), "on": dice.choice(("day", "workday"))}
    return found | {"credit": some(dice, ("observer", "owner", "on_duty", "leader"), 1, 2)}


def _checklist(dice: Random) -> Yaml:
    sets = ("pass_fail_na", "pass_partly_fail_na", "pass_severity_na", {"A": "100 %", "B": "80 %", "D": "0 %"})
    asked = [
        {
            "ask": "?",
            "weight": dice.choice(SMALL),
            "critical": dice.choice(("true", "false")),
            "answers": dice.choice(sets),
            **dice.choice(({}, {}, {"veto": "absent"})),
            **dice.choice(ASKED),
        }
        for _ in range(dice.randint(1, 2))
    ]
    found: Yaml = {"form": "check", "na": dice.choice(("exclude", "zero", "fail"))}
    found["questions"] = {f"q{number}": one for number, one in enumerate(asked)}
    found |= dice.choice(({}, {"cap_if_critical": dated(dice, ("60 %", "20 %"))}))
    return found | dice.choice(({}, {"given": {"metres": dated(dice, SMALL)}}, {"veto": "asleep"}))


def _deduction(dice: Random) -> Yaml:
    def fault() -> Yaml:
        cost = {"ask": "?", "deduct": dated(dice, ("0.1", "0.5", "2")), **dice.choice(ASKED)}
        counted = {**cost, "each": "place", "most": dated(dice, ("1", "3"))}
        grown = {"ask": "?", "repeat": ["0.1", "0.5", "1"]}
        graded = {**cost, "severity": {"minor": "1", "major": "2", "critical": "5"}}
        return dice.choice((counted, graded, grown, grown, {**cost, "zero_out": "true"}, {**cost, "veto": "asleep"}))

    faults = {f"f{number}": fault() for number in range(dice.randint(1, 3))}
    found = {"form": "check", "full": dated(dice, ("2", "10")), "faults": faults}
    words = ["f0", *(["major"] if any("severity" in one for one in faults.values()) else [])]
    more = {dice.choice(words): {"from": dated(dice, ("1", "2")), "deduct": dated(dice, ("0.5", "3"))}}
    found |= dice.choice(({}, {"surcharge": more}))
    return found | {"over": dice.choice(("visit", "period")), "floor": dated(dice, ("0", "1"))}


def _rating(dice: Random) -> Yaml:
    found = {"form": "check", "ask": "?", "scale": SCALE, **dice.choice(ASKED)}
    trim = {"trim": {"highest": dice.choice(("0", "1", "2")), "lowest": dice.choice(("0", "1"))}}
    return found | dice.choice(({}, trim, trim, {"top": ["good"]}, {"at_least": dated(dice, ("60 %", "90 %"))}))


def _proportion(dice: Random) -> Yaml:
    found = {"form": "check", "question": "solved", "good": ["yes"], "left_out": ["na"]}
    return found | dice.choice(({}, {"at_least": dated(dice, ("50 %", "100 %"))}))


def _lot(dice: Random) -> Yaml:
    """What makes a lot, and whose score it is."""
    found = _recurring(dice)
    kept = {key: found[key] for key in ("per", "every", "on", "windows", "by", "of") if found.get(key)}
    wide: Yaml = {"per": dice.choice((["project", "period"], ["month"], ["place", "month"]))}
    kept = dice.choice((kept, wide, wide, wide))  # the records of a small month are few: in a day there is no sample
    credit = found.get("credit") or ["project", "observer"]
    if "on_duty" in credit and not _finds_duty(kept):
        credit = ["project", "place"]
    return kept | {"form": "check", "credit": credit} | dice.choice(({}, {}, {"min_minutes": "10"}))


def _sampling(dice: Random) -> Yaml:
    lot, aql = dice.choice(("lot", "lot", "2", "12", "20")), dated(dice, ("6.5", "15"))
    return _lot(dice) | {"questions": {"u": {"ask": "?"}, "v": {"ask": "?"}}, "lot": lot, "aql": aql}


def _density(dice: Random) -> Yaml:
    found = _lot(dice) | {"faults": {"f": {"ask": "?"}, "g": {"ask": "?"}}, "area": "where"}
    found["weights"] = {"bad": {"in": "60", "out": "12.2"}, "low": {"in": "5.5", "out": "2"}}
    found |= {"sample": dice.choice(("3", "lot", "places")), "rounding": dice.choice(("thousandth", "nspire"))}
    found |= dice.choice(({}, {"once_per": {"in": "place", "out": "slot"}}))
    edge = {"below": "60", "area": {"in": "20"}, "boundary": dice.choice(("included", "excluded"))}
    return found | dice.choice(({}, {"fails": edge}, {"fails": edge, "grade": "all_or_nothing"}))


_KINDS: dict[str, Callable[[Random], Yaml]] = {
    "frequency": _frequency,
    "quota": _quota,
    "coverage": _coverage,
    "interval": _interval,
    "deadline": _deadline,
    "outside": _outside,
    "checklist": _checklist,
    "deduction": _deduction,
    "rating": _rating,
    "sampling": _sampling,
    "density": _density,
    "proportion": _proportion,
}


def bound(name: str, rules: dict[str, Yaml], waivers: Sequence[Yaml] = ()) -> Ruleset:
    """The rules written down as a ruleset and read back, as any other is; each ruleset has a check form of its own."""
    total = sum(round(float(one["points"]) * 1000) for one in rules.values())
    text = {
        "ruleset": name,
        "edition": "2026-10-01",
        "title": name,
        "points": f"{total / 1000:.3f}",
        "windows": WINDOWS,
        "forms": FORMS,
        "rules": {id: _named(id, one) for id, one in rules.items()},
        "waivers": [one for one in waivers if one["rule"] in rules],
        **_head(list(rules), total),
    }
    return bind_ruleset(read_text(json.dumps(text).replace('"check"', f'"check-{name}"')), KINDS.settings())


def _head(rules: list[str], total: int) -> Yaml:
    """A way to score the whole, every second time another than adding up; the total of the points chooses it."""
    caps = [{"below": "50 %", "at_most": "60 %"}, {"below": "100 %", "at_most": "95 %"}]
    inner = {"inner": {"weight": "0.5", "rules": rules[1:2]}}
    sections = {"outer": {"weight": "2", "rules": rules[:1], "sections": inner}, "empty": {"rules": []}}
    tree = {"roll_up": "xccdf-default", "sections": sections}
    ways: tuple[Yaml, ...] = (*({"roll_up": one} for one in ("flat", "flat-unweighted", "absolute", "worst")), tree)
    ways = (*ways, {"cap_by_worst": caps})
    return ({}, *ways)[total // 100 % 7] if total % 1000 else {}


def _named(id: str, one: Yaml) -> Yaml:
    """The rule with its questions named after it, so that no two rules ask the same."""
    renamed: Yaml = {
        key: {f"{id}-{name}": body for name, body in one[key].items()} for key in ("questions", "faults") if key in one
    }
    more = {name if name == "major" else f"{id}-{name}": body for name, body in one.get("surcharge", {}).items()}
    renamed |= {"surcharge": more} if more else {}
    return {**one, **renamed}


def scheme(dice: Random) -> Yaml:
    """A scheme for the roles, with a group, vetoes, a gate, cards, adjustments, indicators and least evidence."""
    guard = {"weights": {"one": "100"}, "least_coverage": dice.choice(("0 %", "50 %", "100 %"))}
    leader = {"weights": {"two": "60.5", "one": "29.5", "hours": "10"}, "least_judged": dice.choice(("0", "2"))}
    chief = {"weights": {"one": "52", "both": "40", "calls": "8"}}
    praise = {"title": "praise", "form": "praise", "each": dice.choice(("2", "-1.5")), "most": "3"}
    praise |= dice.choice(({}, {"at_most_records": "1"}))
    in_a_row = {"yellow": "2", "in_a_row": "true"}
    after = dice.choice(({"yellow": "1"}, {"yellow": "2"}, {"yellow": "2", "periods": "3"}, in_a_row))
    return {
        "scheme": "small",
        "edition": "2026-10-01",
        "title": "small",
        "roles": {"guard": guard, "leader": leader, "chief": chief},
        "groups": {"both": {"weights": {"one": "3", "two": "1", "fees": "1"}}},
        "bands": {"A": "90", "B": "60.5", "C": "0"},
        "vetoes": {
            "asleep": {"grade": dice.choice("BC"), "title": "asleep"},
            "absent": {
                **dice.choice(({"grade": "B"}, {"grade": "C"}, {"drop": "1"}, {"drop": "3"})),
                "title": "absent",
            },
        },
        "gates": {"hold": {"title": "hold", "ruleset": dice.choice(("one", "two")), "least": "70 %", "grade": "B"}},
        "cards": {
            "yellow": {"title": "yellow", "raised_by": some(dice, ("asleep", "absent"), 1, 2)},
            "red": {"title": "red", "after": after, **dice.choice(({"grade": "C"}, {"drop": "1"}, {}))},
            "black": {"title": "black", "after": {"red": "2", "periods": "3"}, "grade": "C"},
            "thanks": {"title": "thanks", "by_hand": "true"},
        },
        "indicators": {
            "hours": {"title": "hours", "unit": "hours", "scale": {"40": "100", "0": "12.345", "20.5": "60"}},
            "fees": {"title": "fees", "of": "department", "unit": "percent", "target": "99.5", "zero_at": "50"},
            "calls": {"title": "calls", "of": "project", "target": "0", "zero_at": "7"},
        },
        "adjustments": {"praise": praise, "bonus": {"title": "bonus", "by_hand": "true", "most": "4", "least": "-2.5"}},
    }


def bound_scheme(text: Yaml) -> Scheme:
    """The scheme read back."""
    return bind_scheme(read_text(json.dumps(text)), {"one", "two"})
