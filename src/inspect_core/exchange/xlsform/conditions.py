"""When a question is asked: of the expressions of XLSForm those that say which answers another question must have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

Asked = dict[str, tuple[str, ...]]  # other question -> the answers of which it must have one

_EQUAL: Final = re.compile(r"\$\{\s*([^}\s]+)\s*\}\s*=\s*(?:'([^']*)'|\"([^\"]*)\"|(\d+))")
_SELECTED: Final = re.compile(r"selected\s*\(\s*\$\{\s*([^}\s]+)\s*\}\s*,\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)")


def asked_when(expression: str) -> Asked | None:
    """The conditions of an expression, all of which must hold; None where it says anything else."""
    found: Asked = {}
    for part in re.split(r"\s+and\s+", _bare(expression.strip())):
        one = _either(_bare(part))
        if one is None or one[0] in found:
            return None
        found[one[0]] = one[1]
    return found


def both(first: Mapping[str, tuple[str, ...]], second: Mapping[str, tuple[str, ...]]) -> Asked:
    """Two conditions that must both hold; answers to the same question are those that both name."""
    shared = {name: tuple(one for one in first[name] if one in second[name]) for name in first if name in second}
    return {**first, **second, **shared}


def written(when: Mapping[str, tuple[str, ...]]) -> str:
    """The expression of conditions."""
    parts = [" or ".join(f"${{{name}}} = '{answer}'" for answer in answers) for name, answers in when.items()]
    several = len(parts) > 1
    return " and ".join(f"({part})" if several and " or " in part else part for part in parts)


def _bare(text: str) -> str:
    """Without brackets that hold the whole of it."""
    text = text.strip()
    while text.startswith("(") and _closes(text) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _closes(text: str) -> int:
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return at
    return -1


def _either(text: str) -> tuple[str, tuple[str, ...]] | None:
    """One question and the answers, joined by or."""
    names, answers = set(), []
    for part in re.split(r"\s+or\s+", text):
        found = _EQUAL.fullmatch(_bare(part)) or _SELECTED.fullmatch(_bare(part))
        if found is None:
            return None
        names.add(found[1])
        answers.append(next(group for group in found.groups()[1:] if group is not None))
    return (names.pop(), tuple(answers)) if len(names) == 1 else None
