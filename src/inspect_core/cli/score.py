"""inspect-core score --period 2026-10."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.region import many_options, no_others, score_many, wanted
from inspect_core.cli.session import Session

ONE_PROJECT = ("person", "place", "by", "forecast")
STATUSES = {
    "scored": ("已评分", "scored"),
    "not_enough_evidence": ("证据不足", "not enough evidence"),
    "nothing_due": ("无应检项", "nothing was due"),
}


@command_(
    "score",
    zh="给一个考核期评分：每人总分、等级、覆盖率。--json 输出完整得分（格式 inspect-core/score/1）。",
    en="Scores a period: everybody's total, grade and coverage. --json prints all of it (inspect-core/score/1).",
    more=(
        "inspect-core score --period 2026-10 --person P012 --json\ninspect-core score --period 2026-10 --projects 'projects/*'",
        "inspect-core score --period 2026-10 --person P012 --json\ninspect-core score --period 2026-10 --projects 'projects/*'",
    ),
)
@option("--period", metavar="YYYY-MM", zh="考核期（默认：今天所在的）", en="the period (default: the one today is in)")
@option("--person", metavar="P", zh="只看一个人（工号或姓名）", en="one person (id or name)")
@option("--place", metavar="P", zh="只看一个部位（编号或名称）", en="one place (id or name)")
@option(
    "--by",
    type=click.Choice(["visit"]),
    zh="visit：逐条记录评分（格式 inspect-core/visits/1）",
    en="visit: each record by itself (inspect-core/visits/1)",
)
@option(
    "--fail-under", metavar="N", zh="有总分低于 N 的人时以状态 1 结束", en="end with status 1 when a total is under N"
)
@option(
    "--forecast",
    is_flag=True,
    zh="另列预测：若试行中的条款已计分，各人总分与等级会是多少；得分本身不变",
    en="also tells what the totals would be if the rules in shadow counted; the score stays as it is",
)
@many_options
@json_option
@click.pass_obj
def command(
    session: Session,
    /,
    period: str | None,
    person: str | None,
    place: str | None,
    *,
    forecast: bool,
    **said: Any,
) -> int:
    """Scores a period."""
    many = wanted(said, period)
    if many is not None:
        no_others({"person": person, "place": place, "forecast": forecast, "by": said["by"]}, ONE_PROJECT)
        return score_many(session, many, _least(said["fail_under"]))
    return _score(session, period, person, place, forecast=forecast, **said)


def _score(
    session: Session,
    period: str | None,
    person: str | None,
    place: str | None,
    *,
    forecast: bool,
    **said: str | None,
) -> int:
    """Scores a period of one project."""
    from inspect_core.app.accesses import noted
    from inspect_core.app.forecast import narrowed_forecast
    from inspect_core.app.score import scored, someone, somewhere
    from inspect_core.app.views import score_view
    from inspect_core.app.visit_views import visit_view
    from inspect_core.cli.visits import narrowed, show_visits

    least = _least(said["fail_under"])
    app = session.app
    who = someone(app, person) if person is not None else None
    where = somewhere(app, place) if place is not None else None
    if forecast and said["by"] == "visit":
        both = session.both("--forecast 不能与 --by visit 同用", "--forecast cannot be had --by visit")
        raise click.UsageError(both, click.get_current_context())
    if said["by"] == "visit":
        view = narrowed(visit_view(app, app.period(period)), who, where)
        totals = [one["score"] for one in view["visits"]]
    else:
        month = scored(app, app.period(period))
        view = score_view(month, person=who, place=where)
        if forecast:
            view["forecast"] = narrowed_forecast(month, who, where)
        totals = [one["total"] for one in view.get("people", ())]
    noted(app, "score", [who] if who is not None else None, app.period(period).id)
    if session.json:
        session.voice.data(view)
    elif said["by"] == "visit":
        show_visits(session, view)
    else:
        show_score(session, view)
    return int(least is not None and any(Decimal(total) < least for total in totals if total is not None))


def _least(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        least = Decimal(text)
    except InvalidOperation:
        least = Decimal("NaN")
    if not least.is_finite():
        raise click.BadParameter("a number like 75", param_hint="--fail-under")
    return least


def show_score(session: Session, view: Mapping[str, Any]) -> None:
    """A score view as tables: people, or places, and the project."""
    period, say = view["period"], session.voice
    title = view["project"]["name"][session.language]
    say.talk(f"{title}  {period['first']} … {period['last']}", f"{title}  {period['first']} … {period['last']}")
    if not any(view.get(listed) for listed in ("people", "places")):
        say.line(session.both("本期无应检项", "nothing was due in this period"))
        return
    if "people" in view:
        _people(session, view["people"])
    if "places" in view and "people" not in view:
        _places(session, view["places"])
    if "project_score" in view:
        _project(session, view)
    for award in view.get("awards", ()):
        session.voice.line(_award(session, award))
    for limit in too_many(view):
        session.voice.line(limit[session.language])
    if "forecast" in view:
        from inspect_core.cli.forecast import show_forecast

        show_forecast(session, view["forecast"])


def _people(session: Session, people: list[Mapping[str, Any]]) -> None:
    from inspect_core.cli.tables import Column, table

    columns = [
        Column("工号", "id"),
        Column("姓名", "name"),
        Column("角色", "role"),
        Column("部门", "department"),
        Column("总分", "total", right=True),
        Column("等级", "grade"),
        Column("覆盖率", "coverage", right=True),
        Column("部门排名", "in department", right=True),
    ]
    table(session, columns, [_person(session, one) for one in people])


def _person(session: Session, one: Mapping[str, Any]) -> list[str]:
    rank = one["rank"].get("department")
    status = session.both(*STATUSES[one["status"]])
    return [
        one["id"],
        one["name"],
        one["role_title"][session.language] or "",
        one["department_title"][session.language] or "",
        two(one["total"]) if one["total"] is not None else status,
        one["grade"] or "",
        percent(one["coverage"]),
        f"{rank['place']}/{rank['of']}" if rank else "",
    ]


def _places(session: Session, places: list[Mapping[str, Any]]) -> None:
    from inspect_core.cli.tables import Column, table

    columns = [
        Column("编号", "id"),
        Column("名称", "name"),
        Column("得分", "score", right=True),
        Column("覆盖率", "coverage", right=True),
    ]
    table(session, columns, [(one["id"], one["name"], two(one["score"]), percent(one["coverage"])) for one in places])


def _project(session: Session, view: Mapping[str, Any]) -> None:
    whole = view["project_score"]
    score, coverage = two(whole["score"]), percent(whole["coverage"])
    session.voice.line(
        session.both(f"项目得分 {score}  覆盖率 {coverage}", f"project score {score}  coverage {coverage}")
    )


def too_many(view: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """A sentence, in both languages, for each grade that more people have than the scheme would like."""
    found = view.get("distribution") or {"groups": ()}
    return [
        {lang: f"{group['name'][lang]}{colon}{one['says'][lang]}" for lang, colon in (("zh", "："), ("en", ": "))}
        for group in found["groups"]
        for one in group["grades"]
        if one["over"]
    ]


def _award(session: Session, found: Mapping[str, Any]) -> str:
    """An award in one line: who won with how much, of how many; and how a tie was decided."""
    title, colon = found["title"][session.language], session.both("：", ": ")
    winners = session.both("、", ", ").join(f"{one['name']} {two(one['score'])}" for one in found["winners"])
    considered, eligible = found["considered"], found["eligible"]
    open_to = session.both(f"（{considered} 人参评，{eligible} 人符合条件）", f" ({eligible} of {considered} eligible)")
    tie = f"{session.both('；', '; ')}{found['tie'][session.language]}" if found["tie"] else ""
    return f"{title}{colon}{winners or session.both('无', 'nobody')}{open_to}{tie}"


def two(text: str | None) -> str:
    """A decimal text with two decimals, cut so that no figure looks like the grade above; JSON keeps all of them."""
    from decimal import ROUND_DOWN

    return "" if text is None else str(Decimal(text).quantize(Decimal("0.01"), ROUND_DOWN))


def cost_of(text: str) -> str:
    """What something cost, rounded half up to two decimals as the reports do."""
    from decimal import ROUND_HALF_UP

    return str(Decimal(text).quantize(Decimal("0.01"), ROUND_HALF_UP))


def enough(text: str) -> str:
    """What is missing to a bound with two decimals, rounded up so that it suffices."""
    from decimal import ROUND_CEILING

    return str(Decimal(text).quantize(Decimal("0.01"), ROUND_CEILING))


def percent(text: str | None) -> str:
    """A percentage with one decimal, cut as well."""
    from decimal import ROUND_DOWN

    return "" if text is None else f"{Decimal(text).quantize(Decimal('0.1'), ROUND_DOWN)} %"
