"""One month of one project, or of many: slots and answers to sums, points, totals and grades.

A pure function of tables, ground and plan: no clock, no file, no order of rows that matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from inspect_core.engine import appraise, roll_up
from inspect_core.engine import tables as t
from inspect_core.engine.answers import Lane
from inspect_core.engine.combine import recombined
from inspect_core.engine.credit import ENTITIES, Creditor
from inspect_core.engine.grade import NEVER_OF_SLOTS, Measured, graded, hidden, measured
from inspect_core.engine.ground import Ground, day_number
from inspect_core.engine.indicators import COMPONENT, indicator_scores
from inspect_core.engine.lanes import RULES, rule_of
from inspect_core.engine.missing import missing
from inspect_core.engine.pardons import spared
from inspect_core.engine.plan import Credit, Plan, credit_key, credited, worth
from inspect_core.engine.rows import judged_rows
from inspect_core.engine.seen import Segment, in_force, lanes_of, seen_rows, segments
from inspect_core.engine.sums import SUMS, summed
from inspect_core.engine.trims import Trims, trimmed
from inspect_core.language.rule import Grade, RuleHeader

c = pl.col
_DIRECT = {"subject", "observer", "person"}
_WHERE = ("project", "place", "person", "subject", "observer", "day", "first", "last")
_CREDITED = ("rule", *SUMS, *_WHERE)
NEVER_OF_VISITS = ("excused", "no_data")


@dataclass(frozen=True)
class Credited:
    """Rows of sums (of slots or of visits) that share their credit words."""

    words: tuple[str, ...]
    rules: tuple[int, ...]
    frame: pl.LazyFrame
    about: RuleHeader  # the settings that say whose duty counts
    trims: Trims = field(default_factory=dict)
    nothing: tuple[str, ...] = ()  # the columns of SUMS that are 0 in every row


def credited_rows(plan: Plan, ground: Ground, tables: t.Tables) -> list[Credited]:
    """Every slot and every judged visit of the period with its sums, grouped by whose score it is."""
    return [*_slot_rows(plan, ground, tables), *judged_visits(plan, ground, tables)]


def gathered(rows: Sequence[Credited], tables: t.Tables) -> list[Credited]:
    """The rows computed, those of rules that are credited alike in one frame: there is less to do for a few frames."""
    frames = tables.all_computed([found.frame.select(_CREDITED) for found in rows])
    alike: dict[Credit, list[int]] = {}
    for number, found in enumerate(rows):
        alike.setdefault(credit_key(found.words, found.about), []).append(number)
    return [
        Credited(
            rows[numbers[0]].words,
            tuple(rule for number in numbers for rule in rows[number].rules),
            pl.concat([frames[number] for number in numbers], how="vertical_relaxed").lazy(),
            rows[numbers[0]].about,
            {rule: trim for number in numbers for rule, trim in rows[number].trims.items()},
        )
        for numbers in alike.values()
    ]


def judged_visits(plan: Plan, ground: Ground, tables: t.Tables) -> list[Credited]:
    """Every judged visit of the period with its sums; slots, which are not of any one visit, are not among them."""
    return [*_answer_rows(plan, ground, tables), *_row_rows(plan, ground, tables)]


def _slot_rows(plan: Plan, ground: Ground, tables: t.Tables) -> list[Credited]:
    due = [
        (*found, spared(found[1], found[2].expected(found[1], ground, tables), tables)) for found in plan.slot_rules()
    ]
    due = [found for found in due if found[3].height]
    lost = {number: missing(rule, plan.forms, ground, tables) for number, rule, _, _ in due}
    seen = tables.all_computed(
        [
            measured(rule, kind, slots, kind.evidence(rule, slots, tables), tables, lost[number])
            for number, rule, kind, slots in due
        ]
    )
    alike: dict[Credit, list[Measured]] = {}
    for (number, rule, kind, slots), done in zip(due, seen, strict=True):
        grade: Grade = getattr(rule.settings, "grade", "all_or_nothing")
        gone = hidden(rule, kind, slots, tables, lost[number])
        key = credit_key(credited(rule), rule.settings)
        alike.setdefault(key, []).append(Measured(number, slots, done, gone, grade))
    return [
        Credited(
            words,
            tuple(found.number for found in own),
            graded(own).with_columns(row=c("slot"), observer=c("person")),
            plan.rules[own[0].number].settings,
            nothing=NEVER_OF_SLOTS,
        )
        for (words, *_), own in alike.items()
    ]


def _answer_rows(plan: Plan, ground: Ground, tables: t.Tables) -> list[Credited]:
    rules = plan.answer_rules()
    found_in = [piece for piece in segments(rules, ground, tables) if piece.lanes]
    if not found_in:
        return []
    pieces = [seen_rows(piece, tables) for piece in found_in]
    rows = pieces[0] if len(pieces) == 1 else pl.concat(pieces, how="diagonal")
    alike: dict[Credit, list[int]] = {}
    for found in rules:
        numbers = _numbers(found.number, found_in)
        alike.setdefault(credit_key(credited(found.rule), found.rule.settings), []).extend(numbers)
    rows = _as_rows(rows)
    if len(alike) > 1:  # each of them takes its share of the same rows
        rows = tables.summed_up(rows.select("visit", "row", *_CREDITED)).lazy()
    return [
        Credited(
            words,
            tuple(own),
            rows.filter(c("rule").is_in(own)) if len(alike) > 1 else rows,
            plan.rules[rule_of(own[0])].settings,
            {rule: trim for rule, trim in plan.trims.items() if rule in own},
            NEVER_OF_VISITS,
        )
        for (words, *_), own in alike.items()
    ]


def _numbers(rule: int, pieces: Sequence[Segment]) -> list[int]:
    """The numbers of a rule and of its later stretches."""
    lanes = {lane.lane for piece in pieces for lane in piece.lanes if rule_of(lane.lane) == rule}
    return sorted(lanes | {rule})


def _as_rows(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.with_columns(
        first=c("start"),
        last=pl.max_horizontal("end", c("start") + 1),
        person=c("observer"),
        row=c("visit"),
        **{name: pl.lit(0, pl.Int64) for name in NEVER_OF_VISITS},
    )


def _row_rows(plan: Plan, ground: Ground, tables: t.Tables) -> list[Credited]:
    return [
        Credited(credited(rule), (number,), _as_rows(judged_rows(number, rule, kind, ground, tables)), rule.settings)
        for number, rule, kind in plan.row_rules()
    ]


def people_sums(rows: Sequence[Credited], tables: t.Tables) -> pl.LazyFrame | None:
    """Sums by stint and rule; nothing where no rule is credited to people.

    Each rule stands in one of the frames alone, so that each frame is summed by itself, which is less to sum.
    """
    frames = [
        _summed_by_stint(trimmed(frame, ["stint"], found.trims), found)
        for found in rows
        if (frame := _to_stints(found, tables)) is not None
    ]
    if not frames:
        return None
    return pl.concat(frames) if len(frames) > 1 else frames[0]


def _summed_by_stint(frame: pl.LazyFrame, found: Credited) -> pl.LazyFrame:
    rules, nothing = found.rules, found.nothing
    if len(rules) == 1:
        return summed(frame, ["stint"], nothing).select("stint", pl.lit(rules[0], pl.Int64).alias("rule"), *SUMS)
    room = max(rules) + 1  # stint and rule in one number: one key is quicker than two
    sums = summed(frame.with_columns(both=c("stint").cast(pl.Int64) * room + c("rule")), ["both"], nothing)
    return sums.select(*SUMS, stint=(c("both") // room).cast(pl.Int32), rule=c("both") % room).select(
        "stint", "rule", *SUMS
    )


def people_at_places(rows: Sequence[Credited], rules: Sequence[int], tables: t.Tables) -> pl.LazyFrame | None:
    """Sums by place, stint and rule of some rules: what each person was credited with at each place."""
    own = c("rule").mod(RULES).is_in(rules) & (c("place") != t.NONE)
    frames = [
        frame.filter(own)
        for found in rows
        if any(rule_of(number) in rules for number in found.rules)
        and (frame := _to_stints(found, tables, "place")) is not None
    ]
    return summed(pl.concat(frames, how="vertical_relaxed"), ["place", "stint", "rule"]) if frames else None


def people_by_day(rows: Sequence[Credited], tables: t.Tables) -> pl.DataFrame:
    """Sums by day, stint and rule: what each person was credited with on each day; a trim is of the whole period."""
    frames = [
        summed(trimmed(frame, ["stint"], found.trims), ["day", "stint", "rule"])
        for found in rows
        if (frame := _to_stints(found, tables, "day")) is not None
    ]
    types = {"day": pl.Int32, "stint": pl.Int32, "rule": pl.Int64, **dict.fromkeys(SUMS, pl.Int64)}
    columns = [c(name).cast(type_) for name, type_ in types.items()]
    whole = pl.concat(frame.select(columns) for frame in frames) if frames else pl.LazyFrame(schema=types)
    return whole.sort("day", "stint", "rule").collect()


def _to_stints(found: Credited, tables: t.Tables, *also: str) -> pl.LazyFrame | None:
    """The rows once for each stint they are credited to, with the columns `also`."""
    words = tuple(word for word in found.words if word not in ENTITIES)
    if not words:
        return None
    if len(words) == 1 and words[0] in _DIRECT and tables.settled:
        named = found.frame.filter(c(words[0]) != t.NONE)
        own = named.select("rule", *also, *SUMS, stint=c(words[0]).cast(pl.Int32))
        return Creditor(tables, found.about).judged(own, words[0])
    numbered = found.frame.select(_CREDITED).with_row_index("row")
    keyed = tables.computed(numbered).lazy()  # numbered once, joined twice
    pairs = Creditor(tables, found.about).people(keyed, words)
    return keyed.select("row", "rule", *also, *SUMS).join(pairs, on="row").select("rule", *also, *SUMS, "stint")


def entity_sums(rows: Sequence[Credited], by: str, tables: t.Tables) -> pl.LazyFrame | None:
    """Sums by place, project or contractor of the place, each row once."""
    frames = [_of_targets(found, by, tables) for found in rows]
    if not frames:
        return None
    whole = pl.concat(frames, how="vertical_relaxed")
    return summed(whole, [by, "rule"])


def _of_targets(found: Credited, by: str, tables: t.Tables) -> pl.LazyFrame:
    frame = found.frame.select("rule", *SUMS, "project", "place")
    if by == "contractor":
        frame = frame.join(tables.places.lazy().select("place", "contractor"), on="place")
    return trimmed(frame.filter(c(by) != t.NONE), [by], found.trims)


def worths(plan: Plan, ground: Ground, tables: t.Tables) -> pl.DataFrame:
    """What each rule is worth in the period, in each stretch of what is judged over the period."""
    lanes = lanes_of(plan.answer_rules(), ground, tables)
    found = []
    for number, rule in enumerate(plan.rules):
        one = worth(number, rule, plan.ruleset_of[number], counts=plan.counts(rule, ground.period))
        found += [_in_stretch(one, lane) for lane in lanes.get(number, ())] or [one]
    return roll_up.worth_table(found)


def _in_stretch(one: roll_up.RuleWorth, lane: Lane) -> roll_up.RuleWorth:
    table = lane.contributions
    over = table.mode == "period"
    full, floor = table.full * over, table.floor * over
    return replace(one, rule=lane.lane, period_full=full, period_floor=floor, cap=table.cap, least=table.least)


def _no_sums(by: str) -> pl.LazyFrame:
    return pl.LazyFrame(schema={by: pl.Int32, "rule": pl.Int64, **dict.fromkeys(SUMS, pl.Int64)})


def score_people(plan: Plan, ground: Ground, tables: t.Tables, sums: pl.LazyFrame | None) -> dict[str, pl.LazyFrame]:
    """Rule scores, ruleset scores, stint totals and person totals of the sums by stint and rule, not yet computed.

    `sums` are those sums once more, settled, with the slots of those who were never seen.
    """
    # computed here and once: everything below is small, and would otherwise be worked out again for each frame
    sums = _no_sums("stint") if sums is None else tables.summed_up(sums).lazy()
    worth = worths(plan, ground, tables)
    sums = roll_up.settled(_with_unseen(sums, plan, ground, tables), worth)
    rules = tables.concluded([roll_up.rule_scores(sums, worth, "stint")])[0].lazy()
    rulesets = recombined(roll_up.ruleset_scores(rules, "stint"), rules, "stint", plan.combining)
    rulesets = tables.concluded([rulesets])[0].lazy()
    stints = _stint_days(ground, tables)
    weights = appraise.weights_table(role_weights(plan, tables))
    roles = stints.select("stint", "role")
    figures = indicator_scores(plan, ground, tables)
    weighable = pl.concat([rulesets.select(COMPONENT), figures.lazy().select(COMPONENT)], how="vertical_relaxed")
    totals = appraise.weighed(weighable.join(roles, on="stint"), weights, "stint")
    people = appraise.of_people(totals, stints.select("stint", "person", "days"))
    own = {"rules": rules, "rulesets": rulesets, "indicators": figures.lazy()}
    return {"sums": sums, **own, "stints": totals, "people": people}


def _stint_days(ground: Ground, tables: t.Tables) -> pl.LazyFrame:
    first, last = day_number(ground.period.first), day_number(ground.period.last)
    begins, ends = pl.max_horizontal(c("first"), first), pl.min_horizontal(c("last"), last)
    return tables.stints.lazy().with_columns(days=(ends - begins + 1).cast(pl.Int64)).filter(c("days") > 0)


def role_weights(plan: Plan, tables: t.Tables) -> list[tuple[int, int, int, int, int]]:
    """The weights of every role as rows of appraise.WEIGHTS."""
    text = plan.scheme.text
    rows = []
    for role, weighting in text.roles.items():
        code = tables.names.code("role", role)
        rows += weighting_rows(code, weighting.weights, plan)
    return [row for row in rows if row[0] != t.NONE]


def weighting_rows(code: int, weights: Mapping[str, int], plan: Plan) -> list[tuple[int, int, int, int, int]]:
    """Rows of appraise.WEIGHTS for one role, of rulesets and indicators; what the run does not hold is left out."""
    numbers = plan.components
    rows = []
    for group, (name, weight) in enumerate(weights.items()):
        inner = plan.scheme.text.groups.get(name)
        parts = inner.weights if inner else {name: 1}
        rows += [(code, group, numbers[part], share, weight) for part, share in parts.items() if part in numbers]
    return rows


def _with_unseen(sums: pl.LazyFrame, plan: Plan, ground: Ground, tables: t.Tables) -> pl.LazyFrame:
    """Adds one slot without data for each answer rule that judges a person's role and saw nothing of the person."""
    wanted = _unseen_rows(plan, ground, tables)
    if not wanted.height:
        return sums
    zero = {name: pl.lit(int(name == "no_data"), pl.Int64) for name in SUMS}
    seen = sums.select("stint", c("rule") % RULES)
    unseen = wanted.lazy().join(seen, on=["stint", "rule"], how="anti").with_columns(**zero)
    return pl.concat([sums, unseen.select(sums.collect_schema().names())], how="vertical_relaxed")


def _unseen_rows(plan: Plan, ground: Ground, tables: t.Tables) -> pl.DataFrame:
    """Stint and rule of everybody whose role an answer or row rule is meant to judge (`of`)."""
    answered = in_force(plan.answer_rules(), ground, tables)
    rows = []
    for number in (*answered, *(number for number, _, _ in plan.row_rules())):
        rule = plan.rules[number]
        if all(word in ENTITIES for word in credited(rule)) or not plan.counts(rule, ground.period):
            continue
        rows += [(code, number) for code in tables.names.codes("role", rule.settings.of)]
    if not rows:
        return pl.DataFrame(schema={"stint": pl.Int32, "rule": pl.Int64})
    table = pl.DataFrame(rows, schema={"role": pl.Int16, "rule": pl.Int64}, orient="row")
    held = _stint_days(ground, tables).select("stint", "role")
    return tables.computed(held.join(table.lazy(), on="role").select("stint", "rule"))
