"""The demo, made the way a company would: files written, a project started, the files imported, scored, reported."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from inspect_core import bootstrap
from inspect_core.app.imports import import_files
from inspect_core.app.init import NewProject, init_project
from inspect_core.app.photos import photos_in
from inspect_core.app.project import App
from inspect_core.app.report import report_view, writer_named
from inspect_core.app.report_photos import with_photos
from inspect_core.app.settings import FILE
from inspect_core.demo.month import SEED, build
from inspect_core.demo.people import staff
from inspect_core.demo.repairs import repaired
from inspect_core.demo.write import PHOTOS, write_files
from inspect_core.errors import Language, Place, UsageError
from inspect_core.exchange.files import opened
from inspect_core.host import loader

PERIOD: Final = "2026-10"
PROJECT: Final = "linjiang-garden"
FORMATS: Final = ("html", "xlsx")
_NOW: Final = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
Watch = Callable[[str], None]


def _unheard(step: str) -> None:
    """Nobody is watching."""


class DemoClock:
    """The morning on which the demo's office imports its month: the same on every machine."""

    def now(self) -> datetime:
        """2 November 2026, nine o'clock in Shanghai."""
        return _NOW


@dataclass(frozen=True)
class Made:
    """What a demo came to: the score view, and the main file of each report."""

    folder: Path
    score: dict[str, Any]
    reports: tuple[Path, ...]


def make_demo(
    folder: Path,
    write: Callable[[Path, bytes], None],
    language: Language,
    watch: Watch = _unheard,
    *,
    seed: int = SEED,
) -> Made:
    """The demo in `folder`; one made before is made anew, anything else there is refused.

    `write` puts a report's file on the disk; `watch` hears what is being done. Another `seed` is another estate.
    """
    app = demo_project(folder, language, watch, seed=seed)
    watch("score")
    view = report_view(app, app.period(PERIOD))
    watch("report")
    return Made(folder, dict(view.score), tuple(_reports(app, view, write, language)))


def demo_project(folder: Path, language: Language, watch: Watch = _unheard, *, seed: int = SEED) -> App:
    """The project of the demo with its month imported, before anything is scored."""
    _cleared(folder)
    init_project(folder, _named(seed, language), _plugins(), bootstrap.create_journal, DemoClock(), "demo")
    app = bootstrap.build(folder, clock=DemoClock(), actor="demo", unlisted=lambda _: None)
    (folder / _MARK).touch()
    watch("files")
    _imported(app, folder, watch, seed)
    crew = staff(seed)
    repaired(app, crew.supervisors["service"], crew.head)
    return app


def _named(seed: int, language: Language) -> NewProject:
    """The estate of the demo; one of another seed has a number of its own, so that both may stand side by side."""
    number = "" if seed == SEED else str(seed)
    return NewProject(
        id=f"{PROJECT}-{number}" if number else PROJECT,
        name=f"临江花园{number}",
        name_en=f"Linjiang Garden {number}".strip(),
        company="和润物业",
        language=language,
    )


def _plugins() -> dict[str, str]:
    return {plugin.name: plugin.version for plugin in loader.installed()}


_MARK: Final = ".inspect-core-demo"


def _cleared(folder: Path) -> None:
    """Takes away an earlier demo; a folder with anything else in it is somebody's work and stays."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / _MARK).exists():
        raise UsageError(
            "E-DEMO-FOLDER",
            "the folder is not empty and holds no demo",
            place=Place(file=str(folder)),
            hint="choose another folder",
            message_zh="文件夹不是空的，也不是演示项目",
            hint_zh="请换一个文件夹",
        )
    for name in (FILE, _MARK):
        (folder / name).unlink(missing_ok=True)
    for name in ("files", "journal", "views", "photos", "reports", "rulesets"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _imported(app: App, folder: Path, watch: Watch, seed: int) -> None:
    """The files a company would have, written and imported one after another."""
    files = folder / "files"
    readers = tuple(app.registry.readers.values())
    written = list(write_files(build(seed), files, app.standards.forms.values(), seed))
    photos = photos_in(files / PHOTOS, app.store.photos, keep=True)
    for kind, form, path in written:
        watch(path.name)
        import_files(app, kind, [opened(path, readers)], form, photos=photos)  # type: ignore[arg-type]


def _reports(app: App, view: Any, write: Callable[[Path, bytes], None], language: Language) -> Sequence[Path]:
    main = []
    for name in FORMATS:
        writer = writer_named(app, name)
        files = writer.write(view, language)
        folder = app.folder / "reports" / PERIOD
        for path, data in with_photos(files, view.photos, app.store.photos):
            write(folder / path, data)
        main.append(folder / next(path for path in files if path.endswith(writer.suffix)))
    return main
