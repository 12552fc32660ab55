"""Surveys: the figures worked out by hand, from plain numbers and from the records of a form."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from inspect_core.app import survey_figures as figures
from inspect_core.app.analyse import _METHODS, Answered, Asked, _declared, decimal
from inspect_core.domain.exact import OutOfRange
from inspect_core.domain.form import Choice, Form, Question
from inspect_core.domain.text import Text
from inspect_core.errors import DataError, UsageError
from inspect_core.language.analyses import AnalysisText

WORDS = ("like", "expect", "neutral", "live-with", "dislike")
LEVELS = ("很满意", "满意", "一般", "不太满意", "不满意", "不清楚")


def choice(name: str, words: tuple[str, ...]) -> Question:
    return Question(
        id=name,
        ask=Text.model_validate(name),
        choices=tuple(Choice(value=w, title=Text.model_validate(w)) for w in words),
    )


FORM = Form(
    id="survey",
    title=Text.model_validate("Survey"),
    questions=(
        *(Question(id=name, ask=Text.model_validate(name), type="count") for name in ("a", "b", "c")),
        choice("opinion", LEVELS),
        choice("with", WORDS),
        choice("without", WORDS),
        Question(id="why", ask=Text.model_validate("why"), type="text"),
    ),
)


def answered(*answers: dict[str, str]) -> Answered:
    return Answered(FORM, [{"id": f"O{n}", "answers": one} for n, one in enumerate(answers)])


def values(found: dict[str, Any]) -> dict[str, Any]:
    return {one["id"]: one["value"] for one in found["figures"]}


@pytest.mark.parametrize(
    ("scores", "expected"),
    [([10] * 70 + [8] * 10 + [0] * 20, 50), ([9, 10, 9, 7, 6], 40), ([0], -100), ([10], 100), ([], None)],
)
def test_promoters_less_detractors(scores: list[int], expected: int | None) -> None:
    assert figures.nps(scores) == expected


def test_two_figures_are_called_csat() -> None:
    assert figures.top_two([5] * 90 + [4] * 60 + [3] * 50 + [1] * 50, 5) == 60
    assert figures.of_the_most([3] * 20, 5) == 60


def test_acsi_by_both_weights() -> None:
    means = [Fraction(one) for one in (8, 7, 6)]
    assert decimal(figures.acsi(means, figures.ACSI_WEIGHTS)) == "67.7333"
    assert decimal(figures.acsi(means, [Fraction(1)] * 3)) == "66.6667"


EXPECTED = {
    "tangibles": ("7777", "6576"),
    "reliability": ("66667", "56457"),
    "responsiveness": ("6565", "6655"),
    "assurance": ("6677", "6767"),
    "empathy": ("55675", "45665"),
}
WEIGHTS = {"tangibles": 11, "reliability": 32, "responsiveness": 22, "assurance": 19, "empathy": 16}


def test_servqual_has_three_overall_figures_that_differ() -> None:
    pairs = {name: [(Fraction(e), Fraction(p)) for e, p in zip(*both, strict=True)] for name, both in EXPECTED.items()}
    found = figures.servqual(pairs, {name: Fraction(weight) for name, weight in WEIGHTS.items()})
    assert found is not None
    assert [decimal(gap) for gap in found.gaps.values()] == ["-1", "-0.8", "0", "0", "-0.4"]
    assert [decimal(one) for one in (found.of_dimensions, found.weighted, found.of_items)] == [
        "-0.44",
        "-0.43",
        "-0.4545",
    ]
    without = figures.servqual(pairs, {"tangibles": Fraction(1)})
    assert without is not None
    assert without.weighted is None


def test_the_table_of_kano() -> None:
    rows = ["".join(figures.kano_class(there, missing) for missing in range(1, 6)) for there in range(1, 6)]
    assert rows == ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]


def test_of_as_many_answers_must_be_comes_first_and_indifferent_last() -> None:
    must, one, attractive, indifferent = (2, 5), (1, 5), (1, 2), (3, 3)
    assert figures.kano([indifferent, attractive, one, must]).verdict == "M"
    assert figures.kano([indifferent, attractive, one]).verdict == "O"
    assert figures.kano([indifferent, attractive]).verdict == "A"
    found = figures.kano([indifferent, indifferent, attractive, must])
    assert (found.verdict, found.better, found.worse) == ("I", Fraction(1, 4), Fraction(-1, 4))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: figures.nps([11]),
        lambda: figures.top_two([0], 5),
        lambda: figures.of_the_most([6], 5),
        lambda: figures.kano_class(1, 6),
    ],
)
def test_a_value_outside_its_scale_is_refused(wrong: Any) -> None:
    with pytest.raises(OutOfRange):
        wrong()


def test_words_count_from_the_best_and_who_does_not_know_is_left_out() -> None:
    found = _METHODS["csat"](answered(*({"opinion": word} for word in LEVELS)), Asked("csat", ("opinion",)))
    assert found["answers"] == 5
    assert values(found) == {"top-two": "40", "of-the-most": "60"}


def test_features_are_classed_by_words_and_by_numbers_alike() -> None:
    words = answered({"with": "expect", "without": "dislike"}, {"with": "like", "without": "neutral"})
    asked = Asked("kano", pairs=(("lift", "with", "without"),))
    (better, worse) = _METHODS["kano"](words, asked)["figures"]
    assert (better["class"], better["value"], worse["value"]) == ("M", "0.5", "-0.5")
    numbers = answered({"a": "2", "b": "5"}, {"a": "1", "b": "3"})
    assert _METHODS["kano"](numbers, Asked("kano", pairs=(("lift", "a", "b"),)))["figures"][0]["class"] == "M"


def test_what_was_expected_and_not_perceived_is_a_gap_below_nothing() -> None:
    found = _METHODS["gap"](
        answered({"a": "5", "b": "4"}, {"a": "4", "b": "4"}, {"a": "5"}), Asked("gap", pairs=(("hall", "a", "b"),))
    )
    (one,) = found["figures"]
    assert (one["value"], one["verdict"]["en"]) == ("-0.5", "not satisfied")


def test_nobody_answered_and_nothing_is_known() -> None:
    assert values(_METHODS["nps"](answered(), Asked("nps", ("a",)))) == {"nps": None}
    assert set(values(_METHODS["acsi"](answered(), Asked("acsi", ("a", "b", "c")))).values()) == {None}
    assert set(values(_METHODS["servqual"](answered(), Asked("servqual", pairs=(("t", "a", "b"),)))).values()) == {None}


@pytest.mark.parametrize(
    ("method", "answers", "asked"),
    [
        ("nps", {"a": "11"}, {"questions": ("a",)}),
        ("acsi", {"a": "0", "b": "5", "c": "5"}, {"questions": ("a", "b", "c")}),
        ("servqual", {"a": "8", "b": "1"}, {"pairs": (("t", "a", "b"),)}),
        ("csat", {"opinion": "perfect"}, {"questions": ("opinion",)}),
        ("kano", {"with": "love", "without": "like"}, {"pairs": (("lift", "with", "without"),)}),
    ],
)
def test_a_record_off_the_scale_is_named(method: str, answers: dict[str, str], asked: dict[str, Any]) -> None:
    with pytest.raises(DataError) as refused:
        _METHODS[method](answered({"a": "1", "b": "1", "c": "1"}, answers), Asked(method, **asked))
    assert refused.value.problems[0].code == "E-ANALYSE-SCALE"
    assert "O1" in refused.value.problems[0].message


def test_a_question_nobody_asks_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError) as refused:
        answered().question("opinon")
    assert "opinion" in refused.value.problems[0].hint
    with pytest.raises(UsageError):
        answered().question("why")


def test_the_ruleset_of_a_form_names_the_questions_of_a_method() -> None:
    text = AnalysisText.model_validate({"pairs": {"all": [["a", "b"], ["a", "c"]]}, "weights": {"all": "11.5"}})
    own = SimpleNamespace(forms={"survey": FORM}, analyses={"survey": {"servqual": text}})
    app: Any = SimpleNamespace(standards=SimpleNamespace(rulesets=[own]))
    found = _declared(app, Asked("servqual"), "survey")
    assert found.pairs == (("all", "a", "b"), ("all", "a", "c"))
    assert found.weights == {"all": Fraction(23, 2)}
    assert _declared(app, Asked("servqual", weights={"all": Fraction(1)}), "survey").weights == {"all": Fraction(1)}
    assert _declared(app, Asked("kano"), "survey") == Asked("kano")
