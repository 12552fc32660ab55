"""Two hundred scripted edits of a store: every one is found, and the stand-alone verifier agrees about the journal."""

from __future__ import annotations

import random
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_core.errors import InspectError
from inspect_core.storage.chain import Chain
from inspect_core.storage.check import verify
from tests.reliability.edits import KINDS, Kind, edited, keyed_store, store_to_edit
from tests.reliability.stores import opened

SEED = 2026
Verify = Callable[[Path, list[str]], str]


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is writing meanwhile, so a torn head file need not be read again."""
    monkeypatch.setattr("inspect_core.storage.journal._TRIES", 1)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return store_to_edit(tmp_path / "park")


@pytest.fixture
def keyed(tmp_path: Path) -> Path:
    return keyed_store(tmp_path / "keyed")


@pytest.fixture
def other(root: Path) -> Verify:
    found: Verify = runpy.run_path(str(root / "docs/verify_journal.py"))["verify"]
    return found


def codes(store: Path, *anchors: str) -> list[str]:
    """The codes of what `verify` finds."""
    try:
        return [problem.code for problem in verify(store, project="park", against=anchors).problems]
    except InspectError as refused:
        return [refused.code]


def doubted(other: Verify, store: Path, *anchors: str) -> bool:
    """Whether the stand-alone verifier says the journal is damaged."""
    try:
        other(store / "journal", list(anchors))
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        return True
    return False


def test_there_are_two_hundred() -> None:
    assert sum(kind.times for kind in KINDS) == 200


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name.replace(" ", "-"))
def test_every_edit_is_found_and_the_stand_alone_verifier_agrees(
    store: Path, keyed: Path, other: Verify, kind: Kind
) -> None:
    store = keyed if kind.keyed else store
    anchor = opened(store).head().anchor
    against = [anchor] if kind.anchor else []
    for number in range(kind.times):
        with edited(store, kind, random.Random(f"{SEED} {kind.name} {number}")):
            found = codes(store, *against)
            assert found, f"{kind.name}, try {number}: not noticed"
            assert all(code.startswith(("E-STORE-", "E-PHOTO-", "E-VIEW-", "E-ACCESS-", "E-CLOSED-")) for code in found)
            if kind.chain is not None:
                assert doubted(other, store, *against) == kind.chain, f"{kind.name}, try {number}: {found}"
            if kind.anchor:
                assert codes(store) == [], "that only an anchor can tell is what this kind is for"
    assert codes(store, anchor) == []
    assert not doubted(other, store, anchor)


def test_with_the_chain_believed_edits_pass(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # the guard removed: a chain that takes every line for good and tells the head what it wants to hear
    wanted = opened(store).head()

    def believing(self: Chain, data: bytes) -> bool:
        for line in data.split(b"\n")[:-1]:
            self.ends.append(self.length + len(line) + 1)
            self._hashes += bytes.fromhex(wanted.hash)
        return True

    monkeypatch.setattr(Chain, "extend", believing)
    kind = next(kind for kind in KINDS if kind.name == "two events exchanged")
    with edited(store, kind, random.Random(1)):
        assert "E-STORE-CHAIN" not in codes(store)
