"""Small pictures that stand for photographs: a wall, a floor, a door and something on the floor.

The bytes are the same everywhere, because the picture is stored, not compressed: compressors differ between machines.
"""

from __future__ import annotations

import struct
import zlib

from inspect_core.demo.dice import Dice

SCENES = 24
_WIDTH, _HEIGHT = 96, 64
_HORIZON = 40
_WALL, _FLOOR, _JOINT, _DOOR, _FRAME, _SPOT, _RIM, _LAMP = range(8)
_WALLS = ((226, 221, 209), (206, 216, 221), (214, 205, 190), (198, 208, 196))
_FLOORS = ((168, 163, 155), (142, 148, 152), (181, 170, 152), (126, 122, 116))
_SPOTS = ((92, 74, 58), (70, 84, 74), (110, 96, 60), (60, 60, 66))

Colour = tuple[int, int, int]
Painted = tuple[tuple[Colour, ...], list[bytes]]


def scene(seed: int, number: int) -> bytes:
    """The picture of that number as a PNG file, 96 × 64 points in eight colours."""
    return shot(painted(seed, number), 0)


def painted(seed: int, number: int) -> Painted:
    """The colours and the points of a scene."""
    dice = Dice(seed, "photo", str(number))
    wall, floor, spot = dice.pick(_WALLS), dice.pick(_FLOORS), dice.pick(_SPOTS)
    colours = (wall, floor, _darker(floor), (122, 92, 66), (88, 66, 48), spot, _darker(spot), (250, 244, 214))
    door, centre = dice.between(8, 70), (dice.between(20, 76), dice.between(48, 58))
    rows = [bytes(_point(x, y, door, centre) for x in range(_WIDTH)) for y in range(_HEIGHT)]
    return colours, rows


def shot(scene: Painted, taken: int) -> bytes:
    """A photo of a scene, as a PNG file; each time it is taken some other tiles of the first row are dark."""
    colours, rows = scene
    tiles = bytes(_RIM if taken >> bit & 1 else point for bit, point in enumerate(rows[0]))
    return _png(colours, [tiles, *rows[1:]])


def _darker(colour: Colour) -> Colour:
    red, green, blue = colour
    return red * 4 // 5, green * 4 // 5, blue * 4 // 5


def _point(x: int, y: int, door: int, centre: tuple[int, int]) -> int:
    distance = (x - centre[0]) ** 2 + 4 * (y - centre[1]) ** 2
    if distance < 100:
        return _SPOT if distance < 72 else _RIM
    if y >= _HORIZON:
        return _JOINT if (y - _HORIZON) % 8 == 0 or (x + 2 * (y - _HORIZON)) % 24 == 0 else _FLOOR
    if door <= x < door + 18 and y > 8:
        return _FRAME if x in (door, door + 17) or y == 9 else _DOOR
    return _LAMP if y < 4 and x % 32 < 12 else _WALL


def _png(colours: tuple[Colour, ...], rows: list[bytes]) -> bytes:
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 3, 0, 0, 0)
    palette = b"".join(bytes(colour) for colour in colours)
    points = b"".join(b"\0" + row for row in rows)
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(points), len(points) ^ 0xFFFF) + points
    data = stored + struct.pack(">I", zlib.adler32(points))
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
