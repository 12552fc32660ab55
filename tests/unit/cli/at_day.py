"""The command line called on a day of one's choice: a period is closed days after it ended."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from inspect_core.cli.main import run
from inspect_core.shipped import shipped
from tests.unit.cli.conftest import Said

At = Callable[..., Said]
PREVIEW = ("period", "preview", "2026-10", "--by", "P003")
OPEN = ("period", "open-appeals", "2026-10", "--by", "P003")
CLOSE = ("period", "close", "2026-10", "--by", "P003", "--approved-by", "P002")


def caller(capfd: pytest.CaptureFixture[str]) -> At:
    """`at("2026-11-02", "score", "--json")`: the command line at nine in the morning of that day in Shanghai."""

    def at(day: str, *words: str | Path) -> Said:
        capfd.readouterr()
        moment = datetime.fromisoformat(day).replace(hour=1, tzinfo=UTC)
        with time_machine.travel(moment, tick=False):
            status = run([str(word) for word in words])
        said = capfd.readouterr()
        return Said(status, said.out, said.err)

    return at


def told(said: Said) -> Any:
    """What a command printed as JSON; it has to have worked."""
    assert said.status == 0, said.err
    return json.loads(said.out)


def journal(folder: Path) -> bytes:
    """The journal as it is on the disk, to see that a refusal leaves it alone."""
    return (folder / "journal" / "events.jsonl").read_bytes() + (folder / "journal" / "head").read_bytes()


def closed(at: At) -> dict[str, Any]:
    """October previewed, opened to appeals and closed; the manifest."""
    assert at("2026-11-02", *PREVIEW).status == 0
    assert at("2026-11-02", *OPEN).status == 0
    found: dict[str, Any] = told(at("2026-11-06", *CLOSE, "--json"))
    return found


def lenient(folder: Path) -> None:
    """The project's own scheme, in which little evidence is enough: a small month has totals."""
    text = (shipped("rulesets") / "schemes" / "residential.yaml").read_text(encoding="utf-8")
    own = folder / "rulesets" / "schemes"
    own.mkdir(parents=True, exist_ok=True)
    text = re.sub(
        r"least_judged: \d+", "least_judged: 0", re.sub(r"least_coverage: \d+ %", "least_coverage: 0 %", text)
    )
    (own / "residential.yaml").write_text(text, encoding="utf-8")
