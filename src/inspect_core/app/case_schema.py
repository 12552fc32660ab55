"""The JSON Schema of a file of rule cases."""

from __future__ import annotations

from typing import Any, Final

Schema = dict[str, Any]
_WORDS: Final = {"type": ["string", "number", "boolean"]}
_ANY: Final = {"type": ["string", "number", "boolean", "null"]}
_NUMBER: Final = {"type": ["number", "string"]}
_DAY: Final = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_OUTCOMES: Final = ["met", "partly", "unmet", "excused", "not_applicable", "no_data"]


def _object(properties: Schema, *required: str, **rest: Any) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), **rest}


_STINT: Final = _object(
    {"role": _WORDS, "department": _WORDS, "contractor": _WORDS, "first": _DAY, "last": _DAY}, "role"
)
_PERSON: Final = {"anyOf": [{"type": "string"}, _STINT, {"type": "array", "items": _STINT}]}
_PLACE: Final = {
    "anyOf": [
        {"type": "string"},
        _object(
            {"kind": _WORDS, "area_class": _WORDS, "owner": _WORDS, "contractor": _WORDS, "first": _DAY, "last": _DAY},
            "kind",
        ),
    ]
}
_STATUS: Final = {"enum": ["planned", "leave", "swapped", "excused", "cancelled"]}
_DUTY: Final = _object(
    {"person": _WORDS, "shift": _WORDS, "place": _WORDS, "day": _DAY, "status": _STATUS}, "person", "shift"
)
_SEEN: Final = _object(
    {
        "form": _WORDS,
        "observer": _WORDS,
        "subject": _WORDS,
        "place": _WORDS,
        "at": {"type": "string", "description": '"08:10" or "2026-10-09 02:00"'},
        "minutes": _NUMBER,
        "until": {"type": "string"},
        "answers": {"type": "object", "additionalProperties": _ANY},
        "times": _NUMBER,
    },
    "form",
    "at",
)
_MISSING: Final = _object({"form": _WORDS, "place": _WORDS, "from": _WORDS, "to": _WORDS}, "form", "from", "to")
_COUNTS: Final = ("points", "of", "due", "done", *_OUTCOMES)
_EXPECT: Final = _object(
    {
        "person": _WORDS,
        "outcome": {"enum": _OUTCOMES},
        "veto": _WORDS,
        **dict.fromkeys(_COUNTS, _NUMBER),
    }
)
_SHARED: Final = {
    "people": {"type": ["object", "null"], "additionalProperties": _PERSON},
    "places": {"type": ["object", "null"], "additionalProperties": _PLACE},
    "shifts": {"type": ["object", "null"], "additionalProperties": {"type": "string"}},
}
_CASE: Final = _object(
    {
        "name": {"type": "string", "description": "a sentence 一句话"},
        "day": _DAY,
        "period": {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
        "start_day": _NUMBER,
        "roster": {"type": ["array", "null"], "items": _DUTY},
        "seen": {"type": ["array", "null"], "items": _SEEN},
        "missing": {"type": ["array", "null"], "items": _MISSING},
        "expect": _EXPECT,
        **_SHARED,
    },
    "name",
    "expect",
)
CASES: Final[Schema] = _object(
    {
        "rule": {"type": "string", "pattern": "^[^/]+/[^/]+$", "description": "ruleset/rule"},
        **_SHARED,
        "roster": {"type": ["array", "null"], "items": _DUTY},
        "seen": {"type": ["array", "null"], "items": _SEEN},
        "missing": {"type": ["array", "null"], "items": _MISSING},
        "cases": {"type": "array", "items": _CASE, "minItems": 1},
    },
    "rule",
    "cases",
)
