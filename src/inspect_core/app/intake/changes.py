"""What an import changes of something that is known already: field by field, as it was and as it will be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inspect_core.domain.events import Json
from inspect_core.domain.told import together

Fields = dict[tuple[str, str], str]

CIRCUMSTANCES: Final = frozenset({"source", "flags"})  # how a record arrived, not what it says
_UNTOLD: Final = CIRCUMSTANCES | {"id", "photos"}
_STRETCHES: Final[Mapping[str, Mapping[str, str]]] = {
    "assignments": {},
    "owners": {"person": "owner", "first": "owner_first", "last": "owner_last"},
}
_SHOWN_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a known person, place, shift or duty that is stated anew; an empty text says nothing.

    `since` is the first day of the stretch (an assignment, an owner) the field belongs to, where there are several.
    """

    kind: str
    id: str
    name: str
    field: str
    old: str
    new: str
    since: str = ""


def differences(
    old: Mapping[str, Json],
    new: Mapping[str, Json],
    old_private: Mapping[str, Json] | None,
    new_private: Mapping[str, Json],
) -> list[tuple[str, str, str, str]]:
    """Field, since, old and new text of everything that differs; an erased private part (None) is not compared."""
    several = any(_count(body, name) > 1 for body in (old, new) for name in _STRETCHES)
    before = _fields(together(old, old_private or {}), several=several)
    after = _fields(together(new, new_private if old_private is not None else {}), several=several)
    keys = [*before, *(key for key in after if key not in before)]
    return [
        (field, since, *_masked(field, before.get((field, since), ""), after.get((field, since), "")))
        for field, since in keys
        if before.get((field, since), "") != after.get((field, since), "")
    ]


def _count(body: Mapping[str, Json], name: str) -> int:
    stretches = body.get(name)
    return len(stretches) if isinstance(stretches, list) else 0


def _fields(body: Mapping[str, Json], *, several: bool) -> Fields:
    found: Fields = {}
    for name, value in body.items():
        if name in _UNTOLD:
            continue
        if isinstance(value, list) and name in _STRETCHES:
            found.update(_of_stretches(value, _STRETCHES[name], several=several))
        elif isinstance(value, dict):
            found.update({(part, ""): str(said) for part, said in value.items()})
        else:
            found[name, ""] = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return found


def _of_stretches(stretches: Sequence[Json], names: Mapping[str, str], *, several: bool) -> Fields:
    found: Fields = {}
    for stretch in stretches:
        if isinstance(stretch, dict):
            since = str(stretch.get("first", "")) if several else ""
            found.update({(names.get(field, field), since): str(said) for field, said in stretch.items()})
    return found


def _masked(field: str, old: str, new: str) -> tuple[str, str]:
    """A telephone number is told by its last digits: the list of changes is printed, mailed and kept."""
    if field != "phone":
        return old, new
    return tuple(text and "…" + text[-_SHOWN_DIGITS:] for text in (old, new))  # type: ignore[return-value]
