"""The plugins of a project: what is installed, what is allowed, what each one brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspect_core.errors import PluginError
from inspect_core.host import unfit
from inspect_core.host.allowed import Allowed
from inspect_core.host.content import Unpinnable
from inspect_core.host.loader import Installed, normal
from inspect_core.host.registry import BUILT_IN, Registry


@dataclass(frozen=True, slots=True)
class Listed:
    """One plugin: installed version, what the allow list says, the hash of its files, and whether it would be loaded.

    `hash` is None for a plugin whose files may change at any time, such as an editable checkout.
    """

    name: str
    installed: str | None
    allowed: str | None
    hash: str | None = None
    pinned: str | None = None

    @property
    def state(self) -> str:
        """loaded, unlisted, missing, other_version or other_hash."""
        if self.allowed is None:
            return "unlisted"
        if self.installed is None:
            return "missing"
        if self.installed != self.allowed:
            return "other_version"
        return "loaded" if self.pinned in (None, self.hash) else "other_hash"


def listed(present: Iterable[Installed], allow: Mapping[str, Allowed]) -> tuple[Listed, ...]:
    """Every plugin that is installed or on the list, by name; nothing is imported."""
    found = {plugin.name: plugin for plugin in present}
    allowed = {normal(name): said for name, said in allow.items()}
    return tuple(_listed(name, found.get(name), allowed.get(name)) for name in sorted({*found, *allowed}))


def _listed(name: str, plugin: Installed | None, said: Allowed | None) -> Listed:
    version, hash = (plugin.version, plugin.content_if_any()) if plugin is not None else (None, None)
    allowed, pinned = (said.version, said.hash) if said is not None else (None, None)
    return Listed(name, version, allowed, hash, pinned)


def pin_of(name: str, present: Iterable[Installed]) -> tuple[str, Allowed]:
    """The plugin's name and what to write on the list: its version and the hash of its files as they are now.

    PluginError when it is not installed or can have no hash. Nothing is imported.
    """
    plugin = next((one for one in present if one.name == normal(name)), None)
    if plugin is None:
        raise PluginError.of([unfit.not_there(name)])
    try:
        return plugin.name, Allowed(version=plugin.version, hash=plugin.content())
    except Unpinnable as error:
        raise PluginError.of([unfit.unpinnable(plugin.name, plugin.version, error, None)]) from error


@dataclass(frozen=True, slots=True)
class Brought:
    """What one plugin brings, by the names people know."""

    name: str
    version: str
    hooks: tuple[str, ...]


def brought(registry: Registry) -> tuple[Brought, ...]:
    """What each loaded plugin answers. Everything is asked for once, so that what does not fit is found here."""
    for sort in ("kinds", "readers", "writers", "runners", "ruleset_dirs", "template_dirs"):
        getattr(registry, sort)
    host = registry.host
    return tuple(Brought(one.name, one.version, tuple(host.offers(one.name))) for one in host.plugins)


def offered(registry: Registry) -> dict[str, list[str]]:
    """What there is to use, built in or from plugins, by name."""
    return {
        "kinds": sorted(registry.kinds.by_word),
        "readers": sorted(registry.readers),
        "writers": sorted(registry.writers),
        "runners": sorted(registry.runners),
        "rulesets": sorted({file.stem for name, path in registry.ruleset_dirs for file in path.glob("*.yaml")}),
    }


__all__ = ["BUILT_IN", "Brought", "Listed", "brought", "listed", "offered", "pin_of"]
