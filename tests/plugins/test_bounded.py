"""A plugin that keeps the program from ending is named, and the program ends all the same, with nothing half-told."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_core.app.project import App
from inspect_core.errors import PluginError

Install = Callable[..., None]
Open = Callable[..., App]
HOOK = "@hookimpl\ndef inspect_rule_kinds():\n"
SLEEP = "import threading, time\n"


def refused(code: str, call: Callable[[], object]) -> str:
    with pytest.raises(PluginError) as error:
        call()
    assert error.value.code == code
    assert "acme-evil" in error.value.message
    assert error.value.message_zh
    return error.value.message


@pytest.mark.parametrize("code", ["import time; time.sleep(3600)\n", HOOK + "    import time; time.sleep(3600)\n"])
def test_sleeping_an_hour_at_import_or_in_a_hook_is_named(
    install: Install, opened: Open, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setenv("INSPECT_PLUGIN_SECONDS", "0.2")
    install("acme-evil", "1.0", code)
    assert "TookTooLong" in refused("E-PLUG-FAILED", lambda: opened({"acme-evil": "1.0"}).registry.kinds)


def test_an_answer_that_comes_after_the_interruption_was_caught_is_none(
    install: Install, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECT_PLUGIN_SECONDS", "0.2")
    body = "    import time\n    try:\n        time.sleep(3600)\n    except Exception:\n        return []\n"
    install("acme-evil", "1.0", HOOK + body)
    assert "TookTooLong" in refused("E-PLUG-FAILED", lambda: opened({"acme-evil": "1.0"}).registry.kinds)


@pytest.mark.parametrize("daemon", [True, False])
@pytest.mark.parametrize("head", ["", HOOK])
def test_a_thread_left_running_is_named(install: Install, opened: Open, head: str, daemon: bool) -> None:
    start = f"threading.Thread(target=STOP.wait, daemon={daemon}).start()"
    body = f"    {start}\n    return []\n" if head else f"{start}\n"
    install("acme-evil", "1.0", f"import threading\nSTOP = threading.Event()\n{head}{body}")
    refused("E-PLUG-THREAD", lambda: opened({"acme-evil": "1.0"}).registry.kinds)
    sys.modules["acme_evil"].STOP.set()


def test_a_thread_that_is_done_with_its_work_is_no_offence(install: Install, opened: Open) -> None:
    body = "    threading.Thread(target=lambda: time.sleep(0.1)).start()\n    return []\n"
    install("acme-evil", "1.0", SLEEP + HOOK + body)
    assert opened({"acme-evil": "1.0"}).registry.kinds


STUBBORN = {
    "catches every interruption": HOOK
    + "    import time\n    while True:\n        try: time.sleep(3600)\n        except BaseException: pass\n",
    "is stuck in C": HOOK + "    import itertools\n    return max(itertools.count())\n",
    "leaves a thread that never ends": SLEEP
    + HOOK
    + "    threading.Thread(target=time.sleep, args=(3600,)).start()\n    return []\n",
    "sleeps in its own thread and waits for it": SLEEP
    + HOOK
    + "    while True:\n        try: threading.Thread(target=time.sleep, args=(3600,)).run()\n        except Exception: pass\n",
}


@pytest.mark.parametrize("sort", STUBBORN)
def test_the_program_ends_in_bounded_time_whatever_the_plugin_does(
    install: Install, opened: Open, project: Path, site: Path, sort: str
) -> None:
    install("acme-evil", "1.0", "")
    opened({"acme-evil": "1.0"})
    module = site / "acme_evil.py"
    module.write_text(module.read_text(encoding="utf-8") + STUBBORN[sort], encoding="utf-8")
    environ = {**os.environ, "PYTHONPATH": str(site), "INSPECT_PLUGIN_SECONDS": "0.3", "INSPECT_LANG": "en"}
    words = [sys.executable, "-m", "inspect_core.cli.main", "--project", str(project), "score", "--json"]
    begun = time.monotonic()
    run = subprocess.run(words, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert time.monotonic() - begun < 30
    assert run.returncode == (1 if sort == "is stuck in C" else 3), run.stderr
    assert "acme_evil" in run.stderr or "acme-evil" in run.stderr
    assert run.stdout == ""
    assert list((project / "reports").iterdir()) == []
