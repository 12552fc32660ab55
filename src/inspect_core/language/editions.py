"""editions.lock: the rulesets that were published, one a line, each with the fingerprint of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args
from urllib.parse import unquote

from inspect_core.errors import Place, Problem, RulesetError
from inspect_core.language.refusals import bad_lock_line, locked_twice

Comparable = Literal["wording", "minor", "major"]
CLASSES: Final[tuple[Comparable, ...]] = get_args(Comparable)
"""How far scores under an edition compare with those under the one before, the least change first."""
NAME: Final = "editions.lock"
TEXTS: Final = "editions"
HEAD: Final = """\
# The editions that were published: ruleset, day, SHA-256 of the text, how scores compare with the edition before
# (wording: they are the same; minor: the same rules with other values; major: they do not), what it was laid over,
# and why. Written by `inspect-core rules publish`; a line is never changed. 已发布的版次，由程序写入，不得改动。
"""
_LINE = re.compile(
    r"(\S+) (\d{4}-\d{2}-\d{2}) ([0-9a-f]{64}) (wording|minor|major)((?: [^\s@#]+@[^\s@#]+)*)(?: # (.*))?"
)
_LONGEST_LINE: Final = 8_192
LONGEST_REASON: Final = 1_000
_KEPT_APART = re.compile(r"[\s%#@:]")


@dataclass(frozen=True, order=True)
class Edition:
    """A published text: `over` names what it was laid over, as `id@edition:fingerprint`."""

    ruleset: str
    edition: str
    fingerprint: str
    comparable: Comparable
    over: tuple[str, ...] = ()
    reason: str = ""

    @property
    def name(self) -> str:
        """ruleset@edition, the name of its text."""
        return f"{self.ruleset}@{self.edition}"

    def line(self) -> str:
        """The line of the lock."""
        words = " ".join((_one_word(self.ruleset), self.edition, self.fingerprint, self.comparable, *self.over))
        return f"{words} # {self.reason}" if self.reason else words


def over(layers: Iterable[str]) -> tuple[str, ...]:
    """What an overlay was laid over, as its lock says it."""
    parts = (layer.rsplit(" ", 2) for layer in layers)
    return tuple(f"{_one_word(ruleset)}@{edition}:{fingerprint}" for ruleset, edition, fingerprint in parts)


def one_line(reason: str) -> str:
    """A reason as it stands behind a line: for what cannot be seen a space."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in reason).split())


def _one_word(ruleset: str) -> str:
    """An id as one word of a line: a space, or a sign that keeps words apart, is spelt out."""
    return _KEPT_APART.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), ruleset)


def read_lock(text: str, file: str = NAME) -> tuple[Edition, ...]:
    """The editions of a lock; RulesetError with every line that is none, and every edition that stands twice."""
    found: dict[str, Edition] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        place, match = Place(file=file, line=number, column=1), _matched(line)
        if match is None:
            problems.append(bad_lock_line(place))
            continue
        one = Edition(unquote(match[1]), match[2], match[3], _class(match[4]), tuple(match[5].split()), match[6] or "")
        if one.name in found:
            problems.append(locked_twice(one.name, place))
        found[one.name] = one
    if problems:
        raise RulesetError.of(problems)
    return tuple(sorted(found.values()))


def _matched(line: str) -> re.Match[str] | None:
    return _LINE.fullmatch(line.rstrip()) if len(line) <= _LONGEST_LINE else None


def _class(word: str) -> Comparable:
    return next(one for one in CLASSES if one == word)


def lock_text(editions: Iterable[Edition]) -> str:
    """The lock of some editions, sorted, so that two people who publish change different lines."""
    return HEAD + "".join(f"{one.line()}\n" for one in sorted(editions))
