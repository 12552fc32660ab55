"""The package brings its standards along, and says so when it is asked."""

from __future__ import annotations

from pluggy import PluginManager

import inspect_core_patrol.plugin as patrol


def test_the_folder_it_names_holds_its_rulesets() -> None:
    (folder,) = patrol.inspect_ruleset_dirs()
    found = {file.stem for file in folder.glob("*.yaml")}
    assert {"patrol"} <= found


def test_every_function_of_the_contract_is_marked_for_the_host() -> None:
    host = PluginManager("inspect_core")
    host.register(patrol)
    marked = {name for name in dir(patrol) if host.parse_hookimpl_opts(patrol, name) is not None}
    assert marked == {name for name in dir(patrol) if name.startswith("inspect_")}
    assert "inspect_ruleset_dirs" in marked
