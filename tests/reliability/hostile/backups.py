"""Backups nobody should have made, sealed as a real one is, so that what lies behind the seal is tried."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from inspect_core.storage.backup import back_up
from inspect_core.storage.backup_file import DIGITS, MANIFEST, PROJECT, SEAL, plain_info
from inspect_core.storage.blobs import PhotoStore
from tests.reliability.stores import AT, new_store, person, seen
from tests.reliability.stores import PROJECT as ID


def project(folder: Path) -> Path:
    """A small project with everything a backup keeps and something of what it does not."""
    journal = new_store(folder)
    photo = PhotoStore(folder / "photos").put(b"jpeg")
    with journal.writing() as writer:
        writer.append([person("P01", "王小明"), seen(1, note="wet floor"), seen(2)], AT)
        writer.append([_with_photo(photo)], AT)
    for name, text in {
        "inspect-core.toml": '[project]\nid = "park"\n',
        "rulesets/own.yaml": "ruleset: own\n",
        "rulesets/schemes/own.yaml": "scheme: own\n",
        "templates/report/paper.html": "<p>",
        "keys/people.jsonl": "",
        "views/columns/x": "x",
        "reports/2026-10/circular.html": "x",
        ".hidden": "x",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _with_photo(photo: str) -> Any:
    drafted = seen(3, note="photo")
    return type(drafted)(drafted.kind, drafted.id, drafted.body, drafted.actor, {"photos": [photo]})


def backed_up(folder: Path, file: Path, at: datetime = AT) -> Path:
    """A backup of it."""
    back_up(folder, file, project=ID, made_at=at, made_by="inspect-core 0")
    return file


@dataclass
class Forged:
    """A backup taken apart: its members by the names in the zip, and its manifest."""

    entries: list[tuple[zipfile.ZipInfo, bytes]]
    manifest: dict[str, Any]
    tail: bytes = field(default=b"")

    def put(self, name: str, data: bytes, **info: Any) -> None:
        """One more file of the project, told in the manifest as well."""
        entry = plain_info(PROJECT + name)
        for key, value in info.items():
            setattr(entry, key, value)
        self.entries.insert(-1, (entry, data))
        self.manifest["members"].append({"name": name, "size": len(data), "sha256": sha256(data).hexdigest()})

    def replace(self, name: str, data: bytes) -> None:
        """Other bytes under a name, with the manifest made right."""
        self.entries = [(info, data if info.filename == PROJECT + name else old) for info, old in self.entries]
        for member in self.manifest["members"]:
            if member["name"] == name:
                member.update(size=len(data), sha256=sha256(data).hexdigest())

    def write(self, path: Path) -> Path:
        """The whole, sealed anew."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for info, data in self.entries:
                archive.writestr(info, json.dumps(self.manifest).encode() if info.filename == MANIFEST else data)
            archive.comment = SEAL + b"0" * DIGITS
        return sealed(path, out.getvalue())


def sealed(path: Path, raw: bytes) -> Path:
    """A file whose last digits are the SHA-256 of what stands before them."""
    path.write_bytes(raw[:-DIGITS] + sha256(raw[:-DIGITS]).hexdigest().encode())
    return path


def taken_apart(path: Path) -> Forged:
    """The members and the manifest of a backup."""
    with zipfile.ZipFile(path) as archive:
        entries = [(plain_info(info.filename), archive.read(info)) for info in archive.infolist()]
        return Forged(entries, json.loads(archive.read(MANIFEST)))


def _link(forged: Forged) -> None:
    forged.put("rulesets/away.yaml", b"/etc/passwd", external_attr=0o120777 << 16)


def _bomb(forged: Forged) -> None:
    forged.put("rulesets/bomb.yaml", b"\0" * 50_000_000, compress_type=zipfile.ZIP_DEFLATED)


def _longer_than_said(forged: Forged) -> None:
    forged.put("rulesets/long.yaml", b"x" * 100)
    forged.manifest["members"][-1]["size"] = 1


def _not_in_the_manifest(forged: Forged) -> None:
    forged.put("rulesets/more.yaml", b"x")
    forged.manifest["members"].pop()


def _only_in_the_manifest(forged: Forged) -> None:
    forged.put("rulesets/more.yaml", b"x")
    forged.entries.pop(-2)


def _twice(forged: Forged) -> None:
    forged.put("inspect-core.toml", b"x")


def _file_and_folder(forged: Forged) -> None:
    forged.put("rulesets", b"x")


def _named(name: str) -> Callable[[Forged], None]:
    def spoil(forged: Forged) -> None:
        forged.put(name, b"x")

    spoil.__name__ = f"_named_{name!r}"
    return spoil


def _other_anchor(forged: Forged) -> None:
    seq, _, digits = forged.manifest["heads"]["journal"].partition(":")
    forged.manifest["heads"]["journal"] = f"{seq}:{digits[::-1]}"


def _event_edited(forged: Forged) -> None:
    old = next(data for info, data in forged.entries if info.filename == f"{PROJECT}journal/events.jsonl")
    forged.replace("journal/events.jsonl", old.replace(b"patrol", b"petrol"))


def _no_journal(forged: Forged) -> None:
    forged.manifest["heads"] = {}


def _later_backup(forged: Forged) -> None:
    forged.manifest["format"] = "inspect-core/backup/2"


def _later_store(forged: Forged) -> None:
    forged.manifest["store"] = 99


def _no_sense(forged: Forged) -> None:
    forged.manifest["members"] = "all of them"


def _unknown_field(forged: Forged) -> None:
    forged.manifest["run"] = "rm -rf ~"


def _no_manifest(forged: Forged) -> None:
    forged.entries.pop()


HOSTILE: dict[Callable[[Forged], None], str] = {
    _link: "E-BAK-NAME",
    _bomb: "E-BAK-NAME",
    _longer_than_said: "E-BAK-HASH",
    _not_in_the_manifest: "E-BAK-HASH",
    _only_in_the_manifest: "E-BAK-HASH",
    _twice: "E-BAK-NAME",
    _file_and_folder: "E-BAK-NAME",
    _named("../away"): "E-BAK-NAME",
    _named("rulesets/../../away"): "E-BAK-NAME",
    _named("/etc/away"): "E-BAK-NAME",
    _named("rulesets//away"): "E-BAK-NAME",
    _named("rulesets/./away"): "E-BAK-NAME",
    _named("rulesets\\..\\away"): "E-BAK-NAME",
    _named("rulesets/a\nb"): "E-BAK-NAME",
    _named("rulesets/" + "x" * 300): "E-BAK-NAME",
    _named("x/" * 600 + "x"): "E-BAK-NAME",
    _named(".git/config"): "E-BAK-NAME",
    _named("views/master.jsonl"): "E-BAK-NAME",
    _other_anchor: "E-BAK-HASH",
    _event_edited: "E-STORE-CHAIN",
    _no_journal: "E-BAK-KIND",
    _later_backup: "E-STORE-NEWER",
    _later_store: "E-STORE-NEWER",
    _no_sense: "E-BAK-KIND",
    _unknown_field: "E-BAK-KIND",
    _no_manifest: "E-BAK-KIND",
}
