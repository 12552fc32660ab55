"""Importing: all of it or nothing, every problem with its place, and the same whatever way the rows come."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_core.app.import_ import ImportReport, import_records
from inspect_core.app.intake.columns import COLUMNS, IMPORT_KINDS, ImportKind
from inspect_core.domain.known import Known
from inspect_core.domain.table import Reading, Source, Table
from inspect_core.errors import ImportRefused, Problem, UsageError
from tests.unit.app.known_project import DUTIES, KNOWN, KeptJournal, ports

Lines = Sequence[Sequence[str]]


def sheet(lines: Lines, name: str = "a.csv") -> Source:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return Source(name, text.getvalue().encode())


def json_lines(*objects: object, name: str = "a.jsonl") -> Source:
    return Source(name, "\n".join(json.dumps(each, ensure_ascii=False) for each in objects).encode())


def imported(
    kind: ImportKind, *files: Source, form: str | None = None, journal: KeptJournal | None = None
) -> tuple[ImportReport, KeptJournal]:
    kept = journal or KeptJournal()
    return import_records(ports(kept), kind, files, form), kept


@dataclass(frozen=True)
class TableReader:
    """Reads every file as the table it was made with."""

    table: Table
    name: str = "table"
    suffixes: tuple[str, ...] = (".table",)
    largest: int = 10

    def read(self, source: Source) -> Reading:
        return Reading((self.table,))


def refused(kind: ImportKind, *files: Source, form: str | None = None, known: Known = KNOWN) -> tuple[Problem, ...]:
    """The problems; and that a dry run finds the same, and nothing was journalled."""
    journal = KeptJournal()
    with pytest.raises(ImportRefused) as real:
        import_records(ports(journal, known), kind, files, form)
    with pytest.raises(ImportRefused) as dry:
        import_records(ports(journal, known), kind, files, form, dry_run=True)
    assert real.value.problems == dry.value.problems
    assert journal.kept == []
    return real.value.problems


def codes(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in problems]


PATROLS = [
    ["记录编号", "巡查人", "开始时间", "结束时间", "部位", "备注", "照片", "礼仪是否合格?", "facilities", "垃圾几处?"],
    ["o1", "李班长", "2026-10-08 08:10", "2026/10/8 8:20", "gate", "=SUM(1)", "a.jpg; b.jpg", "合格", "PASS", "3"],
    ["o2", "P002", "2026年10月8日 23:30", "", "南门岗", "", "", "×", "n/a", ""],
]


class TestObservations:
    def test_rows_become_records_with_private_notes_and_a_trace_of_the_file(self) -> None:
        report, journal = imported("observations", sheet(PATROLS), form="patrol")
        first, second, completed = journal.kept
        assert first.body == {
            "id": "o1",
            "form": "patrol",
            "observer": "P001",
            "start": "2026-10-08T08:10:00+08:00",
            "end": "2026-10-08T08:20:00+08:00",
            "place": "gate",
            "answers": {"etiquette": "pass", "facilities": "pass", "litter": "3"},
            "source": "import",
        }
        assert journal.sealed == {1: {"note": "=SUM(1)", "photo_names": ["a.jpg", "b.jpg"]}}
        assert second.body["flags"] == ["outside_duty", "photo_missing"]
        assert (first.actor, completed.kind) == ("import:a.csv", "import.completed")
        assert completed.body["covers"] == {"first": "2026-10-08", "last": "2026-10-08"}
        assert (completed.body["rows"], report.recorded, report.rows) == (2, 2, 2)
        assert report.flags == {"outside_duty": 1, "photo_missing": 1}

    def test_the_same_rows_again_are_already_there_and_leave_no_event(self) -> None:
        _, journal = imported("observations", sheet(PATROLS), form="patrol")
        before = len(journal.kept)
        report, _ = imported("observations", sheet(PATROLS, "renamed.csv"), form="patrol", journal=journal)
        assert (report.recorded, report.already_there, len(journal.kept)) == (0, 2, before)

    def test_another_body_under_a_recorded_id_is_a_conflict_even_when_only_the_note_differs(self) -> None:
        _, journal = imported("observations", sheet(PATROLS), form="patrol")
        changed = [PATROLS[0], [*PATROLS[1][:5], "other", *PATROLS[1][6:]]]
        with pytest.raises(ImportRefused) as caught:
            imported("observations", sheet(changed), form="patrol", journal=journal)
        assert codes(caught.value.problems) == [("E-ID-CONFLICT", "a.csv:2:1")]

    def test_a_record_whose_note_was_erased_is_still_the_same_record(self) -> None:
        _, journal = imported("observations", sheet(PATROLS), form="patrol")
        journal.sealed.clear()
        report, _ = imported("observations", sheet(PATROLS), form="patrol", journal=journal)
        assert report.already_there == 2

    def test_rows_without_ids_get_the_same_ids_every_time(self) -> None:
        lines = [row[1:] for row in PATROLS]
        _, journal = imported("observations", sheet(lines), form="patrol")
        again, _ = imported("observations", sheet(lines[:2]), form="patrol", journal=journal)
        assert again.already_there == 1

    def test_every_problem_of_every_file_is_told_at_once_with_its_place(self) -> None:
        lines = [
            PATROLS[0],
            ["o1", "P009", "2026-10-08", "2026-10-08 08:00", "gate", "", "", "合格", "", "x"],
            ["o2", "赵伟", "2026-11-02 08:10", "", "nowhere", "a\x1b[2J", "", "好", "", "-1"],
            ["o3", "P001", "2026-10-08 09:10", "2026-10-08 09:00", "", "", "", "", "", ""],
        ]
        problems = refused("observations", sheet(lines), sheet([PATROLS[0], PATROLS[1]], "b.csv"), form="patrol")
        assert sorted(codes(problems)) == sorted(
            [
                ("E-PERSON-UNKNOWN", "a.csv:2:2"),
                ("E-ANSWER-NUMBER", "a.csv:2:10"),
                ("E-TIME", "a.csv:2:3"),
                ("E-NAME-AMBIGUOUS", "a.csv:3:2"),
                ("E-TIME-FUTURE", "a.csv:3:3"),
                ("E-PLACE-UNKNOWN", "a.csv:3:5"),
                ("E-ANSWER-UNKNOWN", "a.csv:3:8"),
                ("E-ANSWER-NUMBER", "a.csv:3:10"),
                ("E-CELL-CONTROL", "a.csv:3:6"),
                ("E-CELL-MISSING", "a.csv:4:5"),
                ("E-TIME-ORDER", "a.csv:4:4"),
            ]
        )
        assert all(problem.hint and problem.hint_zh and problem.message_zh for problem in problems)

    def test_rows_of_another_kind_are_one_problem_and_no_flood(self) -> None:
        rows = [["工号", "姓名", "岗位", "部门"], ["P1", "王", "秩序维护员", ""], ["P2", "李", "保洁员", ""]]
        (problem,) = refused("places", sheet(rows))
        assert (problem.code, problem.hint) == ("E-TEMPLATE-KIND", "Use `import people`.")
        assert problem.message_zh == "这些是 people 的列，却按 places 导入"

    def test_a_slip_in_a_heading_is_still_a_slip_in_a_heading(self) -> None:
        rows = [["部位编号", "名称", "类型", "责任仁"], ["a", "A", "岗位", ""]]
        assert [problem.code for problem in refused("places", sheet(rows))] == ["E-COLUMN-UNKNOWN"]

    def test_a_cell_that_must_be_filled_names_its_column(self) -> None:
        (problem,) = refused("places", sheet([["部位编号*", "名称", "类型*"], ["a", "A", ""]]))
        assert (problem.code, str(problem.place)) == ("E-CELL-MISSING", "a.csv:2:3")
        assert (problem.message, problem.message_zh) == ("the cell under “类型” is empty", "“类型” 一列的单元格为空")

    def test_an_answer_nobody_offers_is_not_guessed_to_be_the_best_one(self) -> None:
        lines = [
            ["o1", "P001", "2026-10-08 08:10", "", "gate", "", "", "糟", "", ""],
            ["o2", "P001", "2026-10-08 09:10", "", "gate", "", "", "不合各", "", ""],
        ]
        all_of_them, nearest = refused("observations", sheet([PATROLS[0], *lines]), form="patrol")
        assert all_of_them.hint_zh.startswith("可填写：合格、不合格")
        assert all_of_them.hint.startswith("Write one of: pass")
        assert nearest.hint_zh == "是否应为 “不合格”？"

    def test_the_last_bad_row_of_five_thousand_keeps_all_of_them_out(self) -> None:
        lines = [[f"o{n}", "P001", "2026-10-08 08:10", "", "gate", "", "", "合格", "", ""] for n in range(5_000)]
        lines[4_998][1] = "P00?"
        assert codes(refused("observations", sheet([PATROLS[0], *lines]), form="patrol")) == [
            ("E-PERSON-UNKNOWN", "a.csv:5000:2")
        ]

    def test_an_id_in_two_rows_or_two_files_names_both(self) -> None:
        problems = refused("observations", sheet([*PATROLS, PATROLS[1]]), sheet(PATROLS[:2], "b.csv"), form="patrol")
        assert codes(problems) == [("E-CSV-DUP", "a.csv:4:1"), ("E-CSV-DUP", "b.csv:2:1")]
        assert all("a.csv:2:1" in problem.message for problem in problems)

    def test_json_lines_carry_answers_photos_and_an_offset(self) -> None:
        record = {
            "id": "o9",
            "form": "courtesy-check",
            "observer": "P002",
            "subject": "P003",
            "start": "2026-10-20T01:10:00Z",
            "place": "hall",
            "photos": ["a.jpg"],
            "answers": {"smile": "pass", "words": " 您好 ", "distance": 2, "closed": "2026-10-20T09:40:00+08:00"},
        }
        _, journal = imported("observations", json_lines(record))
        body = journal.kept[0].body
        assert body["start"] == "2026-10-20T01:10:00+00:00"
        assert body["answers"] == {
            "smile": "pass",
            "words": "…",  # in free words, so in the private part
            "distance": "2",
            "closed": "2026-10-20T09:40:00+08:00",
        }
        assert journal.sealed[1]["answers"] == {"words": " 您好 "}

    @pytest.mark.parametrize(
        ("change", "code", "pointer"),
        [
            ({"start": "2026-10-20T09:10:00"}, "E-TIME-OFFSET", "/start"),
            ({"start": 1791421800}, "E-TIME", "/start"),
            ({"start": "2026-10-20T24:00:00+08:00"}, "E-TIME", "/start"),
            ({"start": "2026-02-29T08:00:00+08:00"}, "E-TIME", "/start"),
            ({"start": "0001-01-01T08:00:00+08:00"}, "E-TIME-RANGE", "/start"),
            ({"start": "9999-12-31T23:00:00+08:00"}, "E-TIME-RANGE", "/start"),
            ({"observer": "P003"}, "E-SELF-OBSERVED", "/subject"),
            (
                {"answers": {"words": "a", "smile": "pass", "etiquette": "pass"}},
                "E-QUESTION-UNKNOWN",
                "/answers/etiquette",
            ),
            ({"answers": {"smile": "pass"}}, "E-ANSWER-MISSING", None),
            ({"answers": {"smile": "maybe", "words": "a"}}, "E-ANSWER-UNKNOWN", "/answers/smile"),
            ({"form": "courtesy"}, "E-FORM-UNKNOWN", "/form"),
            ({"subject": ""}, "E-CELL-MISSING", "/subject"),
            ({"id": "o\u200b9"}, "E-ID", "/id"),
            ({"id": "o" * 65}, "E-ID", "/id"),
        ],
    )
    def test_a_bad_value_in_json_is_named_by_its_pointer(
        self, change: dict[str, object], code: str, pointer: str | None
    ) -> None:
        record = {
            "id": "o9",
            "form": "courtesy-check",
            "observer": "P002",
            "subject": "P003",
            "start": "2026-10-20T09:10:00+08:00",
            "place": "hall",
            "answers": {"smile": "pass", "words": "您好"},
        }
        (problem,) = refused("observations", json_lines(record | change))
        assert problem.code == code
        assert problem.place is not None
        assert (problem.place.line, problem.place.pointer) == (1, pointer)

    def test_local_time_that_the_clocks_skipped_or_repeated_is_refused(self) -> None:
        lines = [PATROLS[0]]
        lines += [
            [f"o{n}", "P001", moment, "", "gate", "", "", "", "", ""]
            for n, moment in enumerate(
                ["2026-03-29 02:30", "2026-10-25 02:30", "2026-10-25 02:30 +02:00", "2026-10-25 03:00"]
            )
        ]
        with pytest.raises(ImportRefused) as caught:
            import_records(ports(zone=ZoneInfo("Europe/Berlin")), "observations", [sheet(lines)], "patrol")
        assert codes(caught.value.problems) == [("E-TIME-GAP", "a.csv:2:3"), ("E-TIME-FOLD", "a.csv:3:3")]

    def test_a_form_is_named_by_argument_column_or_nothing_and_then_it_is_asked_for(self) -> None:
        assert codes(refused("observations", sheet(PATROLS))) == [("E-FORM-MISSING", "a.csv:1")]
        with pytest.raises(UsageError, match="patrol"):
            imported("observations", sheet(PATROLS), form="patrols")
        with_form = [["form", *PATROLS[0]], ["巡查记录表", *PATROLS[1]]]
        _, journal = imported("observations", sheet(with_form))
        assert journal.kept[0].body["form"] == "patrol"

    def test_an_observation_at_the_edge_of_a_duty_is_inside_it(self) -> None:
        row = PATROLS[1]
        lines = [
            PATROLS[0],
            *(
                [f"o{n}", "P001", at, "", *row[4:]]
                for n, at in enumerate(["2026-10-08 08:00", "2026-10-08 20:00", "2026-10-08 07:59", "2026-10-08 20:01"])
            ),
        ]
        _, journal = imported("observations", sheet(lines), form="patrol")
        assert [event.body.get("flags") for event in journal.kept[:4]] == [
            ["outside_duty"],
            None,
            None,
            ["outside_duty"],
        ]


class TestPeople:
    def test_several_rows_of_a_person_are_his_assignments_and_an_open_end_stops_before_the_next(self) -> None:
        lines = [
            ["工号", "姓名", "电话", "岗位(角色)", "部门", "生效日期", "终止日期"],
            ["P100", "张三", "+86 138", "秩序维护员", "秩序维护部", "2026-09-01", ""],
            ["P100", "张三", "", "Shift leader", "security", "2026-10-12", ""],
        ]
        _, journal = imported("people", sheet(lines))
        assert journal.kept[0].body == {
            "id": "P100",
            "assignments": [
                {"role": "guard", "department": "security", "first": "2026-09-01", "last": "2026-10-11"},
                {"role": "shift_leader", "department": "security", "first": "2026-10-12"},
            ],
        }
        assert journal.sealed[1] == {"name": "张三", "phone": "+86 138"}

    def test_the_end_of_all_days_is_an_open_end_and_nowhere_else_a_day(self) -> None:
        lines = [["id", "role", "first", "last"], ["P100", "guard", "2026-10-01", "9999-12-31"]]
        _, journal = imported("people", sheet(lines))
        assert journal.kept[0].body["assignments"] == [{"role": "guard", "first": "2026-10-01"}]
        duty = [["day", "person", "shift"], ["9999-12-31", "P001", "day"]]
        assert codes(refused("roster", sheet(duty))) == [("E-TIME-RANGE", "a.csv:2:1")]

    def test_a_changed_statement_is_journalled_and_an_equal_one_is_not(self) -> None:
        lines = [["id", "name", "role"], ["P100", "张三", "guard"], ["P101", "李四", "guard"]]
        _, journal = imported("people", sheet(lines))
        lines[1] = ["P100", "张三", "shift_leader"]
        report, _ = imported("people", sheet(lines), journal=journal)
        assert (report.recorded, report.already_there) == (1, 1)

    @pytest.mark.parametrize(
        ("id", "code"),
        [
            ("Ｐ００１", "E-ID-CONFUSABLE"),
            ("P001\u200b", "E-ID"),
            ("Р001", "E-ID-CONFUSABLE"),
            ("p001", "E-ID-CONFUSABLE"),
            ("P\u202e001", "E-ID"),
        ],
    )
    def test_an_id_that_can_be_mistaken_for_a_known_one_is_refused(self, id: str, code: str) -> None:
        (problem,) = refused("people", sheet([["id", "role"], [id, "guard"]]))
        assert (problem.code, str(problem.place)) == (code, "a.csv:2:1")
        assert "\u200b" not in problem.message
        assert "\u202e" not in problem.message

    def test_a_name_that_runs_backwards_is_kept_as_it_is_written(self) -> None:
        _, journal = imported("people", sheet([["id", "name", "role"], ["P100", "张\u202e三", "guard"]]))
        assert journal.sealed[1] == {"name": "张\u202e三"}

    def test_rows_that_contradict_each_other_name_both(self) -> None:
        lines = [
            ["id", "name", "role", "first", "last"],
            ["P100", "张三", "guard", "2026-10-01", "2026-10-20"],
            ["P100", "张四", "guard", "2026-10-12", ""],
            ["P101", "李四", "gard", "", ""],
            ["P102", "王五", "guard", "2026-10-12", "2026-10-01"],
            ["P103", "", "", "12/10/2026", ""],
            ["P104", "", "guard", "", ""],
            ["P104", "", "guard", "", ""],
        ]
        problems = refused("people", sheet(lines))
        assert sorted(codes(problems)) == sorted(
            [
                ("E-ROWS-DISAGREE", "a.csv:3:2"),
                ("E-PERSON-OVERLAP", "a.csv:3:4"),
                ("E-ROLE-UNKNOWN", "a.csv:4:3"),
                ("E-TIME-ORDER", "a.csv:5:5"),
                ("E-CELL-MISSING", "a.csv:6:3"),
                ("E-DATE", "a.csv:6:4"),
                ("E-CSV-DUP", "a.csv:8"),
            ]
        )
        assert next(problem for problem in problems if problem.code == "E-ROLE-UNKNOWN").hint == "Did you mean “guard”?"


class TestPlaces:
    def test_rows_of_a_place_are_its_owners(self) -> None:
        lines = [
            ["部位编号", "名称", "类型", "区域等级", "外包单位", "责任人", "责任开始", "责任结束"],
            ["wc-1", "一层卫生间", "区域", "washroom", "净洁公司", "P003", "2026-10-12", ""],
            ["wc-1", "", "", "", "", "P004", "2026-09-01", "2026-10-11"],
        ]
        _, journal = imported("places", sheet(lines))
        assert journal.kept[0].body == {
            "id": "wc-1",
            "name": "一层卫生间",
            "kind": "area",
            "area_class": "washroom",
            "contractor": "净洁公司",
            "owners": [
                {"person": "P004", "first": "2026-09-01", "last": "2026-10-11"},
                {"person": "P003", "first": "2026-10-12"},
            ],
        }

    def test_two_owners_at_a_time_and_a_place_twice_are_refused(self) -> None:
        lines = [
            ["id", "kind", "owner", "owner_first", "owner_last"],
            ["a", "area", "P003", "2026-10-01", "2026-10-20"],
            ["a", "", "P004", "2026-10-12", ""],
            ["b", "area", "", "", ""],
            ["b", "area", "", "", ""],
            ["c", "", "P00x", "", ""],
        ]
        assert sorted(codes(refused("places", sheet(lines)))) == sorted(
            [
                ("E-OWNER-OVERLAP", "a.csv:3:4"),
                ("E-CSV-DUP", "a.csv:5"),
                ("E-CELL-MISSING", "a.csv:6:2"),
                ("E-PERSON-UNKNOWN", "a.csv:6:3"),
            ]
        )


class TestRoster:
    def test_duties_and_the_shifts_whose_hours_stand_beside_them(self) -> None:
        lines = [
            ["日期", "工号", "班次", "部位", "状态", "开始", "结束"],
            ["2026/10/20", "李班长", "中班", "南门岗", "", "16:00", "24:00"],
            ["2026-10-21", "P001", "中班", "", "请假", "16:00", "24:00"],
        ]
        report, journal = imported("roster", sheet(lines))
        assert [event.body for event in journal.kept[:3]] == [
            {"id": "中班", "start": "16:00", "end": "00:00"},
            {
                "id": "P001.2026-10-20.中班",
                "person": "P001",
                "shift": "中班",
                "day": "2026-10-20",
                "status": "planned",
                "place": "gate",
            },
            {"id": "P001.2026-10-21.中班", "person": "P001", "shift": "中班", "day": "2026-10-21", "status": "leave"},
        ]
        assert report.recorded == 3

    def test_one_person_on_two_duties_at_once_names_both(self) -> None:
        lines = [
            ["day", "person", "shift", "place", "status", "id"],
            ["2026-10-20", "P001", "night", "gate", "", "n"],
            ["2026-10-21", "P001", "day", "gate", "", "d"],
            ["2026-10-21", "P002", "day", "gate", "", "s"],
            ["2026-10-21", "P002", "day", "hall", "", "s2"],
            ["2026-10-21", "P004", "day", "hall", "", "a"],
            ["2026-10-21", "P004", "day", "hall", "leave", "b"],
            ["2026-10-05", "P001", "day", "hall", "", "x"],
        ]
        problems = refused("roster", sheet(lines))
        assert codes(problems) == [("E-DUTY-OVERLAP", "a.csv:5:1"), ("E-DUTY-OVERLAP", "a.csv:8:1")]
        assert "a.csv:4:1" in problems[0].message
        assert "P001-4" in problems[1].message

    def test_restating_a_known_duty_is_no_overlap(self) -> None:
        duty = DUTIES[4]
        lines = [["id", "day", "person", "shift"], [duty.id, duty.day.isoformat(), "P001", "night"]]
        report, _ = imported("roster", sheet(lines))
        assert report.recorded == 1

    def test_a_duty_before_somebody_joined_or_in_an_unknown_shift_is_refused(self) -> None:
        lines = [
            ["day", "person", "shift", "status"],
            ["2026-10-11", "P003", "day", ""],
            ["2026-10-12", "P003", "dai", "on"],
            ["2026-10-13", "P003", "", ""],
        ]
        assert codes(refused("roster", sheet(lines))) == [
            ("E-DUTY-UNASSIGNED", "a.csv:2:1"),
            ("E-SHIFT-UNKNOWN", "a.csv:3:3"),
            ("E-STATUS-UNKNOWN", "a.csv:3:4"),
            ("E-CELL-MISSING", "a.csv:4:3"),
        ]

    def test_hours_of_a_shift_that_differ_from_row_to_row_are_refused(self) -> None:
        lines = [
            ["day", "person", "shift", "start", "end"],
            ["2026-10-20", "P001", "late", "16:00", "24:00"],
            ["2026-10-21", "P001", "late", "16:30", "24:00"],
            ["2026-10-22", "P001", "odd", "25:00", "7"],
        ]
        assert sorted(set(codes(refused("roster", sheet(lines))))) == sorted(
            [
                ("E-ROWS-DISAGREE", "a.csv:3:4"),
                ("E-CLOCK", "a.csv:4:4"),
                ("E-CLOCK", "a.csv:4:5"),
                ("E-SHIFT-UNKNOWN", "a.csv:4:3"),
            ]
        )


def test_a_gap_of_days_lasts_until_midnight_after_the_last() -> None:
    lines = [["表单", "部位", "起", "止", "原因"], ["巡查记录表", "gate", "2026-10-08", "2026-10-09", "遗失"]]
    report, journal = imported("gaps", sheet(lines))
    body = journal.kept[0].body
    assert (body["first"], body["last"]) == ("2026-10-08T00:00:00+08:00", "2026-10-10T00:00:00+08:00")
    assert body["form"] == "patrol"
    again, _ = imported("gaps", sheet(lines), journal=journal)
    assert (report.recorded, again.recorded) == (1, 0)


class TestHeadings:
    def test_an_unknown_heading_names_the_nearest_known_one(self) -> None:
        (problem,) = refused("people", sheet([["工号", "岗位", "部门", "姓明"], ["P9", "guard", "", "x"]]))
        assert (problem.code, str(problem.place), problem.hint) == (
            "E-COLUMN-UNKNOWN",
            "a.csv:1:4",
            "Did you mean '姓名'?",
        )

    def test_two_headings_for_one_thing_and_missing_ones_are_told_together(self) -> None:
        assert codes(refused("people", sheet([["姓名", "name", "", "id"], ["a", "b", "c", "d"]]))) == [
            ("E-COLUMN-TWICE", "a.csv:1:2"),
            ("E-COLUMN-UNNAMED", "a.csv:1:3"),
            ("E-COLUMN-MISSING", "a.csv:1"),
        ]

    def test_number_and_name_may_stand_side_by_side_as_long_as_they_mean_the_same(self) -> None:
        lines = [
            ["日期", "工号", "姓名", "班次", "部位编号", "部位"],
            ["2026-10-20", "P003", "赵伟", "day", "gate", "南门岗"],
            ["2026-10-20", "", "李班长", "day", "", "gate"],
            ["2026-10-20", "P002", "", "day", "hall", ""],
        ]
        _, journal = imported("roster", sheet(lines))
        told = {(event.body["person"], event.body["place"]) for event in journal.kept[:3]}
        assert told == {("P003", "gate"), ("P001", "gate"), ("P002", "hall")}
        lines[1][2] = "李班长"
        (problem,) = refused("roster", sheet(lines))
        assert (problem.code, str(problem.place)) == ("E-NAME-MISMATCH", "a.csv:2:3")
        assert "赵伟" in problem.message

    def test_a_word_of_a_closed_list_is_answered_with_the_list(self) -> None:
        (problem,) = refused("people", sheet([["id", "role"], ["P9", "保安"]]))
        assert problem.hint.startswith("Write one of: 秩序维护员, Guard") or "秩序维护员" in problem.hint

    def test_a_cell_to_the_right_of_the_headings_is_never_dropped(self) -> None:
        problems = refused("people", sheet([["id", "role"], ["P9", "guard", ""], ["P8", "guard", "", "x"]]))
        assert codes(problems) == [("E-CELL-SURPLUS", "a.csv:3:4")]

    def test_headings_may_differ_in_width_case_spaces_and_star(self) -> None:
        report, _ = imported("people", sheet([["工号*", "ＲＯＬＥ", " 姓 名 "], ["P9", "guard", "x"]]))
        assert report.recorded == 1


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["P001", "P002", "李班长"]),
        st.integers(0, 30 * 24 * 60),
        st.sampled_from(["gate", "南门岗", "hall"]),
        st.sampled_from(["合格", "不合格", "pass", "na", ""]),
    ),
    min_size=1,
    max_size=12,
)


def _lines(rows: Sequence[tuple[str, int, str, str]]) -> list[list[str]]:
    made = []
    for index, (who, minute, where, answer) in enumerate(rows):
        day, rest = divmod(minute, 24 * 60)
        moment = f"2026-10-{day + 1:02d} {rest // 60:02d}:{rest % 60:02d}"
        made.append([f"o{index}", who, moment, "", where, f"note {index}", "", answer, "", ""])
    return made


@given(ROWS, st.integers(0, 12), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_neither_the_order_of_rows_nor_a_split_in_two_files_changes_what_is_journalled(
    rows: list[tuple[str, int, str, str]], at: int, chance: random.Random
) -> None:
    lines = _lines(rows)
    _, whole = imported("observations", sheet([PATROLS[0], *lines]), form="patrol")
    shuffled = chance.sample(lines, len(lines))
    parts = [part for part in (shuffled[:at], shuffled[at:]) if part]
    files = [sheet([PATROLS[0], *part], f"{number}.csv") for number, part in enumerate(parts)]
    _, split = imported("observations", *files, form="patrol")
    assert split.told() == whole.told()


@given(st.permutations(range(4)), st.integers(1, 3))
def test_assignments_of_a_person_come_out_the_same_in_any_order_and_from_two_files(order: list[int], at: int) -> None:
    rows = [
        ["P100", "张三", "guard", "2026-09-01"],
        ["P100", "", "shift_leader", "2026-10-12"],
        ["P200", "李四", "guard", ""],
        ["P100", "张三", "guard", "2026-11-01"],
    ]
    header = ["id", "name", "role", "first"]
    _, whole = imported("people", sheet([header, *rows]))
    mixed = [rows[index] for index in order]
    _, split = imported("people", sheet([header, *mixed[:at]]), sheet([header, *mixed[at:]], "b.csv"))
    assert split.told() == whole.told()


TRICKY = st.sampled_from(
    [
        "", " ", "P001", "李班长", "赵伟", "P003", "gate", "南门岗", "hall", "day", "白班", "night", "guard", "patrol",
        "2026-10-08", "2026-10-11", "2026/2/30", "9999-12-31", "0000-00-00", "20261008", "2026-10-08 08:10",
        "2026-10-08T08:10:00+08:00", "2026-10-08 25:10", "9999-12-31 23:59 -14:00", "1900-01-01 00:00 +14:00",
        "08:00", "24:00", "24:01", "8", "-1", "1e9", "３", "99999999999999999999", "合格", "pass", "√", "leave", "请假",
        "=1+1", "\u200b", "\u202e", "\x1b", "é", "e\u0301", "Ⅷ", "ﷺ", "🙂", "a" * 65, "post", "area", "；", "a;b",
    ]
)  # fmt: skip


@pytest.mark.parametrize("kind", IMPORT_KINDS)
@given(data=st.data())
@settings(max_examples=60)
def test_whatever_stands_in_the_cells_it_is_journalled_or_refused_with_reasons(
    kind: ImportKind, data: st.DataObject
) -> None:
    headings = [column.headings[0] for column in COLUMNS[kind]]
    header = [*headings, "礼仪是否合格?", "distance", "closed", "words"] if kind == "observations" else headings
    cells = st.lists(TRICKY | st.text(max_size=6), min_size=len(header), max_size=len(header))
    lines = data.draw(st.lists(cells, min_size=1, max_size=4))
    table = Table("a.csv", tuple(header), [tuple(line) for line in lines], range(2, len(lines) + 2))
    journal = KeptJournal()
    problems: tuple[Problem, ...] = ()
    try:
        import_records(replace(ports(journal), readers=(TableReader(table),)), kind, [Source("a.table", b"")])
    except ImportRefused as error:
        problems = error.problems
    assert bool(problems) != bool(journal.kept)
    assert all(problem.place and problem.hint and problem.hint_zh and problem.message_zh for problem in problems)
    assert all("\x1b" not in problem.message and "\u202e" not in problem.message for problem in problems)
