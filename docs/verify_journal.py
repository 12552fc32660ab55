"""Verifies an inspect-core journal with nothing but Python: written to be read, for auditors and employees.

python verify_journal.py DIR/journal [--against SEQ:HASH ...]     exit status 0: intact, 4: damaged
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any


def sha256(domain: bytes, data: bytes) -> str:
    """The SHA-256 of data under a domain."""
    return hashlib.sha256(b"inspect-core:" + domain + b":v1\0" + data).hexdigest()


def canonical(value: object) -> bytes:
    """A value as the journal writes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def must(fact: bool, otherwise: str) -> None:  # noqa: FBT001
    """Stops the verification unless the fact holds."""
    if not fact:
        raise ValueError(otherwise)


def newest_mark(raw: bytes) -> dict[str, Any]:
    """The valid slot of the head file with the higher turn; both must be whole and nothing else be there."""
    marks = []
    for slot in (raw[:256], raw[4096:]):
        mark = json.loads(slot)
        claimed = mark.pop("sum")
        must(sha256(b"head", canonical(mark))[:32] == claimed, "head: a slot is damaged")
        must(canonical({**mark, "sum": claimed}).ljust(255) + b"\n" == slot, "head: a slot is damaged")
        marks.append(mark)
    must(not raw[256:4096].strip(b"\0"), "head: something between the slots")
    return max(marks, key=lambda mark: mark["turn"])


def verify(folder: Path, anchors: list[str]) -> str:
    """The head of an intact journal as SEQ:HASH; ValueError, KeyError or TypeError when it is damaged."""
    mark = newest_mark((folder / "head").read_bytes())
    data = (folder / "events.jsonl").read_bytes()[: mark["events"]]
    prev, seq, last, seals, found = "0" * 64, 0, 0, {}, set()
    for line in data.split(b"\n")[:-1]:
        seq += 1
        event = json.loads(line)
        must(canonical(event) == line, f"event {seq}: not canonical")
        must((event["v"], event["seq"], event["prev"]) == (1, seq, prev), f"event {seq}: does not continue the chain")
        prev = sha256(b"event", line)
        found.add(f"{seq}:{prev}")
        if "private" in event:
            seals[seq] = event["private"]
    must((seq, prev) == (mark["seq"], mark["hash"]), f"event {seq}: not the one acknowledged")
    data = (folder / "private.jsonl").read_bytes()[: mark["private"]]
    must(len(data) == mark["private"] and data[-1:] in (b"", b"\n"), "private: cut off")
    for line in data.split(b"\n")[:-1]:
        before, part, last = last, json.loads(line), int(line[line.rindex(b":") + 1 : -1])
        must(canonical(part) == line and last > before, "private: not canonical or out of order")
        fits = set(part) == {"key", "sealed", "seq"}  # under the key of a person: only the program opens it
        if set(part) == {"body", "salt", "seq"}:
            fits = seals.get(last) == sha256(b"private", bytes.fromhex(part["salt"]) + canonical(part["body"]))
            fits = fits and part["salt"] == part["salt"].lower()
        blank = set(part) == {"erased", "seq"} and not part["erased"].strip(".")
        must((fits or blank) and last in seals, f"private {last}: not sealed")
    for anchor in anchors:
        must(anchor in found, f"anchor {anchor}: not in this journal")
    return f"{seq}:{prev}"


if __name__ == "__main__":
    try:
        print(f"intact, head {verify(Path(sys.argv[1]), [a for a in sys.argv[2:] if a != '--against'])}")
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        print(f"damaged: {error}")
        sys.exit(4)
