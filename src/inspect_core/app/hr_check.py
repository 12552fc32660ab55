"""Does a file that HR was given still follow from the journal? Figure by figure, whoever saved it since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from inspect_core.app import hr_refusals as refusals
from inspect_core.app.certificate import is_certificate
from inspect_core.app.closed import closing_of
from inspect_core.app.hr_export import proof_of
from inspect_core.app.hr_rows import rows_of
from inspect_core.app.month import Labels
from inspect_core.app.periods import same_again
from inspect_core.app.project import App
from inspect_core.app.result import digest_of, result_of
from inspect_core.app.score import scored
from inspect_core.domain.events import EXPORT_MADE
from inspect_core.domain.handover import FORMAT, UNPROVEN, Row
from inspect_core.domain.table import Source
from inspect_core.errors import IntegrityError, Place, Problem

_NEEDED = ("person", "period", "total", "journal", "result")


@dataclass(frozen=True)
class Checked:
    """What came of it: which hand-over it is, how many people and figures were compared, what is wrong."""

    period: str
    stage: str
    people: int
    figures: int
    made: Mapping[str, Any] | None  # the event of the very file, nothing where it was saved again since
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Told:
    """The rows of a file, each with the place of its cells."""

    rows: tuple[Row, ...]
    places: tuple[Mapping[str, Place], ...]


def check_file(app: App, file: FilePath) -> Checked:
    """The file compared with what the journal says; FactError where it is no hand-over and no certificate."""
    data = file.read_bytes()
    source = Source(file.name, data)
    value = _json(data) if source.suffix == ".json" else None
    if is_certificate(value):
        return _certificate(app, file.name, value)
    made = next((one for one in app.store.facts.proceedings(EXPORT_MADE) if one["sha256"] == source.sha256), None)
    told = _told(app, source, value)
    if told is None and made is None:
        raise refusals.unreadable(file.name)
    period = str(made["period"]) if made is not None else str(told.rows[0]["period"]) if told else ""
    stage, expected, problems = _expected(app, file.name, period, told, made)
    problems += list(_compared(file.name, told, expected)) if told is not None else []
    people = len(told.rows) if told else len(expected)
    compared = sum(len([name for name in row if name not in UNPROVEN]) for row in (told.rows if told else ()))
    return Checked(period, stage, people, compared, made, tuple(problems))


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None


def _told(app: App, source: Source, value: Any) -> _Told | None:
    """The rows of the file, where it has the stable columns."""
    if isinstance(value, Mapping):
        rows = value.get("rows") if value.get("format") == FORMAT else None
        if not isinstance(rows, list) or not rows:
            return None
        places = tuple(
            {name: Place(file=source.name, pointer=f"/rows/{at}/{name}") for name in row} for at, row in enumerate(rows)
        )
        return _Told(tuple(rows), places)
    for reader in app.registry.readers.values():
        if source.suffix in reader.suffixes:
            for table in reader.read(source).tables:
                if set(_NEEDED) <= set(table.header) and table.rows:
                    rows = [
                        {name: cell or None for name, cell in zip(table.header, row, strict=True)} for row in table.rows
                    ]
                    places = tuple(
                        {name: table.place(at, column) for column, name in enumerate(table.header)}
                        for at in range(len(rows))
                    )
                    return _Told(tuple(rows), places)
    return None


def _expected(
    app: App, name: str, period: str, told: _Told | None, made: Mapping[str, Any] | None
) -> tuple[str, dict[str, Row], list[Problem]]:
    """The stage, the rows as they follow from the journal, and what is wrong with what the file was made from."""
    journal = str(made["journal"] if made is not None else told.rows[0]["journal"] if told else "")
    digest = str(made["result"] if made is not None else told.rows[0]["result"] if told else "")
    problems = [] if _was_there(app, journal) else [refusals.other_journal(name, journal)]
    found = app.period(period)
    manifest = closing_of(app, period).manifest
    if manifest is not None:
        result = json.loads(app.store.papers.get(manifest["result"]))
        stage, proof = "closed", proof_of(result, manifest["journal"], manifest["result"], manifest["engine"])
        if digest != manifest["result"]:
            problems.append(refusals.other_result(name, manifest["result"], digest))
        elif not same_again(app, found):
            problems.append(refusals.other_result(name, digest_of(result_of(scored(app, found))), digest))
    else:
        result = result_of(scored(app, found))
        seq, _, head = journal.partition(":")
        stage = str(closing_of(app, period).stage)
        proof = proof_of(result, {"seq": seq, "head": head}, digest_of(result), "")
    rows = rows_of(result, stage, proof, Labels())
    return stage, {str(row["person"]): row for row in rows}, problems


def _was_there(app: App, anchor: str) -> bool:
    seq, _, head = anchor.partition(":")
    return seq.isdigit() and app.store.journal.hash_at(int(seq)) == head


def _compared(name: str, told: _Told, expected: Mapping[str, Row]) -> Iterator[Problem]:
    """Every figure of the file that is another than the journal says; people who are missing or strange."""
    there = {str(row["person"]) for row in told.rows}
    yield from refusals.other_people(name, sorted(set(expected) - there), sorted(there - set(expected)))
    for row, places in zip(told.rows, told.places, strict=True):
        own = expected.get(str(row["person"]))
        for column, value in row.items() if own is not None else ():
            if own is not None and column not in UNPROVEN and column in own and not _same(value, own[column]):
                yield refusals.other_cell(places[column], str(row["person"]), column, value, own[column])


def _same(found: str | None, expected: str | None) -> bool:
    """Whether two cells say the same: a spreadsheet writes 87.50 as 87.5."""
    if (found or "") == (expected or ""):
        return True
    return bool(found and expected) and _figure(str(found)) == _figure(str(expected))


def _figure(text: str) -> str:
    whole, dot, rest = text.partition(".")
    return f"{whole}.{rest.rstrip('0')}".rstrip(".") if dot and (whole + rest).lstrip("-").isdigit() else text


def _certificate(app: App, name: str, told: Mapping[str, Any]) -> Checked:
    """A certificate: its own hash, its anchors, its records, and its figures in the result scored again."""
    period = str(told["period"]["period"])
    body = {key: value for key, value in told.items() if key != "sha256"}
    problems = [] if digest_of(body) == told["sha256"] else [refusals.changed_paper(name)]
    anchors = [f"{anchor['seq']}:{anchor['head']}" for anchor in (told["journal"], told["close"])]
    problems += [refusals.other_journal(name, anchor) for anchor in anchors if not _was_there(app, anchor)]
    wrong = [one["seq"] for one in told["records"] if app.store.journal.hash_at(int(one["seq"])) != one["hash"]]
    problems += [refusals.other_records(name, wrong)] if wrong else []
    result = result_of(scored(app, app.period(period)))
    if digest_of(result) != told["result"]:
        problems.append(refusals.other_result(name, digest_of(result), str(told["result"])))
    own: Mapping[str, Any] = next((one for one in result["people"] if one["id"] == told["person"]), {})
    for key in ("total", "grade", "coefficient", "coverage", "status"):
        if told[key] != own.get(key):
            place = Place(file=name, pointer=f"/{key}")
            problems.append(refusals.other_cell(place, str(told["person"]), key, told[key], own.get(key)))
    return Checked(period, "closed", 1, len(told["records"]), None, tuple(problems))


def refuse_wrong(found: Checked) -> None:
    """IntegrityError with everything that is wrong."""
    if found.problems:
        raise IntegrityError.of(found.problems)
