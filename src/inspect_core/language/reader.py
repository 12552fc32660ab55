"""YAML text to a Document: no anchors, no tags, no duplicate keys, no guessed types, bounded depth and size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml
from yaml import events

from inspect_core.errors import Place, Problem, RulesetError
from inspect_core.language import refusals
from inspect_core.language.node import Document, Path, Plain

DEEPEST = 32
SHELF = "rulesets"
LARGEST = 1024 * 1024  # room for more than a thousand rules
_NOTHING = ("", "null", "~")


def read_file(file: FilePath) -> Document:
    """The document in a file; a RulesetError names file, line and column of everything wrong with its form."""
    size, name = file.stat().st_size, name_of(file)
    if size > LARGEST:
        raise RulesetError.of([refusals.too_large(name, size, LARGEST)])
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RulesetError.of([refusals.not_utf8(name, error.start + 1)]) from None
    return read_text(text, name)


def name_of(file: FilePath) -> str:
    """What errors call a file: its name, with the folders it is in below `rulesets`, such as schemes/residential.yaml."""
    folders = file.parts[:-1]
    below = folders[len(folders) - folders[::-1].index(SHELF) :] if SHELF in folders else ()
    return "/".join((*below, file.name))


def read_text(text: str, file: str = "<text>") -> Document:
    """The document in a text; `file` is the name that errors give."""
    builder = _Builder(file)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file=file, line=mark.line + 1, column=mark.column + 1) if mark else Place(file=file)
        raise RulesetError.of([refusals.bad_syntax(str(error.problem), place)]) from None
    except yaml.reader.ReaderError as error:
        raise RulesetError.of([refusals.bad_sign(error.position, file)]) from None
    if builder.problems:
        raise RulesetError.of(builder.problems)
    return Document(file, builder.root, builder.places)


def _events(text: str) -> Iterator[events.Event]:
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.parse(text, Loader=loader)


@dataclass
class _Open:
    """A mapping or list that is still being read."""

    value: dict[str, Plain] | list[Plain]
    path: Path
    key: str | None = None
    lines: dict[str, int] = field(default_factory=dict)


@dataclass
class _Builder:
    """Turns parser events into plain values without recursion, so that no nesting can exhaust the stack."""

    file: str
    root: Plain = None
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0

    def take(self, event: events.Event) -> None:
        """One event of the parser."""
        if isinstance(event, events.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(refusals.alias(self._place(event)))
        if isinstance(event, events.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refuse(refusals.second_document(self._place(event)))
        elif isinstance(event, events.ScalarEvent):
            self._check_tag(event)
            self._scalar(event)
        elif isinstance(event, events.MappingStartEvent | events.SequenceStartEvent):
            self._check_tag(event)
            self._start(event)
        elif isinstance(event, events.MappingEndEvent | events.SequenceEndEvent):
            self.stack.pop()

    def _scalar(self, event: events.ScalarEvent) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._key(parent, event)
            return
        empty = not event.style and event.value in _NOTHING  # a plain style is None, or "" from the C parser
        self._put(None if empty else event.value, event)

    def _key(self, parent: _Open, event: events.ScalarEvent) -> None:
        line = _mark(event).line + 1
        if event.value in parent.lines:
            twice = refusals.key_twice(event.value, parent.lines[event.value], line, self._place(event))
            self._refuse(twice, stop=False)
        parent.lines.setdefault(event.value, line)
        parent.key = event.value

    def _start(self, event: events.MappingStartEvent | events.SequenceStartEvent) -> None:
        if len(self.stack) >= DEEPEST:
            self._refuse(refusals.too_deep(DEEPEST, self._place(event)))
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._refuse(refusals.odd_key(self._place(event)))
        value: dict[str, Plain] | list[Plain] = {} if isinstance(event, events.MappingStartEvent) else []
        path = self._put(value, event)
        self.stack.append(_Open(value, path))

    def _put(self, value: Plain, event: events.Event) -> Path:
        path: Path = ()
        if self.stack:
            parent = self.stack[-1]
            if isinstance(parent.value, dict):
                path = (*parent.path, parent.key or "")
                parent.value[parent.key or ""] = value
                parent.key = None
            else:
                path = (*parent.path, len(parent.value))
                parent.value.append(value)
        else:
            self.root = value
        self.places[path] = (_mark(event).line + 1, _mark(event).column + 1)
        return path

    def _check_tag(self, event: events.Event) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self._refuse(refusals.tagged(tag, self._place(event)))

    def _place(self, event: events.Event) -> Place:
        return Place(file=self.file, line=_mark(event).line + 1, column=_mark(event).column + 1)

    def _refuse(self, problem: Problem, *, stop: bool = True) -> None:
        self.problems.append(problem)
        if stop:
            raise RulesetError.of(self.problems)


def _mark(event: events.Event) -> Any:
    return event.start_mark
