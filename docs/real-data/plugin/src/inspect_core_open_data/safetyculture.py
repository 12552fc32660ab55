"""Reads audits as SafetyCulture (iAuditor) hands them out: a file an audit, a column for each question.

What counts is what the audit itself counts: a question that is shown and may score. A question left open earns nothing
of its full score, as an unfinished audit is scored there; one answered with an answer that does not score (N/A), or one
that is hidden by a condition or stands in the pattern of a repeated part, leaves the score.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from inspect_core.api import ErrorPlace, ImportRefused, Reading, Source, Table

LARGEST: Final = 10 * 1024 * 1024
OPEN: Final = "unanswered"
HEAD: Final = ("audit", "template", "started", "score", "total", "percentage")
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Scored:
    """One question that may score: its key, its words, its full score, what each answer scores."""

    key: str
    label: str
    most: int
    answers: Mapping[str, int]
    said: str  # the answer of this audit; an empty text leaves the score


@dataclass(frozen=True)
class Audit:
    """One audit: where its template is from, what it states, and its questions."""

    id: str
    template: str
    name: str
    started: str
    stated: tuple[str, str, str]
    scored: tuple[Scored, ...]


@dataclass(frozen=True, slots=True)
class AuditReader:
    """One audit a file, saved under the ending .audit; its sheet is called after its template."""

    name: str = "safetyculture"
    suffixes: tuple[str, ...] = (".audit",)
    largest: int = LARGEST

    def read(self, source: Source) -> Reading:
        """One table of one row. ImportRefused when it is no audit."""
        audit = audit_of(source)
        header = (*HEAD, *(one.key for one in audit.scored))
        row = (audit.id, audit.template, audit.started, *audit.stated, *(one.said for one in audit.scored))
        return Reading((Table(source.name, header, [row], [1], "cells", audit.template),))


def audit_of(source: Source) -> Audit:
    """The audit of a file. ImportRefused when it is no JSON, or lacks what every audit has."""
    try:
        told = json.loads(source.data)
        data, template = told["audit_data"], told["template_data"]
        stated = tuple(_number(data[name]) for name in ("score", "total_score", "score_percentage"))
        return Audit(
            told["audit_id"],
            told["template_id"],
            str(template.get("metadata", {}).get("name") or told["template_id"]).strip(),
            data["date_started"],
            (stated[0], stated[1], stated[2]),
            tuple(_scored(told, template.get("response_sets", {}))),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImportRefused(
            "E-AUDIT-FILE",
            f"it is no audit: {error!s:.80}",
            place=ErrorPlace(file=source.name),
            hint="Export the audit again as JSON.",
            message_zh="不是 SafetyCulture 的检查记录",
            hint_zh="请重新导出 JSON。",
        ) from error


def _number(value: Any) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _scored(told: Mapping[str, Any], sets: Mapping[str, Any]) -> Iterator[Scored]:
    """The questions that are shown, of the whole audit: also those with a condition beneath them."""
    for item in (*told["header_items"], *told["items"]):
        scoring = item.get("scoring") or {}
        if item.get("inactive") or "max_score" not in scoring:
            continue
        answers, most = _answers(item, sets)
        if most:
            yield Scored(item["item_id"].lower(), item.get("label") or "-", most, answers, _said(item, scoring))


def _answers(item: Item, sets: Mapping[str, Any]) -> tuple[dict[str, int], int]:
    """What each answer scores, and the most of them: of a list several may be chosen, a slider says its score."""
    options = item.get("options") or {}
    if item["type"] == "slider":
        weight = options.get("weighting", 1)
        return {str(value): value * weight for value in range(options["min"], options["max"] + 1)}, options[
            "max"
        ] * weight
    responses = sets.get(options.get("response_set"), {}).get("responses", ())
    scores = {found["label"]: int(found["score"]) for found in responses if found.get("enable_score")}
    if options.get("multiple_selection"):
        most = sum(scores.values())
        return {str(value): value for value in range(most + 1)}, most
    return scores, max(scores.values(), default=0)


def _said(item: Item, scoring: Item) -> str:
    """The answer in words; of a list or a slider its score; an empty text where the answer does not score."""
    responses = item.get("responses") or {}
    chosen = responses.get("selected") or ()
    if item["type"] == "slider":
        return str(responses["value"]) if "value" in responses else OPEN
    if not chosen:
        return OPEN
    if not any(found.get("enable_score") for found in chosen):
        return ""
    return str(scoring["score"]) if (item.get("options") or {}).get("multiple_selection") else str(chosen[0]["label"])
