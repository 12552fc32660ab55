"""Forms that others designed, read as forms of ours, written into a ruleset, and written back and read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from real_figures import Compared, compared

from inspect_core.bootstrap import registry_of
from inspect_core.domain.form import Form
from inspect_core.domain.table import Source
from inspect_core.errors import ImportRefused
from inspect_core.exchange.xlsform.read import ReadForm, form_of
from inspect_core.exchange.xlsform.skeleton import skeleton
from inspect_core.exchange.xlsform.write import as_json, as_workbook, written
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text

FILES: Final = (".json", ".xls", ".xlsx")


def xlsforms(folder: Path, workplace: Path) -> Compared:
    """Every form that is read comes back from YAML, workbook and JSON as it was; every other is refused with a place."""
    read: dict[str, ReadForm] = {}
    refused: dict[str, ImportRefused] = {}
    for path in sorted(path for path in folder.rglob("*") if path.suffix in FILES):
        name = str(path.relative_to(folder))
        try:
            read[name] = form_of(Source(path.name, path.read_bytes()))
        except ImportRefused as error:
            refused[name] = error
    forms = {f"{name} {form.id}": form for name, found in read.items() for form in found.forms}
    workbooks = {name: form_of(Source("a.xlsx", as_workbook(written(form)))).forms[0] for name, form in forms.items()}
    content = {name: form_of(Source("a.json", as_json(written(form)))).forms[0] for name, form in forms.items()}
    places = dict.fromkeys(refused, True)
    known = {name: error.place is not None and bool(error.hint_zh) for name, error in refused.items()}
    left = sum(len(found.left) for found in read.values())
    told = (
        f"{len(read)} files read, {sum(len(form.questions) for form in forms.values())} questions in {len(forms)} forms "
        f"carried, {left} things told that could not be; refused are {', '.join(_why(refused)) or 'none'}"
    )
    sorts = {"in rulesets": (forms, dict(_bound(read))), "workbooks": (forms, workbooks), "JSON": (forms, content)}
    return compared({**sorts, "refusals with a place": (places, known)}, told)


def _bound(read: Mapping[str, ReadForm]) -> Iterator[tuple[str, Form]]:
    """The forms as the rule language reads them back from the YAML that was written."""
    kinds = registry_of().kinds.settings()
    for name, found in read.items():
        ruleset = bind_ruleset(read_text(skeleton(found.forms, date(2026, 10, 1), name)), kinds)
        yield from ((f"{name} {form.id}", ruleset.forms[form.id]) for form in found.forms)


def _why(refused: Mapping[str, ImportRefused]) -> Iterator[str]:
    for name, error in refused.items():
        place = error.place
        cell = f" {place.sheet}!{place.cell}" if place and place.cell else ""
        yield f"{name}{cell} ({error.code})"


FORMS: Final[Mapping[str, Callable[[Path, Path], Compared]]] = {"xlsform_samples": xlsforms}
