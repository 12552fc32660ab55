"""Writes the lists of shipped standards into the two pages about them: python -m tests.standards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from inspect_core.app.overlays import read_ruleset
from inspect_core.app.shelves import shelves
from inspect_core.bootstrap import registry_of
from inspect_core.domain.exact import plain
from inspect_core.domain.text import Text
from inspect_core.language.heads import Parameter
from inspect_core.language.reader import read_file
from inspect_core.language.rule import Rule, Ruleset
from inspect_core.language.scheme import Weighting, bind_scheme
from inspect_core.shipped import shipped

ROOT = Path(__file__).resolve().parents[1]
PAGES: Final[Mapping[str, str]] = MappingProxyType({"docs/standards.md": "en", "docs/standards.zh-CN.md": "zh"})
BEGIN, END = "<!-- written by python -m tests.standards -->", "<!-- end -->"
_LISTED = re.compile(rf"{BEGIN}\n.*?{END}\n", re.DOTALL)
_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "rule": Text(zh="条款", en="rule"),
        "says": Text(zh="要求", en="asks for"),
        "clause": Text(zh="编号", en="row"),
        "status": Text(zh="状态", en="mark"),
        "points": Text(zh="分值", en="points"),
        "advisory": Text(zh="提示", en="advice"),
        "whom": Text(zh="对象", en="whose"),
        "weighed": Text(zh="权重", en="weights"),
        "others": Text(zh="项目、部门、部位、外包单位", en="project, departments, places, contractors"),
        "open": Text(zh="待定问题（参数）", en="open question (parameter)"),
        "default": Text(zh="缺省", en="default"),
        "why": Text(zh="依据", en="why"),
        "edition": Text(zh="版次", en="edition"),
        "source": Text(zh="出处", en="from"),
        "over": Text(zh="扩展", en="laid over"),
        "level": Text(zh="级", en="level"),
        "best": Text(zh="最高为", en="the best is"),
    }
)


def standards() -> list[Ruleset]:
    """Every ruleset that comes with the program, by name."""
    known = registry_of().kinds.settings()
    files = sorted(shipped("rulesets").glob("*.yaml"))
    return [read_ruleset(file, shelves(None, ()), known) for file in files]


def listed(language: str) -> str:
    """The list as it stands in a page, with its marks."""
    rulesets = (line for one in standards() for line in _ruleset(one, language))
    return "\n".join([BEGIN, "", *_schemes(language), *rulesets, END, ""])


def rewritten(page: str) -> str:
    """A page with the list of today in it."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return _LISTED.sub(lambda _: listed(PAGES[page]), text)


def _schemes(language: str) -> Iterator[str]:
    """Of each scheme that comes along, which rulesets it weighs for whom."""
    for file in sorted((shipped("rulesets") / "schemes").glob("*.yaml")):
        scheme = bind_scheme(read_file(file)).text
        yield from (f"### `{scheme.scheme}` {_in(scheme.title, language)}", "")
        yield from _table(("whom", "weighed"), language)
        for role, found in scheme.roles.items():
            yield _row((f"`{role}` {_in(found.title, language)}", _weighed(found)))
        if scheme.project:
            yield _row((_word("others", language), _weighed(scheme.project)))
        yield ""


def _weighed(found: Weighting) -> str:
    return ", ".join(f"{name} {plain(weight)}" for name, weight in found.weights.items())


def _ruleset(one: Ruleset, language: str) -> Iterator[str]:
    yield f"### `{one.id}` {_in(one.title, language)}"
    yield ""
    yield " · ".join(_head(one, language))
    yield ""
    yield from _table(("rule", "says", "clause", "status", "points"), language)
    for rule in one.rules:
        yield _row(_rule(rule, one, language))
    yield ""
    if one.parameters and not one.layers:
        yield from _table(("open", "default", "why"), language)
        for name, found in one.parameters.items():
            yield _row(_parameter(name, found, language))
        yield ""


def _head(one: Ruleset, language: str) -> Iterator[str]:
    yield f"{_word('edition', language)} {one.edition}"
    if one.level:
        yield f"{_word('level', language)} {one.level.is_}, {_word('best', language)} {one.level.best}"
    if one.layers:
        yield f"{_word('over', language)} `{one.layers[0].split()[0]}`"
    if one.source:
        yield f"{_word('source', language)} {_in(one.source, language)}"


def _rule(rule: Rule, one: Ruleset, language: str) -> tuple[str, ...]:
    found = rule.settings
    title, says = _in(found.title, language), _in(found.says(one.edition), language)
    worth = _word("advisory", language) if found.advisory else plain(found.points) or "0"
    return f"`{rule.id}` {title}", says, found.clause or "", found.status or "", worth


def _parameter(name: str, found: Parameter, language: str) -> tuple[str, ...]:
    return f"`{name}` {_in(found.ask, language)}", _value(found.answer), _in(found.source, language)


def _value(value: Any) -> str:
    """An answer as it stands in YAML, on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_value(inner)}" for key, inner in value.items())
    return ", ".join(_value(inner) for inner in value) if isinstance(value, list) else str(value)


def _table(words: tuple[str, ...], language: str) -> tuple[str, str]:
    return _row(tuple(_word(word, language) for word in words)), "|" + " --- |" * len(words)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "/") for cell in cells) + " |"


def _word(name: str, language: str) -> str:
    return _in(_WORDS[name], language)


def _in(text: Text | None, language: str) -> str:
    return "" if text is None else text.zh if language == "zh" else text.en


if __name__ == "__main__":
    for name in PAGES:
        (ROOT / name).write_text(rewritten(name), encoding="utf-8")
