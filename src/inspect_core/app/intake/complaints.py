"""What can be wrong with a cell, in both languages, each with its next step."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from inspect_core.domain.conditions import asked_if
from inspect_core.domain.form import Form, Question
from inspect_core.domain.text import Text
from inspect_core.errors import Place, Problem

UNASKED: Final = "E-OBS-UNASKED"
SHOWN: Final = 64
OFFERED: Final = 24
DIFFERENCES: Final = 4


@dataclass(frozen=True, slots=True)
class Complaint:
    """A problem that has not yet got its place."""

    code: str
    en: str
    zh: str
    step_en: str
    step_zh: str

    def at(self, place: Place) -> Problem:
        """The problem at its place."""
        return Problem(self.code, self.en, place, self.step_en, self.zh, self.step_zh)


def shown(text: str) -> str:
    """A cell's text as a message may show it: cut short, invisible and control characters spelt out, in quotes."""
    cut = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    plain = "".join(
        f"\\u{ord(sign):04x}" if unicodedata.category(sign)[0] == "C" or sign in "\u2028\u2029" else sign
        for sign in cut
    )
    return f"“{plain}”"


_TIMES: Final[Mapping[str, tuple[str, str, str, str]]] = MappingProxyType(
    {
        "E-DATE": ("is not a day", "不是有效日期", "Write it like 2026-10-08.", "请写成 2026-10-08。"),
        "E-CLOCK": ("is not a time of day", "不是有效时刻", "Write it like 08:30.", "请写成 08:30。"),
        "E-TIME": (
            "is not a day and time",
            "不是有效的日期时间",
            "Write it like 2026-10-08 08:30.",
            "请写成 2026-10-08 08:30。",
        ),
        "E-TIME-OFFSET": (
            "has no offset from UTC",
            "缺少时区偏移",
            "Write it like 2026-10-08T08:30:00+08:00.",
            "请写成 2026-10-08T08:30:00+08:00。",
        ),
        "E-TIME-RANGE": ("is not of this age", "年份超出范围", "Check the year.", "请检查年份。"),
        "E-TIME-GAP": (
            "does not exist: the clocks were put forward",
            "因调快时钟而不存在",
            "Write the time the clock showed, with its offset, as 2026-03-29T03:30:00+02:00.",
            "请写明当时的时间及偏移，如 2026-03-29T03:30:00+02:00。",
        ),
        "E-TIME-FOLD": (
            "happened twice: the clocks were put back",
            "因调慢时钟而出现两次",
            "Write it with its offset, as 2026-10-25T02:30:00+01:00.",
            "请写明偏移，如 2026-10-25T02:30:00+01:00。",
        ),
    }
)


def bad_time(code: str, text: str) -> Complaint:
    """A day, hour or instant that cannot be taken as it stands."""
    en, zh, step_en, step_zh = _TIMES[code]
    return Complaint(code, f"{shown(text)} {en}", f"{shown(text)} {zh}", step_en, step_zh)


def missing(heading: str) -> Complaint:
    """A cell under `heading` that every row must fill."""
    return Complaint(
        "E-CELL-MISSING",
        f"the cell under {shown(heading)} is empty",
        f"{shown(heading)} 一列的单元格为空",
        "Fill it in.",
        "请填写。",
    )


def control_character(text: str) -> Complaint:
    """A text with characters that steer a terminal."""
    return Complaint(
        "E-CELL-CONTROL",
        f"{shown(text)} holds a control character",
        f"{shown(text)} 含有控制字符",
        "Type the text again.",
        "请重新输入该文本。",
    )


def bad_id(text: str, why: str) -> Complaint:
    """An id with characters that an id may not have."""
    return Complaint(
        "E-ID",
        f"{shown(text)} cannot be an id: {why}",
        f"{shown(text)} 不能作为编号",
        "Type it again: letters, digits or Chinese, 1 to 64 of them, nothing invisible.",
        "请重新输入：1 至 64 个字母、数字或汉字，不含不可见字符。",
    )


def wide_id(text: str, plain: str) -> Complaint:
    """An id in full width, or otherwise not in its plain form."""
    return Complaint(
        "E-ID-CONFUSABLE",
        f"{shown(text)} looks like {shown(plain)} and is another text",
        f"{shown(text)} 与 {shown(plain)} 形似而不同",
        f"Write {plain[:SHOWN]}.",
        f"请写成 {plain[:SHOWN]}。",
    )


def look_alike(text: str, other: str, where: str) -> Complaint:
    """An id that people cannot tell from another."""
    return Complaint(
        "E-ID-CONFUSABLE",
        f"{shown(text)} can be mistaken for {shown(other)} ({where})",
        f"{shown(text)} 易与 {shown(other)}（{where}）混淆",
        "If they are the same, write them the same; if not, choose an id that cannot be mistaken.",
        "若为同一编号请统一写法；否则请改用不易混淆的编号。",
    )


def unknown(
    code: str, what_en: str, what_zh: str, text: str, close: str | None, offered: Sequence[str] = ()
) -> Complaint:
    """A word that nobody knows: `close` is the nearest known one, `offered` all that may be written instead."""
    listed = ", ".join(offered[:OFFERED]) + (" …" if len(offered) > OFFERED else "")
    if close is not None:
        step_en, step_zh = f"Did you mean {shown(close)}?", f"是否应为 {shown(close)}？"
    elif offered:
        step_en, step_zh = f"Write one of: {listed}.", f"可填写：{listed}。"
    else:
        step_en, step_zh = "Import it first, or check the spelling.", "请先导入该项，或检查写法。"
    return Complaint(
        code, f"nobody knows the {what_en} {shown(text)}", f"未知的{what_zh} {shown(text)}", step_en, step_zh
    )


def unknown_answer(text: str, meant: Text | None, offered: Sequence[Text]) -> Complaint:
    """An answer that nobody offers: the one that was meant, if that can be told, else all of them in each language."""
    if meant is not None:
        step_en, step_zh = f"Did you mean {shown(meant.en)}?", f"是否应为 {shown(meant.zh)}？"
    else:
        step_en = f"Write one of: {', '.join(title.en for title in offered[:OFFERED])}."
        step_zh = f"可填写：{'、'.join(title.zh for title in offered[:OFFERED])}。"
    return Complaint(
        "E-ANSWER-UNKNOWN", f"nobody knows the answer {shown(text)}", f"未知的答案 {shown(text)}", step_en, step_zh
    )


def other_name(text: str, id: str, name: str) -> Complaint:
    """A second column that names somebody else than the first."""
    return Complaint(
        "E-NAME-MISMATCH",
        f"{shown(text)} is not {shown(id)}" + (f", who is {shown(name)}" if name else ""),
        f"{shown(text)} 与 {shown(id)}" + (f" ({shown(name)})" if name else "") + " 不是同一个",
        "Correct one of the two columns, or empty it.",
        "请更正两列之一，或留空。",
    )


def ambiguous(what_en: str, what_zh: str, text: str, ids: list[str]) -> Complaint:
    """A name that several people or places have."""
    listed = ", ".join(ids[:5])
    return Complaint(
        "E-NAME-AMBIGUOUS",
        f"several {what_en} are called {shown(text)}: {listed}",
        f"多个{what_zh}名为 {shown(text)}: {listed}",
        "Write the id.",
        "请填写编号。",
    )


def twice(id: str, other: str, told: Text | None = None) -> Complaint:
    """Two rows about the same record; `told` says which, in words, where the id alone tells nobody."""
    en, zh = (told.en, told.zh) if told else (shown(id), shown(id))
    return Complaint(
        "E-CSV-DUP",
        f"{en} stands twice, here and at {other}",
        f"{zh} 重复，另见 {other}",
        "Delete one of the two rows, or give them ids of their own.",
        "请删除其中一行，或分别编号。",
    )


def disagree(field: str, other: str) -> Complaint:
    """Two rows of one record that say different things."""
    return Complaint(
        "E-ROWS-DISAGREE",
        f"{field} is not what the row at {other} says of the same id",
        f"{field} 与同编号的另一行（{other}）不一致",
        "Write the same in both rows, or leave one empty.",
        "请使两行一致，或留空其一。",
    )


def overlap(code: str, what_en: str, what_zh: str, other: str) -> Complaint:
    """Two stretches of time that cannot both be."""
    return Complaint(
        code,
        f"{what_en} overlaps with the one at {other}",
        f"{what_zh}与 {other} 重叠",
        "Correct one of the two.",
        "请更正其中之一。",
    )


def backwards() -> Complaint:
    """An end before its start."""
    return Complaint("E-TIME-ORDER", "it ends before it starts", "结束早于开始", "Correct the end.", "请更正结束时间。")


def future(text: str) -> Complaint:
    """An observation of what has not yet happened."""
    return Complaint(
        "E-TIME-FUTURE",
        f"{shown(text)} has not come yet",
        f"{shown(text)} 尚未到来",
        "Correct the time, or the clock of this computer.",
        "请更正时间，或校准本机时钟。",
    )


def own_subject() -> Complaint:
    """Somebody who checked himself."""
    return Complaint(
        "E-SELF-OBSERVED",
        "observer and subject are the same person",
        "检查人与被检查人为同一人",
        "Name the one who was checked.",
        "请填写真正的被检查人。",
    )


def unasked(form: str, text: str) -> Complaint:
    """An answer to a question the form does not ask."""
    return Complaint(
        "E-QUESTION-UNKNOWN",
        f"the form {form} does not ask {shown(text)}",
        f"表单 {form} 没有问题 {shown(text)}",
        "Empty the cell, or correct the form.",
        "请清空该单元格，或更正表单。",
    )


def not_asked(question: Question, form: Form) -> Complaint:
    """An answer to a question that the other answers leave unasked."""
    condition = asked_if(question, form) or Text(zh="", en="")
    return Complaint(
        UNASKED,
        f"the question {shown(question.id)} is answered though it is not asked here: {condition.en}",
        f"问题 {shown(question.id)} 此处不应作答：{condition.zh}",
        "Empty it, or correct the answer it depends on.",
        "请清空，或更正它所依据的答案。",
    )


def bad_number(text: str, whole: bool) -> Complaint:  # noqa: FBT001 - which of the two it must be
    """An answer that is not the number the question asks for."""
    en, zh = (
        ("a whole number from 0", "从 0 起的整数") if whole else ("a number with a decimal point", "带小数点的数字")
    )
    return Complaint(
        "E-ANSWER-NUMBER", f"{shown(text)} is not {en}", f"{shown(text)} 不是{zh}", f"Write {en}.", f"请填写{zh}。"
    )


def unanswered(question: str) -> Complaint:
    """A question that must be answered and was not."""
    return Complaint(
        "E-ANSWER-MISSING",
        f"the question {shown(question)} must be answered",
        f"必答题 {shown(question)} 未作答",
        "Answer it.",
        "请作答。",
    )


def conflict(id: str, told: Text, source: str, found: Sequence[tuple[str, str, str, str]]) -> Complaint:
    """A record that is in the journal and says something else there: `found` are field, since, there and here."""
    listed = ", ".join(f"{field} {_or_nothing(old)} → {_or_nothing(new)}" for field, _, old, new in found[:DIFFERENCES])
    more = " …" if len(found) > DIFFERENCES else ""
    return Complaint(
        "E-ID-CONFLICT",
        f"{told.en} is recorded already ({source}), and says something else there: {listed}{more}",
        f"{told.zh} 已有记录（{source}）且内容不同：{listed}{more}",
        "Give the new record an id of its own, or correct the recorded one: "
        f"`inspect-core record FORM … --supersedes {id}`.",
        f"请为新记录另行编号，或更正原记录：`inspect-core record 记录表 … --supersedes {id}`。",
    )


def _or_nothing(text: str) -> str:
    return shown(text) if text else "—"


def not_employed(person: str) -> Complaint:
    """A duty of somebody who does not work here on that day."""
    return Complaint(
        "E-DUTY-UNASSIGNED",
        f"{shown(person)} has no role on that day",
        f"{shown(person)} 当日没有岗位",
        "Correct the day, or the days of the assignment.",
        "请更正日期，或更正任职起止日期。",
    )


def and_more() -> Problem:
    """The last line of a list of problems too long for anybody."""
    return Problem(
        "E-TOO-MANY",
        "there may be more; the check stopped here",
        None,
        "Correct these first.",
        "问题过多，检查到此为止",
        "请先更正以上问题。",
    )
