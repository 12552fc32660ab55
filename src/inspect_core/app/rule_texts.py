"""Finding the text that somebody names: a file, a ruleset, or an edition of it such as patrol@2026-10-01."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from inspect_core.app.differences import Difference, often_of
from inspect_core.app.editions import home_of, kept_text, published
from inspect_core.app.effective import EffectiveText, effective_text
from inspect_core.app.publish import unknown_ruleset
from inspect_core.app.rules import unreadable
from inspect_core.app.shelves import Shelf, beside
from inspect_core.errors import RulesetError, UsageError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.node import Document
from inspect_core.language.reader import read_file


def file_of(name: str, found: Sequence[Shelf]) -> tuple[Path, Sequence[Shelf]]:
    """The file of a ruleset that is named or is a file, with the shelves to look for what it extends."""
    file = Path(name)
    if file.suffix in (".yaml", ".yml") or file.is_file():
        return file, beside(file, found)
    home = home_of(name, found)
    if home is None:
        raise unknown_ruleset(name, found)
    return home[1], found


def text_of(name: str, found: Sequence[Shelf]) -> EffectiveText:
    """The whole text of what somebody named.

    Of `name@edition` the one in force comes before the one that was published and kept, and that before the one of a
    plugin or of the program.
    """
    ruleset, at, edition = name.rpartition("@")
    if not at or Path(name).is_file() or home_of(name, found) is not None:
        file, shelves = file_of(name, found)
        try:
            return effective_text(file, shelves)
        except OSError as error:
            raise RulesetError.of([unreadable(file, error)]) from None
    files = [home[1] for shelf in found if (home := home_of(ruleset, [shelf])) is not None]
    of_that_day = [file for file in files if _edition(file) == edition]
    if of_that_day and of_that_day[0] == files[0]:
        return effective_text(files[0], found)
    kept = _kept(ruleset, edition, found)
    if kept is not None:
        return EffectiveText(kept, {})
    if of_that_day:
        return effective_text(of_that_day[0], found)
    raise _no_edition(ruleset, edition, found)


def _edition(file: Path) -> str:
    plain = read_file(file).plain
    return str(plain.get("edition")) if isinstance(plain, dict) else ""


def _kept(ruleset: str, edition: str, found: Sequence[Shelf]) -> Document | None:
    for shelf, editions in published(found).locks:
        for one in editions:
            if (one.ruleset, one.edition) == (ruleset, edition):
                document = kept_text(shelf, one)
                if document is not None:
                    return document
    return None


def _no_edition(ruleset: str, edition: str, found: Sequence[Shelf]) -> UsageError:
    locks = published(found).locks
    known = sorted({one.name for _, editions in locks for one in editions if one.ruleset == ruleset})
    listed, listed_zh = ", ".join(known) or "none is published", "、".join(known) or "尚未发布"
    return UsageError(
        "E-EDITION-NONE",
        f"there is no text of {ruleset}@{edition}",
        hint=f"published are: {listed}; the text in force is {ruleset}",
        message_zh=f"没有 {ruleset}@{edition} 的文本",
        hint_zh=f"已发布：{listed_zh}；现行文本写 {ruleset}",
    )


def difference(old: str, new: str, found: Sequence[Shelf], kinds: Mapping[str, type]) -> Difference:
    """What differs between two texts; RulesetError or UsageError when one of them cannot be read, or not be meant."""
    before, after = text_of(old, found), text_of(new, found)
    if "@" not in old:  # an edition that was published was sound when it was
        bind_ruleset(before.document, kinds)
    return Difference(before.document, after.document, often_of(bind_ruleset(after.document, kinds).rules))
