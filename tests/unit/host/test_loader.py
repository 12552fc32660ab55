"""Plugins are listed from the metadata of their distributions, and nothing of them is imported."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from inspect_core.bootstrap import guarded
from inspect_core.errors import DataError, PluginError
from inspect_core.host.allowed import Allowed
from inspect_core.host.loader import Installed, chosen, installed, load, normal, unlisted

NONE: tuple[EntryPoint, ...] = ()


@pytest.mark.parametrize("name", ["Acme_Kinds", "acme-kinds", "acme.kinds", "ACME--kinds"])
def test_names_are_compared_as_package_indexes_do(name: str) -> None:
    assert normal(name) == "acme-kinds"


def test_what_is_installed_is_sorted_and_not_imported() -> None:
    before = set(sys.modules)
    found = [plugin.name for plugin in installed()]
    assert found == sorted(found)
    assert "inspect-core-patrol" in found
    assert not {name for name in set(sys.modules) - before if name.startswith("inspect_core_")}


def test_an_entry_point_of_no_distribution_is_nobodys_plugin() -> None:
    assert installed([EntryPoint("x", "x", "inspect_core")]) == ()


def test_those_on_the_list_are_chosen_in_the_order_of_their_names() -> None:
    present = [Installed("b", "1", NONE), Installed("a", "1", NONE), Installed("c", "1", NONE)]
    assert [plugin.name for plugin in chosen(present, allowed(b="1", A="1"), "x")] == ["a", "b"]


def test_a_version_is_exact() -> None:
    with pytest.raises(PluginError, match=r"asks for a 1, installed is 1\.0"):
        chosen([Installed("a", "1.0", NONE)], allowed(a="1"), "x")


def test_those_not_on_the_list_get_a_notice_that_says_what_to_write() -> None:
    present = [Installed("a", "1", NONE), Installed("b", "2", NONE)]
    (notice,) = unlisted(present, allowed(A="9"))
    assert '"b" = "2"' in notice.hint
    assert notice.message_zh


def test_loading_imports_every_entry_of_the_distribution() -> None:
    entry = EntryPoint("x", "json", "inspect_core")
    assert load(Installed("a", "1", (entry,)), guarded).parts == (json,)


@pytest.mark.parametrize("error", [ValueError("x"), SystemExit(0), RecursionError(), ImportError("y")])
def test_whatever_a_plugin_throws_names_it(error: BaseException) -> None:
    with pytest.raises(PluginError, match="acme") as refused:
        guarded("acme", thrower(error))
    assert refused.value.code == "E-PLUG-FAILED"
    assert refused.value.__cause__ is error


def test_a_refusal_of_ours_passes_as_it_is() -> None:
    error = DataError("E-X", "no")
    with pytest.raises(DataError) as refused:
        guarded("acme", thrower(error))
    assert refused.value is error


def test_an_interruption_is_nobodys_fault() -> None:
    with pytest.raises(KeyboardInterrupt):
        guarded("acme", thrower(KeyboardInterrupt()))


def allowed(**versions: str) -> dict[str, Allowed]:
    return {name: Allowed(version=version) for name, version in versions.items()}


def thrower(error: BaseException) -> Callable[[], None]:
    def throw() -> None:
        raise error

    return throw
