"""A limit of time interrupts what runs inside it, and leaves no alarm behind."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from inspect_core.host.patience import TookTooLong, within


def test_what_takes_too_long_is_interrupted() -> None:
    begun = time.monotonic()
    with pytest.raises(TookTooLong), within(0.05):
        time.sleep(60)
    assert time.monotonic() - begun < 30


def test_what_is_done_in_time_leaves_no_alarm() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with within(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_an_outer_limit_goes_on_counting() -> None:
    with pytest.raises(TookTooLong), within(0.2):
        again_and_again()


def again_and_again() -> None:
    for _ in range(600):
        with within(60):
            time.sleep(0.05)


def test_another_thread_is_not_limited() -> None:
    done: list[bool] = []

    def work() -> None:
        with within(0.001):
            time.sleep(0.05)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
