"""Plugins that break their contract: each is named, and the run stops; none is passed over."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspect_core.app.facts import tables_of
from inspect_core.app.imports import import_files
from inspect_core.app.project import App
from inspect_core.app.score import scored
from inspect_core.domain.table import Source
from inspect_core.errors import PluginError, Problem
from inspect_core.host.loader import installed

Install = Callable[..., None]
Open = Callable[..., App]

RULESET = """
ruleset: {name}
edition: 2026-01-01
title: hostile
forms: {{note: {{title: note, questions: {{fine: {{ask: fine?, answers: yes_no}}}}}}}}
rules:
  only:
    title: only
    kind: {kind}
    {settings}
    credit: observer
    points: 100
"""
SCHEME = """
scheme: hostile
edition: 2026-01-01
title: hostile
roles: {guard: {weights: {hostile: 100}}}
bands: {A: 0}
"""
ROW = """
class Settings(RuleHeader):
    form: Id
    def forms(self): return (self.form,)

class Row:
    kind = "row"
    settings = Settings
    def judge(self, seen, settings, day):
        %s

@hookimpl
def inspect_rule_kinds(): return [Row]
"""
ANSWERS = """
class Settings(RuleHeader):
    form: Id
    def forms(self): return (self.form,)

class Answers:
    kind = "row"
    settings = Settings
    def contributions(self, rule, codes, day):
        return Contributions("ratio", tuple(Contribution(code.code, %s) for code in codes))
    def change_days(self, rule): return ()

@hookimpl
def inspect_rule_kinds(): return [Answers]
"""
SLOTS = """
import polars as pl

class Settings(Recurring):
    pass

class Slots:
    kind = "row"
    settings = Settings
    def expected(self, rule, ground, tables):
        slots = lay_out(rule, rule.settings, ground, tables).with_columns(due=pl.lit(1, pl.Int64))
        %s
        return slots
    def evidence(self, rule, slots, tables):
        return judged(matched(slots, candidates(rule.settings, tables), rule.settings), rule.settings, tables, slots)
    def measured(self, rule, slots, evidence, tables):
        done = evidence.group_by("slot").agg(done=pl.len().cast(pl.Int64))
        %s
        return done

@hookimpl
def inspect_rule_kinds(): return [Slots]
"""


@pytest.fixture
def month(install: Install, opened: Open, project: Path) -> Callable[..., Any]:
    """Scores a month of one guard and one record under one rule of the plugin's kind."""

    def score(code: str, settings: str = "form: note") -> Any:
        install("acme-evil", "1.0", code)
        (project / "rulesets/hostile.yaml").write_text(
            RULESET.format(name="hostile", kind="row", settings=settings), encoding="utf-8"
        )
        (project / "rulesets/schemes/hostile.yaml").write_text(SCHEME, encoding="utf-8")
        file = project / "inspect-core.toml"
        text = file.read_text(encoding="utf-8")
        first, _, rest = text.partition("rulesets = [")
        text = first + 'rulesets = ["hostile"' + rest[rest.index("]") :]
        file.write_text(text.replace('scheme = "residential"', 'scheme = "hostile"'), encoding="utf-8")
        app = opened({"acme-evil": "1.0"})
        import_files(app, "people", [Source("people.csv", b"id,role\nwang,guard\n")])
        record = b"id,form,observer,start,fine\nr1,note,wang,2026-10-07 08:00,yes\n"
        import_files(app, "observations", [Source("notes.csv", record)])
        return scored(app, app.period("2026-10"))

    return score


def content() -> str:
    """The hash of the installed plugin's files."""
    return next(plugin.content() for plugin in installed() if plugin.name == "acme-evil")


def refused(code: str, call: Callable[[], Any]) -> str:
    """What a PluginError with that code says; it names the plugin."""
    with pytest.raises(PluginError) as error:
        call()
    assert error.value.code == code
    assert "acme-evil" in error.value.message
    assert error.value.message_zh
    assert error.value.hint
    return error.value.message


def test_an_unlisted_plugin_is_not_imported_and_there_is_a_notice(
    install: Install, opened: Open, notices: list[Problem], tmp_path: Path
) -> None:
    marker = tmp_path / "marker"
    install("acme-evil", "1.0", f"Path({str(marker)!r}).touch()\n")
    _ = opened().registry.kinds
    assert not marker.exists()
    assert "acme_evil" not in sys.modules
    assert ["acme-evil" in notice.message for notice in notices if notice.code == "N-PLUG-UNLISTED"].count(True) == 1


def test_a_listed_plugin_of_another_version_is_not_imported(install: Install, opened: Open, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    install("acme-evil", "1.0", f"Path({str(marker)!r}).touch()\n")
    refused("E-PLUG-VERSION", lambda: opened({"acme-evil": "1.1"}))
    assert not marker.exists()


def test_a_listed_plugin_of_another_hash_is_not_imported(install: Install, opened: Open, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    install("acme-evil", "1.0", f"Path({str(marker)!r}).touch()\n", record=True)
    hash = f"sha256:{'0' * 64}"
    message = refused("E-PLUG-HASH", lambda: opened({"acme-evil": "1.0"}, {"acme-evil": hash}))
    assert hash in message
    assert content() in message
    assert not marker.exists()
    assert "acme_evil" not in sys.modules


def test_a_file_changed_after_the_plugin_was_pinned_is_found(install: Install, opened: Open, site: Path) -> None:
    install("acme-evil", "1.0", "HARMLESS = 1\n", record=True)
    hash = content()
    assert opened({"acme-evil": "1.0"}, {"acme-evil": hash}).registry.host.plugins[0].pinned
    module = site / "acme_evil.py"
    module.write_text(module.read_text(encoding="utf-8").replace("1", "2"), encoding="utf-8")
    refused("E-PLUG-HASH", lambda: opened({"acme-evil": "1.0"}, {"acme-evil": hash}))


def test_another_copy_that_python_would_import_instead_is_found(
    install: Install, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("acme-evil", "1.0", "HARMLESS = 1\n", record=True)
    hash = content()
    (tmp_path / "before").mkdir()
    (tmp_path / "before/acme_evil.py").write_text("EVIL = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "before"))
    refused("E-PLUG-EDITABLE", lambda: opened({"acme-evil": "1.0"}, {"acme-evil": hash}))
    assert "acme_evil" not in sys.modules


def test_an_editable_plugin_with_a_hash_on_the_list_is_refused_with_the_way_out(install: Install, opened: Open) -> None:
    install("acme-evil", "1.0", "HARMLESS = 1\n")
    refused("E-PLUG-EDITABLE", lambda: opened({"acme-evil": "1.0"}, {"acme-evil": f"sha256:{'0' * 64}"}))
    assert "acme_evil" not in sys.modules


def test_a_listed_plugin_that_is_not_installed_stops_the_run(opened: Open) -> None:
    refused("E-PLUG-MISSING", lambda: opened({"acme-evil": "1.0"}))


def test_all_that_is_wrong_with_the_list_is_told_at_once(install: Install, opened: Open) -> None:
    install("acme-evil", "1.0", "")
    with pytest.raises(PluginError) as error:
        opened({"acme-evil": "2.0", "acme-gone": "1.0"})
    assert [problem.code for problem in error.value.problems] == ["E-PLUG-VERSION", "E-PLUG-MISSING"]
    assert str(error.value.place) == "inspect-core.toml#/plugins/allow/acme-evil"


@pytest.mark.parametrize("code", ["raise ValueError('no')", "import sys; sys.exit(0)", "1/0", "import nowhere_at_all"])
def test_a_plugin_that_fails_while_it_is_imported_is_named(install: Install, opened: Open, code: str) -> None:
    install("acme-evil", "1.0", code + "\n")
    refused("E-PLUG-FAILED", lambda: opened({"acme-evil": "1.0"}))


@pytest.mark.parametrize("body", ["raise ValueError('no')", "import sys; sys.exit(0)", "return 1/0"])
def test_a_hook_that_fails_is_named(install: Install, opened: Open, body: str) -> None:
    install("acme-evil", "1.0", f"@hookimpl\ndef inspect_rule_kinds(): {body}\n")
    refused("E-PLUG-FAILED", lambda: opened({"acme-evil": "1.0"}).registry.kinds)


def test_a_misspelt_hook_is_named_with_the_nearest_one(install: Install, opened: Open) -> None:
    install("acme-evil", "1.0", "@hookimpl\ndef inspect_rule_kind(): return []\n")
    with pytest.raises(PluginError) as error:
        opened({"acme-evil": "1.0"})
    assert error.value.code == "E-PLUG-HOOK"
    assert "acme-evil" in error.value.message
    assert error.value.hint == "did you mean inspect_rule_kinds?"


def test_a_hook_with_an_argument_nobody_gives_is_named(install: Install, opened: Open) -> None:
    install("acme-evil", "1.0", "@hookimpl\ndef inspect_rule_kinds(journal): return []\n")
    refused("E-PLUG-HOOK", lambda: opened({"acme-evil": "1.0"}))


def test_a_hook_nobody_marked_is_not_overlooked_in_silence(install: Install, opened: Open) -> None:
    install("acme-evil", "1.0", "def inspect_rule_kinds(): return []\n")
    refused("E-PLUG-MARK", lambda: opened({"acme-evil": "1.0"}))


def test_a_hook_around_the_hooks_of_others_is_refused(install: Install, opened: Open) -> None:
    code = "import pluggy\n@pluggy.HookimplMarker('inspect_core')(wrapper=True)\n"
    install("acme-evil", "1.0", code + "def inspect_rule_kinds():\n    found = yield\n    return []\n")
    refused("E-PLUG-WRAPPER", lambda: opened({"acme-evil": "1.0"}).registry.kinds)


@pytest.mark.parametrize("answer", ["None", "'kinds'", "7", "[7]", "[object()]", "[int]"])
def test_a_hook_that_answers_nonsense_is_named(install: Install, opened: Open, answer: str) -> None:
    install("acme-evil", "1.0", f"@hookimpl\ndef inspect_rule_kinds(): return {answer}\n")
    refused("E-PLUG-ANSWER", lambda: opened({"acme-evil": "1.0"}).registry.kinds)


def test_a_row_kind_that_keeps_the_contract_scores(month: Callable[..., Any]) -> None:
    assert month(ROW % "return Judgement(Outcome.MET)").scored.totals["person"]["total"].to_list() == [100_000]


@pytest.mark.parametrize(
    "body",
    [
        "return float('nan')",
        "return 101",
        "return 'met'",
        "return None",
        "return Judgement('met')",
        "return Judgement(Outcome.NO_DATA)",
    ],
)
def test_a_row_kind_that_answers_nonsense_is_named(month: Callable[..., Any], body: str) -> None:
    refused("E-PLUG-ANSWER", lambda: month(ROW % body))


@pytest.mark.parametrize("body", ["raise KeyError('fine')", "import sys; sys.exit(0)", "return 1/0"])
def test_a_row_kind_that_fails_is_named(month: Callable[..., Any], body: str) -> None:
    refused("E-PLUG-FAILED", lambda: month(ROW % body))


@pytest.mark.parametrize("body", ["import time; time.sleep(3600)", "while True: pass"])
def test_a_plugin_that_never_answers_is_named(
    month: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    monkeypatch.setenv("INSPECT_PLUGIN_SECONDS", "0.2")
    message = refused("E-PLUG-FAILED", lambda: month(ROW % body))
    assert "TookTooLong" in message


def test_a_row_kind_cannot_change_the_answers(month: Callable[..., Any]) -> None:
    body = "seen.answers['fine'] = 'no'; return Judgement(Outcome.MET)"
    refused("E-PLUG-FAILED", lambda: month(ROW % body))


def test_a_row_kind_that_forces_its_way_is_seen(month: Callable[..., Any]) -> None:
    body = "object.__setattr__(seen, 'observer', 'chen'); return Judgement(Outcome.MET)"
    refused("E-PLUG-EDITED", lambda: month(ROW % body))


@pytest.mark.parametrize(
    "said",
    ["earned=float('nan'), of=100", "earned=101, of=100", "earned=-1, of=100", "earned='1', of=100", "outcome='met'"],
)
def test_an_answer_kind_that_answers_nonsense_is_named(month: Callable[..., Any], said: str) -> None:
    refused("E-PLUG-ANSWER", lambda: month(ANSWERS % said))


RECURRING = "counts: note\n    by: guard\n    per: [person, day]"


def test_a_slot_kind_that_keeps_the_contract_scores(month: Callable[..., Any]) -> None:
    counts = month(SLOTS % ("pass", "pass"), RECURRING.replace("credit: observer", "")).scored.rules["stint"]
    assert (counts["met"].to_list(), counts["unmet"].to_list()) == ([1], [24])


@pytest.mark.parametrize(
    ("expected", "measured"),
    [
        ("slots = 7", "pass"),
        ("slots = slots.drop('due')", "pass"),
        ("slots = slots.with_columns(due=pl.lit(-1, pl.Int64))", "pass"),
        ("slots = slots.with_columns(due=pl.lit(0.5))", "pass"),
        ("pass", "done = done.with_columns(done=pl.lit(float('nan')))"),
        ("pass", "done = done.with_columns(done=pl.lit(-1, pl.Int64))"),
        ("pass", "done = done.with_columns(done=pl.lit(None, pl.Int64))"),
        ("pass", "done = pl.concat([done, done])"),
        ("pass", "done = done.drop('done')"),
    ],
)
def test_a_slot_kind_that_answers_nonsense_is_named(month: Callable[..., Any], expected: str, measured: str) -> None:
    refused("E-PLUG-ANSWER", lambda: month(SLOTS % (expected, measured), RECURRING))


def test_a_slot_kind_that_changes_its_input_is_seen(month: Callable[..., Any]) -> None:
    body = "tables.places.insert_column(0, pl.Series('mine', [], pl.Int64))"
    refused("E-PLUG-EDITED", lambda: month(SLOTS % (body, "pass"), RECURRING))


def test_a_slot_kind_that_fails_late_is_named(month: Callable[..., Any]) -> None:
    body = "done = done.with_columns(pl.col('slot').map_elements(lambda n: 1 // 0, return_dtype=pl.Int32))"
    refused("E-PLUG-FAILED", lambda: month(SLOTS % ("pass", body), RECURRING))


def test_nothing_is_written_down_of_a_run_that_stopped(month: Callable[..., Any], project: Path) -> None:
    refused("E-PLUG-ANSWER", lambda: month(ROW % "return 101"))
    assert list((project / "reports").iterdir()) == []


def test_hook_calls_are_shown_to_whoever_asks(
    install: Install, opened: Open, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INSPECT_TRACE_HOOKS", "1")
    install("acme-evil", "1.0", "@hookimpl\ndef inspect_rule_kinds(): return []\n")
    app = opened({"acme-evil": "1.0"})
    _ = app.registry.kinds
    assert "hook inspect_rule_kinds acme-evil -> []" in capsys.readouterr().err
    assert tables_of(app, app.period("2026-10")).people == 0
