"""The lists of choices of an XLSForm, and texts in several languages."""

from __future__ import annotations

from dataclasses import dataclass, field

from inspect_core.api import Choice, Problem, Text
from inspect_core.exchange.xlsform import problems
from inspect_core.exchange.xlsform.names import fault
from inspect_core.exchange.xlsform.sheets import Cell, Line, Sheets
from inspect_core.exchange.xlsform.words import said_yes, tongue


def texts(line: Line, name: str, main: str, left: list[Problem], told: set[str]) -> Text | None:
    """The Chinese and English of a cell; another language stands in for both where it is the only one.

    Languages that are not carried are told once each.
    """
    said = {heading.language: cell for heading, cell in line.cells.items() if heading.name == name}
    if not said:
        return None
    ours: dict[str, Cell] = {}
    for language, cell in said.items():
        ours.setdefault(tongue(language) or "", cell)
    default = said.get("") or said.get(main) or next(iter(said.values()))
    zh, en = ours.get("zh") or default, ours.get("en") or default
    for language, cell in said.items():
        if cell.text not in (zh.text, en.text) and f"{name}::{language}" not in told:
            told.add(f"{name}::{language}")
            left.append(problems.left(cell.place, f"texts in the language {language}", f"语言 {language} 的文字"))
    left += [
        problems.left(cell.place, f"a date: the text is now {cell.text}", f"日期单元格：文字现为 {cell.text}")
        for cell in {zh.place.cell: zh, en.place.cell: en}.values()
        if cell.dated
    ]
    return Text(zh=zh.text, en=en.text)


@dataclass
class Lists:
    """The choices by list; what is wrong or cannot be carried goes into the lists of whoever reads."""

    sheets: Sheets
    main: str
    wrong: list[Problem]
    left: list[Problem]
    _lists: dict[str, dict[str, Choice]] = field(default_factory=dict)
    _first: dict[str, Line] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        settings = self.sheets.settings
        self._again = bool(settings and said_yes(settings.text("allow_choice_duplicates")))
        for line in self.sheets.choices:
            self._take(line)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the lists."""
        return tuple(self._lists)

    def of(self, name: str) -> tuple[Choice, ...] | None:
        """The choices of a list, None where there is no such list."""
        self._used.add(name)
        found = self._lists.get(name)
        return None if found is None else tuple(found.values())

    def unused(self) -> None:
        """Tells the lists that no question chooses from."""
        for name in self._lists:
            if name not in self._used:
                en, zh = f"the list {name}: nothing that is carried chooses from it", f"列表 {name}：没有问题使用"
                self.left.append(problems.left(self._first[name].place, en, zh))

    def _take(self, line: Line) -> None:
        name, value = line.text("list_name"), line.text("name")
        dated = [cell for heading, cell in line.cells.items() if heading.name in ("list_name", "name") and cell.dated]
        why = fault(value) if name else ("", "")
        if dated:
            self.wrong.append(problems.date_for_name(dated[0].place, dated[0].text))
        elif why is not None:
            self.wrong.append(problems.bad_name(line.at("name"), value if name else "", *why))
        else:
            self._keep(line, name, value)

    def _keep(self, line: Line, name: str, value: str) -> None:
        known = self._lists.setdefault(name, {})
        self._first.setdefault(name, line)
        if value in known:
            if self._again:
                en, zh = f"{value} stands in the list {name} already", f"列表 {name} 中已有 {value}"
                self.left.append(problems.left(line.place, en, zh))
            else:
                self.wrong.append(problems.twice(line.at("name"), f"the choice {value!r}", f"选项 {value!r} ", name))
            return
        title = texts(line, "label", self.main, self.left, self._told) or Text(zh=value, en=value)
        known[value] = Choice(value=value, title=title)
        self._strange(line)

    def _strange(self, line: Line) -> None:
        """Columns beside name and label, each told once: pictures, attributes that filters ask for."""
        for heading, cell in line.cells.items():
            if heading.name not in ("list_name", "name", "label") and heading.name not in self._told:
                self._told.add(heading.name)
                self.left.append(
                    problems.left(cell.place, f"the column {heading.name} of the choices", f"选项的列 {heading.name}")
                )
