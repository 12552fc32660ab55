"""inspect-core rules schema."""

from __future__ import annotations

import json
from pathlib import Path

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.found import kinds_of
from inspect_core.cli.session import Session

NAMES = ("ruleset", "scheme", "calendar", "cases", "mapping")


@command_(
    "schema",
    zh="输出某类文件的 JSON Schema，供编辑器提示与检查；在项目中包含其插件的条款种类。不写名称即 ruleset。",
    en="Prints the JSON Schema of a sort of file, for editors; in a project with the kinds of its plugins. The one of "
    "rulesets when no name is given.",
    more=(
        "文件首行写：# yaml-language-server: $schema=ruleset.json",
        "an editor finds it by the first line of a file: # yaml-language-server: $schema=ruleset.json",
    ),
)
@click.argument("name", type=click.Choice(NAMES), default="ruleset", metavar="[NAME]")
@option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", zh="写入此文件", en="write it there")
@json_option
@click.pass_obj
def schema(session: Session, /, name: str, out: Path | None) -> None:
    """Prints a schema."""
    from inspect_core.app.schemas import schemas, written
    from inspect_core.cli.files import write_file

    text = written(schemas(kinds_of(session).settings())[name])
    if out is not None:
        write_file(out, text.encode())
        session.voice.talk(f"已写入 {out}", f"{out} is written")
    elif session.json:
        session.voice.data(json.loads(text))
    else:
        session.voice.line(text.rstrip("\n"))
