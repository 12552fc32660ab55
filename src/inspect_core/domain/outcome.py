"""What became of a slot."""

from __future__ import annotations

from enum import IntEnum

from inspect_core.domain.text import Text


class Outcome(IntEnum):
    """Six outcomes; the numbers are the codes of the columns and never change."""

    MET = 0
    PARTLY = 1
    UNMET = 2
    EXCUSED = 3
    NOT_APPLICABLE = 4
    NO_DATA = 5

    @property
    def title(self) -> Text:
        """The word on screens and in reports."""
        zh, en = _WORDS[self]
        return Text(zh=zh, en=en)


_WORDS = {
    Outcome.MET: ("达标", "met"),
    Outcome.PARTLY: ("基本达标", "partly met"),
    Outcome.UNMET: ("不达标", "unmet"),
    Outcome.EXCUSED: ("免责", "excused"),
    Outcome.NOT_APPLICABLE: ("不适用", "not applicable"),
    Outcome.NO_DATA: ("无数据", "no data"),
}
