"""Which language a terminal is spoken to in, and what it is told: data on stdout, talk on stderr."""

from __future__ import annotations

import json as json_
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import click

if TYPE_CHECKING:
    from inspect_core.errors import InspectError, Problem

Language = Literal["zh", "en"]
LANGUAGES: Final = ("zh", "en")


def language_of(args: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language asked for by --lang, by INSPECT_LANG, or by the locale; English where nobody says."""
    said = _option(args, "--lang") or environ.get("INSPECT_LANG") or ""
    if said not in LANGUAGES:
        said = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "zh" if said.lower().startswith("zh") else "en"


def _option(args: Sequence[str], name: str) -> str | None:
    for position, word in enumerate(args):
        if word == "--":
            return None
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
        if word == name and position + 1 < len(args):
            return args[position + 1]
    return None


def plural(count: int, one: str, many: str) -> str:
    """A number and its word in English: 1 row, 2 rows."""
    return f"{count} {one if count == 1 else many}"


@dataclass(frozen=True, slots=True)
class Voice:
    """How a command talks: its language, whether results and refusals are JSON, how much it says."""

    language: Language = "en"
    json: bool = False
    quiet: bool = False

    def both(self, zh: str, en: str) -> str:
        """The text in the reader's language."""
        return zh if self.language == "zh" else en

    def data(self, value: Any) -> None:
        """A result as JSON on stdout, always in UTF-8."""
        from orjson import OPT_INDENT_2, dumps

        stream = sys.stdout.buffer
        stream.write(dumps(value, option=OPT_INDENT_2) + b"\n")
        stream.flush()

    def line(self, text: str = "") -> None:
        """A line of a result on stdout."""
        click.echo(text)

    def written(self, id: object, zh: str, en: str) -> None:
        """What was written, in words that end with its id; when quiet the id alone, for scripts."""
        self.line(str(id) if self.quiet else self.both(f"{zh}，编号 {id}", f"{en}, id {id}"))

    def talk(self, zh: str, en: str) -> None:
        """Something said on the side, on stderr; not when quiet."""
        if not self.quiet:
            click.echo(zh if self.language == "zh" else en, err=True)

    def notice(self, problem: Problem) -> None:
        """Something noticed on the way, with its next step; not when quiet."""
        if self.quiet:
            return
        step = problem.next_step(self.language)
        text = problem.text(self.language) + (f"\n  {step}" if step else "")
        click.secho(text, err=True, fg="yellow")

    def refusal(self, error: InspectError) -> None:
        """What was refused and why, on stderr."""
        if self.json:
            click.echo(json_.dumps({"errors": [told(each) for each in error.problems]}, ensure_ascii=False), err=True)
            return
        for problem in error.problems:
            click.secho(problem.text(self.language), err=True, fg="red")
            step = problem.next_step(self.language)
            if step:
                click.echo(f"  {step}", err=True)


def told(problem: Problem) -> dict[str, Any]:
    """A problem as JSON: code, message and hint in both languages, and its place in parts."""
    place: dict[str, Any] = {}
    if problem.place is not None:
        parts = {name: getattr(problem.place, name) for name in ("file", "line", "column", "sheet", "cell", "pointer")}
        place = {name: part for name, part in parts.items() if part is not None}
    return {
        "code": problem.code,
        "place": place,
        "message": {"en": problem.message, "zh": problem.message_zh or problem.message},
        "hint": {"en": problem.hint, "zh": problem.hint_zh or problem.hint},
    }


def steady_streams() -> None:
    """A terminal that cannot show a character gets its number instead of a failure."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def environment() -> Mapping[str, str]:
    """The environment of this process."""
    return os.environ
