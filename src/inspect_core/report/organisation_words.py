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
        "region_stage": ("封账", "Stage"),
        "region_closed": ("已封账", "closed"),
        "region_not_closed": ("未封账", "not closed"),
        "region_draft": (
            "{n} 个项目的本期尚未封账，其数字可能变化。",
            "The period is not closed in {n} of the projects: their figures may change.",
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
        # the year
        "year_title": ("{year} 年度", "Year {year}"),
        "year_of": ("{year}考核", "Appraisals, {year}"),
        "year_figure": ("年度数", "Year"),
        "year_months": ("计入月数", "Months"),
        "year_course": ("各月走势", "Month by month"),
        "year_project": ("项目各月得分", "The project month by month"),
        "year_flags": ("提示", "Pointed out"),
        "year_flags_says": (
            "只作提示，不会自动产生任何后果；如何处理由人决定。",
            "Pointed out only: nothing follows by itself, people decide.",
        ),
        "year_breaks": ("不可比的月份", "Where scores do not compare"),
        "year_breaks_says": (
            "自该月起，得分与之前各月不可比，走势线在此断开。",
            "From that month on scores do not compare with those before; the line is broken there.",
        ),
        "year_counted": ("计入", "Counts"),
        "year_none": ("月数不足，无年度数", "too few months for a figure"),
        "year_how": ("年度数怎么算", "How the figure is made"),
        "year_open": ("查看 {name} 的全年", "The year of {name}"),
        "year_back": ("返回全年", "Back to the year"),
        "year_formula.mean": (
            "有总分各月的平均，最后四舍五入到千分之一。",
            "The mean of the months with a total, rounded half up to the thousandth at the end.",
        ),
        "year_formula.mean_by_days": (
            "有总分各月按在岗天数加权平均。",
            "The mean of the months with a total, each weighed by the days in post.",
        ),
        "year_formula.median": ("有总分各月的中位数。", "The median of the months with a total."),
        "year_counts.all": ("已结束的考核期都计入。", "Every period that is over counts."),
        "year_counts.closed": ("只计入已关闭的考核期。", "Closed periods alone count."),
        "year_least": (
            "未评分的月份不计入，也不按零分计；至少 {n} 个月才有年度数。",
            "A month without a total is left out and is no zero; the figure needs at least {n} of them.",
        ),
        "year_flag_row": (
            "“{title}”：连续 {months} 个月总分低于 {below}。",
            "“{title}”: {months} months in a row with a total below {below}.",
        ),
        "year_flag_any": (
            "“{title}”：一年中有 {months} 个月总分低于 {below}。",
            "“{title}”: {months} months of the year with a total below {below}.",
        ),
    }
)
