"""An XLSForm as forms of ours, with a list of everything in it that our forms cannot say.

What is repeated becomes a form of its own: each repetition is a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from inspect_core.api import Choice, ErrorPlace, Form, ImportRefused, Problem, Question, Source, Text
from inspect_core.exchange.xlsform import problems
from inspect_core.exchange.xlsform.conditions import Asked, asked_when, both, written
from inspect_core.exchange.xlsform.lists import Lists, texts
from inspect_core.exchange.xlsform.names import apart, clean, fault
from inspect_core.exchange.xlsform.sheets import Line, Sheets, opened
from inspect_core.exchange.xlsform.words import (
    AS_TEXT,
    CLOSED,
    LEFT,
    META,
    OPENED,
    SEVERAL,
    TAKEN,
    Typed,
    known_types,
    said_yes,
    typed,
)

_USED: Final = frozenset({"type", "name", "label", "required", "relevant"})
_AGREED: Final = Text(zh="已确认", en="OK")
_COUNTED: Final = ". >= 0"  # a whole number of ours is never less
MOST: Final = 1_000


@dataclass(frozen=True)
class ReadForm:
    """The form, the forms of its repeated parts, and what of the file they do not carry."""

    forms: tuple[Form, ...]
    left: tuple[Problem, ...]


def form_of(source: Source) -> ReadForm:
    """The form of a workbook or JSON file. ImportRefused with every problem found."""
    sheets = opened(source)
    reading = _Reading(sheets)
    for line in sheets.survey:
        reading.take(line)
    return reading.result()


@dataclass
class _Group:
    """A group or repeat that is open: what it is called, and when it is asked."""

    word: str
    line: Line
    when: Asked


@dataclass
class _Reading:
    """The form as far as it has been read."""

    sheets: Sheets
    questions: dict[str, list[Question]] = field(default_factory=dict)
    wrong: list[Problem] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)
    _open: list[_Group] = field(default_factory=list)
    _names: dict[str, Line] = field(default_factory=dict)
    _columns: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.left += self.sheets.left
        self.main = self.sheets.settings.text("default_language") if self.sheets.settings else ""
        self.lists = Lists(self.sheets, self.main, self.wrong, self.left)

    def take(self, line: Line) -> None:
        """One row of the survey."""
        if not line.text("type"):
            if line.text("name") or any(name.name == "label" for name in line.cells):
                self.wrong.append(problems.unknown_type(line.place, "", None))
            return
        said = typed(line.text("type"))
        if said.name in OPENED:
            self._opened(line, said)
        elif said.name in CLOSED:
            self._closed(line, said)
        elif said.name in TAKEN or said.name in AS_TEXT or said.name == "select_one":
            self._question(line, said)
        elif said.name in META or said.name in LEFT or said.name in SEVERAL:
            self._passed(line, said)
        else:
            near = get_close_matches(said.name, known_types(), n=1)
            self.wrong.append(problems.unknown_type(line.at("type"), line.text("type"), near[0] if near else None))

    def result(self) -> ReadForm:
        """The form; ImportRefused with all that is wrong."""
        self.wrong += [problems.unbalanced(group.line.at("type"), group.word) for group in self._open]
        whole = ErrorPlace(file=self.sheets.file)
        if self.wrong:
            raise ImportRefused.of(self.wrong)
        if not self.questions or any(len(asked) > MOST for asked in self.questions.values()):
            raise problems.no_form(
                whole,
                f"it asks more than {MOST} questions" if self.questions else "it asks nothing that our forms can ask",
                f"问题超过 {MOST} 个" if self.questions else "没有可转换的问题",
            )
        self.lists.unused()
        return ReadForm(tuple(self._forms()), tuple(self.left))

    def _forms(self) -> Iterator[Form]:
        settings = self.sheets.settings
        for name, cell in settings.cells.items() if settings else ():
            if name.name not in ("form_title", "form_id", "default_language", "allow_choice_duplicates"):
                self.left.append(problems.left(cell.place, f"the setting {name.name}", f"设置 {name.name}"))
        stem = self.sheets.file.rpartition("/")[2].rpartition(".")[0]
        said = (settings.text("form_id") if settings else "") or stem
        title = (settings.text("form_title") if settings else "") or said
        taken: list[str] = []
        for part, asked in self.questions.items():
            id, words = (f"{said}-{part}", f"{title}: {part}") if part else (said, title)
            taken.append(apart(clean(id), taken))
            yield Form(id=taken[-1], title=Text(zh=words, en=words), questions=tuple(asked))

    @property
    def _part(self) -> str:
        """The repeated part that is open, or nothing."""
        return next((group.line.text("name") or "-" for group in reversed(self._open) if group.word == "repeat"), "")

    def _opened(self, line: Line, said: Typed) -> None:
        when = self._when(line) or {}
        self._open.append(_Group(said.name.removeprefix("begin_"), line, when))
        if said.name == "begin_repeat":
            en, zh = (
                f"the repetition: {self._part} is a form of its own, and each repetition a record",
                f"重复部分：{self._part} 成为单独的记录表，每次重复为一条记录",
            )
            self.left.append(problems.left(line.place, en, zh))
        elif any(name.name == "label" for name in line.cells):
            self.left.append(problems.left(line.place, "the heading of a group", "组标题"))
        self._others(line, quiet=frozenset({"repeat_count", "appearance"}))

    def _closed(self, line: Line, said: Typed) -> None:
        word = said.name.removeprefix("end_")
        if not self._open or self._open[-1].word != word:
            self.wrong.append(problems.unbalanced(line.at("type"), line.text("type")))
        else:
            self._open.pop()

    def _passed(self, line: Line, said: Typed) -> None:
        """A row that is no question of ours."""
        name = line.text("name") or "-"
        if said.name in META:
            en, zh = f"{said.name}: a record has its own times and observer", f"{said.name}：记录自带时间与填写人"
        elif said.name in ("image", "photo"):
            en, zh = f"{name}: every record takes photos", f"{name}：每条记录均可附照片"
        else:
            en, zh = f"{name}: we ask nothing of the type {said.name}", f"{name}：没有 {said.name} 类型的问题"
        self.left.append(problems.left(line.at("type"), en, zh))

    def _question(self, line: Line, said: Typed) -> None:
        name = self._name(line)
        if name is None:
            return
        choices = self._choices(line, said)
        if choices is None:
            return
        when = self._when(line)
        for group in self._open:
            when = both(group.when, when or {})
        if said.name in AS_TEXT:
            self.left.append(
                problems.left(
                    line.at("type"),
                    f"{name}: asked as text, not as {said.name}",
                    f"{name}：按文字提问，不是 {said.name}",
                )
            )
        self._others(line)
        type_ = "choice" if said.name == "select_one" else TAKEN.get(said.name, "text")
        ask = texts(line, "label", self.main, self.left, self._columns) or Text(zh=name, en=name)
        required = self._required(line, name)
        conditions = self._conditions(line, name, when or {})
        one = Question(id=name, ask=ask, type=type_, choices=choices, required=required, when=conditions)
        self.questions.setdefault(self._part, []).append(one)

    def _choices(self, line: Line, said: Typed) -> tuple[Choice, ...] | None:
        if said.name in ("acknowledge", "trigger"):
            return (Choice(value="OK", title=_AGREED),)
        if said.name != "select_one":
            return ()
        found = self.lists.of(said.chosen_from)
        if found is None:
            near = get_close_matches(said.chosen_from, self.lists.names, n=1)
            self.wrong.append(problems.no_list(line.at("type"), said.chosen_from, near[0] if near else None))
            return None
        if not said.other:
            return found
        en, zh = "the text of another answer: 'other' stands among the choices", "其他答案的文字：选项中已有 other"
        self.left.append(problems.left(line.at("type"), en, zh))
        return (*found, Choice(value="other", title=Text(zh="其他", en="other")))

    def _name(self, line: Line) -> str | None:
        """The id of the question; the same name in another group is refused, as answers would be mixed up."""
        name, place = line.text("name"), line.at("name")
        cell = next((cell for heading, cell in line.cells.items() if heading.name == "name"), None)
        if cell is not None and cell.dated:
            self.wrong.append(problems.date_for_name(place, name))
            return None
        why = fault(name)
        if why is not None:
            self.wrong.append(problems.bad_name(place, name, *why))
            return None
        first = self._names.setdefault(name, line)
        if first is not line:
            told = first.at("name")
            where = f"{told.sheet}!{told.cell}" if told.cell else str(told.pointer)
            self.wrong.append(problems.twice(place, f"the name {name!r}", f"名称 {name!r} ", where))
            return None
        return name

    def _when(self, line: Line) -> Asked | None:
        expression = line.text("relevant")
        if not expression:
            return None
        found = asked_when(expression)
        if found is None:
            self.left.append(
                problems.left(line.at("relevant"), f"the condition {expression[:80]}", f"条件 {expression[:80]}")
            )
        return found

    def _conditions(self, line: Line, name: str, when: Asked) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """When it is asked, as long as the other questions stand before it in its own form and can be answered so."""
        before = {one.id: one for one in self.questions.get(self._part, ())}
        for other, answers in when.items():
            known = before.get(other)
            counted = known is not None and known.type == "count" and all(one.isdecimal() for one in answers)
            if not answers or not (counted or (known is not None and set(answers) <= set(known.values))):
                expression = written(when)
                en, zh = f"{name}: asked only when {expression}", f"{name}：仅当 {expression} 时提问"
                self.left.append(problems.left(line.place, en, zh))
                return ()
        return tuple(when.items())

    def _required(self, line: Line, name: str) -> bool:
        said = said_yes(line.text("required"))
        if said is None:
            en, zh = f"{name}: required only where an expression says so", f"{name}：必填条件为表达式"
            self.left.append(problems.left(line.at("required"), en, zh))
        return bool(said)

    def _others(self, line: Line, quiet: frozenset[str] = frozenset()) -> None:
        """Cells of other columns: constraints, hints, defaults, appearance."""
        for name, cell in line.cells.items():
            if name.name == "constraint" and cell.text == _COUNTED:
                continue
            if name.name not in _USED | quiet:
                self.left.append(
                    problems.left(cell.place, f"{name.name}: {cell.text[:60]}", f"{name.name}：{cell.text[:60]}")
                )
