"""Parameters: questions a source leaves open, each with a stated default that an overlay may answer otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from inspect_core.errors import Problem, RulesetError
from inspect_core.language.node import Document, Path, Plain
from inspect_core.language.refusals import unknown_word

WORD = "parameter"
HEAD = "parameters"


def filled(document: Document) -> Document:
    """The document with every `{parameter: name}` replaced by the value of that parameter.

    A name that is not declared is a RulesetError with its place and the nearest name.
    """
    declared = document.plain.get(HEAD) if isinstance(document.plain, dict) else None
    bodies = declared.items() if isinstance(declared, dict) else ()
    known = {name: body for name, body in bodies if isinstance(body, dict)}
    uses = list(_uses(document.plain, ()))
    if not uses:
        return document
    problems = [_unknown(name, known, document, (*path, WORD)) for path, name in uses if name not in known]
    if problems:
        raise RulesetError.of(problems)
    places, files = dict(document.places), dict(document.files)
    for path, name in uses:
        source = _source(known[name])
        for inner in ((), *_paths(known[name].get(source))):
            found = document.place((HEAD, name, source, *inner))
            at = (*path, *inner)
            places[at], files[at] = (found.line or 1, found.column or 1), found.file or document.file
    plain = _replaced(document.plain, {name: body.get(_source(body)) for name, body in known.items()})
    return Document(document.file, plain, places, files, document.layers)


def places_of_use(document: Document) -> tuple[tuple[Path, str], ...]:
    """Where a parameter stands for a value, each with its name; of a text that is not filled in yet."""
    return tuple(_uses(document.plain, ()))


def used(document: Document) -> frozenset[str]:
    """The names of the parameters that the text uses."""
    return frozenset(name for _, name in _uses(document.plain, ()))


def _source(body: dict[str, Any]) -> str:
    return "value" if "value" in body else "default"


def _uses(value: Plain, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        if set(value) == {WORD} and isinstance(value[WORD], str):
            yield path, value[WORD]
            return
        for key, inner in value.items():
            yield from _uses(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _uses(inner, (*path, position))


def _paths(value: Plain) -> Iterator[Path]:
    """Every part of a value, by its path within it."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in parts:
        yield (key,)
        yield from ((key, *path) for path in _paths(inner))


def _replaced(value: Plain, values: dict[str, Plain]) -> Plain:
    if isinstance(value, dict):
        if set(value) == {WORD} and isinstance(value[WORD], str):
            return values[value[WORD]]
        return {key: _replaced(inner, values) for key, inner in value.items()}
    return [_replaced(inner, values) for inner in value] if isinstance(value, list) else value


def _unknown(name: str, known: dict[str, Any], document: Document, path: Path) -> Problem:
    return unknown_word("E-PARAMETER", f"the parameter '{name}'", name, known, document, path, f"参数 '{name}'")
