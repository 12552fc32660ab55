"""Hostile files: each is refused with its code, place and next step, in two seconds and 256 MiB; nothing is kept."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inspect_core.app.import_ import import_records
from inspect_core.domain.table import Source
from inspect_core.errors import ImportRefused
from tests.reliability.hostile import workbooks
from tests.reliability.hostile.corpus import CORPUS, Hostile
from tests.unit.app.known_project import KeptJournal, ports

SECONDS = 2.0
SMALL = [case for case in CORPUS if not case.large]
LARGE = [case for case in CORPUS if case.large]


def as_expected(case: Hostile, code: str, place: str, message: str, hint: str) -> None:
    assert code == case.code, message
    assert place.startswith(case.place)
    assert case.step in hint
    assert case.said in message
    assert "/etc/passwd" not in message
    assert "Traceback" not in message


@pytest.mark.parametrize("case", SMALL, ids=[case.label for case in SMALL])
def test_a_hostile_file_is_refused_and_nothing_of_it_is_kept(case: Hostile) -> None:
    journal = KeptJournal()
    source = Source(case.name, case.build())
    began = time.process_time()
    with pytest.raises(ImportRefused) as caught:
        import_records(ports(journal), case.kind, [source], case.form)
    assert time.process_time() - began < SECONDS
    first = caught.value.first
    as_expected(case, first.code, str(first.place), first.message, first.hint)
    assert first.message_zh
    assert first.hint_zh
    assert journal.kept == []


@pytest.mark.parametrize("case", LARGE, ids=[case.label for case in LARGE])
def test_a_large_hostile_file_is_refused_in_a_small_memory(case: Hostile, root: Path) -> None:
    command = [sys.executable, "-m", "tests.reliability.hostile.child", case.label]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    assert said["kept"] == 0
    as_expected(case, *said["problems"][0])
    assert said["seconds"] < SECONDS


def test_no_two_hostile_files_have_the_same_label() -> None:
    assert len({case.label for case in CORPUS}) == len(CORPUS)


FORMULAS = ['=HYPERLINK("http://x","pay")', "+86 10 8888 6666", "-5", "@SUM(1)", "\t=1", "＝1+1", "\u202e=1"]


def test_what_a_spreadsheet_would_compute_is_kept_as_the_text_it_is() -> None:
    """Number 11: from CSV and from text cells of a workbook alike, down to the tab in front."""
    header = ["id", "observer", "start", "place", "note"]
    rows = [[f"o{n}", "P001", "2026-10-08 08:10", "gate", text] for n, text in enumerate(FORMULAS)]
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    files = {"a.csv": text.getvalue().encode(), "a.xlsx": workbooks.honest([header, *rows], formulas=False)}
    for name, data in files.items():
        journal = KeptJournal()
        import_records(ports(journal), "observations", [Source(name, data)], "patrol")
        assert [journal.sealed[seq]["note"] for seq in sorted(journal.sealed)] == FORMULAS
