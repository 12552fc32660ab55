"""One person's page: the total, what each rule cost, and what would have changed the grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from inspect_core.api import ReportPhoto
from inspect_core.report import figures
from inspect_core.report.album import Album
from inspect_core.report.appealed import AppealPart, appeal_parts
from inspect_core.report.bars import Tally, tally
from inspect_core.report.by_hand import GiftPart, gift_parts
from inspect_core.report.findings import FindingsPart, findings_part
from inspect_core.report.forecast import Forecast, forecast_of
from inspect_core.report.indicators import IndicatorPart, indicator_part
from inspect_core.report.links import plain, rule_anchor
from inspect_core.report.slots import SlotPart, slot_parts
from inspect_core.report.withdrawn import WithdrawnPart, withdrawn_parts
from inspect_core.report.words import Words

MOST_STEPS = 12
NONE: Mapping[str, ReportPhoto] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RulePart:
    """One rule of a person's month."""

    anchor: str
    rule: str
    ruleset: str
    ruleset_title: str
    title: str
    kind: str
    says: str
    source: str
    mark: str
    points: str
    of: str
    worth: Decimal
    cost: str
    tally: Tally
    shadow: bool
    advisory: bool
    slots: tuple[SlotPart, ...]
    more: int


@dataclass(frozen=True, slots=True)
class RulesetPart:
    """One ruleset of a person's month: its weight, its score and its share of the total; `stint` where there are several."""

    anchor: str
    ruleset: str
    title: str
    stint: str
    weight: str
    score: str
    coverage: str
    counts: str
    cost: str
    points: str
    of: str
    how: str
    edition: str
    fingerprint: str
    rules: tuple[RulePart, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A slot that, met, would have raised the total, and the total with it and all before it."""

    rule: RulePart
    slot: SlotPart
    running: str


@dataclass(frozen=True, slots=True)
class NextGrade:
    """The grade above: what is missing to it and the fewest slots that would have made it up."""

    grade: str
    least: str
    missing: str
    enough: bool
    total: str
    needed: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class VetoPart:
    """An act that sets or lowers the grade whatever the total, with the slots that prove it."""

    title: str
    grade: str
    slots: tuple[SlotPart, ...]
    drop: int | None = None


@dataclass(frozen=True, slots=True)
class AdjustmentPart:
    """Points added or taken, with the records they were given for."""

    title: str
    times: str
    points: str
    records: str


@dataclass(frozen=True, slots=True)
class PersonPart:
    """Everything a person's page is made of that the explanation alone knows."""

    id: str
    name: str
    role: str
    total: str
    grade: str
    status: str
    coverage: str
    shortfalls: tuple[str, ...]
    weights_known: str
    grade_without_veto: str
    exact_total: str
    capped: str
    bands: tuple[tuple[str, Decimal], ...]
    next: NextGrade | None
    vetoes: tuple[VetoPart, ...]
    lowered: tuple[str, ...]
    owed: tuple[str, ...]
    forecast: Forecast | None
    adjustments: tuple[AdjustmentPart, ...]
    by_hand: tuple[GiftPart, ...]
    rulesets: tuple[RulesetPart, ...]
    indicators: tuple[IndicatorPart, ...]
    losses: tuple[RulePart, ...]
    withdrawn: tuple[WithdrawnPart, ...]
    findings: FindingsPart | None
    appeals: tuple[AppealPart, ...]


def person_part(explained: Mapping[str, Any], words: Words, photos: Mapping[str, ReportPhoto] = NONE) -> PersonPart:
    """The page values of one explanation."""
    person = explained["person"]
    total, known = figures.number(explained.get("total")), figures.number(explained.get("weights_known"))
    shares, album = weight_shares(explained), Album(photos)
    rulesets = tuple(
        _ruleset(found, share, _stint_title(explained, found, words), words, album)
        for found, share in zip(explained["rulesets"], shares, strict=False)
    )
    indicators = tuple(
        indicator_part(found, share, _stint_title(explained, found, words), words)
        for found, share in zip(explained.get("indicators") or (), shares[len(rulesets) :], strict=True)
    )
    rules = [rule for ruleset in rulesets for rule in ruleset.rules]
    bands = _bands(explained)
    return PersonPart(
        id=str(person["id"]),
        name=str(person.get("name") or person["id"]),
        role=title_of(person, "role", words),
        total=figures.score(total),
        exact_total=figures.exact(total),
        capped=_capped(explained, total),
        grade=str(explained.get("grade") or ""),
        status=explained["status"],
        coverage=figures.percent(explained.get("coverage")),
        shortfalls=_shortfalls(explained, words),
        weights_known="" if known in (None, 100) or total is None else figures.short(known),
        grade_without_veto=next((grade for grade, least in bands if total is not None and total >= least), ""),
        bands=bands,
        next=_next(explained, rules, words),
        vetoes=tuple(_veto(found, rules, words) for found in explained.get("vetoes") or ()),
        lowered=lowered(explained, words),
        owed=tuple(_owed(explained, words)),
        forecast=forecast_of(explained.get("forecast"), explained, words),
        adjustments=tuple(_adjustment(found, words) for found in explained.get("adjustments") or ()),
        by_hand=gift_parts(explained, words),
        rulesets=rulesets,
        indicators=indicators,
        withdrawn=withdrawn_parts(explained, words),
        findings=findings_part(
            explained.get("findings") or (), words, str(explained.get("findings_at") or ""), ended=True
        ),
        appeals=appeal_parts(explained, words),
        losses=tuple(sorted((r for r in rules if r.cost != figures.NOTHING), key=lambda r: (-r.worth, r.anchor))),
    )


def lowered(person: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    """What gates, cards and a limit say of a person's grade, a sentence each."""
    shut = [found for found in person.get("gates") or () if found["failed"]]
    limit = (person["limited"],) if person.get("limited") else ()
    return tuple(words.say(found["says"]) for found in (*shut, *(person.get("cards") or ()), *limit))


def _owed(explained: Mapping[str, Any], words: Words) -> Iterator[str]:
    """What stays owed for closed periods, and which of them was scored only afterwards, a sentence each."""
    for key, told in (("owed", "stays_owed"), ("afterwards", "scored_afterwards")):
        for one in explained.get(key) or ():
            before, after = (one[edge] or words("no_total") for edge in ("before", "after"))
            yield words(told, period=one["period"], before=before, after=after, points=one.get("points") or "")


def title_of(person: Mapping[str, Any], what: str, words: Words) -> str:
    """The words for a person's role or department: its own title where the view has one, else the words we know."""
    own = person.get(f"{what}_title")
    return words.say(own) if own else words.named(what, person.get(what) or figures.NOTHING)


def weight_shares(explained: Mapping[str, Any]) -> list[Decimal | None]:
    """How much of the total each ruleset and then each indicator makes, in percent; None where it has no score.

    Within a stint the rulesets that have a score share by weight; the stints share by their days.
    """
    stints = explained.get("stints") or [{"days": 1, "total": explained.get("total")}]
    days = {turn: stint["days"] for turn, stint in enumerate(stints) if stint.get("total") is not None}
    components = [*explained["rulesets"], *(explained.get("indicators") or ())]
    scored = [found for found in components if found.get("score") is not None and found.get("weight")]
    known: dict[int, Decimal] = {}
    for found in scored:
        known[found.get("stint", 0)] = known.get(found.get("stint", 0), Decimal(0)) + Decimal(found["weight"])
    return [
        Decimal(found["weight"]) * 100 * days[stint] / (known[stint] * sum(days.values()))
        if any(found is one for one in scored) and (stint := found.get("stint", 0)) in days
        else None
        for found in components
    ]


def _ruleset(found: Mapping[str, Any], share: Decimal | None, stint: str, words: Words, album: Album) -> RulesetPart:
    title = words.say(found.get("title")) or str(found["ruleset"])
    turn = found.get("stint") or 0
    key = f"{found['ruleset']}~{turn}" if turn else str(found["ruleset"])
    cost = figures.number(found.get("cost")) or Decimal(0)
    return RulesetPart(
        anchor=f"set-{plain(key)}",
        ruleset=found["ruleset"],
        title=title,
        stint=stint,
        weight=f"{figures.short(found['weight'])}%" if found.get("weight") else figures.NOTHING,
        score=figures.score(found.get("score")),
        coverage=figures.percent(found.get("coverage")),
        counts=figures.NOTHING if share is None else figures.exact(share - cost),
        cost=_minus(cost),
        points=figures.points(found.get("points")),
        of=figures.short(found.get("of")),
        how=words.say(found.get("how")),
        edition=str(found.get("edition") or ""),
        fingerprint=str(found.get("fingerprint") or ""),
        rules=tuple(_rule((found["ruleset"], key, title), rule, words, album) for rule in found["rules"]),
    )


def _stint_title(explained: Mapping[str, Any], found: Mapping[str, Any], words: Words) -> str:
    stints = explained.get("stints") or ()
    if len(stints) <= 1:
        return ""
    stint = stints[found.get("stint") or 0]
    dates = words("period_is", first=stint["first"][5:], last=stint["last"][5:])
    return f"{words.named('role', stint['role'])} {dates}"


def _shortfalls(explained: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    """Why there is not enough evidence, where the explanation says what is asked for."""
    coverage, least = (figures.number(explained.get(name)) for name in ("coverage", "least_coverage"))
    judged, fewest = explained.get("judged"), explained.get("least_judged")
    said = []
    if coverage is not None and least is not None and coverage < least:
        said.append(words("too_little_known", coverage=figures.percent(coverage), least=figures.percent(least)))
    if judged is not None and fewest and judged < fewest:
        said.append(words("too_little_judged", judged=judged, least=fewest))
    return tuple(said)


def _rule(of: tuple[str, str, str], rule: Mapping[str, Any], words: Words, album: Album) -> RulePart:
    ruleset, key, ruleset_title = of
    slots, more = slot_parts(key, rule, words, album)
    return RulePart(
        anchor=rule_anchor(key, rule["rule"]),
        rule=rule["rule"],
        ruleset=ruleset,
        ruleset_title=ruleset_title,
        title=words.say(rule.get("title")) or str(rule["rule"]),
        kind=str(rule.get("kind") or ""),
        says=words.say(rule.get("says")),
        source=words.say(rule.get("source")),
        mark=words.named("mark", rule["status"]) if rule.get("status") else "",
        points=figures.points(rule.get("points")),
        of=figures.short(rule.get("of")),
        worth=figures.number(rule.get("cost")) or Decimal(0),
        cost=figures.lost(rule.get("cost")),
        tally=tally(rule),
        shadow=rule.get("counts") is False,
        advisory=rule.get("advisory") is True,
        slots=slots,
        more=more,
    )


def _capped(explained: Mapping[str, Any], total: Decimal | None) -> str:
    """What the limits of the total (0 and 100) took away or added; empty where they did nothing."""
    base = figures.number(explained.get("before_adjustments"))
    if base is None or total is None:
        return ""
    given = (figures.number(found.get("points")) for found in explained.get("adjustments") or ())
    rest = total - base - sum((points for points in given if points), Decimal(0))
    return figures.exact(rest).replace("-", "−") if rest else ""


def _minus(cost: Decimal | None) -> str:
    return f"−{figures.exact(cost)}" if cost else figures.NOTHING


def _bands(explained: Mapping[str, Any]) -> tuple[tuple[str, Decimal], ...]:
    found = [(str(band["grade"]), figures.number(band["from"]) or Decimal(0)) for band in explained.get("bands") or ()]
    return tuple(sorted(found, key=lambda band: -band[1]))


def _next(explained: Mapping[str, Any], rules: list[RulePart], words: Words) -> NextGrade | None:
    above, total = explained.get("next_grade"), figures.number(explained.get("total"))
    if above is None or total is None:
        return None
    wanted = figures.number(above["missing"]) or Decimal(0)
    gains = sorted(
        ((rule, slot) for rule in rules for slot in rule.slots if slot.gain),
        key=lambda found: (-found[1].worth, found[1].anchor),
    )
    steps, running = [], Decimal(0)
    for rule, slot in gains:
        if running >= wanted:
            break
        running += slot.worth
        steps.append(Step(rule, slot, figures.score(total + running)))
    return NextGrade(
        grade=str(above["grade"]),
        least=figures.short(above["from"]),
        missing=figures.missing(wanted),
        enough=running >= wanted,
        total=figures.score(total + running),
        needed=len(steps),
        steps=tuple(steps[:MOST_STEPS]),
    )


def _veto(found: Any, rules: list[RulePart], words: Words) -> VetoPart:
    if not isinstance(found, Mapping):
        return VetoPart(str(found), "", ())
    wanted = {str(slot["slot"] if isinstance(slot, Mapping) else slot) for slot in found.get("slots") or ()}
    name, seen = found.get("rule"), found.get("observation")
    proof = [
        slot
        for rule in rules
        for slot in rule.slots
        if slot.slot in wanted or (f"{rule.ruleset}/{rule.rule}" == name and any(one.id == seen for one in slot.seen))
    ]
    title = words.say(found.get("title")) or str(found.get("name"))
    return VetoPart(title, str(found.get("grade") or ""), tuple(proof), found.get("drop"))


def _adjustment(found: Mapping[str, Any], words: Words) -> AdjustmentPart:
    return AdjustmentPart(
        title=words.say(found.get("title")) or str(found.get("name")),
        times=words("times_counted", n=found["count"]) if found.get("count") is not None else "",
        points=figures.exact(found.get("points")).replace("-", "−"),
        records=words.list([str(id) for id in found.get("observations") or ()]),
    )
