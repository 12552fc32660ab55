"""An overlay: a ruleset that extends another, leaves rules out, changes some, adds its own, answers open questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from inspect_core.errors import Problem, RulesetError
from inspect_core.language.node import Document, Path
from inspect_core.language.refusals import unknown_word
from inspect_core.language.sheet import Sheet
from inspect_core.language.waivers import WAIVERS

EXTENDS: Final = "extends"
ONLY: Final = ("skip", "change", "set")


def extends(document: Document) -> str | None:
    """The id of the ruleset that a text extends."""
    word = document.plain.get(EXTENDS) if isinstance(document.plain, dict) else None
    return word if isinstance(word, str) else None


def laid(document: Document, parent: Document, layer: str) -> Document:
    """An overlay laid over its parent: one text, every value with the place it stands in.

    `layer` names the parent. A RulesetError tells everything at once: rules that the parent does not have, rules that
    stand in both, parameters it does not declare, an edition older than the parent's.
    """
    problems = [*_strangers(document, parent), *_doubles(document, parent), *_too_old(document, parent)]
    if problems:
        raise RulesetError.of(problems)
    sheet = Sheet()
    for key in parent.plain:
        sheet.lay((key,), parent, (key,))
    plain = document.plain
    for rule in _names(plain.get("skip")):
        sheet.drop(("rules", rule))
    for rule in _mapping(plain.get("change")):
        sheet.lay(("rules", rule), document, ("change", rule))
    for name in _mapping(plain.get("set")):
        sheet.lay(("parameters", name, "value"), document, ("set", name))
    for key in (key for key in plain if key not in ONLY):
        put = sheet.append if key == WAIVERS else sheet.lay
        put((key,), document, (key,))
    return sheet.document(document.file, (layer, *parent.layers))


def _strangers(document: Document, parent: Document) -> Iterator[Problem]:
    """Rules and parameters that the parent does not have."""
    rules, parameters = (_mapping(parent.plain.get(key)) for key in ("rules", "parameters"))
    skipped = _names(document.plain.get("skip"))
    for position, rule in enumerate(skipped):
        if rule not in rules:
            yield _stranger("E-OVERLAY-RULE", ("the rule", "条款"), rule, rules, document, ("skip", position))
    for rule in _mapping(document.plain.get("change")):
        if rule not in rules:
            yield _stranger("E-OVERLAY-RULE", ("the rule", "条款"), rule, rules, document, ("change", rule))
        elif rule in skipped:
            yield Problem(
                "E-OVERLAY-BOTH",
                f"the rule '{rule}' is both skipped and changed",
                document.place(("change", rule)),
                "keep one of the two",
                f"条款 '{rule}' 既在 skip 又在 change 中",
                "请只保留其中一处",
            )
    for name in _mapping(document.plain.get("set")):
        if name not in parameters:
            yield _stranger("E-PARAMETER", ("the parameter", "参数"), name, parameters, document, ("set", name))


def _doubles(document: Document, parent: Document) -> Iterator[Problem]:
    """Rules written anew that the parent has already."""
    rules = _mapping(parent.plain.get("rules"))
    for rule in _mapping(document.plain.get("rules")):
        if rule in rules:
            yield Problem(
                "E-OVERLAY-TWICE",
                f"the rule '{rule}' is in {parent.plain.get('ruleset')} already",
                document.place(("rules", rule)),
                "put what differs under change:, or give the new rule another id",
                f"条款 '{rule}' 在 {parent.plain.get('ruleset')} 中已有",
                "请把不同之处写在 `change:` 下，或给新条款另起编号",
            )


def _too_old(document: Document, parent: Document) -> Iterator[Problem]:
    own, other = (str(text.plain.get("edition") or "") for text in (document, parent))
    if own and own < other:
        yield Problem(
            "E-OVERLAY-EDITION",
            f"the edition {own} is older than {other}, the edition of the ruleset it extends",
            document.place(("edition",)),
            "give it an edition of its own from that day on, after reading what changed",
            f"版次 {own} 早于所扩展标准的版次 {other}",
            "请核对变化后，改为该日或之后的版次",
        )


def _stranger(
    code: str, what: tuple[str, str], word: str, known: dict[str, Any], document: Document, path: Path
) -> Problem:
    return unknown_word(code, f"{what[0]} '{word}'", word, known, document, path, f"{what[1]} '{word}'")


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, list) else []
