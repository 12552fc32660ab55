"""inspect-core completion."""

from __future__ import annotations

import os
from pathlib import Path

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.session import Session

LINES = {
    "bash": ("~/.bashrc", 'eval "$(_INSPECT_CORE_COMPLETE=bash_source inspect-core)"'),
    "zsh": ("~/.zshrc", 'eval "$(_INSPECT_CORE_COMPLETE=zsh_source inspect-core)"'),
    "fish": (
        "~/.config/fish/completions/inspect-core.fish",
        "_INSPECT_CORE_COMPLETE=fish_source inspect-core | source",
    ),
}


@command_(
    "completion",
    zh="打印让 shell 补全命令的一行，以及它应写入的文件。",
    en="Prints the line that makes the shell complete commands, and the file it belongs into.",
    more=("inspect-core completion bash >> ~/.bashrc", "inspect-core completion bash >> ~/.bashrc"),
)
@click.argument("shell", type=click.Choice(list(LINES)), required=False, metavar="[bash|zsh|fish]")
@click.pass_obj
def command(session: Session, /, shell: str | None) -> None:
    """Prints the line for a shell."""
    found = shell or Path(os.environ.get("SHELL", "bash")).name
    file, line = LINES.get(found, LINES["bash"])
    session.voice.line(line)
    session.voice.talk(f"请把这一行写入 {file}，然后重新打开终端", f"put this line into {file} and open a new terminal")
