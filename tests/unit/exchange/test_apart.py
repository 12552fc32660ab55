"""A process of its own: it may die, hang or talk nonsense, and nobody else is hurt."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from inspect_core.exchange.apart import told_apart

TELLS = "from inspect_core.exchange.apart import tell\n"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (TELLS + "tell(lambda data: {'size': len(data)})", {"size": 3}),
        (TELLS + "tell(lambda data: 1 / 0)", None),
        (TELLS + "tell(lambda data: {'size': len(bytearray(700_000_000))})", None),
        (TELLS + "import os\ntell(lambda data: os.abort())", None),
        ("print('no JSON')", None),
        ("print('[1]')", None),
        ("print('{}')\nraise SystemExit(1)", None),
    ],
)
def test_what_a_process_tells_is_heard_and_its_death_is_nothing_told(
    code: str, told: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd_program.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    assert told_apart("odd_program", b"abc", patience=20) == told


def test_a_process_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd_program.py").write_text("import time; time.sleep(60)", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    began = time.monotonic()
    assert told_apart("odd_program", b"abc", patience=0.5) is None
    assert time.monotonic() - began < 30
