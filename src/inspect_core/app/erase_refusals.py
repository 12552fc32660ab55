"""The words in which an erasure is refused."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_core.errors import FactError, UsageError


def reason(said: str, known: Sequence[str]) -> UsageError:
    """The reason stands in the journal for good, so it is a word of a list."""
    return UsageError(
        "E-ERASE-REASON",
        f"{said!r} is no reason for an erasure",
        hint=f"one of: {', '.join(known)}",
        message_zh=f"{said!r} 不是抹除的事由",
        hint_zh=f"可用：{'、'.join(known)}",
    )


def one_person(person: str) -> FactError:
    """Whoever erases and whoever approves it are two."""
    return FactError(
        "E-ERASE-ALONE",
        f"{person} cannot both order and approve it",
        hint="let somebody else approve it: --approved-by",
        message_zh=f"{person} 不能既提出又批准",
        hint_zh="请由他人批准：--approved-by",
    )


def own(person: str) -> FactError:
    """Who is erased does not decide on it: what they answer for would go with them."""
    return FactError(
        "E-ERASE-SELF",
        f"{person} is the one who is erased and cannot order or approve it",
        hint="let two others do it",
        message_zh=f"{person} 是被抹除的本人，不能提出或批准",
        hint_zh="请由另外两人办理",
    )


def nothing(person: str) -> FactError:
    """Nothing is left of the person but the id."""
    return FactError(
        "E-ERASE-NOTHING",
        f"nothing of {person} is left to erase",
        hint="see `inspect-core person export` for what is stored",
        message_zh=f"{person} 已无可抹除的内容",
        hint_zh="现存内容见 `inspect-core person export`",
    )


def in_use(person: str, what: Sequence[str]) -> FactError:
    """Something that is not decided yet needs what would be erased."""
    return FactError(
        "E-ERASE-OPEN",
        f"what is told of {person} is still needed: {', '.join(what)}",
        hint="decide it first",
        message_zh=f"{person} 的内容仍有未了结事项需要：{'、'.join(what)}",
        hint_zh="请先处理完毕",
    )
