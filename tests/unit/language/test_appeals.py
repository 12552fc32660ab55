"""What a scheme says of appeals: the defaults, and what it may not say."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from inspect_core.language.appeals import Appeals


def test_without_a_word_it_is_three_days_five_workdays_and_two_levels_and_anybody() -> None:
    terms = Appeals()
    assert (terms.days, terms.answer_workdays, terms.rounds) == (3, 5, 2)
    assert (terms.on_behalf, terms.decided_by) == ((), ())


def test_numbers_and_roles_are_read_as_they_are_written() -> None:
    terms = Appeals.model_validate({"days": "7", "rounds": "1", "decided_by": ["project_manager"]})
    assert (terms.days, terms.rounds, terms.decided_by) == (7, 1, ("project_manager",))


@pytest.mark.parametrize(
    "wrong",
    [{"days": "0"}, {"days": "367"}, {"answer_workdays": "0"}, {"rounds": "0"}, {"rounds": "10"}, {"window": "3"}],
    ids=str,
)
def test_no_window_no_answer_no_level_and_no_unknown_word(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Appeals.model_validate(wrong)
