"""What the workbook of a report says, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORKBOOK: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "sheet_people": ("月度考核", "Appraisals"),
        "sheet_rules": ("条款得分", "Rule scores"),
        "sheet_evidence": ("证据", "Evidence"),
        "sheet_fairness": ("公正性", "Fairness"),
        "sheet_observers": ("观察者", "Observers"),
        "interval_low": ("95% 区间下限", "95 % interval from"),
        "interval_high": ("95% 区间上限", "95 % interval to"),
        "alike_total": ("宽严一致时约为", "Observers alike, about"),
        "by_others": ("他人评判的记录", "Records by others"),
        "days_seen": ("天数", "Days"),
        "observers_seen": ("观察者人数", "How many observers"),
        "trust_notes": ("提示", "To note"),
        "records_made": ("记录数", "Records"),
        "given_percent": ("平均给分率 %", "Given on average %"),
        "compared": ("与他人相比", "Compared with others"),
        "sheet_about": ("说明", "About"),
        "coverage_percent": ("覆盖率 %", "Coverage %"),
        "weight_percent": ("权重 %", "Weight %"),
        "points": ("得分", "Points"),
        "of": ("满分", "Of"),
        "due_count": ("应检次数", "Required"),
        "done_count": ("完成次数", "Done"),
        "reason": ("原因", "Reason"),
        "observation": ("记录号", "Observation"),
        "start": ("开始", "Start"),
        "end": ("结束", "End"),
        "answers": ("检查结果", "Answers"),
        "why_not": ("未计入原因", "Why not counted"),
        "late_hours": ("补录（迟几小时）", "Entered late (hours)"),
        "counted": ("是否计入", "Counted"),
        "yes": ("是", "yes"),
        "no": ("否", "no"),
        "rank_department": ("部门名次", "Rank in department"),
        "veto": ("一票否决", "Veto"),
        "adjustment": ("加减分", "Adjustments"),
        "gates_shut": ("未达门槛", "Gates not reached"),
        "cards_held": ("持牌", "Cards"),
        "grade_limit": ("等级名额限制", "Limit of grades"),
        "awards_won": ("获奖", "Awards"),
        "about_cells": (
            "分数为数值单元格；空白表示未知，不是零。证据表列出失分与无数据的各项，达标的各项见 CSV 或 JSON。",
            "An empty cell is not known, never zero. The evidence is what cost points or is not known; the CSV has all.",
        ),
    }
)
