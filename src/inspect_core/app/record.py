"""Records one observation: a form filled in by hand, checked exactly as an imported one is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from inspect_core.app.after_close import tell_late
from inspect_core.app.facts import known
from inspect_core.app.imports import PUBLISHED, tell
from inspect_core.app.intake.columns import COLUMNS, asked_under, matched, plain_heading
from inspect_core.app.intake.desk import Desk, Made
from inspect_core.app.intake.observations import observations
from inspect_core.app.intake.settle import settled
from inspect_core.app.intake.telling import Teller
from inspect_core.app.intake.times import TimeDoubt, parse_moment
from inspect_core.app.late import hours_late
from inspect_core.app.photos import photo_bytes
from inspect_core.app.project import App
from inspect_core.app.take_back import Word, standing_record
from inspect_core.app.whose import whose
from inspect_core.domain.events import OBSERVATION_SUPERSEDED, Draft, Json
from inspect_core.domain.form import Form
from inspect_core.domain.table import Table
from inspect_core.errors import FactError, Place, Problem

MINUTES: Final = frozenset({"minutes", "分钟", "时长"})
_FILE: Final = "record"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of the record: its id, whether it was there already, what somebody should look at.

    `late_hours` is by how much it was entered late, where that is more than the project allows.
    """

    id: str
    form: str
    seq: int | None
    already_there: bool
    flags: tuple[str, ...]
    late_hours: int | None = None


def record(
    app: App,
    form: Form,
    said: Sequence[tuple[str, str]],
    photos: Mapping[str, bytes] | None = None,
    supersedes: str | None = None,
    *,
    by: str | None = None,
    approved_by: str | None = None,
) -> Recorded:
    """The observation journalled and acknowledged. FactError tells everything that is wrong with it.

    `said` are keys and words: place, subject, observer, start, end, minutes, note, id, and the form's questions by
    id or by their words in either language.  Without a start it is now, or so many minutes ago.  `photos` are bytes
    by the name they were handed in under.  `supersedes` names the record that this one corrects: it stays in the
    journal and counts no longer.  `by` and `approved_by` are people by id or name who replace it: one that two people
    gave, as a record that an appeal was decided by, is replaced by two, as it is voided by two.
    """
    now = app.clock.now().replace(microsecond=0)
    images = {name: photo_bytes(name, data) for name, data in (photos or {}).items()}
    pairs = timed(app, form, list(said), now)
    digests = [app.store.photos.put(data) for data in images.values()]
    made = _checked(app, form, [*pairs, *([("photos", ";".join(digests))] if digests else [])], digests)
    body: dict[str, Json] = {**made.body, "source": "cli"}
    word = Word.of(app, by, approved_by)
    if supersedes is not None:
        made, body = _correcting(made, {**body, **word.body}, supersedes)
    draft = Draft(made.kind, made.id, body, app.actor, made.private, whose(made.kind, made.id, body))
    with app.store.journal.writing() as writer:
        if supersedes is not None:
            standing_record(app, supersedes).refuse(supersedes, word.by, word.approved_by)
        found = settled(app.store.journal, [made], Teller(known(app), app.settings.project.zone))
        _refuse(found.problems, pairs)
        events = writer.append([draft], now) if found.new else ()
    tell_late(app, events)
    if events and PUBLISHED in app.registry.host.answered:
        tell(app, events)
    flags = made.body.get("flags")
    listed = tuple(str(flag) for flag in flags) if isinstance(flags, list) else ()
    late = hours_late({**made.body, "received_at": now.isoformat(), "actor": app.actor}, app.settings.records)
    return Recorded(made.id, form.id, events[0].seq if events else None, not events, listed, late if events else None)


def _correcting(made: Made, body: dict[str, Json], supersedes: str) -> tuple[Made, dict[str, Json]]:
    """The record as a correction, with an id of its own: the same correction again is the same record."""
    text = json.dumps([supersedes, body, made.private], sort_keys=True, ensure_ascii=False)
    id = sha256(text.encode()).hexdigest()[:32]
    return replace(made, kind=OBSERVATION_SUPERSEDED, id=id), {**body, "id": id, "supersedes": supersedes}


def wanted(form: Form) -> tuple[str, ...]:
    """What must be said of a record of the form, beside the answers: the keys, in the order people think of them."""
    return (
        "observer",
        *(("place",) if form.at else ()),
        *(("subject",) if form.about == "person" else ()),
    )


def field_of(form: Form, key: str) -> str | None:
    """What a key means: a field of the record or the id of a question; None when nobody knows it."""
    word = plain_heading(key)
    if word in MINUTES and word not in asked_under(form):
        return "minutes"
    fields = {plain_heading(name): column.field for column in COLUMNS["observations"] for name in column.headings}
    return fields.get(word) or asked_under(form).get(word)


def timed(app: App, form: Form, said: list[tuple[str, str]], now: datetime) -> list[tuple[str, str]]:
    """The pairs with the start filled in where nobody said it, and the end made of the minutes.

    FactError when the minutes are no number.
    """
    fields = {field_of(form, key): (key, text) for key, text in said}
    rest = [(key, text) for key, text in said if field_of(form, key) != "minutes"]
    minutes = _minutes(fields.get("minutes"))
    if "start" not in fields:
        start = now - timedelta(minutes=minutes or 0)
        rest.append(("start", start.isoformat()))
    else:
        try:
            start = parse_moment(fields["start"][1].strip(), app.settings.project.zone)
        except TimeDoubt:
            return rest  # the desk tells what is wrong with it
    if minutes is not None and "end" not in fields:
        rest.append(("end", (start + timedelta(minutes=minutes)).isoformat()))
    return rest


def _minutes(found: tuple[str, str] | None) -> int | None:
    if found is None:
        return None
    key, text = found
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise FactError(
            "E-RECORD-MINUTES",
            "write a whole number of minutes",
            place=Place(file=f"{key}={text}"),
            hint="like minutes=15",
            message_zh="请写整数分钟",
            hint_zh="如 minutes=15",
        )
    return int(text)


def one_row(pairs: Sequence[tuple[str, str]]) -> Table:
    """The keys and words as a table of one row, so that they are read as a file would be."""
    return Table(_FILE, tuple(key for key, _ in pairs), [tuple(text for _, text in pairs)], [1])


def _checked(app: App, form: Form, pairs: Sequence[tuple[str, str]], digests: Sequence[str]) -> Made:
    columns, problems = matched(one_row(pairs), "observations", [form])
    _refuse([_of_keys(problem, form) for problem in problems], pairs)
    desk = Desk(known(app), app.settings.project.zone, app.clock.now(), {digest: digest for digest in digests})
    made = observations(desk, [(columns, form.id)])
    _refuse([_of_keys(problem, form) for problem in desk.problems()], pairs)
    return made[0]


def _refuse(problems: Sequence[Problem], pairs: Sequence[tuple[str, str]]) -> None:
    if problems:
        raise FactError.of(replace(problem, place=_place(problem.place, pairs)) for problem in problems)


def _of_keys(problem: Problem, form: Form) -> Problem:
    """What is wrong with a column of the one-row table, said of the key that it stands for."""
    keys = ", ".join(("observer", "place", "subject", "start", "end", "minutes", *(one.id for one in form.questions)))
    message, zh = problem.message.replace("column", "key"), problem.message_zh.replace("列", "键")
    hint, hint_zh = problem.hint, problem.hint_zh
    if problem.code == "E-COLUMN-UNKNOWN" and not hint.startswith("Did you mean"):
        hint, hint_zh = f"The keys are: {keys}.", f"可用的键：{keys}。"
    elif problem.code == "E-COLUMN-MISSING":
        hint, hint_zh = f"Add it as KEY=VALUE; the keys are: {keys}.", f"请以 键=值 补上；可用的键：{keys}。"
    elif problem.code == "E-COLUMN-TWICE":
        hint, hint_zh = "Write only one of them.", "请只写其中一个。"
    elif problem.code == "E-NAME-MISMATCH":
        hint, hint_zh = "Correct one of the two, or leave it out.", "请更正其一，或不写其中一个。"
    elif problem.code == "E-CELL-MISSING":
        message, zh = message.replace("the cell under", "the answer to"), zh.replace("一列的单元格", "")
    return replace(problem, message=message, message_zh=zh, hint=hint, hint_zh=hint_zh)


def _place(place: Place | None, pairs: Sequence[tuple[str, str]]) -> Place | None:
    """The key and word that the column of the one-row table stood for."""
    if place is None or place.column is None:
        return Place(file=_FILE)
    key, text = pairs[place.column - 1]
    return Place(file=f"{key}={text}")
