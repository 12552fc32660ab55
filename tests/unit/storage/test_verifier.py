"""The verifier in docs/, which knows nothing of this program, agrees with it."""

from __future__ import annotations

import ast
import random
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_core.api import Draft, Event
from inspect_core.storage.check import verify
from tests.reliability.stores import AT, fill, new_store, opened, overwrite, person

Verify = Callable[[Path, list[str]], str]

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
BODIES = st.dictionaries(TEXTS, VALUES, max_size=4)
DRAFTS = st.builds(Draft, TEXTS, TEXTS, BODIES, TEXTS, st.none() | BODIES, st.none() | TEXTS)


@pytest.fixture
def other(root: Path) -> Verify:
    found: Verify = runpy.run_path(str(root / "docs/verify_journal.py"))["verify"]
    return found


def test_it_is_short_and_needs_nothing_but_python(root: Path) -> None:
    text = (root / "docs/verify_journal.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(DRAFTS, max_size=12), max_size=4))
def test_both_agree_on_any_events_and_both_read_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, other: Verify, batches: list[list[Draft]]
) -> None:
    store = tmp_path_factory.mktemp("store")
    journal = new_store(store)
    made: list[Event] = []
    for batch in batches:
        with journal.writing() as writer:
            made += writer.append(batch, AT)
    head = opened(store).head()
    assert other(store / "journal", [head.anchor]) == head.anchor
    assert verify(store).head == head
    assert list(opened(store).read(after=1)) == made
    drafts = [draft for batch in batches for draft in batch]
    private = opened(store).private()
    assert [(event.kind, event.id, event.body, event.actor) for event in made] == [
        (draft.kind, draft.id, draft.body, draft.actor) for draft in drafts
    ]
    assert [private.get(event.seq) for event in made] == [draft.private for draft in drafts]


def damaged(other: Verify, store: Path) -> bool:
    try:
        other(store / "journal", [])
    except (ValueError, KeyError, TypeError, AttributeError):
        return True
    return False


@pytest.mark.parametrize("name", ["events.jsonl", "private.jsonl", "head"])
def test_both_agree_on_damaged_stores(tmp_path: Path, other: Verify, name: str) -> None:
    journal = new_store(tmp_path)
    fill(journal, 12)
    with journal.writing() as writer:
        writer.append([person("P01", "王小明")], AT)
    path = tmp_path / "journal" / name
    good = path.read_bytes()
    dice = random.Random(11)
    for _ in range(120):
        position = dice.randrange(len(good))
        flipped = bytes([good[position] ^ (1 << dice.randrange(8))])
        kinds = [
            good[:position] + flipped + good[position + 1 :],
            good[:position],
            good[:position] + good[position + 1 :],
        ]
        overwrite(path, dice.choice(kinds))
        assert damaged(other, tmp_path)
        assert not verify(tmp_path).ok
        overwrite(path, good)
    assert not damaged(other, tmp_path)


def test_it_says_so_on_the_command_line(tmp_path: Path, root: Path) -> None:
    journal = new_store(tmp_path)
    fill(journal, 3)
    command = [sys.executable, str(root / "docs/verify_journal.py"), str(tmp_path / "journal")]

    def run(*more: str) -> tuple[int, str]:
        done = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    assert run() == (0, f"intact, head {journal.head().anchor}\n")
    assert run("--against", journal.head().anchor)[0] == 0
    assert run("--against", "9:" + "ab" * 32)[0] == 4
    path = tmp_path / "journal/events.jsonl"
    path.write_bytes(path.read_bytes().replace(b"patrol", b"petrol", 1))
    assert run()[0] == 4
