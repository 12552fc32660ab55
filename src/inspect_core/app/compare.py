"""One walk, several standards: the same records scored under each, and which rules make the difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from inspect_core.app.overlays import read_ruleset
from inspect_core.app.project import App
from inspect_core.app.score import scored
from inspect_core.app.shelves import beside, shelves
from inspect_core.app.trial import together, under
from inspect_core.app.views import score_view
from inspect_core.domain.exact import FULL, milli, plain
from inspect_core.domain.period import Period
from inspect_core.errors import UsageError
from inspect_core.language.rule import Rule, Ruleset
from inspect_core.language.scheme import Scheme, Weighting

FORMAT: Final = "inspect-core/comparison/1"
SORTS: Final = ("people", "places", "departments", "contractors")
FIGURES: Final = ("points", "of", "due", "met", "partly", "unmet", "no_data")
View = Mapping[str, Any]


@dataclass(frozen=True)
class Standard:
    """One of the standards that are compared, and the score view of the month under it alone."""

    ruleset: Ruleset
    view: View

    @property
    def own(self) -> View:
        """The figures of the project under it."""
        found = [one for one in self.view["project_score"]["rulesets"] if one["ruleset"] == self.ruleset.id]
        return found[0] if found else {"score": None, "coverage": None, "rules": []}


def compared(app: App, names: Sequence[str], period: Period) -> dict[str, Any]:
    """The month under each standard as plain data (`inspect-core/comparison/1`); nothing is written.

    `names` are ids of rulesets, or files of them. Each is judged alone: its score of a person is that of the ruleset.
    """
    rulesets = [_standard(app, name) for name in names]
    _refuse_twice(rulesets)
    standards = [Standard(ruleset, _scored(app, ruleset, period)) for ruleset in rulesets]
    first = standards[0].view
    return {
        "format": FORMAT,
        "project": first["project"],
        "period": first["period"],
        "standards": [_head(standard) for standard in standards],
        **{sort: list(_scores(sort, standards)) for sort in SORTS},
        "rules": list(_rules(standards, period.last)),
    }


def _refuse_twice(rulesets: Sequence[Ruleset]) -> None:
    """One text beside itself differs in nothing; two editions of one ruleset may stand side by side."""
    texts = [ruleset.fingerprint for ruleset in rulesets]
    twice = next((one for number, one in enumerate(rulesets) if one.fingerprint in texts[:number]), None)
    if twice is not None:
        raise UsageError(
            "E-COMPARE-TWICE",
            f"{twice.id} of {twice.edition} is named twice",
            hint="name each standard once; a draft of the same ruleset is named by its file",
            message_zh=f"{twice.id}（{twice.edition}）写了两次",
            hint_zh="每套标准只写一次；同一标准的草案请写文件名",
        )


def _standard(app: App, name: str) -> Ruleset:
    """The ruleset of that name, of the project or on its shelves, or the one in a file."""
    known = {ruleset.id: ruleset for ruleset in app.standards.rulesets}
    if name in known:
        return known[name]
    found = shelves(app.folder, app.registry.ruleset_dirs)
    files = [Path(name), *(shelf.folder / f"{name}.yaml" for shelf in found)]
    file = next((file for file in files if file.suffix == ".yaml" and file.is_file()), None)
    if file is None:
        raise UsageError(
            "E-RULE-UNKNOWN",
            f"nobody knows the ruleset {name!r}",
            hint="name a ruleset or a file of one; see `inspect-core rules list`",
            message_zh=f"未知的标准 {name!r}",
            hint_zh="请写标准名称或其文件；见 `inspect-core rules list`",
        )
    return read_ruleset(file, beside(file, found), app.registry.kinds.settings())


def _scored(app: App, ruleset: Ruleset, period: Period) -> View:
    """The month under one standard; other rulesets stay for the forms that they describe, without a weight."""
    trial = under(app, together(app.standards.rulesets, [ruleset]), _alone(app.standards.scheme, ruleset.id))
    return score_view(scored(trial, period))


def _alone(scheme: Scheme, ruleset: str) -> Scheme:
    """The scheme with this ruleset as the whole of everybody's month."""
    whole = {ruleset: FULL}
    roles = {role: Weighting(title=found.title, weights=whole) for role, found in scheme.text.roles.items()}
    project = Weighting(weights=whole)
    return replace(
        scheme, text=scheme.text.model_copy(update={"roles": roles, "project": project, "groups": {}, "gates": {}})
    )


def _head(standard: Standard) -> dict[str, Any]:
    ruleset, own = standard.ruleset, standard.own
    return {
        "ruleset": ruleset.id,
        "title": ruleset.title.model_dump(),
        "edition": str(ruleset.edition),
        "fingerprint": ruleset.fingerprint,
        "score": own["score"],
        "coverage": own["coverage"],
    }


def _scores(sort: str, standards: Sequence[Standard]) -> Iterator[dict[str, Any]]:
    """Whoever is judged under one of the standards, with the score under each."""
    views = [{one["id"]: one for one in standard.view[sort]} for standard in standards]
    for id in dict.fromkeys(id for view in views for id in view):
        scores = [_score(view.get(id), standard.ruleset.id) for view, standard in zip(views, standards, strict=True)]
        if any(score is not None for score in scores):
            known = next(view[id] for view in views if id in view)
            yield {"id": id, "name": known.get("name") or id, "scores": scores}


def _score(one: View | None, ruleset: str) -> str | None:
    """The score of a person under the ruleset, of the stint with the most points where there were several."""
    found = [
        part for part in (one or {}).get("rulesets", ()) if part["ruleset"] == ruleset and part["score"] is not None
    ]
    return max(found, key=lambda part: milli(part["of"]))["score"] if found else None


def _rules(standards: Sequence[Standard], day: date) -> Iterator[dict[str, Any]]:
    """Every rule of the standards, those of one name side by side; `differs` where words or figures do."""
    for id in dict.fromkeys(rule.id for standard in standards for rule in standard.ruleset.rules):
        sides = [_side(standard, id, day) for standard in standards]
        texts = {(side["says"]["zh"], side["says"]["en"], side["worth"]) if side else None for side in sides}
        figures = {str(side and side["figures"]) for side in sides}
        yield {"rule": id, "differs": len(texts) > 1 or len(figures) > 1, "standards": sides}


def _side(standard: Standard, id: str, day: date) -> dict[str, Any] | None:
    rule: Rule | None = next((rule for rule in standard.ruleset.rules if rule.id == id), None)
    if rule is None:
        return None
    found = next((one for one in standard.own["rules"] if one["rule"] == id), None)
    return {
        "title": rule.settings.title.model_dump(),
        "says": rule.settings.says(day).model_dump(),
        "worth": plain(rule.settings.points),
        "figures": {key: found[key] for key in FIGURES} if found else None,
    }
