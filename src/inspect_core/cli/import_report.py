"""What an import did, as people and programs read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural

if TYPE_CHECKING:
    from inspect_core.app.import_ import ImportReport
    from inspect_core.app.intake.changes import Change
    from inspect_core.app.intake.columns import ImportKind
    from inspect_core.domain.text import Text

MOST_CHANGES: Final = 60
_OF_KIND: Final[Mapping[str, ImportKind]] = {
    "person": "people",
    "place": "places",
    "shift": "shifts",
    "duty": "roster",
}
_TITLES: Final = {
    "people": ("人员", "people"),
    "places": ("部位", "places"),
    "shifts": ("班次", "shifts"),
    "roster": ("排班", "roster lines"),
    "observations": ("巡查记录", "observations"),
    "gaps": ("缺失记录", "gaps"),
    "indicators": ("指标", "values of indicators"),
}
FLAGS: Final = {
    "outside_duty": ("不在当班时间内", "outside any duty"),
    "photo_missing": ("缺少照片", "without the photo asked for"),
    "place_mismatch": ("部位类型不符", "at another kind of place"),
    "role_mismatch": ("填表人角色不符", "filled in by another role"),
}


def as_json(report: ImportReport) -> dict[str, Any]:
    """The report as plain data: the contract of `import --json`."""
    days = [(file.first, file.last) for file in report.files]
    return {
        "kind": report.kind,
        "dry_run": report.dry_run,
        "rows": report.rows,
        "recorded": report.recorded,
        "already_there": report.already_there,
        "flags": dict(report.flags),
        "changes": [asdict(change) for change in report.changes],
        "files": [
            {
                "name": file.name,
                "sha256": file.sha256,
                "rows": file.rows,
                "first": first.isoformat() if first else None,
                "last": last.isoformat() if last else None,
            }
            for file, (first, last) in zip(report.files, days, strict=True)
        ],
        "notices": [problem.text("en") for problem in report.notices],
    }


def show(session: Session, report: ImportReport) -> None:
    """The report on a terminal: files, counts, what changes, flags."""
    say, zh, en = session.voice, *_TITLES[report.kind]
    for file in report.files:
        days = "" if file.first is None else f"  {file.first} … {file.last}"
        say.line(f"{file.name}: {session.both(f'{file.rows} 行', plural(file.rows, 'row', 'rows'))}{days}")
    before = session.both(f"，{report.already_there} 条已有", f", {report.already_there} were there already")
    rest = before if report.already_there else ""
    if report.dry_run:
        say.line(
            session.both(f"{zh}：可导入 {report.recorded} 条", f"{en}: {report.recorded} would be recorded") + rest
        )
    else:
        say.line(session.both(f"{zh}：已导入 {report.recorded} 条", f"{en}: {report.recorded} recorded") + rest)
    _show_changes(session, report.changes)
    for flag, count in report.flags.items():
        say.talk(*(f"  {count} {words}" for words in FLAGS.get(flag, (flag, flag))))


def _show_changes(session: Session, changes: Sequence[Change]) -> None:
    """What becomes of people, places, shifts and duties that were known: as it was and as it is now."""
    if not changes:
        return
    say, count = session.voice, len(changes)
    say.line(session.both(f"更改已有内容 {count} 处：", f"{plural(count, 'change', 'changes')} to what was known:"))
    words = _words(session)
    for change in changes[:MOST_CHANGES]:
        who = f"{change.id} {change.name}".strip()
        since = session.both(f"（自 {change.since}）", f" (from {change.since})") if change.since else ""
        old, new = (_said(session, words, text) for text in (change.old, change.new))
        say.line(f"  {who}  {_heading(session, change)}{since}{session.both('：', ': ')}{old} → {new}")
    if count > MOST_CHANGES:
        more = count - MOST_CHANGES
        say.line(session.both(f"  另有 {more} 处（--json 全部列出）", f"  and {more} more (--json lists them all)"))


def _heading(session: Session, change: Change) -> str:
    """The heading of the column that says it."""
    from inspect_core.app.intake.columns import COLUMNS

    kind = _OF_KIND.get(change.kind)
    found = next((column for column in COLUMNS[kind] if column.field == change.field), None) if kind else None
    return found.title.say(session.language) if found else change.field


def _words(session: Session) -> Mapping[str, Text]:
    """The titles of roles, departments, kinds of place and statuses, by id."""
    from inspect_core.app.facts import known
    from inspect_core.app.intake.words import PLACE_KINDS, STATUSES
    from inspect_core.domain.text import Text

    named = {id: Text(zh=words[0], en=words[1]) for id, words in (*PLACE_KINDS.items(), *STATUSES.items())}
    found = known(session.app)
    people = {id: Text(zh=f"{id} {person.name}", en=f"{id} {person.name}") for id, person in found.people.items()}
    return {**people, **named, **found.departments, **found.roles}


def _said(session: Session, words: Mapping[str, Text], text: str) -> str:
    if not text:
        return session.both("（空）", "(empty)")
    return words[text].say(session.language) if text in words else text
