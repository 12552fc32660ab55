from __future__ import annotations

import base64
from decimal import Decimal
from xml.etree import ElementTree as ET

from inspect_core.report import charts

TOTALS = [Decimal(text) for text in ("100", "95", "94.999", "62", "12.5")]


def drawn(address: str) -> str:
    return base64.b64decode(address.removeprefix("data:image/svg+xml;base64,")).decode()


def test_everybody_stands_in_one_bar() -> None:
    labels, heads = charts.bins(TOTALS)
    assert sum(heads) == len(TOTALS)
    assert dict(zip(labels, heads, strict=True)) | {} == {
        "<50": 1, "50–55": 0, "55–60": 0, "60–65": 1, "65–70": 0, "70–75": 0,
        "75–80": 0, "80–85": 0, "85–90": 0, "90–95": 1, "95–100": 2,
    }  # fmt: skip


def test_a_month_nobody_was_scored_still_draws() -> None:
    assert sum(charts.bins([])[1]) == 0
    ET.fromstring(drawn(charts.histogram([], charts.WIDE)))


def test_the_same_totals_make_the_same_picture() -> None:
    assert charts.histogram(TOTALS, charts.WIDE) == charts.histogram(TOTALS, charts.WIDE)


def test_a_picture_runs_nothing_and_fetches_nothing() -> None:
    lines: list[tuple[str, list[Decimal | None]]] = [
        ("项目", [Decimal(80), None, Decimal(90)]),
        ("</text><script>", [Decimal(70), Decimal(75), Decimal(88)]),
    ]
    picture = drawn(charts.trend(["8 月", "9 月", "10 月"], lines, charts.NARROW))
    tags = {element.tag.rsplit("}")[-1] for element in ET.fromstring(picture).iter()}
    assert "script" not in tags
    assert "xlink:href" not in picture
    assert "http" not in picture.replace("http://www.w3.org/", "")


def test_every_name_of_the_trend_is_in_its_picture() -> None:
    names = [f"部门{n}" for n in range(7)]
    for size in (charts.WIDE, charts.NARROW):
        picture = drawn(charts.trend(["9 月", "10 月"], [(n, [Decimal(80), Decimal(90)]) for n in names], size))
        assert all(name in picture for name in names)
