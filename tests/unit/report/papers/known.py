"""A month of a project with the shipped rulesets: a few records of each form that papers are made of."""

from __future__ import annotations

from functools import cache
from typing import Any

from inspect_core.api import PaperView, ReportPhoto
from inspect_core.app.forms import form_view
from inspect_core.app.overlays import read_ruleset
from inspect_core.app.papers import aimed_rule
from inspect_core.app.shelves import shelves
from inspect_core.bootstrap import registry_of
from inspect_core.domain.period import month_period
from inspect_core.language.rule import Ruleset
from inspect_core.shipped import shipped
from tests.unit.report.sample import DIGEST, PERIOD, PROJECT

Json = dict[str, Any]
SOURCE: Json = {"project": PROJECT, "period": PERIOD, "journal": {"seq": 7, "head": "9f" * 32}, "engine": "0.1.0"}
PHOTOS = {DIGEST: ReportPhoto(f"photos/{DIGEST}.jpg", 2000, shown=True)}
ANN: Json = {"id": "P001", "name": "周敏", "role": "butler", "department": "service"}
BO: Json = {"id": "P102", "name": "李红梅", "role": "guard", "department": "security"}
HOME: Json = {"id": "h-301", "name": "3-301"}


@cache
def rulesets() -> tuple[Ruleset, ...]:
    known = registry_of().kinds.settings()
    names = ("etiquette", "patrol", "requests", "survey", "rectification")
    return tuple(read_ruleset(shipped("rulesets") / f"{name}.yaml", shelves(None, ()), known) for name in names)


def seen(form: str, at: str, id: str = "", **more: Any) -> Json:
    """A record that began on a day of October: "30 09:10"; `end` likewise."""
    start = f"2026-{at}" if at[2] == "-" else f"2026-10-{at}"
    end = more.pop("end", None)
    return {
        "observation": id or f"{form}-{at.replace(' ', '-').replace(':', '')}",
        "form": form,
        "at": f"{start.replace(' ', 'T')}:00+08:00",
        "end": f"2026-10-{end.replace(' ', 'T')}:00+08:00" if end else None,
        "day": start[:10],
        "observer": ANN,
        "subject": None,
        "place": HOME,
        "answers": {},
        "note": "",
        "photos": [],
        "photo_digests": [],
        **more,
    }


def survey(at: str, *values: str, **more: str) -> Json:
    """A filled survey that gives every question the first value, or the values in turn."""
    rule = next(rule for found in rulesets() for rule in found.rules if rule.id == "satisfaction-index")
    settings: Any = rule.settings
    asked = list(settings.asked(rule.id))
    answers = {id: values[turn % len(values)] for turn, id in enumerate(asked)}
    return seen("survey", at, answers={**answers, **more})


def view(kind: str, *records: Json, **more: Any) -> PaperView:
    """A paper of October 2026, its records in order of time."""
    last = month_period("2026-10", 1).last
    return PaperView(
        kind,
        SOURCE,
        {id: form_view(form) for found in rulesets() for id, form in found.forms.items()},
        tuple(sorted(records, key=lambda one: str(one["at"]))),
        tuple(aimed_rule(rule, last) for found in rulesets() for rule in found.rules),
        photos=PHOTOS,
        **more,
    )
