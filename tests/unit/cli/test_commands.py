"""Each command as people call it, on a small project."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspect_core.demo.photos import scene
from inspect_core.shipped import shipped

Call = Callable[..., Any]
PHOTO = scene(1, 1)
MONTH = ("--period", "2026-10")


def read(said: Any) -> Any:
    assert said.status == 0, said.err
    return json.loads(said.out)


class TestImport:
    def test_a_template_is_written_and_nothing_imported(self, call: Call, project: Path) -> None:
        said = call("import", "people", "--template", "people.xlsx")
        assert said.out == "people.xlsx\n"
        assert (project / "people.xlsx").read_bytes().startswith(b"PK")

    def test_a_template_needs_no_project(self, call: Call, tmp_path: Path, monkeypatch: Any) -> None:
        monkeypatch.chdir(tmp_path)
        assert call("import", "places", "--template", "places.xlsx").status == 0

    def test_a_template_of_observations_is_one_of_a_form(self, call: Call, project: Path) -> None:
        assert call("import", "observations", "--template", "x.xlsx").status == 2
        assert call("import", "observations", "--template", "x.xlsx", "--form", "巡查记录").status == 2
        assert call("import", "observations", "--template", "x.xlsx", "--form", "patrol").status == 0

    @pytest.mark.parametrize("kind", ["people", "places", "shifts", "roster", "gaps"])
    def test_every_kind_of_file_has_a_template(self, call: Call, project: Path, kind: str) -> None:
        assert call("import", kind, "--template", "t.xlsx").out == "t.xlsx\n"

    def test_one_row_is_one_row(self, call: Call, project: Path) -> None:
        Path("s.csv").write_text("班次,开始,结束\nlate,16:00,24:00\n", encoding="utf-8")
        assert call("import", "shifts", "s.csv", "--lang", "en").out == "s.csv: 1 row\nshifts: 1 recorded\n"

    def test_what_becomes_of_known_people_is_listed_before_and_after(self, call: Call, project: Path) -> None:
        Path("p.csv").write_text("工号,姓名,岗位,部门\nP001,王刚,当值班长,秩序维护部\n", encoding="utf-8")
        call("import", "people", project.parent / "files" / "people.csv")
        listed = "更改已有内容 2 处：\n  P001 王强  岗位：秩序维护员 → 当值班长\n  P001 王强  姓名：王强 → 王刚\n"
        assert call("import", "people", "p.csv", "--dry-run", "--lang", "zh").out.endswith(listed)
        said = read(call("import", "people", "p.csv", "--json"))
        assert [(one["id"], one["field"], one["old"], one["new"]) for one in said["changes"]] == [
            ("P001", "role", "guard", "shift_leader"),
            ("P001", "name", "王强", "王刚"),
        ]

    def test_a_refused_file_is_handed_back_as_a_workbook_that_can_be_imported(self, call: Call, project: Path) -> None:
        Path("p.csv").write_text("工号,姓名,岗位\n-1,王强,秩序维护圆\n", encoding="utf-8")
        said = call("import", "people", "p.csv", "--errors-to", "e.xlsx", "--lang", "zh")
        assert said.status == 3
        assert "1 行有问题，已写入 e.xlsx" in said.err
        again = call("import", "people", "e.xlsx")
        assert (again.status, "E-ROLE-UNKNOWN" in again.err, "E-COLUMN-UNKNOWN" in again.err) == (3, True, False)

    def test_a_file_whose_header_is_wrong_is_not_handed_back(self, call: Call, project: Path) -> None:
        Path("p.csv").write_text("工号,姓名,岗位,什么\nP1,王强,秩序维护员,x\n", encoding="utf-8")
        said = call("import", "people", "p.csv", "--errors-to", "e.xlsx", "--lang", "en")
        assert (said.status, Path("e.xlsx").exists()) == (3, False)
        assert "no workbook was written" in said.err
        assert call("import", "people", "p.csv", "--errors-to", "e.csv").status == 2

    def test_files_are_imported_and_the_same_again_adds_nothing(self, call: Call, project: Path) -> None:
        file = project.parent / "files" / "people.csv"
        assert read(call("import", "people", file, "--json"))["recorded"] == 3
        again = read(call("import", "people", file, "--json"))
        assert (again["recorded"], again["already_there"]) == (0, 3)

    def test_a_dry_run_writes_nothing(self, call: Call, project: Path) -> None:
        before = (project / "journal" / "events.jsonl").read_bytes()
        said = call("import", "people", project.parent / "files" / "people.csv", "--dry-run")
        assert "3 would be recorded" in said.out
        assert (project / "journal" / "events.jsonl").read_bytes() == before

    def test_a_bad_file_is_refused_with_every_place_and_status_3(self, call: Call, project: Path) -> None:
        (project / "bad.csv").write_text("工号,岗位\nP1,飞行员\nP2,船长\n", encoding="utf-8")
        said = call("import", "people", "bad.csv")
        assert (said.status, said.out) == (3, "")
        assert "bad.csv:2:2:" in said.err
        assert "bad.csv:3:2:" in said.err
        assert "Traceback" not in said.err

    def test_without_a_file_the_way_is_said(self, call: Call, project: Path) -> None:
        assert call("import", "people").status == 2

    def test_photos_beside_the_file_come_along(self, call: Call, filled: Path) -> None:
        folder = filled.parent / "handheld"
        (folder / "photos").mkdir(parents=True)
        (folder / "photos" / "wall.png").write_bytes(PHOTO)
        text = "编号,巡查人,开始时间,部位,被检查人,smile-at-three-metres,照片\nc9,P003,2026-10-09 09:00,gate,P001,不合格,wall.png\n"
        (folder / "checks.csv").write_text(text, encoding="utf-8")
        assert call("import", "observations", folder / "checks.csv", "--form", "courtesy-check").status == 0
        assert read(call("verify", "--json"))["photos"] == 1


class TestForms:
    def test_the_forms_are_listed(self, call: Call, project: Path) -> None:
        ids = [form["form"] for form in read(call("forms", "--json"))["forms"]]
        assert {"courtesy-check", "patrol"} <= set(ids)
        assert "courtesy-check" in call("forms").out

    def test_one_is_shown_by_id_or_by_title_in_either_language(self, call: Call, project: Path) -> None:
        title = read(call("forms", "courtesy-check", "--json"))["title"]
        for name in ("courtesy-check", title["zh"], title["en"]):
            assert "smile-at-three-metres" in call("forms", name).out

    def test_an_unknown_one_is_refused_with_the_nearest(self, call: Call, project: Path) -> None:
        said = call("forms", "courtesy-chek")
        assert said.status == 2
        assert "did you mean courtesy-check?" in said.err


class TestRecord:
    WORDS = ("courtesy-check", "observer=P003", "place=gate", "subject=王强", "smile-at-three-metres=合格")

    def test_it_is_journalled_and_the_same_again_adds_nothing(self, call: Call, filled: Path) -> None:
        first = read(call("record", *self.WORDS, "start=2026-10-09 09:00", "minutes=3", "--json"))
        again = read(call("record", *self.WORDS, "start=2026-10-09 09:00", "minutes=3", "--json"))
        assert (first["already_there"], again["already_there"]) == (False, True)
        assert first["id"] == again["id"]
        assert first["seq"] is not None

    def test_without_a_start_it_is_now_less_the_minutes(self, call: Call, filled: Path) -> None:
        call("record", *self.WORDS, "minutes=10")
        lines = (filled / "journal" / "events.jsonl").read_text(encoding="utf-8").splitlines()
        body = json.loads(lines[-1])["body"]
        assert body["start"] == "2026-10-09T11:50:00+08:00"
        assert body["end"] == "2026-10-09T12:00:00+08:00"

    def test_keys_and_answers_may_be_chinese(self, call: Call, filled: Path) -> None:
        ask = read(call("forms", "courtesy-check", "--json"))["questions"][0]["ask"]["zh"]
        said = call(
            "record", "服务礼仪检查表", "巡查人=赵敏", "部位=南门岗", "被检查人=王强", f"{ask}=不合格", "备注=未微笑"
        )
        assert said.status == 0, said.err

    def test_a_photo_is_kept_under_its_digest(self, call: Call, filled: Path) -> None:
        (filled / "wall.png").write_bytes(PHOTO)
        assert call("record", *self.WORDS, "photo=wall.png").status == 0
        report = read(call("verify", "--json"))
        assert (report["ok"], report["photos"], report["orphans"]) == (True, 1, [])

    def test_what_is_no_photo_is_refused_whatever_it_is_called(self, call: Call, filled: Path) -> None:
        (filled / "wall.png").write_text("<svg onload='alert(1)'/>", encoding="utf-8")
        said = call("record", *self.WORDS, "photo=wall.png")
        assert said.status == 3
        assert "wall.png: this is no photo that can be kept (E-IMG-TYPE)" in said.err

    def test_a_photo_that_is_not_there_is_a_matter_of_usage(self, call: Call, filled: Path) -> None:
        said = call("-q", "record", *self.WORDS, "photo=nowhere.png")
        assert said.status == 2
        assert "nowhere.png" in said.err

    @pytest.mark.parametrize(
        ("word", "told"),
        [
            ("place=gaet", "place=gaet: "),
            ("smile=pass", "smile=pass: "),
            ("minutes=ten", "minutes=ten: "),
            ("greet-at-one-metre=perhaps", "greet-at-one-metre=perhaps: "),
            ("start=yesterday", "start=yesterday: "),
        ],
    )
    def test_a_slip_is_shown_where_it_was_made_and_nothing_is_recorded(
        self, call: Call, filled: Path, word: str, told: str
    ) -> None:
        before = (filled / "journal" / "events.jsonl").read_bytes()
        words = [one for one in self.WORDS if one.partition("=")[0] != word.partition("=")[0]]
        said = call("-q", "record", *words, word)
        assert (said.status, said.out) == (3, "")
        assert said.err.startswith(told)
        assert (filled / "journal" / "events.jsonl").read_bytes() == before

    def test_a_word_without_a_key_is_a_matter_of_usage(self, call: Call, filled: Path) -> None:
        assert call("record", "courtesy-check", "gate").status == 2


class TestDue:
    def test_what_is_left_in_this_shift_is_shown_with_whose_it_is(self, call: Call, filled: Path) -> None:
        found = read(call("due", "--json"))["due"]
        (rounds,) = [one for one in found if one["rule"] == "patrol/leader-rounds"]
        assert (rounds["group"], rounds["done"], rounds["due"]) == ("shift", 0, 4)
        assert rounds["place"] == {"id": "gate", "name": "南门岗"}
        assert rounds["people"] == [{"id": "P002", "name": "李梅"}]
        assert rounds["last"] == "2026-10-09T20:00:00+08:00"
        assert "李梅" in call("due", "--lang", "zh").out

    def test_a_round_that_was_made_is_no_longer_left(self, call: Call, filled: Path) -> None:
        words = ("observer=P002", "place=gate", "etiquette=pass", "working-state=pass", "facilities=pass")
        assert call("record", "patrol", *words, "start=2026-10-09 09:00", "minutes=5").status == 0
        found = read(call("due", "--json"))["due"]
        assert [one["done"] for one in found if one["rule"] == "patrol/leader-rounds"] == [1]

    def test_asked_about_an_earlier_time_it_answers_as_it_would_have_done(self, call: Call, filled: Path) -> None:
        words = ("observer=P002", "place=gate", "etiquette=pass", "working-state=pass", "facilities=pass")
        assert call("record", "patrol", *words, "start=2026-10-09 09:00", "minutes=5").status == 0
        found = read(call("due", "--at", "2026-10-09 08:30", "--json"))["due"]
        assert [one["done"] for one in found if one["rule"] == "patrol/leader-rounds"] == [0]

    def test_one_person_sees_what_is_the_persons_own(self, call: Call, filled: Path) -> None:
        leader = {one["rule"] for one in read(call("due", "--person", "李梅", "--json"))["due"]}
        guard = {one["rule"] for one in read(call("due", "--person", "P001", "--json"))["due"]}
        assert "patrol/leader-rounds" in leader
        assert "patrol/leader-rounds" not in guard

    def test_a_time_that_is_none_is_a_matter_of_usage(self, call: Call, filled: Path) -> None:
        assert call("due", "--at", "soon").status == 2


class TestRules:
    def test_they_are_listed_with_their_kinds_and_points(self, call: Call, project: Path) -> None:
        rulesets = read(call("rules", "list", "--json"))["rulesets"]
        assert [one["ruleset"] for one in rulesets] == ["etiquette", "patrol", "cleaning-grade-1", "security-grade-1"]
        assert "patrol/leader-rounds" in call("rules", "list").out

    def test_one_is_shown_with_its_source_and_its_line(self, call: Call, project: Path) -> None:
        said = call("rules", "show", "leader-rounds")
        assert "patrol.yaml:" in said.out
        assert "source:" in said.out
        assert call("rules", "show", "leader-round").err.count("did you mean") == 1

    def test_the_standards_of_the_project_are_fine(self, call: Call, project: Path) -> None:
        assert "fine" in call("rules", "check").out

    def test_cases_may_be_named_by_file_or_folder(self, call: Call, project: Path) -> None:
        cases = Path(__file__).parents[3] / "rulesets" / "cases"
        whole = read(call("rules", "test", cases / "patrol", "--json"))["cases"]
        one = read(call("rules", "test", cases / "patrol" / "leader-rounds.yaml", "--json"))["cases"]
        assert {found["rule"] for found in one} == {"patrol/leader-rounds"}
        assert 0 < len(one) < len(whole)
        assert "without cases" not in call("rules", "test", cases / "patrol" / "leader-rounds.yaml").out

    def test_a_project_tests_standards_of_others_with_cases_of_its_own_too(self, call: Call, project: Path) -> None:
        settings = project / "inspect-core.toml"
        text = settings.read_text(encoding="utf-8")
        first, _, rest = text.partition("rulesets = [")
        text = f'{first}rulesets = ["patrol"{rest[rest.index("]") :]}'.replace('"residential"', '"own"')
        settings.write_text(text, encoding="utf-8")
        scheme = (
            "scheme: own\nedition: 2026-01-01\ntitle: own\nroles: {guard: {weights: {patrol: 100}}}\nbands: {A: 0}\n"
        )
        (project / "rulesets" / "schemes" / "own.yaml").write_text(scheme, encoding="utf-8")
        shipped = len(read(call("rules", "test", "--json"))["cases"])
        own = project / "rulesets" / "cases" / "patrol"
        own.mkdir()
        case = CASE.replace("own/walks", "patrol/gate-welcome").replace("points: 60, outcome: met", "points: 0")
        (own / "mine.yaml").write_text(case.replace("form: walk", "form: gate-welcome"), encoding="utf-8")
        assert len(read(call("rules", "test", "--json"))["cases"]) == shipped + 1

    def test_a_ruleset_that_counts_in_nobodys_total_is_noticed(self, call: Call, project: Path) -> None:
        (project / "rulesets" / "own.yaml").write_text(OWN, encoding="utf-8")
        settings = project / "inspect-core.toml"
        settings.write_text(settings.read_text(encoding="utf-8").replace('"patrol",', '"patrol", "own",'), "utf-8")
        said = call("rules", "check")
        assert said.status == 0
        assert "W-SCHEME-WEIGHT" in said.err

    def test_a_slip_in_a_file_has_its_line_and_column(self, call: Call, project: Path) -> None:
        file = project / "rulesets" / "own.yaml"
        file.write_text("ruleset: own\nedition: 2026-01-01\ntitle: own\nrulez: {}\n", encoding="utf-8")
        said = call("rules", "check", file)
        assert said.status == 3
        assert "own.yaml:4:" in said.err
        assert "did you mean 'rules'?" in said.err

    def test_a_rule_with_its_case_is_tested(self, call: Call, project: Path) -> None:
        file = project / "rulesets" / "own.yaml"
        file.write_text(OWN, encoding="utf-8")
        cases = project / "rulesets" / "cases" / "own"
        cases.mkdir()
        (cases / "walks.yaml").write_text(CASE, encoding="utf-8")
        said = call("rules", "test", file)
        assert said.status == 0, said.out
        assert "1 cases, 0 failed" in said.out
        assert "without cases: own/sits" in said.out

    def test_a_case_that_fails_is_explained_with_status_1(self, call: Call, project: Path) -> None:
        file = project / "rulesets" / "own.yaml"
        file.write_text(OWN, encoding="utf-8")
        cases = project / "rulesets" / "cases" / "own"
        cases.mkdir()
        (cases / "walks.yaml").write_text(CASE.replace("points: 60", "points: 59"), encoding="utf-8")
        said = call("rules", "test", file)
        assert said.status == 1
        assert "points: expected 59, found 60" in said.out
        assert "credit: wang" in said.out

    def test_a_rule_that_reads_a_form_nobody_fills_in_is_refused(self, call: Call, project: Path) -> None:
        (project / "rulesets" / "own.yaml").write_text(OWN.replace("counts: walk", "counts: wakl"), encoding="utf-8")
        settings = project / "inspect-core.toml"
        settings.write_text(settings.read_text(encoding="utf-8").replace('"patrol",', '"patrol", "own",'), "utf-8")
        said = call("rules", "check")
        assert said.status == 3
        assert "did you mean walk?" in said.err


OWN = """
ruleset: own
edition: 2026-01-01
title: own
forms: {walk: {title: walk, at: post}}
rules:
  walks: {title: walks, kind: frequency, counts: walk, by: guard, per: [person, day], at_least: 1, points: 60}
  sits: {title: sits, kind: frequency, counts: walk, by: guard, per: [person, day], at_least: 1, points: 40}
"""
CASE = """
rule: own/walks
people: {wang: {role: guard, first: 2026-10-31}}
places: {gate: post}
cases:
  - name: One walk is enough
    day: 2026-10-31
    seen: [{form: walk, observer: wang, place: gate, at: "09:00"}]
    expect: {person: wang, points: 60, outcome: met}
"""


class TestScore:
    def test_everybody_has_a_line(self, call: Call, filled: Path) -> None:
        said = call("score", *MONTH)
        assert said.status == 0, said.err
        assert all(name in said.out for name in ("王强", "李梅", "赵敏"))

    def test_json_has_decimal_texts_and_the_head_of_the_journal(self, call: Call, filled: Path) -> None:
        view = read(call("score", *MONTH, "--json"))
        assert view["format"] == "inspect-core/score/1"
        assert view["journal"]["seq"] > 0
        guard = next(one for one in view["people"] if one["id"] == "P001")
        assert Decimal(guard["coverage"]) >= 0
        assert not any(isinstance(value, float) for value in guard.values())

    def test_one_person_or_one_place_may_be_asked_for_by_name(self, call: Call, filled: Path) -> None:
        assert [one["id"] for one in read(call("score", *MONTH, "--person", "王强", "--json"))["people"]] == ["P001"]
        assert [one["id"] for one in read(call("score", *MONTH, "--place", "南门岗", "--json"))["places"]] == ["gate"]
        assert "南门岗" in call("score", *MONTH, "--place", "gate").out

    def test_an_unknown_person_is_refused_with_the_nearest(self, call: Call, filled: Path) -> None:
        said = call("score", *MONTH, "--person", "P01")
        assert said.status == 2
        assert "E-PERSON-UNKNOWN" in said.err

    def test_below_a_limit_the_status_is_1(self, call: Call, filled: Path) -> None:
        assert call("score", *MONTH, "--fail-under", "0").status == 0
        assert call("score", *MONTH, "--fail-under", "99.5").status == 1
        assert call("score", *MONTH, "--fail-under", "much").status == 2

    def test_a_period_that_is_none_is_refused(self, call: Call, filled: Path) -> None:
        assert call("score", "--period", "October").status == 2

    def test_without_people_the_next_step_is_said(self, call: Call, project: Path) -> None:
        said = call("score", *MONTH)
        assert said.status == 3
        assert "import people" in said.err

    def test_a_second_time_the_columns_come_from_the_cache_and_are_the_same(self, call: Call, filled: Path) -> None:
        first = call("score", *MONTH, "--json").out
        assert (filled / "views" / "columns").is_dir()
        assert call("score", *MONTH, "--json").out == first


class TestExplain:
    def test_a_total_opens_down_to_the_record(self, call: Call, filled: Path) -> None:
        view = read(call("explain", *MONTH, "--person", "P001", "--json"))
        assert view["format"] == "inspect-core/explanation/1"
        evidence = [
            seen["observation"]
            for ruleset in view["rulesets"]
            for rule in ruleset["rules"]
            for slot in rule["slots"]
            for seen in slot["evidence"]
        ]
        assert "c1" in evidence

    def test_people_read_it_in_their_language(self, call: Call, filled: Path) -> None:
        assert "王强" in call("explain", *MONTH, "--person", "王强").out
        assert "等级" in call("explain", *MONTH, "--person", "王强", "--lang", "zh").out

    def test_one_rule_may_be_asked_for(self, call: Call, filled: Path) -> None:
        view = read(call("explain", *MONTH, "--person", "P002", "--rule", "patrol/leader-rounds", "--json"))
        rules = [rule["rule"] for ruleset in view["rulesets"] for rule in ruleset["rules"]]
        assert rules == ["leader-rounds"]
        assert call("explain", *MONTH, "--person", "P002", "--rule", "leader-round").status == 2


class TestReport:
    @pytest.mark.parametrize("form", ["html", "xlsx", "csv", "json"])
    def test_each_format_is_written(self, call: Call, filled: Path, form: str) -> None:
        done = read(call("report", *MONTH, "--format", form, "--out", "out", "--json"))
        assert done["files"]
        assert all((filled / "out" / name).is_file() for name in done["files"])

    def test_it_goes_into_the_project_and_its_path_is_said(self, call: Call, filled: Path) -> None:
        said = call("report", *MONTH)
        assert Path(said.out.strip()) == filled / "reports" / "2026-10" / "circular.html"

    def test_its_language_is_the_one_asked_for_or_the_projects(self, call: Call, filled: Path) -> None:
        call("report", *MONTH, "--out", "own", "--format", "html")
        call("report", *MONTH, "--out", "english", "--format", "html", "--lang", "en")
        texts = [(filled / name / "circular.html").read_text(encoding="utf-8") for name in ("own", "english")]
        assert 'lang="en"' in texts[1]
        assert texts[0] != texts[1] or 'lang="en"' in texts[0]

    def test_an_unknown_format_names_those_there_are(self, call: Call, filled: Path) -> None:
        said = call("report", *MONTH, "--format", "doc")
        assert said.status == 2
        assert "html, xlsx, csv, json" in said.err


class TestPlugins:
    def test_they_are_listed_with_what_would_become_of_them(self, call: Call, project: Path) -> None:
        found = read(call("plugins", "list", "--json"))["plugins"]
        assert {one["state"] for one in found} == {"unlisted"}
        assert "inspect-core-patrol" in call("plugins", "list").out

    def test_those_on_the_list_are_checked(self, call: Call, project: Path) -> None:
        settings = project / "inspect-core.toml"
        with settings.open("a", encoding="utf-8") as stream:
            stream.write('[plugins.allow]\n"inspect-core-security" = "0.1.0"\n')
        found = read(call("-q", "plugins", "check", "--json"))
        assert [one["name"] for one in found["plugins"]] == ["inspect-core-security"]
        assert "patrol-baton" in found["offered"]["readers"]


class TestVerify:
    def test_an_intact_store_is_said_to_be_intact(self, call: Call, filled: Path) -> None:
        said = call("verify")
        assert said.status == 0
        assert "intact" in said.out
        anchor = read(call("verify", "--json"))["anchor"]
        assert call("verify", "--against", anchor).status == 0

    def test_damage_has_status_4_and_the_number_of_the_event(self, call: Call, filled: Path) -> None:
        file = filled / "journal" / "events.jsonl"
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(bytes(data))
        said = call("verify")
        assert said.status == 4
        assert "E-STORE" in said.err
        assert call("score", *MONTH).status == 4

    def test_an_anchor_of_another_journal_is_noticed(self, call: Call, filled: Path) -> None:
        assert call("verify", "--against", f"2:{'0' * 64}").status == 4


class TestDoctor:
    def test_a_healthy_project_has_nothing_wrong(self, call: Call, filled: Path) -> None:
        said = call("doctor")
        assert said.status == 0, said.out
        assert "✗" not in said.out

    def test_outside_a_project_the_installation_is_looked_at(
        self, call: Call, tmp_path: Path, monkeypatch: Any
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert "there is no project here" in call("doctor").out

    def test_what_is_wrong_is_marked_with_status_3(self, call: Call, filled: Path) -> None:
        (filled / "rulesets" / "patrol.yaml").write_text("ruleset: patrol\n", encoding="utf-8")
        said = call("doctor")
        assert said.status == 3
        assert "✗" in said.out

    def test_a_lock_that_was_deleted_is_missed_by_it_and_by_the_check_of_rules(self, call: Call, filled: Path) -> None:
        own = filled / "rulesets"
        own.mkdir(exist_ok=True)
        text = (shipped("rulesets") / "patrol.yaml").read_text(encoding="utf-8")
        (own / "patrol.yaml").write_text(text.replace("edition: 2026-10-01", "edition: 2026-12-01"), encoding="utf-8")
        assert call("rules", "publish", "patrol").status == 0
        assert (call("doctor").status, call("rules", "check").status) == (0, 0)
        (own / "editions.lock").unlink()
        for words in (["rules", "check"], ["rules", "check", own / "patrol.yaml"], ["doctor"]):
            for language, told in (("en", "has no line for it"), ("zh", "中没有该版次")):
                said = call(*words, "--lang", language)
                assert said.status == 3, words
                assert told in said.out + said.err, words


def test_completion_prints_one_line_for_the_shell(call: Call) -> None:
    assert call("completion", "zsh").out == 'eval "$(_INSPECT_CORE_COMPLETE=zsh_source inspect-core)"\n'


class TestLateEntry:
    WORDS = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=P001", "smile-at-three-metres=fail")

    def late(self, call: Call, *words: str) -> Any:
        return read(call(*self.WORDS, *words, "--json"))["late_hours"]

    def test_a_record_of_days_ago_is_marked_with_its_hours_and_one_of_today_is_not(
        self, call: Call, filled: Path
    ) -> None:
        assert self.late(call, "start=2026-10-08 10:00") == 26
        assert self.late(call, "start=2026-10-09 10:00") is None

    def test_the_mark_stands_in_the_explanation_and_takes_nothing_off(self, call: Call, filled: Path) -> None:
        call(*self.WORDS, "start=2026-10-08 10:00")
        said = call("explain", "--person", "P001", "--period", "2026-10", "--lang", "zh", "--most", "0")
        assert "补录（迟 26 小时）" in said.out
        total = read(call("explain", "--person", "P001", "--period", "2026-10", "--json"))["total"]
        settings = filled / "inspect-core.toml"
        text = settings.read_text(encoding="utf-8").replace("late_after = 24", "late_after = 0")
        settings.write_text(text, encoding="utf-8")
        again = call("explain", "--person", "P001", "--period", "2026-10", "--lang", "zh", "--most", "0")
        assert "补录" not in again.out
        assert read(call("explain", "--person", "P001", "--period", "2026-10", "--json"))["total"] == total

    def test_the_workbook_has_a_column_for_it(self, call: Call, filled: Path) -> None:
        call(*self.WORDS, "start=2026-10-08 10:00")
        folder = filled / "out"
        assert (
            call("report", "--period", "2026-10", "--format", "csv", "--out", str(folder), "--lang", "zh").status == 0
        )
        told = "".join(file.read_text(encoding="utf-8-sig") for file in folder.rglob("*.csv"))
        assert "补录（迟几小时）" in told
        assert ",26" in told


def test_record_speaks_of_keys_and_never_of_columns(call: Call, filled: Path) -> None:
    for words in (
        ("foo=bar", "observer=P002"),
        ("place=gate",),
        ("observer=P002", "start=2026-10-08", "start=2026-10-09"),
    ):
        for language, wrong in (("en", "olumn"), ("zh", "列")):
            said = call("record", "patrol", *words, "--no-input", "--lang", language)
            assert said.status != 0
            assert wrong not in said.err, said.err
