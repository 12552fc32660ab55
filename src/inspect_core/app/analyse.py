"""Surveys read back from the records of a form: the figures of one method, with their formulas."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from inspect_core.app import survey_figures as figures
from inspect_core.app.project import App
from inspect_core.domain.form import Form, Question
from inspect_core.domain.period import Period
from inspect_core.errors import DataError, Unfit, UsageError

FORMAT: Final = "inspect-core/analysis/1"
View = dict[str, Any]
_QUESTIONS: Final = {"nps": 1, "csat": 1, "acsi": 3}
METHODS: Final = ("kano", "servqual", "nps", "csat", "acsi", "gap")
_LEFT_OUT: Final = ("na", "不清楚", "unknown")  # who cannot say is not asked


@dataclass(frozen=True)
class Asked:
    """What is to be worked out: the method, its questions, its pairs (name, question, question), weights by name."""

    method: str
    questions: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str, str], ...] = ()
    weights: Mapping[str, Fraction] | None = None


@dataclass(frozen=True)
class Answered:
    """The records of one form in a period, whose answers are read as numbers."""

    form: Form
    records: Sequence[Mapping[str, Any]]

    def number(self, record: Mapping[str, Any], question: str) -> int | None:
        """An answer as a number: as it was written, or of five words the best as 5; nothing where there is none.

        DataError where the answer stands on no scale.
        """
        said = record["answers"].get(question)
        if said is None or said in _LEFT_OUT:
            return None
        if said.isascii() and said.isdigit():
            return int(said)
        words = scale_of(self.question(question))
        if said in words:
            return len(words) - words.index(said)
        raise _off(record, question, said)

    def numbers(self, question: str) -> list[int]:
        """Every answer to a question."""
        found = (self.number(record, question) for record in self.records)
        return [one for one in found if one is not None]

    def pairs(self, one: str, two: str) -> list[tuple[int, int]]:
        """The answers of those who answered both questions."""
        found = ((self.number(record, one), self.number(record, two)) for record in self.records)
        return [(first, second) for first, second in found if first is not None and second is not None]

    def question(self, name: str) -> Question:
        """A question of the form; UsageError with the nearest where it has none such, or one that has no scale."""
        known = {one.id: one for one in self.form.questions if one.type in ("choice", "count")}
        if name in known:
            return known[name]
        near = difflib.get_close_matches(name, known, n=1)
        raise UsageError(
            "E-ANALYSE-QUESTION",
            f"the form '{self.form.id}' has no question '{name}' that is answered on a scale",
            hint=f"did you mean '{near[0]}'?" if near else f"it has {', '.join(known) or 'none'}",
            message_zh=f"记录表 '{self.form.id}' 没有可计分的问题 '{name}'",
            hint_zh=f"是否想写 '{near[0]}'？" if near else f"现有：{'、'.join(known) or '无'}",
        )


def scale_of(question: Question) -> tuple[str, ...]:
    """The answers of a choice question, the best first, without those that say nothing."""
    return tuple(word for word in question.values if word not in _LEFT_OUT)


def analysed(app: App, asked: Asked, form: str, period: Period) -> View:
    """The figures of a form's records in a period."""
    answered = Answered(_form(app, form), _records(app, form, period))
    asked = asked if asked.questions or asked.pairs else _declared(app, asked, form)
    for name in (*asked.questions, *(one for _, *both in asked.pairs for one in both)):
        answered.question(name)
    _enough(asked)
    view = _METHODS[asked.method](answered, asked)
    return {
        "format": FORMAT,
        "analysis": asked.method,
        "form": {"id": form, **answered.form.title.model_dump()},
        "period": {"id": period.id, "first": str(period.first), "last": str(period.last)},
        "records": len(answered.records),
        **view,
    }


def _declared(app: App, asked: Asked, form: str) -> Asked:
    """What the ruleset of the form says of the method; the weights that were named stand before its own."""
    texts = (ruleset.analyses.get(form, {}) for ruleset in app.standards.rulesets if form in ruleset.forms)
    found = next((one for methods in texts for method, one in methods.items() if method == asked.method), None)
    if found is None:
        return asked
    pairs = tuple((name, *pair) for name, own in found.pairs.items() for pair in own)
    weights = {name: Fraction(weight, 1000) for name, weight in found.weights.items()}
    return Asked(asked.method, found.questions, pairs, asked.weights or weights)


def _form(app: App, name: str) -> Form:
    forms = app.standards.forms
    if name in forms:
        return forms[name]
    near = difflib.get_close_matches(name, forms, n=1)
    raise UsageError(
        "E-ANALYSE-FORM",
        f"no ruleset of the project has the form '{name}'",
        hint=f"did you mean '{near[0]}'?" if near else "see `inspect-core forms`",
        message_zh=f"项目的标准中没有记录表 '{name}'",
        hint_zh=f"是否想写 '{near[0]}'？" if near else "见 `inspect-core forms`",
    )


def _records(app: App, form: str, period: Period) -> list[Mapping[str, Any]]:
    zone = app.settings.project.zone

    def inside(record: Mapping[str, Any]) -> bool:
        day = datetime.fromisoformat(record["start"]).astimezone(zone).date()
        return record["form"] == form and period.first <= day <= period.last

    found = app.store.facts.observations(period.first, period.last, with_private=True)  # answers in free words too
    return [record for record in found if inside(record)]


def _enough(asked: Asked) -> None:
    wanted = _QUESTIONS.get(asked.method)
    if wanted is not None and len(asked.questions) == wanted and not asked.pairs:
        return
    if wanted is None and asked.pairs and not asked.questions:
        return
    what, zh = ("--pair NAME:QUESTION:QUESTION", "--pair NAME:Q:Q")
    if wanted is not None:
        what, zh = (f"--question {'once' if wanted == 1 else '3 times'}", f"--question {wanted} 次")
    raise UsageError(
        "E-ANALYSE-QUESTION",
        f"{asked.method} is worked out from {what}",
        hint="see `inspect-core analyse --help`",
        message_zh=f"{asked.method} 须写 {zh}",
        hint_zh="见 `inspect-core analyse --help`",
    )


def _off(record: Mapping[str, Any], question: str, said: str) -> DataError:
    return DataError(
        "E-ANALYSE-SCALE",
        f"{record['id']}: the answer '{said}' to '{question}' is not on its scale",
        hint="correct the record, or choose another question",
        message_zh=f"{record['id']}：问题 '{question}' 的答案 '{said}' 不在量表内",
        hint_zh="请更正该记录，或改选其他问题",
    )


def _checked(answered: Answered, questions: Sequence[str], low: int, high: int) -> None:
    """Every answer to the questions is on the scale; the first record that is not is named."""
    for record in answered.records:
        for question in questions:
            value = answered.number(record, question)
            try:
                figures.within(low if value is None else value, low, high)
            except Unfit:
                raise _off(record, question, str(value)) from None


def _figure(id: str, zh: str, en: str, value: Fraction | None, formula: str) -> View:
    return {"id": id, "name": {"zh": zh, "en": en}, "value": decimal(value), "exact": _exact(value), "formula": formula}


def decimal(value: Fraction | None, places: int = 4) -> str | None:
    """A fraction as a decimal text, rounded half up; nothing stays nothing."""
    if value is None:
        return None
    unit = 10**places
    whole = (2 * abs(value.numerator) * unit + value.denominator) // (2 * value.denominator)
    text = f"{whole // unit}.{whole % unit:0{places}d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and whole else text


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _nps(answered: Answered, asked: Asked) -> View:
    _checked(answered, asked.questions, 0, 10)
    found = answered.numbers(asked.questions[0])
    formula = "% (9-10) - % (0-6)"
    return {
        "answers": len(found),
        "figures": [_figure("nps", "净推荐值", "Net Promoter Score", figures.nps(found), formula)],
    }


def _csat(answered: Answered, asked: Asked) -> View:
    (name,) = asked.questions
    words = scale_of(answered.question(name))
    highest = len(words) or 5
    _checked(answered, asked.questions, 1, highest)
    found = answered.numbers(name)
    top, most = figures.top_two(found, highest), figures.of_the_most(found, highest)
    listed = [
        _figure("top-two", "满意率（前两档）", "CSAT, top two boxes", top, "(n best + n second best) / n × 100"),
        _figure("of-the-most", "得分率", "CSAT, share of the maximum", most, f"Σ score / (n × {highest}) × 100"),
    ]
    return {"answers": len(found), "figures": listed}


def _acsi(answered: Answered, asked: Asked) -> View:
    _checked(answered, asked.questions, 1, 10)
    columns = [answered.numbers(name) for name in asked.questions]
    means = [figures.mean([Fraction(one) for one in column]) for column in columns]
    known = [one for one in means if one is not None]
    ohio = figures.acsi(known, figures.ACSI_WEIGHTS) if len(known) == 3 else None
    equal = figures.acsi(known, [Fraction(1)] * 3) if len(known) == 3 else None
    listed = [
        _figure(
            "weighted", "ACSI（俄亥俄权重）", "ACSI, Ohio weights", ohio, "Σ w (x - 1) / 9 × 100, w .3885 .3190 .2925"
        ),
        _figure("equal", "ACSI（等权）", "ACSI, equal weights", equal, "(x1 + x2 + x3 - 3) / 27 × 100"),
    ]
    return {"answers": min(map(len, columns)), "figures": listed}


def _servqual(answered: Answered, asked: Asked) -> View:
    _checked(answered, [one for _, *both in asked.pairs for one in both], 1, 7)
    dimensions: dict[str, list[tuple[Fraction, Fraction]]] = {}
    for name, expected, seen in asked.pairs:
        both = answered.pairs(expected, seen)
        if both:
            sums = (Fraction(sum(pair[side] for pair in both), len(both)) for side in (0, 1))
            dimensions.setdefault(name, []).append((next(sums), next(sums)))
    found = figures.servqual(dimensions, asked.weights or {})
    gaps = found.gaps if found else {}
    overall = (found.of_dimensions, found.of_items, found.weighted) if found else (None, None, None)
    listed = [
        _figure(f"gap:{name}", f"差距：{name}", f"gap: {name}", gap, "mean (P - E)") for name, gap in gaps.items()
    ]
    named = (
        ("of-dimensions", "总差距（各维度平均）", "overall, mean of dimensions", "Σ gap / dimensions"),
        ("of-items", "总差距（各题平均）", "overall, mean of items", "Σ (P - E) / items"),
        ("weighted", "总差距（加权）", "overall, weighted", "Σ w gap / Σ w"),
    )
    listed += [_figure(id, zh, en, value, formula) for (id, zh, en, formula), value in zip(named, overall, strict=True)]
    return {"answers": len(answered.records), "figures": listed}


def _gap(answered: Answered, asked: Asked) -> View:
    listed = []
    for name, expected, seen in asked.pairs:
        gap = figures.mean([Fraction(two - one) for one, two in answered.pairs(expected, seen)])
        verdict = None if gap is None else ("满意", "satisfied") if gap >= 0 else ("不满意", "not satisfied")
        one = _figure(name, f"感知减期望：{name}", f"perceived less expected: {name}", gap, "mean (P - E)")
        listed.append({**one, "verdict": None if verdict is None else dict(zip(("zh", "en"), verdict, strict=True))})
    return {"answers": len(answered.records), "figures": listed}


_CLASSES: Final = {
    "M": ("必备因素", "must-be"),
    "O": ("期望因素", "one-dimensional"),
    "A": ("魅力因素", "attractive"),
    "I": ("无差异因素", "indifferent"),
    "R": ("反响因素", "reverse"),
    "Q": ("存疑", "questionable"),
}


def _kano(answered: Answered, asked: Asked) -> View:
    _checked(answered, [one for _, *both in asked.pairs for one in both], 1, 5)
    listed = []
    for name, there, missing in asked.pairs:
        turned = [_best_is_five(answered.question(one)) for one in (there, missing)]
        both = (
            [6 - n if five else n for n, five in zip(pair, turned, strict=True)]
            for pair in answered.pairs(there, missing)
        )
        found = figures.kano([(one, two) for one, two in both])
        words = _CLASSES[found.verdict] if found.verdict else None
        better = _figure(
            f"{name}:better", f"{name} Better", f"{name}: better", found.better, "(A + O) / (A + O + M + I)"
        )
        worse = _figure(f"{name}:worse", f"{name} Worse", f"{name}: worse", found.worse, "-(O + M) / (A + O + M + I)")
        verdict = dict(zip(("zh", "en"), words, strict=True)) if words else None
        listed += [{**better, "class": found.verdict, "counts": dict(found.counts), "verdict": verdict}, worse]
    return {"answers": len(answered.records), "figures": listed}


def _best_is_five(question: Question) -> bool:
    """Whether the answers are words, of which the first is read as the highest number; in Kano's table it is 1: like."""
    return any(not word.isdigit() for word in scale_of(question))


_METHODS: Final[Mapping[str, Callable[[Answered, Asked], View]]] = {
    "kano": _kano,
    "servqual": _servqual,
    "nps": _nps,
    "csat": _csat,
    "acsi": _acsi,
    "gap": _gap,
}
