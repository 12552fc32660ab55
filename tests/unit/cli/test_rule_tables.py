"""`rules import` and `rules export`: a spreadsheet becomes a file with cases, and a ruleset a spreadsheet."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.conftest import Call
from tests.unit.exchange.test_paper_table import ROWS, book


def test_a_table_becomes_a_ruleset_with_cases_that_hold(call: Call, tmp_path: Path) -> None:
    table, out = tmp_path / "t.xlsx", tmp_path / "rs" / "kaohe.yaml"
    table.write_bytes(book(ROWS).data)
    said = call("--lang", "zh", "rules", "import", table, "--out", out)
    assert (said.status, said.out.strip()) == (0, str(out))
    assert "印的合计为 56，各项相加为 7；未作调整" in said.err
    assert "5 项，写成 4 条" in said.err
    assert call("rules", "check", out).status == 0
    assert call("rules", "test", out).status == 0


def test_what_was_not_read_is_in_the_json(call: Call, tmp_path: Path) -> None:
    table = tmp_path / "t.xlsx"
    table.write_bytes(book(ROWS).data)
    told = json.loads(call("--lang", "en", "rules", "import", table, "--json").out)
    assert (told["rules"], told["items"], told["files"]) == (4, 5, [])
    assert "保洁!D9: could not be read: 酌情扣分" in told["unread"]


def test_a_file_that_is_not_there_or_no_workbook_is_refused(call: Call, tmp_path: Path) -> None:
    said = call("rules", "import", tmp_path / "nowhere.xlsx")
    assert (said.status, "E-TABLE-FILE" in said.err) == (2, True)
    (tmp_path / "t.xlsx").write_bytes(b"no workbook")
    assert call("rules", "import", tmp_path / "t.xlsx").status == 3


def test_a_ruleset_of_the_project_becomes_a_workbook_and_another_is_refused(
    call: Call, project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "x.xlsx"
    said = call("--project", project, "rules", "export", "cleaning-grade-1", "--out", out)
    assert said.status == 0
    assert out.read_bytes().startswith(b"PK")
    said = call("--project", project, "rules", "export", "nowhere", "--out", out)
    assert said.status == 2
