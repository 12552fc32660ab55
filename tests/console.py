"""The console examples of a page: run one after another in a folder of their own, compared with what the page shows.

A line that begins with `$ ` is a command, `> ` carries it on; what follows is what it prints: the results alone, or
what it says beside them as well, below. `…` alone on a line stands for any lines, within a line for any text. A command
that shows nothing has only to succeed; one that fails has to show what it said.

The day is 2 November 2026, nine o'clock in Shanghai. A line `# 2026-11-06` moves the page on to that day, at the same hour.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import time_machine

from inspect_core.cli import main

BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOT_LISTED = re.compile(r"^.*\(N-PLUG-UNLISTED\)\n  .*\n", re.MULTILINE)  # said in a checkout, not to a reader
SHELL = {"|", ">", ">>", "<", "&&", "||", ";", "2>&1"}
LONGEST = 60
MOVED = re.compile(r"# (\d{4}-\d{2}-\d{2})")
TODAY = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)  # the pages are about the month before, whenever they are tried


@dataclass(frozen=True)
class Step:
    """One command of a page or the day it moves on to, the line it stands on, and what the page shows of its output."""

    line: int
    command: str
    shown: str


@dataclass(frozen=True)
class Result:
    """What a command printed, and how it ended."""

    out: str
    said: str
    status: int


def steps_of(text: str) -> Iterator[Step]:
    """The commands of a page in order."""
    for block in BLOCK.finditer(text):
        first = text.count("\n", 0, block.start()) + 2
        lines = block[1].splitlines()
        starts = [number for number, line in enumerate(lines) if line.startswith("$ ") or MOVED.fullmatch(line)]
        for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
            after = [number for number in range(start + 1, stop) if not lines[number].startswith("> ")]
            split = after[0] if after else stop
            moved = lines[start].startswith("# ")
            command = lines[start] if moved else "\n".join(line[2:] for line in lines[start:split])
            yield Step(first + start, command, "\n".join(lines[split:stop]))


def run(steps: Sequence[Step], folder: Path, language: str) -> list[Result]:
    """The steps run in `folder`, or where a step before has gone with `cd`."""
    here, results = folder, []
    with _surroundings(folder, language) as clock:
        for step in steps:
            if moved := MOVED.fullmatch(step.command):
                clock.move_to(datetime.combine(date.fromisoformat(moved[1]), TODAY.timetz()))
                results.append(Result("", "", 0))
                continue
            if step.command.startswith("cd "):
                here = here / step.command[3:]
                results.append(Result("", "", 0))
                continue
            os.chdir(here)
            words = shlex.split(step.command, comments=True)
            plain = words[0] == "inspect-core" and not set(words) & SHELL and "\n" not in step.command
            results.append(_called(words[1:]) if plain else _in_shell(step.command))
    return results


@contextmanager
def _surroundings(folder: Path, language: str) -> Iterator[time_machine.Traveller]:
    """The environment of somebody who reads the page, with a clock that can be moved; put back afterwards."""
    before, started = dict(os.environ), Path.cwd()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8", "INSPECT_LANG": language, "LOGNAME": "ann"}
    try:
        os.environ.clear()
        os.environ.update(own)
        with time_machine.travel(TODAY) as clock:
            yield clock
    finally:
        os.chdir(started)
        os.environ.clear()
        os.environ.update(before)


def _called(words: Sequence[str]) -> Result:
    """The command called in this process: the same entry point, without the second it takes to start Python."""
    out, said = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(said):
        status = main.run(words)
    return _result(_text(out), _text(said), status)


def _in_shell(command: str) -> Result:
    shell = ["bash", "-c", command]
    done = subprocess.run(shell, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=LONGEST)
    return _result(done.stdout.decode(), done.stderr.decode(), done.returncode)


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def _result(out: str, said: str, status: int) -> Result:
    return Result(out, NOT_LISTED.sub("", said), status)


def difference(step: Step, result: Result) -> str | None:
    """How a result differs from what the page promises; nothing where it does not."""
    found = result.out + (result.said if result.status else "")
    if not result.status and step.shown and pattern(step.shown).fullmatch(_plain(result.out + result.said)):
        return None
    if result.status and not step.shown:
        return f"line {step.line}: `{step.command}` failed with {result.status}:\n{found}"
    if step.shown and not pattern(step.shown).fullmatch(_plain(found)):
        return f"line {step.line}: `{step.command}` printed\n{_plain(found)}\nand the page shows\n{step.shown}"
    return None


def pattern(shown: str) -> re.Pattern[str]:
    """The outputs that fit what a page shows."""
    lines = (
        r"(?:.*\n)*" if line.strip() == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n"
        for line in _plain(shown).splitlines()
    )
    return re.compile("".join(lines))


def _plain(text: str) -> str:
    """The text without spaces at the ends of its lines and without empty lines before and after."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"
