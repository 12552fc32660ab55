"""Which plugins are installed, which of them the project allows, and loading those and no others.

A plugin runs with the rights of whoever starts the program; the allow list is the only wall.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol, TypeVar

from inspect_core.errors import Place, PluginError, Problem
from inspect_core.host.hookspecs import GROUP

T = TypeVar("T")


class Guard(Protocol):
    """Runs a plugin's code; whatever it throws becomes a PluginError that names the plugin."""

    def __call__(self, plugin: str, call: Callable[[], T]) -> T:
        """What `call` answers."""
        ...


@dataclass(frozen=True, slots=True)
class Installed:
    """A plugin as its distribution describes it; nothing of it was imported."""

    name: str
    version: str
    entries: tuple[EntryPoint, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plugin that was imported: its distribution, and the modules or objects that carry its hooks."""

    name: str
    version: str
    parts: tuple[Any, ...]


def normal(name: str) -> str:
    """A distribution's name as package indexes compare it: lower case, one dash for any of - _ ."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(found: Iterable[EntryPoint] | None = None) -> tuple[Installed, ...]:
    """Every installed plugin, sorted by name, from the metadata of its distribution alone."""
    entries: dict[tuple[str, str], list[EntryPoint]] = {}
    for entry in entry_points(group=GROUP) if found is None else found:
        if entry.dist is not None:
            entries.setdefault((normal(entry.dist.name), entry.dist.version), []).append(entry)
    ordered = sorted(entries.items())
    return tuple(Installed(*key, tuple(sorted(own, key=lambda entry: entry.name))) for key, own in ordered)


def chosen(present: Iterable[Installed], allow: Mapping[str, str], settings: str) -> tuple[Installed, ...]:
    """The plugins on the list, sorted by name; PluginError with every one that is missing or of another version.

    `settings` is the name of the file that holds the list, for the errors.
    """
    by_name = {plugin.name: plugin for plugin in present}
    wanted = sorted((normal(name), name, version) for name, version in allow.items())
    problems = [
        problem
        for key, name, version in wanted
        if (problem := _unfit(by_name.get(key), name, version, settings)) is not None
    ]
    if problems:
        raise PluginError.of(problems)
    return tuple(by_name[key] for key, _, _ in wanted)


def _unfit(plugin: Installed | None, name: str, version: str, settings: str) -> Problem | None:
    place = Place(file=settings, pointer=f"/plugins/allow/{name}")
    if plugin is None:
        return Problem(
            "E-PLUG-MISSING",
            f"the plugin {name} {version} is not installed",
            place,
            f"install it (pip install {name}=={version}), or take it off the list",
            f"未安装插件 {name} {version}",
            f"请安装(pip install {name}=={version}),或从清单中删除",
        )
    if plugin.version != version:
        return Problem(
            "E-PLUG-VERSION",
            f"the list asks for {name} {version}, installed is {plugin.version}",
            place,
            f"install {version}, or write {plugin.version} on the list after trying it on last month",
            f"清单要求 {name} {version},已安装的是 {plugin.version}",
            f"请安装 {version};或先用上月数据试算,再把清单改为 {plugin.version}",
        )
    return None


def unlisted(present: Iterable[Installed], allow: Mapping[str, str]) -> tuple[Problem, ...]:
    """A notice of each plugin that is installed and not on the list; it is not loaded."""
    listed = {normal(name) for name in allow}
    return tuple(
        Problem(
            "N-PLUG-UNLISTED",
            f"the plugin {plugin.name} {plugin.version} is installed and not on the list: not loaded",
            hint=f'to use it write "{plugin.name}" = "{plugin.version}" under [plugins] allow in inspect-core.toml',
            message_zh=f"插件 {plugin.name} {plugin.version} 已安装但不在清单内,未加载",
            hint_zh=f'如需使用,请在 inspect-core.toml 的 [plugins] allow 中写入 "{plugin.name}" = "{plugin.version}"',
        )
        for plugin in present
        if plugin.name not in listed
    )


def load(plugin: Installed, guard: Guard) -> Loaded:
    """The plugin's modules imported."""
    parts = tuple(guard(plugin.name, entry.load) for entry in plugin.entries)
    return Loaded(plugin.name, plugin.version, parts)
