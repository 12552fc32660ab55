"""Publishing an edition: its text is fixed, and it is said how far scores under it compare with those before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from inspect_core.app.differences import Difference, dated, often_of
from inspect_core.app.editions import Published, backdated, check_edition, home_of, kept_text, published, text_file
from inspect_core.app.effective import effective_text
from inspect_core.app.shelves import PROJECT, Shelf
from inspect_core.app.standards import misnamed
from inspect_core.errors import Place, Problem, RulesetError, UsageError
from inspect_core.language.binding import bind_ruleset, fingerprint
from inspect_core.language.differences import Change, Missing
from inspect_core.language.editions import CLASSES, LONGEST_REASON, NAME, Comparable, Edition, lock_text, one_line, over
from inspect_core.language.node import Document
from inspect_core.language.reader import read_file
from inspect_core.language.rule import Ruleset

_NAMED = 5  # changes named in one notice


@dataclass(frozen=True)
class Publication:
    """An edition that may be published: the files to write, the text first and the lock last.

    `proven` is the least class that the changes allow, and nothing for a first edition; `already` says that the lock
    has this very text.
    """

    edition: Edition
    proven: Comparable | None
    difference: Difference | None
    notices: tuple[Problem, ...]
    already: bool
    files: tuple[tuple[Path, bytes], ...]


def publication(
    name: str, found: Sequence[Shelf], kinds: Mapping[str, type], said: Comparable | None, reason: str = ""
) -> Publication:
    """What publishing the ruleset of that name comes to; nothing is written.

    RulesetError when the text is published otherwise, is older than what was published, reaches back in time without
    a correction, or is said to compare better than it does.
    """
    shelf, file = _home(name, found)
    text = effective_text(file, found)
    ruleset, locks = bind_ruleset(text.document, kinds), published(found)
    if ruleset.id != name:
        raise misnamed(name, "ruleset", ruleset.id, text.document)
    wrong, _ = check_edition(ruleset, file, shelf, found, locks)
    if wrong:
        raise RulesetError.of(wrong)
    day = str(ruleset.edition)
    own = Shelf(PROJECT, found[0].folder)
    edition = Edition(ruleset.id, day, ruleset.fingerprint, said or "major", over(ruleset.layers), _told(reason))
    kept = (text_file(own, edition), text.printed().encode())
    locked = locks.edition(ruleset.id, day, shelf.folder)
    if locked is not None and locked[0].folder == own.folder:
        return Publication(locked[1], None, None, (), already=True, files=() if kept[0].is_file() else (kept,))
    if kept[0].is_file() and fingerprint(read_file(kept[0])) != ruleset.fingerprint:
        raise _kept_unlocked(edition, kept[0])
    proven, difference = _since(ruleset, text.document, locks, shelf)
    edition = replace(edition, comparable=_class(proven, said, edition, text.document))
    lock = (own.folder / NAME, lock_text((*_own(locks, own), edition)).encode())
    notices = _undated(difference) if difference else ()
    return Publication(edition, proven, difference, notices, already=False, files=(kept, lock))


def _kept_unlocked(edition: Edition, kept: Path) -> RulesetError:
    """The lock lost its line: what was published would be written over."""
    return RulesetError(
        "E-EDITION-LOCK",
        f"another text is kept as {edition.name}, and {NAME} has no line for it",
        place=Place(str(kept)),
        hint=f"take {NAME} back from version control; if that text was never published, delete it",
        message_zh=f"已存有另一份 {edition.name} 文本，而 {NAME} 中没有该版次",
        hint_zh=f"请从版本库恢复 {NAME}；若该文本从未发布，请删除它",
    )


def _told(reason: str) -> str:
    """A reason that stands on one line."""
    told = one_line(reason)
    if len(told) <= LONGEST_REASON:
        return told
    raise UsageError(
        "E-EDITION-REASON",
        f"the reason has {len(told)} signs, and {LONGEST_REASON} fit on its line",
        hint="say it shortly, and put the rest into the note of the ruleset",
        message_zh=f"原因有 {len(told)} 字，最多 {LONGEST_REASON} 字",
        hint_zh="请写简短些，其余写入标准的 note",
    )


def _home(name: str, found: Sequence[Shelf]) -> tuple[Shelf, Path]:
    home = home_of(name, found)
    if home is None:
        raise unknown_ruleset(name, found)
    return home


def unknown_ruleset(name: str, found: Sequence[Shelf]) -> UsageError:
    """Nobody has a ruleset of that name."""
    known = sorted({file.stem for shelf in found for file in shelf.folder.glob("*.yaml")})
    near = get_close_matches(name, known, n=1)
    return UsageError(
        "E-RULE-UNKNOWN",
        f"nobody knows the ruleset {name!r}",
        hint=f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}",
        message_zh=f"未知的标准 {name!r}",
        hint_zh=f"是否想写 {near[0]}？" if near else f"现有：{'、'.join(known)}",
    )


def _own(locks: Published, own: Shelf) -> tuple[Edition, ...]:
    return next((editions for shelf, editions in locks.locks if shelf.folder == own.folder), ())


def _since(
    ruleset: Ruleset, now: Document, locks: Published, shelf: Shelf
) -> tuple[Comparable | None, Difference | None]:
    """What changed since the edition before, and its class: none for a first edition, the highest for a lost text."""
    day = str(ruleset.edition)
    later = [one for _, one in locks.of(ruleset.id, shelf.folder) if one.edition > day]
    if later:
        raise RulesetError.of([_order(max(later, key=lambda one: one.edition), now)])
    before = locks.before(ruleset.id, day, shelf.folder)
    text = kept_text(*before) if before else None
    if text is None:
        return ("major" if before else None), None
    back = backdated(text, now, day)
    if back:
        raise RulesetError.of(back)
    difference = Difference(text, now, often_of(ruleset.rules))
    return difference.comparable, difference


def _class(proven: Comparable | None, said: Comparable | None, edition: Edition, now: Document) -> Comparable:
    """The class the author says, never below what is proven; what is proven where the author says nothing."""
    least = proven or "wording"
    if said is None:
        return proven or "major"
    if CLASSES.index(said) >= CLASSES.index(least):
        return said
    raise RulesetError(
        "E-EDITION-CLASS",
        f"{edition.name} is said to be {said}, and what changed makes it {least}",
        place=now.place(("edition",)),
        hint=f"say --comparable {least}, or more; `inspect-core rules diff` lists what changed",
        message_zh=f"{edition.name} 标为 {said}，而改动至少是 {least}",
        hint_zh=f"请写 --comparable {least} 或更高；改动见 `inspect-core rules diff`",
    )


def _order(later: Edition, now: Document) -> Problem:
    return Problem(
        "E-EDITION-ORDER",
        f"{later.name} is published already, and this edition is older",
        now.place(("edition",)),
        "give it a day after that one",
        f"已发布更晚的 {later.name}，本版次更早",
        "请改为更晚的日期",
    )


def _undated(difference: Difference) -> tuple[Problem, ...]:
    """Values that changed without a day: months before the edition, scored again, come out otherwise."""
    found = [one for one in difference.changes if one.comparable != "wording" and not _days(one)]
    if not found:
        return ()
    keys = [".".join(str(part) for part in one.at()) for one in found[:_NAMED]]
    more = f" … {len(found)}" if len(found) > _NAMED else ""
    return (
        Problem(
            "N-EDITION-UNDATED",
            f"without a day, so months before the edition come out otherwise when they are scored again: {', '.join(keys)}{more}",
            difference.new.place(found[0].at()),
            "where the key can have days, write them: {2026-10-01: 3, 2026-12-01: 4}",
            f"未写生效日，重算以前月份时结果会变：{'、'.join(keys)}{more}",
            "能写日期的请写日期，如 {2026-10-01: 3, 2026-12-01: 4}",
        ),
    )


def _days(change: Change) -> bool:
    return dated(change.new) or (isinstance(change.new, Missing) and dated(change.old))
