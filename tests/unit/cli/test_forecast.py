"""`score --forecast` tells what rules on trial would change, on the terminal and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call

TRIAL = """\
ruleset: etiquette-trial
edition: 2026-10-01
title: {zh: 试行, en: On trial}
forms: {trial: {title: Trial, about: person}}
rules:
  bow: {title: {zh: 鞠躬, en: A bow}, kind: checklist, form: trial, ask: "A bow?", points: 50, shadow_until: 2027-01-01}
  smile: {title: {zh: 微笑, en: A smile}, kind: checklist, form: trial, ask: "A smile?", points: 50}
"""
SCHEME = """\
scheme: trial
edition: 2026-10-01
title: Trial
roles: {guard: {weights: {etiquette-trial: 100}}}
bands: {A: 90, E: 0}
"""


@pytest.fixture
def trial(filled: Path, call: Call) -> Path:
    """A guard who smiles and does not bow, where bowing does not count yet."""
    (filled / "rulesets" / "etiquette-trial.yaml").write_text(TRIAL, encoding="utf-8")
    (filled / "rulesets" / "schemes").mkdir(exist_ok=True)
    (filled / "rulesets" / "schemes" / "trial.yaml").write_text(SCHEME, encoding="utf-8")
    settings = filled / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8").replace("rulesets = [", 'rulesets = ["etiquette-trial", ', 1)
    settings.write_text(text.replace('scheme = "residential"', 'scheme = "trial"'), encoding="utf-8")
    said = ("observer=P003", "subject=P001", "start=2026-10-08 09:30", "bow=fail", "smile=pass", "--no-input")
    assert call("record", "trial", *said).status == 0
    return filled


@pytest.mark.usefixtures("trial")
def test_a_forecast_is_told_beside_the_score(call: Call) -> None:
    words = ("score", "--period", "2026-10", "--forecast")
    found = json.loads(call(*words, "--json").out)
    plain = json.loads(call("score", "--period", "2026-10", "--json").out)
    assert {key: value for key, value in found.items() if key != "forecast"} == plain
    own = next(one for one in found["forecast"]["people"] if one["id"] == "P001")
    assert (own["total"], own["grade"], own["forecast"]["total"], own["forecast"]["grade"]) == ("100", "A", "50", "E")
    shown = call(*words, "--lang", "en").out
    assert "A bow  from 2027-01-01" in shown
    assert "would be grade" in shown
    one = json.loads(call(*words, "--person", "P001", "--json").out)["forecast"]
    assert [person["id"] for person in one["people"]] == ["P001"]
    told = call("explain", "--period", "2026-10", "--person", "P001", "--lang", "en").out
    assert "with the rules on trial: total 50.00, grade E: A bow (from 2027-01-01)" in told


@pytest.mark.usefixtures("filled")
def test_without_rules_on_trial_it_says_so_and_single_records_have_no_forecast(call: Call) -> None:
    words = ("score", "--period", "2026-10", "--forecast")
    assert json.loads(call(*words, "--json").out)["forecast"] is None
    assert "no rule is on trial" in call(*words, "--lang", "en").out
    assert call(*words, "--by", "visit", "--lang", "en").status == 2
