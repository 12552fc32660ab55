"""The words in which a hand-over to HR is refused, and what is wrong with one that came back."""

from __future__ import annotations

from collections.abc import Iterable

from inspect_core.errors import FactError, Place, Problem, UsageError


def not_closed(period: str, stage: str) -> FactError:
    """The figures may still change."""
    return FactError(
        "E-HR-OPEN",
        f"{period} is not closed (stage: {stage}): its figures may still change",
        hint=f"close it first (`inspect-core period show {period}`), or ask for a draft: --draft",
        message_zh=f"{period} 尚未封账（{stage}），数字仍可能变动",
        hint_zh=f"请先封账（`inspect-core period show {period}`），或导出草稿：--draft",
    )


def unknown_columns(names: Iterable[str], known: Iterable[str]) -> UsageError:
    """A mapping takes what there is none of."""
    listed, there = ", ".join(names), ", ".join(known)
    return UsageError(
        "E-HR-COLUMN",
        f"there is no column {listed}",
        hint=f"there are: {there}",
        message_zh=f"没有列 {listed}",
        hint_zh=f"现有：{there}",
    )


def unreadable(name: str) -> FactError:
    """No hand-over is in the file."""
    return FactError(
        "E-EXPORT-KIND",
        "this is no export of `inspect-core hr export` that can be compared",
        place=Place(file=name),
        hint="hand in the file itself, with its columns person, total, result and journal",
        message_zh="这不是可核对的 `inspect-core hr export` 导出文件",
        hint_zh="请提供原文件，须含 person、total、result、journal 列",
    )


def other_result(name: str, expected: str, found: str) -> Problem:
    """The file tells of another result than was closed."""
    return Problem(
        "E-EXPORT-RESULT",
        f"the file was made from the result {found[:12]}…, the period was closed with {expected[:12]}…",
        Place(file=name),
        "ask who made the file, and export again",
        f"文件来自结果 {found[:12]}…，该期封账结果为 {expected[:12]}…",
        "请查明文件来源，并重新导出",
    )


def other_journal(name: str, anchor: str) -> Problem:
    """The journal never was where the file says."""
    return Problem(
        "E-EXPORT-JOURNAL",
        f"the journal never was at {anchor[:24]}…, where the file says it was made",
        Place(file=name),
        "the journal was rewritten, or the file is of another project: compare with a backup",
        f"日志从未处于文件所说的位置 {anchor[:24]}…",
        "日志被改写，或文件属于别的项目：请与备份比对",
    )


def other_cell(place: Place, person: str, column: str, found: str | None, expected: str | None) -> Problem:
    """A figure that does not follow from the journal."""
    return Problem(
        "E-EXPORT-CELL",
        f"{column} of {person} is {found or 'empty'}; the journal says {expected or 'empty'}",
        place,
        f"see `inspect-core explain --person {person}`; export again",
        f"{person} 的 {column} 为 {found or '空'}；按日志应为 {expected or '空'}",
        f"见 `inspect-core explain --person {person}`；请重新导出",
    )


def other_people(name: str, missing: Iterable[str], strange: Iterable[str]) -> list[Problem]:
    """People who are missing, or of whom nothing was closed."""
    lost = [(person, "is missing in the file", "不在文件中") for person in missing]
    lost += [(person, "is not in the result", "不在结果中") for person in strange]
    return [
        Problem("E-EXPORT-PERSON", f"{who} {en}", Place(file=name), "export again", f"{who} {zh}", "请重新导出")
        for who, en, zh in lost
    ]


def changed_paper(name: str) -> Problem:
    """A certificate whose own hash does not fit."""
    return Problem(
        "E-EXPORT-CERTIFICATE",
        "the certificate was changed after it was made",
        Place(file=name),
        "make it again: `inspect-core hr certificate`",
        "证明文件被改动过",
        "请重新生成：`inspect-core hr certificate`",
    )


def other_records(name: str, seqs: Iterable[int]) -> Problem:
    """Records of a certificate that are not in the journal as it says."""
    listed = ", ".join(map(str, seqs))
    return Problem(
        "E-EXPORT-RECORD",
        f"events {listed} are not those the certificate names",
        Place(file=name),
        "the journal was rewritten: compare with a backup",
        f"第 {listed} 条事件与证明所载不符",
        "日志被改写：请与备份比对",
    )
