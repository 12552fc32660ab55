"""What pages say of the way from score to pay, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PROCESS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "stage.open": ("草稿：尚未公示，数字仍可能变动", "Draft: not previewed yet, figures may still change"),
        "stage.previewed": ("公示：尚未封账，数字仍可能变动", "Preview: not closed, figures may still change"),
        "stage.appeals": ("申诉期：尚未封账，数字仍可能变动", "Open to appeals: not closed, figures may still change"),
        "stage.closed": ("已封账", "Closed"),
        "appeals": ("申诉", "Appeals"),
        "appeal.total": ("总分", "the total"),
        "appeal.open": ("待答复", "waits for an answer"),
        "appeal.revised": ("改判", "revised"),
        "appeal.upheld": ("维持", "upheld"),
        "appeal.rejected": ("不予受理", "rejected"),
        "appeal.withdrawn": ("已撤回", "withdrawn"),
        "act.file": ("申诉", "appealed"),
        "act.revise": ("改判", "revised"),
        "act.uphold": ("维持", "upheld"),
        "act.reject": ("不予受理", "rejected"),
        "act.escalate": ("再申诉", "taken to the next level"),
        "act.withdraw": ("撤回", "withdrawn"),
        "answer_by": ("答复期限 {day}", "to be answered by {day}"),
    }
)
