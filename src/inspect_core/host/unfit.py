"""Why a plugin on the list is not the one that is installed; said before anything of it is imported."""

from __future__ import annotations

from inspect_core.errors import Place, Problem
from inspect_core.host.content import Unpinnable


def missing(name: str, version: str, place: Place) -> Problem:
    """It is not installed."""
    return Problem(
        "E-PLUG-MISSING",
        f"the plugin {name} {version} is not installed",
        place,
        f"install it (pip install {name}=={version}), or take it off the list",
        f"未安装插件 {name} {version}",
        f"请安装（pip install {name}=={version}），或从清单中删除",
    )


def other_version(name: str, wanted: str, found: str, place: Place) -> Problem:
    """Another version of it is installed."""
    return Problem(
        "E-PLUG-VERSION",
        f"the list asks for {name} {wanted}, installed is {found}",
        place,
        f"install {wanted}, or write {found} on the list after trying it on last month",
        f"清单要求 {name} {wanted}，已安装的是 {found}",
        f"请安装 {wanted}；或先用上月数据试算，再把清单改为 {found}",
    )


def other_content(name: str, version: str, wanted: str, found: str, place: Place) -> Problem:
    """Its files are not those that were put on the list."""
    return Problem(
        "E-PLUG-HASH",
        f"the files of {name} {version} are not those on the list: expected {wanted}, found {found}; not loaded",
        place,
        f"install it again from the source you trust; if the change is meant: inspect-core plugins pin {name}",
        f"{name} {version} 的文件与清单不符：应为 {wanted}，实为 {found}；未加载",
        f"请从可信来源重新安装；如确属预期，执行 inspect-core plugins pin {name}",
    )


def unpinnable(name: str, version: str, error: Unpinnable, place: Place | None) -> Problem:
    """The list has a hash for it, or somebody wants one, and there can be none."""
    return Problem(
        "E-PLUG-EDITABLE",
        f"the plugin {name} {version} cannot be pinned by a hash: {error}",
        place,
        f'install it from a wheel (pip install DIR without -e), or list its version alone: "{name}" = "{version}"',
        f"插件 {name} {version} 无法用哈希固定：{error.why_zh}",
        f'请从 wheel 安装（pip install 目录，不带 -e），或只写版本："{name}" = "{version}"',
    )


def not_there(name: str) -> Problem:
    """Nobody installed a plugin of that name."""
    return Problem(
        "E-PLUG-MISSING",
        f"no plugin {name} is installed",
        None,
        "install it first; `inspect-core plugins list` shows those that are installed",
        f"未安装名为 {name} 的插件",
        "请先安装；`inspect-core plugins list` 列出已安装的插件",
    )
