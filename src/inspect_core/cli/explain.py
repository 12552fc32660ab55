"""inspect-core explain --period 2026-10 --person P."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from inspect_core.cli.appeal import appealed
from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session

View = Mapping[str, Any]
OUTCOMES = {
    "met": ("达标", "met"),
    "partly": ("基本达标", "partly met"),
    "unmet": ("不达标", "unmet"),
    "excused": ("免责", "excused"),
    "not_applicable": ("不适用", "not applicable"),
    "no_data": ("无数据", "no data"),
}


@command_(
    "explain",
    zh="解释一个人的得分：每条标准花掉多少分、哪条记录说明、还差什么。--json 输出格式 inspect-core/explanation/1。",
    en="Explains a person's score: what each rule cost, which records say so, what would have changed it. "
    "--json prints inspect-core/explanation/1.",
    more=(
        (
            "inspect-core explain --period 2026-10 --person P012\n"
            "inspect-core explain --period 2026-10 --person P012 --rule patrol/leader-rounds"
        ),
        (
            "inspect-core explain --period 2026-10 --person P012\n"
            "inspect-core explain --period 2026-10 --person P012 --rule patrol/leader-rounds"
        ),
    ),
)
@option("--period", metavar="YYYY-MM", zh="考核期（默认：今天所在的）", en="the period (default: the one today is in)")
@option("--person", metavar="P", required=True, zh="谁（工号或姓名）", en="who (id or name)")
@option("--rule", metavar="R", zh="只看一条（标准/条款，或条款）", en="one rule only (ruleset/rule, or rule)")
@option(
    "--most",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    zh="每条最多列出几项（0 为全部；JSON 总是全部）",
    en="how many of each rule are listed (0: all; JSON always has all)",
)
@option(
    "--improve",
    is_flag=True,
    zh="每个不达标项花掉多少分，以及最少补上哪几项就到下一等级（格式 inspect-core/improvement/1）",
    en="what each finding and missed slot cost, and the fewest that reach the next grade (inspect-core/improvement/1)",
)
@json_option
@click.pass_obj
def command(
    session: Session,
    /,
    period: str | None,
    person: str,
    rule: str | None,
    most: int,
    improve: bool,
) -> None:
    """Explains a person's score."""
    from inspect_core.app.accesses import noted
    from inspect_core.app.score import explainer, scored, someone

    app = session.app
    who = someone(app, person)
    month = scored(app, app.period(period), sorts=())
    known = [found.name for found in month.plan.rules]
    if rule is not None and not any(rule in (name, name.partition("/")[2]) for name in known):
        raise _unknown(rule, known)
    noted(app, "explanation", [who], month.ground.period.id)
    if improve:
        from inspect_core.cli.improve import show_improvement

        show_improvement(session, explainer(app, month, who), who, most)
        return
    view = explainer(app, month, who).of(who, rule)
    if session.json:
        session.voice.data(view)
    else:
        _show(session, view, most, rule)


def _unknown(rule: str, known: list[str]) -> Exception:
    from difflib import get_close_matches

    from inspect_core.errors import UsageError

    near = get_close_matches(rule, [*known, *(name.partition("/")[2] for name in known)], n=1)
    return UsageError(
        "E-RULE-UNKNOWN",
        f"nobody knows the rule {rule!r}",
        hint=f"did you mean {near[0]}?" if near else "see `inspect-core rules list`",
        message_zh=f"未知的条款 {rule!r}",
        hint_zh=f"是否想写 {near[0]}？" if near else "见 `inspect-core rules list`",
    )


def _show(session: Session, view: View, most: int, rule: str | None) -> None:
    """The explanation on a terminal; of one `rule` with its photos, and in a closed period the text it was judged by."""
    from inspect_core.cli.score import STATUSES, enough, percent, two

    say, lang, line = session.both, session.language, session.voice.line
    one, person = rule is not None, view["person"]
    closed = view["period"]["stage"] == "closed"
    stage = say("  已封账", "  closed") if closed else ""
    line(f"{person['id']} {person['name']}  {person['role_title'][lang] or ''}  {view['period']['id']}{stage}")
    if view["total"] is None:
        line(say(*STATUSES[view["status"]]))
    grade = view["grade"] or "-"
    line(
        say(f"总分 {two(view['total']) or '-'}  等级 {grade}", f"total {two(view['total']) or '-'}  grade {grade}")
        + say(f"  覆盖率 {percent(view['coverage'])}", f"  coverage {percent(view['coverage'])}")
    )
    following = view["next_grade"]
    if following:
        missing, better = enough(following["missing"]), following["grade"]
        unless = say("（另须无一票否决）", " (and no veto)") if view["vetoes"] else ""
        line(say(f"再得 {missing} 分为 {better} 级", f"{missing} more would be grade {better}") + unless)
    for kind, found in _lowering(view):
        line(say(f"{kind[0]}：{found['says']['zh']}", f"{kind[1]}: {found['says']['en']}"))
        _by_hand(session, found.get("given"))
    if view["earned_grade"] not in (None, view["grade"]):
        line(say(f"按总分应为 {view['earned_grade']} 级", f"the total alone would be grade {view['earned_grade']}"))
    _forecast(session, view["forecast"])
    _beside(session, view)
    for ruleset in view["rulesets"]:
        _ruleset(session, ruleset, most, text=one and closed, photos=one)
    if one and not any(ruleset["rules"] for ruleset in view["rulesets"]):
        zh = f"\n本期没有按 {rule} 考核{person['name']}的事项，这条不影响其得分"
        line(say(zh, f"\n{rule} judged nothing of {person['name']} in this period and moved no point"))
    appealed(session, view["appeals"])
    if view["withdrawn"]:
        line(say("\n作废与更正的记录（不计入）", "\nrecords voided or replaced (not counted)"))
    for found in view["withdrawn"]:
        _withdrawn(session, found)


def _beside(session: Session, view: View) -> None:
    """What the total is made of beside rules: adjustments with what was given by hand, and indicators."""
    lang, line = session.language, session.voice.line
    for added in view["adjustments"]:
        owed = added["carried"]
        why = f"{owed['before']} → {owed['after']}" if owed else f"× {added['count']}"
        line(f"{added['title'][lang]}  {added['points']}  {why}")
        for gift in added["given"]:
            _by_hand(session, gift)
    for owed in view["owed"]:
        told = session.both(
            f"{owed['period']} 封账后更正，本期无总分，仍未结清",
            f"owed for {owed['period']}, no total here, stays owed",
        )
        line(f"{told}  {owed['points']}  {owed['before']} → {owed['after']}")
    for late in view["afterwards"]:
        none = session.both("无总分", "no total")
        told = session.both(
            f"{late['period']} 封账后总分变化，由人事决定", f"{late['period']} scored only afterwards, HR decides"
        )
        line(f"{told}  {late['before'] or none} → {late['after'] or none}")
    for one in view["indicators"]:
        weight = session.both(f"权重 {one['weight'] or 0}", f"weight {one['weight'] or 0}")
        line("  ".join(part for part in (one["says"][lang], weight, one["statement"]) if part))


def _by_hand(session: Session, gift: View | None) -> None:
    """Who gave it by hand, who approved it, when and why; nothing where records did."""
    if gift is None:
        return
    points = f"{gift['points']}  " if gift["points"] else ""
    by, approver = gift["by"]["name"], gift["approved_by"]["name"]
    who = session.both(f"{by} 给出，{approver} 批准，{gift['on']}", f"by {by}, approved by {approver}, {gift['on']}")
    told = "  ".join(part for part in (gift["reason"], who, *gift["evidence"]) if part)
    session.voice.line(f"  - {points}{told}")


def _forecast(session: Session, view: View | None) -> None:
    """What the total would be if the rules on trial counted, and from when they do."""
    from inspect_core.cli.score import two

    if view is None:
        return
    say, lang = session.both, session.language
    rules = say("、", ", ").join(
        f"{rule['title'][lang]}{say('（自 ', ' (from ')}{rule['from']}{say('）', ')')}" for rule in view["rules"]
    )
    total, grade = two(view["total"]) or "-", view["grade"] or "-"
    session.voice.line(
        say(
            f"若试行条款计分，总分 {total}、等级 {grade}：{rules}",
            f"with the rules on trial: total {total}, grade {grade}: {rules}",
        )
    )


def _lowering(view: View) -> Iterator[tuple[tuple[str, str], View]]:
    """What lowers the grade whatever the total, each with what it is called."""
    yield from ((("一票否决", "veto"), found) for found in view["vetoes"])
    yield from ((("门槛", "gate"), found) for found in view["gates"] if found["failed"])
    yield from ((("牌", "card"), found) for found in view["cards"])
    yield from ((("等级比例", "distribution"), found) for found in (view["limited"],) if found)


def _withdrawn(session: Session, found: View) -> None:
    """A record that was voided or replaced: what it was, who took it back, when and why."""
    say, lang = session.both, session.language
    place = found["place"]["name"] if found["place"] else ""
    what = (found["observation"], found["at"][:16].replace("T", " "), place, found["form"][lang])
    session.voice.line("  - " + "  ".join(part for part in what if part))
    how = {
        "voided": say("作废", "voided"),
        "superseded": say("更正为", "replaced by") + f" {found['superseded_by']}",
    }
    approved = (
        say(f"批准 {found['approved_by']}", f"approved by {found['approved_by']}") if found["approved_by"] else ""
    )
    done = (how[found["how"]], found["by"], approved, found["when"][:16].replace("T", " "), found["reason"] or "")
    session.voice.line("    " + "  ".join(part for part in done if part))


def _ruleset(session: Session, ruleset: View, most: int, *, text: bool, photos: bool) -> None:
    from inspect_core.cli.score import cost_of, percent, two

    if not ruleset["rules"]:
        return
    say, lang = session.both, session.language
    weight = say(f"权重 {ruleset['weight'] or 0}", f"weight {ruleset['weight'] or 0}")
    cost = say(f"失分 {cost_of(ruleset['cost'])}", f"cost {cost_of(ruleset['cost'])}")
    score = two(ruleset["score"]) or "-"
    session.voice.line(f"\n{ruleset['title'][lang]}  {score}  {weight}  {cost}  {percent(ruleset['coverage'])}")
    if ruleset["how"]:
        session.voice.line(f"  {ruleset['how'][lang]}")
    if text:
        standard = f"{ruleset['edition']}  sha256 {ruleset['fingerprint'][:12]}…"
        session.voice.line(say(f"  标准文本 {standard}", f"  judged by the text of {standard}"))
    for rule in ruleset["rules"]:
        _rule(session, rule, most, text=text, photos=photos)


def _rule(session: Session, rule: View, most: int, *, text: bool, photos: bool) -> None:
    from inspect_core.cli.score import cost_of

    lang, line = session.language, session.voice.line
    counts = "  ".join(f"{session.both(*words)} {rule[name]}" for name, words in OUTCOMES.items() if rule[name])
    cost = session.both(f"失分 {cost_of(rule['cost'])}", f"cost {cost_of(rule['cost'])}")
    line(f"  {rule['title'][lang]}  {rule['points']}/{rule['of']}  {cost}{_uncounted(session, rule)}")
    line(f"    {rule['says'][lang]}")
    if text and rule["source"]:
        line(session.both("    出处：", "    source: ") + rule["source"][lang])
    line(f"    {counts}")
    lost = [slot for slot in rule["slots"] if slot["outcome"] not in ("met", "not_applicable")]
    for slot in lost[: most or None]:
        _slot(session, slot, photos=photos)
    if most and len(lost) > most:
        rest = len(lost) - most
        line(session.both(f"    … 还有 {rest} 项（--most 0 列出全部）", f"    … {rest} more (--most 0 lists all)"))


def _uncounted(session: Session, rule: View) -> str:
    """Why a rule is shown that counts nothing."""
    if rule["counts"]:
        return ""
    if rule["advisory"]:
        return session.both("  建议性，不计分", "  advisory, counts nothing")
    return session.both("  试行，不计分", "  on trial, counts nothing")


def _slot(session: Session, slot: View, *, photos: bool) -> None:
    lang = session.language
    place = slot["place"]["name"] if slot["place"] else ""
    last = _clock(slot["last"])
    until = f"-{last}" if last and last != _clock(slot["first"]) else ""  # many records know no end
    when = f"{slot['day']} {_clock(slot['first'])}{until}" if slot["first"] else slot["day"]
    done = f"{slot['done']}/{slot['due']}" if slot["due"] is not None else ""
    reason = slot["reason"][lang] if slot["reason"] else ""
    parts = (session.both(*OUTCOMES[slot["outcome"]]), when, place, done, reason)
    session.voice.line("    - " + "  ".join(part for part in parts if part))
    for seen in slot["evidence"][:3]:
        who = seen["observer"]["name"] if seen["observer"] else ""
        answers = ", ".join(_answer(session, one) for one in seen["answers"])
        late = session.both(f"补录（迟 {seen['late_hours']} 小时）", f"entered {seen['late_hours']} h late")
        mark = late if seen["late_hours"] else ""
        told = (seen["observation"], seen["at"][:16].replace("T", " "), who, answers, seen["note"], mark)
        session.voice.line("        " + "  ".join(part for part in told if part))
        for photo in seen["photo_digests"] if photos else ():
            session.voice.line(f"          photos/{photo[:2]}/{photo}")
    for seen in slot["not_counted"][:3]:
        session.voice.line(f"        {seen['observation']}  {seen['why'][lang]}")


def _answer(session: Session, found: View) -> str:
    question = found["question"][session.language]
    return f"{question} {found['answer_title'][session.language]}"


def _clock(moment: str | None) -> str:
    return moment[11:16] if moment else ""
