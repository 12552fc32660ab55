"""Finds ids that people cannot tell apart: other case, other width, look-alike letters, invisible characters."""

from __future__ import annotations

import unicodedata
from typing import Final

_TWINS: Final = str.maketrans(
    {
        "а": "a", "в": "b", "с": "c", "е": "e", "н": "h", "і": "i", "ј": "j", "к": "k", "м": "m", "о": "o",
        "р": "p", "ѕ": "s", "т": "t", "х": "x", "у": "y", "ԝ": "w", "г": "r", "ӏ": "l", "ԁ": "d", "ԛ": "q",
        "α": "a", "β": "b", "ε": "e", "ζ": "z", "η": "h", "ι": "i", "κ": "k", "μ": "m", "ν": "n", "ο": "o",
        "ρ": "p", "τ": "t", "υ": "y", "χ": "x", "—": "-", "–": "-", "−": "-", "‐": "-",
    }
)  # fmt: skip


def likeness(text: str) -> str:
    """What an id looks like: two ids with the same likeness cannot be told apart."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf").translate(_TWINS)
