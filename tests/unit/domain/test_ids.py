from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from inspect_core.domain.ids import Id, checked_id

ID: TypeAdapter[str] = TypeAdapter(Id)


@pytest.mark.parametrize("id", ["P001", "gate", "东门岗", "a b", "x" * 64, "é"])
def test_a_clean_id_is_taken_as_it_is(id: str) -> None:
    assert ID.validate_python(id) == id


@pytest.mark.parametrize(
    ("id", "said"),
    [
        (" P1", "space at its ends"),
        ("P1\u3000", "space at its ends"),
        ("P\u200b1", "invisible"),
        ("P\u202e1", "invisible"),
        ("P\n1", "invisible"),
        ("P\x001", "invisible"),
        ("\ud800", "invisible"),
        ("Ｐ００１", "plain width: P001"),
        ("e\u0301", "plain width"),
        ("РP1", "look-alikes"),
        ("Αa", "look-alikes"),
    ],
)
def test_an_id_that_may_be_mistaken_for_another_is_refused(id: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        checked_id(id)


@pytest.mark.parametrize("id", ["", "x" * 65])
def test_an_id_has_one_to_sixty_four_signs(id: str) -> None:
    with pytest.raises(ValidationError):
        ID.validate_python(id)
