"""Forms filled in faster than they can be read, and the same set of answers many times in a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import log10

from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.app.fairness.signs.rounds import MINUTE, Round, Sign, by_day, by_observer, ids
from inspect_core.domain.text import Text

_LEAST_ANSWERS = 3  # a shorter form is soon filled in, and soon filled in alike
_FORMS = 20  # forms of another observer from which on they tell how common a set of answers is
_Answers = tuple[tuple[str, str], ...]
_LONE = 5  # so many times as long must a row be where nobody else fills in the form


def too_fast_forms(rounds: Sequence[Round], limits: FairnessSettings) -> Iterator[Sign]:
    """For each observer and day: several forms in each of which an answer took less than so many seconds."""
    for observer, own in by_observer(rounds).items():
        for day, of_day in by_day(own).items():
            fast = [one for one in of_day if _fast(one, limits.answer_seconds)]
            if len(fast) >= limits.fast_forms:
                yield _filled(observer, day, fast, limits.answer_seconds)


def _fast(one: Round, seconds: int) -> bool:
    return len(one.answers) >= _LEAST_ANSWERS and one.end is not None and _at_most(one) < seconds * len(one.answers)


def _at_most(one: Round) -> int:
    """The longest it can have taken: a time in whole minutes may be off by almost one."""
    whole = one.start % MINUTE == 0 and one.over % MINUTE == 0
    return one.over - one.start + MINUTE * whole


def _filled(observer: str, day: str, fast: Sequence[Round], seconds: int) -> Sign:
    one = fast[0]
    took, count = one.over - one.start, len(one.answers)
    zh = f"{day} 有 {len(fast)} 张表填得过快（每题不足 {seconds} 秒），如 {count} 题用 {took} 秒"
    en = f"on {day} {len(fast)} forms were filled in at less than {seconds} s an answer, as {count} answers in {took} s"
    return Sign("fast_form", observer, day, "medium", ids(fast), Text(zh=zh, en=en))


def same_answers(rounds: Sequence[Round], limits: FairnessSettings) -> Iterator[Sign]:
    """For each observer and form: rows of equal answers that are too long for chance.

    How common the answers are is told by the other observer who gives them most often: a good place makes long rows.
    """
    for form in sorted({one.form for one in rounds}):
        filled = by_observer(one for one in rounds if one.form == form)
        given = {observer: Counter(one.answers for one in own) for observer, own in filled.items()}
        for observer, own in filled.items():
            for answers, run in groupby(own, key=lambda one: one.answers):
                row = list(run)
                if len(answers) < _LEAST_ANSWERS or len(row) < limits.same_answers:
                    continue
                share = _share(answers, observer, given)
                if _unlikely(len(row), share, limits):
                    yield _alike(observer, form, row, share)


def _share(answers: _Answers, observer: str, given: Mapping[str, Counter[_Answers]]) -> float | None:
    """In what share of their forms the other who gives these answers most often gives them; None without others."""
    others = [counted for who, counted in given.items() if who != observer and counted.total() >= _FORMS]
    return max(((one[answers] + 1) / (one.total() + 1) for one in others), default=None)


def _unlikely(times: int, share: float | None, limits: FairnessSettings) -> bool:
    if share is None:
        return times >= _LONE * limits.same_answers
    return share < 1 and times * log10(1 / share) >= limits.chance


def _alike(observer: str, form: str, row: Sequence[Round], share: float | None) -> Sign:
    days = f"{row[0].day} – {row[-1].day}"
    zh = f"表“{form}”连续 {len(row)} 次答案完全相同（{days}）"
    en = f"{len(row)} times in a row the same answers in the form {form} ({days})"
    key, records = f"{form} {row[0].id}", ids(row)
    if share is None:
        zh, en = f"{zh}；无他人同类记录可比", f"{en}; nobody else fills it in often enough to compare with"
        return Sign("same_answers", observer, key, "weak", records, Text(zh=zh, en=en))
    percent = min(round(100 * share), 99)
    zh, en = f"{zh}；他人最多也只有 {percent}% 如此", f"{en}; no other observer gives them in more than {percent} %"
    return Sign("same_answers", observer, key, "medium", records, Text(zh=zh, en=en))
