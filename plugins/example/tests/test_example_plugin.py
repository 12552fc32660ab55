"""What the author of a plugin tests: the kind by plain calls, the hooks by plain calls, the rule by its cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from inspect_core.api import Judgement, Outcome, RuleHeader, Seen, Text
from inspect_core_example import plugin
from inspect_core_example.thorough import Thorough, ThoroughSettings

DAY = date(2026, 10, 8)
SETTINGS = ThoroughSettings.model_validate(
    {
        "title": "Handed over",
        "kind": "thorough",
        "points": "100",
        "form": "handover",
        "answer": ["keys", "radio"],
        "at_least": {"2026-01-01": "5"},
    }
)


def seen(minutes: int, **answers: str) -> Seen:
    start = datetime(2026, 10, 8, 8, tzinfo=UTC)
    end = start + timedelta(minutes=minutes)
    return Seen("handover", "gate", None, "wang", minutes, answers, start, end)


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        (seen(5, keys="yes", radio="yes"), Outcome.MET),
        (seen(4, keys="yes", radio="yes"), Outcome.PARTLY),
        (seen(9, keys="yes"), Outcome.UNMET),
    ],
)
def test_a_record_is_judged_by_its_answers_and_its_minutes(record: Seen, outcome: Outcome) -> None:
    assert Thorough().judge(record, SETTINGS, DAY).outcome is outcome


def test_before_the_first_date_nothing_is_judged() -> None:
    verdict = Thorough().judge(seen(5, keys="yes", radio="yes"), SETTINGS, date(2025, 12, 31))
    assert verdict == Judgement(Outcome.NOT_APPLICABLE, Text(zh="未生效", en="not in force"))


def test_the_reason_names_what_was_left_open() -> None:
    reason = Thorough().judge(seen(9, keys="yes"), SETTINGS, DAY).reason
    assert reason == Text(zh="未填：radio", en="open: radio")


def test_every_reason_is_said_in_both_languages() -> None:
    records = (seen(9, keys="yes"), seen(4, keys="yes", radio="yes"))
    for reason in (Thorough().judge(record, SETTINGS, DAY).reason for record in records):
        assert isinstance(reason, Text)
        assert reason.zh != reason.en


def test_the_rule_says_the_minutes_of_the_day_in_both_languages() -> None:
    assert "5" in SETTINGS.says(DAY).zh
    assert "5" in SETTINGS.says(DAY).en


def test_the_plugin_brings_one_kind_one_ruleset_and_one_section() -> None:
    assert [kind.kind for kind in plugin.inspect_rule_kinds()] == ["thorough"]
    (rulesets,), (templates,) = plugin.inspect_ruleset_dirs(), plugin.inspect_template_dirs()
    assert [file.name for file in rulesets.glob("*.yaml")] == ["handover.yaml"]
    assert (templates / "report/sections/circular/handover.html").is_file()
    assert issubclass(Thorough.settings, RuleHeader)


def test_it_takes_less_than_a_hundred_lines_of_python() -> None:
    package = Path(plugin.__file__).parent
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in package.glob("*.py")) < 100
