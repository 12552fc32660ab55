"""Asks on a terminal for what a record still lacks: every answer is judged at once, and asked again until it will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from inspect_core.app.interview import Interview, Look
    from inspect_core.domain.form import Form, Question
    from inspect_core.errors import Problem

Pairs = list[tuple[str, str]]
LIST: Final = "?"
YES: Final = ("", "y", "yes", "是")
NO: Final = ("n", "no", "否")
MOST_LISTED: Final = 60
_NAMED: Final = {
    "observer": ("巡查人（工号或姓名，? 列出）", "observer (id or name, ? lists them)"),
    "place": ("部位（编号或名称，? 列出）", "place (id or name, ? lists them)"),
    "subject": ("被检查人（工号或姓名，? 列出）", "person checked (id or name, ? lists them)"),
}
_SHORT: Final = {
    "observer": ("巡查人", "observer"),
    "place": ("部位", "place"),
    "subject": ("被检查人", "person checked"),
    "start": ("开始时间", "start"),
    "end": ("结束时间", "end"),
    "minutes": ("时长（分钟）", "minutes"),
    "note": ("备注", "note"),
}


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing to ask: its key, the words, whether an empty line will not do, and whether names can be listed."""

    key: str
    words: str
    required: bool = False
    named: bool = False


def asked(session: Session, form: Form, said: Sequence[tuple[str, str]], *, photo: bool) -> tuple[Pairs, Pairs]:
    """The pairs that were said with those asked for, and the photos asked for; `photo` says whether some were given.

    FactError when something said on the command line is wrong, before anything is asked.  click.Abort when
    somebody broke off or would not have it written: then nothing is.
    """
    from inspect_core.app.interview import Interview

    interview = Interview(session.app, form)
    looks: list[tuple[str, Look | None]] = [*_judged(interview, said)]
    pairs, photos = list(said), list[tuple[str, str]]()
    try:
        for step in _steps(session, interview, said):
            if not interview.asks(step.key, pairs):
                continue
            text, look = _until_right(session, interview, pairs, step)
            if text:
                pairs.append((step.key, text))
                looks.append((step.key, look))
        if not photo and interview.needs_photo(pairs):
            photos = _photos(session)
        _show(session, form, looks, photos)
        _agreed(session)
    except click.Abort:
        session.voice.talk("\n未登记任何内容", "\nnothing was recorded")
        raise
    return pairs, photos


def _agreed(session: Session) -> None:
    """Whether it is written, as somebody says; click.Abort when not."""
    while True:
        words = session.both("写入？[Y/n]", "Record this? [Y/n]")
        answer = click.prompt(words, default="", show_default=False, err=True).strip().casefold()
        if answer in YES:
            return
        if answer in NO:
            raise click.Abort
        click.secho(session.both("  请回答 y 或 n", "  answer y or n"), err=True, fg="red")


def _judged(interview: Interview, said: Sequence[tuple[str, str]]) -> list[tuple[str, Look]]:
    """What was said on the command line; FactError before anybody is asked the rest in vain."""
    from dataclasses import replace

    from inspect_core.errors import FactError, Place

    looks = [(pair, interview.look(said[: index + 1])) for index, pair in enumerate(said)]
    problems = [
        replace(problem, place=Place(file=f"{key}={text}")) for (key, text), look in looks for problem in look.problems
    ]
    if problems:
        raise FactError.of(problems)
    return [(key, look) for (key, _), look in looks]


def _steps(session: Session, interview: Interview, said: Sequence[tuple[str, str]]) -> list[_Step]:
    """What is asked, in the order people think of it, without what was said already."""
    from inspect_core.app.record import field_of, wanted

    form, both = interview.form, session.both
    fields = {field_of(form, key) for key, _ in said}
    steps = [_Step(key, both(*_NAMED[key]), required=True, named=True) for key in wanted(form)]
    steps.append(_Step("start", both("开始时间（回车为现在）", "start (Enter for now)")))
    if "end" not in fields:
        steps.append(_Step("minutes", both("时长几分钟（可空）", "how many minutes (may be empty)")))
    steps += [_Step(question.id, _question(session, question), question.required) for question in form.questions]
    steps.append(_Step("note", both("备注（可空）", "note (may be empty)")))
    return [step for step in steps if step.key not in fields]


def _question(session: Session, question: Question) -> str:
    """The words of a question, with the answers to choose from below it."""
    words = question.ask.say(session.language)
    if not question.choices:
        return words if question.required else words + session.both("（可空）", " (may be empty)")
    listed = " | ".join(
        " ".join(dict.fromkeys((choice.value, choice.title.say(session.language)))) for choice in question.choices
    )
    return f"{words}\n  {listed}" + ("" if question.required else session.both("（可空）", " (may be empty)"))


def _until_right(session: Session, interview: Interview, pairs: Pairs, step: _Step) -> tuple[str, Look | None]:
    """The answer that will do; an empty text where none is needed and none was given."""
    while True:
        text = click.prompt(step.words, default="", show_default=False, err=True).strip()
        if text == LIST and step.named:
            _list(session, interview, step.key)
        elif not text and step.required:
            click.secho(session.both("  必填，请填写", "  this is needed"), err=True, fg="red")
        elif not text:
            return "", None
        else:
            look = interview.look([*pairs, (step.key, text)])
            if not look.problems:
                _echo(session, text, look)
                return text, look
            _tell(session, look.problems)


def _tell(session: Session, problems: Sequence[Problem]) -> None:
    for problem in problems:
        message = problem.message_zh or problem.message if session.language == "zh" else problem.message
        click.secho(f"  {message} ({problem.code})", err=True, fg="red")
        click.echo(f"  {problem.next_step(session.language)}", err=True)


def _echo(session: Session, text: str, look: Look) -> None:
    """What an answer was taken to mean, where that is more than what was typed."""
    meaning = look.meaning.say(session.language)
    if meaning != text:
        click.secho(f"  = {meaning}", err=True, dim=True)


def _list(session: Session, interview: Interview, field: str) -> None:
    found = interview.offered(field)
    for id, name in list(found.items())[:MOST_LISTED]:
        click.echo(f"  {id}  {name}", err=True)
    if len(found) > MOST_LISTED:
        rest = len(found) - MOST_LISTED
        click.echo(session.both(f"  … 另有 {rest} 个", f"  … and {rest} more"), err=True)


def _photos(session: Session) -> Pairs:
    """One photo for an answer that needs one; an empty line leaves the record without, and flagged."""
    words = session.both("该答案应附照片，照片文件（可空）", "this answer needs a photo: file (may be empty)")
    while True:
        name = click.prompt(words, default="", show_default=False, err=True).strip()
        if not name:
            return []
        if Path(name).is_file():
            return [("photo", name)]
        click.secho(session.both("  没有这个文件", "  there is no such file"), err=True, fg="red")


def _show(session: Session, form: Form, looks: Sequence[tuple[str, Look | None]], photos: Pairs) -> None:
    """Everything that will be written, before it is."""
    asks = {question.id: question.ask.say(session.language) for question in form.questions}
    click.echo(f"\n{form.title.say(session.language)}", err=True)
    if all(key not in ("start", "开始时间") for key, _ in looks):
        click.echo(session.both("  开始时间：现在，有时长则为此前", "  start: now, or the minutes ago"), err=True)
    for key, look in looks:
        label = session.both(*_SHORT[key]) if key in _SHORT else asks.get(key, key)
        meaning = look.meaning.say(session.language) if look else ""
        click.echo(f"  {label}{session.both('：', ': ')}{meaning}", err=True)
    for _, name in photos:
        click.echo(f"  {session.both('照片：', 'photo: ')}{name}", err=True)
