"""Is a photo nothing but its picture?  Strict readers of PNG and JPEG that look at every byte and decode nothing.

A photo that passes holds no text, no place, no maker's note, no second picture and no tail, so it may be kept as it is.
Whatever is not plainly so is written anew.
"""

from __future__ import annotations

import zlib
from types import MappingProxyType
from typing import Final

PNG: Final = b"\x89PNG\r\n\x1a\n"
JPEG: Final = b"\xff\xd8\xff"
_COLOURS: Final = MappingProxyType({0: 1, 2: 3, 3: 1, 4: 2, 6: 4})  # values a point, by the colour type of a PNG
_FIXED: Final = MappingProxyType(
    {b"gAMA": 4, b"sRGB": 1, b"pHYs": 9}
)  # what tells of the screen only, and the bytes it has
_JFIF: Final = b"JFIF\0"
_TABLES: Final = frozenset({0xDB, 0xC4, 0xDD})  # quantisation, Huffman, restart interval
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
_NO_LENGTH: Final = frozenset({0x00, *range(0xD0, 0xD8)})  # a stuffed byte and the restarts within a scan


def is_plain(data: bytes, longest: int) -> bool:
    """Whether the photo is a PNG or a JPEG of at most `longest` points a side that holds its picture and nothing else."""
    if data.startswith(PNG):
        return _is_plain_png(data, longest)
    return data.startswith(JPEG) and _is_plain_jpeg(data, longest)


def _is_plain_png(data: bytes, longest: int) -> bool:
    position, head = len(PNG), b""
    points: list[bytes] = []
    told: set[bytes] = set()
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        name, body = data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        end = position + 12 + length
        if end > len(data) or zlib.crc32(name + body) != int.from_bytes(data[end - 4 : end], "big"):
            return False
        if name == b"IEND":
            return end == len(data) and not body and _holds_the_points(head, b"".join(points), longest)
        if name == b"IHDR" and not head:
            head = body
        elif name == b"IDAT":
            points.append(body)
        elif name in told or not _speaks_of_colours(name, length, head[9:10]):
            return False
        told.add(name)
        position = end
    return False


def _speaks_of_colours(name: bytes, length: int, colours: bytes) -> bool:
    """Whether a part says only how the points are to be shown, in as many bytes as that takes."""
    if name in (b"PLTE", b"tRNS"):
        return length <= (768 if name == b"PLTE" else 256) and colours == b"\x03"
    return _FIXED.get(name) == length


def _holds_the_points(head: bytes, packed: bytes, longest: int) -> bool:
    """Whether the packed data is one stream that ends where it should and holds exactly the rows of the picture."""
    if len(head) != 13 or head[10:] != b"\0\0\0":
        return False
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    depth, values = head[8], _COLOURS.get(head[9], 0)
    if not (0 < width <= longest and 0 < height <= longest and depth in (1, 2, 4, 8, 16) and values):
        return False
    size = height * (1 + (width * depth * values + 7) // 8)
    unpacking = zlib.decompressobj()
    try:
        rows = unpacking.decompress(packed, size + 1)
    except zlib.error:
        return False
    return len(rows) == size and unpacking.eof and not unpacking.unused_data


def _is_plain_jpeg(data: bytes, longest: int) -> bool:
    position, framed, scanned = 2, False, False
    while position + 4 <= len(data) and data[position] == 0xFF:
        mark, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        body, end = data[position + 4 : position + 2 + length], position + 2 + length
        if length < 2 or end > len(data):
            return False
        if mark in _FRAMES and not framed and len(body) >= 5:
            height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
            framed = 0 < width <= longest and 0 < height <= longest
            if not framed:
                return False
        elif mark == 0xDA and framed:
            end, scanned = _after_scan(data, end), True
        elif mark not in _TABLES and not (
            mark == 0xE0 and body[:5] == _JFIF and len(body) == 14 and body[12:] == b"\0\0"
        ):
            return False
        position = end
        if data[position:] == b"\xff\xd9":
            return scanned
    return False


def _after_scan(data: bytes, position: int) -> int:
    """Where the next mark stands after the packed points of a scan."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            return len(data)
        if data[position + 1] not in _NO_LENGTH:
            return position
        position += 2
