"""Kills a writing process again and again, at random moments, and asks each time what is left.

    python -m tests.reliability.kill --kills 200 [--store ours|stock] [--records 50] [--seed 7]

The worker says on a pipe what it is about to do and, once it is acknowledged, that it is done.  The same loop
runs over the store of this project and over a stock TinyDB `JSONStorage`: a loop that never caught anything
would prove nothing.  Exit status 0: nothing lost, 1: something was.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from tinydb import TinyDB

from inspect_core.api import Draft, InspectError
from inspect_core.storage.blobs import PhotoStore
from inspect_core.storage.check import verify
from inspect_core.storage.views import Views
from tests.reliability.stores import AT, new_store, opened, person, seen, void

Step = dict[str, Any]
Say = Callable[[str, Step], None]
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
MOST = 10  # writes acknowledged before a worker is killed
LONGEST = (0.012,)  # seconds it lives after that at most: one of these
PATIENCE = 2.0
BATCH = 20


class Store(Protocol):
    """Something that is written to by a worker and asked by whoever finds it afterwards."""

    def work(self, say: Say, dice: random.Random) -> None:
        """Writes until it is killed."""
        ...

    def complaints(self, tried: list[Step], done: list[Step]) -> Iterator[str]:
        """What is wrong with what is left, given all that was tried and all that was acknowledged so far."""
        ...


@dataclass
class Ours:
    """The journal, its photos and its views under the mixed workload of a busy project."""

    folder: Path
    records: int = 50

    def __post_init__(self) -> None:
        with new_store(self.folder).writing() as writer:
            writer.append([seen(number, note="dark" * (number % 3)) for number in range(self.records)], AT)

    def work(self, say: Say, dice: random.Random) -> None:
        journal = opened(self.folder)
        views = Views(self.folder / "views", journal)
        mine = f"{os.getpid()}{dice.randrange(10**9)}"
        for turn in range(10**6):
            name = int(f"{mine}{turn:06d}00")
            share = dice.random()
            if share < 0.85:
                step, drafts = self.step(share, name, views, dice)
                say("try", step)
                with journal.writing() as writer:
                    writer.append(drafts, AT)
                say("did", step)
            elif share < 0.94:
                views.observations(*OCTOBER, with_private=True)
            elif share < 0.98:
                views.flush()
            else:
                shutil.rmtree(self.folder / "views", ignore_errors=True)
                views = Views(self.folder / "views", journal)

    def step(self, share: float, name: int, views: Views, dice: random.Random) -> tuple[Step, list[Draft]]:
        """One thing a person does, as what is said about it and as drafts."""
        if share < 0.40:
            draft = seen(name, note="x" * dice.randrange(400))
            return {"do": "record", "ids": [draft.id]}, [draft]
        if share < 0.65:
            target = self.target(views, dice)
            draft = seen(name, supersedes=target, note="y" * dice.randrange(4000))
            return {"do": "supersede", "ids": [draft.id], "target": target}, [draft]
        if share < 0.75:
            target = self.target(views, dice)
            return {"do": "void", "ids": [f"v{name}"], "target": target}, [void(name, target)]
        photo = PhotoStore(self.folder / "photos").put(dice.randbytes(2_000))
        drafts: list[Draft] = [seen(name + 1 + row, place="post-1") for row in range(BATCH - 2)]
        drafts.append(person(f"P{name}", "王小明"))
        facts = {"form": "patrol", "observer": "P01", "start": "2026-10-09T08:10:00+08:00"}
        drafts.append(Draft("observation.recorded", f"p{name}", facts, "P01", {"photos": [photo]}))
        return {"do": "import", "ids": [draft.id for draft in drafts]}, drafts

    def target(self, views: Views, dice: random.Random) -> str:
        """An observation that stands, to be corrected or withdrawn."""
        standing = views.observations(*OCTOBER)
        return str(dice.choice(standing[-200:])["id"])

    def complaints(self, tried: list[Step], done: list[Step]) -> Iterator[str]:
        try:
            journal = opened(self.folder)
            stored = [event.id for event in journal.read()]
            report = verify(self.folder) if len(done) % 5 == 0 else None
            views = Views(self.folder / "views", journal)
            fresh = Views(self.folder / "none", journal).observations(*OCTOBER, withdrawn=True, with_private=True)
            if views.observations(*OCTOBER, withdrawn=True, with_private=True) != fresh:
                yield "the views show something else than the journal"
        except InspectError as error:
            yield f"unreadable: {error}"
            return
        if report is not None and not report.ok:
            yield f"verify: {report.problems}"
        yield from compared(stored, stored[self.records + 1 :], tried, done)
        marked = {record["id"] for record in fresh if record["superseded_by"] or record["voided"] is not None}
        for step in done:
            if "target" in step and step["target"] not in marked:
                yield f"{step['target']} stands although its {step['do']} was acknowledged"


def compared(stored: list[str], sent: list[str], tried: list[Step], done: list[Step]) -> Iterator[str]:
    """What is lost, there twice, there by half or invented, going by the ids of the steps."""
    there = set(stored)
    if len(there) != len(stored):
        yield "something is stored twice"
    for step in done:
        if not there.issuperset(step["ids"]):
            yield f"lost although acknowledged: {step}"
    for step in tried:
        if 0 < len(there.intersection(step["ids"])) < len(step["ids"]):
            yield f"half of it is stored: {step}"
    known = {name for step in tried for name in step["ids"]}
    if phantoms := [name for name in sent if name not in known]:
        yield f"nobody sent these: {phantoms}"


@dataclass
class Stock:
    """TinyDB as it comes, with updates that change a record's length."""

    folder: Path

    def __post_init__(self) -> None:
        database = TinyDB(self.path)
        database.insert_multiple({"text": "x" * 300} for _ in range(300))
        database.close()

    @property
    def path(self) -> Path:
        return self.folder / "stock.json"

    def work(self, say: Say, dice: random.Random) -> None:
        database = TinyDB(self.path)
        while True:
            step = {"record": dice.randrange(1, 301), "length": dice.choice((1, 3_000, 30_000))}
            say("try", step)
            database.update({"text": "y" * step["length"]}, doc_ids=[step["record"]])
            say("did", step)

    def complaints(self, tried: list[Step], done: list[Step]) -> Iterator[str]:
        try:
            records = json.loads(self.path.read_text())["_default"]
        except ValueError as error:
            yield f"unreadable: {error}"
            return
        for step in {step["record"]: step for step in done}.values():
            length = len(records.get(str(step["record"]), {}).get("text", ""))
            if length not in {step["length"], *[late["length"] for late in tried if late["record"] == step["record"]]}:
                yield f"lost although acknowledged: {step}"


@dataclass
class Outcome:
    """How a loop went."""

    kills: int = 0
    acknowledged: int = 0
    complaints: list[str] = field(default_factory=list)
    did: Counter[str] = field(default_factory=Counter)
    cut_short: Counter[str] = field(default_factory=Counter)


def one_round(store: Store, dice: random.Random, longest: Sequence[float]) -> tuple[list[Step], list[Step]]:
    """One worker started and killed: what it tried and what was acknowledged to it."""
    ours, theirs = os.pipe()
    seed = dice.randrange(1 << 30)
    worker = os.fork()
    if worker == 0:
        os.close(ours)
        _work(store, theirs, random.Random(seed))
    os.close(theirs)
    said = _listen(ours, dice.randrange(MOST))
    time.sleep(dice.uniform(0, dice.choice(longest)))
    os.kill(worker, signal.SIGKILL)
    with os.fdopen(ours, "rb") as pipe:
        lines = (said + pipe.read()).decode().split("\n")[:-1]
    _, status = os.waitpid(worker, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise RuntimeError("the worker failed by itself")
    steps = [(line[:3], json.loads(line[4:])) for line in lines]
    return [step for word, step in steps if word == "try"], [step for word, step in steps if word == "did"]


def _listen(pipe: int, acknowledged: int) -> bytes:
    """What a worker says until so many writes were acknowledged to it, or it takes too long."""
    said = b""
    deadline = time.monotonic() + PATIENCE
    while said.count(b"did ") < acknowledged and time.monotonic() < deadline:
        if select.select([pipe], [], [], 0.05)[0]:
            more = os.read(pipe, 1 << 16)
            if not more:
                break
            said += more
    return said


def _work(store: Store, pipe: int, dice: random.Random) -> None:
    try:
        store.work(lambda word, step: _say(pipe, f"{word} {json.dumps(step)}\n"), dice)
    finally:
        os._exit(9)


def _say(pipe: int, line: str) -> None:
    data = line.encode()
    if os.write(pipe, data) != len(data):
        raise RuntimeError("the pipe is full")


def run(
    store: Store, kills: int, seed: int, *, until_caught: bool = False, longest: Sequence[float] = LONGEST
) -> Outcome:
    """`kills` rounds, or fewer when one complaint is enough; `longest` are the seconds a worker may live on."""
    dice = random.Random(seed)
    outcome = Outcome()
    tried: list[Step] = []
    done: list[Step] = []
    for _ in range(kills):
        more, acknowledged = one_round(store, dice, longest)
        tried += more
        done += acknowledged
        outcome.did.update(step.get("do", "update") for step in acknowledged)
        outcome.cut_short.update(step.get("do", "update") for step in more[len(acknowledged) :])
        outcome.kills += 1
        outcome.complaints += store.complaints(tried, done)
        if outcome.complaints and until_caught:
            break
    outcome.acknowledged = len(done)
    return outcome


def main() -> int:
    """The loop from the command line, on a store in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--store", choices=("ours", "stock"), default="ours")
    parser.add_argument("--records", type=int, default=50, help="how many our store begins with")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store: Store = Ours(Path(folder), asked.records) if asked.store == "ours" else Stock(Path(folder))
        began = time.monotonic()
        outcome = run(store, asked.kills, asked.seed, until_caught=asked.store == "stock")
    seconds = time.monotonic() - began
    sys.stdout.write(
        f"{asked.store}: {outcome.kills} kills, {outcome.acknowledged} writes acknowledged, "
        f"{len(outcome.complaints)} complaints, {seconds:.0f} s\n"
    )
    for complaint in outcome.complaints[:10]:
        sys.stdout.write(f"  {complaint[:200]}\n")
    return 1 if outcome.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
