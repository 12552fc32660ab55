"""The promotion plan 客户满意度推进计划表: the actions of the plan with their rules, how far each is, and room for who and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from inspect_core.api import PaperView
from inspect_core.report import figures
from inspect_core.report.papers.sheet import Column, Figure, Part, Plain, Sheet, rate
from inspect_core.report.words import Words

ACTIONS: Final = (
    ("目标", "年度目标", "Targets of the year"),
    ("措施", "行动保障", "What makes it work"),
    ("行动一", "行动一：分区分级管理的管家服务", "1. Butlers for areas and classes of customers"),
    ("行动二", "行动二：设计岗位客户体验", "2. What a customer meets at each post"),
    ("行动三", "行动三：我一见您就笑", "3. A smile when I see you"),
    ("行动四", "行动四：到您家中坐坐", "4. A visit at your home"),
    ("行动五", "行动五：经常在您身边", "5. Often near you"),
    ("行动六", "行动六：服务一线通", "6. One line for every service"),
    ("行动七", "行动七：处理一时间", "7. Handled at once"),
    ("行动八", "行动八：信息一日清", "8. Cleared within the day"),
    ("行动九", "行动九：我做什么，您知道", "9. You know what we do"),
    ("行动十", "行动十：总有一项服务适合您", "10. A service that suits you"),
)
_CREDITED: Final = MappingProxyType(
    {
        "on_duty": ("当值人员", "whoever is on duty"),
        "subject": ("被检查人", "who was looked at"),
        "observer": ("记录人", "who recorded it"),
        "owner": ("部位责任人", "who looks after the place"),
        "person": ("本人", "each of that role"),
        "project": ("项目", "the project"),
        "place": ("部位", "the place"),
        "contractor": ("外包单位", "the contractor"),
    }
)
_OTHER: Final = ("", "其他条款", "Other rules")
_DONE: Final = Fraction(100)


def sheet(view: PaperView, words: Words) -> Sheet:
    """The rules of the month in the order of the plan's actions; what is not reached has lines to write on."""
    results = _results(view)
    grouped = _grouped(view, results)
    own = [results[rule["rule"]] for rules in grouped.values() for rule in rules]
    judged = [one for one in own if _worth(one) is not None]
    full = sum(_worth(one) == _DONE for one in judged)
    period = view.source["period"]
    return Sheet(
        words.both("客户满意度推进计划表", "Customer satisfaction plan"),
        facts=(words("period_is", first=period["first"], last=period["last"]),),
        figures=(
            Figure(words.both("条款", "Rules"), str(len(own))),
            Figure(words.both("全部做到", "Done in full"), str(full), rate(full, len(judged))),
            Figure(words.both("未全部做到", "Not in full"), str(len(judged) - full)),
            Figure(
                words.both("本期未判", "Not judged"),
                str(len(own) - len(judged)),
                words.both("无应检项或无数据", "nothing due, or no data"),
            ),
        ),
        notices=() if own else (_none(words),),
        parts=tuple(_parts(grouped, results, words)),
        signs=(words("prepared"), words("checked"), words("approved")),
    )


def _none(words: Words) -> str:
    return words.both("本项目的标准中没有可列入的条款。", "No rule of this project's rulesets belongs into the plan.")


def _results(view: PaperView) -> Mapping[str, Plain]:
    found = view.score["project_score"]["rulesets"] if view.score else ()
    return {f"{one['ruleset']}/{rule['rule']}": rule for one in found for rule in one["rules"]}


def _grouped(view: PaperView, results: Mapping[str, Plain]) -> dict[str, list[Plain]]:
    groups: dict[str, list[Plain]] = {key: [] for key, _, _ in (*ACTIONS, _OTHER)}
    for rule in view.rules:
        if rule["rule"] in results:
            groups[_action(rule)].append(rule)
    return {key: rules for key, rules in groups.items() if rules}


def _action(rule: Plain) -> str:
    """The action of the plan that a rule's source names, or else that it is a target of the year, or nothing."""
    said = str((rule["source"] or {}).get("zh", ""))
    return next((key for key, _, _ in (*ACTIONS[2:], *ACTIONS[:2]) if key in said), "")


def _worth(result: Plain) -> Fraction | None:
    """How much of it was reached, of a hundred."""
    judged = result["met"] + result["partly"] + result["unmet"]
    return Fraction(100 * result["met"], judged) if judged else None


def _parts(grouped: Mapping[str, list[Plain]], results: Mapping[str, Plain], words: Words) -> Iterator[Part]:
    columns = tuple(
        Column(title)
        for title in (
            words.both("措施与要求", "Measure"),
            words.both("责任岗位", "Role"),
            words.both("本期完成", "This period"),
            words.both("达标率", "Reached"),
            words.both("责任人", "By whom"),
            words.both("完成期限", "Until"),
        )
    )
    for key, zh, en in (*ACTIONS, _OTHER):
        if key in grouped:
            rows = tuple(_row(rule, results[rule["rule"]], words) for rule in grouped[key])
            yield Part(
                f"action-{ACTIONS.index((key, zh, en)) if key else 'other'}",
                words.both(zh, en),
                columns=columns,
                rows=rows,
            )


def _row(rule: Plain, result: Plain, words: Words) -> tuple[str, ...]:
    worth, judged = _worth(result), result["met"] + result["partly"] + result["unmet"]
    roles = words.list(
        [words.both(*_CREDITED[one]) if one in _CREDITED else words.named("role", one) for one in rule["credit"]]
    )
    done = figures.NOTHING if worth is None else f"{result['met']} / {judged}"
    return (words.say(rule["title"]), roles, done, rate(result["met"], judged), "", "")
