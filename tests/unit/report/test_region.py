"""The circular of a region: ranked projects, links, what is apart and why, what failed; page, workbook and data."""

from __future__ import annotations

import io
from typing import Any

import orjson
import pytest
from python_calamine import CalamineWorkbook

from inspect_core.report.region import region_files


def project(id: str, score: str | None, place: int | None, group: int = 0) -> dict[str, Any]:
    grades = {"A": 2, "B": 0}
    people = {"count": 3, "scored": 2, "not_enough_evidence": 1, "nothing_due": 0, "grades": grades}
    scheme = {"name": "r", "title": {"zh": "住宅", "en": "Residential"}, "edition": "2026-10-01", "fingerprint": "s"}
    ruleset = {"ruleset": "patrol", "title": {"zh": "巡查", "en": "Patrol"}, "score": score, "coverage": "50"}
    return {
        "folder": f"region/{id}",
        "project": {"id": id, "name": {"zh": f"{id}苑", "en": f"<{id}>"}, "company": ""},
        "period": {
            "id": "2026-10",
            "first": "2026-10-01",
            "last": "2026-10-31",
            "stage": "closed" if id == "b" else "open",
        },
        "scheme": scheme,
        "journal": {"seq": 9, "head": "ab"},
        "plugins": [],
        "score": score,
        "coverage": "99.96",
        "rulesets": [{**ruleset, "edition": "2026-10-01", "fingerprint": "p"}],
        "people": {**people, "mean": "91.5", "lowest": "90", "highest": "93"},
        "group": group,
        "rank": place and {"place": place, "of": 2},
        "report": f"projects/{id}/circular.html",
    }


def group(ids: list[str], why: dict[str, str] | None = None) -> dict[str, Any]:
    own = project("x", "1", 1)
    patrol = {"ruleset": "patrol", "title": {"zh": "巡查", "en": "Patrol"}, "editions": ["2026-10-01"], "texts": 1}
    return {
        "scheme": own["scheme"],
        "period": own["period"],
        "mean": "92.5",
        "projects": ids,
        "why_apart": why,
        "rulesets": [{**patrol, "comparable": "minor", "mean": "92.5", "lowest": "90", "highest": "95"}],
        "people": own["people"],
    }


@pytest.fixture
def view() -> dict[str, Any]:
    why = {"zh": "方案版次不同", "en": "another edition of the scheme"}
    error = {"code": "E-SETTINGS", "place": {}, "message": {"zh": "坏了", "en": "broken"}, "hint": {}}
    return {
        "format": "inspect-core/region/1",
        "period": "2026-10",
        "engine": "0.1.0",
        "projects": [project("a", "90", 2), project("b", "95.009", 1), project("c", None, None, 1)],
        "groups": [group(["b", "a"]), group(["c"], why)],
        "failed": [{"folder": "region/d", "errors": [error]}],
    }


def test_projects_stand_in_the_order_of_their_rank_with_links_to_their_own_circulars(view: dict[str, Any]) -> None:
    page = region_files(view, "en")["region.html"].decode()
    assert page.index("&lt;b&gt;") < page.index("&lt;a&gt;")
    assert '<a href="projects/b/circular.html"' in page
    assert "95.00" in page  # cut, not rounded
    assert "99.9%" in page


def test_what_is_ranked_apart_says_why_and_what_failed_is_named(view: dict[str, Any]) -> None:
    page = region_files(view, "en")["region.html"].decode()
    assert "Ranked apart: another edition of the scheme" in page
    assert "with other values" in page
    assert "region/d" in page
    assert "broken (E-SETTINGS)" in page
    assert "单独排名的原因：方案版次不同" in region_files(view, "zh")["region.html"].decode()


def test_the_workbook_has_numbers_and_an_empty_cell_for_what_is_not_known(view: dict[str, Any]) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(region_files(view, "zh")["region.xlsx"]))
    assert book.sheet_names == ["项目排名", "各项标准", "未完成"]
    rows = book.get_sheet_by_name("项目排名").to_python()
    assert [row[:3] for row in rows[1:]] == [[1, 1, "b"], [1, 2, "a"], [2, "", "c"]]
    assert [row[7] for row in rows[1:]] == ["已封账", "未封账", "未封账"]
    assert [row[8] for row in rows[1:]] == [95.009, 90, ""]


def test_projects_whose_period_is_not_closed_are_marked(view: dict[str, Any]) -> None:
    page = region_files(view, "en")["region.html"].decode()
    assert "The period is not closed in 2 of the projects" in page
    assert page.count('<span class="tag">not closed</span>') == 2


def test_the_data_is_the_view_and_all_files_are_the_same_bytes_again(view: dict[str, Any]) -> None:
    files = region_files(view, "en")
    assert list(files) == ["region.html", "region.xlsx", "region.json"]
    assert orjson.loads(files["region.json"]) == view
    assert region_files(view, "en") == files


def test_a_region_of_which_nothing_could_be_scored_has_a_page_all_the_same(view: dict[str, Any]) -> None:
    page = region_files({**view, "projects": [], "groups": []}, "en")["region.html"].decode()
    assert "E-SETTINGS" in page
