"""The only wiring: settings, plugins, store and clock made into an App. Nothing else knows all of them."""

from __future__ import annotations

import getpass
import os
import re
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from inspect_core import __version__
from inspect_core.app.project import App, Notify
from inspect_core.app.settings import FILE, Settings, read_settings
from inspect_core.errors import InspectError, Problem, UsageError
from inspect_core.host import leftovers, loader, refusals
from inspect_core.host.hookspecs import hookimpl
from inspect_core.host.late import LateKind
from inspect_core.host.loader import Guard, Installed, Loaded
from inspect_core.host.patience import TookTooLong, within
from inspect_core.host.registry import BUILT_IN, Host, Registry
from inspect_core.host.watchman import Watchman

if TYPE_CHECKING:
    from inspect_core.domain.calendar import Workday
    from inspect_core.domain.events import Json
    from inspect_core.engine.kind import Kind
    from inspect_core.ports import (
        Accesses,
        Clock,
        Columns,
        Facts,
        Journal,
        Papers,
        Photos,
        Reader,
        Runner,
        Store,
        Writer,
    )

T = TypeVar("T")
TRACE: Final = "INSPECT_TRACE_HOOKS"
SECONDS: Final = "INSPECT_PLUGIN_SECONDS"
KINDS: Final = (
    "banded",
    "checklist",
    "coverage",
    "deadline",
    "deduction",
    "density",
    "frequency",
    "interval",
    "outside",
    "proportion",
    "quota",
    "rating",
    "sampling",
)
"""The words of the kinds in inspect_core.kinds: each has a module of that name, and in it a class."""


def build(
    folder: Path,
    *,
    clock: Clock | None = None,
    actor: str | None = None,
    notify: Notify | None = None,
    installed: Iterable[Installed] | None = None,
    unlisted: Callable[[Problem], None] | None = None,
) -> App:
    """The project in `folder`, ready to be asked.

    `installed` stands in for the plugins of this Python; `unlisted` hears of plugins that are not on the list.
    UsageError when there is no project or its settings are wrong, PluginError when a listed plugin does not load.
    """
    settings = read_settings(folder)
    heard = notify or _to_stderr
    present = loader.installed() if installed is None else tuple(installed)
    for notice in loader.unlisted(present, settings.plugins.allow):
        (unlisted or heard)(notice)
    chosen = loader.chosen(present, settings.plugins.allow, FILE)
    pinned = frozenset(loader.normal(name) for name, allowed in settings.plugins.allow.items() if allowed.hash)
    registry = registry_of(chosen, folder=folder, notify=heard, pinned=pinned)
    found = registry.host.first("inspect_open_store", url=str(folder))
    if found is None:
        raise UsageError("E-STORE-URL", f"no plugin opens a store at {folder}", hint="name a project folder")
    own = clock or SystemClock(settings.project.zone)
    return App(folder, settings, registry, found[1], own, actor or user_actor(), heard)


def registry_of(
    plugins: Iterable[Installed] = (),
    *,
    folder: Path | None = None,
    notify: Notify | None = None,
    pinned: Collection[str] = (),
) -> Registry:
    """What is built in and what the plugins bring; without a folder nothing of a project is known.

    `pinned` names the plugins whose files were compared with the list.
    """
    guard = _watched(Watchman(_give_up))
    loaded = [loader.load(plugin, guard, pinned=plugin.name in pinned) for plugin in plugins]
    made: list[Registry] = []
    built_in = BuiltIn(folder, notify or _to_stderr, lambda: [path for _, path in made[0].template_dirs])
    host = Host(Loaded(BUILT_IN, __version__, (built_in,)), loaded, guard, _tracing())
    made.append(Registry(host))
    return made[0]


def guarded(plugin: str, call: Callable[[], T]) -> T:
    """What `call` answers; whatever a plugin throws, `sys.exit` among it, names the plugin and stops the run.

    So does a plugin that takes longer than INSPECT_PLUGIN_SECONDS (300) for one answer, or leaves a thread running.
    """
    before = leftovers.threads()
    try:
        with within(_patience()):
            answer = call()
    except InspectError:
        raise
    except (Exception, SystemExit) as error:
        raise refusals.failed(plugin, error) from error
    left = leftovers.left(before)
    if left:
        raise refusals.left_threads(plugin, left)
    return answer


def _watched(watchman: Watchman) -> Guard:
    """The guard of a run: a plugin that does not even let itself be interrupted ends the program.

    That is so where a command is run; in a thread of a larger program nothing is limited.
    """

    def guard(plugin: str, call: Callable[[], T]) -> T:
        if plugin == BUILT_IN or threading.current_thread() is not threading.main_thread():
            return guarded(plugin, call)
        with watchman.over(plugin, _patience()):
            return guarded(plugin, call)

    return guard


def _give_up(plugin: str) -> None:
    """The refusal on stderr, and the end of the program with its status: nothing else can be run any more."""
    error = refusals.failed(plugin, TookTooLong("no answer in time, and it cannot be interrupted"))
    for text in (error.first.text("en"), error.first.text("zh")):
        os.write(2, f"{text}\n".encode())
    os._exit(error.exit_code)


def _patience() -> float:
    said = os.environ.get(SECONDS, "")
    return float(said) if re.fullmatch(r"\d{1,5}(\.\d{1,3})?", said) and float(said) > 0 else 300.0


def create_journal(folder: Path, project: str, body: Mapping[str, Json], actor: str, at: datetime) -> object:
    """The journal of a new project, with its first event."""
    from inspect_core.storage import create

    return create.create_journal(folder, project, body, actor=actor, at=at)


def user_actor() -> str:
    """Whoever sits at the command line, as events name them."""
    try:
        return f"cli:{getpass.getuser()}"[:64]
    except (OSError, KeyError):
        return "cli:unknown"


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock of this machine, told in a time zone."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """This instant."""
        return datetime.now(self.zone)


@dataclass(frozen=True)
class FileStore:
    """A project in a folder: a journal, views of it that may be thrown away, photos."""

    folder: Path
    settings: Settings
    notify: Notify

    @cached_property
    def journal(self) -> Journal:
        """The journal in DIR/journal."""
        from inspect_core.storage.journal import FileJournal

        return FileJournal(self.folder / "journal", project=self.settings.project.id, notify=self.notify)

    @cached_property
    def facts(self) -> Facts:
        """The TinyDB views in DIR/views."""
        from inspect_core.storage.views import Views

        zone = self.settings.project.time_zone
        return Views(self.folder / "views", self.journal, zone=zone, notify=self.notify)

    @cached_property
    def photos(self) -> Photos:
        """The photos in DIR/photos."""
        from inspect_core.storage.blobs import PhotoStore

        return PhotoStore(self.folder / "photos")

    @cached_property
    def columns(self) -> Columns:
        """The cache of columns in DIR/views/columns."""
        from inspect_core.storage.columns import ColumnCache

        return ColumnCache(self.folder / "views" / "columns")

    @cached_property
    def accesses(self) -> Accesses:
        """The log of reads in DIR/access."""
        from inspect_core.storage.access import AccessLog

        project = self.settings.project
        return AccessLog(self.folder / "access", project.id, project.time_zone)

    @cached_property
    def papers(self) -> Papers:
        """What closes pinned, in DIR/closed."""
        from inspect_core.storage.papers import PaperStore

        return PaperStore(self.folder / "closed")

    def as_of(self, seq: int) -> Store:
        """The project as its journal told of it when it ended with event `seq`."""
        return PastStore(self, seq)


@dataclass(frozen=True)
class PastStore:
    """A project as it was: a journal that ends with an event, and views of it."""

    now: FileStore
    seq: int

    @cached_property
    def journal(self) -> Journal:
        """The first events of the journal."""
        from inspect_core.storage.bounded import BoundedJournal

        return BoundedJournal(self.now.journal, self.seq)

    @cached_property
    def facts(self) -> Facts:
        """Views of those events, in DIR/views/until-N."""
        from inspect_core.storage.views import Views

        folder, zone = self.now.folder / "views" / f"until-{self.seq}", self.now.settings.project.time_zone
        return Views(folder, self.journal, zone=zone, notify=self.now.notify)

    @property
    def photos(self) -> Photos:
        """The photos."""
        return self.now.photos

    @property
    def columns(self) -> Columns:
        """The cache of columns, which knows heads apart."""
        return self.now.columns

    @property
    def accesses(self) -> Accesses:
        """The log of reads."""
        return self.now.accesses

    @property
    def papers(self) -> Papers:
        """What closes pinned."""
        return self.now.papers

    def as_of(self, seq: int) -> Store:
        """The project as it was still earlier."""
        return self.now.as_of(min(seq, self.seq))


@dataclass(frozen=True, slots=True)
class Serial:
    """One task after another, in this process."""

    name: str = "serial"

    def run(self, task: Callable[[Any], Any], inputs: Iterable[Any]) -> Iterator[Any]:
        """The answers in the order of the inputs."""
        return (task(one) for one in inputs)


class BuiltIn:
    """What the program itself brings, through the same hooks as any plugin."""

    def __init__(self, folder: Path | None, notify: Notify, template_dirs: Callable[[], list[Path]]) -> None:
        self._folder = folder
        self._notify = notify
        self._template_dirs = template_dirs
        self._calendar: list[Workday] = []

    @hookimpl
    def inspect_rule_kinds(self) -> list[Any]:
        """The kinds of inspect_core.kinds, each imported when a ruleset names it."""
        return [LateKind(word, partial(_kind, word)) for word in KINDS]

    @hookimpl
    def inspect_template_dirs(self) -> list[Path]:
        """The project's own templates, if it has any; the program's stand behind all others anyway."""
        own = self._folder / "templates" if self._folder is not None else None
        return [own] if own is not None and own.is_dir() else []

    @hookimpl
    def inspect_readers(self) -> list[Reader]:
        """CSV, XLSX, JSON Lines, Parquet."""
        from inspect_core.exchange.files import built_in_readers

        return list(built_in_readers())

    @hookimpl
    def inspect_writers(self) -> list[Writer]:
        """HTML, XLSX, CSV, JSON."""
        from inspect_core.report.writers import writers

        return list(writers(self._template_dirs()))

    @hookimpl
    def inspect_open_store(self, url: str) -> Store | None:
        """A project folder on this machine."""
        folder = Path(url.removeprefix("file:"))
        return FileStore(folder, read_settings(folder), self._notify) if folder.is_dir() else None

    @hookimpl
    def inspect_workday(self, day: date) -> bool | None:
        """The published Chinese work calendar."""
        if not self._calendar:
            from inspect_core.app.calendars import published

            self._calendar.append(published())
        return self._calendar[0](day)

    @hookimpl
    def inspect_runners(self) -> list[Runner]:
        """One after another, or a process for every core."""
        from inspect_core.app.processes import Processes

        return [Serial(), Processes()]


def _kind(word: str) -> Kind:
    """The kind of the program with that word, imported now."""
    made: Kind = getattr(import_module(f"inspect_core.kinds.{word}"), word.capitalize())()
    return made


def _tracing() -> Callable[[str], None] | None:
    if os.environ.get(TRACE) != "1":
        return None
    return lambda line: print(f"hook {line}", file=sys.stderr)  # noqa: T201 - asked for by whoever set the variable


def _to_stderr(problem: Problem) -> None:
    print(problem.text(), file=sys.stderr)  # noqa: T201 - a notice nobody else takes
