"""The words in which a step of a period is refused."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_core.errors import FactError, Place, Problem


def _problem(code: str, words: tuple[str, str], hints: tuple[str, str], period: str) -> Problem:
    return Problem(code, words[0], Place(file=period), hints[0], words[1], hints[1])


def refused(problems: Sequence[Problem]) -> FactError:
    """All that stands in the way, told together."""
    return FactError.of(problems)


def closed(period: str, on: str) -> Problem:
    """The period was closed already."""
    return _problem(
        "E-PERIOD-CLOSED",
        (f"{period} was closed on {on}: its scores stay as they are", f"{period} 已于 {on} 封账，得分不再变动"),
        (
            "what came late is carried into the next period: see `inspect-core period show`",
            "迟到或更正的记录计入下一考核期：见 `inspect-core period show`",
        ),
        period,
    )


def not_over(period: str, last: str) -> Problem:
    """The period still goes on."""
    return _problem(
        "E-PERIOD-NOT-OVER",
        (f"{period} goes on until {last}", f"{period} 到 {last} 才结束"),
        ("come back the day after", "请在次日再操作"),
        period,
    )


def not_previewed(period: str) -> Problem:
    """Nobody has seen the draft scores yet."""
    return _problem(
        "E-PERIOD-STAGE",
        (f"{period} was not previewed: nobody has seen the draft scores", f"{period} 尚未公示：没有人看到过得分"),
        (f"begin with `inspect-core period preview {period}`", f"请先 `inspect-core period preview {period}`"),
        period,
    )


def no_window(period: str) -> Problem:
    """Nobody could appeal yet."""
    return _problem(
        "E-PERIOD-STAGE",
        (f"{period} was never open to appeals", f"{period} 尚未开放申诉"),
        (
            f"open them: `inspect-core period open-appeals {period}`",
            f"请先 `inspect-core period open-appeals {period}`",
        ),
        period,
    )


def opened(period: str, until: str) -> Problem:
    """The window was opened already."""
    return _problem(
        "E-PERIOD-STAGE",
        (f"appeals about {period} are open until {until} already", f"{period} 的申诉期已开放至 {until}"),
        (
            "wait until then, or decide those that are filed: `inspect-core appeal list`",
            "请等到期满，或处理已提出的申诉：`inspect-core appeal list`",
        ),
        period,
    )


def window_open(period: str, until: str) -> Problem:
    """Somebody may still appeal."""
    return _problem(
        "E-PERIOD-WINDOW",
        (f"appeals about {period} may be filed until {until}", f"{period} 的申诉期到 {until} 为止"),
        ("close it the day after", "请在次日封账"),
        period,
    )


def appeals_open(period: str, numbers: Sequence[int]) -> Problem:
    """Somebody waits for an answer."""
    listed = ", ".join(map(str, numbers))
    return _problem(
        "E-PERIOD-APPEALS",
        (f"appeals about {period} wait for an answer: {listed}", f"{period} 有申诉尚未答复：{listed}"),
        (
            "decide them (`inspect-core appeal decide N`), or record why not: --override REASON",
            "请处理（`inspect-core appeal decide 编号`），或写明原因：--override 原因",
        ),
        period,
    )


def stale(period: str, changed: Sequence[str]) -> Problem:
    """The scores are no longer those that people were shown."""
    listed, more = ", ".join(changed[:5]), max(0, len(changed) - 5)
    also, also_zh = (f" and {more} more", f" 等 {len(changed)} 人") if more else ("", "")
    return _problem(
        "E-PERIOD-STALE",
        (
            f"the scores of {period} are no longer those that were previewed: {listed or 'the project'}{also}",
            f"{period} 的得分与公示的不同：{listed or '项目'}{also_zh}",
        ),
        (
            f"show them again: `inspect-core period preview {period}`",
            f"请重新公示：`inspect-core period preview {period}`",
        ),
        period,
    )


def moved(period: str, editions: Sequence[str]) -> Problem:
    """A text was changed after people were shown their scores."""
    listed = ", ".join(editions)
    return _problem(
        "E-RULE-HASH",
        (
            f"other texts than those {period} was previewed by: {listed}",
            f"标准文本与 {period} 公示时的不同：{listed}",
        ),
        (
            "put the text back, or preview again so that people see what they are judged by",
            "请恢复文本，或重新公示，让员工看到依据",
        ),
        period,
    )


def one_person(period: str) -> Problem:
    """The same person twice."""
    return _problem(
        "E-PERIOD-FOUR-EYES",
        (f"{period} is closed by one person and approved by another", f"{period} 须由一人封账、另一人批准"),
        ("name somebody else: --approved-by P", "请写另一人：--approved-by 工号"),
        period,
    )


def other_role(period: str, person: str, roles: Sequence[str], does: str) -> Problem:
    """The scheme names the roles that close and approve, and this person holds none of them."""
    does_zh = {"close": "封账", "approve": "批准"}[does]
    return _problem(
        "E-PERIOD-ROLE",
        (
            f"the scheme lets {', '.join(roles)} {does} {period}, and {person} is none",
            f"方案规定由 {'、'.join(roles)} {does_zh} {period}，{person} 不是",
        ),
        ("name somebody in that role, or change the scheme", "请写担任该岗位的人，或修改方案"),
        period,
    )


def order(period: str, before: str) -> Problem:
    """An earlier period comes first."""
    return _problem(
        "E-PERIOD-ORDER",
        (f"{before} comes before {period} and is not closed", f"{before} 在 {period} 之前，尚未封账"),
        (f"close {before} first", f"请先封账 {before}"),
        period,
    )


def overtaken(period: str, later: str) -> Problem:
    """A later period is closed already."""
    return _problem(
        "E-PERIOD-ORDER",
        (f"{later} comes after {period} and is closed already", f"{later} 在 {period} 之后，已经封账"),
        ("give what is owed as an adjustment in an open period", "请在未封账的考核期以加减分处理"),
        period,
    )


def busy(period: str) -> Problem:
    """Others keep writing."""
    return _problem(
        "E-PERIOD-BUSY",
        (f"records came in while {period} was being scored, three times", f"{period} 评分期间不断有新记录写入"),
        ("try again in a minute", "请稍后再试"),
        period,
    )


def reopen(period: str) -> FactError:
    """A closed period is never opened again."""
    return FactError.of(
        [
            _problem(
                "E-PERIOD-REOPEN",
                (f"{period} cannot be opened again: people were paid by it", f"{period} 不能反封账：已据此发放"),
                (
                    (
                        "correct the records: what they change is carried into the next period, before and after; or give "
                        "an adjustment there"
                    ),
                    "请更正记录：差额连同前后得分计入下一考核期；或在下一考核期给加减分",
                ),
                period,
            )
        ]
    )
