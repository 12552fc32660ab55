"""A period is previewed, open to appeals, and closed by two people; afterwards nothing changes its scores."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from inspect_core.shipped import shipped
from tests.unit.cli.at_day import CLOSE, OPEN, PREVIEW, At, caller, closed, journal, lenient, told

SCORE = ("score", "--period", "2026-10", "--json")
LATE = ("record", "courtesy-check", "observer=P003", "place=gate", "subject=王强", "smile-at-three-metres=不合格",
        "start=2026-10-09 09:00")  # fmt: skip


@pytest.fixture
def at(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> At:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return caller(capfd)


def totals(at: At, day: str, period: str = "2026-10") -> dict[str, str | None]:
    found = told(at(day, "score", "--period", period, "--json"))
    return {person["id"]: person["total"] for person in found["people"]}


def test_a_period_goes_from_open_to_closed_and_says_so_everywhere(at: At, filled: Path) -> None:
    stages = []
    for day, words in (("2026-11-01", ()), ("2026-11-02", PREVIEW), ("2026-11-02", OPEN), ("2026-11-06", CLOSE)):
        assert not words or at(day, *words).status == 0
        stages.append(told(at(day, *SCORE))["period"]["stage"])
    assert stages == ["open", "previewed", "appeals", "closed"]
    view = told(at("2026-11-07", "period", "show", "2026-10", "--json"))
    assert (view["stage"], view["same"], view["close"]["approved_by"]["id"]) == ("closed", True, "P002")
    assert view["preview"]["result"] == view["close"]["result"]
    assert at("2026-11-07", "verify").status == 0


def test_what_comes_after_the_close_is_accepted_and_listed_and_changes_nothing(at: At, filled: Path) -> None:
    closed(at)
    before, pages = told(at("2026-11-06", *SCORE)), totals(at, "2026-11-06")
    done = told(at("2026-11-08", *LATE, "--json"))
    said = at("2026-11-08", *[word.replace("2026-10-09 09:00", "2026-11-08 08:30") for word in LATE])
    assert "N-PERIOD-CLOSED" not in said.err
    said = at("2026-11-08", "void", "c1", "--reason", "wrong person")
    assert (said.status, "N-PERIOD-CLOSED" in said.err) == (0, True)
    assert told(at("2026-11-09", *SCORE)) == before
    assert totals(at, "2026-11-09") == pages
    view = told(at("2026-11-09", "period", "show", "2026-10", "--json"))
    assert [one["id"] for one in view["came_after"]] == [done["id"], "void-c1"]
    assert view["came_after"][1]["corrects"] == "c1"
    assert view["same"]
    assert "scored again: the same to the byte" in at("2026-11-09", "period", "show", "2026-10").out


def test_rules_that_are_changed_after_the_close_do_not_change_its_scores(at: At, filled: Path) -> None:
    manifest = closed(at)
    before = told(at("2026-11-06", *SCORE))
    text = (filled / "closed" / manifest["scheme"]["text"]).read_text(encoding="utf-8")
    own = filled / "rulesets" / "schemes"
    own.mkdir(parents=True, exist_ok=True)
    (own / "residential.yaml").write_text(text.replace("A: 95", "A: 20").replace("A: 95.0", "A: 20"), encoding="utf-8")
    assert told(at("2026-11-09", *SCORE)) == before
    assert told(at("2026-11-09", "period", "show", "2026-10", "--json"))["same"]


def test_views_made_anew_score_the_closed_period_to_the_same_bytes(at: At, filled: Path) -> None:
    closed(at)
    before = at("2026-11-06", *SCORE).out
    assert at("2026-11-08", *LATE).status == 0
    shutil.rmtree(filled / "views")
    assert at("2026-11-09", *SCORE).out == before


def test_the_steps_come_in_order_and_each_refusal_leaves_the_journal_alone(at: At, filled: Path) -> None:
    def refused(code: str, day: str, *words: str) -> None:
        before = journal(filled)
        said = at(day, *words)
        assert (said.status, code in said.err) == (3, True), said.err
        assert journal(filled) == before

    refused("E-PERIOD-NOT-OVER", "2026-10-20", *PREVIEW)
    refused("E-PERIOD-STAGE", "2026-11-02", *OPEN)
    refused("E-PERIOD-STAGE", "2026-11-02", *CLOSE)
    assert at("2026-11-02", *PREVIEW).status == 0
    refused("E-PERIOD-STAGE", "2026-11-02", *CLOSE)
    assert at("2026-11-02", *OPEN).status == 0
    refused("E-PERIOD-STAGE", "2026-11-03", *OPEN)
    refused("E-PERIOD-WINDOW", "2026-11-05", *CLOSE)
    refused("E-PERIOD-FOUR-EYES", "2026-11-06", *CLOSE[:-1], "P003")
    assert at("2026-11-06", *CLOSE).status == 0
    refused("E-PERIOD-CLOSED", "2026-11-06", *CLOSE)
    refused("E-PERIOD-CLOSED", "2026-11-06", *PREVIEW)
    refused("E-PERIOD-REOPEN", "2026-11-06", "period", "reopen", "2026-10")


def test_everything_that_stands_in_the_way_is_told_at_once(at: At, filled: Path) -> None:
    assert at("2026-11-02", *PREVIEW).status == 0
    assert at("2026-11-02", *OPEN).status == 0
    said = at("2026-11-03", *CLOSE[:-1], "P003")
    assert [code for code in ("E-PERIOD-WINDOW", "E-PERIOD-FOUR-EYES") if code in said.err] == [
        "E-PERIOD-WINDOW",
        "E-PERIOD-FOUR-EYES",
    ]


def test_scores_that_moved_since_they_were_shown_are_shown_again_before_the_close(at: At, filled: Path) -> None:
    lenient(filled)
    assert at("2026-11-02", *PREVIEW).status == 0
    assert at("2026-11-02", *OPEN).status == 0
    assert at("2026-11-03", *LATE).status == 0
    said = at("2026-11-06", *CLOSE)
    assert said.status == 3
    assert "E-PERIOD-STALE" in said.err
    assert "P001" in said.err
    assert at("2026-11-06", *PREVIEW).status == 0
    assert at("2026-11-06", *CLOSE).status == 0


def test_an_edition_that_moved_since_the_preview_is_refused_with_its_name(at: At, filled: Path) -> None:
    assert at("2026-11-02", *PREVIEW).status == 0
    assert at("2026-11-02", *OPEN).status == 0
    text = (shipped("rulesets") / "schemes" / "residential.yaml").read_text(encoding="utf-8")
    own = filled / "rulesets" / "schemes"
    own.mkdir(parents=True, exist_ok=True)
    (own / "residential.yaml").write_text(text.replace("C: 75", "C: 74"), encoding="utf-8")
    said = at("2026-11-06", *CLOSE)
    assert said.status == 3
    assert "E-RULE-HASH" in said.err
    assert "residential@" in said.err


def test_a_dry_run_writes_nothing_at_all(at: At, filled: Path) -> None:
    before = journal(filled)
    assert told(at("2026-11-02", *PREVIEW, "--dry-run", "--json"))["seq"] is None
    assert journal(filled) == before
    assert not (filled / "closed").exists()
    assert at("2026-11-02", *PREVIEW).status == 0
    assert at("2026-11-02", *OPEN).status == 0
    kept, before = sorted((filled / "closed").iterdir()), journal(filled)
    assert told(at("2026-11-06", *CLOSE, "--dry-run", "--json"))["seq"] is None
    assert (sorted((filled / "closed").iterdir()), journal(filled)) == (kept, before)


def test_a_pinned_paper_that_was_changed_is_found(at: At, filled: Path) -> None:
    manifest = closed(at)
    paper = filled / "closed" / manifest["rulesets"][0]["text"]
    paper.write_bytes(paper.read_bytes().replace(b"a", b"b", 1))
    said = at("2026-11-07", *SCORE)
    assert said.status == 4
    assert "E-CLOSED-DAMAGED" in said.err
    paper.unlink()
    assert "E-CLOSED-MISSING" in at("2026-11-07", *SCORE).err


def test_the_time_zone_of_a_closed_period_stays(at: At, filled: Path) -> None:
    closed(at)
    settings = filled / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("Asia/Shanghai", "Asia/Tokyo"), encoding="utf-8")
    said = at("2026-11-07", *SCORE)
    assert said.status == 4
    assert "E-CLOSED-ZONE" in said.err


def test_what_came_late_is_owed_in_the_next_period_before_and_after(at: At, filled: Path) -> None:
    lenient(filled)
    closed(at)
    old = totals(at, "2026-11-06")["P001"]
    november = filled / "november.csv"
    november.write_text("日期,工号,班次,开始,结束,部位\n2026-11-09,P001,day,08:00,20:00,gate\n", encoding="utf-8")
    assert at("2026-11-08", "import", "roster", str(november)).status == 0
    seen = [word.replace("2026-10-09", "2026-11-09").replace("不合格", "合格") for word in LATE]
    assert at("2026-11-09", *seen).status == 0
    plain = totals(at, "2026-11-10", "2026-11")["P001"]
    assert at("2026-11-10", *LATE).status == 0
    assert totals(at, "2026-11-11")["P001"] == old
    view = told(at("2026-11-11", "score", "--period", "2026-11", "--json"))
    person = next(one for one in view["people"] if one["id"] == "P001")
    (owed,) = person["adjustments"]
    assert owed["carried"]["period"] == "2026-10"
    assert owed["carried"]["before"] == old
    moved = float(owed["carried"]["after"]) - float(owed["carried"]["before"])
    assert moved < 0
    assert float(person["total"]) == pytest.approx(max(float(plain or 0) + moved, 0))
    assert float(owed["points"]) == pytest.approx(moved)
    assert "carried-2026-10" not in json.dumps(told(at("2026-11-11", *SCORE)))
    page = at("2026-11-11", "explain", "--period", "2026-11", "--person", "P001")
    assert "2026-10" in page.out


CLOSING = "closing: {closed_by: [department_supervisor], approved_by: [project_manager]}"
DECIDING = "appeals: {decided_by: [project_manager]}"


def scheme_says(folder: Path, *lines: str) -> None:
    """The project's own scheme, with these lines more."""
    lenient(folder)
    own = folder / "rulesets" / "schemes" / "residential.yaml"
    own.write_text("\n".join([own.read_text(encoding="utf-8"), *lines, ""]), encoding="utf-8")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), {"N-ROLES-APPEALS", "N-ROLES-CLOSE"}),
        ((DECIDING,), {"N-ROLES-CLOSE"}),
        ((CLOSING,), {"N-ROLES-APPEALS"}),
        (("closing: {closed_by: [project_manager]}", DECIDING), {"N-ROLES-CLOSE"}),
        ((DECIDING, CLOSING), set()),
    ],
)
def test_what_the_scheme_leaves_to_anybody_is_said_at_the_preview_and_by_the_doctor(
    at: At, filled: Path, lines: tuple[str, ...], said: set[str]
) -> None:
    scheme_says(filled, *lines)
    found = at("2026-11-02", *PREVIEW)
    assert found.status == 0
    assert {code for code in ("N-ROLES-APPEALS", "N-ROLES-CLOSE") if code in found.err} == said
    words = {
        "N-ROLES-APPEALS": "names no roles that decide appeals",
        "N-ROLES-CLOSE": "does not name the roles that close",
    }
    page = at("2026-11-02", "doctor").out
    assert {code for code, text in words.items() if text in page} == said


@pytest.mark.parametrize(
    ("roles", "refused"),
    [
        ("closed_by: [department_supervisor], approved_by: [shift_leader]", None),
        ("closed_by: [project_manager]", "the scheme lets project_manager close 2026-10, and P003 is none"),
        ("approved_by: [project_manager]", "the scheme lets project_manager approve 2026-10, and P002 is none"),
    ],
)
def test_who_closes_and_approves_holds_a_role_that_the_scheme_names(
    at: At, filled: Path, roles: str, refused: str | None
) -> None:
    scheme_says(filled, f"closing: {{{roles}}}")
    assert at("2026-11-02", *PREVIEW).status == 0
    assert at("2026-11-02", *OPEN).status == 0
    before = journal(filled)
    said = at("2026-11-06", *CLOSE)
    if refused is None:
        assert said.status == 0, said.err
        return
    assert (said.status, "E-PERIOD-ROLE" in said.err, refused in said.err) == (3, True, True)
    assert journal(filled) == before
