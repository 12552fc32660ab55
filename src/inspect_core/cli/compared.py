"""Files that HR was given, compared with the journal: what `verify` says of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural, told

if TYPE_CHECKING:
    from inspect_core.app.hr_check import Checked


def compared_with(session: Session, files: Sequence[Path]) -> list[tuple[Path, Checked]]:
    """Each file with what came of comparing it."""
    if not files:
        return []
    from inspect_core.app.hr_check import check_file

    return [(file, check_file(session.app, file)) for file in files]


def compared_view(file: Path, found: Checked) -> dict[str, Any]:
    """One comparison as plain data."""
    return {
        "file": file.name,
        "period": found.period,
        "stage": found.stage,
        "people": found.people,
        "figures": found.figures,
        "exported_at": found.made["received_at"] if found.made else None,
        "problems": [told(problem) for problem in found.problems],
    }


def compared_words(session: Session, file: Path, found: Checked) -> str:
    """One comparison that found nothing wrong, in a sentence."""
    people, figures = plural(found.people, "person", "people"), plural(found.figures, "figure", "figures")
    zh = f"{file.name}：{found.period}，{found.people} 人，核对 {found.figures} 个数字，均由日志得出"
    en = f"{file.name}: {found.period}, {people}, {figures} compared, all follow from the journal"
    if found.made:
        when = found.made["received_at"][:16].replace("T", " ")
        return session.both(f"{zh}；即 {when} 导出的文件", f"{en}; it is the file exported {when}")
    return session.both(zh, en)
