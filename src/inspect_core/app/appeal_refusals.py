"""The words in which an appeal, or a step of one, is refused."""

from __future__ import annotations

from collections.abc import Iterable

from inspect_core.errors import FactError, Place, UsageError


def _refused(code: str, words: tuple[str, str], hints: tuple[str, str], file: str | None = None) -> FactError:
    place = Place(file=file) if file else None
    return FactError(code, words[0], place=place, hint=hints[0], message_zh=words[1], hint_zh=hints[1])


def too_early(period: str) -> FactError:
    """Nobody may appeal yet."""
    return _refused(
        "E-APPEAL-EARLY",
        (f"{period} is not open to appeals yet", f"{period} 尚未开放申诉"),
        (
            f"it is opened with `inspect-core period open-appeals {period}`",
            f"由 `inspect-core period open-appeals {period}` 开放",
        ),
        period,
    )


def too_late(period: str, until: str) -> FactError:
    """The window is past."""
    return _refused(
        "E-APPEAL-LATE",
        (f"appeals about {period} could be filed until {until}", f"{period} 的申诉期已于 {until} 截止"),
        (
            "a record that is wrong may still be corrected: what it changes is carried into the next period",
            "记录有误仍可更正：差额计入下一考核期",
        ),
        period,
    )


def closed(period: str) -> FactError:
    """The period is closed: what was decided stays."""
    return _refused(
        "E-PERIOD-CLOSED",
        (f"{period} is closed: its appeals stay as they are", f"{period} 已封账，其申诉不再变动"),
        (
            "correct the record, or give an adjustment in the next period",
            "请更正记录，或在下一考核期给加减分",
        ),
        period,
    )


def no_text() -> FactError:
    """Nobody said what is wrong."""
    return _refused(
        "E-APPEAL-REASON",
        ("an appeal, and every step of one, says why", "申诉及其每一步都须写明理由"),
        ("say why: --text TEXT (a step: --reason TEXT)", "请写明：--text 理由（处理时：--reason 理由）"),
    )


def not_theirs(by: str, roles: Iterable[str]) -> FactError:
    """Somebody without the role appeals in another's name."""
    listed = ", ".join(roles)
    return _refused(
        "E-APPEAL-BEHALF",
        (f"{by} may not appeal in somebody's name: {listed} may", f"{by} 不能代为申诉，可代为申诉的角色：{listed}"),
        ("let the person appeal, or somebody of these roles", "请由本人或上述角色提出"),
    )


def no_such_thing(what: str, near: Iterable[str]) -> FactError:
    """Nothing of the sort is in the person's explanation."""
    listed = "; ".join(near)
    return _refused(
        "E-APPEAL-ABOUT",
        (f"the score of this person has no {what}", f"此人的得分中没有 {what}"),
        (
            f"see `inspect-core explain`{': ' + listed if listed else ''}",
            f"见 `inspect-core explain`{'：' + listed if listed else ''}",
        ),
    )


def twice(number: int) -> FactError:
    """The same thing was appealed before."""
    return _refused(
        "E-APPEAL-TWICE",
        (f"appeal {number} is about the same thing", f"第 {number} 号申诉已就同一事项提出"),
        (
            (
                f"see `inspect-core appeal show {number}`; a decided one may go to the next level: "
                f"`inspect-core appeal escalate {number}`"
            ),
            f"见 `inspect-core appeal show {number}`；已答复的可再申诉：`inspect-core appeal escalate {number}`",
        ),
    )


def unknown(name: str, known: int) -> UsageError:
    """There is no such appeal."""
    return UsageError(
        "E-APPEAL-UNKNOWN",
        f"there is no appeal {name}",
        hint=f"they are numbered 1 to {known}: `inspect-core appeal list`" if known else "nobody has appealed yet",
        message_zh=f"没有第 {name} 号申诉",
        hint_zh=f"编号 1 至 {known}：`inspect-core appeal list`" if known else "尚无申诉",
    )


def wrong_state(number: int, state: str, act: str) -> FactError:
    """The step cannot follow what was done last."""
    return _refused(
        "E-APPEAL-STATE",
        (f"appeal {number} is {state}: {act} cannot follow", f"第 {number} 号申诉的状态是 {state}，不能 {act}"),
        (f"see `inspect-core appeal show {number}`", f"见 `inspect-core appeal show {number}`"),
    )


def concerned(by: str, why: tuple[str, str]) -> FactError:
    """Whoever decides has a part in it."""
    return _refused(
        "E-APPEAL-CONCERNED",
        (f"{by} may not decide this appeal: {why[0]}", f"{by} 不能处理此申诉：{why[1]}"),
        ("somebody else decides: --by P", "请由他人处理：--by 工号"),
    )


def not_concerned(by: str) -> FactError:
    """A stranger goes on or withdraws."""
    return _refused(
        "E-APPEAL-BEHALF",
        (f"{by} did not file this appeal and is not whom it is about", f"{by} 不是申诉人，也不是被考核人"),
        ("let one of the two do it", "请由本人或提出人操作"),
    )


def no_correction() -> FactError:
    """A revision without what revises the score."""
    return _refused(
        "E-APPEAL-CORRECTION",
        ("a revision names what was corrected after the appeal was filed", "改判须写明申诉提出之后所作的更正"),
        (
            "first `record … --supersedes ID`, `void ID` or `excuse …`, then --correction with the id it printed",
            "请先 `record … --supersedes 编号`、`void 编号` 或 `excuse …`，再用 --correction 写明其编号",
        ),
    )


def needless_correction(act: str) -> FactError:
    """A correction beside a decision that changes nothing."""
    return _refused(
        "E-APPEAL-CORRECTION",
        (f"{act} leaves the score as it is and names no correction", f"{act} 不改变得分，不应写更正编号"),
        ("leave --correction out, or decide `revise`", "请去掉 --correction，或选择 revise"),
    )
