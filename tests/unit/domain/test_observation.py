from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from inspect_core.domain.observation import Gap, Observation

SEEN: dict[str, Any] = {"id": "o", "form": "patrol", "observer": "li", "start": "2026-10-08T08:10:00+08:00"}


def test_a_record_has_an_instant() -> None:
    assert Observation.model_validate(SEEN).start == datetime.fromisoformat("2026-10-08T00:10:00+00:00")


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "2026-10-08T08:10:00"},
        {"id": "o\u200b"},
        {"answers": {"q": 3}},
        {"answers": {" q": "pass"}},
        {"note": "x" * 20_001},
        {"is_admin": "true"},
    ],
)
def test_a_record_that_cannot_be_trusted_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Observation.model_validate({**SEEN, **wrong})


def test_a_stretch_that_never_arrived_has_two_instants() -> None:
    with pytest.raises(ValidationError):
        Gap.model_validate({"id": "g", "form": "patrol", "first": "2026-10-08", "last": "2026-10-09"})
