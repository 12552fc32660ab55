"""One project, opened: its settings, what its plugins brought, its store and a clock. Verbs take it and do their one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from inspect_core.app.calendars import project_workday, remembered
from inspect_core.app.settings import Settings
from inspect_core.app.shelves import shelves
from inspect_core.app.standards import Standards, load_standards
from inspect_core.domain.calendar import Workday
from inspect_core.domain.period import Period, month_period
from inspect_core.errors import Problem, UsageError
from inspect_core.host import refusals
from inspect_core.host.registry import Registry
from inspect_core.ports import Clock, Store

Notify = Callable[[Problem], None]


@dataclass(frozen=True)
class App:
    """An opened project. `actor` says who acts ("cli:ann"), `notify` hears what was noticed on the way.

    `given` are standards that are tried in the place of those the settings name, `calendar` workdays in the place of
    those that are published today. `closed` keeps the project as it was at each close.

    What is costly is found when it is first asked for, and once.
    """

    folder: Path
    settings: Settings
    registry: Registry
    store: Store
    clock: Clock
    actor: str
    notify: Notify
    given: Standards | None = None
    calendar: Workday | None = None
    closed: dict[str, App] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def standards(self) -> Standards:
        """The rulesets, the scheme and the calendars the settings name, or those that are tried."""
        if self.given is not None:
            return self.given
        found = shelves(self.folder, self.registry.ruleset_dirs)
        return load_standards(self.settings.rules, found, self.registry.kinds)

    @cached_property
    def workday(self) -> Workday:
        """The work calendar: the project's own days, then its plugins', then the published one."""
        if self.calendar is not None:
            return self.calendar
        return project_workday(self.standards.calendars, remembered(self._asked))

    def _asked(self, day: date) -> bool | None:
        answer = self.registry.host.first("inspect_workday", day=day)
        if answer is None:
            return None
        plugin, workday = answer
        if not isinstance(workday, bool):
            raise refusals.wrong_answer(plugin, "inspect_workday", workday, "True, False or None")
        return workday

    def period(self, name: str | None) -> Period:
        """The period of that name ("2026-10"); without a name the one that today is in."""
        start_day = self.settings.period.start_day
        try:
            return month_period(name or self._current(start_day), start_day)
        except ValueError as error:
            raise UsageError(
                "E-PERIOD",
                f"{name!r} is no period: {error}",
                hint="write it like 2026-10",
                message_zh=f"{name!r} 不是考核期",
                hint_zh="请写成 2026-10 的样子",
            ) from error

    def _current(self, start_day: int) -> str:
        today = self.clock.now().astimezone(self.settings.project.zone).date()
        later = start_day > 1 and today.day >= start_day
        month = today.month + later
        return f"{today.year + (month > 12)}-{(month - 1) % 12 + 1:02d}"
