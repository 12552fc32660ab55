"""What an explanation says of the scheme and the rulesets, so that the score can be worked out again from it alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from inspect_core.domain.exact import plain
from inspect_core.engine.lanes import RULES, rule_of
from inspect_core.language.roll_ups import RollUp, Section
from inspect_core.language.scheme import SchemeText

View = dict[str, Any]
Row = Mapping[str, Any]


def scoring(text: SchemeText) -> View:
    """What holds of everybody: the highest total and what each grade multiplies."""
    return {
        "highest": plain(text.highest),
        "coefficients": [{"grade": grade, "coefficient": plain(value)} for grade, value in text.coefficients.items()],
    }


def weights(role: str, text: SchemeText) -> list[View]:
    """What a role weighs: rulesets, indicators, and groups of them with what each part weighs within the group."""
    weighting = text.roles.get(role)
    return [
        {"name": name, "weight": plain(weight), "parts": _parts(name, text)}
        for name, weight in (weighting.weights.items() if weighting else ())
    ]


def _parts(name: str, text: SchemeText) -> list[View]:
    group = text.groups.get(name)
    return [
        {"name": part, "weight": plain(share)} for part, share in (group.weights if group else {name: 1000}).items()
    ]


def adjusted(view: View, text: SchemeText) -> View:
    """An adjustment with what one record is worth and the caps; what is owed for a closed period has none."""
    one = text.adjustments.get(view["name"])
    if one is None or view["carried"]:
        return {**view, "each": None, "least": None, "most": None, "at_most_records": None}
    caps = {"least": plain(one.fewest), "most": plain(one.most), "at_most_records": one.at_most_records}
    return {**view, "each": plain(one.each), **caps}


def indicated(view: View, text: SchemeText) -> View:
    """An indicator with how its value becomes a score: a scale, or a target and where nothing is earned."""
    one = text.indicators[view["indicator"]]
    scale = [{"from": plain(bound), "score": plain(points)} for bound, points in one.steps]
    zero_at = None if one.target is None else one.zero_at
    return {**view, "scale": scale, "target": plain(one.target), "zero_at": plain(zero_at)}


def rolled_up(how: RollUp) -> View:
    """What the way a ruleset is scored says beside its name."""
    caps = [{"below": plain(cap.below), "at_most": plain(cap.at_most)} for cap in how.caps]
    return {"caps": caps, "sections": _sections(how.sections)}


def _sections(sections: Mapping[str, Section]) -> list[View]:
    return [
        {"section": id, "weight": plain(one.weight), "rules": list(one.rules), "sections": _sections(one.sections)}
        for id, one in sections.items()
    ]


def worths(rows: Iterable[Row]) -> Mapping[int, Sequence[Row]]:
    """What each rule is worth, by its number, in each of its stretches in order of time. `rows`: of `score.worths`."""
    found: dict[int, list[Row]] = {}
    for row in sorted(rows, key=lambda row: int(row["rule"])):
        found.setdefault(rule_of(row["rule"]), []).append(row)
    return found


def worth(own: Sequence[Row]) -> View:
    """What a rule is worth, to what its points are rounded, and what holds in each stretch of the period."""
    return {
        "worth": plain(own[0]["points"]),
        "rounded_to": plain(own[0]["unit"]),
        "stretches": [_stretch(row) for row in own],
    }


def _stretch(row: Row) -> View:
    """The least share, the cap once a critical answer failed, and what deductions over the period are taken from."""
    over = row["period_full"] > 0
    return {
        "stretch": row["rule"] // RULES,
        "least": plain(row["least"]),
        "cap": plain(row["cap"]),
        "full": plain(row["period_full"]) if over else None,
        "floor": plain(row["period_floor"]) if over else None,
    }
