"""inspect-core plugins list | check | pin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inspect_core.cli.both import Family, json_option
from inspect_core.cli.both import command as command_
from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from inspect_core.app.plugins import Listed

STATES = {
    "loaded": ("已允许，只核对版本", "allowed, by version only"),
    "pinned": ("已允许，文件与清单一致", "allowed, files as listed"),
    "unlisted": ("不在清单内，不加载", "not on the list, not loaded"),
    "missing": ("未安装", "not installed"),
    "other_version": ("版本不符", "another version"),
    "other_hash": ("文件与清单不符，不加载", "other files than listed, not loaded"),
}


@command_(
    "list",
    zh="列出已安装和清单上的插件及其文件的哈希，不加载任何插件。",
    en="Lists the plugins that are installed or on the list, with the hash of their files, without loading any.",
)
@json_option
@click.pass_obj
def list_(session: Session, /) -> None:
    """Lists plugins."""
    from inspect_core.app.plugins import listed
    from inspect_core.app.settings import read_settings
    from inspect_core.host.loader import installed

    allow = read_settings(session.folder).plugins.allow if session.has_project else {}
    found = listed(installed(), allow)
    if session.json:
        session.voice.data({"plugins": [_view(one) for one in found]})
        return
    from inspect_core.cli.tables import Column, table

    columns = [Column("插件", "plugin"), Column("已安装", "installed"), Column("清单", "list"), Column("状态", "state")]
    rows = [(one.name, one.installed or "-", one.allowed or "-", session.both(*_state(one))) for one in found]
    table(session, columns, rows)
    none = session.both(
        "无哈希（可编辑安装，或安装程序没有留下文件清单）", "no hash (editable, or its installer left no list)"
    )
    for one in found:
        if one.installed is not None:
            session.voice.line(f"{one.name} {one.installed}: {one.hash or none}")


def _view(one: Listed) -> dict[str, str | None]:
    return {
        "name": one.name,
        "installed": one.installed,
        "allowed": one.allowed,
        "state": one.state,
        "hash": one.hash,
        "allowed_hash": one.pinned,
    }


def _state(one: Listed) -> tuple[str, str]:
    return STATES["pinned" if one.state == "loaded" and one.pinned else one.state]


@command_(
    "check",
    zh="加载清单上的插件并检查每一个钩子；有问题时指名并以状态 3 结束。",
    en="Loads the plugins on the list and checks every hook; what does not fit is named, with status 3.",
)
@json_option
@click.pass_obj
def check(session: Session, /) -> None:
    """Checks plugins."""
    from inspect_core.app.plugins import brought, offered

    found, there = brought(session.app.registry), offered(session.app.registry)
    if session.json:
        views = [{"name": one.name, "version": one.version, "hooks": list(one.hooks)} for one in found]
        session.voice.data({"plugins": views, "offered": there})
        return
    for one in found:
        session.voice.line(f"{one.name} {one.version}: {', '.join(one.hooks)}")
    for sort, names in there.items():
        session.voice.line(f"  {sort}: {', '.join(names)}")
    session.voice.talk("插件均符合要求", "every plugin fits")


@command_(
    "pin",
    zh="把插件的版本和文件哈希写入 inspect-core.toml 的清单，其余内容一字不动；此后文件有任何变化都不再加载。",
    en="Writes a plugin's version and the hash of its files onto the list in inspect-core.toml, and leaves the rest of "
    "the file as it is. From then on it is not loaded when any of its files changed.",
    more=("inspect-core plugins pin inspect-core-patrol", "inspect-core plugins pin inspect-core-patrol"),
)
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@json_option
@click.pass_obj
def pin(session: Session, /, names: tuple[str, ...]) -> None:
    """Pins plugins."""
    from inspect_core.app.pin import pin as write
    from inspect_core.app.plugins import pin_of
    from inspect_core.app.settings import read_settings
    from inspect_core.host.loader import installed

    folder = session.folder
    read_settings(folder)
    present = installed()
    pins = dict(pin_of(name, present) for name in names)
    changed = {name: write(folder, name, said) for name, said in pins.items()}
    if session.json:
        views = [{"name": name, **said.model_dump(), "changed": changed[name]} for name, said in pins.items()]
        session.voice.data({"plugins": views})
        return
    for name, said in pins.items():
        note = session.both("已写入", "written") if changed[name] else session.both("清单已是如此", "listed so already")
        session.voice.line(f"{name} {said.version} {said.hash} {note}")


command = Family("plugins", zh="列出、检查、固定插件", en="list, check and pin plugins")
for one in (list_, check, pin):
    command.add_command(one)
