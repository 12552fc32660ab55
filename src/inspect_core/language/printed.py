"""Plain values as YAML that reads back as the very same values, with a remark behind a line where there is one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Final

from inspect_core.language.node import Path, Plain

Remark = Callable[[Path], str]
_BARE = re.compile(r"[A-Za-z0-9\u3400-\u9fff_][\w \u3400-\u9fff.+/()%、，。《》（）·-]*", re.ASCII)
_NOTHING: Final = ("null", "~", "Null", "NULL")
_LONGEST = 100


def _silent(path: Path) -> str:
    return ""


def printed(plain: Plain, remark: Remark = _silent) -> str:
    """The text of a mapping; `remark` says what stands behind the line of a path, or nothing."""
    return "".join(f"{line}\n" for line in _mapping(plain, (), "", remark))


def scalar(value: str | None) -> str:
    """One value as it is written: nothing is null, and whatever could be misread stands in quotes."""
    if value is None:
        return "null"
    if _BARE.fullmatch(value) and value not in _NOTHING and not value.endswith((" ", ":")):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in quoted)


def _escaped(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"


def _mapping(plain: dict[str, Plain], path: Path, indent: str, remark: Remark) -> Iterator[str]:
    for key, value in plain.items():
        at = (*path, key)
        head, behind = f"{indent}{scalar(key)}:", _behind(remark(at))
        inline = _inline(value) if _alike(value, at, remark) else None
        if inline is not None and (_flat(value) or len(head) + len(inline) < _LONGEST):
            yield f"{head} {inline}{behind}"
            continue
        yield f"{head}{behind}"
        yield from _block(value, at, indent + "  ", remark)


def _block(value: Plain, path: Path, indent: str, remark: Remark) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _mapping(value, path, indent, remark)
        return
    for position, inner in enumerate(value):
        at = (*path, position)
        inline = _inline(inner)
        if inline is not None:
            yield f"{indent}- {inline}{_behind(remark(at))}"
        else:
            first, *rest = _block(inner, at, indent + "  ", remark)
            yield f"{indent}- {first[len(indent) + 2 :]}"
            yield from rest


def _alike(value: Plain, path: Path, remark: Remark) -> bool:
    """Whether one remark holds for all of a mapping."""
    return not isinstance(value, dict) or all(remark((*path, key)) == remark(path) for key in value)


def _flat(value: Plain) -> bool:
    return value is None or isinstance(value, str) or value in ({}, [])


def _inline(value: Plain) -> str | None:
    """The value on one line, where nothing in it is nested further."""
    if value is None or isinstance(value, str):
        return scalar(value)
    if isinstance(value, list) and all(one is None or isinstance(one, str) for one in value):
        return f"[{', '.join(scalar(one) for one in value)}]"
    if isinstance(value, dict) and all(one is None or isinstance(one, str) for one in value.values()):
        return f"{{{', '.join(f'{scalar(key)}: {scalar(one)}' for key, one in value.items())}}}"
    return None


def _behind(text: str) -> str:
    return f"  # {' '.join(text.split())}" if text else ""
