"""The charts of the circular, as pictures that stand in the page itself: no script, no other file."""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pygal
from pygal import PluginImportFixer
from pygal.style import Style

# The library hooks into all later imports of the program, in a way Python warns about; only its maps need that.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, PluginImportFixer)]

INK, MUTED, LINE = "#1c2430", "#5b6675", "#d9dee5"
COLOURS = ("#12355b", "#d55e00", "#0072b2", "#b58900", "#6b4c9a", "#4d5a68", "#007a6c")
FONT = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif"
WIDE, NARROW = (600, 230), (360, 240)
# No axis line on the left; lines thick enough to be told apart, the first one most of all; air above the bars.
_LINES = (
    " .axis.x .line{stroke:none!important}"
    " .series .line{stroke-width:1.6!important} .serie-0 .line{stroke-width:3.2!important}"
    " .text-overlay text.value{transform:translateY(-3px)}"
)
_ONE_ROW, _LEGEND_ROW = 3, 20
_LOWEST_BIN, _STEP, _MANY, _FULL = 50, 5, 30, 100


def histogram(totals: Sequence[Decimal], size: tuple[int, int]) -> str:
    """How many people have a total of 95 and more, 90 to 95, ...: a picture as a data: address."""
    labels, heads = bins(totals)
    if size == NARROW:  # whole labels would run into each other
        labels = [label if label.startswith("<") else label.partition("–")[0] + "+" for label in labels]
    settings = _settings(size) | {"show_y_labels": False, "show_y_guides": False, "show_legend": False}
    chart = pygal.Bar(**settings, style=_style(COLOURS[:1]), print_values=True, print_values_position="top")
    chart.value_formatter = lambda value: str(value) if value else ""
    chart.x_labels, chart.range = labels, (0, max([*heads, 1]) * 1.15)
    chart.add("", heads)
    return _picture(chart)


def trend(months: Sequence[str], lines: Sequence[tuple[str, Sequence[Decimal | None]]], size: tuple[int, int]) -> str:
    """Scores month by month, the first line drawn strongest: a picture as a data: address."""
    columns = _legend_columns(len(lines)) if size == WIDE else 1
    height = size[1] + _LEGEND_ROW * (len(lines) // columns - 1)
    settings = _settings(size) | {"legend_at_bottom": True, "legend_at_bottom_columns": columns, "height": height}
    style = _style(COLOURS[: max(1, len(lines))])
    chart = pygal.Line(**settings, style=style, dots_size=3, allow_interruptions=True, margin_right=40)
    known = [score for _, scores in lines for score in scores if score is not None]
    floor = int(min(known, default=Decimal(0))) // _STEP * _STEP
    chart.range = (floor, _FULL)
    chart.y_labels = list(range(floor, _FULL + 1, _STEP if _FULL - floor <= _MANY else 2 * _STEP))
    chart.x_labels = list(months)
    for name, scores in lines:
        values = [None if score is None else float(score) for score in scores]
        chart.add(name, values)
    return _picture(chart)


def _legend_columns(names: int) -> int:
    # The library makes room for whole rows only, so the names are set in rows that come out even or nearly so.
    return names if names <= _ONE_ROW else -(-names // 2)


def bins(totals: Sequence[Decimal]) -> tuple[list[str], list[int]]:
    """Labels and head counts of totals in steps of five points; all below fifty stand together."""
    lowest = min([*totals, Decimal(_FULL - 4 * _STEP)])
    first = max(_LOWEST_BIN, int(lowest) // _STEP * _STEP)
    labels = [f"{start}–{start + _STEP}" for start in range(first, _FULL, _STEP)]
    heads = [0] * len(labels)
    for total in totals:
        if total >= first:
            heads[int((min(total, Decimal(_FULL - 1)) - first) // _STEP)] += 1
    below = sum(total < first for total in totals)
    return ([f"<{first}", *labels], [below, *heads]) if below else (labels, heads)


def _settings(size: tuple[int, int]) -> dict[str, Any]:
    return {
        "js": [],
        "css": ["file://style.css", "file://graph.css", f"inline:{_LINES}"],
        "width": size[0],
        "height": size[1],
        "explicit_size": True,
        "margin": 6,
        "truncate_label": -1,
        "legend_box_size": 10,
        "show_x_guides": False,
        "show_y_guides": True,
        "y_labels_major": [],
        "disable_xml_declaration": True,
    }


def _style(colours: Sequence[str]) -> Style:
    return Style(
        background="transparent",
        plot_background="transparent",
        foreground=MUTED,
        foreground_strong=INK,
        foreground_subtle=LINE,
        guide_stroke_color=LINE,
        major_guide_stroke_color=LINE,
        guide_stroke_dasharray="0",
        major_guide_stroke_dasharray="0",
        colors=tuple(colours),
        opacity="1",
        transition="0s",
        font_family=FONT,
        value_font_family=FONT,
        label_font_size=12,
        major_label_font_size=12,
        legend_font_size=12,
        value_font_size=12,
        value_colors=(INK,),
    )


def _picture(chart: Any) -> str:
    drawing: str = chart.render(is_unicode=True)
    # The library signs its pictures with the day and a random name; the same month must make the same bytes.
    drawing = re.sub(r"<!--.*?-->", "", drawing, flags=re.DOTALL)
    drawing = drawing.replace(f"chart-{chart.uuid}", "chart")
    drawing = re.sub(r"<script.*?</script>", "", drawing, flags=re.DOTALL)
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()
