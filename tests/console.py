"""The console examples of a page: run one after another in a folder of their own, compared with what the page shows.

A line that begins with `$ ` is a command, `> ` carries it on; what follows is what it prints. `…` alone on a line
stands for any lines, within a line for any text. A command that shows nothing has only to succeed; one that fails
has to show what it said.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOT_LISTED = re.compile(r"^.*\(N-PLUG-UNLISTED\)\n  .*\n", re.MULTILINE)  # said in a checkout, not to a reader
LONGEST = 60


@dataclass(frozen=True)
class Step:
    """One command of a page, the line it stands on, and what the page shows of its output."""

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
        starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
        for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
            after = [number for number in range(start + 1, stop) if not lines[number].startswith("> ")]
            split = after[0] if after else stop
            command = "\n".join(line[2:] for line in lines[start:split])
            yield Step(first + start, command, "\n".join(lines[split:stop]))


def run(steps: Sequence[Step], folder: Path, language: str) -> list[Result]:
    """The steps run by one shell in `folder`; a command may change the folder or the environment for the next."""
    kept = folder.with_name(folder.name + "-kept")
    kept.mkdir()
    script = "".join(
        f"{{ {step.command}\n}} >{kept}/{number}.out 2>{kept}/{number}.said </dev/null; echo $? >{kept}/{number}.status\n"
        for number, step in enumerate(steps)
    )
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "INSPECT_LANG": language,
        "LOGNAME": "ann",
        "TZ": "Asia/Shanghai",
    }
    subprocess.run(["bash", "-c", script], cwd=folder, env=environment, check=True, timeout=LONGEST)
    return [_result(kept, number) for number in range(len(steps))]


def _result(kept: Path, number: int) -> Result:
    out, said, status = ((kept / f"{number}.{name}").read_text("utf-8") for name in ("out", "said", "status"))
    return Result(out, NOT_LISTED.sub("", said), int(status))


def difference(step: Step, result: Result) -> str | None:
    """How a result differs from what the page promises; nothing where it does not."""
    found = result.out + (result.said if result.status else "")
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
