"""A rule kind for records that must be thorough: nothing left open, and not done in passing."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from inspect_core.api import Count, Dated, Id, Judgement, Outcome, RuleHeader, Seen, Text, Words


class ThoroughSettings(RuleHeader):
    """`form`: whose records; `answer`: the questions that must be answered; `at_least`: minutes it takes."""

    form: Id
    answer: Words
    at_least: Dated[Count]

    def forms(self) -> tuple[str, ...]:
        """The form whose records the rule reads."""
        return (self.form,)

    def says(self, day: date) -> Text:
        """The rule in words with the minutes in force on the day."""
        least, count = self.at_least.on(day), len(self.answer)
        return Text(
            zh=f"{count} 项都有答案，且不少于 {least} 分钟", en=f"all {count} answered, in {least} minutes or more"
        )


class Thorough:
    """Records that are complete and took their time.

    Asks: a form, the questions that must be answered, how many minutes it takes at least.
    Counts: met when everything is answered in that time, partly when it went faster, unmet when something is open.

    Example:
        title: {zh: 交接班认真, en: Shifts are handed over with care}
        kind: thorough
        form: handover
        answer: [keys, radio, incidents]
        at_least: 5
        credit: observer
        points: 100
    """

    kind: ClassVar[str] = "thorough"
    settings: ClassVar[type[RuleHeader]] = ThoroughSettings

    def judge(self, seen: Seen, settings: ThoroughSettings, day: date) -> Judgement:
        """One record, judged by what it says and how long it took."""
        least = settings.at_least.on(day)
        if least is None:  # before the first date, or retired
            return Judgement(Outcome.NOT_APPLICABLE, Text(zh="未生效", en="not in force"))
        left_open = [question for question in settings.answer if question not in seen.answers]
        if left_open:
            names = ", ".join(left_open)
            return Judgement(Outcome.UNMET, Text(zh=f"未填：{names}", en=f"open: {names}"))
        if seen.minutes < least:
            said = Text(zh=f"{seen.minutes} 分钟，应有 {least} 分钟", en=f"{seen.minutes} of {least} min")
            return Judgement(Outcome.PARTLY, said)
        return Judgement(Outcome.MET)
