"""Every hook on the page of hooks, answered by a plugin that was installed for the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from inspect_core.app.imports import tell
from inspect_core.app.project import App
from inspect_core.cli.plugged import plugin_commands
from inspect_core.cli.session import Session
from inspect_core.domain.events import Event
from inspect_core.domain.table import Source
from inspect_core.errors import PluginError, Problem
from inspect_core.host import hookspecs

Install = Callable[..., None]
Open = Callable[..., App]

KIND = """
class Settings(RuleHeader):
    form: Id
    def forms(self): return (self.form,)

class Always:
    kind = "{word}"
    settings = Settings
    def judge(self, seen, settings, day): return Judgement(Outcome.MET)

@hookimpl
def inspect_rule_kinds(): return [Always]
"""
NAMED = "@hookimpl\ndef inspect_workday(day): return {answer}\n"


def event() -> Event:
    at = datetime(2026, 10, 8, tzinfo=UTC)
    return Event(2, at, "test", "import.completed", "x", {}, None, "0" * 64, "0" * 64)


def test_every_hook_has_a_test_named_after_it() -> None:
    hooks = {name for name in vars(hookspecs) if name.startswith("inspect_")}
    tested = {name.removeprefix("test_").partition("__")[0] for name in globals() if name.startswith("test_inspect_")}
    assert hooks == tested


def test_inspect_rule_kinds__a_word_for_rulesets(install: Install, opened: Open) -> None:
    install("acme-kinds", "1.0", KIND.format(word="always"))
    assert "always" in opened({"acme-kinds": "1.0"}).registry.kinds.by_word


def test_inspect_rule_kinds__the_same_word_twice_names_both_plugins(install: Install, opened: Open) -> None:
    install("acme-a", "1.0", KIND.format(word="always"))
    install("acme-b", "1.0", KIND.format(word="always"))
    with pytest.raises(PluginError, match="acme-a and acme-b") as refused:
        _ = opened({"acme-a": "1.0", "acme-b": "1.0"}).registry.kinds
    assert refused.value.code == "E-PLUG-TWICE"


def test_inspect_rule_kinds__a_built_in_word_is_taken(install: Install, opened: Open) -> None:
    install("acme-kinds", "1.0", KIND.format(word="frequency"))
    with pytest.raises(PluginError, match="acme-kinds and inspect-core"):
        _ = opened({"acme-kinds": "1.0"}).registry.kinds


def test_inspect_ruleset_dirs__a_folder_of_standards(install: Install, opened: Open, tmp_path: Path) -> None:
    install("acme-rules", "1.0", f"@hookimpl\ndef inspect_ruleset_dirs(): return [Path({str(tmp_path)!r})]\n")
    assert ("acme-rules", tmp_path) in opened({"acme-rules": "1.0"}).registry.ruleset_dirs


def test_inspect_template_dirs__a_folder_of_pages(install: Install, opened: Open, tmp_path: Path) -> None:
    install("acme-pages", "1.0", f"@hookimpl\ndef inspect_template_dirs(): return [Path({str(tmp_path)!r})]\n")
    assert ("acme-pages", tmp_path) in opened({"acme-pages": "1.0"}).registry.template_dirs


READER = """
class Odd:
    name, suffixes, largest = "odd", (".odd",), 100
    def read(self, source): return {answer}

@hookimpl
def inspect_readers(): return [Odd()]
"""


def test_inspect_readers__a_type_of_file(install: Install, opened: Open) -> None:
    install("acme-reader", "1.0", READER.format(answer="Reading(tables=())"))
    reader = opened({"acme-reader": "1.0"}).registry.readers["odd"]
    assert reader.suffixes == (".odd",)
    assert reader.read(Source("a.odd", b"")).tables == ()


def test_inspect_readers__what_is_no_reading_names_the_plugin(install: Install, opened: Open) -> None:
    install("acme-reader", "1.0", READER.format(answer="[]"))
    reader = opened({"acme-reader": "1.0"}).registry.readers["odd"]
    with pytest.raises(PluginError, match="acme-reader"):
        reader.read(Source("a.odd", b""))


WRITER = """
@hookimpl
def inspect_writers(): return [ReportWriter("plain", ".txt", lambda view, language: {answer})]
"""


def test_inspect_writers__a_format_of_reports(install: Install, opened: Open) -> None:
    install("acme-writer", "1.0", WRITER.format(answer="{'a.txt': b'1'}"))
    writer = opened({"acme-writer": "1.0"}).registry.writers["plain"]
    assert writer.write(None, "en") == {"a.txt": b"1"}


@pytest.mark.parametrize("path", ["../a.txt", "/etc/passwd", "a//b", "a\\b"])
def test_inspect_writers__a_path_out_of_the_folder_names_the_plugin(install: Install, opened: Open, path: str) -> None:
    install("acme-writer", "1.0", WRITER.format(answer=f"{{{path!r}: b'1'}}"))
    writer = opened({"acme-writer": "1.0"}).registry.writers["plain"]
    with pytest.raises(PluginError, match="acme-writer"):
        writer.write(None, "en")


def test_inspect_open_store__the_first_plugin_that_knows_the_place_wins(install: Install, opened: Open) -> None:
    install("acme-store", "1.0", "@hookimpl\ndef inspect_open_store(url): return 'mine'\n")
    store: object = opened({"acme-store": "1.0"}).store
    assert store == "mine"


def test_inspect_open_store__one_that_does_not_know_it_leaves_it_to_the_folder(install: Install, opened: Open) -> None:
    install("acme-store", "1.0", "@hookimpl\ndef inspect_open_store(url): return None\n")
    assert opened({"acme-store": "1.0"}).store.journal.head().seq == 1


def test_inspect_workday__the_first_plugin_that_knows_the_day_wins(install: Install, opened: Open) -> None:
    install("acme-calendar", "1.0", NAMED.format(answer="False if day.day == 8 else None"))
    app = opened({"acme-calendar": "1.0"})
    assert app.workday(date(2026, 10, 8)) is False
    assert app.workday(date(2026, 10, 9)) is True


def test_inspect_workday__plugins_are_asked_by_name(install: Install, opened: Open) -> None:
    install("acme-b", "1.0", NAMED.format(answer="False"))
    install("acme-a", "1.0", NAMED.format(answer="True"))
    assert opened({"acme-b": "1.0", "acme-a": "1.0"}).workday(date(2026, 10, 3)) is True


def test_inspect_workday__what_is_neither_yes_nor_no_names_the_plugin(install: Install, opened: Open) -> None:
    install("acme-calendar", "1.0", NAMED.format(answer="'maybe'"))
    with pytest.raises(PluginError, match="acme-calendar"):
        opened({"acme-calendar": "1.0"}).workday(date(2026, 10, 8))


def test_inspect_workday__a_day_in_the_projects_own_calendar_comes_first(
    install: Install, opened: Open, project: Path
) -> None:
    install("acme-calendar", "1.0", NAMED.format(answer="True"))
    text = "calendar: own\nedition: 2026-10-01\ntitle: own\ndays: {2026-10-08: rest}\n"
    (project / "rulesets/calendars/own.yaml").write_text(text, encoding="utf-8")
    assert opened({"acme-calendar": "1.0"}).workday(date(2026, 10, 8)) is False


RUNNER = """
class Backwards:
    name = "backwards"
    def run(self, task, inputs): return reversed([task(one) for one in inputs])

@hookimpl
def inspect_runners(): return [Backwards()]
"""


def test_inspect_runners__a_way_to_run_many_projects(install: Install, opened: Open) -> None:
    install("acme-runner", "1.0", RUNNER)
    runners = opened({"acme-runner": "1.0"}).registry.runners
    assert set(runners) == {"serial", "processes", "backwards"}
    assert list(runners["serial"].run(str, [1, 2])) == ["1", "2"]


COMMANDS = """
import click

@hookimpl
def inspect_commands(group):
    @group.command("greet")
    def greet(): click.echo("hello")
"""


def test_inspect_commands__a_command_of_the_project(install: Install, opened: Open, project: Path) -> None:
    install("acme-command", "1.0", COMMANDS)
    opened({"acme-command": "1.0"})
    found = plugin_commands(Session(project=project, quiet=True))
    assert isinstance(found["greet"], click.Command)
    assert CliRunner().invoke(found["greet"]).output == "hello\n"


def test_inspect_routes__is_collected_for_the_web(install: Install, opened: Open) -> None:
    install("acme-web", "1.0", "@hookimpl\ndef inspect_routes(router): router.append('/mine')\n")
    router: list[str] = []
    list(opened({"acme-web": "1.0"}).registry.host.collect("inspect_routes", router=router))
    assert router == ["/mine"]


def test_inspect_published__is_told_after_the_fact(install: Install, opened: Open, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    code = f"@hookimpl\ndef inspect_published(event): Path({str(heard)!r}).write_text(event.kind)\n"
    install("acme-bell", "1.0", code)
    tell(opened({"acme-bell": "1.0"}), [event()])
    assert heard.read_text(encoding="utf-8") == "import.completed"


def test_inspect_published__that_fails_is_a_notice_because_it_is_journalled_already(
    install: Install, opened: Open, notices: list[Problem]
) -> None:
    install("acme-bell", "1.0", "@hookimpl\ndef inspect_published(event): raise OSError('no line')\n")
    tell(opened({"acme-bell": "1.0"}), [event()])
    assert [problem.code for problem in notices if "acme-bell" in problem.message] == ["E-PLUG-FAILED"]
