"""Every word a report says by itself, in Chinese and English, in this one place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from inspect_core.api import Language
from inspect_core.report.finding_words import FINDINGS
from inspect_core.report.organisation_words import ORGANISATION
from inspect_core.report.process_words import PROCESS
from inspect_core.report.workbook_words import WORKBOOK


class Words:
    """The words of one language: `words("coverage")`, `words("of_people", n=3)`, `words.say({"zh": …, "en": …})`."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._column = 0 if language == "zh" else 1

    def __call__(self, name: str, /, **values: object) -> str:
        """The words of that name, with `{value}` filled in; KeyError for a name nobody wrote."""
        return TEXTS[name][self._column].format(**values) if values else TEXTS[name][self._column]

    def both(self, zh: str, en: str) -> str:
        """The one of the two texts that is in this language: for what only one paper says."""
        return (zh, en)[self._column]

    def named(self, family: str, name: Any) -> str:
        """The words for a name out of the data (a role, a kind, an answer); the name itself where there are none."""
        found = TEXTS.get(f"{family}.{name}")
        return str(name) if found is None else found[self._column]

    def say(self, text: Any) -> str:
        """A text of the data in this language: {"zh": …, "en": …}, or plain words that serve every reader."""
        if isinstance(text, Mapping):
            spoken = text.get(self.language) or next((value for value in text.values() if value), "")
            return str(spoken)
        return "" if text is None else str(text)

    def title(self, family: str, id: str, name: Any) -> str:
        """The name of a department or contractor: its own, or the words for its id where its own are in Chinese only."""
        known = TEXTS.get(f"{family}.{id}")
        if known and (not name or name == id or (self.language == "en" and isinstance(name, str))):
            return known[self._column]
        return self.say(name) or id

    def list(self, parts: list[str]) -> str:
        """Several things one after the other, as the language separates them."""
        return self("comma").join(parts)


TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the circular
        "circular": ("考核通报", "Appraisal circular"),
        "circular_of": ("{month}考核通报", "Appraisal circular, {month}"),
        "contents": ("目录", "Contents"),
        "fairness": ("公正性", "Fairness"),
        "summary": ("总体情况", "Summary"),
        "departments": ("部门排名", "Departments"),
        "contractors": ("外包单位", "Contractors"),
        "trend": ("历月趋势", "Trend"),
        "rules": ("条款达标率", "Pass rates by rule"),
        "worst": ("失分最多的条款", "Where most was lost"),
        "missed": ("漏巡与逾期", "Missed and overdue"),
        "people": ("人员考核", "People"),
        "vetoes": ("一票否决", "Vetoes"),
        "lowered": ("门槛、牌与等级比例", "Gates, cards and limits of grades"),
        "forecast": ("试行条款计分后的预测", "Forecast with the rules on trial"),
        "forecast_says": (
            "以下条款本期只展示、不计分；若本期已计分：",
            "These rules are shown and do not count yet. If they had counted in this period:",
        ),
        "counts_from": ("自 {day} 起计分", "counts from {day}"),
        "would_be": ("总分 {total}，等级 {grade}", "total {total}, grade {grade}"),
        "nobody_moves": ("无人的总分或等级会变。", "Nobody's total or grade would move."),
        "drops_by": ("降 {n} 级。", "{n} grade(s) lower."),
        "by_total": ("按总分应为 {grade} 级。", "The total alone would be grade {grade}."),
        "unproven": ("证据不足", "Not enough evidence"),
        "awards": ("评选", "Awards"),
        "award": ("奖项", "Award"),
        "award_winner": ("获奖", "Winner"),
        "award_runners": ("其次", "Next"),
        "award_others": ("不符合条件", "Not eligible"),
        "award_open": ("{considered} 人参评，{eligible} 人符合条件", "{eligible} of {considered} eligible"),
        "award_evidence": ("覆盖率 {coverage}，评判 {judged} 次", "coverage {coverage}, judged {judged} times"),
        "award_nobody": ("无人符合条件", "nobody is eligible"),
        "notices": ("说明", "Please note"),
        "signatures": ("签核", "Signatures"),
        "prepared": ("编制", "Prepared by"),
        "checked": ("审核", "Checked by"),
        "approved": ("批准", "Approved by"),
        "signed_by_person": ("本人确认", "Acknowledged by"),
        "date": ("日期", "Date"),
        "project": ("项目", "Project"),
        "period": ("考核期", "Period"),
        "period_is": ("{first} 至 {last}", "{first} to {last}"),
        "scheme": ("考核方案", "Scheme"),
        "scheme_is": ("方案 {name}，{edition} 版", "Scheme {name}, edition {edition}"),
        "generated_from": ("依据截至第 {seq} 条的日志生成", "Made from the journal up to record {seq}"),
        "project_score": ("项目得分", "Project score"),
        "coverage": ("覆盖率", "Coverage"),
        "coverage_says": ("应检项中有记录可查的比例", "share of what was due that is on record"),
        "appraised": ("已考核", "Appraised"),
        "of_people": ("共 {n} 人", "of {n} people"),
        "due": ("应检", "Due"),
        "due_says": ("本期应做的检查与巡查，项", "checks and rounds that were due"),
        "pass_rate": ("达标率", "Pass rate"),
        "pass_rate_says": ("达标项 ÷ 有结果的项", "met, of those with a result"),
        "grades": ("等级分布", "Grades"),
        "distribution": ("总分分布（人）", "People by total"),
        "grade": ("等级", "Grade"),
        "from_points": ("分数线", "From"),
        "heads": ("人数", "People"),
        "share": ("占比", "Share"),
        "rank": ("名次", "Rank"),
        "rank_in_project": ("项目名次", "In project"),
        "department": ("部门", "Department"),
        "contractor": ("外包单位", "Contractor"),
        "no_department": ("未分部门", "No department"),
        "score": ("得分", "Score"),
        "change": ("较上月", "Change"),
        "month": ("月份", "Month"),
        "rule": ("条款", "Rule"),
        "ruleset": ("标准", "Ruleset"),
        "result": ("结果", "Result"),
        "lost": ("失分", "Lost"),
        "project_cost": ("项目失分", "Project lost"),
        "lost_share": ("失分率", "Share lost"),
        "evidence": ("证据", "Evidence"),
        "cases": ("不达标明细", "Below standard"),
        "and_more": ("另有 {n} 项，见个人页与证据表。", "{n} more on the persons' pages and in the workbook."),
        "credited_to_nobody": (
            "{n} 项不达标只计入部位或项目，不计入个人。",
            "{n} below standard count for the place or the project, and for no person.",
        ),
        "place": ("部位", "Place"),
        "day": ("日期", "Day"),
        "time": ("时段", "Time"),
        "who": ("责任人", "Credited to"),
        "observer": ("检查人", "Observer"),
        "missed_times": ("漏巡次数", "Times missed"),
        "missed_days": ("漏巡日期", "Days"),
        "more_places": ("另有 {n} 个部位。", "{n} more places."),
        "missed_run": ("最长连续", "Longest run"),
        "missed_run_is": ("连续 {n} 次", "{n} in a row"),
        "and_others": ("等 {n} 人", "and others, {n} in all"),
        "missed_says": ("应到而一次未到", "due, and nobody came"),
        "overdue": ("逾期", "Overdue"),
        "overdue_says": ("未在时限内完成", "not done within the limit"),
        "places": ("得分最低的部位", "Lowest places"),
        "coefficient": ("绩效系数", "Coefficient"),
        "too_little_known": (
            "覆盖率 {coverage}，方案要求不低于 {least}。",
            "Coverage is {coverage}; the scheme asks for at least {least}.",
        ),
        "too_little_judged": (
            "有结果的应检项 {judged} 项，方案要求不少于 {least} 项。",
            "{judged} checks have a result; the scheme asks for at least {least}.",
        ),
        "records": ("记录", "Records"),
        "nothing_missed": ("本期没有漏巡，也没有逾期。", "Nothing was missed and nothing was late."),
        "nothing_lost": ("本期没有失分的条款。", "No rule lost a point."),
        "no_vetoes": ("本期无一票否决。", "No veto this period."),
        "none_unproven": ("本期考核对象证据均充足。", "There is enough evidence about everybody."),
        "unproven_says": (
            "有记录的应检项低于方案要求，不评定总分与等级，也不计为差。",
            "Too little of what was due is on record: no total and no grade, and it is held against nobody.",
        ),
        "unseen_times": ("缺数据项", "Not known"),
        "unseen_days": ("日期", "Days"),
        "unseen_places": ("资料未到", "Records that never came"),
        "name": ("姓名", "Name"),
        "person_id": ("工号", "ID"),
        "role": ("岗位", "Role"),
        "total": ("总分", "Total"),
        "main_loss": ("主要失分", "Main loss"),
        "no_loss": ("无失分", "nothing lost"),
        "open_page": ("查看 {name} 的考核明细", "How {name}'s appraisal came about"),
        "status": ("状态", "Status"),
        "status.scored": ("已考核", "scored"),
        "status.not_enough_evidence": ("证据不足", "not enough evidence"),
        "status.nothing_due": ("本期无应检项", "nothing due"),
        # sentences of the summary
        "sentence_score": (
            "本期应检 {due} 项，有结果的达标率 {rate}，项目得分 {score} 分。",
            "{due} checks and rounds were due; {rate} of those with a result were met; the project scores {score}.",
        ),
        "sentence_change": ("较上月 {change} 分。", "That is {change} on the month before."),
        "sentence_best": (
            "部门第一为{best}（{best_score} 分），末位为{last}（{last_score} 分）。",
            "{best} leads the departments with {best_score}; {last} is last with {last_score}.",
        ),
        "sentence_worst": ("失分最多的条款是“{rule}”（{rate} 达标）。", "Most was lost on “{rule}” ({rate} met)."),
        "sentence_missed": (
            "{n} 个部位出现漏巡，最多的是{place}（{times} 次）。",
            "Places missed: {n}; most often {place} ({times} times).",
        ),
        # a person's page
        "appraisal": ("月度绩效考核", "Monthly appraisal"),
        "back": ("返回通报", "Back to the circular"),
        "how_made": ("总分构成", "How the total is made"),
        "costs": ("失分明细", "What each rule cost"),
        "what_would": ("如何达到更高等级", "What would have changed the grade"),
        "in_detail": ("逐条依据", "Rule by rule"),
        "weight": ("权重", "Weight"),
        "contribution": ("计入总分", "Adds to total"),
        "cost": ("扣减总分", "Cost of total"),
        "adjustments": ("加减分", "Adjustments"),
        "cap": ("总分上下限", "Limit of the total"),
        "stays_owed": (
            "{period} 封账后更正 {before} → {after}，差额 {points} 分：本期无总分，保留到有总分的一期。",
            "Corrected after the close of {period}: {before} → {after}, {points} owed. There is no total here, so it stays owed.",
        ),
        "scored_afterwards": (
            "{period} 封账后总分变化：{before} → {after}，无法计算差额，由人事决定。",
            "The total of {period} after its close: {before} → {after}. No difference can be worked out; HR decides.",
        ),
        "no_total": ("无总分", "none"),
        "indicator": ("指标", "Indicator"),
        "indicators": ("指标", "Indicators"),
        "by_hand": ("由人给出", "Given by hand"),
        "by_hand_is": ("{by} 给出，{approver} 批准，{day}", "given by {by}, approved by {approver} on {day}"),
        "times_counted": ("{n} 次", "{n} times"),
        "weights_known": (
            "权重中 {known}/100 有结果，其余无应检项或无数值，按有结果的部分折算。",
            "{known} of 100 points of weight have results; the rest had nothing due or no value and is left out in proportion.",
        ),
        "edition_is": ("{edition} 版", "edition {edition}"),
        "missing_is": (
            "距 {grade} 级（{least} 分）还差 {missing} 分",
            "The total is {missing} points short of grade {grade} (from {least})",
        ),
        "these_would_do": (
            "下列 {n} 项若达标，总分约可达 {total}，评为 {grade} 级：",
            "Had the {n} below been met, the total would be about {total}, grade {grade}:",
        ),
        "not_even_all": (
            "本期可挽回的各项全部达标也只能到 {total}；收益最大的是：",
            "Even all of them would only reach {total}; the largest are:",
        ),
        "top_grade": ("已是最高等级。", "This is the highest grade."),
        "vetoed_to": ("因一票否决，等级定为 {grade}。", "A veto sets the grade to {grade}."),
        "veto_else": ("若无一票否决，按总分为 {grade} 级。", "Without the veto the total would be grade {grade}."),
        "veto_stands": ("（另须无一票否决。）", "(And no veto.)"),
        "gain": ("若达标可得", "Worth if met"),
        "gain_plus": ("若达标 {gain}", "{gain} if met"),
        "running": ("累计总分", "Running total"),
        "steps_say": (
            "左列：该项达标可增加的总分；右列：累计后的总分。",
            "Left: what that one would have added to the total. Right: the total with it and those above.",
        ),
        "stints": ("任职分段", "Stints"),
        "days": ("天数", "Days"),
        "days_n": ("{n} 天", "{n} days"),
        "points_of": ("{points} / {of}", "{points} of {of}"),
        "slots_n": ("逐项明细（{n} 条）", "every entry ({n})"),
        "seen": ("记录", "Observations"),
        "not_counted": ("未计入", "Not counted"),
        "withdrawn": ("作废与更正的记录", "Records voided or replaced"),
        "withdrawn_says": ("不计入得分", "not counted"),
        "record": ("记录", "Record"),
        "what": ("内容", "What"),
        "taken_back": ("处理", "Taken back"),
        "how.voided": ("已作废", "voided"),
        "how.superseded": ("已被更正", "replaced"),
        "instead": ("现行记录 {id}", "counts instead: {id}"),
        "about": ("被检查人 {name}", "about {name}"),
        "record_is": ("记录 {id}，{by}，{when} 收到", "record {id}, {by}, received {when}"),
        "late_by": ("，补录，迟 {n} 小时", ", entered {n} h late"),
        "by.import": ("由文件 {what} 导入", "imported from {what}"),
        "by.cli": ("由 {what} 在命令行录入", "entered by {what} on the command line"),
        "by.web": ("由 {what} 在网页录入", "entered by {what} on the web"),
        "whole_record": ("整张记录", "the whole record"),
        "photo_missing": ("照片缺失", "photo missing"),
        "photo_named_only": ("仅有文件名，未交照片", "named only, never handed in"),
        "photo_of": ("{name}，打开原图", "{name}, open the whole photo"),
        "photos_n": ("{n} 张照片", "photos: {n}"),
        "nothing_due_here": ("本期无应检项", "nothing was due"),
        "in_brackets": ("（{text}）", " ({text})"),
        "photos": ("照片", "Photos"),
        "photo": ("照片", "Photo"),
        "note": ("备注", "Note"),
        "source": ("依据", "Source"),
        "says": ("规则", "In words"),
        "more_met": (
            "另有 {n} 项未逐一列出，见 CSV 或 JSON。",
            "{n} more are in the CSV and the JSON.",
        ),
        "shadow": ("试行，不计分", "on trial, counts nothing"),
        "advisory": ("建议性，不计分", "advisory, counts nothing"),
        "rank_is": ("第 {place} 名 / 共 {of} 人", "{place} of {of}"),
        "next_day": ("次日 ", "+1d "),
        "colon": ("：", ": "),
        "full_stop": ("。", "."),
        "space": ("", " "),
        "semicolon": ("；", "; "),
        "comma": ("、", ", "),
        "to": (" 至 ", " to "),
        "earlier_totals": ("历月总分", "Totals month by month"),
        # the foot
        "provenance": ("数据来源", "Where this comes from"),
        "journal_anchor": ("日志锚点", "Journal anchor"),
        "fingerprint": ("指纹", "Fingerprint"),
        "edition": ("版次", "Edition"),
        "editions": ("标准版次", "Editions"),
        "plugins": ("插件", "Plugins"),
        "engine": ("引擎", "Engine"),
        "page": ("第", "Page "),
        "legend": ("图例", "Key"),
        # outcomes
        "outcome.met": ("达标", "met"),
        "outcome.partly": ("基本达标", "partly met"),
        "outcome.unmet": ("不达标", "unmet"),
        "outcome.excused": ("免责", "excused"),
        "outcome.not_applicable": ("不适用", "not applicable"),
        "outcome.no_data": ("无数据", "no data"),
        # answers
        "answer.pass": ("合格", "pass"),
        "answer.partly": ("基本合格", "partly"),
        "answer.fail": ("不合格", "fail"),
        "answer.minor": ("轻微", "minor"),
        "answer.major": ("严重", "major"),
        "answer.critical": ("重大", "critical"),
        "answer.na": ("不适用", "not applicable"),
        "answer.yes": ("是", "yes"),
        "answer.no": ("否", "no"),
        # kinds
        "kind.frequency": ("频次", "frequency"),
        "kind.quota": ("定额", "quota"),
        "kind.coverage": ("覆盖", "coverage"),
        "kind.interval": ("间隔", "interval"),
        "kind.deadline": ("时限", "deadline"),
        "kind.outside": ("错时", "outside"),
        "kind.checklist": ("检查项", "checklist"),
        "kind.deduction": ("扣分", "deduction"),
        "kind.rating": ("评价", "rating"),
        "kind.proportion": ("比率", "proportion"),
        # how sure the source is
        "mark.V": ("原文已核对", "read in the source"),
        "mark.V-mt": ("转载文本，已核对", "read in a copied or translated text"),
        "mark.V-x": ("摘录已核对", "read in an excerpt"),
        "mark.D": ("由原文推算", "derived from the source"),
        "mark.R": ("经计算核对", "computed"),
        "mark.M": ("待核对", "not verified"),
        # roles and departments most projects have; others are shown by their own names
        "role.guard": ("秩序维护员", "Guard"),
        "role.shift_leader": ("当值班长", "Shift leader"),
        "role.cleaner": ("保洁员", "Cleaner"),
        "role.butler": ("管家", "Butler"),
        "role.engineer": ("工程技工", "Engineer"),
        "role.department_supervisor": ("部门主管", "Department supervisor"),
        "role.project_manager": ("项目负责人", "Project manager"),
        "department.security": ("秩序维护部", "Security"),
        "department.cleaning": ("保洁部", "Cleaning"),
        "department.service": ("客户服务部", "Customer service"),
        "department.engineering": ("工程部", "Engineering"),
        "department.management": ("项目管理部", "Management"),
        **WORKBOOK,
        **ORGANISATION,
        **FINDINGS,
        **PROCESS,
    }
)
