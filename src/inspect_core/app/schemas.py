"""JSON Schemas of the files people write, for editors: made of the very models that read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from inspect_core.app.case_schema import CASES
from inspect_core.app.key_words import KEYS
from inspect_core.language.calendar import CalendarText
from inspect_core.language.mapping import MappingText
from inspect_core.language.rule import RuleHeader
from inspect_core.language.schema import RulesetText
from inspect_core.language.scheme import SchemeText

Schema = dict[str, Any]
NAMES: Final = ("ruleset", "scheme", "calendar", "cases", "mapping")
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_BOUNDS: Final = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
_WORDS: Final = {"type": ["string", "number", "boolean"]}
_PARAMETER: Final[Schema] = {
    "type": "object",
    "description": "the answer of a parameter 参数的回答",
    "properties": {"parameter": {"type": "string"}},
    "required": ["parameter"],
    "additionalProperties": False,
}
_SKIP: Final[Schema] = {"type": ["array", "string"], "items": _WORDS, "description": "rules left out 略过的条款"}
_SET: Final[Schema] = {"type": "object", "description": "answers of the parent's parameters 对原标准参数的回答"}


class _Written(GenerateJsonSchema):
    """Every scalar of a file is read as text, so a number may stand where words are meant."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), **_WORDS}


def schemas(kinds: Mapping[str, type[RuleHeader]]) -> dict[str, Schema]:
    """All schemas by name; `kinds` are the kinds of rules that a ruleset may use."""
    made = {
        "ruleset": _ruleset(kinds),
        "scheme": _of(SchemeText),
        "calendar": _of(CalendarText),
        "cases": CASES,
        "mapping": _of(MappingText),
    }
    return {name: {"$schema": _DRAFT, "title": f"inspect-core {name}", **made[name]} for name in NAMES}


def written(schema: Schema) -> str:
    """A schema as its file: two languages in plain sight, one key a line."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _of(model: type[BaseModel]) -> Schema:
    """The schema of a model without what only the program needs."""
    tidy: Schema = _tidy(model.model_json_schema(schema_generator=_Written))
    return tidy


def _tidy(schema: Any) -> Any:
    """No defaults and no made-up titles; keys that people know are described in both languages."""
    if isinstance(schema, list):
        return [_tidy(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {_BOUNDS.get(key, key): value for key, value in schema.items() if key not in ("title", "default")}
    tidy = {key: _tidy(value) for key, value in kept.items() if key != "properties"}
    if "properties" in kept:
        tidy["properties"] = {key: _described(key, _tidy(value)) for key, value in kept["properties"].items()}
    return tidy


def _described(key: str, schema: Any) -> Any:
    words = KEYS.get(key)
    return {"description": f"{words[1]} {words[0]}", **schema} if words and "$ref" not in schema else schema


def _ruleset(kinds: Mapping[str, type[RuleHeader]]) -> Schema:
    """A ruleset that stands on its own, or one that extends another and need not say everything."""
    whole = _of(RulesetText)
    parts: Schema = whole.pop("$defs")
    properties: Schema = whole["properties"]
    parts["parameter-answer"] = _PARAMETER
    bodies = {}
    for word, settings in kinds.items():
        bodies[word] = made = _sharing(parts, _of(settings), word)
        parts[f"kind.{word}"] = _rule(made, word)
    parts["rule"] = _any_rule(kinds)
    properties["rules"] = {"type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/$defs/rule"}}
    parts["change"] = _change(bodies)
    loose = {name: {"type": "object"} for name in ("forms", "windows", "parameters") if name in properties}
    overlay = {
        "skip": _SKIP,
        "set": _SET,
        "change": {"type": "object", "additionalProperties": {"$ref": "#/$defs/change"}},
    }
    parts["overlay"] = {
        "type": "object",
        "properties": {**properties, **loose, **overlay},
        "required": ["ruleset", "edition", "extends"],
        "additionalProperties": False,
    }
    parts["whole"] = {key: value for key, value in whole.items() if key != "description"}
    for name in ("windows", "forms"):
        _open_values(properties[name], "additionalProperties")
    for name, part in parts.items():
        if name not in ("whole", "overlay", "rule", "change", "parameter-answer", "Parameter", "Level"):
            _open(part)
    branches = {"then": {"$ref": "#/$defs/overlay"}, "else": {"$ref": "#/$defs/whole"}}
    return {"type": "object", "if": {"required": ["extends"]}, **branches, "$defs": dict(sorted(parts.items()))}


def _sharing(parts: Schema, made: Schema, word: str) -> Schema:
    """The schema of a kind, its parts put to the others; one that means something else elsewhere is called by its kind."""
    own = made.pop("$defs", {})
    other = [name for name, part in own.items() if parts.get(name, part) != part]
    renamed = {f"#/$defs/{name}": f"#/$defs/{word}.{name}" for name in other}
    parts |= {f"{word}.{name}" if name in other else name: _pointing(part, renamed) for name, part in own.items()}
    pointing: Schema = _pointing(made, renamed)
    return pointing


def _pointing(schema: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(schema, list):
        return [_pointing(one, renamed) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: renamed.get(value, value) if key == "$ref" else _pointing(value, renamed) for key, value in schema.items()
    }


def _rule(made: Schema, word: str) -> Schema:
    """One kind of rule; an advisory one need not say that it has no points."""
    required = [key for key in made.get("required", ()) if key != "points"]
    return {**made, "properties": {**made["properties"], "kind": {"const": word}}, "required": required}


def _any_rule(kinds: Mapping[str, type[RuleHeader]]) -> Schema:
    """A rule is read by its kind alone."""
    chosen = [
        {
            "if": {"properties": {"kind": {"const": word}}, "required": ["kind"]},
            "then": {"$ref": f"#/$defs/kind.{word}"},
        }
        for word in kinds
    ]
    kind = {"enum": sorted(kinds), "description": "the kind of rule 条款种类"}
    return {"type": "object", "properties": {"kind": kind}, "required": ["kind", "title"], "allOf": chosen}


def _change(bodies: Mapping[str, Schema]) -> Schema:
    """What an overlay may change of a rule: keys of any kind, since the rule itself stands in another file."""
    keys = {key: _described(key, {}) for made in bodies.values() for key in made["properties"]}
    return {"type": ["object", "null"], "properties": dict(sorted(keys.items())), "additionalProperties": False}


def _open(schema: Any) -> None:
    """Lets the answer of a parameter stand for any value of the part."""
    for one in schema if isinstance(schema, list) else ():
        _open(one)
    if not isinstance(schema, dict):
        return
    for within in ("properties", "patternProperties"):
        _open_values(schema.get(within, {}))
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            _open_values(schema, key)
    _open(schema.get("anyOf"))


def _open_values(values: Schema, *only: str) -> None:
    for key in only or tuple(values):
        _open(values[key])
        if "const" not in values[key]:
            values[key] = {"anyOf": [values[key], {"$ref": "#/$defs/parameter-answer"}]}
