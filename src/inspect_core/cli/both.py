"""click in two languages: every text is given in Chinese and English, and chosen when it is shown."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from inspect_core.cli.session import Session
from inspect_core.cli.speech import Language

Shared = Callable[[click.Context, click.Parameter, Any], Any]


def chosen(ctx: click.Context, zh: str, en: str) -> str:
    """The text in the language of the session."""
    session = ctx.find_object(Session)
    return zh if session is not None and session.language == "zh" else en


class Option(click.Option):
    """An option explained in both languages."""

    def __init__(self, *names: Any, zh: str = "", en: str = "", **rest: Any) -> None:
        rest["help"] = en or None
        super().__init__(*names, **rest)
        self.zh = zh
        self.en = en

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its line in the list of options."""
        own = copy.copy(self)
        own.help = chosen(ctx, self.zh, self.en)
        return click.Option.get_help_record(own, ctx)


class Command(click.Command):
    """A command explained in both languages; the first sentence says what it does, `more` shows examples."""

    def __init__(self, *args: Any, zh: str = "", en: str = "", more: tuple[str, str] = ("", ""), **rest: Any) -> None:
        rest["help"] = en
        super().__init__(*args, **rest)
        self.zh = zh
        self.en = en
        self.more = more
        self.params += shared_options(hidden=True)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in the reader's language."""
        return _help_in(ctx, super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_usage(ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does, and examples to copy."""
        _text(ctx, formatter, chosen(ctx, self.zh, self.en))
        more = chosen(ctx, *self.more)
        if more:
            with formatter.section(chosen(ctx, "例", "Examples")):
                formatter.write("".join(f"  {line}\n" for line in more.strip().splitlines()))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under their heading."""
        _options(self, ctx, formatter)


class Family(click.Group):
    """A command with commands of its own (rules list, rules show), explained in both languages."""

    def __init__(self, *args: Any, zh: str = "", en: str = "", top: bool = False, **rest: Any) -> None:
        rest["help"] = en
        super().__init__(*args, **rest)
        self.zh = zh
        self.en = en
        self.params += shared_options(hidden=not top)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in the reader's language."""
        return _help_in(ctx, super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_usage(ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the family is for."""
        _text(ctx, formatter, chosen(ctx, self.zh, self.en))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        _options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with what they do."""
        rows = [(name, self.summary(ctx, name)) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section(chosen(ctx, "命令", "Commands")):
                formatter.write_dl(rows)

    def summary(self, ctx: click.Context, name: str) -> str:
        """The line about one command in the list."""
        command = self.get_command(ctx, name)
        if isinstance(command, Command | Family):
            return chosen(ctx, command.zh, command.en).partition("\n")[0]
        return command.get_short_help_str() if command is not None else ""


def option(*names: str, zh: str, en: str, **rest: Any) -> Callable[[Any], Any]:
    """An option explained in both languages."""
    return click.option(*names, cls=Option, zh=zh, en=en, **rest)


def command(name: str, zh: str, en: str, more: tuple[str, str] = ("", ""), **rest: Any) -> Callable[[Any], Command]:
    """A command explained in both languages."""
    return click.command(name, cls=Command, zh=zh, en=en, more=more, **rest)


def json_option(function: Any) -> Any:
    """--json, for every command that reads."""
    zh, en = "以 JSON 输出（稳定的格式，见 docs/formats.md）", "print JSON (a stable format, see docs/formats.md)"
    return option("--json", "as_json", is_flag=True, expose_value=False, callback=_set("json"), zh=zh, en=en)(function)


def shared_options(*, hidden: bool) -> list[click.Parameter]:
    """The options every command takes, before or after its name."""
    folder = click.Path(file_okay=False, path_type=Path)
    return [
        Option(
            ["--project"],
            type=folder,
            metavar="DIR",
            expose_value=False,
            callback=_set("project"),
            envvar="INSPECT_PROJECT",
            hidden=hidden,
            zh="项目文件夹（默认：当前位置向上最近的、含 inspect-core.toml 的文件夹）",
            en="the project's folder (default: the nearest one upwards with an inspect-core.toml)",
        ),
        Option(
            ["--lang"],
            type=click.Choice(["zh", "en"]),
            expose_value=False,
            callback=_speak,
            hidden=hidden,
            zh="语言（默认按 LC_ALL / LANG）",
            en="the language (default: by LC_ALL and LANG)",
        ),
        Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_set("quiet"),
            hidden=hidden,
            zh="只输出结果",
            en="results only",
        ),
        Option(
            ["-v", "--verbose"],
            is_flag=True,
            expose_value=False,
            callback=_set("verbose"),
            hidden=hidden,
            zh="多说一些",
            en="say more",
        ),
    ]


def _speak(ctx: click.Context, parameter: click.Parameter, value: Language | None) -> None:
    session = ctx.find_object(Session)
    if session is not None and value is not None:
        session.language = value
        session.asked = value


def _set(name: str) -> Shared:
    """Keeps the value in the session; what was not said leaves the session as it is."""

    def keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
        session = ctx.find_object(Session)
        if session is not None and value not in (None, False):
            setattr(session, name, value)
        return value

    return keep


def _usage(ctx: click.Context) -> str:
    return chosen(ctx, "用法：", "Usage: ")


def _help_in(ctx: click.Context, found: click.Option | None) -> click.Option | None:
    if found is not None:
        found.help = chosen(ctx, "显示本帮助", "show this help")
    return found


def _text(ctx: click.Context, formatter: click.HelpFormatter, text: str) -> None:
    if text:
        formatter.write_paragraph()
        with formatter.indentation():
            for part in text.split("\n"):
                formatter.write_text(part)


def _options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = (found for found in command.get_params(ctx) if isinstance(found, click.Option))
    rows = [row for found in options if (row := found.get_help_record(ctx)) is not None]
    if rows:
        with formatter.section(chosen(ctx, "选项", "Options")):
            formatter.write_dl(rows)
