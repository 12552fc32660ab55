"""Pictures for tests, made on the spot: of any size and format, with whatever a phone or an attacker adds."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

RED, GREEN = (200, 40, 40), (40, 180, 60)


def picture(width: int = 48, height: int = 32) -> Image.Image:
    """A red picture with a green quarter at the upper left, so that one sees how it is turned."""
    made = Image.new("RGB", (width, height), RED)
    made.paste(GREEN, (0, 0, width // 2, height // 2))
    return made


def written(made: Image.Image, format_: str = "JPEG", **options: Any) -> bytes:
    """The picture in a format."""
    out = io.BytesIO()
    made.save(out, format_, **options)
    return out.getvalue()


def told(mark: str = "31.2304N") -> bytes:
    """The EXIF of a phone: where, with what, who, turned by a quarter, with a thumbnail that lies about its size."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F], exif[0x013B], exif[0x9286] = f"maker {mark}", f"artist {mark}", f"comment {mark}"
    exif.get_ifd(0x8825)[0x001D] = mark
    exif.get_ifd(0x8769)[0x927C] = b"maker note " + mark.encode()
    lying = written(picture(16, 16)).replace(struct.pack(">HH", 16, 16), struct.pack(">HH", 65000, 65000))
    return exif.tobytes() + lying


def of_a_phone(mark: str = "31.2304N") -> bytes:
    """A JPEG as a phone writes it: EXIF, XMP with the names of faces, a comment, and a tail behind the picture."""
    xmp = f"<x:xmpmeta><face>{mark}</face></x:xmpmeta>".encode()
    data = written(picture(), exif=told(mark), xmp=xmp, comment=mark.encode(), icc_profile=b"profile " + mark.encode())
    return data + b"PK\x03\x04" + mark.encode() + b"<html>"


def with_texts(mark: str = "31.2304N") -> bytes:
    """A PNG with texts in it."""
    texts = PngInfo()
    texts.add_text("Author", mark)
    texts.add_itxt("Comment", mark, zip=True)
    return written(picture(), "PNG", pnginfo=texts, exif=told(mark))


def hollow_png(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it has so many points, all of them nought."""
    rows = zlib.compress(b"\0" * min(height * (1 + (width + 7) // 8), 13_000_000), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, body) for name, body in parts)


def _part(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def film(frames: int, format_: str = "WEBP") -> bytes:
    """A moving picture of so many frames."""
    others = [Image.new("L", (4, 4), 255 - number % 255) for number in range(1, frames)]
    return written(Image.new("L", (4, 4), 0), format_, save_all=True, append_images=others, duration=10)
