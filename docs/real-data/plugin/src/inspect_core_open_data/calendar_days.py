"""Calendar days: how many midnights passed between a record's beginning and its end, and whether they were too many."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from inspect_core.api import Count, Dated, Id, Judgement, Outcome, QuestionType, RuleHeader, Seen, Text


class CalendarDaysSettings(RuleHeader):
    """`form`: whose records; `ended`: the time question that an ended record answers; `at_most`: days it may take."""

    form: Id
    ended: Id
    at_most: Dated[Count]

    def forms(self) -> tuple[str, ...]:
        """The form it reads."""
        return (self.form,)

    def reads(self) -> tuple[tuple[str, tuple[QuestionType, ...]], ...]:
        """The time question that tells an ended record from an open one."""
        return ((self.ended, ("time",)),)

    def says(self, day: date) -> Text:
        """The days that are in force."""
        most = self.at_most.on(day)
        return Text(zh=f"{most} 个自然日内办结", en=f"closed within {most} calendar days")


class CalendarDays:
    """Closed within so many calendar days, as the clock on the wall counts them.

    Asks: a form, the time question that an ended record answers, the days it may take.
    Counts: the midnights between beginning and end; a record that is still open is not met.

    Example:
        title: {zh: 三十日内办结, en: Closed within thirty days}
        kind: calendar_days
        form: request
        ended: closed
        at_most: 30
        credit: observer
        points: 100
    """

    kind: ClassVar[str] = "calendar_days"
    settings: ClassVar[type[RuleHeader]] = CalendarDaysSettings

    def judge(self, seen: Seen, settings: CalendarDaysSettings, day: date) -> Judgement:
        """One record; the reason tells the days it took."""
        most = settings.at_most.on(day)
        if most is None:
            return Judgement(Outcome.NOT_APPLICABLE, Text(zh="未生效", en="not in force"))
        if settings.ended not in seen.answers:
            return Judgement(Outcome.UNMET, Text(zh="未办结", en="still open"))
        days = ((seen.end or seen.start).date() - seen.start.date()).days
        return Judgement(Outcome.MET if days <= most else Outcome.UNMET, Text(zh=f"{days} 日", en=f"{days} days"))
