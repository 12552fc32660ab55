"""YAML as an editor understands it: YAML 1.2, where `on` and `no` are words and a day is no date."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml


class _Editor(yaml.SafeLoader):
    """Only numbers, true, false and null are more than text."""


_Editor.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
):
    _Editor.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def as_an_editor_reads(file: Path) -> Any:
    """The values of a file; every key is a text, as in JSON."""
    return _keyed(yaml.load(file.read_text(encoding="utf-8"), Loader=_Editor))


def _keyed(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _keyed(inner) for key, inner in value.items()}
    return [_keyed(inner) for inner in value] if isinstance(value, list) else value
