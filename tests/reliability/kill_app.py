"""Kills somebody at work in a project, again and again at random moments, and asks each time what is left.

    python -m tests.reliability.kill_app --kills 200 [--store ours|stock] [--seed 7]

Where `kill` works on the store alone, here the worker opens a project and uses the verbs of the program: record,
record as a correction, void, excuse, import a file, score the month, throw the views away and read.  It dies at some
moment; half of the workers at a change of a file if that comes first, because the moments between two changes
are short.  Afterwards the whole folder is verified, everything acknowledged is read back, and the month is scored
twice: with whatever views and columns the dead left behind, and in a copy that has none.  `stock` does the same on
a TinyDB `JSONStorage`.  Exit status 0: nothing lost, 1: something was.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from tinydb import TinyDB, where

from inspect_core import bootstrap
from inspect_core.api import Event, InspectError
from inspect_core.app.excuse import Asked, excuse
from inspect_core.app.imports import import_files
from inspect_core.app.init import NewProject, init_project
from inspect_core.app.intake.columns import ImportKind
from inspect_core.app.project import App
from inspect_core.app.record import record
from inspect_core.app.score import scored
from inspect_core.app.views import score_view
from inspect_core.app.withdraw import void
from inspect_core.demo.photos import scene
from inspect_core.domain.events import SLOT_EXCUSED
from inspect_core.domain.table import Source
from inspect_core.storage.check import verify
from tests.reliability.kill import OCTOBER, Outcome, Say, Step, Store, compared, run

PROJECT: Final = "park"
NOW: Final = datetime(2026, 10, 31, 20, 0, tzinfo=timezone(timedelta(hours=8)))
LONGEST: Final = (0.01, 0.03, 0.15)  # seconds a worker may live on: within a write, within a verb, within a score
READING: Final = 60  # seconds a reader may take
BEGUN_WITH: Final = 230  # observations: more than the views replay without writing themselves down
BATCH: Final = 12
CHANGES: Final = 60  # a verb makes ten to twenty
FORM: Final = "courtesy-check"
QUESTION: Final = "smile-at-three-metres"
ROUNDS: Final = "patrol/leader-rounds"  # nobody walks them here: a slot to excuse on every day
VERBS: Final = {"record": 25, "supersede": 17, "void": 12, "excuse": 8, "import": 12, "score": 22, "rebuild": 12}
FILES: Final[Mapping[ImportKind, str]] = {
    "people": "工号,姓名,岗位,部门\nP001,王强,秩序维护员,秩序维护部\nP002,李梅,当值班长,秩序维护部\nP003,赵敏,部门主管,秩序维护部\n",
    "places": "部位编号,名称,类型\ngate,南门岗,岗位\n",
    "roster": "日期,工号,班次,开始,结束,部位\n"
    + "".join(f"2026-10-{day:02d},P001,day,08:00,20:00,gate\n" for day in range(1, 31)),
}


MISSED: Final = frozenset(f"2026-10-{day:02d}T08:00:00+08:00" for day in range(1, 31))


class Evening:
    """The last evening of the month, for as long as the test runs."""

    def now(self) -> datetime:
        return NOW


def opened_app(folder: Path) -> App:
    """The project as a new process would open it."""
    return bootstrap.build(folder, clock=Evening(), actor="cli:test", installed=(), notify=lambda _: None)


def sheet(rows: Mapping[str, Sequence[str]]) -> Source:
    """A file of checks: answer and note by record id."""
    header = f"编号,巡查人,开始时间,部位,被检查人,{QUESTION},备注\n"
    lines = (f"{id},P003,{_start(id)},gate,P001,{answer},{note}\n" for id, (answer, note) in rows.items())
    return Source("checks.csv", (header + "".join(lines)).encode())


def _start(id: str) -> str:
    number = int(sha256(id.encode()).hexdigest()[:8], 16)
    return f"2026-10-{1 + number % 30:02d} {9 + number % 10:02d}:{number % 60:02d}"


def _said(dice: random.Random) -> tuple[str, str]:
    """An answer, and a note of some length or none."""
    return dice.choice(("pass", "fail")), "x" * dice.choice((0, 20, 3_000))


def score_digest(app: App) -> str:
    """A digest of everything `score --json` tells of the month."""
    view = score_view(scored(app, app.period("2026-10")))
    return sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()


def name_of(event: Event) -> str:
    """What a step calls an event: some get their ids late, but a record is corrected and a slot excused at most once."""
    if event.kind == SLOT_EXCUSED:
        return f"e-{event.body['at']}"
    return f"s-{event.body['supersedes']}" if event.kind == "observation.superseded" else event.id


def dying_at_a_change(left: int) -> None:
    """This process is killed when it is about to change or sync a file and has done so `left` times."""
    rest = iter(range(left))

    def one_less() -> None:
        if next(rest, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, said: tuple[Any, ...]) -> None:
        opens = event == "open" and isinstance(said[2], int) and said[2] & (os.O_WRONLY | os.O_RDWR)
        if opens or event in ("os.rename", "os.remove", "os.truncate", "os.mkdir", "os.rmdir"):
            one_less()

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def changing(*said: Any) -> Any:
            one_less()
            return call(*said)

        return changing

    sys.addaudithook(hook)
    for name in ("pwrite", "fsync"):  # of these nobody is told
        setattr(os, name, counted(getattr(os, name)))


@dataclass
class Project:
    """A project with people, a place, a roster and a month of checks, used through the program's verbs."""

    folder: Path

    def __post_init__(self) -> None:
        new = NewProject(id=PROJECT, name="Park")
        init_project(self.folder, new, {}, bootstrap.create_journal, Evening(), "cli:test")
        app = opened_app(self.folder)
        for kind, text in FILES.items():
            import_files(app, kind, [Source(f"{kind}.csv", text.encode())])
        begun = {f"b{number}": ("pass", "") for number in range(BEGUN_WITH)}
        import_files(app, "observations", [sheet(begun)], FORM)
        self.begun = app.store.journal.head().seq

    def work(self, say: Say, dice: random.Random) -> None:
        if dice.random() < 0.5:
            dying_at_a_change(dice.randrange(CHANGES))
        app = opened_app(self.folder)
        mine = f"{os.getpid()}{dice.randrange(10**9)}"
        for turn in range(10**6):
            verb = dice.choices(list(VERBS), list(VERBS.values()))[0]
            if verb == "score":
                say("try", {"do": verb, "ids": []})
                digest = score_digest(app)
                say("did", {"do": verb, "ids": [], "seq": app.store.journal.head().seq, "digest": digest})
            elif verb == "rebuild":
                say("try", {"do": verb, "ids": []})
                app = self.rebuilt(app)
                say("did", {"do": verb, "ids": []})
            elif verb == "import":
                self.bring(app, f"{mine}x{turn}", say, dice)
            elif verb == "excuse" and (left := sorted(MISSED - {one["at"] for one in app.store.facts.excuses()})):
                self.pardon(app, dice.choice(left), say)
            else:
                self.write(app, "record" if verb == "excuse" else verb, f"{mine}x{turn}", say, dice)

    def rebuilt(self, app: App) -> App:
        """The project opened again without its views; what it tells must be what it told before."""
        before = app.store.facts.observations(*OCTOBER, withdrawn=True)
        shutil.rmtree(self.folder / "views", ignore_errors=True)
        fresh = opened_app(self.folder)
        if fresh.store.facts.observations(*OCTOBER, withdrawn=True) != before:
            raise RuntimeError("the views made anew tell something else")
        return fresh

    def bring(self, app: App, name: str, say: Say, dice: random.Random) -> None:
        """A small file imported."""
        rows = {f"i{name}-{number}": _said(dice) for number in range(BATCH)}
        source = sheet(rows)
        ids = [*rows, f"observations-{source.sha256[:24]}"]
        step: Step = {"do": "import", "ids": ids, "says": {id: list(said) for id, said in rows.items()}}
        say("try", step)
        import_files(app, "observations", [source], FORM)
        say("did", step)

    def pardon(self, app: App, at: str, say: Say) -> None:
        """A missed slot excused."""
        step: Step = {"do": "excuse", "ids": [f"e-{at}"]}
        say("try", step)
        excuse(app, Asked(ROUNDS, datetime.fromisoformat(at), None, "gate", "rain", "P001", "P003"))
        say("did", step)

    def write(self, app: App, verb: str, name: str, say: Say, dice: random.Random) -> None:
        """A record, a correction or a withdrawal."""
        target = str(dice.choice(app.store.facts.observations(*OCTOBER)[-200:])["id"]) if verb != "record" else ""
        id = {"record": f"r{name}", "supersede": f"s-{target}", "void": f"void-{target}"[:64]}[verb]
        answer, note = _said(dice)
        step: Step = {"do": verb, "ids": [id], "says": {id: [answer, note]} if verb != "void" else {}}
        if target:
            step["target"] = target
        pairs = [("observer", "P003"), ("place", "gate"), ("subject", "P001"), ("start", _start(name))]
        pairs += [(QUESTION, answer), *([("note", note)] if note else [])]
        photos = {"a.png": scene(dice.randrange(10_000), 1)} if dice.random() < 0.3 else None
        say("try", step)
        if verb == "void":
            void(app, target, "entered twice")
        elif verb == "supersede":
            record(app, app.standards.forms[FORM], pairs, photos, supersedes=target)
        else:
            record(app, app.standards.forms[FORM], [("id", id), *pairs], photos)
        say("did", step)

    def complaints(self, tried: list[Step], done: list[Step]) -> Iterator[str]:
        """Asked in a process of its own: polars starts threads, and who has threads does not fork again."""
        ours, theirs = multiprocessing.Pipe(duplex=False)
        reader = multiprocessing.get_context("fork").Process(target=self._tell, args=(theirs, tried, done))
        reader.start()
        theirs.close()
        try:
            yield from ours.recv() if ours.poll(READING) else ["nobody could read it in time"]
        except EOFError:
            yield "whoever read it failed"
        reader.kill()
        reader.join()

    def _tell(self, pipe: Connection, tried: list[Step], done: list[Step]) -> None:
        pipe.send(list(self.found(tried, done)))

    def found(self, tried: list[Step], done: list[Step]) -> Iterator[str]:
        """What is wrong with the folder."""
        try:
            report = verify(self.folder, project=PROJECT)
            app = opened_app(self.folder)
            events = list(app.store.journal.read())
            score, cold = score_digest(app), self.cold_score()
            records = app.store.facts.observations(*OCTOBER, withdrawn=True, with_private=True)
            excused = {f"e-{one['at']}" for one in app.store.facts.excuses()}
        except InspectError as error:
            yield f"unreadable: {error}"
            return
        if not report.ok:
            yield f"verify: {report.problems}"
        if score != cold:
            yield "the score differs from one without views and columns"
        late = [step["digest"] for step in done if step["do"] == "score" and step["seq"] == len(events)]
        if set(late) - {cold}:
            yield "the score differs from the one that was told"
        names = [name_of(event) for event in events]
        yield from compared(names[self.begun :], names[self.begun :], tried, done)
        ids = {name_of(event): event.id for event in events}
        for step in done:
            if step["do"] == "excuse" and not excused.issuperset(step["ids"]):
                yield f"{step['ids']} stands although its excuse was acknowledged"
        yield from _misread({found["id"]: found for found in records}, ids, done)

    def cold_score(self) -> str:
        """The score of a copy of the project that has neither views nor columns."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            shutil.copytree(self.folder, copy, ignore=shutil.ignore_patterns("views", "photos"))
            return score_digest(opened_app(copy))


def _misread(records: Mapping[str, Mapping[str, Any]], ids: Mapping[str, str], done: list[Step]) -> Iterator[str]:
    """Where a record says something else than was acknowledged, or stands although it was withdrawn."""
    for step in done:
        for name, said in step.get("says", {}).items():
            found = records.get(ids.get(name, ""), {})
            if [found.get("answers", {}).get(QUESTION), found.get("note", "")] != said:
                yield f"{name} was acknowledged and reads {str(found)[:150]}"
        if "target" in step:
            target = records.get(step["target"], {})
            if target.get("voided") is None and target.get("superseded_by") != ids.get(step["ids"][0], "?"):
                yield f"{step['target']} stands although its {step['do']} was acknowledged"


@dataclass
class StockProject:
    """The same month kept by a TinyDB as it comes, in one file that every verb changes."""

    folder: Path

    def __post_init__(self) -> None:
        database = TinyDB(self.path)
        database.insert_multiple({"id": f"b{number}", "note": ""} for number in range(BEGUN_WITH))
        database.close()

    @property
    def path(self) -> Path:
        return self.folder / "stock.json"

    def work(self, say: Say, dice: random.Random) -> None:
        database = TinyDB(self.path)
        for turn in range(10**6):
            verb = dice.choices(list(VERBS), list(VERBS.values()))[0]
            count = {"record": 1, "supersede": 1, "excuse": 1, "import": BATCH}.get(verb, 0)
            ids = [f"{os.getpid()}{dice.randrange(10**9)}x{turn}-{number}" for number in range(count)]
            step: Step = {"do": verb, "ids": ids}
            if verb in ("supersede", "void"):
                step["target"] = dice.choice(database.all()[-200:])["id"]
            say("try", step)
            self.one(database, step, dice)
            say("did", step)

    def one(self, database: TinyDB, step: Step, dice: random.Random) -> None:
        """One verb, as somebody writes it who keeps everything in tables."""
        if step["do"] == "score":
            database.drop_table("scores")
            database.table("scores").insert({"records": len(database), "columns": "x" * dice.randrange(9_000)})
        elif step["do"] == "rebuild":
            database.drop_table("views")
            database.table("views").insert_multiple({"id": found["id"]} for found in database.all()[-200:])
        elif step["do"] == "void":
            database.remove(where("id") == step["target"])
        else:
            if "target" in step:
                database.update({"superseded_by": step["ids"][0], "note": ""}, where("id") == step["target"])
            database.insert_multiple({"id": id, "note": _said(dice)[1]} for id in step["ids"])

    def complaints(self, tried: list[Step], done: list[Step]) -> Iterator[str]:
        try:
            stored = {found["id"] for found in json.loads(self.path.read_text())["_default"].values()}
        except ValueError as error:
            yield f"unreadable: {error}"
            return
        voided = {step["target"] for step in tried if step["do"] == "void"}
        for step in done:
            if not stored.issuperset(set(step["ids"]) - voided):
                yield f"lost although acknowledged: {step}"


def told(name: str, outcome: Outcome, seconds: float) -> Iterator[str]:
    """The outcome in lines."""
    acknowledged, complaints = outcome.acknowledged, len(outcome.complaints)
    yield f"{name}: {outcome.kills} kills, {acknowledged} steps acknowledged, {complaints} complaints, {seconds:.0f} s"
    yield "  acknowledged: " + ", ".join(f"{verb} {outcome.did[verb]}" for verb in VERBS)
    yield "  killed within: " + ", ".join(f"{verb} {outcome.cut_short[verb]}" for verb in VERBS)
    for complaint in outcome.complaints[:10]:
        yield f"  {complaint[:200]}"


def main() -> int:
    """The loop from the command line, on a project in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--store", choices=("ours", "stock"), default="ours")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = asked.store == "ours"
        store: Store = Project(Path(folder)) if ours else StockProject(Path(folder))
        began = time.monotonic()
        outcome = run(store, asked.kills, asked.seed, until_caught=True, longest=LONGEST)
    sys.stdout.write("\n".join(told(asked.store, outcome, time.monotonic() - began)) + "\n")
    return 1 if outcome.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
