"""Tests in this process do not wait for the machine's disk: which calls are made, and in which order, is what they test.

The loops that kill processes run in processes of their own and sync for real.
"""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)
