"""A certificate of one person's month: the figures, the records behind them, and everything to work them out again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeGuard

from inspect_core.app import hr_refusals as refusals
from inspect_core.app.closed import as_closed, closing_of
from inspect_core.app.project import App
from inspect_core.app.result import digest_of
from inspect_core.app.score import explainer, scored
from inspect_core.app.views import View
from inspect_core.domain.period import Period
from inspect_core.errors import UsageError

FORMAT: Final = "inspect-core/certificate/1"
_TOLD: Final = ("status", "total", "grade", "coefficient", "coverage")


def certificate(app: App, period: Period, person: str) -> View:
    """The certificate of a person in a closed period; FactError where it is not closed.

    `records` are the events behind the score, each by number and hash; with the anchors a journal
    proves that they are what was recorded, and with the result the engine that the score follows from them.
    """
    closing = closing_of(app, period.id)
    manifest = closing.manifest
    if manifest is None:
        raise refusals.not_closed(period.id, str(closing.stage))
    result = json.loads(app.store.papers.get(manifest["result"]))
    own = next((one for one in result["people"] if one["id"] == person), None)
    if own is None:
        raise UsageError("E-PERSON-UNKNOWN", f"nobody with the id '{person}' worked here in the period")
    made: View = {
        "format": FORMAT,
        "project": app.settings.project.id,
        "period": {key: manifest[key] for key in ("period", "first", "last", "time_zone")},
        "person": person,
        **{key: own[key] for key in _TOLD},
        "figures": digest_of(own),
        "result": manifest["result"],
        "journal": manifest["journal"],
        "close": {"seq": manifest["seq"], "head": app.store.journal.hash_at(int(manifest["seq"]))},
        "records": list(_records(app, period, person)),
        **{key: manifest[key] for key in ("rulesets", "scheme", "calendar", "plugins", "engine")},
    }
    return {**made, "sha256": digest_of(made)}


def _records(app: App, period: Period, person: str) -> Iterator[View]:
    """The events that the person's score rests on, in the order of the journal.

    Observations that were judged or counted, what was given by hand, and the values of indicators.
    """
    then, _ = as_closed(app, period)
    told = explainer(app, scored(app, period), person).of(person)
    slots = [slot for ruleset in told["rulesets"] for rule in ruleset["rules"] for slot in rule["slots"]]
    ids = {one["observation"] for slot in slots for one in slot["evidence"]} | set(_beside(told))
    found = then.store.journal.find(ids) if ids else {}
    for seq, id in sorted((seqs[0], id) for id, seqs in found.items()):
        yield {"seq": seq, "id": id, "hash": app.store.journal.hash_at(seq)}


def _beside(told: View) -> Iterator[str]:
    """The ids of what counts beside rules: records of adjustments, what people gave, values of indicators."""
    for one in told["adjustments"]:
        yield from (*one["observations"], *(gift["id"] for gift in one["given"]))
    yield from (one["given"]["id"] for one in (*told["vetoes"], *told["cards"]) if one["given"])
    yield from (one["statement"] for one in told["indicators"] if one["statement"])


def is_certificate(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether a JSON value is a certificate."""
    return isinstance(value, Mapping) and value.get("format") == FORMAT
