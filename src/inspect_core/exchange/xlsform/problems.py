"""What an XLSForm is refused for, and what of it could not be carried."""

from __future__ import annotations

from inspect_core.api import ErrorPlace, ImportRefused, Problem

LEFT = "N-XLSFORM-LEFT"


def left(place: ErrorPlace, en: str, zh: str) -> Problem:
    """Something that the form on the other side cannot say."""
    return Problem(LEFT, en, place, "", zh, "")


def no_form(place: ErrorPlace, en: str, zh: str) -> ImportRefused:
    """The file as a whole is no form."""
    return ImportRefused(
        "E-XLSFORM-FILE",
        en,
        place=place,
        hint="Hand in an XLSForm workbook (.xlsx, .xls) or a form as KoboToolbox exports it (.json).",
        message_zh=zh,
        hint_zh="请提供 XLSForm 工作簿（.xlsx、.xls）或 KoboToolbox 导出的表单（.json）。",
    )


def no_column(place: ErrorPlace, name: str) -> Problem:
    """A column without which nothing can be read."""
    return Problem(
        "E-XLSFORM-COLUMN",
        f"the column {name} is missing",
        place,
        "Write the headings of XLSForm into the first row.",
        f"缺少列 {name}",
        "请在首行写 XLSForm 的列名。",
    )


def twice(place: ErrorPlace, what: str, what_zh: str, first: str) -> Problem:
    """Something that stands twice and must not."""
    return Problem(
        "E-XLSFORM-TWICE",
        f"{what} stands twice, first at {first}",
        place,
        "Give one of them another name, or delete it.",
        f"{what_zh}重复，首次见 {first}",
        "请改名或删除其中一个。",
    )


def bad_name(place: ErrorPlace, name: str, why: str, why_zh: str) -> Problem:
    """A name that cannot be an id."""
    return Problem(
        "E-XLSFORM-NAME",
        f"{name[:64]!r} cannot be a name: {why}" if name else "the name is missing",
        place,
        "Write letters, digits, - and _, at most 64 signs.",
        f"{name[:64]!r} 不能作名称：{why_zh}" if name else "缺少名称",
        "请用文字、数字、- 与 _，不超过 64 个字符。",
    )


def date_for_name(place: ErrorPlace, shown: str) -> Problem:
    """A spreadsheet has turned a name into a date, and nobody knows what it was."""
    return Problem(
        "E-XLSFORM-DATE",
        f"a date ({shown}) where a name belongs: the spreadsheet has changed what was typed",
        place,
        "Format the column as text, and type the name again.",
        f"应为名称的单元格是日期（{shown}）：电子表格改动了所输入的内容",
        "请将该列设为文本格式后重新输入。",
    )


def unknown_type(place: ErrorPlace, text: str, near: str | None) -> Problem:
    """A type of question that nobody knows."""
    return Problem(
        "E-XLSFORM-TYPE",
        f"nobody knows the type {text[:64]!r}",
        place,
        f"Did you mean {near}?" if near else "See the types of XLSForm.",
        f"未知的题型 {text[:64]!r}",
        f"是否应为 {near}？" if near else "请参照 XLSForm 的题型。",
    )


def no_list(place: ErrorPlace, name: str, near: str | None) -> Problem:
    """A question chooses from a list that is not there."""
    return Problem(
        "E-XLSFORM-LIST",
        f"the choices have no list {name[:64]!r}",
        place,
        f"Did you mean {near}?" if near else "Add its choices to the sheet choices.",
        f"choices 中没有列表 {name[:64]!r}",
        f"是否应为 {near}？" if near else "请在 choices 表中补充。",
    )


def unbalanced(place: ErrorPlace, word: str) -> Problem:
    """A group or repeat that is closed without having been opened, or the other way round."""
    return Problem(
        "E-XLSFORM-GROUP",
        f"{word} has no other end",
        place,
        "Close every group and repeat where it ends, in the order in which they were opened.",
        f"{word} 不成对",
        "请按打开的顺序逐一结束各组。",
    )
