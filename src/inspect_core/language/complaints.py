"""What pydantic found wrong, told as problems with line, column and the nearest known word."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from inspect_core.domain.exact import OutOfRange
from inspect_core.errors import Problem
from inspect_core.language.node import Document, Path

_RANGE = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")
_NOT_KEYS = ("model_type", "dict_type", "model_attributes_type")


def problems_of(error: ValidationError, model: type[BaseModel], document: Document, under: Path) -> Iterator[Problem]:
    """One problem for each complaint; `under` is the path of the value that was checked."""
    for found in error.errors(include_url=False):
        path = (*under, *found["loc"])
        if found["type"] == "extra_forbidden":
            known = _keys_at(model, found["loc"][:-1])
            yield unknown_word("E-RULE-KEY", f"the key '{path[-1]}'", str(path[-1]), known, document, path)
            continue
        beyond = found["type"] in _RANGE or isinstance(found.get("ctx", {}).get("error"), OutOfRange)
        yield _problem(found["type"], found["msg"], path, document, beyond=beyond)


def _problem(kind: str, message: str, path: Path, document: Document, *, beyond: bool) -> Problem:
    place = document.place(path)
    if kind == "missing":
        return Problem("E-RULE-MISSING", f"the key '{path[-1]}' is missing", place, "add it")
    code = "E-RULE-RANGE" if beyond else "E-RULE-TYPE"
    if kind in _NOT_KEYS:
        message = "keys and values belong here, as in `title: …`"
    hint = "write a number, such as 12.5" if code == "E-RULE-RANGE" else "see docs/rules.md for what may stand here"
    return Problem(code, f"{_dotted(path)}: {message.removeprefix('Value error, ')}", place, hint)


def unknown_word(code: str, what: str, word: str, known: Iterable[str], document: Document, path: Path) -> Problem:
    """The problem of a word nobody knows, with the nearest one that is known."""
    near = difflib.get_close_matches(word, sorted(known), n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"known are: {', '.join(sorted(known)) or 'none'}"
    return Problem(code, f"{what} is not known", document.place(path), hint)


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand where a path leads, from the outermost model inwards."""
    at: Any = model
    for part in path:
        inner = _inner(at)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            fields = {found.alias or name: found.annotation for name, found in inner.model_fields.items()}
            at = fields.get(str(part), inner)
        elif get_origin(inner) in (dict, tuple, list):
            at = next(found for found in reversed(get_args(inner)) if found is not Ellipsis)
    found = _inner(at)
    model = found if isinstance(found, type) and issubclass(found, BaseModel) else model
    return [found.alias or name for name, found in model.model_fields.items()]


def _inner(annotation: Any) -> Any:
    """What an annotation is about, without `Annotated` and without the other choices of a union."""
    if get_origin(annotation) is Annotated:
        return _inner(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        choices = [_inner(found) for found in get_args(annotation)]
        return next(
            (found for found in choices if isinstance(found, type) and issubclass(found, BaseModel)), choices[0]
        )
    return annotation


def _dotted(path: Path) -> str:
    """The path as people write it; a sign that cannot be seen is spelt out."""
    said = ".".join(str(part) for part in path if part != "steps") or "the file"
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in said)


def checked(model: type[BaseModel], value: Any, document: Document, under: Path = ()) -> tuple[Any, list[Problem]]:
    """The model made of a value, or nothing and the problems."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, list(problems_of(error, model, document, under))
