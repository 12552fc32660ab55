"""What a scheme says of closing a period: nothing, or the roles that may."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from inspect_core.language.closing import ClosingRoles


def test_without_a_word_anybody_may() -> None:
    assert (ClosingRoles().closed_by, ClosingRoles().approved_by) == ((), ())


def test_roles_are_read_as_they_are_written_and_no_unknown_word() -> None:
    found = ClosingRoles.model_validate({"closed_by": ["shift_leader"], "approved_by": ["project_manager"]})
    assert (found.closed_by, found.approved_by) == (("shift_leader",), ("project_manager",))
    with pytest.raises(ValidationError):
        ClosingRoles.model_validate({"closers": ["shift_leader"]})
