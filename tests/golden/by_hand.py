"""A month written as one YAML mapping: its rulesets, scheme, people and records, scored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

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
from inspect_core.language.scheme import bind_scheme
from inspect_core.testing.cases import ZONE
from inspect_core.testing.month import records_of

WORKDAY = remembered(published())


def scored(text: dict[str, Any]) -> Month:
    """The month, scored."""
    kinds = registry_of().kinds
    parts = {name: Document(name, plain, {}) for name, plain in text["rulesets"].items()}
    rulesets = [bind_ruleset(document, kinds.settings()) for document in parts.values()]
    plan = Plan(rulesets, kinds, bind_scheme(Document("scheme", text["scheme"], {}), set(parts)))
    period = month_period(text["period"], int(text.get("start_day", 1)))
    ground = Ground(period, ZONE, WORKDAY, int(text.get("start_day", 1)))
    tables = encode(records_of({}, {"day": str(period.first), **text}, plan.forms, ZONE), plan.forms, ZONE)
    tables = replace(tables, given=tuple(text.get("given") or ()), figures=tuple(text.get("figures") or ()))
    source = Provenance("golden", Text(zh="例", en="example"))
    return Month(plan, ground, tables, score_month(plan, ground, tables), source, Labels())


def view_of(text: dict[str, Any]) -> dict[str, Any]:
    """The score view of the month."""
    return score_view(scored(text))


def people_of(text: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The score view of everybody by id."""
    return {person["id"]: person for person in view_of(text)["people"]}
