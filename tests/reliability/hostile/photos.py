"""Hostile photos of the list, numbers 19 and 20: what each is, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PIL import Image

from tests.unit.app import pictures as p

MARK: Final = "FACE-OF-LI-MEI"
_SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@dataclass(frozen=True)
class HostilePhoto:
    """One file: its number in the list, its name, how to build it, and the code of its refusal; None: it is cleaned."""

    number: int
    title: str
    name: str
    build: Callable[[], bytes]
    code: str | None

    @property
    def label(self) -> str:
        """The name of the test."""
        return f"{self.number:02d}-{self.title.replace(' ', '-')}"


def with_huge_thumbnail() -> bytes:
    """A JPEG whose EXIF carries a thumbnail of 64 KiB that says it has 65,000 points a side."""
    return p.written(p.picture(), exif=(p.told(MARK) + bytes(65_000))[:65_000])


def cut_off() -> bytes:
    noise = p.written(Image.effect_noise((600, 400), 90).convert("RGB"), exif=p.told(MARK))
    return noise[: len(noise) * 8 // 10]


PHOTOS: Final = (
    HostilePhoto(19, "ten thousand a side", "a.png", lambda: p.hollow_png(10_000, 10_000), "E-IMG-PIXELS"),
    HostilePhoto(19, "twenty thousand a side", "a.png", lambda: p.hollow_png(20_000, 20_000), "E-IMG-PIXELS"),
    HostilePhoto(
        19, "two thousand million a side", "a.png", lambda: p.hollow_png(2**31 - 1, 2**31 - 1), "E-IMG-PIXELS"
    ),
    HostilePhoto(19, "huge thumbnail", "a.jpg", with_huge_thumbnail, None),
    HostilePhoto(19, "film", "a.webp", lambda: p.film(5_000), "E-IMG-FRAMES"),
    HostilePhoto(19, "film as gif", "a.gif", lambda: p.film(50, "GIF"), "E-IMG-FRAMES"),
    HostilePhoto(19, "film as png", "a.png", lambda: p.film(50, "PNG"), "E-IMG-FRAMES"),
    HostilePhoto(20, "places makers and faces", "a.jpg", lambda: p.of_a_phone(MARK), None),
    HostilePhoto(20, "texts", "a.png", lambda: p.with_texts(MARK), None),
    HostilePhoto(20, "program", "a.jpg", lambda: _SVG, "E-IMG-TYPE"),
    HostilePhoto(20, "page", "a.jpg", lambda: b"<html><script>alert(1)</script>", "E-IMG-TYPE"),
    HostilePhoto(20, "cut off", "a.jpg", cut_off, "E-IMG-DAMAGED"),
    HostilePhoto(20, "start of a photo and a program", "a.jpg", lambda: b"\xff\xd8\xff" + _SVG, "E-IMG-DAMAGED"),
)
