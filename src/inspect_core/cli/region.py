"""Many projects in one command: scored or reported side by side, and told together as a region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import option
from inspect_core.cli.many import Done, Job
from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural, told

if TYPE_CHECKING:
    from inspect_core.app.folders import Found
    from inspect_core.errors import Problem
    from inspect_core.ports import Runner

RUNNER = "processes"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which projects, of which period, and how they are run."""

    said: tuple[str, ...]
    period: str | None
    runner: str = RUNNER
    jobs: int | None = None


def many_options(function: Any) -> Any:
    """--projects DIR…, --jobs and --runner, for the commands that take many projects."""
    options = (
        click.argument("folders", nargs=-1, metavar=""),
        option(
            "--projects",
            multiple=True,
            metavar="DIR…",
            zh="多个项目：项目文件夹、存放项目的文件夹，或加引号的通配符",
            en="many projects: their folders, a folder that holds them, or a quoted pattern",
        ),
        option(
            "--jobs", type=click.IntRange(1), metavar="N", zh="同时处理几个项目（默认：每核一个）",
            en="how many projects at once (default: one for every core)",
        ),
        option(
            "--runner", default=RUNNER, metavar="NAME", zh="运行方式：processes、serial，或插件提供的",
            en="how they are run: processes, serial, or one that a plugin brings",
        ),
    )  # fmt: skip
    for decorate in reversed(options):
        function = decorate(function)
    return function


def wanted(asked: dict[str, Any], period: str | None) -> Wanted | None:
    """The projects that were asked for, their options taken out of `asked`; None where one project is meant."""
    said, more = tuple(asked.pop("projects")), tuple(asked.pop("folders"))
    runner, jobs = asked.pop("runner"), asked.pop("jobs")
    context = click.get_current_context()
    if not said and more:
        raise click.UsageError(f"Got unexpected extra argument ({more[0]})", context)
    if not said and (jobs is not None or runner != RUNNER):
        raise click.UsageError("--jobs and --runner are for --projects", context)
    return Wanted((*said, *more), period, runner, jobs) if said else None


def no_others(asked: Mapping[str, Any], names: Sequence[str]) -> None:
    """UsageError for an option that is about one project alone."""
    for name in names:
        if asked.get(name):
            what = f"--{name.replace('_', '-')}"
            raise click.UsageError(f"{what} is for one project, not for --projects", click.get_current_context())


def score_many(session: Session, wanted: Wanted, least: Decimal | None) -> int:
    """Scores many projects and tells them as a region; the exit status of the worst."""
    from inspect_core.cli.region_tables import show_region

    found, done = _all_done(session, wanted, None, "html")
    view = _view(wanted, found, done)
    if session.json:
        session.voice.data(view)
    else:
        show_region(session, view)
    return _ended(session, found, done, least)


def report_many(session: Session, wanted: Wanted, format_: str, out: Path | None) -> int:
    """Reports many projects, each into a folder of its own, and the circular of the region beside them."""
    from inspect_core.cli.files import write_file
    from inspect_core.cli.region_tables import show_region
    from inspect_core.report.region import region_files

    if out is None:
        raise click.UsageError("with --projects name the folder of the reports: --out DIR", click.get_current_context())
    found, done = _all_done(session, wanted, out, format_)
    view = _view(wanted, found, done)
    files = region_files(view, session.language)
    for path, data in files.items():
        write_file(out / path, data)
    if session.json:
        session.voice.data({"folder": str(out), "files": list(files), "region": view})
    else:
        show_region(session, view)
        session.voice.line(str(out / next(iter(files))))
    return _ended(session, found, done, None)


def _all_done(
    session: Session, wanted: Wanted, out: Path | None, format_: str
) -> tuple[tuple[Found, ...], dict[Path, Done]]:
    """The projects that were meant, and what came of each that could be opened."""
    from inspect_core.app.folders import projects
    from inspect_core.cli.many import do
    from inspect_core.cli.progress import progress

    found = projects(wanted.said)
    places = _places([one.id for one in found if not one.problems]) if out is not None else {}
    jobs = [
        Job(one.folder, wanted.period, out / places[one.id] if out is not None else None, format_, session.asked)
        for one in found
        if not one.problems
    ]
    runner = _runner(session, wanted, [job.folder for job in jobs])
    with progress(session) as step:
        step(
            session.both("评分" if out is None else "评分并出报告", "scoring" if out is None else "reporting"),
            len(jobs),
        )
        done = [step.done(one) for one in runner.run(do, jobs)]
    return found, {one.folder: _linked(one, out, job.out) for one, job in zip(done, jobs, strict=True)}


def _places(ids: Sequence[str]) -> Mapping[str, str]:
    """A folder for the report of each project."""
    from inspect_core.report.links import file_names

    return file_names(ids, "projects", "")


def _linked(done: Done, out: Path | None, own: Path | None) -> Done:
    """What came of a project, its main file told from the folder of the region."""
    if done.summary is None:
        return done
    link = (own / done.main).relative_to(out).as_posix() if out and own and done.main else None
    return Done(done.folder, {**done.summary, "report": link}, done.main, notices=done.notices)


def _runner(session: Session, wanted: Wanted, folders: Sequence[Path]) -> Runner:
    """The way to run them that was named: our own, or one of a plugin that the first project allows."""
    from inspect_core.app.processes import Processes
    from inspect_core.cli.many import lost

    if wanted.runner == RUNNER:
        return Processes(wanted.jobs, lost)
    from inspect_core import bootstrap
    from inspect_core.errors import UsageError

    registry = bootstrap.build(folders[0], unlisted=lambda _: None).registry if folders else bootstrap.registry_of()
    runners = registry.runners
    if wanted.runner in runners:
        return runners[wanted.runner]
    listed = ", ".join(runners)
    raise UsageError(
        "E-RUNNER-UNKNOWN",
        f"nobody brings the runner {wanted.runner!r}",
        hint=f"there are: {listed}; a plugin's must be allowed by the first project",
        message_zh=f"没有运行方式 {wanted.runner!r}",
        hint_zh=f"可用的有：{listed}；插件提供的须由第一个项目允许",
    )


def _view(wanted: Wanted, found: Sequence[Found], done: Mapping[Path, Done]) -> dict[str, Any]:
    from inspect_core.app.region import region_view

    failed = [
        {"folder": str(one.folder), "errors": [told(problem) for problem in _problems(one, done)]}
        for one in found
        if _problems(one, done)
    ]
    summaries = [own.summary for one in found if (own := done.get(one.folder)) is not None and own.summary is not None]
    return region_view(wanted.period, summaries, failed, _compare)


def _compare(one: Mapping[str, Any], other: Mapping[str, Any], ruleset: str) -> Any:
    """How far scores of two projects under a ruleset compare whose texts differ: the texts are read for it."""
    from inspect_core import bootstrap
    from inspect_core.app.rule_versions import compared_texts, text_in

    apps = [bootstrap.build(Path(each["folder"]), unlisted=lambda _: None) for each in (one, other)]
    return compared_texts(*(text_in(app, ruleset) for app in apps))


def _problems(one: Found, done: Mapping[Path, Done]) -> tuple[Problem, ...]:
    return one.problems or (done[one.folder].problems if one.folder in done else ())


def _ended(session: Session, found: Sequence[Found], done: Mapping[Path, Done], least: Decimal | None) -> int:
    """Notices, then every refusal at the end; the exit status of the worst."""
    from inspect_core.errors import DataError

    _tell(session, [notice for one in done.values() for notice in one.notices])
    problems = [problem for one in found for problem in _problems(one, done)]
    if problems:
        session.voice.refusal(DataError.of(problems))
        failed = sum(bool(_problems(one, done)) for one in found)
        if not session.json:
            session.voice.talk(
                f"共 {len(found)} 个项目，{failed} 个未完成",
                f"{plural(len(found), 'project', 'projects')}, {failed} not done",
            )
    below = least is not None and any(_lowest(one) < least for one in done.values())
    return max([int(below), *(one.status for one in found), *(one.status for one in done.values())])


def _lowest(done: Done) -> Decimal:
    lowest = done.summary["people"]["lowest"] if done.summary is not None else None
    return Decimal(lowest) if lowest is not None else Decimal("Infinity")


def _tell(session: Session, notices: Sequence[Problem]) -> None:
    """Each notice once, with the first project it is about: fifty projects notice the same things."""
    seen: set[tuple[str, str]] = set()
    for notice in notices:
        if (notice.code, notice.message) not in seen:
            seen.add((notice.code, notice.message))
            session.voice.notice(notice)
