"""Writes a ruleset as a workbook for people who will not open YAML: a row for each rule, or for each fault of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from inspect_core.api import Rule, Ruleset, plain
from inspect_core.exchange.paper_table import IN_WORDS

HEADS: Final = ("条款编号", "项目", "考核内容", "分值", "评分标准", "扣分项编号", "种类", "出处")
_WIDTHS: Final = (22, 16, 40, 8, 48, 22, 12, 48)
_LEVELS: Final = {"met": "符合", "mostly": "基本符合", "unmet": "不符合"}
_TURNS: Final = ("首次", "第二次", "第三次", "第四次", "第五次")
_POINTS: Final = 3
_SAFE: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}

Row = tuple[str, str, str, Decimal | None, str, str, str, str]


def workbook(ruleset: Ruleset, day: date) -> tuple[bytes, tuple[str, ...]]:
    """The workbook, and the rules that it tells in words which `rules import` does not read back."""
    kept, left = io.BytesIO(), []
    with xlsxwriter.Workbook(kept, dict(_SAFE)) as book:
        book.set_properties({"title": ruleset.title.zh, "created": datetime.combine(day, time())})
        formats = {name: book.add_format(shape) for name, shape in _SHAPES.items()}
        sheet = book.add_worksheet("标准")
        sheet.write_string(0, 0, ruleset.title.zh, formats["title"])
        for column, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
            sheet.write_string(1, column, head, formats["head"])
            sheet.set_column(column, column, width)
        at = 2
        for rule in ruleset.rules:
            rows = list(_rows(rule, day))
            left += [rule.name] if rows[0][-2] not in ("deduction", "levels") else []
            for row in rows:
                _write(sheet, at, row, formats)
                at += 1
        sheet.write_string(at, 0, "合计", formats["text"])
        sheet.write_number(at, _POINTS, float(Decimal(plain(ruleset.points) or "0")), formats["number"])
        sheet.freeze_panes(2, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return kept.getvalue(), tuple(left)


_SHAPES: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bg_color": "#12355B", "font_color": "#FFFFFF", "text_wrap": True},
    "text": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "number": {"num_format": "0.###", "valign": "top"},
}


def _write(sheet: Any, at: int, row: Row, formats: dict[str, Any]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, Decimal):
            sheet.write_number(at, column, float(cell), formats["number"])
        elif cell:
            sheet.write_string(at, column, cell, formats["text"])


def _rows(rule: Rule, day: date) -> Iterator[Row]:
    settings: Any = rule.settings
    title, points = settings.title.zh, Decimal(plain(settings.points) or "0")
    source = settings.source.zh if settings.source else ""
    if settings.kind == "deduction":
        words = [(_fault_words(fault, day), id) for id, fault in settings.faults.items()]
        if all(told for told, _ in words):
            for turn, (told, id) in enumerate(words):
                yield (
                    rule.id if not turn else "",
                    "",
                    title if not turn else "",
                    points if not turn else None,
                    told,
                    id,
                    "deduction" if not turn else "",
                    source if not turn else "",
                )
            return
    levels = _levels(settings, points)
    kind = "levels" if levels else f"{settings.kind}{IN_WORDS}"
    yield (rule.id, "", title, points, levels or settings.says(day).zh, "", kind, source)


def _fault_words(fault: Any, day: date) -> str:
    """A fault in the words that `rules import` reads; nothing where it says more than those can."""
    ask, worth = "".join(fault.ask.zh.split()), plain(fault.deduct.on(day) or 0)
    if fault.when or fault.most or fault.severity or fault.veto or any(sign in ask for sign in ";；。,，"):
        return ""
    if fault.zero_out:
        return f"{ask}，本项为0分" if worth == "0" and fault.each == "visit" and not fault.repeat else ""
    if fault.repeat:
        turns = [f"{word}-{plain(value)}" for word, value in zip(_TURNS, fault.repeat, strict=False)]
        return f"{ask}：{'，'.join(turns)}" if len(fault.repeat) <= len(_TURNS) else ""
    return f"每发现一处{ask}扣{worth}分" if fault.each == "place" else f"{ask}扣{worth}分"


def _levels(settings: Any, points: Decimal) -> str:
    answers = getattr(settings, "answers", None)
    if settings.kind != "checklist" or not isinstance(answers, dict) or set(answers) - set(_LEVELS) or not points:
        return ""
    worth = {name: points * Decimal(plain(share) or "0") / 100 for name, share in answers.items()}
    return "，".join(f"{_LEVELS[name]}{worth[name].normalize():f}" for name in _LEVELS if name in worth)
