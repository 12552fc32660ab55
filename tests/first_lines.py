"""The first line of every shipped standard, which names its schema: `python -m tests.first_lines` writes those that lack."""

from __future__ import annotations

import os
from pathlib import Path

from tests.schemas import FOLDER

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {"schemes": "scheme", "calendars": "calendar", "cases": "cases"}


def files() -> list[Path]:
    """Every file of rules that comes with the program."""
    return sorted(ROOT.glob("rulesets/**/*.yaml"))


def sort_of(file: Path) -> str:
    """What a file is, by its folder."""
    folders = file.relative_to(ROOT / "rulesets").parts[:-1]
    return FOLDERS.get(folders[0], "ruleset") if folders else "ruleset"


def first_line(file: Path) -> str:
    """How the file begins."""
    return f"# yaml-language-server: $schema={Path(os.path.relpath(FOLDER / f'{sort_of(file)}.json', file.parent)).as_posix()}\n"


if __name__ == "__main__":
    for file in files():
        text = file.read_text(encoding="utf-8")
        if not text.startswith(first_line(file)):
            file.write_text(first_line(file) + text, encoding="utf-8")
