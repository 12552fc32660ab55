"""Nobody who is owed something is overlooked: named at the preview, at the close, in `period show` and by HR's files."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inspect_core import bootstrap
from inspect_core.domain.events import PERIOD_PREVIEWED, Draft, Json
from tests.unit.app.test_due_process import Still
from tests.unit.cli.at_day import At, caller, closed, journal, lenient, told
from tests.unit.cli.conftest import Said

GUARD = "P001"
CHECK = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=王强")


@pytest.fixture
def at(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> At:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return caller(capfd)


@pytest.fixture
def shut(at: At, filled: Path) -> Path:
    """October is closed, with a total of the guard; of November nothing is known yet."""
    lenient(filled)
    closed(at)
    return filled


def seen(at: At, on: str, start: str, answer: str) -> None:
    """A check of the guard, recorded on a day."""
    assert at(on, *CHECK, f"smile-at-three-metres={answer}", f"start={start}").status == 0


def steps(at: At, period: str, first: str, last: str) -> tuple[Said, Said]:
    """A period previewed and opened on one day and closed on another: what the preview said, and the close."""
    shown = at(first, "period", "preview", period, "--by", "P003")
    assert shown.status == 0, shown.err
    assert at(first, "period", "open-appeals", period, "--by", "P003").status == 0
    done = at(last, "period", "close", period, "--by", "P003", "--approved-by", "P002")
    assert done.status == 0, done.err
    return shown, done


def show(at: At, on: str, period: str) -> Any:
    return told(at(on, "period", "show", period, "--json"))


def row(at: At, on: str, period: str, *words: str) -> tuple[dict[str, str], str]:
    """The guard's row of what HR takes, and what was said."""
    said = at(on, "hr", "export", "--period", period, "--format", "csv", *words)
    assert said.status == 0, said.err
    lines = Path(said.out.strip()).read_text(encoding="utf-8-sig").splitlines()
    return next(one for one in csv.DictReader(lines) if one["person"] == GUARD), said.err


def test_who_has_no_total_is_named_at_every_step_until_it_is_settled(at: At, shut: Path) -> None:
    seen(at, "2026-11-08", "2026-10-09 09:00", "不合格")
    for said in steps(at, "2026-11", "2026-12-01", "2026-12-06"):
        assert "N-OWED-STAYS" in said.err
        assert "P001 王强 -50 (2026-10)" in said.err
    (one,) = show(at, "2026-12-07", "2026-11")["owed"]
    assert (one["person"], one["period"], one["points"]) == ({"id": GUARD, "name": "王强"}, "2026-10", "-50")
    (mine,) = show(at, "2026-12-07", "2026-10")["corrected"]
    assert (mine["before"], mine["after"], mine["settled"], mine["owed"]) == ("100", "50", "0", "-50")
    page = at("2026-12-07", "period", "show", "2026-11").out
    assert "no total here, stays owed  P001 王强  2026-10  100 → 50  -50" in page
    assert "still owed -50" in at("2026-12-07", "period", "show", "2026-10").out
    page = at("2026-12-07", "explain", "--period", "2026-11", "--person", GUARD).out
    assert "owed for 2026-10, no total here, stays owed  -50  100 → 50" in page
    found, err = row(at, "2026-12-07", "2026-11")
    assert (found["total"], found["adjustments"], found["owed"]) == ("", "0", "-50")
    assert "N-OWED-STAYS" in err
    seen(at, "2026-12-09", "2026-12-09 09:00", "合格")
    shown, done = steps(at, "2026-12", "2027-01-01", "2027-01-06")
    assert "N-OWED-STAYS" not in shown.err + done.err
    found, err = row(at, "2027-01-07", "2026-12")
    assert (found["total"], found["adjustments"], found["owed"]) == ("50", "-50", "")
    (mine,) = show(at, "2027-01-07", "2026-10")["corrected"]
    assert (mine["settled"], mine["settled_in"], mine["owed"]) == ("-50", ["2026-12"], "0")
    assert "settled (2026-12)" in at("2027-01-07", "period", "show", "2026-10").out
    assert "taken over  P001 王强  2026-10  100 → 50  -50" in at("2027-01-07", "period", "show", "2026-12").out
    assert at("2027-01-07", "verify").status == 0


def test_who_was_scored_only_afterwards_is_named_and_nothing_is_added(at: At, shut: Path) -> None:
    steps(at, "2026-11", "2026-12-01", "2026-12-06")
    seen(at, "2026-12-08", "2026-11-20 09:00", "合格")
    seen(at, "2026-12-09", "2026-12-09 09:00", "合格")
    (mine,) = show(at, "2026-12-10", "2026-11")["corrected"]
    assert (mine["before"], mine["after"], mine["points"], mine["owed"]) == (None, "100", None, None)
    assert "no total → 100  HR decides" in at("2026-12-10", "period", "show", "2026-11").out
    for said in steps(at, "2026-12", "2027-01-01", "2027-01-06"):
        assert "N-SCORED-AFTERWARDS" in said.err
        assert "P001 王强 2026-11: none → 100" in said.err
    (one,) = show(at, "2027-01-07", "2026-12")["afterwards"]
    assert (one["person"]["name"], one["period"], one["before"], one["after"]) == ("王强", "2026-11", None, "100")
    page = at("2027-01-07", "explain", "--period", "2026-12", "--person", GUARD).out
    assert "2026-11 scored only afterwards, HR decides  no total → 100" in page
    found, err = row(at, "2027-01-07", "2026-12")
    assert (found["total"], found["adjustments"], found["scored_afterwards"]) == ("100", "0", "2026-11:100")
    assert "N-SCORED-AFTERWARDS" in err


def test_who_left_has_a_row_for_hr_and_every_format_is_proven(at: At, shut: Path) -> None:
    left = shut / "left.csv"
    head = "工号,姓名,电话,岗位,部门,开始日期,结束日期"
    left.write_text(f"{head}\nP001,王强,,秩序维护员,秩序维护部,2026-01-01,2026-10-31\n", encoding="utf-8")
    assert at("2026-11-07", "import", "people", str(left)).status == 0
    seen(at, "2026-11-08", "2026-10-09 09:00", "不合格")
    steps(at, "2026-11", "2026-12-01", "2026-12-06")
    found, _ = row(at, "2026-12-07", "2026-11")
    assert (found["status"], found["name"], found["total"], found["owed"]) == ("not_there", "王强", "", "-50")
    for format_ in ("csv", "json", "xlsx", "parquet"):
        words = ("hr", "export", "--period", "2026-11", "--format", format_)
        file = told(at("2026-12-07", *words, "--json"))["file"]
        assert at("2027-04-01", "verify", "--against", file).status == 0
        if format_ == "json":
            (one,) = json.loads(Path(file).read_text(encoding="utf-8"))["owed"]
            assert (one["person"], one["for_period"], one["points"], one["why"]) == (
                GUARD,
                "2026-10",
                "-50",
                "no_total_here",
            )


def test_a_period_that_is_left_out_is_told_takes_nothing_and_can_be_closed_no_more(at: At, shut: Path) -> None:
    seen(at, "2026-11-08", "2026-10-09 09:00", "不合格")
    seen(at, "2026-11-09", "2026-11-09 09:00", "合格")
    seen(at, "2026-12-09", "2026-12-09 09:00", "合格")
    dry = told(at("2027-01-01", "period", "preview", "2026-12", "--by", "P003", "--dry-run", "--json"))
    shown, done = steps(at, "2026-12", "2027-01-01", "2027-01-06")
    for said in (shown, done):
        assert "N-PERIOD-LEFT-OUT" in said.err
        assert "2026-11 was never closed and comes before 2026-12" in said.err
    view = show(at, "2027-01-07", "2026-12")
    assert view["preview"]["result"] == dry["result"]
    assert [one["points"] for one in view["carried"]] == ["-50"]
    assert view["same"]
    assert show(at, "2027-01-07", "2026-11")["carried"] == []
    before = journal(shut)
    for words in (("preview", "2026-11"), ("open-appeals", "2026-11")):
        said = at("2027-01-07", "period", *words, "--by", "P003")
        assert (said.status, "E-PERIOD-ORDER" in said.err) == (3, True)
    assert journal(shut) == before


def test_a_preview_of_a_period_that_was_left_out_does_not_stop_those_to_come(at: At, filled: Path) -> None:
    lenient(filled)
    steps(at, "2026-11", "2026-12-01", "2026-12-06")
    app = bootstrap.build(filled, clock=Still(date(2026, 12, 7)), notify=lambda _: None)
    with app.store.journal.writing() as writer:  # as a version of the program wrote it that did not refuse it
        body: dict[str, Json] = {"period": "2026-10", "by": "P003", "result": "ab", "texts": {}, "people": 0}
        writer.append([Draft(PERIOD_PREVIEWED, "p1", body, "P003")], app.clock.now())
    _, done = steps(at, "2026-12", "2027-01-01", "2027-01-06")
    assert done.status == 0


def test_what_is_owed_by_another_amount_than_was_shown_is_shown_again(at: At, shut: Path) -> None:
    assert at("2026-12-01", "period", "preview", "2026-11", "--by", "P003").status == 0
    assert at("2026-12-01", "period", "open-appeals", "2026-11", "--by", "P003").status == 0
    seen(at, "2026-12-02", "2026-10-09 09:00", "不合格")
    said = at("2026-12-06", "period", "close", "2026-11", "--by", "P003", "--approved-by", "P002")
    assert (said.status, "E-PERIOD-STALE" in said.err, GUARD in said.err) == (3, True, True)


def test_the_same_is_said_in_chinese(at: At, shut: Path) -> None:
    seen(at, "2026-11-08", "2026-10-09 09:00", "不合格")
    said = at("2026-12-01", "--lang", "zh", "period", "preview", "2026-11", "--by", "P003")
    assert "以下人员本期无总分" in said.err
    assert "本期无总分，仍未结清" in at("2026-12-01", "--lang", "zh", "period", "show", "2026-11").out


def test_the_page_of_a_person_says_what_stays_owed(at: At, shut: Path) -> None:
    seen(at, "2026-11-08", "2026-10-09 09:00", "不合格")
    assert at("2026-12-01", "report", "--period", "2026-11", "--format", "html", "--out", shut / "pages").status == 0
    pages = [page.read_text(encoding="utf-8") for page in (shut / "pages").rglob(f"*{GUARD}*.html")]
    assert any("Corrected after the close of 2026-10: 100 → 50, -50 owed." in page for page in pages)


def test_both_numbers_of_an_appeal_hold_what_the_month_took_over(at: At, shut: Path) -> None:
    seen(at, "2026-11-08", "2026-10-09 09:00", "不合格")
    seen(at, "2026-11-09", "2026-11-09 09:00", "合格")
    words = [*CHECK, "start=2026-11-09 08:00"]
    failed = told(at("2026-11-09", *words, "smile-at-three-metres=不合格", "--json"))["id"]
    assert at("2026-12-01", "period", "preview", "2026-11", "--by", "P003").status == 0
    assert at("2026-12-01", "period", "open-appeals", "2026-11", "--by", "P003").status == 0
    appeal = ("appeal", "file", "--period", "2026-11", "--person", GUARD, "--record", failed, "--text", "I smiled")
    assert at("2026-12-02", *appeal).status == 0
    done = at("2026-12-02", *words, "smile-at-three-metres=合格", "--supersedes", failed, "--json")
    decide = ("appeal", "decide", "1", "revise", "--by", "P002", "--reason", "seen", "--correction", told(done)["id"])
    decided = told(at("2026-12-02", *decide, "--json"))
    assert (decided["before"], decided["after"]) == ("0", "50")
