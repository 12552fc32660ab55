"""The survey report: the index under the declared mapping and under others, the rate beside it, actions and their checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from inspect_core.api import PaperView
from inspect_core.report import figures
from inspect_core.report.papers.sheet import (
    Column,
    Figure,
    Part,
    Plain,
    Sheet,
    answer,
    asks,
    name_of,
    no_form,
    number,
    of_form,
    on_days,
    rate,
)
from inspect_core.report.words import Words

FORM, ACTION, ROUND = "survey", "survey-action", "survey-round"
_SCALED: Final = "rating"
_CENTS: Final = 100
FIVE: Final = 5
OTHERS: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType(
    {
        "100/80/60/30/0": (100, 80, 60, 30, 0),
        "100/80/60/40/20": (100, 80, 60, 40, 20),
        "100/75/50/25/0": (100, 75, 50, 25, 0),
    }
)
"""Published practices of what five answers are worth, best first: the verdict flips between them."""

Scale = Mapping[str, Fraction]


def sheet(view: PaperView, words: Words) -> Sheet:
    """The month's answers; without a rule that says what an answer is worth there is no index."""
    first, last = view.source["period"]["first"], view.source["period"]["last"]
    forms = on_days(of_form(view.records, FORM), first, last)
    index = next((rule for rule in view.rules if FORM in rule["forms"] and rule["kind"] == _SCALED), None)
    share = next((rule for rule in view.rules if FORM in rule["forms"] and rule["kind"] == "proportion"), None)
    scale = {word: Fraction(worth) for word, worth in index["scale"].items() if worth is not None} if index else {}
    questions = index["questions"] if index else []
    values = [value for one in forms for id in questions if (value := one["answers"].get(id)) in scale]
    return Sheet(
        words.both("客户满意度测评报告", "Customer satisfaction survey"),
        facts=(words("period_is", first=first, last=last),),
        lede=_mapping_said(view, scale, questions, words),
        figures=_figures(forms, values, scale, share, words),
        notices=_notices(view, forms, index, words),
        parts=(
            _modules(view, forms, questions, scale, words),
            _questions(view, forms, questions, scale, words),
            _mappings(values, scale, words),
            _rounds(view, words),
            _actions(view, words),
            *_suggestions(forms, words),
        ),
        signs=(words("prepared"), words("checked"), words("approved")),
    )


def index_of(values: Sequence[str], scale: Scale) -> str:
    """The mean of what the answers are worth, two decimals, rounded half up once; a dash where there are none."""
    if not values:
        return figures.NOTHING
    mean = sum((scale[value] for value in values), Fraction(0)) / len(values)
    cents = (2 * mean.numerator * _CENTS + mean.denominator) // (2 * mean.denominator)
    return f"{cents // _CENTS}.{cents % _CENTS:02d}"


def _notices(view: PaperView, forms: Sequence[Plain], index: Plain | None, words: Words) -> tuple[str, ...]:
    if FORM not in view.forms:
        return (no_form(words, "survey", FORM),)
    found = []
    if index is None:
        found.append(
            words.both(
                "没有条款规定各答案的分值，无法计算指数。",
                "No rule says what the answers are worth: there is no index.",
            )
        )
    if not forms:
        found.append(words.both("本期没有回收的测评表。", "No filled survey is on record for this period."))
    return tuple(found)


def _mapping_said(view: PaperView, scale: Scale, questions: Sequence[str], words: Words) -> str:
    if not scale:
        return ""
    worth = words.list([f"{_title(view, questions, word, words)} {_short(value)}" for word, value in scale.items()])
    return words.both(
        f"答案折分（声明）：{worth}。指数为全部答案的平均分，四舍五入到两位小数；换一种折分，结论可能不同，见下表。",
        f"What the answers are worth, as declared: {worth}. The index is the mean of all answers, rounded half up to "
        "two decimals. With another mapping the verdict may differ; see below.",
    )


def _title(view: PaperView, questions: Sequence[str], word: str, words: Words) -> str:
    for one in view.forms.get(FORM, {"questions": ()})["questions"]:
        if one["id"] in questions:
            return next((words.say(choice["title"]) for choice in one["choices"] if choice["value"] == word), word)
    return word


def _short(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _figures(
    forms: Sequence[Plain], values: Sequence[str], scale: Scale, share: Plain | None, words: Words
) -> tuple[Figure, ...]:
    found = [
        Figure(words.both("回收份数", "Filled in"), str(len(forms))),
        Figure(
            words.both("满意度指数", "Index"),
            index_of(values, scale),
            words.both(f"{len(values)} 个答案", f"{len(values)} answers"),
        ),
    ]
    if share is not None:
        given = [value for one in forms if (value := one["answers"].get(share["questions"][0]))]
        good = sum(value in share["good"] for value in given)
        least = share["at_least"]
        said = words.both(f"目标 {least}%", f"target {least}%") if least else ""
        met = _met(good, len(given), least, words)
        found.append(Figure(words.both("满意率", "Satisfied"), rate(good, len(given)), f"{said} {met}".strip()))
    return tuple(found)


def _met(good: int, given: int, least: str | None, words: Words) -> str:
    if not given or not least:
        return ""
    reached = Fraction(good * 100, given) >= Fraction(least)
    return words.both("达到", "reached") if reached else words.both("未达到", "not reached")


def _module(view: PaperView, question: str, words: Words) -> str:
    """The module of a question: what its words say before the colon."""
    said = asks(view.forms, FORM, question, words)
    head, colon, _ = said.partition(words("colon").strip())
    return head if colon else words.both("其他", "Other")


def _modules(view: PaperView, forms: Sequence[Plain], questions: Sequence[str], scale: Scale, words: Words) -> Part:
    groups: dict[str, list[str]] = {}
    for id in questions:
        groups.setdefault(_module(view, id, words), []).append(id)
    rows = []
    for title, ids in groups.items():
        values = [value for one in forms for id in ids if (value := one["answers"].get(id)) in scale]
        rows.append((title, str(len(ids)), str(len(values)), index_of(values, scale)))
    columns = (
        Column(words.both("模块", "Module")),
        number(words.both("项数", "Questions")),
        number(words.both("答案", "Answers")),
        number(words.both("指数", "Index")),
    )
    return Part("modules", words.both("各模块", "Modules"), columns=columns, rows=tuple(rows))


def _questions(view: PaperView, forms: Sequence[Plain], questions: Sequence[str], scale: Scale, words: Words) -> Part:
    rows = []
    for id in questions:
        values = [value for one in forms if (value := one["answers"].get(id)) in scale]
        counts = tuple(str(values.count(word)) for word in scale)
        rows.append((asks(view.forms, FORM, id, words), *counts, index_of(values, scale)))
    rows.sort(key=lambda row: (row[-1] == figures.NOTHING, Fraction(row[-1]) if row[-1] != figures.NOTHING else 0))
    heads = tuple(number(_title(view, questions, word, words)) for word in scale)
    columns = (Column(words.both("项目", "Question")), *heads, number(words.both("指数", "Index")))
    says = words.both("指数最低的在前，整改从这里开始。", "The lowest first: that is where to begin.")
    title = words.both("逐项", "Question by question")
    return Part("questions", title, says if rows else "", columns, tuple(rows))


def _mappings(values: Sequence[str], scale: Scale, words: Words) -> Part:
    ranked = sorted(scale, key=lambda word: -scale[word])
    rows = []
    if len(ranked) == FIVE:
        for name, worth in OTHERS.items():
            other = dict(zip(ranked, (Fraction(one) for one in worth), strict=True))
            own = words.both("（本报告所用）", " (used here)") if other == scale else ""
            rows.append((f"{name}{own}", index_of(values, other)))
    columns = (Column(words.both("折分", "Mapping")), number(words.both("指数", "Index")))
    title = words.both("同样的答案，不同的折分", "The same answers under other mappings")
    empty = words.both("只对五级答案列出。", "Only told of scales with five answers.")
    return Part("mappings", title, columns=columns, rows=tuple(rows), empty=empty)


def _rounds(view: PaperView, words: Words) -> Part:
    rows = tuple(
        (
            one["day"],
            answer(view.forms, one, "conducted-by", words),
            *(str(one["answers"].get(id, "")) for id in ("sent", "returned", "index")),
        )
        for one in of_form(view.records, ROUND)
    )
    columns = (
        Column(words("day")),
        Column(words.both("由谁开展", "Held by")),
        number(words.both("发出", "Sent")),
        number(words.both("收回", "Returned")),
        number(words.both("指数", "Index")),
    )
    empty = words.both("近半年没有登记。", "None recorded in the last half year.")
    return Part(
        "rounds",
        words.both("测评开展（近半年）", "Surveys of the last half year"),
        columns=columns,
        rows=rows,
        empty=empty,
    )


def _actions(view: PaperView, words: Words) -> Part:
    rows = tuple(
        (
            one["day"],
            str(one["answers"].get("measure", "")),
            name_of(one["observer"]),
            answer(view.forms, one, "due", words),
            str(one["end"])[:10] if one["end"] else words.both("未完成", "not done"),
            answer(view.forms, one, "verified", words),
        )
        for one in of_form(view.records, ACTION)
    )
    heads = (
        words.both("确定日期", "Decided"),
        words.both("措施", "Measure"),
        words.both("责任人", "By whom"),
        words.both("期限", "Due"),
        words.both("完成", "Done"),
        words.both("回访验证", "Verified by a return visit"),
    )
    columns = tuple(Column(head) for head in heads)
    title = words.both("纠正与整改措施（近半年）", "Corrective actions of the last half year")
    return Part("actions", title, columns=columns, rows=rows, blanks=0 if rows else 4)


def _suggestions(forms: Sequence[Plain], words: Words) -> tuple[Part, ...]:
    said = "\n".join(f"· {told}" for one in forms if (told := str(one["answers"].get("suggestion", "")).strip()))
    return (Part("suggestions", words.both("客户建议", "Suggestions"), says=said),) if said else ()
