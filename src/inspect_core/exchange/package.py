"""Looks into a workbook's zip before anybody opens it: what it holds, and how large it really is."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from inspect_core.api import ErrorPlace, ImportRefused

MOST_MEMBERS: Final = 200
MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_TIMES: Final = 100  # unpacked against packed; ordinary workbooks stay under 20
SMALL: Final = 1024 * 1024  # below this the ratio says nothing
CHUNK: Final = 256 * 1024
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_LOCAL_HEADER: Final = struct.Struct("<4s5H3L2H")


class Package:
    """The members of a workbook, checked by name and by the bytes that really come out of them."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._data = data
        self._unpacked = 0
        self._members = {member.filename: member for member in self._opened()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, as the workbook lists them."""
        return tuple(self._members)

    def chunks(self, member: str) -> Iterator[bytes]:
        """The member's content piece by piece, counted while inflating; ImportRefused beyond the limits."""
        info = self._members[member]
        came = 0
        for chunk in self._inflated(info):
            came += len(chunk)
            self._unpacked += len(chunk)
            self._within_size()
            yield chunk
        if came != info.file_size:
            raise self._damaged(f"{member} says {info.file_size:,} bytes and holds {came:,}")

    def _opened(self) -> list[zipfile.ZipInfo]:
        if self._data.startswith(_OLD_OFFICE):
            raise refused(
                self._name,
                "E-XLSX-KIND",
                "an old .xls workbook, or one with a password",
                "Save it as .xlsx without a password.",
                "旧版 .xls 工作簿，或设有密码",
                "请另存为不带密码的 .xlsx。",
            )
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
                members = archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
            raise self._damaged("it is not a workbook, or was cut short") from error
        self._checked(members)
        return members

    def _checked(self, members: list[zipfile.ZipInfo]) -> None:
        names = [member.filename for member in members]
        if len(names) > MOST_MEMBERS:
            raise refused(
                self._name,
                "E-XLSX-MEMBERS",
                f"the workbook holds {len(names):,} files; at most {MOST_MEMBERS} are read",
                "Copy the sheet alone into a new workbook.",
                f"工作簿内含 {len(names):,} 个文件，最多 {MOST_MEMBERS} 个",
                "请仅将该工作表复制到新工作簿。",
            )
        strange = next((name for name in names if _leads_out(name)), None)
        if strange is not None or len(set(names)) != len(names):
            raise refused(
                self._name,
                "E-XLSX-PATH",
                f"the workbook holds a file that leads out of it or stands twice: {strange or 'a name twice'!r}",
                "Do not open it; ask where it comes from.",
                "工作簿内含指向外部或重名的文件",
                "请勿打开，并核实文件来源。",
            )
        if any(member.flag_bits & 1 or member.compress_type not in (0, 8) for member in members):
            raise self._damaged("it is encrypted or packed in an unusual way")
        self._no_program(names)

    def _no_program(self, names: list[str]) -> None:
        lowered = [name.lower() for name in names]
        if any("vbaproject" in name or "/macrosheets/" in name for name in lowered):
            raise refused(
                self._name,
                "E-XLSX-MACRO",
                "the workbook holds macros",
                "Save it as .xlsx without macros.",
                "工作簿含有宏",
                "请另存为不含宏的 .xlsx。",
            )
        if any("/externallinks/" in name for name in lowered):
            raise refused(
                self._name,
                "E-XLSX-LINK",
                "the workbook draws values from other files",
                "Paste the values, and break the links.",
                "工作簿引用了其他文件的数据",
                "请粘贴为数值并断开链接。",
            )

    def _inflated(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """What comes out, whatever the headers say."""
        start = info.header_offset
        header = self._data[start : start + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise self._damaged("a file in it cannot be found")
        *_, name_size, extra_size = _LOCAL_HEADER.unpack(header)
        start += _LOCAL_HEADER.size + name_size + extra_size
        packed = memoryview(self._data)[start : start + info.compress_size]
        if info.compress_type == zipfile.ZIP_STORED:
            for position in range(0, len(packed), CHUNK):
                yield bytes(packed[position : position + CHUNK])
            return
        yield from self._deflated(packed)

    def _deflated(self, packed: memoryview) -> Iterator[bytes]:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        rest = bytes(packed)
        try:
            while rest and not inflate.eof:
                chunk = inflate.decompress(rest, CHUNK)
                rest = inflate.unconsumed_tail
                if chunk:
                    yield chunk
            last = inflate.flush()
        except zlib.error as error:
            raise self._damaged("a file in it cannot be unpacked") from error
        if last:
            yield last
        if not inflate.eof:
            raise self._damaged("a file in it ends too early")

    def _within_size(self) -> None:
        large = self._unpacked > MOST_UNPACKED
        if large or (self._unpacked > SMALL and self._unpacked > MOST_TIMES * len(self._data)):
            raise refused(
                self._name,
                "E-XLSX-SIZE",
                f"unpacked, the workbook is larger than it may be (more than {self._unpacked:,} bytes)",
                "Copy the rows alone into a new workbook, or save them as CSV.",
                f"工作簿解压后过大（超过 {self._unpacked:,} 字节）",
                "请仅将数据行复制到新工作簿，或另存为 CSV。",
            )

    def _damaged(self, why: str) -> ImportRefused:
        return refused(
            self._name,
            "E-XLSX-DAMAGED",
            f"the workbook cannot be read: {why}",
            "Open it in a spreadsheet program and save it again.",
            "工作簿无法读取，可能已损坏",
            "请用电子表格软件打开并重新保存。",
        )


def refused(
    file: str, code: str, message: str, hint: str, message_zh: str, hint_zh: str, place: ErrorPlace | None = None
) -> ImportRefused:
    """A refusal of the workbook as a whole, or of one place in it."""
    return ImportRefused(
        code, message, place=place or ErrorPlace(file=file), hint=hint, message_zh=message_zh, hint_zh=hint_zh
    )


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name
