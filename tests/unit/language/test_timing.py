from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from inspect_core.language.timing import Every, On


@pytest.mark.parametrize(
    "wrong", [{"dates": ["0"]}, {"dates": ["32"]}, {"months": ["13"]}, {"weekdays": ["funday"]}, {"last": "friday"}]
)
def test_days_and_months_are_those_of_a_calendar(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        On.model_validate(wrong)


@pytest.mark.parametrize("wrong", [{}, {"hours": "1", "days": "1"}, {"hours": "25"}, {"hours": "0"}, {"days": "367"}])
def test_every_is_either_hours_or_days(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Every.model_validate(wrong)
