"""The result of a period as a close pins it: every figure, no name, the same bytes on every machine."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from inspect_core.app.month import Labels, Month
from inspect_core.app.project import App
from inspect_core.app.views import View, score_view

FORMAT: Final = "inspect-core/result/1"
_OWED: Final = ("owed", "afterwards")  # told only where there is something
_APART: Final = ("format", "project", "plugins", "engine", "journal")  # the manifest tells them, or they are names


def result_of(month: Month) -> View:
    """The score view without names: people and places go by their ids, so that it stays true after an erasure.

    What made it (engine, plugins, position in the journal) stands in the manifest and not here: the same records under
    the same rules are the same result.
    """
    labels = Labels({}, {}, month.labels.roles, month.labels.departments)
    given = tuple(replace(one, reason="") for one in month.tables.given)  # reasons are private and may be erased
    view = score_view(replace(month, labels=labels, tables=replace(month.tables, given=given)))
    kept = {key: value for key, value in view.items() if key not in _APART and (value or key not in _OWED)}
    period = {key: value for key, value in view["period"].items() if key != "stage"}
    return {"format": FORMAT, "project": month.provenance.project, **kept, "period": period}


def canonical(value: Any) -> bytes:
    """The one way to write a paper down: sorted keys, no spaces, UTF-8; no floats, which print otherwise elsewhere."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest_of(value: Any) -> str:
    """The SHA-256 of a value as it is written down."""
    return sha256(canonical(value)).hexdigest()


def records_of_month(app: App, month: Month) -> dict[str, Any]:
    """How many observations the month was scored from, and one hash over the hashes of their events.

    `app` is the project that the month was read from.
    """
    ids = month.tables.names.lists.get("visit", ())
    found = app.store.journal.find(ids) if ids else {}
    hashes = sorted(app.store.journal.hash_at(seq) or "" for seqs in found.values() for seq in seqs[:1])
    return {"count": len(hashes), "sha256": sha256("\n".join(hashes).encode()).hexdigest()}
