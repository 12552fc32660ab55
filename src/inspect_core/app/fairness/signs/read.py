"""The signs of one period of a project, read from its records, with what people found when they looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from inspect_core.app.fairness.signs.found import KINDS, sign_id, signs_of
from inspect_core.app.fairness.signs.rounds import Round, Sign, rounds_of
from inspect_core.app.month import Labels
from inspect_core.app.project import App
from inspect_core.domain.events import SIGN_REVIEWED
from inspect_core.domain.period import Period

View = dict[str, Any]
PHOTO_DAYS = 31  # so far back a photo may have been used before


@dataclass(frozen=True)
class Found:
    """A sign of a period with its id, and the reviews of it, oldest first."""

    id: str
    period: str
    sign: Sign
    reviews: tuple[Mapping[str, Any], ...]

    @property
    def state(self) -> Literal["open", "confirmed", "dismissed"]:
        """What the last review found; open again where records came to it afterwards."""
        if not self.reviews or not set(self.sign.records) <= set(self.reviews[-1]["records"]):
            return "open"
        return "confirmed" if self.reviews[-1]["finding"] == "confirmed" else "dismissed"


def read_signs(app: App, period: Period) -> list[Found]:
    """The signs of the period, strong ones first. A review opens nothing and takes nothing away."""
    rounds = _rounds(app, period)
    before = _rounds_with_photos(app, period)
    reviews: dict[str, list[Mapping[str, Any]]] = {}
    for event in app.store.facts.proceedings(SIGN_REVIEWED, with_private=True):
        reviews.setdefault(event["sign"], []).append(event)
    found = []
    for sign in signs_of(rounds, before, spans(app), app.settings.fairness):
        id = sign_id(sign, period.id)
        found.append(Found(id, period.id, sign, tuple(reviews.get(id, ()))))
    return found


def _rounds(app: App, period: Period) -> list[Round]:
    records = app.store.facts.observations(period.first, period.last, with_private=True)
    return rounds_of(records, app.settings.project.zone)


def _rounds_with_photos(app: App, period: Period) -> list[Round]:
    last = period.first - timedelta(days=1)
    records = app.store.facts.observations(last - timedelta(days=PHOTO_DAYS - 1), last, with_private=True)
    return rounds_of((one for one in records if one.get("photos")), app.settings.project.zone)


def spans(app: App) -> frozenset[str]:
    """The forms whose start and end are those of a request or a complaint: rules of the kind `deadline` read them."""
    forms = set()
    for ruleset in app.standards.rulesets:
        for rule in ruleset.rules:
            if rule.settings.kind == "deadline":
                forms.add(str(getattr(rule.settings, "form", "")))
    return frozenset(forms)


def signs_view(found: Sequence[Found], labels: Labels) -> list[View]:
    """The signs as plain data."""
    return [
        {
            "id": one.id,
            "period": one.period,
            "kind": one.sign.kind,
            "title": KINDS[one.sign.kind].model_dump(),
            "strength": one.sign.strength,
            "observer": labels.person(one.sign.observer),
            "records": list(one.sign.records),
            "says": one.sign.says.model_dump(),
            "state": one.state,
            "reviews": [_review(event, labels) for event in one.reviews],
        }
        for one in found
    ]


def _review(event: Mapping[str, Any], labels: Labels) -> View:
    return {
        "event": event["id"],
        "finding": event["finding"],
        "by": labels.person(event["by"]),
        "at": event["received_at"],
        "note": event.get("note"),
    }
