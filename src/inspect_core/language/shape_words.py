"""What the check of a value's shape and the YAML parser say in English, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

_TEXT: Final = "此处应为文本"
_NUMBER: Final = "此处应为整数"
_YES_NO: Final = "此处应为 true 或 false"
_LIST: Final = "此处应为列表，如 [a, b]"
_DAY: Final = "此处应为日期，如 2026-10-01"
KEYS: Final = "此处应写键和值，如 `title: …`"
_SHAPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "string_type": _TEXT,
        "string_too_short": "文本至少 {min_length} 个字符",
        "string_too_long": "文本最多 {max_length} 个字符",
        "string_sub_type": _TEXT,
        "string_unicode": _TEXT,
        "int_type": _NUMBER,
        "int_parsing": _NUMBER,
        "int_parsing_size": _NUMBER,
        "int_from_float": _NUMBER,
        "bool_type": _YES_NO,
        "bool_parsing": _YES_NO,
        "tuple_type": _LIST,
        "list_type": _LIST,
        "set_type": _LIST,
        "date_type": _DAY,
        "date_parsing": _DAY,
        "date_from_datetime_parsing": _DAY,
        "date_from_datetime_inexact": _DAY,
        "model_type": KEYS,
        "dict_type": KEYS,
        "model_attributes_type": KEYS,
        "none_required": "此处应留空",
        "invalid_key": "键应为文本",
        "literal_error": "此处应为 {expected}",
        "too_short": "至少要有 {min_length} 项",
        "too_long": "最多 {max_length} 项",
        "greater_than": "须大于 {gt}",
        "greater_than_equal": "不得小于 {ge}",
        "less_than": "须小于 {lt}",
        "less_than_equal": "不得大于 {le}",
    }
)
_UNREADABLE: Final = "不是此处可读的 YAML 写法"
_SYNTAX: Final = (
    ("cannot start any token", "此处的字符不能用来开头"),
    ("could not find expected ':'", "缺少冒号"),
    ("mapping values are not allowed", "此处不能再写一对键和值"),
    ("sequence entries are not allowed", "此处不能写以 - 开头的列表项"),
    ("mapping keys are not allowed", "此处不能写键"),
    ("expected ',' or ']'", "列表缺少逗号或右方括号 ]"),
    ("expected ',' or '}'", "缺少逗号或右花括号 }"),
    ("expected key", "此处应写键；请检查缩进"),
    ("<block end>", "此处应写键；请检查缩进"),
    ("expected '-' indicator", "此处应为以 - 开头的列表项；请检查缩进"),
    ("expected node content", "缺少内容"),
    ("expected the node content", "缺少内容"),
    ("<document start>", "此处多出了内容"),
    ("unexpected end of stream", "引号没有结束"),
    ("unexpected document indicator", "引号内不能出现文档分隔符"),
    ("escape character", "未知的转义字符"),
    ("escape code", "不是有效的字符编码"),
    ("hexdecimal", "转义需要十六进制数字"),
    ("hexadecimal", "转义需要十六进制数字"),
    ("tab character", "缩进只能用空格，不能用制表符"),
    ("comment or line break", "此处应换行或写注释"),
    ("directive", "不允许 YAML 指令"),
    ("alphabetic or numeric character", "锚点与引用不允许使用"),
    ("tag", "不允许标签"),
    ("quoted scalar", "引号没有结束"),
)


def shape_in_chinese(kind: str, context: Mapping[str, Any]) -> str:
    """The Chinese words for one sort of misfit, such as `literal_error`, with the values that belong to it."""
    words = {name: _listed(value) for name, value in context.items()}
    return _SHAPES.get(kind, "取值不符合要求").format_map(words)


def _listed(value: Any) -> str:
    """`'a', 'b' or 'c'` with the signs that Chinese lists have."""
    return str(value).replace(", ", "、").replace(" or ", " 或 ")


def syntax_in_chinese(message: str) -> str:
    """The Chinese words for what the YAML parser found."""
    return next((zh for part, zh in _SYNTAX if part in message), _UNREADABLE)
