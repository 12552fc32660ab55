"""A paper assessment table becomes a ruleset that can be checked, its sums are told as printed, and it goes there and back."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from inspect_core.api import ImportRefused, Ruleset, Source, shipped
from inspect_core.app.overlays import read_ruleset
from inspect_core.app.shelves import shelves
from inspect_core.bootstrap import registry_of
from inspect_core.exchange.paper_book import workbook
from inspect_core.exchange.paper_table import Paper, read_paper, told
from inspect_core.exchange.paper_yaml import case_text, readable, ruleset_text
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text

DAY = date(2026, 11, 1)
HEADS = ["序号", "项目", "考核内容", "分值", "评分标准"]
ROWS: list[list[Any]] = [
    ["软件60分 物业服务考核表"],
    HEADS,
    ["六", "环境卫生管理", "", 3, ""],
    [1, "环境卫生管理", "垃圾桶完备", 1, "符合1.0,每发现一处不符合扣0.2"],
    [2, "", "责任制", 1, "未实行责任制扣0.5"],
    ["", "", "", "", "无专职人员扣0.3"],
    [3, "", "车辆有序", 1, "符合1.0,基本符合0.5,不符合0"],
    [4, "", "大堂", 2, "发现明显污渍,本项为0分；首次-0.1,第二次-0.5"],
    [5, "", "噪声", 2, "酌情扣分"],
    ["合计", "", "", 56, ""],
]


def book(rows: list[list[Any]], merged: str = "") -> Source:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as made:
        sheet = made.add_worksheet("保洁")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
        if merged:
            sheet.merge_range(merged, rows[3][1])
    return Source("考核表.xlsx", kept.getvalue())


def paper(rows: list[list[Any]] = ROWS, merged: str = "") -> Paper:
    return read_paper(book(rows, merged))


def bound(made: Paper) -> Ruleset:
    return bind_ruleset(
        read_text(ruleset_text(made, "kaohe", "2026-11-01", "考核表.xlsx")), registry_of().kinds.settings()
    )


def test_every_item_that_can_be_read_is_a_rule_with_the_cell_it_came_from() -> None:
    made = paper(merged="B4:B9")
    rules = {rule.id: rule for rule in bound(made).rules}
    assert [rule.settings.kind for rule in rules.values()] == ["deduction", "deduction", "checklist", "deduction"]
    assert rules["item-02"].settings.source is not None
    assert rules["item-02"].settings.source.zh == "保洁!D5: 未实行责任制扣0.5；无专职人员扣0.3"
    settings: Any = rules["item-02"].settings
    assert [fault.ask.zh for fault in settings.faults.values()] == ["未实行责任制", "无专职人员"]
    assert {line.section for line in made.lines} == {"环境卫生管理"}


def test_sums_that_do_not_add_up_are_told_and_nothing_is_rescaled() -> None:
    made = paper()
    said = list(told(made, "zh"))
    assert said[:3] == [
        "保洁：印的合计为 60，各项相加为 7；未作调整",
        "保洁!D3：印的合计为 3，各项相加为 7；未作调整",
        "保洁!D10：印的合计为 56，各项相加为 7；未作调整",
    ]
    assert bound(made).points == 5000


def test_a_subtotal_is_of_what_stands_since_the_one_before() -> None:
    rows: list[list[Any]] = [
        HEADS,
        [1, "", "a", 2, "脱岗-1"],
        ["小计", "", "", 2],
        [2, "", "b", 3, "脱岗-1"],
        ["小计", "", "", 4],
        ["合计", "", "", 5],
    ]
    assert list(told(paper(rows), "en")) == [
        "保洁!D5: the printed total is 4, the items add up to 3; nothing was rescaled"
    ]


def test_what_was_not_read_stands_in_the_file_and_is_told() -> None:
    made = paper()
    assert "保洁!D9：“噪声”没有可用的评分办法，未写成条款" in list(told(made, "zh"))
    assert "# ! 保洁!D9：未能读懂“酌情扣分”" in ruleset_text(made, "kaohe", "2026-11-01", "考核表.xlsx")
    assert "item-05" not in {line.id for line in readable(made)}


def test_text_of_a_cell_stays_text() -> None:
    rows: list[list[Any]] = [HEADS, [1, "a\nrules: {}", 'x"\nruleset: evil', 2, "脱岗-1"]]
    assert bound(paper(rows)).id == "kaohe"


def test_each_rule_has_a_case_that_follows_and_those_to_be_filled() -> None:
    line = readable(paper())[1]
    text = case_text(line, "kaohe")
    assert 'answers: {"item-02-1": pass, "item-02-2": pass}' in text
    assert "# - name: 无专职人员扣0.3" in text


def test_a_workbook_without_headings_is_refused() -> None:
    with pytest.raises(ImportRefused) as refused:
        paper([["a", "b"], [1, 2]])
    assert refused.value.code == "E-TABLE-HEADS"


def test_what_is_written_as_a_workbook_is_read_back_as_the_same_rules() -> None:
    before = bound(paper())
    data, left = workbook(before, date(2026, 11, 1))
    again = bound(read_paper(Source("b.xlsx", data)))
    assert left == ()
    assert _plain(again) == _plain(before)


def _plain(ruleset: Ruleset) -> list[dict[str, Any]]:
    return [{"id": rule.id, **rule.settings.model_dump(exclude={"source"})} for rule in ruleset.rules]


def test_a_rule_that_the_table_cannot_say_is_told_in_words() -> None:
    text = "ruleset: x\nedition: 2026-11-01\ntitle: x\nforms: {f: {title: f, at: post}}\nrules:\n  r: {title: r, kind: frequency, counts: f, per: [post, day], at_least: 1, credit: project, points: 100}\n"
    _, left = workbook(bind_ruleset(read_text(text), registry_of().kinds.settings()), date(2026, 11, 1))
    assert left == ("x/r",)


def test_every_shipped_rule_that_is_not_told_in_words_comes_back_as_it_was() -> None:
    known = registry_of().kinds.settings()
    for name in ("cleaning-grade-1", "security-grade-1", "greening", "contractors"):
        before = read_ruleset(shipped("rulesets") / f"{name}.yaml", shelves(None, ()), known)
        data, left = workbook(before, date(2026, 11, 1))
        made = read_paper(Source("b.xlsx", data))
        if not readable(made):
            continue
        again = {rule.id: rule for rule in bound(made).rules}
        assert {f"{name}/{id}" for id in again} == {rule.name for rule in before.rules} - set(left)
        for rule in before.rules:
            if rule.name not in left:
                assert _costs(again[rule.id].settings) == _costs(rule.settings), rule.name


def _costs(settings: Any) -> Any:
    if settings.kind == "checklist":
        return settings.answers
    told = settings.faults.items()
    return settings.points, [
        (id, one.ask.zh, one.deduct.on(DAY), one.each, one.repeat, one.zero_out) for id, one in told
    ]


def test_what_an_export_told_in_words_is_never_read_as_a_marking() -> None:
    rows: list[list[Any]] = [
        [*HEADS, "种类"],
        [1, "", "a", 2, "脱岗扣1", "deduction（说明）"],
        [2, "", "b", 2, "脱岗扣1", "deduction"],
    ]
    assert [line.id for line in readable(paper(rows))] == ["item-02"]
