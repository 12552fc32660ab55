"""Findings are derived once: what is kept is what would be derived, and never what is no longer true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspect_core.app.findings import kept
from inspect_core.app.findings.derive import derived
from inspect_core.app.project import App
from inspect_core.domain.finding import Finding
from tests.unit.app.findings.test_derive import home, look, made, opened, say, talk

__all__ = ["home", "made"]


def never(app: App) -> tuple[Finding, ...]:
    raise AssertionError(app.folder)


def test_what_is_kept_is_what_would_be_derived_and_is_not_derived_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(home, "hall", "litter=3", "damp=critical", "paved=fail")
    talk(home, "solved=no")
    wanted = tuple(derived(opened(home)))
    assert kept.findings_of(opened(home)) == wanted
    monkeypatch.setattr(kept, "derived", never)
    found = kept.findings_of(opened(home))
    assert found == wanted
    assert [(one.found.isoformat(), one.told.tzinfo) for one in found] == [
        (one.found.isoformat(), one.told.tzinfo) for one in wanted
    ]


def test_one_more_record_is_seen_at_once(home: Path) -> None:
    look(home, "hall", "litter=3")
    assert len(kept.findings_of(opened(home))) == 1
    look(home, "yard", "litter=1")
    assert len(kept.findings_of(opened(home))) == 2
    say(home, "void", kept.findings_of(opened(home))[0].observation, "--reason", "wrong place")
    assert [one.gone for one in kept.findings_of(opened(home))] == ["voided", None]


def test_another_text_of_the_rules_is_asked_anew(home: Path) -> None:
    look(home, "hall", "paved=fail")
    assert len(kept.findings_of(opened(home))) == 1
    file = home / "rulesets" / "house.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("ask: Paved, on_fail: {finding: minor}", "ask: Paved"), encoding="utf-8")
    assert kept.findings_of(opened(home)) == ()


def test_what_is_damaged_is_derived_anew(home: Path) -> None:
    look(home, "hall", "litter=3")
    wanted = kept.findings_of(opened(home))
    for file in (home / "views" / "columns").rglob("*.arrow"):
        file.write_bytes(b"broken")
    assert kept.findings_of(opened(home)) == wanted


def test_a_trial_of_other_rules_is_not_kept(home: Path) -> None:
    look(home, "hall", "litter=3")
    app = opened(home)
    assert len(kept.findings_of(replace(app, given=app.standards))) == 1
    assert not list((home / "views").rglob("*.arrow"))
