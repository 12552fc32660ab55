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
from inspect_core.host import unfit
from inspect_core.host.allowed import Allowed
from inspect_core.host.content import Unpinnable, content_hash, imported_from
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

    def content(self) -> str:
        """The hash of its files as they are now; Unpinnable when it can have none."""
        dist = self.entries[0].dist if self.entries else None
        if dist is None:
            raise Unpinnable("it belongs to no installed distribution", "不属于任何已安装的发行包")
        if not all(imported_from(dist, entry.module) for entry in self.entries):
            raise Unpinnable("Python would import another copy of it from elsewhere", "Python 会从别处导入它的另一份")
        return content_hash(dist)

    def content_if_any(self) -> str | None:
        """The hash of its files, or None when it can have none."""
        try:
            return self.content()
        except Unpinnable:
            return None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plugin that was imported: its distribution, and the modules or objects that carry its hooks.

    `hash` is what its files held just before the import, None for one whose files may change at any time.
    `pinned` says that the project's list asked for that hash.
    """

    name: str
    version: str
    parts: tuple[Any, ...]
    hash: str | None = None
    pinned: bool = False


def normal(name: str) -> str:
    """A distribution's name as package indexes compare it: lower case, one dash for any of - _ ."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _by_name(named: tuple[str, object]) -> str:
    return normal(named[0])


def installed(found: Iterable[EntryPoint] | None = None) -> tuple[Installed, ...]:
    """Every installed plugin, sorted by name, from the metadata of its distribution alone."""
    entries: dict[tuple[str, str], list[EntryPoint]] = {}
    for entry in entry_points(group=GROUP) if found is None else found:
        if entry.dist is not None:
            entries.setdefault((normal(entry.dist.name), entry.dist.version), []).append(entry)
    ordered = sorted(entries.items())
    return tuple(Installed(*key, tuple(sorted(own, key=lambda entry: entry.name))) for key, own in ordered)


def chosen(present: Iterable[Installed], allow: Mapping[str, Allowed], settings: str) -> tuple[Installed, ...]:
    """The plugins on the list, sorted by name; PluginError with each that is missing, of another version or content.

    `settings` is the name of the file that holds the list, for the errors. Nothing is imported.
    """
    by_name = {plugin.name: plugin for plugin in present}
    wanted = [(normal(name), name, allowed) for name, allowed in sorted(allow.items(), key=_by_name)]
    problems = [
        problem
        for key, name, allowed in wanted
        if (problem := _unfit(by_name.get(key), name, allowed, settings)) is not None
    ]
    if problems:
        raise PluginError.of(problems)
    return tuple(by_name[key] for key, _, _ in wanted)


def _unfit(plugin: Installed | None, name: str, allowed: Allowed, settings: str) -> Problem | None:
    place = Place(file=settings, pointer=f"/plugins/allow/{name}")
    if plugin is None:
        return unfit.missing(name, allowed.version, place)
    if plugin.version != allowed.version:
        return unfit.other_version(name, allowed.version, plugin.version, place)
    if allowed.hash is None:
        return None
    try:
        found = plugin.content()
    except Unpinnable as error:
        return unfit.unpinnable(name, plugin.version, error, place)
    return None if found == allowed.hash else unfit.other_content(name, plugin.version, allowed.hash, found, place)


def unlisted(present: Iterable[Installed], allow: Mapping[str, Allowed]) -> tuple[Problem, ...]:
    """A notice of each plugin that is installed and not on the list; it is not loaded."""
    listed = {normal(name) for name in allow}
    return tuple(
        Problem(
            "N-PLUG-UNLISTED",
            f"the plugin {plugin.name} {plugin.version} is installed and not on the list: not loaded",
            hint=f'to use it write "{plugin.name}" = "{plugin.version}" under [plugins] allow in inspect-core.toml',
            message_zh=f"插件 {plugin.name} {plugin.version} 已安装但不在清单内，未加载",
            hint_zh=f'如需使用，请在 inspect-core.toml 的 [plugins] allow 中写入 "{plugin.name}" = "{plugin.version}"',
        )
        for plugin in present
        if plugin.name not in listed
    )


def load(plugin: Installed, guard: Guard, *, pinned: bool = False) -> Loaded:
    """The plugin's modules imported; `pinned` when the list named the hash of its files."""
    hash = plugin.content_if_any()
    parts = tuple(guard(plugin.name, entry.load) for entry in plugin.entries)
    return Loaded(plugin.name, plugin.version, parts, hash, pinned)
