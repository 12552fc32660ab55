"""What is past its time goes by class, only of closed periods, and never what something open needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inspect_core.demo.photos import scene
from tests.unit.cli.at_day import At, caller, closed, told

APPLY = ("retention", "--by", "P003", "--approved-by", "P002")
LATER = "2027-06-01"
CHECK = (
    "record",
    "courtesy-check",
    "observer=P003",
    "subject=P001",
    "place=gate",
    "smile-at-three-metres=pass",
    "--no-input",
)


@pytest.fixture
def at(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> At:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return caller(capfd)


@pytest.fixture
def old(at: At, filled: Path) -> Path:
    """October closed, with a note, a note with a photo, and a guard who left at its end."""
    (filled / "a.png").write_bytes(scene(1, 1))
    told(at("2026-10-09", *CHECK, "start=2026-10-08 10:00", "note=alone", "--json"))
    told(at("2026-10-09", *CHECK, "start=2026-10-08 11:00", "note=with a photo", "photo=a.png", "--json"))
    (filled / "left.csv").write_text(
        "工号,姓名,电话,岗位,部门,入职日期,离职日期\nP004,钱多,13900000000,秩序维护员,秩序维护部,2026-10-01,2026-10-20\n",
        encoding="utf-8",
    )
    told(at("2026-10-09", "import", "people", filled / "left.csv", "--json"))
    (filled / "left.csv").unlink()
    (filled / "a.png").unlink()
    closed(at)
    return filled


def keep(folder: Path, **classes: str) -> None:
    file = folder / "inspect-core.toml"
    lines = "".join(f'{name} = "{text}"\n' for name, text in classes.items())
    file.write_text(f"{file.read_text(encoding='utf-8')}\n[retention]\n{lines}", encoding="utf-8")


def applied(at: At, *more: str, day: str = LATER) -> Any:
    return told(at(day, *APPLY, *more, "--json"))


def test_where_nothing_is_said_everything_is_kept(at: At, old: Path) -> None:
    assert "E-RETENTION-OFF" in at(LATER, *APPLY).err


def test_photos_notes_and_names_go_when_their_time_is_past_and_the_total_stays(at: At, old: Path) -> None:
    keep(old, photos="6 months", notes="6 months", left="90 days")
    before = told(at(LATER, "score", "--period", "2026-10", "--json"))["people"]
    would = applied(at, "--dry-run")
    assert (would["classes"], would["people"]) == ({"photos": 1, "notes": 2, "left": 1}, ["P004"])
    assert (would["id"], len(list((old / "photos").rglob("??*/*")))) == (None, 1)
    shown = old / "reports" / "note.html"
    shown.parent.mkdir(exist_ok=True)
    shown.write_text("钱多 was here", encoding="utf-8")
    assert "将删除报告 reports/note.html" in at(LATER, *APPLY, "--dry-run", "--lang", "zh").out
    assert "report to be removed: reports/note.html" in at(LATER, *APPLY, "--dry-run", "--lang", "en").out
    assert shown.exists()
    done = applied(at)
    assert not shown.exists()
    assert (done["classes"], done["seq"] is None) == (would["classes"], False)
    assert at(LATER, "verify").status == 0
    after = told(at(LATER, "score", "--period", "2026-10", "--json"))["people"]
    assert [(one["id"], one["total"]) for one in after] == [(one["id"], one["total"]) for one in before]
    assert applied(at)["seq"] is None


def test_a_note_stays_as_long_as_its_photo_and_a_photo_may_go_before_its_note(at: At, old: Path) -> None:
    keep(old, photos="5 years", notes="6 months")
    assert applied(at)["classes"] == {"photos": 0, "notes": 1, "left": 0}


def test_a_photo_that_went_before_its_note_is_not_missed(at: At, old: Path) -> None:
    keep(old, photos="6 months")
    assert applied(at)["classes"] == {"photos": 1, "notes": 0, "left": 0}
    assert at(LATER, "verify").status == 0
    assert at(LATER, "report", "--period", "2026-10").status == 0


def test_what_is_not_old_enough_or_of_an_open_period_stays(at: At, old: Path) -> None:
    keep(old, photos="6 months", notes="6 months", left="90 days")
    assert applied(at, day="2026-11-10")["classes"] == {"photos": 0, "notes": 0, "left": 0}
    told(at("2026-11-10", *CHECK, "start=2026-11-09 10:00", "note=in an open month", "--json"))
    assert applied(at)["classes"]["notes"] == 2


def test_one_person_does_not_act_for_two(at: At, old: Path) -> None:
    keep(old, notes="6 months")
    assert "E-ERASE-ALONE" in at(LATER, "retention", "--by", "P003", "--approved-by", "P003").err


@pytest.mark.parametrize("text", ["2", "two months", "-1 days", "0 days"])
def test_a_time_that_is_none_is_refused(at: At, old: Path, text: str) -> None:
    keep(old, notes=text)
    assert "E-SETTINGS-VALUE" in at(LATER, *APPLY).err


def test_the_screen_tells_counts_in_both_languages(at: At, old: Path) -> None:
    keep(old, notes="6 months")
    assert "would be erased: 0 photos, 1 note" in at(LATER, *APPLY, "--dry-run", "--lang", "en").out
    assert "将抹除：0 张照片，1 份备注" in at(LATER, *APPLY, "--dry-run", "--lang", "zh").out
    assert json.loads(at(LATER, *APPLY, "--dry-run", "--json").out)["dry_run"] is True
