"""The whole text of a ruleset as it counts, printed as YAML, each line that stands in another file with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from inspect_core.app.key_words import value_words
from inspect_core.app.overlays import effective
from inspect_core.app.shelves import Shelf
from inspect_core.domain.text import Text
from inspect_core.language.binding import fingerprint
from inspect_core.language.node import Document, Path
from inspect_core.language.parameters import filled, places_of_use
from inspect_core.language.printed import printed
from inspect_core.language.rule import Ruleset


@dataclass(frozen=True)
class EffectiveText:
    """A ruleset laid over its parents, its parameters filled in; `asked` says which paths a parameter answers."""

    document: Document
    asked: dict[Path, str]

    @property
    def fingerprint(self) -> str:
        """The fingerprint of what is printed."""
        return fingerprint(self.document)

    def printed(self) -> str:
        """The text with a head that says what it is made of; it reads back as the same values."""
        return "".join(f"# {line}\n" for line in self._head()) + printed(self.document.plain, self.origin)

    def origin(self, path: Path) -> str:
        """Where a line comes from: the parameter that answers it, the file and line when that is not the top file."""
        place = self.document.place(path)
        away = f"{place.file}:{place.line}" if place.file != self.document.file else ""
        if path in self.asked:
            return " ".join(part for part in (f"parameter {self.asked[path]}", away) if part)
        return away

    def origins(self) -> dict[str, str]:
        """Every line that has an origin to tell, by its JSON pointer."""
        found = ((path, self.origin(path)) for path in _paths(self.document.plain, ()))
        return {"/" + "/".join(_pointed(part) for part in path): told for path, told in found if told}

    def _head(self) -> Iterator[str]:
        plain = self.document.plain
        yield f"{plain.get('ruleset')} {plain.get('edition')}  sha256 {self.fingerprint}"
        for layer in self.document.layers:
            yield f"laid over {layer}"
        yield from _level(plain.get("level"))
        for name, body in (plain.get("parameters") or {}).items():
            if isinstance(body, dict):
                yield f"parameter {name}: {_asked(body)}"


def effective_text(file: FilePath, found: Sequence[Shelf]) -> EffectiveText:
    """The text of a ruleset file as it counts; RulesetError when it, or what it extends, cannot be read."""
    whole = effective(file, found)
    return EffectiveText(filled(whole), dict(places_of_use(whole)))


def _level(level: Any) -> Iterator[str]:
    if isinstance(level, dict):
        said = {key: level.get(key) for key in ("is", "of", "best", "worst")}
        yield "level {is} of {of}: {best} is the best, {worst} the lowest".format(**said)


def _asked(body: dict[str, Any]) -> str:
    ask = Text.model_validate(body.get("ask") or "?")
    default, value = (value_words(body.get(key)).en for key in ("default", "value"))
    answer = f", answered {value}" if "value" in body else ""
    return f"{ask.zh} / {ask.en} Default {default}{answer}"


def _paths(value: Any, path: Path) -> Iterator[Path]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in parts:
        at = (*path, key)
        yield at
        yield from _paths(inner, at)


def _pointed(part: str | int) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def effective_view(text: EffectiveText, ruleset: Ruleset) -> dict[str, Any]:
    """The text as plain data, in the format `inspect-core/rules-effective/1`."""
    return {
        "format": "inspect-core/rules-effective/1",
        "ruleset": ruleset.id,
        "edition": str(ruleset.edition),
        "fingerprint": text.fingerprint,
        "file": text.document.file,
        **heads_view(ruleset),
        "text": text.document.plain,
        "origins": text.origins(),
    }


def heads_view(ruleset: Ruleset) -> dict[str, Any]:
    """The level of a ruleset, its open questions with default and answer, and what it was laid over, as plain data."""
    level = ruleset.level
    return {
        "level": {"of": level.of, "is": level.is_, "best": level.best, "worst": level.worst} if level else None,
        "parameters": [
            {
                "parameter": name,
                "ask": one.ask.model_dump(),
                "default": one.default,
                "answer": one.answer,
                "choices": list(one.choices),
                "source": one.source.model_dump() if one.source else None,
            }
            for name, one in ruleset.parameters.items()
        ],
        "over": list(ruleset.layers),
    }
