"""What pydantic found wrong, told as problems with line, column and the nearest known word."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from inspect_core.errors import Problem, Unfit
from inspect_core.language.node import Document, Path, Plain
from inspect_core.language.refusals import missing_key, unknown_word
from inspect_core.language.shape_words import KEYS, shape_in_chinese

__all__ = ["checked", "problems_of", "unknown_word"]
_RANGE = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")
_NOT_KEYS = ("model_type", "dict_type", "model_attributes_type")


def problems_of(error: ValidationError, model: type[BaseModel], document: Document, under: Path) -> Iterator[Problem]:
    """One problem for each complaint; `under` is the path of the value that was checked."""
    for found in error.errors(include_url=False):
        path, context = (*under, *found["loc"]), found.get("ctx", {})
        unfit = context.get("error")
        if found["type"] == "extra_forbidden":
            known = _keys_at(model, found["loc"][:-1])
            key = str(path[-1])
            yield unknown_word("E-RULE-KEY", f"the key '{key}'", key, known, document, path, f"键 '{key}'")
        elif found["type"] == "missing":
            yield missing_key(str(path[-1]), document.place(path))
        elif isinstance(unfit, Unfit):
            yield _unfit(unfit, (*path, *unfit.at), document)
        else:
            en = "keys and values belong here, as in `title: …`" if found["type"] in _NOT_KEYS else found["msg"]
            zh = KEYS if found["type"] in _NOT_KEYS else shape_in_chinese(found["type"], context)
            if found["type"] == "value_error":  # a plugin's own words, in the language it has
                en = zh = str(unfit)
            yield _told("E-RULE-RANGE" if found["type"] in _RANGE else "E-RULE-TYPE", en, zh, path, document)


def _unfit(unfit: Unfit, path: Path, document: Document) -> Problem:
    """What a check of this program, or of a plugin that uses its words, says of a value."""
    said = unfit.problem
    return _told(said.code, said.message, said.message_zh, path, document, said.hint, said.hint_zh)


def _told(code: str, en: str, zh: str, path: Path, document: Document, hint: str = "", hint_zh: str = "") -> Problem:
    if not hint and code == "E-RULE-RANGE":
        hint, hint_zh = (
            "write a number that is allowed here; docs/rules.md says which are",
            "请写允许的数，范围见 docs/rules.zh-CN.md",
        )
    elif not hint:
        hint, hint_zh = "see docs/rules.md for what may stand here", "可写的内容见 docs/rules.zh-CN.md"
    path = _in_text(path, document)
    where = _dotted(path)
    told_zh = f"{where or '文件'}：{zh}" if zh else ""
    return Problem(
        code, f"{where or 'the file'}: {en}", document.place(_as_written(path, document)), hint, told_zh, hint_zh
    )


def _in_text(path: Path, document: Document) -> Path:
    """The path without the names of parts that nobody writes: a model may keep a value one step further in."""
    kept: list[str | int] = []
    value = document.plain
    for number, part in enumerate(path):
        if not isinstance(value, dict | list):
            return tuple(kept)  # a plain text: whatever is further in is how it is kept
        if _has(value, part):
            kept.append(part)
            value = value[int(part)] if isinstance(value, list) else value[str(part)]
        elif number + 1 == len(path) or not _has(value, path[number + 1]):
            return (*kept, *path[number:])
    return tuple(kept)


def _has(value: Plain, part: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(part, int) and part < len(value)
    return str(part) in value


def _as_written(path: Path, document: Document) -> Path:
    """The path with the day under which a dated value stands, in the place of how it is kept."""
    at = next((n for n in range(1, len(path)) if path[n - 1] == "steps" and isinstance(path[n], int)), 0)
    if not at:
        return path
    above, value = path[: at - 1], document.plain
    for part in above:
        value = value.get(str(part)) if isinstance(value, dict) else None
    if not isinstance(value, dict):
        return path
    return _as_written((*above, sorted(value)[int(path[at])], *path[at + 2 :]), document)


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
    """The path as people write it, nothing for the whole file; a sign that cannot be seen is spelt out."""
    parts = list(path)
    while at := next((n for n in range(1, len(parts)) if parts[n - 1] == "steps" and isinstance(parts[n], int)), 0):
        del parts[at - 1 : at + 2]  # how a dated value is kept is nobody's business
    said = ".".join(str(part) for part in parts if part not in ("[key]", "steps", ""))
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in said)


def checked(model: type[BaseModel], value: Any, document: Document, under: Path = ()) -> tuple[Any, list[Problem]]:
    """The model made of a value, or nothing and the problems."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, list(problems_of(error, model, document, under))
