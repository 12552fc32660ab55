"""A ruleset as it counts: an overlay laid over the ruleset it extends, and that over its own parent, to the last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from inspect_core.app.shelves import Shelf
from inspect_core.errors import RulesetError
from inspect_core.language.binding import bind_ruleset, fingerprint
from inspect_core.language.node import Document
from inspect_core.language.overlay import EXTENDS, extends, laid
from inspect_core.language.parameters import filled
from inspect_core.language.reader import read_file
from inspect_core.language.rule import Ruleset

DEEPEST: Final = 16
"""How many overlays may lie on each other."""


def read_ruleset(file: Path, found: Sequence[Shelf], kinds: Mapping[str, type]) -> Ruleset:
    """The ruleset in a file, laid over what it extends; everything wrong with it is one RulesetError."""
    return bind_ruleset(effective(file, found), kinds)


def effective(file: Path, found: Sequence[Shelf]) -> Document:
    """The whole text of a ruleset file: with `extends`, laid over its parents, found on the shelves in order."""
    return whole(read_file(file), file, found)


def whole(document: Document, file: Path, found: Sequence[Shelf], under: tuple[Path, ...] = ()) -> Document:
    """A text that stands in `file`, laid over its parents; `under` are the overlays that led here."""
    parent = extends(document)
    if parent is None:
        return document
    chain = (*under, file.resolve())
    if len(chain) > DEEPEST:
        raise _too_deep(document)
    above = _parent(document, parent, chain, found)
    base = whole(read_file(above), above, found, chain)
    layer = f"{parent} {_edition(base.plain)} {fingerprint(filled(base))[:12]}"
    return laid(document, base, layer)


def parent_file(file: Path, found: Sequence[Shelf]) -> Path | None:
    """The file of the ruleset that the one in `file` extends; nothing where it stands on its own."""
    document = read_file(file)
    parent = extends(document)
    return _parent(document, parent, (file.resolve(),), found) if parent is not None else None


def _parent(document: Document, parent: str, chain: tuple[Path, ...], found: Sequence[Shelf]) -> Path:
    """The file of the parent; of its own name, an overlay extends the one that comes after it."""
    files = [shelf.folder / f"{parent}.yaml" for shelf in found] if _plain(parent) else []
    there = [file.resolve() for file in files if file.is_file()]
    if parent == document.plain.get("ruleset"):
        there = there[there.index(chain[-1]) + 1 :] if chain[-1] in there else there
    if not there:
        raise _missing(document, parent, found)
    if there[0] in chain:
        raise _circle(document, parent)
    return there[0]


def _plain(name: str) -> bool:
    """Whether the word names a ruleset and no path."""
    return Path(name).name == name and name not in (".", "..")


def _edition(plain: Any) -> str:
    return str(plain.get("edition", "")) if isinstance(plain, dict) else ""


def _circle(document: Document, parent: str) -> RulesetError:
    return RulesetError(
        "E-OVERLAY-CYCLE",
        f"it extends {parent}, which leads back to itself",
        place=document.place((EXTENDS,)),
        hint="let one of these rulesets stand on its own",
        message_zh=f"扩展了 {parent}，而后者又绕回自身",
        hint_zh="请让其中一套标准不再扩展别的标准",
    )


def _too_deep(document: Document) -> RulesetError:
    return RulesetError(
        "E-OVERLAY-DEPTH",
        f"more than {DEEPEST} rulesets lie on each other",
        place=document.place((EXTENDS,)),
        hint="write some of them out: `inspect-core rules effective RULESET` prints a whole text",
        message_zh=f"逐层扩展超过 {DEEPEST} 层",
        hint_zh="请把其中几层写成完整标准：`inspect-core rules effective 标准` 可打印全文",
    )


def _missing(document: Document, parent: str, found: Sequence[Shelf]) -> RulesetError:
    known = sorted({file.stem for shelf in found for file in shelf.folder.glob("*.yaml")} - {parent})
    near = get_close_matches(parent, known, n=1)
    return RulesetError(
        "E-OVERLAY-PARENT",
        f"it extends {parent}, which was not found",
        place=document.place((EXTENDS,)),
        hint=f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}",
        message_zh=f"所扩展的标准 {parent} 不存在",
        hint_zh=f"是否想写 {near[0]}？" if near else f"现有：{'、'.join(known)}",
    )
