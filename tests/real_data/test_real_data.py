"""Data that nobody here wrote: the official results are reproduced, as many of them as can be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.real_data.invented import write_all
from tests.real_data.invented_logs import write_logs

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("INSPECT_REAL_DATA") or ROOT.parent / "shared" / "data")
SETS = ("toronto_abs_2017_2022", "fhrs_norwich_2026", "sf_food_inspections")
LOGS = ("baltimore_311", "helpdesk_tickets", "sfo_survey", "ranger_patrol", "safetyculture_samples", "xlsform_samples")
COUNT = re.compile(r"([A-Za-z -]+) ([\d,]+) of ([\d,]+)")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "benchmarks/real_data.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def counts(output: str) -> dict[str, dict[str, tuple[int, int]]]:
    """For each data set how many official results were reproduced, of how many."""
    found = {}
    for line in output.splitlines():
        name, _, rest = line.partition(": ")
        if name in (*SETS, *LOGS):
            pairs = ((what.strip(), number, of) for what, number, of in COUNT.findall(rest))
            found[name] = {what: (int(number.replace(",", "")), int(of.replace(",", ""))) for what, number, of in pairs}
    return {name: figures for name, figures in found.items() if figures}


@pytest.mark.slow
@pytest.mark.skipif(not any((DATA / name).is_dir() for name in SETS), reason="the published data sets are not here")
def test_official_results_are_reproduced() -> None:
    done = run(str(DATA))
    assert counts(done.stdout) == {
        "toronto_abs_2017_2022": {
            "official-score": (9757, 9758),
            "official-action": (9757, 9758),
            "bands of the official scores": (9758, 9758),
        },
        "fhrs_norwich_2026": {"official-rating": (1319, 1319)},
        "sf_food_inspections": {"official-score": (4215, 4303)},
        "baltimore_311": {"days open": (9792, 9792), "on time": (9555, 9555)},
        "helpdesk_tickets": {
            "response": (2462, 2462),
            "completion": (2462, 2462),
            "solved-at-once": (2495, 2495),
            "not-carried-over": (2495, 2495),
        },
        "sfo_survey": {"stated means": (6, 6), "means": (42, 42), "weighted": (42, 42)},
        "ranger_patrol": {"rounds": (301, 301), "intervals": (48, 48)},
        "safetyculture_samples": {"stated figures": (9, 9)},
        "xlsform_samples": {
            "in rulesets": (18, 18),
            "workbooks": (18, 18),
            "JSON": (18, 18),
            "refusals with a place": (3, 3),
        },
    }
    assert "closed by the time promised 81.6 % of all that are closed" in done.stdout
    assert "and 78 more, 88 in all" in done.stdout
    assert done.returncode == 0


def test_small_invented_sets_are_scored_and_the_unexplained_is_listed(tmp_path: Path) -> None:
    write_all(tmp_path)
    done = run(str(tmp_path))
    assert done.stderr == ""
    assert counts(done.stdout) == {
        "toronto_abs_2017_2022": {
            "official-score": (3, 4),
            "official-action": (3, 4),
            "bands of the official scores": (4, 4),
        },
        "fhrs_norwich_2026": {"official-rating": (2, 2)},
        "sf_food_inspections": {"official-score": (2, 3)},
    }
    assert '2015-06-02 2 TWO "2": official-score 98, ours 100; recorded: high 0, low 0, moderate 0' in done.stdout
    assert done.returncode == 1, "three of four are fewer than should agree"


def test_small_invented_logs_are_scored_and_a_stated_figure_that_is_wrong_is_listed(tmp_path: Path) -> None:
    write_logs(tmp_path)
    done = run(str(tmp_path))
    assert done.stderr == ""
    assert counts(done.stdout) == {
        "baltimore_311": {"days open": (3, 4), "on time": (3, 3)},
        "helpdesk_tickets": {
            "response": (1, 1),
            "completion": (1, 1),
            "solved-at-once": (2, 2),
            "not-carried-over": (2, 2),
        },
        "sfo_survey": {"stated means": (0, 6), "means": (42, 42), "weighted": (42, 42)},
        "ranger_patrol": {"rounds": (22, 22), "intervals": (3, 3)},
        "safetyculture_samples": {"stated figures": (3, 3)},
        "xlsform_samples": {
            "in rulesets": (1, 1),
            "workbooks": (1, 1),
            "JSON": (1, 1),
            "refusals with a place": (1, 1),
        },
    }
    assert "unexplained: 5: days open 2, ours 1" in done.stdout
    assert (
        "23 rounds, 22 on one of 1 standard routes, 20 of them complete; 1 checkpoints missed, 1 too many"
        in done.stdout
    )
    assert done.returncode == 1, "a stated figure is wrong"


def test_a_set_that_is_not_there_is_named_and_the_others_are_tried(tmp_path: Path) -> None:
    write_all(tmp_path)
    for name in (SETS[0], SETS[2]):
        (tmp_path / name).rename(tmp_path / f"not-{name}")
    done = run(str(tmp_path))
    assert done.stdout.splitlines()[0] == "toronto_abs_2017_2022: not there, not tried"
    assert counts(done.stdout)["fhrs_norwich_2026"] == {"official-rating": (2, 2)}
    assert done.returncode == 0


def test_without_data_it_says_so_and_stops(tmp_path: Path) -> None:
    done = run(str(tmp_path))
    assert done.stdout.startswith("no data here")
    assert done.returncode == 0
