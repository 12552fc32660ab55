"""Makes of a photo what may be kept: its picture the right way up, and nothing of who took it, where and with what.

A photo that is nothing but its picture stays byte for byte, so that it has the same digest everywhere.  Any other is
decoded and written anew: place, maker's notes, faces, thumbnails and whatever hung behind the picture are gone.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from inspect_core.app import photo_refusals as refusals
from inspect_core.app.photo_parts import JPEG, PNG, is_plain

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LONGEST: Final = 4096
"""The most points of the longer side of a photo that is kept."""
QUALITY: Final = 90
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_WRONG: Final = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError)
_WHITE: Final = (255, 255, 255)
_ORIENTATION: Final = 0x0112  # the tag of EXIF that tells how the camera was held
_TURNS: Final = MappingProxyType(
    {
        2: "FLIP_LEFT_RIGHT",
        3: "ROTATE_180",
        4: "FLIP_TOP_BOTTOM",
        5: "TRANSPOSE",
        6: "ROTATE_270",
        7: "TRANSVERSE",
        8: "ROTATE_90",
    }
)


def cleaned(name: str, data: bytes) -> bytes:
    """The photo as it is kept; `name` is only told in a refusal.

    FactError for what is no photo, has too many points or frames, or cannot be decoded to its end.
    """
    plain = is_plain(data, LONGEST)
    if plain and data.startswith(PNG):
        return data
    picture = _decoded(name, data)
    return data if plain else _written(picture, "JPEG" if _was_jpeg(data) else "PNG")


def _decoded(name: str, data: bytes) -> Picture:
    """The picture of the bytes, its size and frames looked at before a point is decoded."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only photos pay for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow only warns of is refused below
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
            if picture.width * picture.height > refusals.MOST_POINTS:
                raise refusals.too_many_points(name, picture.width, picture.height)
            if picture.format != "MPO" and getattr(picture, "is_animated", False):
                raise refusals.too_many_frames(name)
            picture.load()
    except Image.DecompressionBombError:
        raise refusals.too_many_points(name, 0, 0) from None
    except UnidentifiedImageError:
        raise refusals.damaged(name) from None
    except (*_WRONG, struct.error, zlib.error):
        raise refusals.damaged(name) from None
    return picture


def _written(picture: Picture, format_: str) -> bytes:
    """The points alone, upright, of at most LONGEST a side, as a JPEG or a PNG."""
    from PIL import Image  # noqa: PLC0415

    turn = _TURNS.get(_orientation(picture))
    points = _points(picture, format_)
    points.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    alone = Image.new(points.mode, points.size)  # what the old one tells beside its points stays behind
    alone.paste(points)
    out = io.BytesIO()
    upright = alone.transpose(Image.Transpose[turn]) if turn else alone
    upright.save(out, format_, quality=QUALITY)
    return out.getvalue()


def _orientation(picture: Picture) -> int:
    """How the camera was held, as the photo tells; 1, upright, where it tells nothing that makes sense."""
    try:
        said = picture.getexif().get(_ORIENTATION)
    except (*_WRONG, struct.error, zlib.error):
        return 1
    return said if isinstance(said, int) else 1


def _points(picture: Picture, format_: str) -> Picture:
    """The picture in plain colours; what shines through stands before white in a JPEG."""
    from PIL import Image  # noqa: PLC0415

    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    if format_ == "PNG":
        return picture.convert("RGBA" if see_through else "RGB")
    if not see_through:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    ground = Image.new("RGB", layer.size, _WHITE)
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _was_jpeg(data: bytes) -> bool:
    """Whether it is kept as a JPEG: those of phones are, a drawing of a screen is kept as PNG."""
    return data.startswith(JPEG) or data[:4] == b"RIFF"
