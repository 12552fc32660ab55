"""Deadline: what was begun is ended within a limit, or on the same day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, ClassVar, Self

import polars as pl
from pydantic import BaseModel, ConfigDict, TypeAdapter, model_validator

from inspect_core.api import (
    AS_WORDS,
    REACH,
    Dated,
    Given,
    Ground,
    Id,
    QuestionType,
    Rule,
    RuleHeader,
    Span,
    Tables,
    Text,
    Unfit,
    YesNo,
    add_workdays,
    among,
    answering,
    day_number,
    joined,
    local_day,
    looked_up,
    numbered,
)

c = pl.col
_SAME = MappingProxyType({"visit": "visit"})
_NEVER = 2**62  # an instant nothing ever reaches
_DAY = 86_400
_OPEN = 31  # days that a record may be open and still be looked at
_NAMED = 92  # days until the time that a record itself names
_LONGEST = 3_660  # ten years: what is told to have begun before is judged as if it had begun then


class Within(BaseModel):
    """One limit for all records, or `by:` a question with a limit for each of its answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Id | None = None
    limits: dict[str, Dated[Span]]

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: object, handler: object) -> dict[str, Any]:
        """As it is written: one limit, or `by:` a question with a limit for each answer."""
        limit = Dated.written({"anyOf": [TypeAdapter(Span).json_schema(), {"type": "null"}]})
        by = {"type": "object", "properties": {"by": {"type": "string"}}, "required": ["by"]}
        return {"anyOf": [limit, {**by, "additionalProperties": limit}]}

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, value: Any) -> Any:
        if isinstance(value, dict) and "by" in value and "limits" not in value:
            return {"by": value["by"], "limits": {key: found for key, found in value.items() if key != "by"}}
        if isinstance(value, dict) and "limits" in value:
            return value
        return {"limits": {"": value}}


class DeadlineSettings(RuleHeader):
    """From `starts` to `ends` (the record's own times or time questions) within a limit.

    `same_day` adds the day, `until` the time that each record names itself: a time question, such as an appointment.
    `where` leaves records out by their answers.
    `agreed` is a time question too: a record that answers it is judged by that time in the place of `within`.
    """

    form: Id
    starts: Id = "start"
    ends: Id = "end"
    within: Within | None = None
    same_day: YesNo = False
    until: Id | None = None
    where: Given = Given()
    agreed: Id | None = None

    @model_validator(mode="after")
    def _stands_in_for_a_limit(self) -> Self:
        if self.agreed is not None and self.within is None:
            raise Unfit(
                "'agreed' takes the place of 'within', and there is none: write 'until'",
                "agreed 用于代替 within，此处未写 within：请改用 until",
                at=("agreed",),
            )
        return self

    @model_validator(mode="after")
    def _has_a_limit(self) -> Self:
        if self.within is None and not self.same_day and self.until is None:
            raise Unfit(
                "write a limit: within, until, or same_day: true", "请写明时限：within、until，或 same_day: true"
            )
        return self

    def forms(self) -> tuple[str, ...]:
        """The form it reads."""
        return (self.form,)

    def reads(self) -> tuple[tuple[str, tuple[QuestionType, ...]], ...]:
        """The time questions it runs between, the question that chooses the limit, and those of `where`."""
        named = (self.starts, self.ends, self.until, self.agreed)
        times = (name for name in named if name not in ("start", "end", None))
        words = [self.within.by] if self.within and self.within.by else []
        return (
            *((str(name), ("time",)) for name in times),
            *((name, AS_WORDS) for name in (*words, *self.where.asks())),
        )

    def looks_back(self) -> int:
        """The days of the longest limit: so long ago a record may have begun that is decided only now."""
        spans = [span for dated in (self.within.limits.values() if self.within else ()) for _, span in dated.steps]
        days = [_days_of(span) for span in spans if span is not None]
        return max([*days, _OPEN if self.until is None and self.agreed is None else _NAMED])

    def says(self, day: date) -> Text:
        """The limits that hold on the day."""
        limits = self.within.limits if self.within else {}
        parts = [(answer, _words(span.on(day))) for answer, span in limits.items()]
        parts += [("", Text(zh="当日", en="the same day"))] if self.same_day else []
        zh, en = ([f"{answer} {limit.say(language)}".strip() for answer, limit in parts] for language in ("zh", "en"))
        if self.agreed is not None:
            zh, en = [*zh, f"记录另有约定（{self.agreed}）的从其约定"], [*en, f"or as agreed in {self.agreed}"]
        if self.until is not None:
            zh, en = [*zh, f"不晚于 {self.until}"], [*en, f"not later than {self.until}"]
        return Text(zh=f"时限 {'、'.join(zh)}", en=f"within {', '.join(en)}" if parts else ", ".join(en))


def _days_of(span: Span) -> int:
    """At most so many days a limit may take, holidays among them."""
    if span.unit == "workdays":
        return 2 * span.count + 14
    return span.count // _DAY + 2


def _words(span: Span | None) -> Text:
    """A limit as people say it: in minutes, hours, days, workdays, on the same day; a retired one is none."""
    if span is None:
        return Text(zh="-", en="-")
    if span.unit == "same_day":
        return Text(zh="当日", en="the same day")
    if span.unit == "workdays":
        return Text(zh=f"{span.count} 个工作日", en=f"{span.count} workdays")
    if span.count >= 2 * _DAY and span.count % _DAY == 0:
        return Text(zh=f"{span.count // _DAY} 天", en=f"{span.count // _DAY} d")
    if span.count % 3600 == 0:
        return Text(zh=f"{span.count // 3600} 小时", en=f"{span.count // 3600} h")
    return Text(zh=f"{span.count // 60} 分钟", en=f"{span.count // 60} min")


class Deadline:
    """Begun and ended in time.

    Asks: a form, when a record begins and ends, the limit (minutes, hours, days, workdays, the same day), one for
    all or one for each answer of a question, or the time that the record itself names; which answers leave a record out.
    Counts: the records that ended within the limit. One is judged in the period in which it ends or its limit runs out,
    whichever comes first; what is open then and late is unmet.

    Example:
        title: {zh: 急修三十分钟到场, en: Urgent repairs reached within thirty minutes}
        kind: deadline
        form: repair
        within: {by: class, urgent: 30 min, ordinary: 24 h}
        credit: observer
        points: 100
    """

    kind: ClassVar[str] = "deadline"
    settings: ClassVar[type[RuleHeader]] = DeadlineSettings

    def expected(self, rule: Rule, ground: Ground, tables: Tables) -> pl.DataFrame:
        """One slot for each record that is decided in the period; it begins with the record and ends at the limit."""
        settings = rule.settings_of(DeadlineSettings)
        first, last = day_number(ground.period.first), day_number(ground.period.last)
        form = tables.names.code("form", settings.form)
        visits = tables.visits.filter((c("form") == form) & (c("day") <= last))
        if settings.where.asks():
            visits = answering(visits, settings.where, settings.forms(), tables).filter("fits").drop("fits")
        begun = _moment(_moment(visits, settings.ends, "ends", tables), settings.starts, "begins", tables)
        slots = _decided(_limited(begun, settings, ground, tables), ground).select(
            "project", "place", "subject", day=pl.max_horizontal("day", pl.lit(first, pl.Int32)),
            person=c("observer"), duty=c("visit"),
            first=c("begins"), last=c("until") + 1, due=pl.lit(1, pl.Int64),
        )  # fmt: skip
        return numbered(tables.computed(slots))

    def evidence(self, rule: Rule, slots: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
        """The record behind each slot."""
        own = slots.select("slot", c("duty").alias("visit"), "first", "last")
        return joined(tables.visits, own, {"visit": "visit"}).with_columns(why=pl.lit(0, pl.Int8))

    def measured(self, rule: Rule, slots: pl.DataFrame, evidence: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
        """One where the record ended before its limit."""
        ended = _moment(evidence, rule.settings_of(DeadlineSettings).ends, "ends", tables)
        in_time = c("ends").is_not_null() & (c("ends") < c("last"))
        return ended.select("slot", done=in_time.cast(pl.Int64))


def _decided(limited: pl.LazyFrame, ground: Ground) -> pl.LazyFrame:
    """The records of which the period knows what became of them: they ended in it, or their limit ran out in it.

    A record that was still open and in time when the period ended belongs to the one after; one that tells of what was
    over before belongs to the period in which it was recorded.
    """
    whole = ground.whole(ground.period.first, ground.period.last)
    over = pl.max_horizontal("start", pl.min_horizontal("ends", c("until") + 1))
    return limited.filter(over.is_between(whole.first, whole.last, closed="left"))


def _moment(visits: pl.LazyFrame, name: str, column: str, tables: Tables) -> pl.LazyFrame:
    """The visits with the instant of a time question, or of their own start or end."""
    if name == "start":
        return visits.with_columns(c("start").alias(column))
    if name == "end":
        return visits.with_columns(c("end").alias(column))
    question = tables.names.code("question", name)
    times = tables.measures.filter(c("question") == question).select("visit", c("value").alias(column))
    return looked_up(visits, tables.computed(times), _SAME)


def _limited(begun: pl.LazyFrame, settings: DeadlineSettings, ground: Ground, tables: Tables) -> pl.LazyFrame:
    """The visits with `until`, the last instant that is in time; records without a limit in force fall away.

    Limits and midnights are those of the calendar day on which the record begins, also when the duty began the day
    before.
    """
    begun = begun.filter(c("begins").is_not_null())
    days = _days(ground, _reach(begun, settings, ground))
    begun = begun.with_columns(on=local_day(c("begins"), ground, (ground.period.first - days[0]).days))
    until = pl.lit(_NEVER, pl.Int64)
    if settings.within is not None:
        begun, until = _within(_agreed(begun, settings, tables), settings, days, ground, tables)
        until = pl.when(c("agreed").is_not_null()).then(c("agreed")).otherwise(until)
    if settings.same_day:
        midnights = pl.Series([ground.whole(day, day).last - 1 for day in days], dtype=pl.Int64)
        first = day_number(days[0])
        until = pl.min_horizontal(until, pl.lit(midnights).gather(c("on") - first))
    if settings.until is not None:
        begun = _moment(begun, settings.until, "named", tables).filter(c("named") >= c("begins"))
        until = pl.min_horizontal(until, c("named"))
    return begun.with_columns(until=until)


def _agreed(begun: pl.LazyFrame, settings: DeadlineSettings, tables: Tables) -> pl.LazyFrame:
    """The visits with the limit that each names itself, none where it names none, or one before its beginning."""
    if settings.agreed is None:
        return begun.with_columns(agreed=pl.lit(None, pl.Int64))
    named = _moment(begun, settings.agreed, "agreed", tables)
    return named.with_columns(agreed=pl.when(c("agreed") >= c("begins")).then(c("agreed")))


def _reach(begun: pl.LazyFrame, settings: DeadlineSettings, ground: Ground) -> int:
    """How many days before the period a record may begin: as long ago as a question tells."""
    if settings.starts in ("start", "end"):
        return REACH
    earliest = begun.select(c("begins").min()).collect().item()
    ago = 0 if earliest is None else (ground.instant(ground.period.first) - earliest) // _DAY + 1
    return min(max(ago, REACH), _LONGEST)


def _within(
    begun: pl.LazyFrame, settings: DeadlineSettings, days: list[date], ground: Ground, tables: Tables
) -> tuple[pl.LazyFrame, pl.Expr]:
    """The records that have a limit, and the last instant within it; those with an agreed one need no other."""
    within = settings.within or Within(limits={})
    words = _words_of(within, settings.form, tables)
    begun = _classed(begun, words, tables) if within.by else begun.with_columns(class_=pl.lit(0, pl.Int32))
    seconds = _seconds(within, days)
    if seconds is not None:
        limit = pl.lit(pl.Series([seconds.get(word) for word in words], dtype=pl.Int64)).gather(c("class_"))
        begun = begun.with_columns(limit=limit).filter(c("limit").is_not_null() | c("agreed").is_not_null())
        return begun, c("begins") + c("limit")
    begun = begun.join(_limit_table(within, words, days, ground).lazy(), on=["class_", "on"], how="left")
    begun = begun.filter(c("limit").is_not_null() | c("agreed").is_not_null())
    return begun, pl.when(c("by_day")).then(c("limit")).otherwise(c("begins") + c("limit"))


def _seconds(within: Within, days: list[date]) -> dict[str, int] | None:
    """The seconds of each class, where no limit changes on a day or asks the calendar."""
    found = {}
    for word, dated in within.limits.items():
        spans = {dated.on(day) for day in days}
        span = spans.pop()
        if spans or span is None or span.unit != "seconds":
            return None
        found[word] = span.count
    return found


def _days(ground: Ground, reach: int) -> list[date]:
    """The days on which a record of the period may begin; its last night reaches into the day after."""
    days = (ground.period.last - ground.period.first).days + reach + 2
    return [ground.period.first + timedelta(days=day - reach) for day in range(days)]


def _words_of(within: Within, form: str, tables: Tables) -> dict[str, list[int]]:
    """The classes of records, each with the codes of the answers that put one into it; without `by` a single one."""
    if within.by is None:
        return {"": []}
    words: dict[str, list[int]] = {}
    for found in tables.codes:
        if (found.form, found.question) == (form, within.by):
            words.setdefault(found.value, []).append(found.code)
    return words


def _classed(begun: pl.LazyFrame, words: Mapping[str, Sequence[int]], tables: Tables) -> pl.LazyFrame:
    """The visits with `class_`, the position of their word; empty where the question was not answered."""
    known = {code: position for position, codes in enumerate(words.values()) for code in codes}
    codes = max((found.code for found in tables.codes), default=0) + 1
    position = pl.lit(pl.Series([known.get(code) for code in range(codes)], dtype=pl.Int32)).gather(c("code"))
    given = tables.answers.filter(among(c("code"), known)).select("visit", class_=position)
    return looked_up(begun, tables.computed(given), _SAME)


def _limit_table(within: Within, words: Collection[str], days: list[date], ground: Ground) -> pl.DataFrame:
    """For each class and day: seconds from the beginning, or with `by_day` the last instant itself."""
    rows = []
    for position, word in enumerate(words):
        for day in days if word in within.limits else ():
            span = within.limits[word].on(day)
            if span is not None:
                rows.append((position, day_number(day), *_limit(span, day, ground)))
    schema = {"class_": pl.Int32, "on": pl.Int32, "limit": pl.Int64, "by_day": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _limit(span: Span, day: date, ground: Ground) -> tuple[int, bool]:
    if span.unit == "seconds":
        return span.count, False
    if span.unit == "same_day":
        return ground.whole(day, day).last - 1, True
    last = add_workdays(day, span.count, ground.workday) or day + timedelta(days=366)
    return ground.whole(last, last).last - 1, True
