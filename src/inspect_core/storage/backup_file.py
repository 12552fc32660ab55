"""The file of a backup: a zip without compression whose last member is the manifest, sealed by the SHA-256 of it all.

The last 64 bytes of the file are the digits of the SHA-256 of everything before them, so that a backup that was cut
off or changed anywhere is known before anything of it is believed. Every program that opens a zip can look inside.
"""

from __future__ import annotations

import json
import re
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Annotated, BinaryIO, Final, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inspect_core.storage import backup_refusals as refusals
from inspect_core.storage.disk import short_name
from inspect_core.storage.head import STORE
from inspect_core.storage.refusals import newer

T = TypeVar("T")

VERSION: Final = 1
MANIFEST: Final = "manifest.json"
PROJECT: Final = "project/"
README: Final = "READ-ME.txt"
SEAL: Final = b"inspect-core backup; sha256 of all bytes before these 64 digits: "
DIGITS: Final = 64
PIECE: Final = 1 << 20
UNFINISHED: Final = ".unfinished"  # how a backup or a project is called while it is being made
ABOUT: Final = """\
本文件是 inspect-core 项目的备份。核对：inspect-core backup --check 文件；恢复：inspect-core restore 文件 新文件夹
This is a backup of an inspect-core project. Check it: inspect-core backup --check FILE; restore it: inspect-core restore FILE DIR
""".encode()

_END: Final = struct.Struct("<4s4H2LH")  # the record that ends a zip
_LONGEST_LIST: Final = 1 << 26  # bytes of the zip's list of members, and of the manifest; some 400,000 photos
_LONGEST_NAME: Final = 1024
_PLAIN: Final = (stat.S_IFREG | 0o600) << 16
_UTF_8: Final = 0x800
_NEVER: Final = frozenset({"", ".", ".."})
_MADE_ANEW: Final = frozenset({"views", "reports"})


class Watch(Protocol):
    """Hears how far a long piece of work is: what begins and how many parts it has, and each part that is done."""

    def __call__(self, words: str, total: int | None) -> None:
        """A step of `total` parts begins."""
        ...

    def done(self, value: T) -> T:
        """One part is done; the value is handed on."""
        ...


class Unwatched:
    """Nobody wants to know how far it is."""

    def __call__(self, words: str, total: int | None) -> None:
        """Nothing is told."""

    def done(self, value: T) -> T:
        """Nothing is told."""
        return value


class Member(BaseModel):
    """One file of the project: its name under the project's folder, its size in bytes and the SHA-256 of them."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """What a backup holds: of which project, made when and by which version, up to which head of each journal.

    `missing` are photos that were gone or damaged when the backup was made, `left_out` what is no plain file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: Literal["inspect-core/backup/1"] = "inspect-core/backup/1"
    project: str
    made_at: str
    made_by: str
    store: Annotated[int, Field(ge=1)]
    heads: dict[str, Annotated[str, Field(pattern=r"^\d{1,15}:[0-9a-f]{64}$")]]
    members: Annotated[tuple[Member, ...], Field(strict=False)]
    missing: Annotated[tuple[str, ...], Field(strict=False)] = ()
    left_out: Annotated[tuple[str, ...], Field(strict=False)] = ()

    def written(self) -> bytes:
        """The manifest as the backup holds it."""
        text = json.dumps(self.model_dump(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()


class Backup:
    """A backup whose seal and manifest are good; its members are believed when they were read to the end."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self._archive = archive

    def pieces(self, member: Member) -> Iterator[bytes]:
        """The bytes of a member; IntegrityError E-BAK-HASH at their end when they are not those of the manifest."""
        digest, size = sha256(), 0
        try:
            with self._archive.open(PROJECT + member.name) as stream:
                while piece := stream.read(PIECE):
                    size += len(piece)
                    digest.update(piece)
                    if size > member.size:
                        break
                    yield piece
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise refusals.changed(self.path, short_name(Path(member.name)), short_name(Path(member.name))) from error
        if (size, digest.hexdigest()) != (member.size, member.sha256):
            raise refusals.changed(self.path, short_name(Path(member.name)), short_name(Path(member.name)))


@contextmanager
def opened_backup(path: Path, watch: Watch) -> Iterator[Backup]:
    """A backup, opened when it is sealed, whole, of a known format and holds only names a project may have."""
    if not path.is_file():
        raise refusals.no_such_file(path)
    with path.open("rb") as stream:
        _check_seal(path, stream, watch)
        with _archive(path, stream) as archive:
            manifest = _manifest(path, archive)
            _check_members(path, archive, manifest)
            yield Backup(path, archive, manifest)


def _check_seal(path: Path, stream: BinaryIO, watch: Watch) -> None:
    size = stream.seek(0, 2)
    stream.seek(0)
    if not size or stream.read(4) != b"PK\3\4":
        raise refusals.not_a_backup(path, "it does not begin as one does", "开头不符")
    length = len(SEAL) + DIGITS
    stream.seek(max(0, size - length - _END.size))
    tail = stream.read()
    end = tail[: _END.size]
    if len(tail) != _END.size + length or end[:4] != b"PK\5\6" or not tail[_END.size :].startswith(SEAL):
        raise refusals.truncated(path)
    if sealed(stream, size - DIGITS, watch) != tail[-DIGITS:]:
        raise refusals.changed(path, "its seal does not fit", "封印不符")
    if _END.unpack(end)[5] > _LONGEST_LIST:
        raise refusals.too_large(path, "its list of files is too long", "文件清单过长")


def sealed(stream: BinaryIO, length: int, watch: Watch) -> bytes:
    """The digits that seal the first `length` bytes of a file."""
    digest = sha256()
    stream.seek(0)
    watch("check", -(-length // PIECE))
    while length:
        piece = stream.read(min(PIECE, length))
        if not piece:
            break
        digest.update(piece)
        length -= len(watch.done(piece))
    return digest.hexdigest().encode()


def _archive(path: Path, stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, EOFError) as error:
        raise refusals.not_a_backup(path, "its list of files makes no sense", "文件清单无法识别") from error


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    """The manifest; E-STORE-NEWER when a later version of the program wrote it."""
    listed = archive.infolist()
    if not listed or listed[-1].filename != MANIFEST or not _is_plain(listed[-1]):
        raise refusals.not_a_backup(path, "it does not end with a manifest", "末尾没有清单")
    if listed[-1].file_size > _LONGEST_LIST:
        raise refusals.too_large(path, "its manifest is too long", "清单过长")
    try:
        raw = archive.read(listed[-1])
        plain = json.loads(raw)
        found = re.fullmatch(r"inspect-core/backup/(\d{1,6})", str(plain["format"]))
        if found is not None and int(found[1]) > VERSION:
            raise newer(path, int(found[1]), VERSION)
        manifest = Manifest.model_validate_json(raw)
    except (zipfile.BadZipFile, ValidationError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise refusals.not_a_backup(path, "its manifest makes no sense", "清单无法识别") from error
    if manifest.store > STORE:
        raise newer(path, manifest.store, STORE)
    return manifest


def _check_members(path: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Refused: links, compression, names that leave the folder or come twice, more bytes than the file has."""
    listed = archive.infolist()
    odd = next((info for info in listed if not _is_plain(info)), None)
    if odd is not None:
        raise refusals.bad_name(path, odd.filename)
    names = [member.name for member in manifest.members]
    wrong = next((name for name in names if not may_be_named(name)), None) or _twice(names)
    if wrong is not None:
        raise refusals.bad_name(path, wrong)
    if [info.filename for info in listed] != [README, *(PROJECT + name for name in names), MANIFEST]:
        raise refusals.changed(path, "its list of files is not that of its manifest", "文件清单与清单不符")
    if sum(info.file_size for info in listed) > path.stat().st_size:
        raise refusals.too_large(path, "its files are longer than all of it", "所含文件比备份本身还长")


def _is_plain(info: zipfile.ZipInfo) -> bool:
    """Whether it is a regular file that is neither compressed nor encrypted."""
    stored = info.compress_type == zipfile.ZIP_STORED and info.compress_size == info.file_size
    return stored and not info.flag_bits & ~_UTF_8 and info.external_attr == _PLAIN


def may_be_named(name: str) -> bool:
    """Whether a file of a project may have this name: relative, without steps upwards, hidden names or controls."""
    parts = name.split("/")
    if len(name) > _LONGEST_NAME or "\\" in name or parts[0] in _MADE_ANEW:
        return False
    if any(part in _NEVER or len(part.encode("utf-8", "surrogateescape")) > 255 for part in parts):
        return False
    return not parts[0].startswith(".") and not any(unicodedata.category(char) in ("Cc", "Cs") for char in name)


def _twice(names: list[str]) -> str | None:
    """A name that comes twice, or that is the folder of another; None where there is none."""
    seen: set[str] = set()
    folders = {name[:cut] for name in names for cut in range(len(name)) if name[cut] == "/"}
    for name in names:
        if name in seen or name in folders:
            return name
        seen.add(name)
    return None


def plain_info(name: str) -> zipfile.ZipInfo:
    """How a member is written: a regular file, without compression, without a time of its own."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3  # so that the kind of file stands where it is looked for
    info.external_attr = _PLAIN
    return info
