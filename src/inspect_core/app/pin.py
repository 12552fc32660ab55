"""Writes a plugin's version and hash into inspect-core.toml and leaves every other byte of the file as it is.

The place is found by looking at the lines; whether it was the right one is told by reading the file again: the
settings must be the same but for that one entry, or nothing is written.
"""

from __future__ import annotations

import contextlib
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from inspect_core.app.settings import FILE
from inspect_core.errors import Place, SystemFault, UsageError
from inspect_core.host.allowed import Allowed
from inspect_core.host.loader import normal

_HEADER: Final = re.compile(
    r"^[ \t]*\[[ \t]*plugins[ \t]*\.[ \t]*allow[ \t]*\][ \t]*(#[^\r\n]*)?(?=\r?$)", re.MULTILINE
)
_NEXT: Final = re.compile(r"^[ \t]*\[", re.MULTILINE)
_INLINE: Final = re.compile(
    r"^([ \t]*(?:plugins[ \t]*\.[ \t]*)?allow[ \t]*=[ \t]*\{)(.*)(\}[ \t]*(?:#[^\r\n]*)?)(?=\r?$)", re.MULTILINE
)
_ENTRY: Final = re.compile(
    r"""(?P<key>"[^"\n]*"|'[^'\n]*'|[\w-]+)(?P<is>[ \t]*=[ \t]*)(?P<said>"[^"\n]*"|'[^'\n]*'|\{[^{}\n]*\})"""
)


def pinned_text(text: str, name: str, said: Allowed) -> str | None:
    """The settings with that entry on the allow list; None when no safe place for it is found."""
    line = f'{{ version = "{said.version}", hash = "{said.hash}" }}'
    wanted = _with(tomllib.loads(text.removeprefix("\ufeff")), name, said)
    for changed in _tries(text, name, line):
        with contextlib.suppress(tomllib.TOMLDecodeError):
            if tomllib.loads(changed.removeprefix("\ufeff")) == wanted:
                return changed
    return None


def _with(plain: dict[str, Any], name: str, said: Allowed) -> dict[str, Any]:
    plugins = plain.get("plugins", {})
    allow = dict(plugins.get("allow", {}))
    key = next((one for one in allow if normal(one) == name), name)
    return {**plain, "plugins": {**plugins, "allow": {**allow, key: said.model_dump()}}}


def _tries(text: str, name: str, line: str) -> Iterator[str]:
    """The text with the entry in each place where it may belong: the section, a line within, the end of the file."""
    newline = "\r\n" if "\r\n" in text else "\n"
    header, inline = _HEADER.search(text), _INLINE.search(text)
    if header is not None:
        after = _NEXT.search(text, header.end())
        end = after.start() if after is not None else len(text)
        section = text[header.end() : end]
        yield text[: header.end()] + _replaced(section, name, line) + text[end:]
        yield text[: header.end()] + f'{newline}"{name}" = {line}' + text[header.end() :]
    elif inline is not None:
        own = inline[2]
        yield text[: inline.start(2)] + _replaced(own, name, line) + text[inline.end(2) :]
        comma = "," if own.strip() else ""
        yield text[: inline.start(2)] + f'{own.rstrip()}{comma} "{name}" = {line} ' + text[inline.end(2) :]
    else:
        gap = "" if text.endswith("\n") or not text else newline
        yield f'{text}{gap}{newline}[plugins.allow]{newline}"{name}" = {line}{newline}'


def _replaced(part: str, name: str, line: str) -> str:
    """The entry of that name with another value, in a piece of text that holds entries."""

    def put(found: re.Match[str]) -> str:
        commented = "#" in part[part.rfind("\n", 0, found.start()) + 1 : found.start()]
        own = not commented and normal(found["key"].strip("\"'")) == name
        return f"{found['key']}{found['is']}{line}" if own else found[0]

    return _ENTRY.sub(put, part)


def pin(folder: Path, name: str, said: Allowed) -> bool:
    """Whether the settings file was changed: it says so already otherwise. UsageError when there is no place for it."""
    file = folder / FILE
    text = file.read_bytes().decode("utf-8")
    changed = pinned_text(text, name, said)
    if changed is None:
        raise _by_hand(name, said)
    if changed == text:
        return False
    try:
        _put(file, changed.encode())
    except OSError as error:
        raise _refused(error) from error
    return True


def _put(file: Path, data: bytes) -> None:
    """The file replaced at once, with the rights it had."""
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with aside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        aside.chmod(file.stat().st_mode & 0o777)
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def _refused(error: OSError) -> SystemFault:
    why = error.strerror or str(error)
    return SystemFault(
        "E-SETTINGS-WRITE",
        f"the settings cannot be written: {why}; they are as they were",
        place=Place(file=FILE),
        hint="give the right to write there or make room, then try again",
        message_zh=f"无法写入设置：{why}；设置未变",
        hint_zh="请给予写入权限或腾出空间后重试",
    )


def _by_hand(name: str, said: Allowed) -> UsageError:
    entry = f'"{name}" = {{ version = "{said.version}", hash = "{said.hash}" }}'
    return UsageError(
        "E-PLUG-PLACE",
        "the allow list is written in a way that is not changed by machine; nothing was written",
        place=Place(file=FILE),
        hint=f"write it yourself under [plugins.allow]: {entry}",
        message_zh="清单的写法无法自动修改；未写入任何内容",
        hint_zh=f"请自行写在 [plugins.allow] 之下：{entry}",
    )
