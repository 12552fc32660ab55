"""What pages say of findings, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FINDINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "findings": ("整改项", "Findings"),
        "findings_says": (
            "共 {n} 项：未整改 {open}，其中逾期 {overdue}；超期完成 {late}；重复发现 {repeated}（截至 {at}）",
            "{n} found: {open} still open, {overdue} of them overdue; {late} put right late; {repeated} seen before (as of {at})",
        ),
        "finding_no": ("序号", "No."),
        "finding_what": ("内容", "What"),
        "finding_where": ("部位或被检人", "Place or whom"),
        "finding_whose": ("责任人", "Answers for it"),
        "finding_due": ("期限", "Due"),
        "finding_state": ("状态", "State"),
        "finding_repeats": ("此前", "Before"),
        "finding_overdue": ("逾期", "overdue"),
        "finding_late": ("超期完成", "late"),
        "finding_times": ("{n} 次", "{n} times"),
        "finding_is": ("整改项 {number}（{id}）：{state}", "finding {number} ({id}): {state}"),
        "findings_more": ("另有 {n} 项，见 `inspect-core findings`", "{n} more: `inspect-core findings`"),
        "no_findings_open": ("均已整改", "all are put right"),
    }
)
