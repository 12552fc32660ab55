"""Where a click leads: file names and anchors made of ids that may hold any character."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

_UNSAFE = re.compile(r"[^\w-]")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def plain(id: str) -> str:
    """An id as part of a file name or an anchor: letters, digits, - and _ stay, all else is spelled out."""
    safe = _UNSAFE.sub(lambda found: f"~{ord(found[0]):x}~", id)
    return f"_{safe}" if _RESERVED.fullmatch(safe) else safe


def file_names(ids: Iterable[str], folder: str, suffix: str) -> Mapping[str, str]:
    """A file for each id; two ids that differ only in case do not share one."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id in sorted(ids):
        name = plain(id)
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        names[id] = f"{folder}/{name}{suffix}"
    return names


def href(path: str, anchor: str = "") -> str:
    """A link to a page and a spot on it, spelled for an address line."""
    return quote(path) + (f"#{quote(anchor)}" if anchor else "")


def rule_anchor(ruleset: str, rule: str) -> str:
    """The spot of a rule on a page."""
    return f"rule-{plain(ruleset)}-{plain(rule)}"


def slot_anchor(ruleset: str, rule: str, slot: str) -> str:
    """The spot of a slot on a page; slots are many and their ids long, so it is a short digest."""
    return "s" + hashlib.sha256(f"{ruleset}\0{rule}\0{slot}".encode()).hexdigest()[:12]
