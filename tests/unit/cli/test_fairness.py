"""The fairness of a period on the command line, and a sign that somebody looks into."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspect_core.app.whose import whose_proceeding

Call = Callable[..., Any]
PERIOD = ("--period", "2026-10")
ANSWERS = ("etiquette=pass", "working-state=pass", "facilities=pass", "--no-input")


def sat_down(call: Call) -> str:
    """Five rounds of a morning, entered within one minute; the id of the sign that follows."""
    for hour in (7, 8, 9, 10, 11):
        walk = ("record", "patrol", "observer=P002", "place=gate", f"start=2026-10-09 {hour:02}:00", "minutes=10")
        assert call(*walk, *ANSWERS).status == 0
    (sign,) = signs(call)
    return str(sign["id"])


def signs(call: Call) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call("fairness", *PERIOD, "--signs", "--json").out)["signs"]
    return found


def review(call: Call, sign: str, *more: str, by: str = "P003", finding: str = "dismissed") -> Any:
    note = () if "--note" in more else ("--note", "the phone had no network")
    return call("sign", "review", sign, "--by", by, "--finding", finding, *note, *more)


def events(folder: Path) -> bytes:
    return (folder / "journal" / "events.jsonl").read_bytes()


def test_everybodys_evidence_is_shown_with_the_method(call: Call, filled: Path) -> None:
    said = call("fairness", *PERIOD, "--lang", "en")
    assert said.status == 0
    assert "judged by others only once" in said.out
    assert "cluster bootstrap over days" in said.out
    found = json.loads(call("fairness", *PERIOD, "--json").out)
    assert [one["id"] for one in found["people"]] == ["P001", "P002", "P003"]
    assert (found["format"], found["signs"], found["agreement"]) == ("inspect-core/fairness/1", None, None)


def test_one_person_is_shown_and_a_stranger_refused(call: Call, filled: Path) -> None:
    found = json.loads(call("fairness", *PERIOD, "--person", "王强", "--json").out)
    assert [one["id"] for one in found["people"]] == ["P001"]
    assert "E-PERSON-UNKNOWN" in call("fairness", *PERIOD, "--person", "nobody").err


def test_observers_and_agreement_are_shown_where_asked_for(call: Call, filled: Path) -> None:
    said = call("fairness", *PERIOD, "--observers", "--agreement", "--lang", "en")
    assert "nobody to compare" in said.out
    assert "no two observers judged the same" in said.err
    assert "95 % interval" in said.out
    assert "judged by others" not in said.out


def test_to_look_is_noted_for_those_it_is_about(call: Call, filled: Path) -> None:
    call("fairness", *PERIOD, "--person", "P001")
    looks = call("person", "accesses", "P001", "--json").out
    assert '"what":"fairness"' in looks.replace(" ", "")


def test_a_sign_is_listed_with_its_records_and_reviewed_and_no_score_changes(call: Call, filled: Path) -> None:
    sign = sat_down(call)
    score = json.loads(call("score", *PERIOD, "--json").out)
    said = call("fairness", *PERIOD, "--signs", "--lang", "en").out
    assert f"{sign}  entered at one sitting  李梅  [weak]  open" in said
    assert "never deducts" in said
    done = json.loads(review(call, sign, "--json").out)
    assert (done["finding"], done["by"], done["person"], len(done["records"])) == ("dismissed", "P003", "P002", 5)
    assert whose_proceeding(done) == "P002"  # the note goes when the observer is erased
    (found,) = signs(call)
    assert (found["state"], found["reviews"][0]["note"]) == ("dismissed", "the phone had no network")
    assert "→ dismissed  赵敏" in call("fairness", *PERIOD, "--signs", "--lang", "en").out
    after = json.loads(call("score", *PERIOD, "--json").out)
    assert {**after, "journal": None} == {**score, "journal": None}
    assert call("verify").status == 0


def test_the_note_is_private_and_the_body_names_ids_only(call: Call, filled: Path) -> None:
    review(call, sat_down(call))
    assert b"no network" not in events(filled)


def test_the_last_review_counts_and_the_earlier_ones_stay(call: Call, filled: Path) -> None:
    sign = sat_down(call)
    review(call, sign)
    review(call, sign, finding="confirmed")
    (found,) = signs(call)
    assert (found["state"], [one["finding"] for one in found["reviews"]]) == ("confirmed", ["dismissed", "confirmed"])


def test_a_sign_that_grew_after_its_review_is_open_again(call: Call, filled: Path) -> None:
    sign = sat_down(call)
    review(call, sign)
    walk = ("record", "patrol", "observer=P002", "place=gate", "start=2026-10-09 06:00", "minutes=10")
    call(*walk, *ANSWERS)
    (found,) = signs(call)
    assert (found["id"], found["state"], len(found["records"])) == (sign, "open", 6)


@pytest.mark.parametrize(
    ("by", "more", "code"),
    [
        ("P002", (), "E-SIGN-SELF"),
        ("P999", (), "E-PERSON-UNKNOWN"),
        ("P003", ("--note", " "), "E-SIGN-NOTE"),
        ("P003", ("--period", "2026-09"), "E-SIGN-UNKNOWN"),
    ],
)
def test_a_review_that_cannot_stand_is_refused_and_nothing_is_written(
    call: Call, filled: Path, by: str, more: tuple[str, ...], code: str
) -> None:
    sign = sat_down(call)
    before = events(filled)
    said = review(call, sign, *more, by=by)
    assert said.status != 0
    assert code in said.err
    assert events(filled) == before


def test_an_unknown_sign_is_refused_and_a_dry_run_writes_nothing(call: Call, filled: Path) -> None:
    sign = sat_down(call)
    before = events(filled)
    assert "E-SIGN-UNKNOWN" in review(call, "0" * 12).err
    assert json.loads(review(call, sign, "--dry-run", "--json").out)["seq"] is None
    assert events(filled) == before


def test_the_limits_are_settings_of_the_project(call: Call, filled: Path) -> None:
    sat_down(call)
    settings = filled / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\n[fairness]\nsitting_records = 6\n", encoding="utf-8")
    assert signs(call) == []
    settings.write_text(f"{text}\n[fairness]\nsiting_records = 6\n", encoding="utf-8")
    said = call("fairness", *PERIOD, "--lang", "en").err
    assert "E-SETTINGS-KEY" in said
    assert "did you mean sitting_records?" in said


def test_when_the_observer_is_erased_the_note_is_gone_and_the_finding_stays(call: Call, filled: Path) -> None:
    review(call, sat_down(call))
    erased = call("person", "erase", "P002", "--reason", "left", "--by", "P003", "--approved-by", "P001")
    assert erased.status == 0, erased.err
    (found,) = signs(call)
    assert (found["state"], found["reviews"][0]["note"]) == ("dismissed", None)
    assert call("verify").status == 0
