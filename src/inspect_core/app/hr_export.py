"""A period handed over to HR: what was closed, or a draft that says so; each hand-over is an event of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from inspect_core.app import hr_refusals as refusals
from inspect_core.app.closed import closing_of
from inspect_core.app.hr_evidence import evidence_of
from inspect_core.app.hr_rows import columns_of, owed_of, rows_of
from inspect_core.app.imports import PUBLISHED, tell
from inspect_core.app.owed_words import owed_problems
from inspect_core.app.project import App
from inspect_core.app.result import canonical, digest_of, result_of
from inspect_core.app.score import labels, scored
from inspect_core.app.views import View
from inspect_core.domain.events import EXPORT_MADE, Draft, Json
from inspect_core.domain.handover import HandOver, HandOverWriter, Row, changed, figures
from inspect_core.domain.period import Period
from inspect_core.language.hand_over import HandOverMapping


def hand_over(app: App, period: Period, *, draft: bool = False) -> HandOver:
    """The rows of a closed period, from the result that was pinned; with `draft` of one that is still open.

    FactError where the period is not closed and no draft was asked for.
    """
    closing = closing_of(app, period.id)
    manifest = closing.manifest
    if manifest is None and not draft:
        raise refusals.not_closed(period.id, str(closing.stage))
    if manifest is not None:
        result: View = json.loads(app.store.papers.get(manifest["result"]))
        proof = proof_of(result, manifest["journal"], manifest["result"], manifest["engine"])
    else:
        month = scored(app, period)
        result = result_of(month)
        seq, head = month.provenance.journal
        proof = proof_of(result, {"seq": seq, "head": head}, digest_of(result), month.provenance.engine)
    stage = str(closing.stage)
    known = labels(app)
    rows = rows_of(result, stage, proof, known)
    before = _before(app, period.id)
    changes = () if before is None else changed(before, rows)
    proof = {"period": period.id, "stage": stage, **proof}
    evidence, owed = tuple(evidence_of(result)), tuple(owed_of(result, known))
    for problem in owed_problems(period.id, result, known.people):
        app.notify(problem)
    return HandOver(period.id, stage, columns_of(result), rows, evidence, changes, owed, proof)


def proof_of(result: View, journal: Mapping[str, Any], digest: str, engine: str) -> dict[str, str]:
    """What the figures were made from, as the texts that stand in every row."""
    editions = [f"{one['ruleset']}@{one['edition']}:{one['fingerprint'][:12]}" for one in result["editions"]]
    scheme = result["scheme"]
    editions.append(f"{scheme['name']}@{scheme['edition']}:{scheme['fingerprint'][:12]}")
    return {
        "journal": f"{journal['seq']}:{journal['head']}",
        "editions": " ".join(editions),
        "result": digest,
        "engine": engine,
    }


def _before(app: App, period: str) -> tuple[Row, ...] | None:
    """The rows of the last hand-over of the period; nothing where there was none."""
    made = [one for one in app.store.facts.proceedings(EXPORT_MADE) if one["period"] == period]
    return tuple(json.loads(app.store.papers.get(made[-1]["rows"]))) if made else None


def export(
    app: App,
    found: HandOver,
    format_: str,
    write: HandOverWriter,
    *,
    by: str | None = None,
    mapping: HandOverMapping | None = None,
    dry_run: bool = False,
) -> tuple[bytes, View]:
    """The bytes of the file and the event that says it was made; with `dry_run` nothing is journalled.

    UsageError where the mapping takes columns that there are none of.
    """
    if mapping is not None:
        unknown = mapping.unknown(found.columns)
        if unknown:
            raise refusals.unknown_columns(unknown, found.columns)
        rows = mapping.mapped(found.rows)
        names = tuple(column.name for column in mapping.text.columns)
        data = write(replace(found, columns=names, rows=rows))
    else:
        data = write(found)
    kept = canonical([figures(row) for row in found.rows])
    body: dict[str, Json] = {
        "period": found.period,
        "stage": found.stage,
        "format": format_,
        "people": len(found.rows),
        "sha256": sha256(data).hexdigest(),
        "rows": sha256(kept).hexdigest(),
        "result": found.proof["result"],
        "journal": found.proof["journal"],
    }
    body |= {"by": by} if by else {}
    body |= {"mapping": mapping.text.hand_over, "mapping_fingerprint": mapping.fingerprint} if mapping else {}
    if dry_run:
        return data, {"id": None, **body, "seq": None}
    app.store.papers.put(kept)
    now = app.clock.now().replace(microsecond=0)
    with app.store.journal.writing() as writer:
        id = sha256(f"{body['sha256']} {now.isoformat()} {writer.head.seq}".encode()).hexdigest()[:32]
        events = writer.append([Draft(EXPORT_MADE, id, body, app.actor)], now)
    if PUBLISHED in app.registry.host.answered:
        tell(app, events)
    return data, {"id": id, **body, "seq": events[0].seq}
