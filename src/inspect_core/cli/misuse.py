"""What is said when a command was called in a way it does not offer."""

from __future__ import annotations

import click

from inspect_core.errors import SystemFault, UsageError


def misuse(error: click.ClickException) -> UsageError:
    """Click's complaint as one of ours, in both languages, with the way to the help."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "inspect-core"
    return UsageError(
        "E-USAGE",
        error.format_message(),
        hint=f"see `{path} --help`",
        message_zh=_chinese(error),
        hint_zh=f"请看 `{path} --help`",
    )


def _chinese(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"，是否想写 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有命令 {error.command_name}"
    if error.message == "Missing command.":
        return "缺少命令"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_named(error)}"
    if isinstance(error, click.BadParameter):
        choices = getattr(error.param and error.param.type, "choices", None)
        wanted = f"可用：{'、'.join(choices)}" if choices else error.message
        return f"{_named(error)} 的取值不对：{wanted}"
    return f"用法有误：{error.format_message()}"


def _named(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    return (
        error.param.make_metavar(error.ctx)
        if error.param.param_type_name == "argument" and error.ctx
        else ("/".join(error.param.opts))
    )


def system_fault(error: OSError) -> SystemFault:
    """The machine refused: a full disk, a right that is missing."""
    where = f"{error.filename}: " if error.filename else ""
    return SystemFault(
        "E-SYSTEM",
        f"{where}{error.strerror or error}",
        hint="check the path, its rights and the room on the disk",
        message_zh=f"{where}{error.strerror or error}",
        hint_zh="请检查路径、权限和磁盘空间",
    )
