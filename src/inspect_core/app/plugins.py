"""The plugins of a project: what is installed, what is allowed, what each one brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspect_core.host.loader import Installed, normal
from inspect_core.host.registry import BUILT_IN, Registry


@dataclass(frozen=True, slots=True)
class Listed:
    """One plugin: installed version, version on the allow list, and whether it would be loaded."""

    name: str
    installed: str | None
    allowed: str | None

    @property
    def state(self) -> str:
        """loaded, unlisted, missing or other_version."""
        if self.allowed is None:
            return "unlisted"
        if self.installed is None:
            return "missing"
        return "loaded" if self.installed == self.allowed else "other_version"


def listed(present: Iterable[Installed], allow: Mapping[str, str]) -> tuple[Listed, ...]:
    """Every plugin that is installed or on the list, by name; nothing is imported."""
    versions = {plugin.name: plugin.version for plugin in present}
    allowed = {normal(name): version for name, version in allow.items()}
    return tuple(Listed(name, versions.get(name), allowed.get(name)) for name in sorted({*versions, *allowed}))


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


__all__ = ["BUILT_IN", "Brought", "Listed", "brought", "listed", "offered"]
