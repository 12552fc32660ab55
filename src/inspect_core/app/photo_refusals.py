"""The words in which a photo is refused; the file somebody handed in is never touched."""

from __future__ import annotations

from inspect_core.errors import FactError, Place

MOST_POINTS = 40_000_000
_KEEP, _KEEP_ZH = "the file handed in was left as it is", "交来的原文件未作改动"


def too_large(name: str, size: int, most: int) -> FactError:
    """More bytes than a phone makes."""
    return FactError(
        "E-PHOTO-SIZE",
        f"the photo has {size:,} bytes; at most {most // 2**20} MiB are kept",
        place=Place(file=name),
        hint="make it smaller",
        message_zh=f"照片共 {size:,} 字节，最多 {most // 2**20} MiB",
        hint_zh="请压缩后再传",
    )


def no_photo(name: str) -> FactError:
    """Something else, or a photo that cannot be cleaned of what it tells about the one who took it."""
    return FactError(
        "E-IMG-TYPE",
        "this is no photo that can be kept",
        place=Place(file=name),
        hint="hand in JPEG, PNG, WebP or GIF, whatever the file is called; set a phone that takes HEIC to "
        f"“most compatible”; {_KEEP}",
        message_zh="这不是可以保存的照片",
        hint_zh="请交 JPEG、PNG、WebP 或 GIF（按内容判断，与文件名无关）；拍 HEIC 的手机请改为“兼容性最佳”；"
        + _KEEP_ZH,
    )


def too_many_points(name: str, width: int, height: int) -> FactError:
    """More points than are ever decoded."""
    size = f"{width} × {height}" if width else "far too many"
    return FactError(
        "E-IMG-PIXELS",
        f"the photo has {size} points; at most {MOST_POINTS // 10**6} million are decoded",
        place=Place(file=name),
        hint=f"take it with a lower resolution or make it smaller; {_KEEP}",
        message_zh=f"照片为 {size} 像素，最多 {MOST_POINTS // 10**6} 百万像素" if width else "照片像素过多",
        hint_zh="请降低拍摄分辨率或缩小后再传；" + _KEEP_ZH,
    )


def too_many_frames(name: str) -> FactError:
    """A film."""
    return FactError(
        "E-IMG-FRAMES",
        "this is a moving picture; a photo has one frame",
        place=Place(file=name),
        hint=f"hand in a still photo; {_KEEP}",
        message_zh="这是动图；照片只能有一帧",
        hint_zh="请交静态照片；" + _KEEP_ZH,
    )


def damaged(name: str) -> FactError:
    """It cannot be decoded to its end."""
    return FactError(
        "E-IMG-DAMAGED",
        "the photo is damaged or cut off",
        place=Place(file=name),
        hint=f"send it again from the phone that took it; {_KEEP}",
        message_zh="照片损坏或不完整",
        hint_zh="请从拍摄的手机重新发送；" + _KEEP_ZH,
    )
