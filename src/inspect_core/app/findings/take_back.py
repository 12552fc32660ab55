"""A step with a finding is taken back: only the last one, so that no step after it stands in the air."""

from __future__ import annotations

from inspect_core.app.project import App
from inspect_core.domain.events import FINDING_ACTED
from inspect_core.errors import FactError, Place


def last_step(app: App, id: str) -> bool:
    """Whether it is the last step that stands of a finding; FactError where it was taken back, or others follow it."""
    every = app.store.facts.proceedings(FINDING_ACTED, withdrawn=True)
    own = next((one for one in every if one["id"] == id), None)
    if own is None:
        return False
    if own["voided"] is not None:
        raise FactError(
            "E-RECORD-WITHDRAWN",
            f"the step {id!r} was taken back already",
            place=Place(file=id),
            hint="see `inspect-core finding show N`",
            message_zh=f"该步骤 {id!r} 已撤回",
            hint_zh="见 `inspect-core finding show 序号`",
        )
    standing = [one for one in every if one["finding"] == own["finding"] and one["voided"] is None]
    if standing[-1]["id"] != id:
        raise FactError(
            "E-FINDING-NOT-LAST",
            f"other steps follow the step {id!r}",
            place=Place(file=id),
            hint=f"take the last one back first: `inspect-core void {standing[-1]['id']}`",
            message_zh=f"步骤 {id!r} 之后还有其他步骤",
            hint_zh=f"请先撤回最后一步：`inspect-core void {standing[-1]['id']}`",
        )
    return True
