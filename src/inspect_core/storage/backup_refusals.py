"""The words in which a backup or a restore refuses: each with its code, the file, and the next step."""

from __future__ import annotations

from pathlib import Path

from inspect_core.api import ErrorPlace, IntegrityError, SystemFault, UsageError
from inspect_core.storage.disk import short_name

ANOTHER = "take another backup of this project; nothing was restored and the target was left as it is"
ANOTHER_ZH = "请换用本项目的另一份备份；未恢复任何内容，目标未动"


def already_there(path: Path) -> UsageError:
    """A backup is never written over another file, nor into the project it is of."""
    return UsageError(
        "E-BAK-EXISTS",
        "there is something here already, or it lies within the project; nothing was written",
        place=ErrorPlace(file=short_name(path)),
        hint="name a file that does not exist yet, outside the project, best on another disk",
        message_zh="此处已有内容，或位于项目之内；未写入任何内容",
        hint_zh="请指定一个尚不存在、位于项目之外的文件，最好在另一块磁盘上",
    )


def no_such_file(path: Path) -> UsageError:
    """There is no file of that name."""
    return UsageError(
        "E-BAK-NONE",
        "there is no such file",
        place=ErrorPlace(file=short_name(path)),
        hint="name a file that `inspect-core backup` wrote",
        message_zh="没有这个文件",
        hint_zh="请指定 `inspect-core backup` 写出的文件",
    )


def not_a_backup(path: Path, why: str, why_zh: str) -> IntegrityError:
    """The file is something else, or holds what no backup holds."""
    return IntegrityError(
        "E-BAK-KIND",
        f"this is no backup of this program: {why}",
        place=ErrorPlace(file=short_name(path)),
        hint="name a file that `inspect-core backup` wrote",
        message_zh=f"这不是本程序的备份：{why_zh}",
        hint_zh="请指定 `inspect-core backup` 写出的文件",
    )


def truncated(path: Path) -> IntegrityError:
    """The end of the backup, which says that it is complete, is not there."""
    return IntegrityError(
        "E-BAK-TRUNCATED",
        "this backup does not end as a complete one does: it was cut off",
        place=ErrorPlace(file=short_name(path)),
        hint=ANOTHER,
        message_zh="备份没有完整的结尾：已被截断",
        hint_zh=ANOTHER_ZH,
    )


def changed(path: Path, what: str, what_zh: str) -> IntegrityError:
    """Something in the backup is not what was backed up."""
    return IntegrityError(
        "E-BAK-HASH",
        f"this backup was changed or damaged: {what}",
        place=ErrorPlace(file=short_name(path)),
        hint=ANOTHER,
        message_zh=f"备份被改动或已损坏：{what_zh}",
        hint_zh=ANOTHER_ZH,
    )


def bad_name(path: Path, name: str) -> IntegrityError:
    """A member of the backup would leave the folder, be a link, or be written twice."""
    shown = ascii(name[:80])[1:-1]
    return IntegrityError(
        "E-BAK-NAME",
        f"the backup holds a name that no project has: {shown}",
        place=ErrorPlace(file=short_name(path)),
        hint="do not trust this file; " + ANOTHER,
        message_zh=f"备份中有项目不会有的文件名：{shown}",
        hint_zh="请勿信任此文件；" + ANOTHER_ZH,
    )


def too_large(path: Path, what: str, what_zh: str) -> IntegrityError:
    """The backup says it holds more than it can."""
    return IntegrityError(
        "E-BAK-SIZE",
        f"the backup says it holds more than it can: {what}",
        place=ErrorPlace(file=short_name(path)),
        hint="do not trust this file; " + ANOTHER,
        message_zh=f"备份声称的内容超出可能：{what_zh}",
        hint_zh="请勿信任此文件；" + ANOTHER_ZH,
    )


def moved_on(path: Path) -> SystemFault:
    """Private parts were erased while the backup was being made."""
    return SystemFault(
        "E-BAK-MOVED",
        "something was erased from the project while the backup was being made; no backup was written",
        place=ErrorPlace(file=short_name(path)),
        hint="start the backup again",
        message_zh="备份期间项目中有内容被抹除；未写出备份",
        hint_zh="请重新备份",
    )


def not_empty(path: Path) -> UsageError:
    """A project is never restored over anything."""
    return UsageError(
        "E-RESTORE-TARGET",
        "a backup is restored into an absent or empty folder only; nothing was written",
        place=ErrorPlace(file=short_name(path)),
        hint="name a new folder; move the old project aside first and keep it",
        message_zh="只能恢复到尚不存在或空的文件夹；未写入任何内容",
        hint_zh="请指定新文件夹；先把旧项目移到一旁并保留",
    )
