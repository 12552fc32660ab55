"""A form of ours as an XLSForm: a workbook, or the JSON that KoboToolbox takes in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

import orjson
import xlsxwriter

from inspect_core.api import Choice, ErrorPlace, Form, Language, Problem, Question, Text
from inspect_core.exchange.xlsform import problems
from inspect_core.exchange.xlsform.conditions import written as expression

TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"text": "text", "count": "integer", "minutes": "integer", "number": "decimal", "time": "datetime"}
)
TONGUES: Final = ("中文 (zh)", "English (en)")
_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
_VALUE: Final = re.compile(r"\S+")
Row = dict[str, str]


@dataclass(frozen=True)
class WrittenForm:
    """The rows of the three sheets, and what of the form they do not carry."""

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: Row
    left: tuple[Problem, ...]


def written(form: Form, language: Language = "en") -> WrittenForm:
    """The form as rows. Texts in two languages stand in two columns, where any differ."""
    writing = _Writing(form, two=any(text.zh != text.en for text in _texts(form)))
    survey = tuple(writing.question(question) for question in form.questions)
    settings = {"form_title": form.title.say(language), "form_id": form.id}
    if writing.two:
        settings["default_language"] = TONGUES[0 if language == "zh" else 1]
    writing.head(language)
    return WrittenForm(survey, tuple(writing.choices), settings, tuple(writing.left))


def _texts(form: Form) -> Iterable[Text]:
    for question in form.questions:
        yield question.ask
        yield from (choice.title for choice in question.choices)


@dataclass
class _Writing:
    """A form as far as it has been written."""

    form: Form
    two: bool
    choices: list[Row] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)
    _lists: dict[tuple[Choice, ...], str] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _as: dict[str, str] = field(default_factory=dict)  # the name each question is written by
    _said: dict[tuple[Choice, ...], dict[str, str]] = field(default_factory=dict)  # and each answer

    def head(self, language: Language) -> None:
        """What the form says of itself that an XLSForm has no place for."""
        form = self.form
        if form.title.zh != form.title.en:
            self._lose("title", f"the title in the other language than {language}", "标题的另一种语言")
        if form.filled_by:
            self._lose(
                "filled_by", f"who fills it in: {', '.join(form.filled_by)}", f"由谁填写：{'、'.join(form.filled_by)}"
            )
        if form.about != "none":
            self._lose("about", "whom it is about", "被检查的人员")
        if form.at:
            self._lose("at", f"at what kind of place: {', '.join(form.at)}", f"部位类型：{'、'.join(form.at)}")

    def question(self, question: Question) -> Row:
        """One row of the survey."""
        name = self._as[question.id] = _fresh(question.id, _NAME, self._names)
        if name != question.id:
            self._lose(question.id, f"its name: it is written {name}", f"名称改写为 {name}")
        if question.type == "minutes":
            self._lose(question.id, "that the number counts minutes", "数字单位为分钟")
        if question.photo_on:
            told = ", ".join(question.photo_on)
            self._lose(question.id, f"that {told} needs a photo", f"{told} 须附照片")
        if question.later:
            self._lose(question.id, "what it asks from later days on", "以后日期起的问法")
        chosen = f"select_one {self._list(question, name)}" if question.choices else TYPES[question.type]
        row = {"type": chosen, "name": name, **self._labels(question.ask)}
        if question.type in ("count", "minutes"):
            row["constraint"] = ". >= 0"
        if question.when:
            row["relevant"] = expression({self._as[other]: self._answers(other, said) for other, said in question.when})
        return {**row, "required": "yes"} if question.required else row

    def _answers(self, question: str, answers: tuple[str, ...]) -> tuple[str, ...]:
        """The answers of a question as they are written."""
        asked = self.form.question(question)
        said = self._said.get(asked.choices, {}) if asked else {}
        return tuple(said.get(answer, answer) for answer in answers)

    def _list(self, question: Question, name: str) -> str:
        """The list of its choices; questions with the same choices share one."""
        known = self._lists.get(question.choices)
        if known is not None:
            return known
        self._lists[question.choices] = name
        values: set[str] = set()
        for choice in question.choices:
            value = _fresh(choice.value, _VALUE, values)
            self._said.setdefault(question.choices, {})[choice.value] = value
            if value != choice.value:
                self._lose(
                    question.id,
                    f"the answer {choice.value}: it is written {value}",
                    f"答案 {choice.value} 改写为 {value}",
                )
            self.choices.append({"list_name": name, "name": value, **self._labels(choice.title)})
        return name

    def _labels(self, text: Text) -> Row:
        if not self.two:
            return {"label": text.zh}
        return {f"label::{tongue}": said for tongue, said in zip(TONGUES, (text.zh, text.en), strict=True)}

    def _lose(self, at: str, en: str, zh: str) -> None:
        self.left.append(problems.left(ErrorPlace(file=self.form.id, pointer=f"/{at}"), en, zh))


def _fresh(text: str, wanted: re.Pattern[str], taken: set[str]) -> str:
    """The text as XLSForm allows it, different from those before."""
    name = text if wanted.fullmatch(text) else re.sub(r"[^\w.-]+", "_", text) or "_"
    name = name if wanted.fullmatch(name) else f"_{name}"
    number, fresh = 1, name
    while fresh in taken:
        number += 1
        fresh = f"{name}_{number}"
    taken.add(fresh)
    return fresh


def as_json(found: WrittenForm) -> bytes:
    """The form as a KoboToolbox version: content with survey, choices and settings."""
    two = "default_language" in found.settings
    tongues: list[str | None] = list(TONGUES) if two else [None]
    content = {
        "survey": [_object(row) for row in found.survey],
        "choices": [_object(row) for row in found.choices],
        "translations": tongues,
        "translated": ["label"],
        "settings": {name: text for name, text in found.settings.items() if name != "form_id"},
    }
    told = {"id_string": found.settings["form_id"], "name": found.settings["form_title"], "content": content}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n"


def _object(row: Row) -> dict[str, Any]:
    """A row with its labels in one list, and yes as true."""
    labels = [text for name, text in row.items() if name.startswith("label")]
    rest: dict[str, Any] = {name: text for name, text in row.items() if not name.startswith("label")}
    if "required" in rest:
        rest["required"] = True
    return {**rest, "label": labels}


def as_workbook(found: WrittenForm) -> bytes:
    """The form as an XLSX workbook; every cell is a text, so that nothing in it is taken for a number or a formula."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
        for name, rows in (("survey", found.survey), ("choices", found.choices), ("settings", (found.settings,))):
            _sheet(book, name, rows)
    return data.getvalue()


_FIRST: Final = ("type", "list_name", "name", "label", *(f"label::{tongue}" for tongue in TONGUES))
_HEADS: Final = {"survey": ("type", "name", "label"), "choices": ("list_name", "name", "label"), "settings": ()}


def _sheet(book: Any, name: str, rows: Sequence[Row]) -> None:
    sheet = book.add_worksheet(name)
    words = {column for row in rows for column in row} or set(_HEADS[name])
    columns = sorted(words, key=lambda word: (_FIRST.index(word) if word in _FIRST else len(_FIRST), word))
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, 24, text)
        sheet.write_string(0, at, column, bold)
        for number, row in enumerate(rows, 1):
            if row.get(column):
                sheet.write_string(number, at, row[column], text)
    sheet.freeze_panes(1, 0)
