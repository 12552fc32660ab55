"""inspect-core: the roster says what was due, the observations say what was seen, the score joins them."""

from __future__ import annotations

__version__ = "0.1.0"
