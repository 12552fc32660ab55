"""The host asks plugins in order and one by one; the registry keeps what they brought."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from inspect_core.bootstrap import guarded, registry_of
from inspect_core.errors import PluginError
from inspect_core.host.hookspecs import hookimpl
from inspect_core.host.loader import Loaded
from inspect_core.host.registry import BUILT_IN, Host

DAY = date(2026, 10, 8)


def plugin(name: str, **hooks: Callable[..., Any]) -> Loaded:
    marked = {hook: hookimpl(function) for hook, function in hooks.items()}
    return Loaded(name, "1", (SimpleNamespace(**marked),))


def workday(answer: object) -> Callable[..., Any]:
    def inspect_workday(day: date) -> object:
        return answer

    return inspect_workday


def asked(host: Host) -> list[tuple[str, Any]]:
    return list(host.collect("inspect_workday", day=DAY))


def test_plugins_are_asked_by_name_and_the_built_in_one_last() -> None:
    plugins = [plugin(name, inspect_workday=workday(name)) for name in ("a", "b", "c")]
    host = Host(plugin(BUILT_IN, inspect_workday=workday("core")), plugins, guarded)
    assert [name for name, _ in asked(host)] == ["a", "b", "c", BUILT_IN]


def test_the_first_answer_that_is_not_none_wins_and_later_plugins_are_not_asked() -> None:
    calls: list[str] = []

    def inspect_workday(day: date) -> bool:
        calls.append("c")
        return True

    plugins = [
        plugin("a", inspect_workday=workday(None)),
        plugin("b", inspect_workday=workday(answer=False)),
        plugin("c", inspect_workday=inspect_workday),
    ]
    host = Host(plugin(BUILT_IN), plugins, guarded)
    assert host.first("inspect_workday", day=DAY) == ("b", False)
    assert calls == []


def test_a_hook_may_leave_out_arguments() -> None:
    def inspect_workday() -> bool:
        return True

    host = Host(plugin(BUILT_IN), [plugin("a", inspect_workday=inspect_workday)], guarded)
    assert asked(host) == [("a", True)]


def test_a_plugin_of_two_modules_is_one_plugin() -> None:
    parts = tuple(plugin("a", inspect_workday=workday(answer)).parts[0] for answer in (1, 2))
    host = Host(plugin(BUILT_IN), [Loaded("a", "1", parts)], guarded)
    assert {name for name, _ in asked(host)} == {"a"}
    assert host.offers("a") == ["inspect_workday"]


def test_each_call_can_be_traced() -> None:
    lines: list[str] = []
    host = Host(plugin(BUILT_IN), [plugin("a", inspect_workday=workday(7))], guarded, lines.append)
    asked(host)
    assert lines == ["inspect_workday a -> 7"]


def test_what_is_built_in_comes_through_the_same_hooks() -> None:
    registry = registry_of()
    assert {"frequency", "checklist", "deduction", "rating", "proportion"} <= set(registry.kinds.by_word)
    assert set(registry.readers) == {"csv", "xlsx", "jsonl", "parquet"}
    assert set(registry.writers) == {"html", "xlsx", "csv", "json"}
    assert set(registry.runners) == {"serial", "processes"}
    assert registry.host.plugins == ()


def test_built_in_kinds_are_not_guarded_because_they_are_tested_here() -> None:
    module = type(registry_of().kinds.by_word["frequency"]).__module__
    assert module == "inspect_core.kinds.frequency"


def test_one_module_with_a_hook_nobody_knows_is_refused() -> None:
    with pytest.raises(PluginError, match="the plugin a does not fit"):
        Host(plugin(BUILT_IN), [plugin("a", inspect_workdays=workday(1))], guarded)
