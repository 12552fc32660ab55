"""Forms as YAML within a ruleset to start from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from inspect_core.api import Form, Question, Text

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_MONTHLY = Text(zh="每月至少填写一次", en="Filled in at least once a month")


def skeleton(forms: Sequence[Form], edition: date, source: str) -> str:
    """A ruleset with the forms and a first rule: each form is filled in once a month. It passes `rules check`."""
    return "\n".join(_lines(forms, edition, source)) + "\n"


def _lines(forms: Sequence[Form], edition: date, source: str) -> Iterator[str]:
    first, *_ = forms
    yield f"ruleset: {quoted(first.id)}"
    yield f"edition: {edition}"
    yield f"title: {_text(first.title)}"
    yield f"source: {quoted(source)}"
    yield "points: 100"
    yield "\nforms:"
    for form in forms:
        yield f"  {quoted(form.id)}:"
        yield f"    title: {_text(form.title)}"
        yield "    questions:"
        for question in form.questions:
            yield from _question(question)
    yield "\nrules:            # one to start from: write the standard's own in its place"
    yield "  filled-in:"
    yield f"    title: {_text(_MONTHLY)}"
    yield "    kind: frequency"
    yield f"    counts: [{', '.join(quoted(form.id) for form in forms)}]"
    yield "    per: [month]"
    yield "    at_least: 1"
    yield "    credit: project"
    yield "    points: 100"


def _question(question: Question) -> Iterator[str]:
    yield f"      {quoted(question.id)}:"
    yield f"        ask: {_text(question.ask)}"
    if question.type != "choice":
        yield f"        type: {question.type}"
    else:
        yield "        answers:"
        yield from (f"          {quoted(choice.value)}: {_text(choice.title)}" for choice in question.choices)
    if question.required:
        yield "        required: true"
    if question.when:
        parts = (f"{quoted(name)}: [{', '.join(map(quoted, answers))}]" for name, answers in question.when)
        yield f"        when: {{{', '.join(parts)}}}"


def _text(text: Text) -> str:
    return quoted(text.zh) if text.zh == text.en else f"{{zh: {quoted(text.zh)}, en: {quoted(text.en)}}}"


def quoted(text: str) -> str:
    """A text as YAML reads it back, sign by sign: plain where nothing in it means anything, else in quotes."""
    if _PLAIN.fullmatch(text):
        return text
    return '"' + "".join(_sign(sign) for sign in text) + '"'


def _sign(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"
