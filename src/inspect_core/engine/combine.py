"""The score of a ruleset from those of its rules, in the ways other than adding up: exact fractions, rounded once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import polars as pl

from inspect_core.domain.exact import FULL, MILLI, share_of
from inspect_core.language.roll_ups import RollUp, Section, sectioned

c = pl.col
PARTS = ("points", "worth", "passed")  # what of a rule the score of its ruleset is made of


@dataclass(frozen=True, slots=True)
class Part:
    """A rule that was judged and counts: its points of its worth, and whether it earned everything."""

    rule: str
    points: int
    worth: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Combined:
    """What rules come to: points of so many, in the units of the model, and the score of a hundred.

    `weakest` is the rule that decided, where one did; `sections` are the outermost ones with weight and score.
    """

    points: int
    of: int
    score: int
    weakest: Part | None = None
    sections: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class Combining:
    """A ruleset that is not simply added up: how, and the ids of its rules by their numbers."""

    how: RollUp
    rules: Mapping[int, str] = field(default_factory=dict)


def combined(how: RollUp, parts: Sequence[Part]) -> Combined | None:
    """What the rules of one ruleset and target come to; nothing where no rule with a weight was judged."""
    match how.model:
        case "points":
            return _added_up(how, parts)
        case "worst":
            return _weakest(parts)
        case "xccdf-default":
            return _by_sections(how, parts)
        case "flat-unweighted":
            return _of(sum(part.passed for part in parts) * MILLI, len(parts) * MILLI)
        case "absolute":
            return _of(MILLI * all(part.passed for part in parts), MILLI * bool(parts))
        case "flat":
            return _of(sum(part.worth for part in parts if part.passed), sum(part.worth for part in parts))


def _of(points: int, of: int) -> Combined | None:
    return Combined(points, of, share_of(FULL, points, of)) if of else None


def _added_up(how: RollUp, parts: Sequence[Part]) -> Combined | None:
    found = _of(sum(part.points for part in parts), sum(part.worth for part in parts))
    worst = _lowest(parts)
    if found is None or worst is None:
        return found
    share = Fraction(worst.points, worst.worth)
    caps = [cap.at_most for cap in how.caps if share < Fraction(cap.below, FULL)]
    if not caps or min(caps) >= found.score:
        return found
    return Combined(found.points, found.of, min(caps), worst)


def _weakest(parts: Sequence[Part]) -> Combined | None:
    worst = _lowest(parts)
    return Combined(worst.points, worst.worth, share_of(FULL, worst.points, worst.worth), worst) if worst else None


def _lowest(parts: Sequence[Part]) -> Part | None:
    """The rule with the least share of its points; of equals the first."""
    weighed = (part for part in parts if part.worth)
    return min(weighed, key=lambda part: Fraction(part.points, part.worth), default=None)


def _by_sections(how: RollUp, parts: Sequence[Part]) -> Combined | None:
    """The default model of XCCDF: a rule has all or nothing, a section the weighted mean of what was judged in it."""
    by_id = {part.rule: part for part in parts}
    inside = sectioned(how.sections)
    alone = [part.rule for part in parts if part.rule not in inside]
    whole = _section(alone, how.sections, by_id)
    if whole is None:
        return None
    known = ((id, one.weight, _section(one.rules, one.sections, by_id)) for id, one in how.sections.items())
    sections = tuple((id, weight, rounded(FULL * share)) for id, weight, share in known if share is not None)
    score = rounded(FULL * whole)
    return Combined(score, FULL, score, sections=sections)


def _section(rules: Iterable[str], sections: Mapping[str, Section], parts: Mapping[str, Part]) -> Fraction | None:
    own = [(parts[rule].worth, Fraction(int(parts[rule].passed))) for rule in rules if rule in parts]
    inner = [(one.weight, _section(one.rules, one.sections, parts)) for one in sections.values()]
    known = [(weight, share) for weight, share in (*own, *inner) if share is not None]
    whole = sum(weight for weight, _ in known)
    return Fraction(sum(weight * share for weight, share in known), whole) if whole else None


def rounded(value: Fraction) -> int:
    """The nearest whole number, a half up."""
    return share_of(1, value.numerator, value.denominator)


def recombined(rulesets: pl.LazyFrame, rules: pl.LazyFrame, target: str, how: Mapping[int, Combining]) -> pl.LazyFrame:
    """The ruleset scores, with points, of and score by the way each ruleset says where it is not simply added up.

    What was judged alike is worked out once.
    """
    if not how:
        return rulesets
    judged = c("ruleset").is_in(list(how)) & c("counts") & (c("den") > 0)
    columns = (c(name) for name in ("rule", *PARTS))
    own = rules.filter(judged).sort("rule").group_by(target, "ruleset", maintain_order=True).agg(columns).collect()
    known: dict[tuple[object, ...], Combined | None] = {}
    rows = []
    for name, ruleset, *lists in own.iter_rows():
        key = (ruleset, *(tuple(values) for values in lists))
        if key not in known:
            ids = how[ruleset].rules
            known[key] = combined(how[ruleset].how, [Part(ids[row[0]], *row[1:]) for row in zip(*lists, strict=True)])
        found = known[key]
        rows.append((name, ruleset, *((found.points, found.of, found.score) if found else (0, 0, None))))
    schema: dict[str, Any] = {target: own.schema[target], **dict.fromkeys(("ruleset", "_p", "_of", "_s"), pl.Int64)}
    other = pl.DataFrame(rows, schema=schema, orient="row").lazy().with_columns(_own=pl.lit(value=True))
    joined = rulesets.join(other, on=[target, "ruleset"], how="left")
    instead = {"points": c("_p"), "of": c("_of"), "score": c("_s")}
    return joined.with_columns(
        **{name: pl.when(c("_own")).then(value).otherwise(c(name)) for name, value in instead.items()}
    ).drop("_p", "_of", "_s", "_own")
