"""The words in which a review of a sign is refused."""

from __future__ import annotations

from inspect_core.errors import FactError, UsageError


def no_note() -> FactError:
    """Nobody said what was found out."""
    return FactError(
        "E-SIGN-NOTE",
        "a review says what was found out",
        hint="write it: --note TEXT",
        message_zh="复核须写明查明的情况",
        hint_zh="请写明：--note 说明",
    )


def no_sign(id: str, periods: str) -> UsageError:
    """There is no such sign now: a mistyped id, another period, or its records were corrected."""
    return UsageError(
        "E-SIGN-UNKNOWN",
        f"there is no sign {id!r} in {periods}",
        hint="take the id from `inspect-core fairness --signs`, and name the period with --period",
        message_zh=f"{periods} 没有疑点 {id!r}",
        hint_zh="编号见 `inspect-core fairness --signs`，考核期用 --period 指定",
    )


def own_sign(person: str) -> FactError:
    """Nobody reviews what the own records show."""
    return FactError(
        "E-SIGN-SELF",
        f"the sign is about records of {person}, who cannot review it",
        hint="let somebody else review it",
        message_zh=f"疑点涉及 {person} 的记录，本人不能复核",
        hint_zh="请由他人复核",
    )
