"""What an import changes of what is known is told field by field, and a contradiction in words people use."""

from __future__ import annotations

import pytest

from inspect_core.app.import_ import import_records
from inspect_core.errors import ImportRefused
from tests.unit.app.known_project import KeptJournal, ports
from tests.unit.app.test_import import Lines, imported, sheet

PEOPLE: Lines = [
    ["工号", "姓名", "电话", "岗位", "部门", "生效日期", "终止日期"],
    ["P100", "王小明", "13800001234", "秩序维护员", "秩序维护部", "2026-10-01", ""],
    ["P101", "张三", "", "秩序维护员", "秩序维护部", "2026-10-01", "2026-10-15"],
    ["P101", "张三", "", "秩序维护员", "保洁部", "2026-10-16", ""],
]


def again(lines: Lines, journal: KeptJournal, *, dry_run: bool) -> list[tuple[str, str, str, str, str]]:
    report = import_records(ports(journal), "people", [sheet(lines, "b.csv")], dry_run=dry_run)
    return [(change.id, change.field, change.since, change.old, change.new) for change in report.changes]


def test_what_is_new_changes_nothing() -> None:
    assert imported("people", sheet(PEOPLE))[0].changes == ()


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_rename_a_new_department_and_a_telephone_are_told_old_and_new(*, dry_run: bool) -> None:
    _, journal = imported("people", sheet(PEOPLE))
    changed = [PEOPLE[0], ["P100", "王晓明", "13900005678", "秩序维护员", "保洁部", "2026-10-01", ""], *PEOPLE[2:]]
    assert again(changed, journal, dry_run=dry_run) == [
        ("P100", "department", "", "security", "保洁部"),
        ("P100", "name", "", "王小明", "王晓明"),
        ("P100", "phone", "", "…234", "…678"),
    ]


def test_one_of_several_assignments_is_told_by_the_day_it_begins() -> None:
    _, journal = imported("people", sheet(PEOPLE))
    changed = [*PEOPLE[:3], ["P101", "张三", "", "秩序维护员", "客户服务部", "2026-10-16", ""]]
    assert again(changed, journal, dry_run=True) == [("P101", "department", "2026-10-16", "保洁部", "客户服务部")]


def test_a_place_tells_who_was_fixed_to_it_and_who_is_now() -> None:
    places = [["部位编号", "名称", "类型", "责任人"], ["lift", "电梯厅", "区域", "P001"]]
    _, journal = imported("places", sheet(places))
    changed = [places[0], ["lift", "电梯厅", "区域", "P002"]]
    report = import_records(ports(journal), "places", [sheet(changed)])
    assert [(change.name, change.field, change.old, change.new) for change in report.changes] == [
        ("电梯厅", "owner", "P001", "P002")
    ]


CHECKS: Lines = [["巡查人", "开始时间", "部位", "facilities"], ["P002", "2026-10-08 08:10", "gate", "合格"]]


def test_a_record_that_stands_twice_is_told_by_who_when_and_where_and_by_both_rows() -> None:
    with pytest.raises(ImportRefused) as caught:
        imported("observations", sheet([*CHECKS, CHECKS[1]]), form="patrol")
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place)) == ("E-CSV-DUP", "a.csv:3")
    assert "王督导 2026-10-08 08:10 南门岗" in problem.message
    assert "a.csv:2" in problem.message
    assert "王督导 2026-10-08 08:10 南门岗" in problem.message_zh


def test_a_contradiction_tells_the_record_its_file_and_what_differs() -> None:
    _, journal = imported("observations", sheet(CHECKS), form="patrol")
    changed = [CHECKS[0], [*CHECKS[1][:3], "不合格"]]
    with pytest.raises(ImportRefused) as caught:
        imported("observations", sheet(changed, "b.csv"), form="patrol", journal=journal)
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place)) == ("E-ID-CONFLICT", "b.csv:2")
    for words in ("王督导 2026-10-08 08:10 南门岗", "import:a.csv", "facilities “pass” → “fail”"):
        assert words in problem.message
        assert words in problem.message_zh
    assert journal.kept[0].id in problem.hint
