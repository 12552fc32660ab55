"""What a rating says of itself: the verdict flips with what an answer is worth, so the words name it."""

from __future__ import annotations

from datetime import date

from inspect_core.kinds.rating import RatingSettings

DAY = date(2026, 11, 12)
SCALE = {"very-satisfied": "100", "neutral": "60.5", "does-not-know": None}


def said(**more: object) -> RatingSettings:
    known = {"title": "t", "kind": "rating", "points": "10", "form": "survey", "scale": SCALE}
    return RatingSettings.model_validate(known | more)


def asked(number: int) -> dict[str, object]:
    return {f"q{one}": {"ask": {"zh": f"问题{one}", "en": f"question {one}"}} for one in range(number)}


def test_a_rating_says_what_each_answer_is_worth() -> None:
    words = said(ask={"zh": "满意吗？", "en": "Satisfied?"}).says(DAY)
    assert words.zh == "满意吗？（很满意 100、一般 60.5、不清楚 不计）"
    assert words.en == "Satisfied? (very satisfied 100, neutral 60.5, does not know left out)"


def test_a_share_says_which_answers_count_and_how_many_are_asked_for() -> None:
    words = said(ask={"zh": "满意吗？", "en": "Satisfied?"}, top=["very-satisfied"], at_least="90 %").says(DAY)
    assert words.zh == "满意吗？（很满意 的占比，不低于 90%）"
    assert words.en == "Satisfied? (share of very satisfied, at least 90 %)"


def test_a_few_questions_are_listed_and_many_are_counted() -> None:
    assert said(questions=asked(5)).says(DAY).en.startswith("question 0; question 1;")
    assert said(questions=asked(6)).says(DAY).en.startswith("all answers to 6 questions (very satisfied 100")
    assert said(questions=asked(6)).says(DAY).zh.startswith("6 个问题的全部答案（很满意 100")
