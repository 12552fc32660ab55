"""Questions that depend on the answers to others: the order in which they are asked, and conditions nobody meets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspect_core.domain.form import Form, Question
from inspect_core.domain.text import Text


def in_turn(questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions as they stand, each moved behind those it depends on; those in a circle stay at the end."""
    known = {question.id for question in questions}
    rest, placed = list(questions), dict[str, Question]()
    while rest:
        ready = next((one for one in rest if all(other in placed or other not in known for other, _ in one.when)), None)
        if ready is None:
            break
        rest.remove(ready)
        placed[ready.id] = ready
    return (*placed.values(), *rest)


def in_circles(questions: Sequence[Question]) -> tuple[str, ...]:
    """The ids of the questions that, in the end, depend on themselves or on such as do."""
    known = {question.id for question in questions}
    placed: set[str] = set()
    for question in in_turn(questions):
        if all(other in placed or other not in known for other, _ in question.when):
            placed.add(question.id)
    return tuple(question.id for question in questions if question.id not in placed)


def needed(questions: Sequence[Question]) -> dict[str, dict[str, frozenset[str]]]:
    """For each question, the answers that must have been given for it to be asked, to all it depends on.

    An empty set is never met. The questions stand in the order in which they are asked, see `in_turn`.
    """
    found: dict[str, dict[str, frozenset[str]]] = {}
    for question in questions:
        own: dict[str, frozenset[str]] = {}
        for other, words in question.when:
            _narrow(own, other, words)
            for earlier, allowed in found.get(other, {}).items():
                _narrow(own, earlier, allowed)
        found[question.id] = own
    return found


def _narrow(found: dict[str, frozenset[str]], question: str, words: Iterable[str]) -> None:
    allowed = frozenset(words)
    found[question] = found[question] & allowed if question in found else allowed


def asked_if(question: Question, form: Form) -> Text | None:
    """When a question is asked, as people read it; nothing where it always is."""
    if not question.when:
        return None
    parts = [_part(form.question(other), other, words) for other, words in question.when]
    zh, en = "，且".join(part.zh for part in parts), " and ".join(part.en for part in parts)
    return Text(zh=f"仅当{zh}时填写", en=f"only if {en}")


def _part(other: Question | None, name: str, words: Sequence[str]) -> Text:
    titles = {choice.value: choice.title for choice in other.choices} if other else {}
    said = [titles.get(word, Text(zh=word, en=word)) for word in words]
    ask = other.ask if other else Text(zh=name, en=name)
    zh, en = "或".join(title.zh for title in said), " or ".join(title.en for title in said)
    return Text(zh=f"“{ask.zh}”为“{zh}”", en=f"“{ask.en}” is {en}")
