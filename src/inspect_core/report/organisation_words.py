"""What the pages on many projects and on a whole year say, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ORGANISATION: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # many projects in one circular
        "region": ("区域考核通报", "Regional circular"),
        "region_of": ("{month}区域考核通报", "Regional circular, {month}"),
        "region_ranking": ("项目排名", "Projects by rank"),
        "region_apart": ("单独排名", "Ranked apart"),
        "region_apart_why": ("单独排名的原因：{why}", "Ranked apart: {why}"),
        "region_texts_wording": (
            "“{title}”各项目文字不同（{editions}），得分可比。",
            "The projects have “{title}” in other words ({editions}); scores compare.",
        ),
        "region_texts_minor": (
            "“{title}”各项目数值不同（{editions}），比较时请留意。",
            "The projects have “{title}” with other values ({editions}); compare with care.",
        ),
        "region_projects": ("项目数", "Projects"),
        "region_scored": ("有得分 {n} 个", "with a score: {n}"),
        "region_compared": ("各项标准对比", "Ruleset by ruleset"),
        "region_grades": ("等级人数", "People by grade"),
        "region_mean": ("平均", "Mean"),
        "region_people_mean": ("人均总分", "People's mean"),
        "region_all": ("合计", "All"),
        "region_failed": ("未完成的项目", "Projects not done"),
        "region_open": ("查看 {name} 的考核通报", "The circular of {name}"),
        "region_rank_says": (
            "只在同一方案版次内按项目得分排名；得分相同者名次相同。",
            "Ranked by project score within one edition of the scheme; equal scores share a place.",
        ),
        "region_group": ("组别", "Group"),
        "region_folder": ("文件夹", "Folder"),
        "region_code": ("代码", "Code"),
        "region_refusal": ("原因", "Refused because"),
        "sheet_region": ("项目排名", "Projects"),
        "sheet_region_rulesets": ("各项标准", "Rulesets"),
        "sheet_region_failed": ("未完成", "Not done"),
    }
)
