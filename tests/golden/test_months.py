"""Golden months: the demo month to the byte, and three small ones that were worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspect_core.app.calendars import published, remembered
from inspect_core.app.month import Labels, Month, Provenance
from inspect_core.app.views import score_view
from inspect_core.bootstrap import registry_of
from inspect_core.domain.period import month_period
from inspect_core.domain.text import Text
from inspect_core.engine.encode import encode
from inspect_core.engine.ground import Ground
from inspect_core.engine.plan import Plan
from inspect_core.engine.run import score_month
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.node import Document
from inspect_core.language.reader import read_file
from inspect_core.language.scheme import bind_scheme
from inspect_core.testing.cases import ZONE
from inspect_core.testing.month import records_of
from tests.golden.demo import SUMMARY, summary

FOLDER = Path(__file__).parent / "months"


def scored(text: dict[str, Any]) -> dict[str, Any]:
    kinds = registry_of().kinds
    parts = {name: Document(name, plain, {}) for name, plain in text["rulesets"].items()}
    rulesets = [bind_ruleset(document, kinds.settings()) for document in parts.values()]
    plan = Plan(rulesets, kinds, bind_scheme(Document("scheme", text["scheme"], {}), set(parts)))
    period = month_period(text["period"], int(text.get("start_day", 1)))
    ground = Ground(period, ZONE, remembered(published()))
    tables = encode(records_of({}, {"day": str(period.first), **text}, plan.forms, ZONE), plan.forms, ZONE)
    source = Provenance("golden", Text(zh="例", en="example"))
    return score_view(Month(plan, ground, tables, score_month(plan, ground, tables), source, Labels()))


def found(person: dict[str, Any]) -> dict[str, Any]:
    """What a golden month may expect of a person, by the same words."""
    rules = {
        f"{ruleset['ruleset']}/{rule['rule']}": f"{rule['points']} of {rule['of']}"
        for ruleset in person["rulesets"]
        for rule in ruleset["rules"]
        if rule["of"] != "0"
    }
    place = person["rank"]["project"]
    return {
        **{key: person[key] for key in ("total", "grade", "coverage", "status", "role")},
        "rank": str(place["place"]) if place else None,
        "rulesets": {ruleset["ruleset"]: ruleset["score"] for ruleset in person["rulesets"] if ruleset["score"]},
        "rules": rules,
    }


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_month_comes_out_as_it_was_worked_out_by_hand(file: Path) -> None:
    text = read_file(file).plain
    people = {person["id"]: found(person) for person in scored(text)["people"]}
    assert set(people) == set(text["expect"])
    for id, wanted in text["expect"].items():
        assert {key: people[id][key] for key in wanted} == wanted


def test_the_demo_month_comes_out_as_it_did_before() -> None:
    # When it changes on purpose: look at what changed, say why in the change log, then write it again with
    #   python -m tests.golden.demo
    assert summary() == SUMMARY.read_text(encoding="utf-8")
