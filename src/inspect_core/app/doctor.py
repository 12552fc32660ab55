"""Looks the installation and the project over, and says what to do about what is not right."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal

from inspect_core import __version__
from inspect_core.app.held_roles import left_open
from inspect_core.app.project import App
from inspect_core.app.rules import loose_ends
from inspect_core.app.waivers import ending_soon
from inspect_core.errors import InspectError, Problem
from inspect_core.host.loader import Loaded

Mark = Literal["fine", "note", "wrong"]
LIBRARIES: Final = ("click", "pluggy", "polars", "pydantic", "PyYAML", "tinydb", "jinja2", "orjson")
LEAST_ROOM: Final = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what in both languages, how it stands, and what was seen."""

    mark: Mark
    zh: str
    en: str
    seen_zh: str = ""
    seen_en: str = ""


def installation() -> Iterator[Finding]:
    """Python, the program and its libraries."""
    fit: Mark = "fine" if sys.version_info >= (3, 11) else "wrong"
    python = f"{platform.python_version()} ({sys.platform})"
    yield Finding(fit, "Python", "Python", python, python)
    yield Finding("fine", "inspect-core", "inspect-core", __version__, __version__)
    for library in LIBRARIES:
        try:
            found = version(library)
        except PackageNotFoundError:
            yield Finding("wrong", library, library, "未安装", "not installed")
        else:
            yield Finding("fine", library, library, found, found)


def examine(app: App, verify: Callable[[Path], tuple[Problem, ...]]) -> Iterator[Finding]:
    """The project: standards, plugins, journal, what it knows, the disk. `verify` answers what is damaged."""
    steps = ((_standards, "标准", "rulesets"), (_plugins, "插件", "plugins"), (_known, "已知", "known"))
    for step, zh, en in (*steps, (_room, "磁盘", "disk")):
        try:
            yield from step(app)
        except InspectError as error:
            yield Finding("wrong", zh, en, error.text("zh"), error.text("en"))
    damaged = verify(app.folder)
    told_zh, told_en = ("; ".join(problem.text(language) for problem in damaged) for language in ("zh", "en"))
    yield Finding("wrong" if damaged else "fine", "日志", "journal", told_zh or "完好", told_en or "intact")


def _standards(app: App) -> Iterator[Finding]:
    standards = app.standards
    listed = ", ".join(f"{ruleset.id} {ruleset.edition}" for ruleset in standards.rulesets)
    yield Finding("fine", "标准", "rulesets", listed, listed)
    yield Finding("fine", "考核方案", "scheme", standards.scheme.id, standards.scheme.id)
    for moved in standards.editions.problems:
        yield Finding("wrong", "版次", "edition", moved.text("zh"), moved.text("en"))
    for loose in (*loose_ends(standards), *standards.editions.notices):
        yield Finding("note", "标准", "rulesets", loose.text("zh"), loose.text("en"))
    for open_ in left_open(standards.scheme):
        yield Finding("note", "职责", "roles", open_.text("zh"), open_.text("en"))
    today = app.clock.now().astimezone(app.settings.project.zone).date()
    for ending in ending_soon(standards.rulesets, today):
        yield Finding("note", "豁免", "waiver", ending.text("zh"), ending.text("en"))
    known = app.workday(today.replace(month=12, day=31)) is not None
    year = str(today.year)
    words = (
        (f"{year} 年已公布", f"{year} is published") if known else (f"{year} 年尚未公布", f"{year} is not published")
    )
    yield Finding("fine" if known else "note", "工作日历", "calendar", *words)


def _plugins(app: App) -> Iterator[Finding]:
    for plugin in app.registry.host.plugins:
        named = f"{plugin.name} {plugin.version}"
        zh, en = _trust(plugin)
        yield Finding("fine", "插件", "plugin", f"{named}，{zh}", f"{named}, {en}")


def _trust(plugin: Loaded) -> tuple[str, str]:
    """How sure it is that the plugin is the one that was put on the list."""
    if plugin.pinned:
        return "文件与清单一致", "files as listed"
    if plugin.hash is None:
        return "只核对版本：可编辑安装，文件随时会变", "by version only: editable, its files may change at any time"
    return "只核对版本：可用 plugins pin 固定文件", "by version only: `plugins pin` pins its files"


def _known(app: App) -> Iterator[Finding]:
    facts, head = app.store.facts, app.store.journal.head()
    yield Finding("fine", "日志", "journal", f"{head.seq} 条事件", f"{head.seq} events")
    people, places, shifts = len(facts.people()), len(facts.places()), len(facts.shifts())
    mark: Mark = "fine" if people and places and shifts else "note"
    yield Finding(
        mark,
        "已知",
        "known",
        f"{people} 人，{places} 个部位，{shifts} 个班次",
        f"{people} people, {places} places, {shifts} shifts",
    )


def _room(app: App) -> Iterator[Finding]:
    free = shutil.disk_usage(app.folder).free
    mark: Mark = "fine" if free > LEAST_ROOM else "wrong"
    yield Finding(mark, "磁盘", "disk", f"剩余 {free // 2**20} MiB", f"{free // 2**20} MiB free")
