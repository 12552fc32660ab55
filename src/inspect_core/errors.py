"""Every refusal this program can utter: one tree of errors, each with a code, a place and a next step.

A reader meets an error as `place: message (CODE)` followed by a hint that says what to do.
Texts are English, with Chinese beside them where a screen may show them.  The class says which
exit status the command line ends with: 2 usage, 3 bad data, 4 integrity, 5 system.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal, Self

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in somebody's input the trouble is.

    A text file has `file`, `line`, `column` (both from 1); a workbook has `sheet` and `cell`
    ("B7"); JSON has a `pointer` (RFC 6901, "/people/3/role").  Any part may be missing.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    pointer: str | None = None

    def __str__(self) -> str:
        """`file:line:column`, `file:sheet!cell` or `file:line#pointer`, as far as the parts are known."""
        spot = ":".join(str(n) for n in (self.line, self.column) if n is not None)
        if self.sheet is not None or self.cell is not None:
            spot = "!".join(part for part in (self.sheet, self.cell) if part)
        where = ":".join(part for part in (self.file, spot) if part)
        if self.pointer is not None:
            return f"{where}#{self.pointer}" if where else self.pointer or "/"
        return where


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in words: code, message, place and what to do next."""

    code: str
    message: str
    place: Place | None = None
    hint: str = ""
    message_zh: str = ""
    hint_zh: str = ""

    def text(self, language: Language = "en") -> str:
        """The line a person reads, in `language`; English where no Chinese was written."""
        message = self.message_zh or self.message if language == "zh" else self.message
        where = str(self.place) if self.place is not None else ""
        return f"{where}: {message} ({self.code})" if where else f"{message} ({self.code})"

    def next_step(self, language: Language = "en") -> str:
        """What to do about it, in `language`; an empty text when there is nothing to add."""
        return self.hint_zh or self.hint if language == "zh" else self.hint


class Unfit(ValueError):
    """A value that cannot be meant, said in both languages by whoever checks it.

    Whoever reads the file adds the place and makes a problem of it: `at` leads from the value that was checked to the
    part of it that is wrong. Without Chinese words the English ones serve both readers.
    """

    code: ClassVar[str] = "E-RULE-TYPE"

    def __init__(
        self,
        message: str,
        message_zh: str = "",
        *,
        code: str | None = None,
        at: tuple[str | int, ...] = (),
        hint: str = "",
        hint_zh: str = "",
    ) -> None:
        super().__init__(message)
        self.problem = Problem(code or self.code, message, None, hint, message_zh, hint_zh)
        self.at = at


class InspectError(Exception):
    """Something this program refuses to do, and why; it carries one problem or many."""

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        code: str,
        message: str,
        *,
        place: Place | None = None,
        hint: str = "",
        message_zh: str = "",
        hint_zh: str = "",
    ) -> None:
        super().__init__(code, message)
        self.problems: tuple[Problem, ...] = (Problem(code, message, place, hint, message_zh, hint_zh),)

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Self:
        """One error for all of `problems`, in their order; at least one is needed."""
        found = tuple(problems)
        first = found[0]
        error = cls(first.code, first.message)
        error.problems = found
        return error

    @property
    def first(self) -> Problem:
        """The first problem: the one whose code names the whole error."""
        return self.problems[0]

    @property
    def code(self) -> str:
        """The machine-readable name of the trouble, such as E-STORE-CHAIN."""
        return self.first.code

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.first.message

    @property
    def message_zh(self) -> str:
        """What is wrong, in Chinese, or an empty text."""
        return self.first.message_zh

    @property
    def place(self) -> Place | None:
        """Where it is wrong, if that is known."""
        return self.first.place

    @property
    def hint(self) -> str:
        """What to do next, in English."""
        return self.first.hint

    @property
    def hint_zh(self) -> str:
        """What to do next, in Chinese, or an empty text."""
        return self.first.hint_zh

    def text(self, language: Language = "en") -> str:
        """All problems and their next steps, one a line, as a person reads them."""
        lines: list[str] = []
        for problem in self.problems:
            lines.append(problem.text(language))
            step = problem.next_step(language)
            if step:
                lines.append(f"  {step}")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text("en")


class UsageError(InspectError):
    """The command was asked for something it does not offer."""

    exit_code = 2


class DataError(InspectError):
    """What was handed in cannot be accepted as it stands."""

    exit_code = 3


class RulesetError(DataError):
    """A ruleset, form, scheme or overlay says something that cannot be meant."""


class FactError(DataError):
    """A person, place, duty or observation contradicts what is already known."""


class ImportRefused(DataError):
    """A file was not imported, and nothing of it was; all its problems are listed together."""


class PluginError(DataError):
    """A plugin failed or broke its contract; it is named, and the run stops."""


class ScoreError(DataError):
    """A period cannot be scored with what is known."""


class IntegrityError(InspectError):
    """The store is not what was acknowledged; it is refused and left untouched."""

    exit_code = 4


class SystemFault(InspectError):
    """The machine let us down: disk, lock, permission."""

    exit_code = 5


__all__ = [
    "DataError",
    "FactError",
    "ImportRefused",
    "InspectError",
    "IntegrityError",
    "Language",
    "Place",
    "PluginError",
    "Problem",
    "RulesetError",
    "ScoreError",
    "SystemFault",
    "Unfit",
    "UsageError",
]
