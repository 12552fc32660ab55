"""The package brings its standards along, and says so when it is asked."""

from __future__ import annotations

from pluggy import PluginManager

import inspect_core_cleaning.plugin as cleaning


def test_the_folder_it_names_holds_its_rulesets() -> None:
    (folder,) = cleaning.inspect_ruleset_dirs()
    found = {file.stem for file in folder.glob("*.yaml")}
    assert {"cleaning-grade-1", "cleaning-grade-2", "cleaning-grade-3"} <= found


def test_every_function_of_the_contract_is_marked_for_the_host() -> None:
    host = PluginManager("inspect_core")
    host.register(cleaning)
    marked = {name for name in dir(cleaning) if host.parse_hookimpl_opts(cleaning, name) is not None}
    assert marked == {name for name in dir(cleaning) if name.startswith("inspect_")}
    assert "inspect_ruleset_dirs" in marked
