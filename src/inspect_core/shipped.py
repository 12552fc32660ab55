"""Finds the standards and the pages that come with the program, wherever it was installed."""

from __future__ import annotations

from pathlib import Path

from inspect_core.errors import SystemFault


def shipped(folder: str) -> Path:
    """Finds a folder that comes with the program, such as "rulesets" or "templates".

    A wheel carries a copy beside its modules; a checkout has the folder at its root.
    Raises `SystemFault` when neither is there: the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    for place in (package / "_shipped" / folder, package.parents[1] / folder):
        if place.is_dir():
            return place
    raise SystemFault(
        "E-SHIPPED-MISSING",
        f"the folder {folder!r} that comes with inspect-core was not found",
        hint="Install inspect-core again; what is there now is incomplete.",
        message_zh=f"找不到 inspect-core 自带的文件夹 {folder!r}",
        hint_zh="安装不完整，请重新安装 inspect-core。",
    )
