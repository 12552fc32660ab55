"""A process of its own: it may die, hang or talk nonsense, and nobody else is hurt."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_core.exchange.apart import told_apart

TELLS = "from inspect_core.exchange.apart import tell\n"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (TELLS + "tell(lambda data: {'size': len(data)})", {"size": 3}),
        (TELLS + "tell(lambda data: 1 / 0)", None),
        (TELLS + "tell(lambda data: {'size': len(bytearray(2**30))})", None),
        (TELLS + "import os\ntell(lambda data: os.abort())", None),
        ("print('no JSON')", None),
        ("print('[1]')", None),
        ("raise SystemExit(1)", None),
        ("import time; time.sleep(60)", None),
    ],
)
def test_what_a_process_tells_is_heard_and_its_death_is_nothing_told(
    code: str, told: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd_program.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert told_apart("odd_program", b"abc", patience=3) == told
