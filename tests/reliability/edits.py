"""Two hundred edits of a store behind the program's back: each is told by a line, done by a seeded die, and undone."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import orjson

from inspect_core.api import Draft, Json
from inspect_core.storage.access import AccessLog
from inspect_core.storage.blobs import PhotoStore
from inspect_core.storage.chain import canonical, event_hash
from inspect_core.storage.head import Mark, new_head, parse_head
from inspect_core.storage.papers import PaperStore
from inspect_core.storage.private import blank
from inspect_core.storage.tiny import _digest
from inspect_core.storage.views import Views
from tests.reliability.stores import AT, new_store, opened, person, seen

EVENTS: Final = "journal/events.jsonl"
PRIVATE: Final = "journal/private.jsonl"
HEAD: Final = "journal/head"
PEOPLE: Final = "keys/people.jsonl"

Deed = Callable[[Path, random.Random], None]


@dataclass(frozen=True)
class Kind:
    """One way to edit a store; how often it is tried; and who must notice.

    `anchor`: only an anchor kept elsewhere can tell. `chain`: the stand-alone verifier of the journal must notice too;
    None where it may, because only the keys of people open what was edited. `keyed`: the store has such keys.
    """

    name: str
    times: int
    deed: Deed
    anchor: bool = False
    chain: bool | None = True
    keyed: bool = False


def keyed_store(folder: Path) -> Path:
    """A project whose private parts are sealed with the keys of the people they tell of."""
    with new_store(folder).writing() as writer:
        for number in range(6):
            told, note = person(f"P{number:02}", f"王{number}"), seen(number, note=f"note {number}")
            writer.append([replace(told, whose=told.id), replace(note, whose=f"P{number:02}")], AT)
    return folder


def store_to_edit(folder: Path) -> Path:
    """A project of sixty events with people, notes, photos and views."""
    journal = new_store(folder)
    photos = PhotoStore(folder / "photos")
    with journal.writing() as writer:
        writer.append([person(f"P{number:02}", f"王{number}") for number in range(8)], AT)
        for number in range(50):
            draft = seen(number, note=f"note {number}" if number % 3 == 0 else "")
            if number % 10 == 5:
                draft = Draft(
                    draft.kind, draft.id, draft.body, draft.actor, {"photos": [photos.put(b"jpeg %d" % number)]}
                )
            writer.append([draft], AT)
        writer.append([seen(99, supersedes="o7")], AT)
        papers = [PaperStore(folder / "closed").put(b'{"paper":%d}' % number) for number in range(4)]
        body: dict[str, Json] = {
            "rulesets": [{"text": papers[0]}],
            "scheme": {"text": papers[1]},
            "calendar": papers[2],
        }
        writer.append([Draft("period.closed", "close-1", {**body, "result": papers[3]}, "P01")], AT)
    Views(folder / "views", opened(folder)).flush()
    log = AccessLog(folder / "access", "park")
    for days in range(0, 75, 5):
        log.note("cli:ann", {"what": "explain", "whose": f"P{days:02}"}, AT + timedelta(days=days))
    return folder


@contextmanager
def edited(store: Path, kind: Kind, dice: random.Random) -> Iterator[None]:
    """The store with one edit in it; afterwards it is as it was."""
    kept = store.with_name("kept")
    shutil.copytree(store, kept, symlinks=True)
    try:
        kind.deed(store, dice)
        yield
    finally:
        shutil.rmtree(store)
        kept.rename(store)


# ------------------------------------------------------------------ bytes


def _one_of(pattern: str) -> Callable[[Path, random.Random], Path]:
    return lambda store, dice: dice.choice(sorted(store.glob(pattern)))


def flipped(pattern: str) -> Deed:
    """One bit of a file is another."""

    def deed(store: Path, dice: random.Random) -> None:
        path = _one_of(pattern)(store, dice)
        raw = bytearray(path.read_bytes())
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        path.write_bytes(raw)

    return deed


def dropped_byte(pattern: str) -> Deed:
    """One byte of a file is gone."""

    def deed(store: Path, dice: random.Random) -> None:
        path = _one_of(pattern)(store, dice)
        raw, at = path.read_bytes(), dice.randrange(path.stat().st_size)
        path.write_bytes(raw[:at] + raw[at + 1 :])

    return deed


def put_in_byte(pattern: str) -> Deed:
    """One byte more stands within a file."""

    def deed(store: Path, dice: random.Random) -> None:
        path = _one_of(pattern)(store, dice)
        raw, at = path.read_bytes(), dice.randrange(path.stat().st_size)
        path.write_bytes(raw[:at] + bytes([dice.randrange(256)]) + raw[at:])

    return deed


def cut(pattern: str) -> Deed:
    """The end of a file is gone."""

    def deed(store: Path, dice: random.Random) -> None:
        path = _one_of(pattern)(store, dice)
        path.write_bytes(path.read_bytes()[: dice.randrange(path.stat().st_size)])

    return deed


def gone(pattern: str) -> Deed:
    """A file is not there any more."""
    return lambda store, dice: _one_of(pattern)(store, dice).unlink()


def linked(pattern: str) -> Deed:
    """A file is a link to a copy of itself elsewhere."""

    def deed(store: Path, dice: random.Random) -> None:
        path = _one_of(pattern)(store, dice)
        path.rename(store / "elsewhere")
        path.symlink_to(store / "elsewhere")

    return deed


# ------------------------------------------------------------------ lines


def lines_of(path: Path) -> list[bytes]:
    """The lines of a file."""
    return path.read_bytes().split(b"\n")[:-1]


def rewritten(path: Path, lines: list[bytes]) -> None:
    """A file of these lines."""
    path.write_bytes(b"".join(line + b"\n" for line in lines))


def swapped(name: str) -> Deed:
    """Two lines stand in each other's place."""

    def deed(store: Path, dice: random.Random) -> None:
        lines = lines_of(store / name)
        one, two = dice.sample(range(len(lines)), 2)
        lines[one], lines[two] = lines[two], lines[one]
        rewritten(store / name, lines)

    return deed


def removed(name: str) -> Deed:
    """A line is gone."""

    def deed(store: Path, dice: random.Random) -> None:
        lines = lines_of(store / name)
        del lines[dice.randrange(len(lines))]
        rewritten(store / name, lines)

    return deed


def doubled(name: str) -> Deed:
    """A line comes twice."""

    def deed(store: Path, dice: random.Random) -> None:
        lines = lines_of(store / name)
        lines.insert(dice.randrange(len(lines)), dice.choice(lines))
        rewritten(store / name, lines)

    return deed


def forged_line(store: Path, dice: random.Random) -> None:
    """An event nobody recorded stands between two others, linked to the one before it."""
    lines = lines_of(store / EVENTS)
    at = dice.randrange(1, len(lines))
    fields = {**orjson.loads(lines[at]), "id": "forged", "prev": event_hash(lines[at - 1]).hex()}
    lines.insert(at, canonical(fields))
    rewritten(store / EVENTS, lines)


def edited_value(store: Path, dice: random.Random) -> None:
    """What an event says is another, and the next line is linked to it."""
    lines = lines_of(store / EVENTS)
    at = dice.randrange(9, len(lines) - 1)
    lines[at] = canonical(_other(orjson.loads(lines[at]), dice))
    lines[at + 1] = canonical({**orjson.loads(lines[at + 1]), "prev": event_hash(lines[at]).hex()})
    rewritten(store / EVENTS, lines)


def _other(fields: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    return {**fields, "body": {**fields["body"], "form": f"forged{dice.randrange(100)}"}}


def chained(lines: list[bytes]) -> list[bytes]:
    """The lines numbered and linked as if they had been written so."""
    prev, made = "0" * 64, list[bytes]()
    for seq, line in enumerate(lines, 1):
        made.append(canonical({**orjson.loads(line), "seq": seq, "prev": prev}))
        prev = event_hash(made[-1]).hex()
    return made


def with_head(store: Path, lines: list[bytes]) -> None:
    """The journal of these lines with a head file that fits them, and the private parts that still have an event."""
    rewritten(store / EVENTS, lines)
    part = [line for line in lines_of(store / PRIVATE) if orjson.loads(line)["seq"] <= len(lines)]
    rewritten(store / PRIVATE, part)
    sizes = [(store / name).stat().st_size for name in (EVENTS, PRIVATE)]
    (store / HEAD).write_bytes(new_head(Mark(9, len(lines), event_hash(lines[-1]).hex(), *sizes)))
    shutil.rmtree(store / "views")


def rewritten_to_the_end(store: Path, dice: random.Random) -> None:
    """An event says something else, and everything after it is linked anew; the head file is left."""
    lines = lines_of(store / EVENTS)
    at = dice.randrange(9, len(lines))
    lines[at] = canonical(_other(orjson.loads(lines[at]), dice))
    rewritten(store / EVENTS, chained(lines))


def rewritten_whole(store: Path, dice: random.Random) -> None:
    """The same with a head file that fits: nothing within the store can tell."""
    rewritten_to_the_end(store, dice)
    with_head(store, lines_of(store / EVENTS))


def cut_back_with_head(store: Path, dice: random.Random) -> None:
    """The newest events are gone, and the head file says they never were."""
    lines = lines_of(store / EVENTS)
    with_head(store, lines[: -dice.randrange(1, len(lines) - 12)])


def older_head(store: Path, dice: random.Random) -> None:
    """The head file says less was acknowledged than was: the newest events do not count any more."""
    lines = lines_of(store / EVENTS)
    keep = dice.randrange(12, len(lines))
    with_head(store, lines[:keep])
    rewritten(store / EVENTS, lines)


# ------------------------------------------------------------------ head, private parts, photos, views


def head_counts(store: Path, dice: random.Random) -> None:
    """The newer slot says another number, hash or length, its checksum made right."""
    mark = parse_head((store / HEAD).read_bytes(), store / HEAD).newest
    assert mark is not None
    numbers = {name: getattr(mark, name) for name in ("seq", "hash", "events", "private")}
    name = dice.choice(sorted(numbers))
    wrong = numbers[name][::-1] if name == "hash" else numbers[name] - dice.randrange(1, 9)
    (store / HEAD).write_bytes(new_head(Mark(mark.turn + 1, **{**numbers, name: wrong})))


def resealed(store: Path, dice: random.Random) -> None:
    """What a private part says is another; its line is in order."""
    lines = lines_of(store / PRIVATE)
    at = dice.randrange(len(lines))
    fields = orjson.loads(lines[at])
    fields["body"] = {"note": f"forged {dice.randrange(1000)}"}
    lines[at] = canonical(fields)
    rewritten(store / PRIVATE, lines)
    _fitting_head(store)


def _fitting_head(store: Path) -> None:
    mark = parse_head((store / HEAD).read_bytes(), store / HEAD).newest
    assert mark is not None
    size = (store / PRIVATE).stat().st_size
    (store / HEAD).write_bytes(new_head(Mark(mark.turn + 1, mark.seq, mark.hash, mark.events, size)))


def salts_exchanged(store: Path, dice: random.Random) -> None:
    """Two private parts have each other's salt."""
    lines = [orjson.loads(line) for line in lines_of(store / PRIVATE)]
    one, two = dice.sample(range(len(lines)), 2)
    lines[one]["salt"], lines[two]["salt"] = lines[two]["salt"], lines[one]["salt"]
    rewritten(store / PRIVATE, [canonical(line) for line in lines])


def month_gone(store: Path, dice: random.Random) -> None:
    """A month of the log of who looked at what is gone, with its head."""
    shutil.rmtree(dice.choice(sorted((store / "access").iterdir())[:-1]))


def part_blanked(store: Path, dice: random.Random) -> None:
    """A private part stands there as one that was erased, and no event says so."""
    lines = lines_of(store / PRIVATE)
    at = dice.randrange(len(lines))
    lines[at] = blank(lines[at], orjson.loads(lines[at])["seq"])
    rewritten(store / PRIVATE, lines)


def owners_exchanged(store: Path, dice: random.Random) -> None:
    """Two keys are told of each other's person: erasing the one would leave what is told of them readable."""
    lines = [orjson.loads(line) for line in lines_of(store / PEOPLE)]
    one, two = dice.sample(range(len(lines)), 2)
    lines[one]["whose"], lines[two]["whose"] = lines[two]["whose"], lines[one]["whose"]
    rewritten(store / PEOPLE, [canonical(line) for line in lines])


def photos_exchanged(store: Path, dice: random.Random) -> None:
    """A photo stands under the name of another."""
    one, two = dice.sample(sorted(store.glob("photos/??/*")), 2)
    one.write_bytes(two.read_bytes())


def view_forged(store: Path, dice: random.Random) -> None:
    """A view says something else, its checksum made right."""
    path = store / "views" / dice.choice(["observations-2026-10.jsonl", "master.jsonl"])
    envelope, tables, end = path.read_bytes().split(b"\n")
    fields = orjson.loads(envelope)
    del fields["sha256"]
    word = dice.choice([b"patrol", b"P01"]) if b"patrol" in tables else b"guard"
    forged = tables.replace(word, word[::-1])
    path.write_bytes(b"\n".join([orjson.dumps({**fields, "sha256": _digest(fields, forged)}), forged, end]))


PHOTO: Final = "photos/??/*"
KINDS: Final = (
    Kind("a bit of the journal flipped", 8, flipped(EVENTS)),
    Kind("a byte of the journal dropped", 8, dropped_byte(EVENTS)),
    Kind("a byte put into the journal", 8, put_in_byte(EVENTS)),
    Kind("the journal cut off", 8, cut(EVENTS)),
    Kind("two events exchanged", 6, swapped(EVENTS)),
    Kind("an event removed", 6, removed(EVENTS)),
    Kind("an event doubled", 6, doubled(EVENTS)),
    Kind("an event put in", 8, forged_line),
    Kind("an event edited and the next one linked to it", 8, edited_value),
    Kind("an event edited and all after it linked anew", 8, rewritten_to_the_end),
    Kind("the journal rewritten whole with its head", 8, rewritten_whole, anchor=True),
    Kind("the newest events cut off with the head", 8, cut_back_with_head, anchor=True),
    Kind("an older head put back", 4, older_head, anchor=True),
    Kind("a bit of a head slot flipped", 6, flipped(HEAD)),
    Kind("the head file cut off", 4, cut(HEAD)),
    Kind("the head tells other numbers", 8, head_counts),
    Kind("a bit of a private part flipped", 10, flipped(PRIVATE)),
    Kind("a byte of a private part dropped", 4, dropped_byte(PRIVATE)),
    Kind("private parts cut off", 4, cut(PRIVATE)),
    Kind("two private parts exchanged", 4, swapped(PRIVATE)),
    Kind("a private part removed", 4, removed(PRIVATE)),
    Kind("a private part doubled", 2, doubled(PRIVATE)),
    Kind("a private part edited, its length made right", 4, resealed),
    Kind("two salts exchanged", 2, salts_exchanged),
    Kind("a bit of a photo flipped", 6, flipped(PHOTO), chain=False),
    Kind("a photo cut off", 2, cut(PHOTO), chain=False),
    Kind("a photo gone", 2, gone(PHOTO), chain=False),
    Kind("a photo under another's name", 2, photos_exchanged, chain=False),
    Kind("a view forged with its checksum", 4, view_forged, chain=False),
    Kind("a bit of a sealed part flipped", 5, flipped(PRIVATE), chain=None, keyed=True),
    Kind("a private part blanked", 3, part_blanked, chain=None, keyed=True),
    Kind("a bit of the keys flipped", 6, flipped(PEOPLE), chain=False, keyed=True),
    Kind("the keys cut off", 2, cut(PEOPLE), chain=False, keyed=True),
    Kind("a key removed", 2, removed(PEOPLE), chain=False, keyed=True),
    Kind("two keys told of each other's person", 1, owners_exchanged, chain=False, keyed=True),
    Kind("the keys gone", 1, gone(PEOPLE), chain=False, keyed=True),
    Kind("a bit of what a close pinned flipped", 3, flipped("closed/*"), chain=False),
    Kind("what a close pinned gone", 1, gone("closed/*"), chain=False),
    Kind("a bit of the log of reads flipped", 4, flipped("access/*/events.jsonl"), chain=False),
    Kind("the log of reads cut off", 3, cut("access/*/events.jsonl"), chain=False),
    Kind("a bit of its head flipped", 2, flipped("access/*/head"), chain=False),
    Kind("a month of the log of reads gone", 1, month_gone, chain=False),
    Kind("a file of the journal gone", 2, gone("journal/*.jsonl")),
    Kind("a file of the journal a link", 2, linked("journal/*.jsonl"), chain=False),
)
