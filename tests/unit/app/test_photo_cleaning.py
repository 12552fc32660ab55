"""What is kept of a photo: the picture, upright, and nothing of who took it, where and with what."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from inspect_core.app.photo_cleaning import LONGEST, cleaned
from inspect_core.app.photo_parts import is_plain
from inspect_core.app.photos import photo_bytes
from inspect_core.demo.photos import scene
from inspect_core.errors import FactError
from tests.unit.app import pictures as p

MARK = "31.2304N"


def seen(data: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(data))
    found.load()
    return found


def test_what_a_phone_tells_about_a_photo_is_gone_and_the_picture_stands_upright() -> None:
    kept = photo_bytes("a.jpg", p.of_a_phone(MARK))
    assert MARK.encode() not in kept
    assert not any(word in kept for word in (b"Exif", b"xmp", b"PK\x03\x04", b"html", b"ICC_PROFILE"))
    found = seen(kept)
    assert (found.size, dict(found.getexif()), is_plain(kept, LONGEST)) == ((32, 48), {}, True)
    corner = found.convert("RGB").getpixel((28, 4))  # turned by a quarter the upper left is the upper right
    assert isinstance(corner, tuple)
    assert corner[1] > corner[0]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_way_of_holding_a_camera_is_set_right(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    said = p.written(p.picture(), "PNG", exif=exif)
    found = seen(cleaned("a.png", said))
    assert found.size == ((48, 32) if orientation < 5 else (32, 48))
    width, height = found.size
    right, low = orientation in (2, 3, 6, 7), orientation in (3, 4, 7, 8)
    assert found.convert("RGB").getpixel((width - 4 if right else 4, height - 4 if low else 4)) == p.GREEN


def test_texts_in_a_png_are_gone_packed_or_not() -> None:
    kept = photo_bytes("a.png", p.with_texts(MARK))
    assert (kept.startswith(b"\x89PNG"), is_plain(kept, LONGEST), seen(kept).info) == (True, True, {})


@pytest.mark.parametrize(
    "data",
    [scene(7, 3), p.written(p.picture(), "PNG"), p.written(p.picture()), p.written(p.picture(), progressive=True)],
    ids=["a picture of the demo", "png", "jpeg", "progressive jpeg"],
)
def test_a_photo_that_is_nothing_but_its_picture_stays_byte_for_byte(data: bytes) -> None:
    assert photo_bytes("a", data) is data


def test_what_was_written_anew_is_not_written_anew_again() -> None:
    kept = photo_bytes("a.jpg", p.of_a_phone())
    assert photo_bytes("a.jpg", kept) is kept


@pytest.mark.parametrize(
    "spoilt",
    [
        p.written(p.picture(), "PNG") + b"tail",
        p.written(p.picture()) + b"tail",
        p.written(p.picture(), comment=b"told"),
        p.written(p.picture(), "PNG").replace(b"IDAT", b"IDAX", 1),
        p.with_texts(),
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"",
    ],
    ids=["png tail", "jpeg tail", "jpeg comment", "wrong sum", "texts", "png start", "jpeg start", "nothing"],
)
def test_one_thing_more_than_the_picture_and_it_is_not_plain(spoilt: bytes) -> None:
    assert not is_plain(spoilt, LONGEST)


def test_bytes_hidden_behind_the_packed_points_are_not_plain() -> None:
    data = p.written(p.picture(), "PNG")
    start = data.index(b"IDAT")
    length = int.from_bytes(data[start - 4 : start], "big")
    hidden = p._part(b"IDAT", data[start + 4 : start + 4 + length] + b"hidden")
    assert not is_plain(data[: start - 4] + hidden + data[start + 8 + length :], LONGEST)


def test_a_photo_larger_than_a_screen_shows_is_made_smaller() -> None:
    kept = cleaned("a.png", p.written(Image.new("L", (LONGEST + 4, 8)), "PNG"))
    assert max(seen(kept).size) == LONGEST


@pytest.mark.parametrize(("format_", "kept_as"), [("WEBP", "JPEG"), ("GIF", "PNG"), ("PNG", "PNG")])
def test_what_shines_through_is_kept_or_stands_before_white(format_: str, kept_as: str) -> None:
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    exif = {} if format_ == "GIF" else {"exif": p.told()}
    found = seen(photo_bytes("a", p.written(clear, format_, **exif)))
    assert found.format == kept_as
    assert found.convert("RGBA").getpixel((2, 2)) in ((255, 255, 255, 255), (0, 0, 0, 0))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.8, 0.99])
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_photo_that_is_cut_off_is_refused(format_: str, share: float) -> None:
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    data = p.written(noise, format_)
    with pytest.raises(FactError) as caught:
        photo_bytes("a", data[: int(len(data) * share)])
    assert caught.value.code == "E-IMG-DAMAGED"


@pytest.mark.parametrize("name", ["a.jpg", "a.heic"])
def test_a_program_or_what_only_a_phone_can_decode_is_refused(name: str) -> None:
    data = b"<svg onload='alert(1)'/>" if name == "a.jpg" else b"0000ftypheic" + b"\0" * 99
    with pytest.raises(FactError) as caught:
        photo_bytes(name, data)
    assert caught.value.code == "E-IMG-TYPE"
