"""Published editions: what the locks of the shelves say, the texts that were kept, and whether a text moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_core.app.differences import Difference, dated, held, often_of, steps_of
from inspect_core.app.overlays import effective
from inspect_core.app.shelves import PROJECT, Shelf
from inspect_core.errors import Place, Problem, RulesetError
from inspect_core.language.binding import fingerprint
from inspect_core.language.differences import Change, Missing, changes
from inspect_core.language.editions import NAME, TEXTS, Edition, over, read_lock
from inspect_core.language.node import Document
from inspect_core.language.parameters import filled
from inspect_core.language.reader import LARGEST, read_file
from inspect_core.language.refusals import bad_lock_line, too_large
from inspect_core.language.rule import Ruleset

_TOLD = 3  # differences named in one refusal


@dataclass(frozen=True)
class Published:
    """The locks of the project and of whoever else brings standards: a project's own lock counts first."""

    locks: tuple[tuple[Shelf, tuple[Edition, ...]], ...]

    def of(self, ruleset: str, home: Path) -> Iterator[tuple[Shelf, Edition]]:
        """The editions of a ruleset that is read from the folder `home`: in the project's lock and in that folder's."""
        for shelf, editions in self.locks:
            if shelf.owner == PROJECT or shelf.folder == home:
                yield from ((shelf, one) for one in editions if one.ruleset == ruleset)

    def edition(self, ruleset: str, edition: str, home: Path) -> tuple[Shelf, Edition] | None:
        """One edition, where it was published."""
        return next((found for found in self.of(ruleset, home) if found[1].edition == edition), None)

    def before(self, ruleset: str, edition: str, home: Path) -> tuple[Shelf, Edition] | None:
        """The last edition that was published before this one."""
        older = (found for found in self.of(ruleset, home) if found[1].edition < edition)
        return max(older, key=lambda found: found[1].edition, default=None)


def published(found: Iterable[Shelf]) -> Published:
    """The locks on the shelves; a lock that cannot be read is a RulesetError."""
    locks = ((shelf, shelf.folder / NAME) for shelf in found)
    return Published(tuple((shelf, _lock(file)) for shelf, file in locks if file.is_file()))


def _lock(file: Path) -> tuple[Edition, ...]:
    if file.stat().st_size > LARGEST:
        raise RulesetError.of([too_large(file.name, file.stat().st_size, LARGEST)])
    try:
        return read_lock(file.read_bytes().decode("utf-8-sig"), file.name)
    except UnicodeDecodeError:
        raise RulesetError.of([bad_lock_line(Place(file=file.name, line=1))]) from None


def text_file(shelf: Shelf, edition: Edition) -> Path:
    """Where the text of a published edition is kept."""
    return shelf.folder / TEXTS / f"{edition.name}.yaml"


def kept_text(shelf: Shelf, edition: Edition) -> Document | None:
    """The text that was published, if it was kept; RulesetError when it is not what the lock says."""
    file = text_file(shelf, edition)
    if not file.is_file():
        return None
    document = read_file(file)
    if fingerprint(document) != edition.fingerprint:
        raise RulesetError.of([_another_text(edition, document)])
    return Document(document.file, document.plain, document.places, document.files, edition.over)


def _another_text(edition: Edition, document: Document) -> Problem:
    return Problem(
        "E-EDITION-TEXT",
        f"it is not the text that was published as {edition.name}",
        document.place(("rules",)),
        "take the file back from version control; published texts are never edited",
        f"内容与已发布的 {edition.name} 不符",
        "请从版本库恢复该文件；已发布的文本不得修改",
    )


def home_of(ruleset: str, found: Sequence[Shelf]) -> tuple[Shelf, Path] | None:
    """The shelf and the file that a ruleset of that name is read from; a path is no name."""
    if Path(ruleset).name != ruleset:
        return None
    files = ((shelf, shelf.folder / f"{ruleset}.yaml") for shelf in found)
    return next((one for one in files if one[1].is_file()), None)


@dataclass(frozen=True)
class EditionCheck:
    """What is to be said of the editions of some rulesets: texts that moved, steps back in time, drafts."""

    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    publishes: bool = False
    """Whether the project publishes its editions, so that a draft is worth a word whenever it is scored by."""


def check_editions(rulesets: Iterable[Ruleset], found: Sequence[Shelf]) -> EditionCheck:
    """Whether the published texts are still what they were. Only where something differs are older texts read."""
    locks = published(found)
    problems: list[Problem] = []
    notices: list[Problem] = []
    for ruleset in rulesets:
        home = home_of(ruleset.id, found)
        if home is not None:
            wrong, noticed = check_edition(ruleset, home[1], home[0], found, locks)
            problems += wrong
            notices += noticed
    problems += unlocked(found, locks)
    publishes = any(shelf.owner == PROJECT for shelf, _ in locks.locks)
    return EditionCheck(tuple(problems), tuple(notices), publishes)


def unlocked(found: Sequence[Shelf], locks: Published, ruleset: str = "*") -> Iterator[Problem]:
    """Texts that the project kept when it published them, without a line in its lock: nothing holds them any more.

    `ruleset` asks for those of one ruleset alone.
    """
    for shelf in (shelf for shelf in found if shelf.owner == PROJECT):
        locked = {one.name for own, editions in locks.locks if own == shelf for one in editions}
        for file in sorted((shelf.folder / TEXTS).glob("*@*.yaml")):
            if file.stem not in locked and ruleset in ("*", file.stem.rpartition("@")[0]):
                yield Problem(
                    "E-EDITION-LOCK",
                    f"the text of {file.stem} is kept, and {NAME} has no line for it",
                    Place(file=f"{TEXTS}/{file.name}"),
                    f"take {NAME} back from version control; if that text was never published, delete it",
                    f"存有 {file.stem} 的文本，而 {NAME} 中没有该版次",
                    f"请从版本库恢复 {NAME}；若该文本从未发布，请删除它",
                )


def check_edition(
    ruleset: Ruleset, file: Path, home: Shelf, found: Sequence[Shelf], locks: Published
) -> tuple[list[Problem], list[Problem]]:
    """What is wrong with one ruleset's edition, and what should be known of it."""
    day = str(ruleset.edition)
    locked = locks.edition(ruleset.id, day, home.folder)
    if locked is not None:
        same = locked[1].fingerprint == ruleset.fingerprint
        return ([] if same else [_moved(ruleset, filled(effective(file, found)), locked)]), []
    if home.owner != PROJECT:
        return [], []
    before = locks.before(ruleset.id, day, home.folder)
    text = kept_text(*before) if before else None
    now = filled(effective(file, found)) if text is not None else None
    problems = backdated(text, now, day) if text is not None and now is not None else []
    return problems, [_draft(ruleset, now.place(("edition",)) if now else Place(file=ruleset.file))]


def _moved(ruleset: Ruleset, now: Document, locked: tuple[Shelf, Edition]) -> Problem:
    """The same edition, another text."""
    shelf, edition = locked
    text = kept_text(shelf, edition)
    differs = Difference(text, now, often_of(ruleset.rules)) if text is not None else None
    told = [differs.told(one) for one in differs.changes] if differs else []
    place = now.place(differs.changes[0].at() if differs and told else ("edition",))
    more = len(told) - _TOLD
    zh, en = "；".join(one.zh for one in told[:_TOLD]), "; ".join(one.en for one in told[:_TOLD])
    zh, en = (f"{zh}；另有 {more} 处", f"{en}; and {more} more") if more > 0 else (zh, en)
    parents = _parents(edition, ruleset)
    return Problem(
        "E-EDITION-MOVED",
        f"{edition.name} is published with another text" + (f": {en}" if en else "") + parents[1],
        place,
        "give the changed text an edition of its own and publish it, or take the published text back"
        + (f" ({TEXTS}/{edition.name}.yaml)" if text is not None else ""),
        f"{edition.name} 已发布，而文本与发布时不同" + (f"：{zh}" if zh else "") + parents[0],
        "请改用新的版次并发布，或恢复已发布的文本" + (f"（{TEXTS}/{edition.name}.yaml）" if text is not None else ""),
    )


def _parents(edition: Edition, ruleset: Ruleset) -> tuple[str, str]:
    """Which of the rulesets it was laid over are other texts now."""
    now = over(ruleset.layers)
    moved = [one.partition(":")[0] for one in edition.over if one not in now]
    if not moved:
        return "", ""
    return f"（所扩展的 {'、'.join(moved)} 已变）", f" (what it extends changed: {', '.join(moved)})"


def _draft(ruleset: Ruleset, place: Place) -> Problem:
    name = f"{ruleset.id}@{ruleset.edition}"
    return Problem(
        "N-EDITION-DRAFT",
        f"{name} is not published yet: its text may still change",
        place,
        f"`inspect-core rules publish {ruleset.id}` fixes it",
        f"{name} 尚未发布，文本仍可能变动",
        f"用 `inspect-core rules publish {ruleset.id}` 发布后即固定",
    )


def backdated(old: Document, new: Document, edition: str) -> list[Problem]:
    """Values that hold from a day before the edition and were not in the edition before, without a new correction."""
    bodies = new.plain["rules"]
    problems = []
    for change in changes(old, new):
        for one in _dated_parts(change):
            day = _earlier(one, edition)
            if day is not None and not _corrected(one, old, bodies):
                problems.append(_back(one, day, edition, new))
    return problems


def _dated_parts(change: Change) -> Iterator[Change]:
    """The change itself where it is about a dated value; of a rule that is new, each dated value in it."""
    if change.rule is None or isinstance(change.new, Missing):
        return
    if dated(change.new) or dated(change.old):
        yield change
    elif isinstance(change.old, Missing) and isinstance(change.new, dict):
        for key, inner in change.new.items():
            path = (*change.path, key)
            yield from _dated_parts(Change(change.rule, path, change.old, inner, change.comparable, change.was))


def _earlier(change: Change, edition: str) -> str | None:
    """The first day before the edition from which another value holds than was published."""
    before, after = steps_of(change.old, change.new), steps_of(change.new, change.old)
    days = sorted(day for day in {*before, *after} if day < edition)
    differing = [day for day in days if held(before, day) != held(after, day)]
    return next((day for day in differing if day), "" if differing else None)


def _corrected(change: Change, old: Document, bodies: Mapping[str, object]) -> bool:
    """Whether the rule gives a reason that the edition before did not give already."""
    now, before = bodies.get(change.rule or ""), old.plain["rules"].get(change.was or change.rule)
    said = now.get("correction") if isinstance(now, dict) else None
    return said is not None and said != (before.get("correction") if isinstance(before, dict) else None)


def _back(change: Change, day: str, edition: str, new: Document) -> Problem:
    key = ".".join(str(part) for part in change.path)
    since, seit = (f"from {day}", f"自 {day}") if day else ("from the beginning", "从一开始")
    return Problem(
        "E-EDITION-BACKDATED",
        f"rules.{change.rule}.{key}: it holds {since}, before the edition {edition}, and was not published so",
        new.place(change.at()),
        f"let it begin on {edition} or later, or give the rule a `correction: {{reason: …, approved_by: …}}`",
        f"rules.{change.rule}.{key}：{seit}即生效，早于版次 {edition}，而此前发布的版次并非如此",
        f"请从 {edition} 或之后生效，或为该条款写明 `correction: {{reason: …, approved_by: …}}`",
    )
