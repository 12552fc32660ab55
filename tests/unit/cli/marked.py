"""A project in which thirty marks of one person stand in every field that takes words, a number or a picture."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inspect_core.storage.journal import FileJournal
from tests.unit.cli.at_day import OPEN, PREVIEW, At, told

WHO = "P001"
MARKS = tuple(f"Zq{number:02d}王强的痕迹" for number in range(1, 31))
TWO = ("--by", "P002", "--approved-by", "P003")
RULESET = """\
ruleset: talks
edition: 2026-01-01
title: {zh: 谈话, en: Talks}
points: 100
forms:
  talk:
    title: {zh: 谈话记录, en: Talk}
    filled_by: [department_supervisor]
    about: person
    at: none
    questions:
      said: {ask: {zh: 谈了什么, en: What was said}, type: text}
rules:
  talked:
    title: {zh: 每月谈话, en: A talk a month}
    kind: frequency
    source: own
    status: D
    points: 100
    counts: talk
    by: department_supervisor
    per: month
    at_least: 1
    complete: [said]
    credit: subject
"""
SCHEME = """\
scheme: own
edition: 2026-01-01
title: own
roles:
  guard: {title: Guard, weights: {etiquette: 100}}
  shift_leader: {title: Leader, weights: {patrol: 100}}
  department_supervisor: {title: Head, weights: {patrol: 100}}
bands: {A: 95, B: 60, C: 0}
highest: 103
vetoes: {asleep: {title: Asleep, grade: C}}
cards: {yellow: {title: Yellow card, by_hand: true}}
adjustments: {bonus: {title: Bonus, by_hand: true, least: 0, most: 5}}
"""


def pixels(mark: str) -> bytes:
    """A PNG that is nothing but its picture, with the mark written in its points, not packed."""
    rows = b"\0" + mark.encode().ljust(60, b"\0")
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 20, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", stored + struct.pack(">I", zlib.adler32(rows))),
        (b"IEND", b""),
    )
    packed = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def prepared(folder: Path) -> None:
    """The project with a form that asks for free words, and things to be given by hand."""
    (folder / "rulesets/schemes").mkdir(parents=True, exist_ok=True)
    (folder / "rulesets/talks.yaml").write_text(RULESET, encoding="utf-8")
    (folder / "rulesets/schemes/own.yaml").write_text(SCHEME, encoding="utf-8")
    file = folder / "inspect-core.toml"
    text = re.sub('scheme *= *"residential"', 'scheme = "own"', file.read_text(encoding="utf-8"))
    file.write_text(text.replace('"etiquette",', '"etiquette",\n  "talks",', 1), encoding="utf-8")


def plant(at: At, folder: Path, files: Path) -> None:
    """The thirty marks planted, each in another field."""
    z = iter(MARKS)
    day = "2026-10-09"

    def do(*words: str | Path, on: str = day) -> Any:
        return told(at(on, *words, "--json"))

    def photo(name: str) -> Path:
        (files / name).write_bytes(pixels(next(z)))
        return files / name

    def table(kind: str, text: str, *more: str | Path) -> Any:
        (files / f"{kind}.csv").write_text(text, encoding="utf-8")
        return do("import", kind, files / f"{kind}.csv", *more)

    for _ in range(2):  # stated twice: the name and number of before are kept too
        table("people", f"工号,姓名,电话,岗位\nP001,{next(z)},{next(z)},guard\n")
    table("roster", f"日期,工号,班次,开始,结束,部位,状态,备注\n2026-10-10,P001,day,08:00,20:00,gate,请假,{next(z)}\n")
    note, named = next(z), f"{next(z)}.png"
    (files / "photos").mkdir()
    (files / "photos" / named).write_bytes(pixels(next(z)))
    head = "编号,巡查人,开始时间,部位,被检查人,smile-at-three-metres,备注,照片\n"
    table("observations", f"{head}c2,P003,2026-10-08 11:00,gate,P001,合格,{note},{named}\n", "--form", "courtesy-check")
    check = ("record", "courtesy-check", "observer=P003", "subject=P001", "place=gate")
    failed = (*check, "start=2026-10-08 10:00", "greet-at-one-metre=fail", "--no-input")
    first = do(*failed, f"note={next(z)}", f"photo={photo('a.png')}")["id"]
    second = do(*check, "start=2026-10-08 12:00", "smile-at-three-metres=fail", f"note={next(z)}", "--no-input")["id"]
    do("void", second, "--reason", next(z))
    third = do(*check, "start=2026-10-08 13:00", "smile-at-three-metres=pass", f"note={next(z)}", "--no-input")["id"]
    do(
        *check,
        "start=2026-10-08 13:00",
        "smile-at-three-metres=pass",
        f"note={next(z)}",
        "--supersedes",
        third,
        "--no-input",
    )
    do("record", "patrol", "observer=P001", "place=gate", "start=2026-10-08 15:00", "etiquette=pass", "working-state=pass",
       "facilities=pass", f"note={next(z)}", "--no-input")  # fmt: skip
    do("record", "talk", "observer=P003", "subject=P001", "start=2026-10-08 16:00", f"said={next(z)}", "--no-input")
    assert first
    act = ("finding", "act", "1")
    do(*act, "accept", "--by", "P001", "--note", next(z))
    do(*act, "done", "--by", "P001", "--note", next(z), "--photo", photo("b.png"))
    do(*act, "send-back", "--by", "P003", "--reason", next(z))
    last = do(*act, "done", "--by", "P001", "--note", next(z))["id"]
    do("void", last, "--reason", next(z), "--by", "P001")
    do(*act, "excuse", "--by", "P003", "--approved-by", "P002", "--reason", next(z))
    bonus = do("adjust", "bonus", "--person", WHO, "--points", "1", "--reason", next(z), *TWO)["id"]
    do("veto", "asleep", "--person", WHO, "--reason", next(z), *TWO)
    do("card", "yellow", "--person", WHO, "--reason", next(z), *TWO)
    do("void", bonus, "--reason", next(z), *TWO)
    assert at("2026-11-02", *PREVIEW).status == 0
    assert at("2026-11-02", *OPEN).status == 0
    appeal = ("appeal", "file", "--period", "2026-10", "--person", WHO, "--text", next(z), "--photo", photo("c.png"))
    do(*appeal, on="2026-11-03")
    do("appeal", "decide", "1", "uphold", "--by", "P002", "--reason", next(z), on="2026-11-04")
    rest = list(z)
    assert rest == [], rest
    assert folder.is_dir()


def texts_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything below a folder that can be read by whoever has it: files, their names, what is packed in them."""
    for path in sorted(folder.rglob("*")):
        yield "names", str(path.relative_to(folder)).encode()
        if path.is_file():
            yield path.name, path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as packed:
                    yield from ((path.name, packed.read(name)) for name in packed.namelist())


def found_below(folder: Path) -> set[str]:
    """The marks that are found below a project folder, private parts opened with the keys that are there."""
    private = repr(dict(FileJournal(folder / "journal").private())).encode()
    everything = [*texts_below(folder), ("private", private)]
    return {mark for mark in MARKS if any(mark.encode() in data for _, data in everything)}
