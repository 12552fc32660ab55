"""A year on the command line: months told as they are, the figure, flags, breaks, pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine

from inspect_core.app.year_breaks import edition_compare
from inspect_core.bootstrap import build
from inspect_core.cli.main import run
from tests.unit.cli.at_day import caller, closed
from tests.unit.cli.told_fields import untold

Call = Callable[..., Any]

RULESET = """ruleset: rounds
edition: 2026-01-01
title: rounds
forms: {walk: {title: walk, at: post}}
rules:
  daily: {title: daily, kind: frequency, source: test, status: M, counts: walk, per: [post, day], at_least: 1, credit: project, points: 60}
  weekly: {title: weekly, kind: frequency, source: test, status: M, counts: walk, per: [post, week], at_least: 1, credit: project, points: 40}
"""


@pytest.fixture
def published(call: Call, filled: Path) -> Any:
    """The comparison of a project that published three editions: values changed in the second, points in the third."""
    file = filled / "rulesets" / "rounds.yaml"
    texts = (
        RULESET,
        RULESET.replace("2026-01-01", "2026-03-01").replace("at_least: 1, credit", "at_least: 2, credit", 1),
        RULESET.replace("2026-01-01", "2026-05-01")
        .replace("points: 60", "points: 50")
        .replace("points: 40", "points: 50"),
    )
    seen = []
    for text in texts:
        file.write_text(text, encoding="utf-8")
        said = call("rules", "publish", "rounds", "--lang", "en", "--json")
        assert said.status == 0, said.err
        seen.append(build(filled, unlisted=lambda _: None))
    app = seen[-1]
    lock = (filled / "rulesets" / "editions.lock").read_text(encoding="utf-8")
    lines = [line.split() for line in lock.splitlines() if line.startswith("rounds ")]
    editions = [{"edition": line[1], "fingerprint": line[2]} for line in lines]
    return edition_compare(app), editions


def test_what_was_published_says_how_far_two_editions_compare(published: Any) -> None:
    compare, (first, second, third) = published
    assert compare("rounds", first, second) == "minor"
    assert compare("rounds", second, first) == "minor"
    assert compare("rounds", second, third) == "major"
    assert compare("rounds", first, third) == "major"


def test_a_text_that_nobody_kept_compares_with_nothing(published: Any) -> None:
    compare, (first, *_) = published
    assert compare("rounds", {"edition": "2025-01-01", "fingerprint": "f" * 64}, first) == "major"
    assert compare("nobody", first, first) == "major"


def year(call: Call, *words: str) -> dict[str, Any]:
    said = call("year", "2026", *words, "--json")
    assert said.status == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def scheme(folder: Path, said: str) -> None:
    """The project's own copy of the scheme, with what it says of the year."""
    found = Path(__file__).parents[3] / "rulesets" / "schemes" / "residential.yaml"
    own = folder / "rulesets" / "schemes"
    own.mkdir(parents=True, exist_ok=True)
    text = found.read_text(encoding="utf-8")
    (own / "residential.yaml").write_text(f"{text}\nyear: {said}\n", encoding="utf-8")


def later(*words: str) -> int:
    """The status of a call on 5 December: November went by without a duty."""
    with time_machine.travel("2026-12-05T04:00:00Z", tick=False):
        return run(list(words))


def test_months_before_the_project_began_are_absent_and_those_to_come_are_told(call: Call, filled: Path) -> None:
    view = year(call)
    states = {month["period"]: month["state"] for month in view["months"]}
    assert states["2026-09"] == "absent"
    assert states["2026-11"] == "to_come"


def test_a_month_in_which_the_project_began_late_is_no_whole_month(call: Call, filled: Path) -> None:
    october = year(call)["months"][9]
    assert (october["state"], october["counts"]) == ("begun", False)  # its first duty is of the eighth


@pytest.fixture
def whole(call: Call, filled: Path) -> Path:
    """October is a whole month: the first duty is of the second."""
    roster = filled.parent / "files" / "early.csv"
    roster.write_text(
        "日期,工号,班次,开始,结束,部位\n2026-10-02,P001,day,08:00,20:00,gate\n2026-10-02,P002,day,08:00,20:00,\n",
        encoding="utf-8",
    )
    assert call("import", "roster", roster).status == 0
    return filled


def test_nobody_has_a_zero_for_months_in_which_there_was_no_project(call: Call, whole: Path) -> None:
    months = [month for one in year(call)["people"] for month in one["months"][:9]]
    assert {(month["status"], month["total"], month["counts"]) for month in months} == {("absent", None, False)}


def test_a_period_that_is_not_over_is_shown_and_does_not_count(call: Call, whole: Path) -> None:
    view = year(call)
    assert (view["months"][9]["state"], view["months"][9]["counts"]) == ("open", False)
    leader = next(one for one in view["people"] if one["id"] == "P002")
    assert (leader["total"], leader["status"], leader["counted"]) == (None, "not_enough_months", 0)
    assert leader["months"][9]["why_not"]["en"] == "the period is not over"


def test_a_month_that_is_over_counts_as_it_scores(call: Call, whole: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert later("year", "2026", "--json") == 0
    view = json.loads(capfd.readouterr().out)
    assert later("score", "--period", "2026-10", "--json") == 0
    alone = {one["id"]: one for one in json.loads(capfd.readouterr().out)["people"]}
    for one in view["people"]:
        assert one["months"][9]["total"] == alone[one["id"]]["total"] == one["total"]
        assert one["months"][9]["counts"] is (one["total"] is not None)


def test_low_months_are_pointed_out_and_closed_periods_alone_may_count(
    call: Call, whole: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    flag = "{low: {below: 60, months: 1, title: {zh: 低分, en: Low}}}"
    scheme(whole, f"{{least_months: 1, flags: {flag}}}")
    assert later("year", "2026", "--person", "P002", "--json") == 0
    (leader,) = json.loads(capfd.readouterr().out)["people"]
    assert leader["total"] is not None
    (low,) = leader["flags"]
    assert low["months"][0]["period"] == "2026-10"
    assert later("year", "2026", "--person", "P002", "--lang", "en") == 0
    assert "Low: 2026-10" in capfd.readouterr().out
    scheme(whole, f"{{counts: closed, flags: {flag}}}")
    assert later("year", "2026", "--person", "P002", "--json") == 0
    (leader,) = json.loads(capfd.readouterr().out)["people"]
    assert (leader["total"], leader["flags"]) == (None, [])
    assert leader["months"][9]["why_not"]["en"] == "the period is not closed"


def test_fewer_months_than_the_scheme_asks_for_have_no_figure(
    call: Call, whole: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    scheme(whole, "{least_months: 2}")
    assert later("year", "2026", "--person", "P002", "--json") == 0
    (leader,) = json.loads(capfd.readouterr().out)["people"]
    assert (leader["counted"], leader["total"], leader["grade"]) == (1, None, None)


def test_the_pages_are_written_and_the_same_year_makes_the_same_bytes(call: Call, whole: Path) -> None:
    said = call("year", "2026", "--html", "--lang", "en")
    assert said.status == 0, said.err
    folder = whole / "reports" / "2026"
    page = (folder / "year.html").read_text(encoding="utf-8")
    assert 'href="people/P002.html"' in page
    assert call("year", "2026", "--out", "again", "--lang", "en", "-q").status == 0
    for file in (path for path in folder.rglob("*") if path.is_file()):
        assert file.read_bytes() == Path("again", file.relative_to(folder)).read_bytes()


@pytest.mark.parametrize(("words", "code"), [(("26",), "E-YEAR"), (("2026-10",), "E-YEAR"), (("3000",), "E-YEAR")])
def test_what_is_no_year_is_refused(call: Call, filled: Path, words: tuple[str, ...], code: str) -> None:
    said = call("year", *words)
    assert (said.status, code in said.err) == (2, True)


def test_somebody_whom_nobody_knows_is_refused(call: Call, filled: Path) -> None:
    assert "E-PERSON-UNKNOWN" in call("year", "2026", "--person", "P999").err


def test_each_notice_is_said_once(call: Call, whole: Path) -> None:
    assert call("year", "2026").err.count("N-PERIOD-OPEN") == 1


def test_a_closed_month_counts_as_it_was_closed_whatever_the_files_say_later(
    call: Call, whole: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    scheme(whole, "{counts: closed}")
    closed(caller(capfd))
    assert later("year", "2026", "--json") == 0
    before = json.loads(capfd.readouterr().out)
    assert (before["months"][9]["state"], before["months"][9]["counts"]) == ("closed", True)
    leader = next(one for one in before["people"] if one["id"] == "P002")
    assert leader["total"] is not None
    assert leader["total"] == leader["months"][9]["total"]
    scheme(whole, "{counts: closed}\nhighest: 120")
    assert later("year", "2026", "--json") == 0
    after = json.loads(capfd.readouterr().out)
    own = [[(one["id"], one["total"], one["months"][9]) for one in view["people"]] for view in (before, after)]
    assert own[0] == own[1]
    assert after["months"][9]["scheme"] == before["months"][9]["scheme"]
    assert after["months"][10]["break"]["en"].startswith("the scheme changed")


def test_the_trend_of_the_circular_leaves_out_months_that_do_not_compare(
    call: Call, whole: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    walk = ("record", "patrol", "observer=P002", "place=gate", "start=2026-10-02 08:30", "minutes=10", "etiquette=pass")
    assert call(*walk, "working-state=pass", "facilities=pass", "--no-input").status == 0
    scheme(whole, "{counts: closed}")
    at = caller(capfd)
    closed(at)
    november = ("report", "--period", "2026-11", "--lang", "en", "-q")
    page = whole / "reports" / "2026-11" / "circular.html"
    assert at("2026-12-05", *november).status == 0
    assert "October 2026" in page.read_text(encoding="utf-8")
    scheme(whole, "{counts: closed}\nhighest: 120")
    assert at("2026-12-05", *november).status == 0
    told = page.read_text(encoding="utf-8")
    assert "From 2026-11 on scores do not compare with those before: the scheme changed" in told
    assert "October 2026" not in told


def test_every_field_of_a_year_is_explained(call: Call, whole: Path) -> None:
    assert untold(year(call), "## The year") == set()
