"""What is said about a plugin that broke its contract; each refusal names the plugin."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_core.errors import PluginError

_ASK = "ask its author, or take it off the list in inspect-core.toml"
_ASK_ZH = "请联系插件作者，或从 inspect-core.toml 的清单中删除"


def failed(plugin: str, error: BaseException) -> PluginError:
    """Its code threw something, or tried to end the program."""
    what = f"{type(error).__name__}: {error}".rstrip(": ")
    return PluginError(
        "E-PLUG-FAILED",
        f"the plugin {plugin} failed: {what}",
        hint=_ASK,
        message_zh=f"插件 {plugin} 出错：{what}",
        hint_zh=_ASK_ZH,
    )


def wrong_answer(plugin: str, where: str, answer: object, wanted: str) -> PluginError:
    """It answered with something that cannot be meant."""
    shown = repr(answer)[:120]
    return PluginError(
        "E-PLUG-ANSWER",
        f"the plugin {plugin} answered {shown} in {where}; {wanted} was expected",
        hint=_ASK,
        message_zh=f"插件 {plugin} 在 {where} 中返回了 {shown}，应为 {wanted}",
        hint_zh=_ASK_ZH,
    )


def left_threads(plugin: str, names: Sequence[str]) -> PluginError:
    """It answered and went on working behind the back of the program."""
    shown = ", ".join(names)[:120]
    return PluginError(
        "E-PLUG-THREAD",
        f"the plugin {plugin} left threads running: {shown}",
        hint=_ASK,
        message_zh=f"插件 {plugin} 留下了仍在运行的线程：{shown}",
        hint_zh=_ASK_ZH,
    )


def edited(plugin: str, where: str) -> PluginError:
    """It changed what it was only to read."""
    return PluginError(
        "E-PLUG-EDITED",
        f"the plugin {plugin} changed its input in {where}",
        hint=_ASK,
        message_zh=f"插件 {plugin} 在 {where} 中改动了传入的数据",
        hint_zh=_ASK_ZH,
    )


def misfit(plugin: str, message: str, near: str | None) -> PluginError:
    """One of its hooks is unknown or has other arguments."""
    said = " ".join(message.split())
    hint = f"did you mean {near}?" if near else "compare it with the page of hooks in docs/plugins.md"
    return PluginError(
        "E-PLUG-HOOK",
        f"the plugin {plugin} does not fit the hooks: {said}",
        hint=hint,
        message_zh=f"插件 {plugin} 与钩子不符：{said}",
        hint_zh=f"是否想写 {near}？" if near else "请对照 docs/plugins.md 中的钩子说明",
    )


def wrapper(plugin: str, hook: str) -> PluginError:
    """It tried to stand around the hooks of others."""
    return PluginError(
        "E-PLUG-WRAPPER",
        f"the plugin {plugin} wraps {hook}; a plugin answers for itself only",
        hint="write a plain hook that returns a value",
        message_zh=f"插件 {plugin} 包装了 {hook}；插件只能代表自己作答",
        hint_zh="请改为直接返回值的普通钩子",
    )


def twice(sort: str, name: str, first: str, second: str) -> PluginError:
    """Two plugins bring the same name."""
    return PluginError(
        "E-PLUG-TWICE",
        f"the {sort} '{name}' comes from two plugins: {first} and {second}",
        hint="take one of them off the list in inspect-core.toml",
        message_zh=f"{sort} '{name}' 同时来自两个插件：{first} 和 {second}",
        hint_zh="请从 inspect-core.toml 的清单中删除其中一个",
    )
