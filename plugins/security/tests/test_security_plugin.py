"""The package brings its standards along, and says so when it is asked."""

from __future__ import annotations

from pluggy import PluginManager

import inspect_core_security.plugin as security


def test_the_folder_it_names_holds_its_rulesets() -> None:
    (folder,) = security.inspect_ruleset_dirs()
    found = {file.stem for file in folder.glob("*.yaml")}
    assert {"security-grade-1", "security-grade-2", "security-grade-3"} <= found


def test_every_function_of_the_contract_is_marked_for_the_host() -> None:
    host = PluginManager("inspect_core")
    host.register(security)
    marked = {name for name in dir(security) if host.parse_hookimpl_opts(security, name) is not None}
    assert marked == {name for name in dir(security) if name.startswith("inspect_")}
    assert "inspect_ruleset_dirs" in marked
