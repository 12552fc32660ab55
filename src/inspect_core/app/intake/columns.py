"""The headings under which a spreadsheet may keep things, in Chinese and English, and which column is which."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, get_args

from inspect_core.domain.form import Form, Question
from inspect_core.domain.table import Table
from inspect_core.domain.text import Text
from inspect_core.errors import Problem

ImportKind = Literal["people", "places", "shifts", "roster", "observations", "gaps", "indicators"]
IMPORT_KINDS: Final[tuple[ImportKind, ...]] = get_args(ImportKind)
ANSWER_PREFIX: Final = "answers/"
REFUSAL_HEADINGS: Final = (Text(zh="错误", en="Error"), Text(zh="位置", en="Where"))
"""What a workbook of refused rows says beside each row: passed over when it is handed in again."""


@dataclass(frozen=True, slots=True)
class Column:
    """One thing a row says: its field, the headings it goes by (Chinese first), whether every row must say it."""

    field: str
    headings: tuple[str, ...]
    required: bool = False
    names: bool = False  # it names a person or place, which a second column may do again

    @property
    def title(self) -> Text:
        """The heading a template shows."""
        return Text(zh=self.headings[0], en=self.headings[1])


COLUMNS: Final[Mapping[ImportKind, tuple[Column, ...]]] = MappingProxyType(
    {
        "people": (
            Column("id", ("工号", "id", "员工编号", "编号", "employee"), required=True),
            Column("name", ("姓名", "name")),
            Column("phone", ("电话", "phone", "手机", "手机号", "联系电话")),
            Column("role", ("岗位", "role", "岗位(角色)", "角色", "职务"), required=True),
            Column("department", ("部门", "department")),
            Column("contractor", ("外包单位", "contractor", "外包公司")),
            Column("first", ("生效日期", "first", "入职日期", "开始日期", "from")),
            Column("last", ("终止日期", "last", "离职日期", "结束日期", "to")),
        ),
        "places": (
            Column("id", ("部位编号", "id", "编号"), required=True),
            Column("name", ("名称", "name", "部位名称", "部位")),
            Column("kind", ("类型", "kind", "部位类型"), required=True),
            Column("area_class", ("区域等级", "area_class", "区域类别")),
            Column("contractor", ("外包单位", "contractor", "外包公司")),
            Column("owner", ("责任人", "owner", "责任人工号", "责任人姓名"), names=True),
            Column("owner_first", ("责任开始", "owner_first", "责任生效日期")),
            Column("owner_last", ("责任结束", "owner_last", "责任终止日期")),
            Column("first", ("启用日期", "first", "生效日期")),
            Column("last", ("停用日期", "last", "终止日期")),
        ),
        "shifts": (
            Column("id", ("班次", "shift", "id", "班次编号"), required=True),
            Column("title", ("班次名称", "title", "名称", "name")),
            Column("start", ("开始", "start", "开始时间", "上班时间"), required=True),
            Column("end", ("结束", "end", "结束时间", "下班时间"), required=True),
        ),
        "roster": (
            Column("day", ("日期", "day", "date"), required=True),
            Column("person", ("工号", "person", "姓名", "员工", "人员", "name"), required=True, names=True),
            Column("shift", ("班次", "shift"), required=True),
            Column("place", ("部位", "place", "岗位", "部位编号", "部位名称"), names=True),
            Column("status", ("状态", "status")),
            Column("note", ("备注", "note")),
            Column("id", ("排班编号", "id", "编号")),
            Column("start", ("开始", "start", "开始时间", "上班时间")),
            Column("end", ("结束", "end", "结束时间", "下班时间")),
        ),
        "observations": (
            Column("id", ("记录编号", "id", "编号")),
            Column("form", ("表单", "form")),
            Column(
                "observer",
                ("巡查人", "observer", "检查人", "填表人", "巡查人工号", "检查人工号"),
                required=True,
                names=True,
            ),
            Column("start", ("开始时间", "start", "时间", "检查时间"), required=True),
            Column("end", ("结束时间", "end")),
            Column("place", ("部位", "place", "部位编号", "地点", "部位名称"), names=True),
            Column("subject", ("被检查人", "subject", "受检人", "被检查人工号"), names=True),
            Column("note", ("备注", "note")),
            Column("photos", ("照片", "photos", "photo")),
        ),
        "gaps": (
            Column("id", ("编号", "id")),
            Column("form", ("表单", "form"), required=True),
            Column("place", ("部位", "place", "部位编号", "部位名称"), names=True),
            Column("from", ("起", "from", "开始时间", "first"), required=True),
            Column("to", ("止", "to", "结束时间", "last"), required=True),
            Column("reason", ("原因", "reason")),
        ),
        "indicators": (
            Column("indicator", ("指标", "indicator", "指标名称", "指标编号"), required=True),
            Column("period", ("考核期", "period", "月份", "month"), required=True),
            Column("person", ("工号", "person", "姓名", "员工", "人员", "name"), names=True),
            Column("department", ("部门", "department")),
            Column("value", ("数值", "value", "值"), required=True),
            Column("source", ("来源", "source", "数据来源")),
            Column("date", ("日期", "date", "统计日期"), required=True),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Matched:
    """A table whose columns were understood: where each field stands, and for each form where its questions stand.

    `again` holds further columns that name the same person or place (number and name side by side).
    """

    table: Table
    fields: Mapping[str, int]
    questions: Mapping[str, Mapping[str, int]]
    extra: Mapping[int, str]
    again: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def plain_heading(text: str) -> str:
    """A heading without what nobody means by it: width, case, spaces, hyphens, the star of a required column."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if not sign.isspace() and sign not in "*_-:\ufeff")


def matched(
    table: Table, kind: ImportKind, forms: Iterable[Form], *, has_form: bool = True
) -> tuple[Matched, list[Problem]]:
    """Which column is which, and what is wrong with the header.

    `forms` are those the rows may be about (observations only).  An unknown heading is a problem that names
    the nearest known one: a column that nobody reads is a column somebody believes was read.
    """
    known = {plain_heading(name): column for column in COLUMNS[kind] for name in column.headings}
    asked = {form.id: asked_under(form) for form in forms} if kind == "observations" else {}
    fields: dict[str, int] = {}
    again: dict[str, tuple[int, ...]] = {}
    questions: dict[str, dict[str, int]] = {form: {} for form in asked}
    extra: dict[int, str] = {}
    problems: list[Problem] = []
    for index, heading in _handed_in(table):
        if not heading.strip():
            problems.extend(_unnamed(table, index))
            continue
        column = None if heading.startswith(ANSWER_PREFIX) else known.get(plain_heading(heading))
        if column is not None:
            first = fields.setdefault(column.field, index)
            if first != index and column.names:
                again[column.field] = (*again.get(column.field, ()), index)
            elif first != index:
                problems.append(_twice(table, index, first))
            continue
        hits = _asked(asked, heading)
        taken = next((questions[form][question] for form, question in hits if question in questions[form]), None)
        if taken is not None:
            problems.append(_twice(table, index, taken))
        elif hits:
            extra[index] = heading.removeprefix(ANSWER_PREFIX)
            for form, question in hits:
                questions[form][question] = index
        else:
            names = [*_names(kind), *(name for under in asked.values() for name in under)]
            problems.append(_unknown(table, index, names))
    problems.extend(
        _missing(table, column) for column in COLUMNS[kind] if column.required and column.field not in fields
    )
    if kind == "observations" and not has_form and "form" not in fields:
        problems.append(_formless(table, asked))
    return Matched(table, fields, questions, extra, again), problems


def _handed_in(table: Table) -> list[tuple[int, str]]:
    """The columns somebody wrote, with their headings: not those that a workbook of refused rows had added."""
    ours = refusal_columns(table.header)
    return [(index, heading) for index, heading in enumerate(table.header) if index not in ours]


def refusal_columns(header: Sequence[str]) -> frozenset[int]:
    """Where the two columns stand that a workbook of refused rows adds; neither where one is missing."""
    words = [plain_heading(heading) for heading in header]
    found = [{plain_heading(title.zh), plain_heading(title.en)} for title in REFUSAL_HEADINGS]
    places = [next((index for index, word in enumerate(words) if word in names), None) for names in found]
    return frozenset() if None in places else frozenset(index for index in places if index is not None)


def _asked(asked: Mapping[str, Mapping[str, str]], heading: str) -> list[tuple[str, str]]:
    """The forms that ask what the heading says, each with its question."""
    word = plain_heading(heading.removeprefix(ANSWER_PREFIX).replace("~1", "/").replace("~0", "~"))
    return [(form, under[word]) for form, under in asked.items() if word in under]


def asked_under(form: Form) -> dict[str, str]:
    """The headings under which the answers to a form's questions may stand: id, Chinese or English words."""
    under: dict[str, str] = {}
    for question in form.questions:
        for words in question.wordings:
            under.setdefault(plain_heading(words.zh), question.id)
            under.setdefault(plain_heading(words.en), question.id)
    under.update({plain_heading(question.id): question.id for question in form.questions})
    return under


def heading_of(question: Question, kind: ImportKind, language: Literal["zh", "en"]) -> str:
    """The heading a template gives a question: its words, unless another column goes by them."""
    taken = {plain_heading(name) for column in COLUMNS[kind] for name in column.headings}
    words = question.ask.say(language)
    return ANSWER_PREFIX + question.id if plain_heading(words) in taken else words


def _names(kind: ImportKind) -> list[str]:
    return [name for column in COLUMNS[kind] for name in column.headings]


def nearest(word: str, names: Sequence[str]) -> str | None:
    """The known word that looks most like `word`, if one does."""
    cutoff = 0.65 if word.isascii() else 0.5  # of two Chinese characters one may be wrong
    close = difflib.get_close_matches(word[:64], names, n=1, cutoff=cutoff)
    return close[0] if close else None


def _unnamed(table: Table, index: int) -> list[Problem]:
    filled = next((row for row, cells in enumerate(table.rows) if cells[index].strip()), None)
    if filled is None:
        return []
    return [
        Problem(
            "E-COLUMN-UNNAMED",
            "a column with values has no heading",
            table.place(None, index),
            "Give it a heading, or delete the column.",
            "有数据的列缺少标题",
            "请加上列标题，或删除该列。",
        )
    ]


def _twice(table: Table, index: int, other: int) -> Problem:
    heading, first = table.header[index][:64], table.header[other][:64]
    return Problem(
        "E-COLUMN-TWICE",
        f"two columns mean the same: {first!r} and {heading!r}",
        table.place(None, index),
        "Delete or rename one of them.",
        f"两列含义相同：{first!r} 与 {heading!r}",
        "请删除其中一列或改名。",
    )


def _unknown(table: Table, index: int, names: Sequence[str]) -> Problem:
    heading = table.header[index].removeprefix(ANSWER_PREFIX)
    close = nearest(heading, names)
    also = ", ".join(names[:12])
    return Problem(
        "E-COLUMN-UNKNOWN",
        f"nobody knows the column {heading[:64]!r}",
        table.place(None, index),
        f"Did you mean {close!r}?" if close else f"Columns are called: {also}. Delete the column if it is not needed.",
        f"未知的列 {heading[:64]!r}",
        f"是否应为 {close!r}？" if close else f"可用的列：{also}。不需要的列请删除。",
    )


def _missing(table: Table, column: Column) -> Problem:
    title = column.title
    return Problem(
        "E-COLUMN-MISSING",
        f"the column {title.en!r} ({title.zh}) is missing",
        table.place(None, None),
        f"Add the column; it may be called {', '.join(column.headings)}.",
        f"缺少列“{title.zh}”（{title.en}）",
        f"请添加该列，标题可为：{', '.join(column.headings)}。",
    )


def _formless(table: Table, asked: Mapping[str, object]) -> Problem:
    names = ", ".join(asked) or "—"
    return Problem(
        "E-FORM-MISSING",
        "nothing says which form these rows belong to",
        table.place(None, None),
        f"Name it with --form, a column “form”, or the name of the sheet. Forms: {names}.",
        "未说明这些记录属于哪张表单",
        f"请用 --form、“表单”列或工作表名指明。表单：{names}。",
    )
