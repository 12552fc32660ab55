"""One project of many, scored or reported in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_core.errors import InspectError, Problem

if TYPE_CHECKING:
    from inspect_core.app.project import App
    from inspect_core.cli.speech import Language


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with one project; with `out` its report is written there, in the format and language named."""

    folder: Path
    period: str | None
    out: Path | None = None
    format: str = "html"
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the summary for the region, the main file of the report, or why it was refused.

    `status` is the exit status it would have ended with alone; `notices` what was noticed on the way.
    """

    folder: Path
    summary: dict[str, Any] | None = None
    main: str | None = None
    problems: tuple[Problem, ...] = ()
    status: int = 0
    notices: tuple[Problem, ...] = ()


def do(job: Job) -> Done:
    """The job; whatever the project is refused for stands in the answer."""
    from inspect_core.app.folders import within
    from inspect_core.cli.misuse import system_fault

    heard: list[Problem] = []
    try:
        summary, main = _done(job, heard)
        return Done(job.folder, summary, main, notices=within(job.folder, heard))
    except InspectError as error:
        return Done(job.folder, problems=within(job.folder, error.problems), status=error.exit_code)
    except OSError as error:
        fault = system_fault(error)
        return Done(job.folder, problems=within(job.folder, fault.problems), status=fault.exit_code)


def lost(job: Job) -> Done:
    """The answer for a job whose process ended in the middle of it."""
    from inspect_core.app.folders import within
    from inspect_core.app.processes import ended

    fault = ended()
    return Done(job.folder, problems=within(job.folder, fault.problems), status=fault.exit_code)


def _done(job: Job, heard: list[Problem]) -> tuple[dict[str, Any], str | None]:
    from inspect_core import bootstrap
    from inspect_core.app.accesses import noted
    from inspect_core.app.region import summary
    from inspect_core.app.score import scored
    from inspect_core.app.views import score_view

    app = bootstrap.build(job.folder, notify=heard.append, unlisted=lambda _: None)
    period = app.period(job.period)
    if job.out is None:
        noted(app, "score", None, period.id)
        return summary(str(job.folder), score_view(scored(app, period))), None
    view, main = _reported(app, job, job.out)
    noted(app, "report", None, period.id)
    return summary(str(job.folder), view), main


def _reported(app: App, job: Job, out: Path) -> tuple[Any, str | None]:
    """The project's own report, written; its score view and its main file."""
    from inspect_core.app.report import report_view, writer_named
    from inspect_core.cli.report import write_report

    writer = writer_named(app, job.format)
    view = report_view(app, app.period(job.period))
    _, main = write_report(app, writer, view, out, job.language or app.settings.project.language)
    return view.score, main[0] if main else None
