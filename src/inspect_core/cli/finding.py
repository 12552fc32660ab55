"""inspect-core finding show N; inspect-core finding act N ACT --by P [--note TEXT] [--photo FILE] …."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from inspect_core.cli.both import Family, json_option, option
from inspect_core.cli.both import command as command_
from inspect_core.cli.session import Session
from inspect_core.domain.finding import ACTS, VISIT_ANSWERS

_ANSWERS = {"satisfied": ("满意", "satisfied"), "dissatisfied": ("不满意", "dissatisfied")}
_GONE = {
    "voided": ("其记录已作废", "its record was voided"),
    "corrected": ("其记录已更正", "its record was corrected"),
    "rule": ("条款不再要求整改", "its rule asks no longer"),
}


@click.group(
    "finding",
    cls=Family,
    zh="一个整改项：show 查看全过程，act 记下一步。",
    en="One finding: `show` tells all its steps, `act` takes the next one.",
)
def command() -> None:
    """One finding."""


@command_(
    "show",
    zh="查看一个整改项：谁发现、谁负责、期限、升级、每一步。N 为序号或编号。",
    en="Shows one finding: who found it, who answers for it, its deadline, who hears of it, and every step. N is its number "
    "or id.",
    more=("inspect-core finding show 3",) * 2,
)
@click.argument("finding", metavar="N")
@json_option
@click.pass_obj
def show(session: Session, /, finding: str) -> None:
    """Shows one finding."""
    from inspect_core.app.findings.act import named
    from inspect_core.app.findings.register import register
    from inspect_core.app.findings.views import FindingViews
    from inspect_core.app.score import labels

    app = session.app
    now = app.clock.now().astimezone(app.settings.project.zone).replace(microsecond=0)
    entries = register(app)
    view = FindingViews(app, now, labels(app)).whole(named(entries, finding), entries)
    if session.json:
        session.voice.data(view)
    else:
        _show(session, view["finding"])


@command_(
    "act",
    zh="记一个整改项的下一步：accept 接受、done 整改完成（须附说明或照片）、send-back 退回（须写原因）、verify 验证、"
    "visit 回访（须写结果）、close 关闭、excuse 免责（须写原因和批准人）。\n"
    "整改人和责任人不能验证、退回、回访或关闭，也不能批准自己的免责。void 可撤回最后一步。",
    en="Takes the next step with a finding: accept, done (with a note or a photo), send-back (with a reason), verify, visit "
    "(with an answer), close, excuse (with a reason and an approver).\n"
    "Who put it right or answers for it cannot verify, send back, visit or close it, nor approve the excuse. `void` takes "
    "the last step back.",
    more=(
        "inspect-core finding act 3 done --by P012 --note 已重新培训 --photo 整改后.jpg",
        "inspect-core finding act 3 done --by P012 --note 'trained again' --photo after.jpg",
    ),
)
@click.argument("finding", metavar="N")
@click.argument("act", metavar="ACT", type=click.Choice(ACTS))
@option("--by", required=True, metavar="P", zh="谁做的（工号或姓名）", en="who did it (id or name)")
@option("--note", default="", metavar="TEXT", zh="说明", en="what was done or seen")
@option(
    "--photo",
    "photos",
    multiple=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    zh="照片，可多张",
    en="a photo; may be given several times",
)
@option("--reason", default="", metavar="TEXT", zh="退回或免责的原因", en="why it is sent back or excused")
@option("--answer", type=click.Choice(VISIT_ANSWERS), zh="回访结果", en="what the return visit was told")
@option(
    "--approved-by", "approver", metavar="P", zh="谁批准免责（工号或姓名）", en="who approved the excuse (id or name)"
)
@option("--dry-run", is_flag=True, zh="只查看，不写入", en="look only, write nothing")
@json_option
@click.pass_obj
def act(
    session: Session,
    /,
    finding: str,
    act: str,
    by: str,
    note: str,
    photos: tuple[Path, ...],
    reason: str,
    answer: str | None,
    approver: str | None,
    dry_run: bool,
) -> None:
    """Takes a step with a finding."""
    from inspect_core.app.findings.act import Asked
    from inspect_core.app.findings.act import act as take

    images = {str(file): file.read_bytes() for file in photos}
    asked = Asked(finding, act, by, note, reason, answer, approver, images)
    done = take(session.app, asked, dry_run=dry_run)
    if session.json:
        session.voice.data(done)
    elif dry_run:
        session.voice.talk("可以这样做；未写入", "it can be done; nothing was written")
    else:
        _told(session, finding, done)


def _told(session: Session, finding: str, done: dict[str, Any]) -> None:
    from inspect_core.app.findings.refusals import STATE_WORDS

    state = STATE_WORDS[done["state"]]
    session.voice.written(
        done["id"],
        f"整改项 {finding}：{state.zh}（第 {done['seq']} 号）",
        f"finding {finding}: {state.en} (number {done['seq']})",
    )


def _show(session: Session, one: dict[str, Any]) -> None:
    say, own = session.voice.line, session.language
    colon = session.both("：", ": ")
    say(f"{one['number']}  {one['id']}  {one['severity_title'][own]}  {one['state_title'][own]}  {one['title'][own]}")
    for zh, en, text in _lines(session, one):
        if text:
            say(f"  {session.both(zh, en)}{colon}{text}")
    for step in one["steps"]:
        say("  " + _step(session, step))


def _lines(session: Session, one: dict[str, Any]) -> list[tuple[str, str, str]]:
    own, both = session.language, session.both
    people = ", ".join(person["name"] for person in one["responsible"]) or one["contractor"] or ""
    visit = {"due": both("待回访", "due"), **{word: both(*told) for word, told in _ANSWERS.items()}}
    late = both("（逾期）", " (overdue)") if one["overdue"] else both("（超期完成）", " (late)") if one["late"] else ""
    heard = [f"{_at(each['at'])} {each['to'][own]}" + _heard(session, each) for each in one["escalations"]]
    return [
        ("撤销", "withdrawn", both(*_GONE[one["withdrawn"]]) if one["withdrawn"] else ""),
        ("问题", "question", f"{one['question'][own]} {one['answer_title'][own]}"),
        ("发现", "found", f"{_at(one['found'])} {one['observer']['name']} ({one['observation']})"),
        ("部位", "place", one["place"]["name"] if one["place"] else ""),
        ("被检人", "about", one["subject"]["name"] if one["subject"] else ""),
        ("责任人", "responsible", people),
        ("期限", "due", (_at(one["due"]) if one["due"] else "?") + late),
        ("回访", "return visit", visit.get(one["return_visit"], "")),
        ("升级", "escalation", "; ".join(heard)),
        ("此前同类", "repeats", ", ".join(str(each["number"]) for each in one["repeats"])),
        ("此后同类", "repeated by", ", ".join(str(each["number"]) for each in one["repeated_by"])),
    ]


def _heard(session: Session, each: dict[str, Any]) -> str:
    return session.both("（已升级）", " (now)") if each["heard"] else ""


def _step(session: Session, step: dict[str, Any]) -> str:
    both = session.both
    parts = [_at(step["at"]), step["act_title"][session.language], step["by"]["name"]]
    parts += [both(*_ANSWERS[step["answer"]])] if step["answer"] else []
    parts += [text for text in (step["note"], step["reason"]) if text]
    approver = step["approved_by"]
    parts += [both(f"批准 {approver['name']}", f"approved by {approver['name']}")] if approver else []
    parts += [both(f"照片 {len(step['photos'])}", f"photos {len(step['photos'])}")] * bool(step["photos"])
    parts += [both("（已撤回）", "(taken back)")] * (step["voided"] is not None)
    parts += [both("（不计）", "(does not count)")] * (step["unfit"] is not None)
    return "  ".join(parts)


def _at(text: str) -> str:
    return text[:16].replace("T", " ")


command.add_command(show)
command.add_command(act)
