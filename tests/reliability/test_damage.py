"""Whatever is changed behind the program's back is found."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from inspect_core.errors import InspectError, IntegrityError
from inspect_core.storage.chain import Chain, canonical, event_hash
from inspect_core.storage.check import Report, verify
from tests.reliability.stores import AT, fill, new_store, opened, overwrite, person, seen


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store under 6 KB with private parts, of a project whose head is known."""
    journal = new_store(tmp_path)
    with journal.writing() as writer:
        writer.append([person("P01", "王小明"), seen(0, note="wet floor")], AT)
    fill(journal, 3)
    return tmp_path


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is writing meanwhile, so a torn head file need not be read again."""
    monkeypatch.setattr("inspect_core.storage.journal._TRIES", 1)


@contextlib.contextmanager
def changed(path: Path, data: bytes) -> Iterator[None]:
    """A file with other bytes in it for a while."""
    before = path.read_bytes()
    overwrite(path, data)
    try:
        yield
    finally:
        overwrite(path, before)


def found(store: Path, *against: str) -> Report:
    return verify(store, against=against)


@pytest.mark.parametrize("name", ["events.jsonl", "private.jsonl", "head"])
def test_each_flipped_byte_is_found(store: Path, name: str) -> None:
    path = store / "journal" / name
    good = path.read_bytes()
    positions = range(len(good)) if name != "head" else [*range(256), *range(256, 4096, 97), *range(4096, 4352)]
    for position in positions:
        for mask in (0x01, 0x20):
            bad = bytearray(good)
            bad[position] ^= mask
            with changed(path, bytes(bad)):
                report = found(store)
            assert report.problems, f"byte {position} of {name} flipped with {mask:#x} was not noticed"
            assert all(problem.code.startswith("E-STORE-") for problem in report.problems)
    assert found(store).ok


@pytest.mark.parametrize("name", ["events.jsonl", "private.jsonl"])
def test_each_cut_of_acknowledged_bytes_is_found_and_nothing_is_taken_for_new(store: Path, name: str) -> None:
    path = store / "journal" / name
    good = path.read_bytes()
    for length in range(len(good)):
        with changed(path, good[:length]):
            report = found(store)
            assert report.problems, f"{name} cut to {length} bytes was not noticed"
            with pytest.raises(InspectError) as refused, opened(store).writing():
                pass
            assert refused.value.exit_code == 4
            assert path.read_bytes() == good[:length]


def test_a_head_file_cut_short_never_loses_an_acknowledged_event(store: Path) -> None:
    path = store / "journal" / "head"
    good = path.read_bytes()
    events = [event.id for event in opened(store).read()]
    for length in [*range(0, 260, 2), *range(260, 4090, 383), *range(4090, len(good), 2)]:
        with changed(path, good[:length]):
            assert found(store).problems
            with contextlib.suppress(IntegrityError):
                assert [event.id for event in opened(store).read()] == events


def lines(store: Path) -> list[bytes]:
    return (store / "journal" / "events.jsonl").read_bytes().split(b"\n")[:-1]


def rearranged(kind: str, old: list[bytes]) -> list[bytes]:
    new = list(old)
    match kind:
        case "swapped":
            new[2], new[3] = new[3], new[2]
        case "doubled":
            new.insert(3, new[2])
        case "removed":
            del new[2]
        case "reversed":
            new.reverse()
        case "edited, its own hash made right":
            fields = orjson.loads(new[2])
            fields["body"]["form"] = "forged"
            new[2] = canonical(fields)
            after = orjson.loads(new[3])
            after["prev"] = event_hash(new[2]).hex()
            new[3] = canonical(after)
    return new


@pytest.mark.parametrize("kind", ["swapped", "doubled", "removed", "reversed", "edited, its own hash made right"])
def test_events_cannot_be_moved_doubled_removed_or_edited(store: Path, kind: str) -> None:
    path = store / "journal" / "events.jsonl"
    path.write_bytes(b"\n".join([*rearranged(kind, lines(store)), b""]))
    report = found(store)
    assert [problem.code for problem in report.problems] == ["E-STORE-CHAIN"]
    with pytest.raises(IntegrityError):
        list(opened(store).read())


@pytest.mark.parametrize("seq", [2, 3, 4, 5])
@pytest.mark.parametrize("part", [b"P0", b'"prev":"', b'"seq":'])
def test_a_damaged_event_is_named_with_its_time_and_the_last_good_head_and_those_before_it_can_be_read(
    store: Path, seq: int, part: bytes
) -> None:
    path = store / "journal" / "events.jsonl"
    head = opened(store).hash_at(seq - 1)
    old = lines(store)
    spot = old[seq - 1].index(part) + len(part)
    digit = b"7" if old[seq - 1][spot : spot + 1] != b"7" else b"8"
    bad = old[seq - 1][:spot] + digit + old[seq - 1][spot + 1 :]
    path.write_bytes(b"\n".join([*old[: seq - 1], bad, *old[seq:], b""]))
    assert list(_until_damage(store)) == list(range(1, seq))
    with pytest.raises(IntegrityError) as refused:
        list(opened(store).read())
    problem = refused.value.first
    assert problem.code == "E-STORE-CHAIN"
    assert f"event {seq} " in problem.message
    assert f"last good head {seq - 1}:{head}" in problem.message
    assert AT.isoformat() in problem.message
    assert f"events 1 to {seq - 1} " in problem.hint
    assert str(problem.place) == f"journal/events.jsonl:{seq}"


def _until_damage(store: Path) -> Iterator[int]:
    with contextlib.suppress(IntegrityError):
        for event in opened(store).read():
            yield event.seq


def test_the_last_event_is_guarded_by_the_head_file(store: Path) -> None:
    path = store / "journal" / "events.jsonl"
    old = lines(store)
    path.write_bytes(b"\n".join([*old[:-1], old[-1].replace(b"patrol", b"petrol"), b""]))
    assert list(_until_damage(store)) == list(range(1, len(old)))
    assert found(store).problems[0].code == "E-STORE-CHAIN"


def test_an_old_copy_of_the_whole_store_is_found_by_an_anchor_kept_elsewhere(store: Path, tmp_path: Path) -> None:
    journal = store / "journal"
    old = {path.name: path.read_bytes() for path in journal.iterdir() if path.name != "lock"}
    fill(opened(store), 5, first=100)
    anchor = opened(store).head().anchor
    for name, data in old.items():
        (journal / name).write_bytes(data)
    assert found(store).ok
    report = found(store, anchor)
    assert [problem.code for problem in report.problems] == ["E-STORE-ROLLBACK"]
    assert "expected at least 11 events, found 6" in report.problems[0].message


def test_a_journal_rewritten_whole_is_found_by_any_older_anchor(store: Path, tmp_path: Path) -> None:
    anchors = [f"{seq}:{opened(store).hash_at(seq)}" for seq in range(1, 7)]
    forged = new_store(tmp_path / "forged")
    fill(forged, 5)
    for anchor in anchors[1:]:
        assert [problem.code for problem in found(tmp_path / "forged", anchor).problems] == ["E-STORE-ANCHOR"]


def test_a_large_store_notices_random_damage(tmp_path: Path) -> None:
    journal = new_store(tmp_path)
    with journal.writing() as writer:
        writer.append([seen(number) for number in range(2_000)], AT)
    path = tmp_path / "journal" / "events.jsonl"
    good = path.read_bytes()
    dice = random.Random(7)
    for _ in range(150):
        position = dice.randrange(len(good))
        with changed(path, good[:position] + bytes([good[position] ^ dice.randrange(1, 256)]) + good[position + 1 :]):
            assert found(tmp_path).problems


def test_a_chain_that_is_not_verified_would_let_a_forged_event_pass(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store / "journal" / "events.jsonl"
    old = lines(store)
    path.write_bytes(b"\n".join([*old[:3], old[3].replace(b"patrol", b"petrol"), *old[4:], b""]))
    honest = [event_hash(line) for line in old]

    def believing(self: Chain, data: bytes) -> bool:
        for number, line in enumerate(data.split(b"\n")[:-1]):
            self.ends.append(self.length + len(line) + 1)
            self._hashes += honest[number]
        return True

    monkeypatch.setattr(Chain, "extend", believing)
    monkeypatch.setattr("inspect_core.storage.journal.event_hash", lambda line: honest[orjson.loads(line)["seq"] - 1])
    assert "petrol" in [event.body.get("form") for event in opened(store).read()]
