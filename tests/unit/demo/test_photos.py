from __future__ import annotations

import hashlib
import struct
import zlib

from inspect_core.demo.photos import painted, scene, shot


def test_a_picture_is_the_same_on_every_machine() -> None:
    assert hashlib.sha256(scene(20261001, 3)).hexdigest()[:16] == "62949244431666d7"


def test_a_picture_is_a_sound_png_of_its_size() -> None:
    data = scene(1, 0)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (96, 64)
    start = data.index(b"IDAT")
    (length,) = struct.unpack(">I", data[start - 4 : start])
    assert len(zlib.decompress(data[start + 4 : start + 4 + length])) == 64 * 97


def test_pictures_differ() -> None:
    assert len({scene(1, number) for number in range(24)}) == 24


def test_each_photo_of_a_scene_is_another() -> None:
    wall = painted(1, 3)
    assert len({shot(wall, taken) for taken in range(200)}) == 200
    assert shot(wall, 0) == scene(1, 3)
