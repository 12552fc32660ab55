"""Forms that others designed, read as ours and written back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from real_figures import Compared

FORMS: Final[Mapping[str, Callable[[Path, Path], Compared]]] = {}
