"""The words in which a store refuses: each with its code, the file, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspect_core.api import DataError, ErrorPlace, IntegrityError, Problem, SystemFault, UsageError
from inspect_core.storage.disk import short_name

BACKUP = "put the whole journal folder back from a backup; keep the damaged one beside it for the record"
BACKUP_ZH = "请从备份恢复整个 journal 文件夹，并保留损坏的一份备查"


def damaged(path: Path, seq: int, why: str, why_zh: str, good: str, since: str | None) -> IntegrityError:
    """Event `seq` is not what was acknowledged; `good` is the last good head, `since` the time of its event."""
    before = f"events 1 to {seq - 1} are good and can still be exported; " if seq > 1 else ""
    before_zh = f"第 1 至 {seq - 1} 条完好，仍可导出；" if seq > 1 else ""
    after = f", received {since}" if since else ""
    return IntegrityError(
        "E-STORE-CHAIN",
        f"event {seq} {why}; last good head {good}{after}",
        place=ErrorPlace(file=short_name(path), line=seq),
        hint=before + BACKUP,
        message_zh=f"第 {seq} 条事件{why_zh}；最后完好的链头 {good}" + (f"，接收于 {since}" if since else ""),
        hint_zh=before_zh + BACKUP_ZH,
    )


def cut_back(path: Path, expected: int, found: int) -> IntegrityError:
    """Acknowledged events are missing at the end."""
    return IntegrityError(
        "E-STORE-ROLLBACK",
        f"expected at least {expected} events, found {found}: acknowledged events are gone",
        place=ErrorPlace(file=short_name(path), line=found + 1),
        hint=BACKUP,
        message_zh=f"至少应有 {expected} 条事件，只有 {found} 条：已确认的事件丢失",
        hint_zh=BACKUP_ZH,
    )


def not_the_anchor(path: Path, seq: int, expected: str, found: str) -> IntegrityError:
    """The journal holds another event than the one an anchor was taken of."""
    return IntegrityError(
        "E-STORE-ANCHOR",
        f"event {seq} is not the one the anchor was taken of: expected {expected}, found {found}",
        place=ErrorPlace(file=short_name(path), line=seq),
        hint="this journal was rewritten, or the anchor is another project's; " + BACKUP,
        message_zh=f"第 {seq} 条事件与锚点不符：应为 {expected}，实为 {found}",
        hint_zh="该日志被改写过，或锚点属于别的项目；" + BACKUP_ZH,
    )


def broken_head(path: Path) -> IntegrityError:
    """The head file does not say how far the journal was acknowledged."""
    return IntegrityError(
        "E-STORE-HEAD",
        "the head file is damaged, so nobody can tell how far the journal was acknowledged",
        place=ErrorPlace(file=short_name(path)),
        hint=BACKUP,
        message_zh="链头文件损坏，无法判断日志确认到哪一条",
        hint_zh=BACKUP_ZH,
    )


def broken_private(path: Path, line: int, why: str, why_zh: str) -> IntegrityError:
    """The private part of an event is not the one its event was sealed with."""
    return IntegrityError(
        "E-STORE-PRIVATE",
        f"private part {line} {why}",
        place=ErrorPlace(file=short_name(path), line=line),
        hint="the events themselves are not concerned; " + BACKUP,
        message_zh=f"第 {line} 条隐私部分{why_zh}",
        hint_zh="事件本身不受影响；" + BACKUP_ZH,
    )


def unexplained(path: Path, seqs: Sequence[int]) -> Problem:
    """Private parts, or the keys that open them, are gone and nobody decided it."""
    listed = ", ".join(str(seq) for seq in seqs[:5]) + (" …" if len(seqs) > 5 else "")
    return Problem(
        "E-STORE-ERASED",
        f"the private parts of {len(seqs)} events are gone and no event says that they were erased: {listed}",
        ErrorPlace(file=short_name(path)),
        "put the journal and keys folders back from a backup; the events themselves are not concerned",
        f"{len(seqs)} 条事件的隐私部分缺失，且没有任何抹除事件说明：{listed}",
        "请从备份恢复 journal 与 keys 文件夹；事件本身不受影响",
    )


def nothing_in_it(path: Path) -> IntegrityError:
    """The journal is there and has no bytes: not the same as a new project."""
    return IntegrityError(
        "E-STORE-EMPTY",
        "the journal is empty; it was not taken for a new project",
        place=ErrorPlace(file=short_name(path)),
        hint=BACKUP,
        message_zh="日志文件为空；未将其当作新项目",
        hint_zh=BACKUP_ZH,
    )


def not_a_journal(path: Path, what: str, what_zh: str) -> IntegrityError:
    """The file is something else."""
    return IntegrityError(
        "E-STORE-KIND",
        f"this is {what}, not a journal",
        place=ErrorPlace(file=short_name(path)),
        hint="a journal is not edited by hand; " + BACKUP,
        message_zh=f"这是{what_zh}，不是日志",
        hint_zh="日志不可手工编辑；" + BACKUP_ZH,
    )


def nothing_good(path: Path) -> IntegrityError:
    """Not even the first event can be proven."""
    return IntegrityError(
        "E-REPAIR-NOTHING",
        "nothing of this journal can be proven to be what was acknowledged; no copy was made",
        place=ErrorPlace(file=short_name(path)),
        hint=BACKUP,
        message_zh="该日志没有任何内容能证明是已确认的；未做副本",
        hint_zh=BACKUP_ZH,
    )


def not_a_new_folder(path: Path) -> UsageError:
    """A copy goes into a folder of its own."""
    return UsageError(
        "E-REPAIR-TARGET",
        "a copy goes into a new folder outside the project; there is something here already, or it lies within",
        place=ErrorPlace(file=short_name(path)),
        hint="name a folder that does not exist yet",
        message_zh="副本须放在项目之外的新文件夹；此处已有内容，或位于项目之内",
        hint_zh="请指定一个尚不存在的文件夹",
    )


def nothing_to_copy(folder: Path) -> UsageError:
    """The journal is complete: there is no good part to tell from a bad one."""
    return UsageError(
        "E-REPAIR-SOUND",
        "the journal is not damaged, so there is no part of it to rescue",
        place=ErrorPlace(file=short_name(folder)),
        hint="leave --to out; a backup is made with: inspect-core backup FILE",
        message_zh="日志没有损坏，无需另存完好部分",
        hint_zh="请去掉 --to；备份请用 inspect-core backup 文件",
    )


def newer(path: Path, found: int, known: int) -> IntegrityError:
    """A later version of the program wrote this."""
    return IntegrityError(
        "E-STORE-NEWER",
        f"written in format {found}; this version knows format {known}",
        place=ErrorPlace(file=short_name(path)),
        hint="install a newer version of inspect-core; the store was left as it is",
        message_zh=f"文件格式为 {found}，本版本只认识 {known}",
        hint_zh="请安装更新版本的 inspect-core；存储未做任何改动",
    )


def other_project(path: Path, expected: str, found: str) -> IntegrityError:
    """The journal belongs to another project."""
    return IntegrityError(
        "E-STORE-COMPANY",
        f"this is the journal of project {found!r}, not of {expected!r}",
        place=ErrorPlace(file=short_name(path), line=1),
        hint="put the right journal folder back, or correct the project id in inspect-core.toml",
        message_zh=f"这是项目 {found!r} 的日志，不是 {expected!r} 的",
        hint_zh="请放回正确的 journal 文件夹，或更正 inspect-core.toml 中的项目编号",
    )


def no_journal(folder: Path) -> UsageError:
    """There is no project here yet."""
    return UsageError(
        "E-STORE-NONE",
        "there is no journal here",
        place=ErrorPlace(file=short_name(folder)),
        hint="start a project with: inspect-core init DIR",
        message_zh="这里还没有日志",
        hint_zh="用 inspect-core init DIR 新建项目",
    )


def already_there(folder: Path) -> UsageError:
    """A project is not started twice in one place."""
    return UsageError(
        "E-STORE-EXISTS",
        "there is a journal here already; it was left as it is",
        place=ErrorPlace(file=short_name(folder)),
        hint="choose another folder",
        message_zh="这里已有日志；未做任何改动",
        hint_zh="请另选文件夹",
    )


def not_synced(path: Path) -> SystemFault:
    """The disk could not promise to keep what was written: no retry, the kernel may have dropped the data."""
    return SystemFault(
        "E-STORE-SYNC",
        "the disk did not confirm the write; nothing was acknowledged and the journal is read-only from now on",
        place=ErrorPlace(file=short_name(path)),
        hint="check the disk, then start the program again: it verifies the journal before it writes",
        message_zh="磁盘未能确认写入；未确认任何记录，日志转为只读",
        hint_zh="检查磁盘后重新启动程序：写入前会先校验日志",
    )


def read_only(path: Path) -> SystemFault:
    """An earlier write was not confirmed by the disk."""
    return SystemFault(
        "E-STORE-READONLY",
        "the journal is read-only since the disk failed to confirm an earlier write",
        place=ErrorPlace(file=short_name(path)),
        hint="check the disk, then start the program again",
        message_zh="磁盘未能确认此前的写入，日志处于只读状态",
        hint_zh="检查磁盘后重新启动程序",
    )


def unwritable(pointer: str, why: str, why_zh: str) -> DataError:
    """A draft holds something that cannot be written down exactly."""
    return DataError(
        "E-STORE-BODY",
        why,
        place=ErrorPlace(pointer=pointer),
        hint="write numbers with decimals as texts, and texts without control characters",
        message_zh=why_zh,
        hint_zh="小数请写成文本，文本中不要有控制字符",
    )


def dropped_tail(path: Path, length: int) -> Problem:
    """A notice: the end of the journal was never acknowledged and does not count."""
    return Problem(
        "N-STORE-TAIL",
        f"{length} bytes at the end were never acknowledged (a write was interrupted); they do not count",
        ErrorPlace(file=short_name(path)),
        "nothing to do; the one who sent them got no confirmation and may send them again",
        f"末尾 {length} 字节从未确认（写入中断），不计入",
        "无需处理；发送者未收到确认，可重新发送",
    )


def mended_slot(path: Path) -> Problem:
    """A notice: one of the two slots of the head file was torn, the other one and the journal tell the truth."""
    return Problem(
        "N-STORE-SLOT",
        "one of the two slots of the head file is damaged; the journal itself is complete",
        ErrorPlace(file=short_name(path)),
        "the next record that is written mends it",
        "链头文件的两个槽位之一损坏；日志本身完整",
        "下一次写入会自动修复",
    )


def spoilt_slot(path: Path) -> Problem:
    """A problem: the head file was damaged, and the journal itself was not."""
    return Problem(
        "E-STORE-HEAD",
        "a part of the head file is damaged; the journal itself is complete",
        ErrorPlace(file=short_name(path)),
        "check the disk; the next record that is written mends the head file",
        "链头文件部分损坏；日志本身完整",
        "请检查磁盘；下一次写入会自动修复链头文件",
    )
