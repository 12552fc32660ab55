"""Writes the ruleset, scheme and mapping of an audit template, from one audit made with it.

python -m inspect_core_open_data.audit_rules AUDIT FOLDER
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from inspect_core.api import Source
from inspect_core_open_data.safetyculture import OPEN, Audit, Scored, audit_of

ROLE: Final = "inspector"
EDITION: Final = "2020-01-01"


def files_of(audit: Audit) -> dict[str, str]:
    """The texts by their path: one rule whose points are the full score, so that its points are the score."""
    name = id_of(audit)
    texts = {
        f"rulesets/{name}.yaml": ruleset(name, audit),
        f"rulesets/schemes/{name}.yaml": scheme(name, audit),
        f"mapping-{name}.yaml": mapping(name, audit),
    }
    return {path: "\n".join(_lines(text)) + "\n" for path, text in texts.items()}


def id_of(audit: Audit) -> str:
    """The id of everything made from the template."""
    return f"audit-{audit.template.rpartition('_')[2][:12]}"


def ruleset(name: str, audit: Audit) -> dict[str, Any]:
    """One checklist over all questions that may score, weighed by their full score."""
    total = sum(one.most for one in audit.scored)
    form = {"title": audit.name, "filled_by": ROLE, "questions": {"stated": {"ask": "Stated total", "type": "text"}}}
    rule = {
        "title": audit.name,
        "kind": "checklist",
        "form": name,
        "questions": {one.key: _question(one) for one in audit.scored},
        "credit": "observer",
        "points": total,
    }
    head = {"ruleset": name, "edition": EDITION, "title": audit.name, "points": total}
    return {**head, "forms": {name: form}, "rules": {"score": rule}}


def _question(one: Scored) -> dict[str, Any]:
    levels = {word: f"{share(score, one.most)} %" for word, score in one.answers.items()}
    return {"ask": one.label, "weight": one.most, "answers": {**levels, OPEN: "0 %"}}


def share(score: int, most: int) -> str:
    """What an answer is of the full score, in thousandths of a per cent."""
    whole, rest = divmod((score * 200_000 + most) // (2 * most), 1000)
    return f"{whole}.{rest:03}"


def scheme(name: str, audit: Audit) -> dict[str, Any]:
    """Everything is this one ruleset."""
    weights = {name: 100}
    roles = {ROLE: {"title": ROLE, "weights": weights}}
    bands = {"complete": 100, "open": 0}
    return {
        "scheme": name,
        "edition": EDITION,
        "title": audit.name,
        "roles": roles,
        "project": {"weights": weights},
        "bands": bands,
    }


def mapping(name: str, audit: Audit) -> dict[str, Any]:
    """Which column is what."""
    answers = {one.key: f"{{{one.key}}}" for one in audit.scored}
    people = {"sheet": audit.template, "once": "true", "fields": {"id": ROLE, "role": ROLE}, "leave": "others"}
    observations = {
        "sheet": audit.template,
        "form": name,
        "fields": {"id": "{audit}", "observer": ROLE, "start": "{started}"},
        "answers": {**answers, "stated": "{score} {total} {percentage}"},
        "leave": "others",
    }
    return {"mapping": name, "title": audit.name, "people": people, "observations": observations}


def _lines(value: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Plain YAML; texts stand in quotes, so that no sign in them means anything."""
    for key, inner in value.items():
        name = key if key.replace("_", "").isalpha() else json.dumps(key, ensure_ascii=False)
        if isinstance(inner, Mapping):
            yield f"{'  ' * depth}{name}:"
            yield from _lines(inner, depth + 1)
        else:
            text = inner if key == "edition" else json.dumps(inner, ensure_ascii=False)
            yield f"{'  ' * depth}{name}: {text}"


def main(audit: Path, folder: Path) -> None:
    """Writes the three files below the folder."""
    for path, text in files_of(audit_of(Source(audit.name, audit.read_bytes()))).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
