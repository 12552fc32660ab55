"""Imports files of people, places, rosters, observations, gaps and indicators: all of it, or nothing and every reason why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal
from zoneinfo import ZoneInfo

from inspect_core.app.intake import complaints
from inspect_core.app.intake.changes import Change
from inspect_core.app.intake.columns import IMPORT_KINDS, ImportKind, Matched, matched, nearest
from inspect_core.app.intake.desk import Desk, Made
from inspect_core.app.intake.gaps import gaps
from inspect_core.app.intake.indicators import indicators
from inspect_core.app.intake.observations import observations
from inspect_core.app.intake.people import people
from inspect_core.app.intake.places import places
from inspect_core.app.intake.roster import roster, shifts
from inspect_core.app.intake.settle import Settled, settled
from inspect_core.app.intake.telling import Teller
from inspect_core.app.intake.words import folded, titled
from inspect_core.app.readers import reader_of
from inspect_core.app.whose import whose
from inspect_core.domain.events import IMPORT_COMPLETED, Draft, Json
from inspect_core.domain.form import Form
from inspect_core.domain.known import Known
from inspect_core.domain.table import Source, Table
from inspect_core.errors import ImportRefused, Place, Problem, UsageError
from inspect_core.ports import Clock, Journal, Reader

SHEETS: Final[Mapping[str, ImportKind]] = {
    "班次": "shifts",
    "shifts": "shifts",
    "缺失记录": "gaps",
    "gaps": "gaps",
    "指标": "indicators",
    "indicators": "indicators",
}
LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class ImportPorts:
    """What an import needs from outside: the journal, a clock, readers of files, what is known, the time zone.

    `photos` are the digests of the photos that came along, by file name; they are kept before an event names them.
    """

    journal: Journal
    clock: Clock
    readers: Sequence[Reader]
    known: Known
    zone: ZoneInfo
    photos: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One file of an import: its name, digest and rows, and the days its rows are about."""

    name: str
    sha256: str
    rows: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or with `dry_run` would do.

    `recorded` counts the events journalled, import.completed not among them; `already_there` the records that
    were known word for word; `flags` the kept observations that somebody should look at, by flag; `changes` what
    is stated anew of people, places, shifts and duties that were known, field by field.
    """

    kind: ImportKind
    files: tuple[ImportedFile, ...]
    rows: int
    recorded: int
    already_there: int
    flags: Mapping[str, int]
    notices: tuple[Problem, ...]
    dry_run: bool
    changes: tuple[Change, ...] = ()


def import_records(
    ports: ImportPorts, kind: ImportKind, files: Sequence[Source], form: str | None = None, *, dry_run: bool = False
) -> ImportReport:
    """Reads, checks and journals the files together.

    `form` names the form of observations where the file does not.  ImportRefused lists every problem of every
    file and then nothing was journalled; a dry run finds the same problems and journals nothing either way.
    """
    if kind not in IMPORT_KINDS:
        raise UsageError("E-IMPORT-KIND", f"{kind!r} cannot be imported", hint=f"One of: {', '.join(IMPORT_KINDS)}.")
    chosen = _form_named(ports.known, form)
    tables, notices = _read(ports.readers, files)
    desk = Desk(ports.known, ports.zone, ports.clock.now(), ports.photos)
    made = _made(desk, kind, tables, chosen)
    _refuse(desk.problems())
    teller = Teller(ports.known, ports.zone)
    made.sort(key=lambda record: (_RANK[record.kind], record.order, record.id))
    if dry_run:
        result = settled(ports.journal, made, teller)
        _refuse(result.problems)
    else:
        with ports.journal.writing() as writer:
            result = settled(ports.journal, made, teller)
            _refuse(result.problems)
            drafts = [_draft(record) for record in result.new]
            if drafts:
                writer.append([*drafts, *_completed(kind, files, tables, made)], desk.now)
    return _report(kind, files, tables, made, result, notices, dry_run=dry_run)


_RANK: Final[Mapping[str, int]] = {
    kind: rank
    for rank, kind in enumerate(
        (
            "person.stated",
            "place.stated",
            "shift.stated",
            "duty.stated",
            "gap.declared",
            "observation.recorded",
            "indicator.stated",
        )
    )
}


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise ImportRefused.of(problems)


def _form_named(known: Known, form: str | None) -> Form | None:
    if form is None:
        return None
    words = titled({known_form.id: known_form.title for known_form in known.forms.values()})
    found = words.get(folded(form))
    if found is None:
        raise UsageError(
            "E-FORM-UNKNOWN",
            f"nobody knows the form {complaints.shown(form)}",
            hint=f"Did you mean {nearest(form, tuple(words)) or ', '.join(known.forms)}?",
            message_zh=f"未知的表单 {complaints.shown(form)}",
            hint_zh=f"可用的表单：{', '.join(known.forms)}。",
        )
    return known.forms[found]


def _read(readers: Sequence[Reader], files: Sequence[Source]) -> tuple[list[Table], tuple[Problem, ...]]:
    """The tables of all files; ImportRefused with the problems of all of them."""
    tables: list[Table] = []
    notices: list[Problem] = []
    problems: list[Problem] = []
    for source in files:
        try:
            reading = reader_of(readers, source.name, len(source.data)).read(source)
        except ImportRefused as error:
            problems.extend(error.problems)
            continue
        tables.extend(reading.tables)
        notices.extend(reading.notices)
        if not reading.tables:
            problems.append(_empty(source.name))
    _refuse(problems)
    return tables, tuple(notices)


def _empty(name: str) -> Problem:
    return Problem(
        "E-FILE-EMPTY",
        "the file holds no table",
        Place(file=name),
        "Write a header and rows; `import KIND --template FILE.xlsx` makes one to start from.",
        "文件中没有表格",
        "请填写标题行和数据行；可用 `import KIND --template FILE.xlsx` 生成模板。",
    )


def _made(desk: Desk, kind: ImportKind, tables: Sequence[Table], form: Form | None) -> list[Made]:
    """The records of all tables; what is wrong with them is at the desk."""
    by_kind: dict[ImportKind, list[tuple[Matched, str | None]]] = {}
    headers: list[Problem] = []
    for table in tables:
        of_table = SHEETS.get((table.sheet or "").strip().lower(), kind)
        named = (form or _form_of(desk.known, table)) if of_table == "observations" else None
        scope = [named] if named is not None else list(desk.known.forms.values())
        columns, problems = matched(table, of_table, scope, has_form=named is not None)
        headers.extend(_wrong_kind(table, kind, of_table, scope if problems else None) or problems)
        by_kind.setdefault(of_table, []).append((columns, None if named is None else named.id))
    _refuse(headers)
    plain = {name: [columns for columns, _ in found] for name, found in by_kind.items()}
    stated = shifts(desk, plain.get("shifts", ()))
    made = [*people(desk, plain.get("people", ())), *places(desk, plain.get("places", ())), *stated]
    made += roster(desk, plain.get("roster", ()), stated)
    made += gaps(desk, plain.get("gaps", ()))
    made += indicators(desk, plain.get("indicators", ()))
    return made + observations(desk, by_kind.get("observations", ()))


def _form_of(known: Known, table: Table) -> Form | None:
    """The form a template was made for, or that the sheet is named after."""
    words = titled({form.id: form.title for form in known.forms.values()})
    names = (table.about.get("form", ""), table.sheet or "")
    found = next((words[folded(name)] for name in names if folded(name) in words), None)
    return None if found is None else known.forms[found]


def _wrong_kind(table: Table, kind: ImportKind, of_table: ImportKind, scope: Sequence[Form] | None) -> list[Problem]:
    """A template of another kind, or without one the columns of another kind: that is the one thing to say of them.

    `scope` is given where the columns do not fit: the forms whose questions they might be.
    """
    said = table.about.get("kind")
    if said is not None:
        return [] if said in (kind, of_table) else [_other_kind(table, of_table, said, "template")]
    others = (other for other in IMPORT_KINDS if scope is not None and other != of_table)
    fitting = next((other for other in others if not matched(table, other, scope or ())[1]), None)
    return [] if fitting is None else [_other_kind(table, of_table, fitting, "columns")]


def _other_kind(table: Table, kind: ImportKind, said: str, what: Literal["template", "columns"]) -> Problem:
    en, zh = {
        "template": (f"this is a template for {said}", f"这是 {said} 的模板"),
        "columns": (f"these are the columns of {said}", f"这些是 {said} 的列"),
    }[what]
    return Problem(
        "E-TEMPLATE-KIND",
        f"{en}, imported as {kind}",
        table.place(None, None),
        f"Use `import {said}`.",
        f"{zh}，却按 {kind} 导入",
        f"请使用 `import {said}`。",
    )


def _draft(record: Made) -> Draft:
    actor = f"import:{_named(record.row.matched.table.file)}"
    told_of = whose(record.kind, record.id, record.body)
    return Draft(record.kind, record.id, record.body, actor, record.private, told_of)


def _named(file: str) -> str:
    """The file's own name, without folders, cut short: the journal is kept for years and read by others."""
    return "".join(sign for sign in file.replace("\\", "/").rpartition("/")[2] if sign.isprintable())[:LONGEST_NAME]


def _completed(
    kind: ImportKind, files: Sequence[Source], tables: Sequence[Table], made: Collection[Made]
) -> list[Draft]:
    drafts = []
    for file in _files(files, tables, made):
        covers: dict[str, Json] = {}
        if file.first is not None and file.last is not None:
            covers = {"first": file.first.isoformat(), "last": file.last.isoformat()}
        body: dict[str, Json] = {"file": file.name, "sha256": file.sha256, "rows": file.rows, "kind": kind}
        actor = f"import:{file.name}"
        drafts.append(
            Draft(
                IMPORT_COMPLETED,
                f"{kind}-{file.sha256[:24]}",
                {**body, **({"covers": covers} if covers else {})},
                actor,
            )
        )
    return drafts


def _files(files: Sequence[Source], tables: Sequence[Table], made: Collection[Made]) -> list[ImportedFile]:
    found = []
    for source in files:
        rows = sum(len(table.rows) for table in tables if table.file == source.name)
        of_file = [record for record in made if record.row.matched.table.file == source.name]
        first = min((record.first for record in of_file if record.first is not None), default=None)
        last = max((record.last for record in of_file if record.last is not None), default=None)
        found.append(ImportedFile(_named(source.name), source.sha256, rows, first, last))
    return found


def _report(
    kind: ImportKind,
    files: Sequence[Source],
    tables: Sequence[Table],
    made: Collection[Made],
    result: Settled,
    notices: tuple[Problem, ...],
    *,
    dry_run: bool,
) -> ImportReport:
    listed = (record.body.get("flags") for record in result.new)
    flags = Counter(str(flag) for said in listed if isinstance(said, list) for flag in said)
    return ImportReport(
        kind,
        tuple(_files(files, tables, made)),
        sum(len(table.rows) for table in tables),
        len(result.new),
        result.already_there,
        dict(sorted(flags.items())),
        notices,
        dry_run,
        result.changes,
    )
