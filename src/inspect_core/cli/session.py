"""What one call of the command line knows: language, project, how to talk. The project is opened when first needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from inspect_core.cli.speech import Language, Voice

if TYPE_CHECKING:
    from datetime import date

    from inspect_core.app.project import App
    from inspect_core.errors import Problem


@dataclass
class Session:
    """Filled in by the options as they are read. `asked` is the language somebody named, if anybody did."""

    language: Language = "en"
    asked: Language | None = None
    json: bool = False
    quiet: bool = False
    verbose: bool = False
    project: Path | None = None
    every_notice: bool = False  # also that a plugin is installed and not on the list: only doctor says so unasked
    start: Path = field(default_factory=Path.cwd)

    @property
    def voice(self) -> Voice:
        """How to talk in this call."""
        return Voice(self.language, self.json, self.quiet)

    def both(self, zh: str, en: str) -> str:
        """The text in the reader's language."""
        return zh if self.language == "zh" else en

    @property
    def folder(self) -> Path:
        """The project's folder; UsageError when there is none."""
        from inspect_core.app.settings import find_project, no_project

        if self.project is not None:
            return self.project
        found = find_project(self.start)
        if found is None:
            raise no_project(Path())
        return found

    @property
    def has_project(self) -> bool:
        """Whether a project was named or is found from here upwards."""
        from inspect_core.app.settings import find_project

        return self.project is not None or find_project(self.start) is not None

    @property
    def today(self) -> date:
        """The day it is where the project is."""
        return self.app.clock.now().astimezone(self.app.settings.project.zone).date()

    @cached_property
    def app(self) -> App:
        """The project, opened."""
        from inspect_core import bootstrap

        heard = self.voice.notice
        app = bootstrap.build(
            self.folder, notify=heard, unlisted=heard if self.every_notice or self.verbose else _silent
        )
        if self.verbose:
            plugins = ", ".join(f"{plugin.name} {plugin.version}" for plugin in app.registry.host.plugins) or "-"
            self.voice.talk(f"项目 {app.folder}  插件 {plugins}", f"project {app.folder}  plugins {plugins}")
        return app


def _silent(problem: Problem) -> None:
    """Nothing to say: not every command need tell which plugins stay unused."""
