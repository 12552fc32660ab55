"""Conditional questions of a form: they are asked after those they depend on, and each can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inspect_core.domain.conditions import in_circles, in_turn, needed
from inspect_core.domain.form import AS_WORDS, Question
from inspect_core.errors import Place, Problem
from inspect_core.language.node import Document, Path
from inspect_core.language.refusals import unknown_word

CODE = "E-RULE-WHEN"
WHEN = "when"


def in_order(
    questions: Iterable[Question], paths: Mapping[str, Path], document: Document
) -> tuple[tuple[Question, ...], list[Problem]]:
    """The questions of a form in the order they are asked, and what is wrong with their conditions.

    `paths` tells where each question stands in the document. With problems there is no order.
    """
    known = {question.id: question for question in questions}
    if not any(question.when for question in known.values()):
        return tuple(known.values()), []
    problems = [
        problem
        for question in known.values()
        for other, words in question.when
        for problem in _unknown(other, words, known, document, _path(paths[question.id], other, document))
    ]
    if not problems:
        circle = in_circles(list(known.values()))
        problems = [_circle(name, document.place((*paths[name], WHEN))) for name in circle]
    if problems:
        return (), problems
    ordered = in_turn(list(known.values()))
    problems = [
        _never(name, other, document.place((*paths[name], WHEN)))
        for name, answers in needed(ordered).items()
        for other, words in answers.items()
        if not words
    ]
    return (() if problems else ordered), problems


def _path(path: Path, other: str, document: Document) -> Path:
    """Where a condition stands: with its question, or with the rule that asks it."""
    own = (*path, WHEN, other)
    if own in document.places or len(path) < _OF_A_RULE:
        return own
    return (*path[:2], WHEN, other)


_OF_A_RULE = 3


def _unknown(
    other: str, words: tuple[str, ...], known: Mapping[str, Question], document: Document, path: Path
) -> list[Problem]:
    if other not in known:
        return [unknown_word(CODE, f"the question '{other}'", other, known, document, path, f"问题 '{other}'")]
    asked = known[other]
    if asked.type not in AS_WORDS:
        return [_no_words(other, document.place(path))]
    if not words:
        return [_never(path[-3] if len(path) > 2 else "", other, document.place(path))]
    if asked.type == "count":
        return [_no_count(other, word, document.place(path)) for word in words if not _is_count(word)]
    return [
        unknown_word(CODE, f"the answer '{word}' to '{other}'", word, asked.values, document, path, f"答案 '{word}'")
        for word in words
        if word not in asked.values
    ]


def _is_count(word: str) -> bool:
    return word.isascii() and word.isdigit() and str(int(word)) == word


def _circle(name: str, place: Place) -> Problem:
    return Problem(
        CODE,
        f"the question '{name}' is asked only after an answer to itself",
        place,
        "let the first of them be asked of everybody",
        f"问题 '{name}' 的提问条件绕回到它自身",
        "请让其中第一个问题无条件提问",
    )


def _never(name: str | int, other: str, place: Place) -> Problem:
    return Problem(
        CODE,
        f"the question '{name}' is never asked: no answer to '{other}' fits all its conditions",
        place,
        "give it an answer that the conditions before it leave open, or delete it",
        f"问题 '{name}' 永远不会被问到：'{other}' 没有同时满足各条件的答案",
        "请改为前面条件允许的答案，或删除该问题",
    )


def _no_words(other: str, place: Place) -> Problem:
    return Problem(
        CODE,
        f"the answers to '{other}' are no words that a condition could name",
        place,
        "a condition is about a question of type choice or count",
        f"问题 '{other}' 的答案不是可列举的词",
        "条件只能针对 choice 或 count 类问题",
    )


def _no_count(other: str, word: str, place: Place) -> Problem:
    return Problem(
        CODE,
        f"'{word}' is no answer to '{other}', which counts",
        place,
        "write whole numbers, such as [1, 2, 3]",
        f"'{word}' 不是计数问题 '{other}' 的答案",
        "请写整数，如 [1, 2, 3]",
    )
