"""Which projects somebody means by folders, by folders that hold projects, and by patterns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from glob import glob, has_magic
from pathlib import Path

from inspect_core.app.settings import FILE, no_project, read_settings
from inspect_core.errors import InspectError, Place, Problem, UsageError


@dataclass(frozen=True, slots=True)
class Found:
    """A folder that was meant, with the id of its project, or with why it cannot be had."""

    folder: Path
    id: str = ""
    problems: tuple[Problem, ...] = ()
    status: int = 0


def projects(said: Sequence[str]) -> tuple[Found, ...]:
    """The projects of some words, each once, in the order of the words and then of the names of the folders.

    A word is a folder of a project, a folder that holds such folders, or a pattern like "projects/*". What is wrong with
    one stands with it; UsageError where nothing is meant at all.
    """
    folders = list(dict.fromkeys(folder for word in said for folder in _folders(word)))
    if not folders:
        raise _none(said)
    return tuple(_once(_opened(_told_apart(folders))))


def _folders(word: str) -> Iterator[Path]:
    for path in _paths(word):
        inside = [] if (path / FILE).is_file() else _held(path)
        yield from inside or [path]


def _paths(word: str) -> list[Path]:
    """The folders of a word; of a pattern those it fits, of which only the ones with something to do with projects."""
    if not has_magic(word) or Path(word).exists():
        return [Path(word)]
    # a pattern may begin anywhere, also at the root, which Path.glob does not take
    fitting = [Path(path) for path in sorted(glob(word, recursive=True)) if Path(path).is_dir()]  # noqa: PTH207
    return [path for path in fitting if (path / FILE).is_file() or _held(path)]


def _held(path: Path) -> list[Path]:
    """The projects in a folder."""
    return sorted(file.parent for file in path.glob(f"*/{FILE}"))


def _told_apart(folders: Iterable[Path]) -> Iterator[Path]:
    """Each folder once, however it was called."""
    seen: set[Path] = set()
    for folder in folders:
        real = folder.resolve()
        if real not in seen:
            seen.add(real)
            yield folder


def _opened(folders: Iterable[Path]) -> Iterator[Found]:
    for folder in folders:
        try:
            if not (folder / FILE).is_file():
                raise no_project(folder)
            yield Found(folder, read_settings(folder).project.id)
        except InspectError as error:
            yield Found(folder, problems=within(folder, error.problems), status=error.exit_code)


def _once(found: Iterable[Found]) -> Iterator[Found]:
    """The same project in two folders would be counted twice: only the first of them is."""
    first: dict[str, Path] = {}
    for one in found:
        there = first.setdefault(one.id, one.folder) if one.id else one.folder
        if there is one.folder:
            yield one
        else:
            error = _twice(one, there)
            yield replace(one, problems=within(one.folder, error.problems), status=error.exit_code)


def within(folder: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a project, each with its folder in front of where it is."""
    return tuple(replace(one, place=_place(folder, one.place)) for one in problems)


def _place(folder: Path, place: Place | None) -> Place:
    if place is None:
        return Place(file=str(folder))
    return replace(place, file=f"{folder}: {place.file}" if place.file else str(folder))


def _none(said: Sequence[str]) -> UsageError:
    return UsageError(
        "E-PROJECTS-NONE",
        f"no project is meant by {', '.join(said) or 'nothing'}",
        hint=f"name folders with an {FILE}, a folder that holds such folders, or a pattern like 'projects/*'",
        message_zh=f"{'、'.join(said) or '空'} 不含任何项目",
        hint_zh=f"请写含 {FILE} 的文件夹、存放这些文件夹的上级文件夹，或 'projects/*' 之类的通配符",
    )


def _twice(one: Found, there: Path) -> UsageError:
    return UsageError(
        "E-PROJECTS-TWICE",
        f"it is the project {one.id}, as {there} is, and would count twice",
        hint="name one of the two; a project that was copied to begin another needs an id of its own (inspect-core init)",
        message_zh=f"与 {there} 同为项目 {one.id}，会重复计算",
        hint_zh="请只写其一；由复制而来的新项目须有自己的编号（inspect-core init）",
    )
