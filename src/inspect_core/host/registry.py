"""The plugins of a run and what they brought, collected hook by hook and plugin by plugin, so that blame has a name."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pluggy

from inspect_core.engine.kind import Kinds
from inspect_core.errors import PluginError
from inspect_core.host import hookspecs, refusals
from inspect_core.host.late import KindsByWord
from inspect_core.host.loader import Guard, Loaded
from inspect_core.host.offers import Offer, checked_kind, checked_path, checked_reader, checked_runner, checked_writer
from inspect_core.ports import Reader, Runner, Writer

Trace = Callable[[str], None]
BUILT_IN = "inspect-core"


class Host:
    """Plugins in the order their hooks are asked: allowed ones by name, the built-in one last.

    `guard` runs every call into a plugin; `trace` is told each call, when somebody wants to know.
    """

    def __init__(self, built_in: Loaded, plugins: Sequence[Loaded], guard: Guard, trace: Trace | None = None) -> None:
        self.plugins = tuple(plugins)
        self._guard = guard
        self._trace = trace
        self._manager = pluggy.PluginManager(hookspecs.GROUP)
        self._manager.add_hookspecs(hookspecs)
        self._names: dict[str, str] = {}
        # pluggy asks the plugin that was registered last first
        for plugin in (built_in, *reversed(plugins)):
            for number, part in enumerate(plugin.parts):
                self._register(plugin.name, number, part)

    def _register(self, plugin: str, number: int, part: Any) -> None:
        key = plugin if number == 0 else f"{plugin}#{number}"
        self._names[key] = plugin
        try:
            self._manager.register(part, key)
            self._manager.check_pending()
        except pluggy.PluginValidationError as error:
            raise refusals.misfit(plugin, str(error), self._nearest(str(error))) from error
        _no_unmarked(plugin, part)

    def _nearest(self, message: str) -> str | None:
        found = [word.strip("'\"") for word in message.split() if word.strip("'\"").startswith("inspect_")]
        near = difflib.get_close_matches(found[-1], _hooks(), n=1) if found else []
        return near[0] if near and near[0] not in found else None

    def collect(self, hook: str, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """What each plugin answers to a hook, with the plugin's name; one after another, in order."""
        for found in reversed(getattr(self._manager.hook, hook).get_hookimpls()):
            plugin = self._names[found.plugin_name]
            if found.hookwrapper or found.wrapper:
                raise refusals.wrapper(plugin, hook)
            own = [arguments[name] for name in found.argnames]
            answer = self._guard(plugin, partial(found.function, *own))
            if self._trace is not None:
                self._trace(f"{hook} {plugin} -> {answer!r}")
            yield plugin, answer

    def first(self, hook: str, **arguments: Any) -> tuple[str, Any] | None:
        """The first answer that is not None, and who gave it."""
        return next((pair for pair in self.collect(hook, **arguments) if pair[1] is not None), None)

    def each(self, hook: str) -> Iterator[tuple[str, Any]]:
        """The single offers of a hook that answers a list, with the plugin's name."""
        for plugin, offers in self.collect(hook):
            if isinstance(offers, str | bytes) or not isinstance(offers, Iterable):
                raise refusals.wrong_answer(plugin, hook, offers, "a list")
            found: list[Any] = self._guard(plugin, partial(list[Any], offers))
            for offer in found:
                yield plugin, offer

    @cached_property
    def answered(self) -> frozenset[str]:
        """The hooks that somebody answers."""
        return frozenset(hook for hook in _hooks() if getattr(self._manager.hook, hook).get_hookimpls())

    def offers(self, plugin: str) -> list[str]:
        """The hooks a plugin answers, in the order of the page of hooks."""
        return [
            hook
            for hook in _hooks()
            if any(
                self._names[found.plugin_name] == plugin for found in getattr(self._manager.hook, hook).get_hookimpls()
            )
        ]

    def guarded(self, plugin: str) -> Guard | None:
        """The guard for a plugin's later calls; none for what is built in."""
        return None if plugin == BUILT_IN else self._guard


class Registry:
    """What the plugins brought. Each sort is asked for when it is first needed, once."""

    def __init__(self, host: Host) -> None:
        self.host = host

    @cached_property
    def kinds(self) -> Kinds:
        """The rule kinds by their word; the same word from two plugins is an error that names both."""
        return Kinds(KindsByWord(self._named("inspect_rule_kinds", checked_kind, lambda kind: str(kind.kind), "kind")))

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """The readers of files by their name."""
        return self._named("inspect_readers", checked_reader, lambda reader: str(reader.name), "reader")

    @cached_property
    def writers(self) -> Mapping[str, Writer]:
        """The writers of reports by their name."""
        return self._named("inspect_writers", checked_writer, lambda writer: str(writer.name), "writer")

    @cached_property
    def runners(self) -> Mapping[str, Runner]:
        """The ways to run many projects by their name."""
        return self._named("inspect_runners", checked_runner, lambda runner: str(runner.name), "runner")

    @cached_property
    def ruleset_dirs(self) -> tuple[tuple[str, Path], ...]:
        """Folders with rulesets and who ships them."""
        return self._folders("inspect_ruleset_dirs")

    @cached_property
    def template_dirs(self) -> tuple[tuple[str, Path], ...]:
        """Folders with templates and who ships them."""
        return self._folders("inspect_template_dirs")

    def _folders(self, hook: str) -> tuple[tuple[str, Path], ...]:
        return tuple((plugin, checked_path(Offer(plugin, hook, path, None))) for plugin, path in self.host.each(hook))

    def _named(
        self, hook: str, check: Callable[[Offer], Any], name_of: Callable[[Any], str], sort: str
    ) -> Mapping[str, Any]:
        found: dict[str, tuple[str, Any]] = {}
        for plugin, offered in self.host.each(hook):
            checked = check(Offer(plugin, hook, offered, self.host.guarded(plugin)))
            name = name_of(checked)
            if name in found:
                raise refusals.twice(sort, name, found[name][0], plugin)
            found[name] = (plugin, checked)
        return {name: checked for name, (_, checked) in found.items()}


def _hooks() -> list[str]:
    return [name for name in vars(hookspecs) if name.startswith("inspect_")]


def _no_unmarked(plugin: str, part: Any) -> None:
    """A function that is named like a hook and not marked would be overlooked in silence: that is an error."""
    hooks = set(_hooks())
    for name in dir(part):
        if name in hooks and not hasattr(getattr(part, name), f"{hookspecs.GROUP}_impl"):
            raise PluginError(
                "E-PLUG-MARK",
                f"the plugin {plugin} defines {name} without marking it as a hook",
                hint="write @hookimpl above it (from inspect_core.api import hookimpl)",
                message_zh=f"插件 {plugin} 定义了 {name}，但没有标记为钩子",
                hint_zh="请在其上方写 @hookimpl(from inspect_core.api import hookimpl)",
            )
