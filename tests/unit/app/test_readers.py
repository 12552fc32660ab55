"""Which reader reads a file."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import pytest

from inspect_core.api import ImportRefused, Reading, Source
from inspect_core.app.readers import reader_of


@dataclass(frozen=True)
class Lines:
    """A reader of files ending in .lines, of at most a mebibyte."""

    name: str = "lines"
    suffixes: tuple[str, ...] = (".lines",)
    largest: int = 1 << 20

    def read(self, source: Source) -> Reading:
        raise AssertionError(f"{source.name} is not to be opened here")


def test_the_ending_of_the_name_decides() -> None:
    assert reader_of([Lines()], "October.LINES", 10).name == "lines"


@pytest.mark.parametrize(("name", "size", "code"), [("a.pdf", 1, "E-FILE-KIND"), ("a.lines", 1 << 21, "E-FILE-SIZE")])
def test_a_file_nobody_reads_or_one_too_large_is_refused_before_it_is_opened(name: str, size: int, code: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        reader_of([Lines()], name, size)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_whoever_imports_the_api_need_not_wait_for_all_that_imports_files() -> None:
    seen = "import sys, inspect_core.api; print('inspect_core.app.import_' in sys.modules, 'filelock' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "False"]
