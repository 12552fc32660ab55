"""What a plugin offers, looked at before it is used: does it have the shape that its hook asks for?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from inspect_core.domain.table import Reading, Source
from inspect_core.engine.kind import AnswerKind, Kind, RowKind, SlotKind
from inspect_core.errors import InspectError, Language
from inspect_core.host import refusals
from inspect_core.host.guarded import GuardedAnswerKind, GuardedRowKind, GuardedSlotKind
from inspect_core.host.late import LateKind
from inspect_core.host.loader import Guard
from inspect_core.language.rule import RuleHeader
from inspect_core.ports import Reader, Runner, Writer


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing a plugin answered to a hook; `guard` runs its later calls, and is missing for what is built in."""

    plugin: str
    hook: str
    value: Any
    guard: Guard | None

    def refused(self, wanted: str) -> InspectError:
        """The refusal of this offer; `wanted` says what should have come."""
        return refusals.wrong_answer(self.plugin, self.hook, self.value, wanted)


def checked_kind(offer: Offer) -> Kind | LateKind:
    """A rule kind that can be asked; a class is made into a value first, a kind of the program when it is needed."""
    kind = offer.value
    if isinstance(kind, LateKind) and offer.guard is None:
        return kind
    if isinstance(kind, type):
        kind = kind() if offer.guard is None else offer.guard(offer.plugin, kind)
    word, settings = getattr(kind, "kind", None), getattr(kind, "settings", None)
    if not isinstance(word, str) or not word.isidentifier():
        raise offer.refused("a kind with its word in `kind`")
    if not (isinstance(settings, type) and issubclass(settings, RuleHeader)):
        raise offer.refused("a kind whose `settings` extend RuleHeader")
    if not isinstance(kind, SlotKind | AnswerKind | RowKind):
        raise offer.refused("a kind with the methods of SlotKind, AnswerKind or RowKind")
    return kind if offer.guard is None else _guarded(kind, offer.plugin, offer.guard)


def _guarded(kind: Kind, plugin: str, guard: Guard) -> Kind:
    if isinstance(kind, SlotKind):
        return cast("Kind", GuardedSlotKind(kind, plugin, guard))
    if isinstance(kind, AnswerKind):
        return cast("Kind", GuardedAnswerKind(kind, plugin, guard))
    return cast("Kind", GuardedRowKind(kind, plugin, guard))


def checked_path(offer: Offer) -> Path:
    """A folder that is there."""
    if not isinstance(offer.value, Path) or not offer.value.is_dir():
        raise offer.refused("an existing folder as a pathlib.Path")
    return offer.value


def checked_reader(offer: Offer) -> Reader:
    """A reader of files whose failures carry the plugin's name."""
    reader = offer.value
    suffixes = getattr(reader, "suffixes", None)
    fits = (
        isinstance(getattr(reader, "name", None), str)
        and isinstance(suffixes, tuple)
        and all(isinstance(suffix, str) and suffix.startswith(".") for suffix in suffixes)
        and isinstance(getattr(reader, "largest", None), int)
        and callable(getattr(reader, "read", None))
    )
    if not fits:
        raise offer.refused("a reader with name, suffixes, largest and read")
    return reader if offer.guard is None else GuardedReader(reader, offer.plugin, offer.guard)


def checked_writer(offer: Offer) -> Writer:
    """A writer of reports whose failures carry the plugin's name."""
    writer = offer.value
    texts = (getattr(writer, "name", None), getattr(writer, "suffix", None))
    if not (all(isinstance(text, str) for text in texts) and callable(getattr(writer, "write", None))):
        raise offer.refused("a writer with name, suffix and write")
    return writer if offer.guard is None else GuardedWriter(writer, offer.plugin, offer.guard)


def checked_runner(offer: Offer) -> Runner:
    """A way to run many projects."""
    runner = offer.value
    if not (isinstance(getattr(runner, "name", None), str) and callable(getattr(runner, "run", None))):
        raise offer.refused("a runner with name and run")
    return cast("Runner", runner)


class GuardedReader:
    """A plugin's reader under guard."""

    def __init__(self, reader: Reader, plugin: str, guard: Guard) -> None:
        self.name = reader.name
        self.suffixes = reader.suffixes
        self.largest = reader.largest
        self._reader, self._plugin, self._guard = reader, plugin, guard

    def read(self, source: Source) -> Reading:
        """The tables of the file; what is no Reading names the plugin."""
        found: Any = self._guard(self._plugin, lambda: self._reader.read(source))
        if not isinstance(found, Reading):
            raise refusals.wrong_answer(self._plugin, f"reader {self.name}", found, "a Reading")
        return found


class GuardedWriter:
    """A plugin's writer under guard."""

    def __init__(self, writer: Writer, plugin: str, guard: Guard) -> None:
        self.name = writer.name
        self.suffix = writer.suffix
        self._writer, self._plugin, self._guard = writer, plugin, guard

    @property
    def write(self) -> Callable[[Any, Language], dict[str, bytes]]:
        """The deed: files by path; a path that leads out of the report folder names the plugin."""
        return self._write

    def _write(self, view: Any, language: Language) -> dict[str, bytes]:
        files: Any = self._guard(self._plugin, lambda: self._writer.write(view, language))
        if not (isinstance(files, dict) and all(_is_file(path, data) for path, data in files.items())):
            raise refusals.wrong_answer(self._plugin, f"writer {self.name}", files, "files as path -> bytes")
        return files


def _is_file(path: object, data: object) -> bool:
    if not isinstance(path, str) or not isinstance(data, bytes):
        return False
    parts = path.split("/")
    return not path.startswith("/") and "\\" not in path and all(part not in ("", ".", "..") for part in parts)
