"""Questions that depend on the answers to others: the order in which they are asked, and conditions nobody meets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inspect_core.domain.form import Question


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


def needed(question: Question, questions: Mapping[str, Question]) -> dict[str, frozenset[str]]:
    """The answers that must have been given for a question to be asked, to all it depends on; an empty set is never met.

    The questions may not depend on one another in a circle.
    """
    found: dict[str, frozenset[str]] = {}
    for other, words in question.when:
        _narrow(found, other, words)
        if other in questions:
            for earlier, allowed in needed(questions[other], questions).items():
                _narrow(found, earlier, allowed)
    return found


def _narrow(found: dict[str, frozenset[str]], question: str, words: Iterable[str]) -> None:
    allowed = frozenset(words)
    found[question] = found[question] & allowed if question in found else allowed
