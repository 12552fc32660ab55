"""A region on the terminal: the projects by rank, those that are ranked apart and why, the people by grade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_core.cli.score import percent, two
from inspect_core.cli.session import Session
from inspect_core.cli.tables import Column, table


def show_region(session: Session, view: Mapping[str, Any]) -> None:
    """A region view as tables, one for every group whose scores compare."""
    projects = {one["project"]["id"]: one for one in view["projects"]}
    for number, group in enumerate(view["groups"]):
        _heading(session, group, number)
        _projects(session, group, [projects[id] for id in group["projects"]])
        _people(session, group)
    draft = sum(one["period"]["stage"] != "closed" for one in view["projects"])
    if draft:
        session.voice.talk(
            f"{draft} 个项目的本期尚未封账，其数字可能变化",
            f"the period is not closed in {draft} of the projects: their figures may change",
        )


def _heading(session: Session, group: Mapping[str, Any], number: int) -> None:
    scheme, period = group["scheme"], group["period"]
    title = scheme["title"][session.language]
    session.voice.line(
        session.both(
            f"{title}（{scheme['edition']} 版）  {period['first']} 至 {period['last']}",
            f"{title} (edition {scheme['edition']})  {period['first']} to {period['last']}",
        )
    )
    if number and group["why_apart"]:
        session.voice.line(session.both("单独排名：", "ranked apart: ") + group["why_apart"][session.language])
    for one in group["rulesets"]:
        if one["comparable"]:
            session.voice.line(_differing(session, one))


def _differing(session: Session, one: Mapping[str, Any]) -> str:
    editions = ", ".join(one["editions"])
    if one["comparable"] == "wording":
        return session.both(
            f"{one['title']['zh']}：各项目文字不同（{editions}），得分可比",
            f"{one['title']['en']}: the projects have other words ({editions}); scores compare",
        )
    return session.both(
        f"{one['title']['zh']}：各项目数值不同（{editions}），比较时请留意",
        f"{one['title']['en']}: the projects have other values ({editions}); compare with care",
    )


def _projects(session: Session, group: Mapping[str, Any], projects: list[Mapping[str, Any]]) -> None:
    rulesets = [one["ruleset"] for one in group["rulesets"]]
    columns = [
        Column("名次", "rank", right=True),
        Column("项目", "project"),
        Column("得分", "score", right=True),
        *(Column(one["title"]["zh"], one["title"]["en"], right=True) for one in group["rulesets"]),
        Column("覆盖率", "coverage", right=True),
        Column("已考核", "appraised", right=True),
        Column("人均", "mean", right=True),
    ]
    table(session, columns, [_row(session, one, rulesets) for one in projects])


def _row(session: Session, one: Mapping[str, Any], rulesets: list[str]) -> list[str]:
    own = {found["ruleset"]: found["score"] for found in one["rulesets"]}
    people = one["people"]
    return [
        str(one["rank"]["place"]) if one["rank"] else "",
        one["project"]["name"][session.language] or one["project"]["id"],
        two(one["score"]) if one["score"] is not None else session.both("证据不足", "not known"),
        *(two(own.get(ruleset)) for ruleset in rulesets),
        percent(one["coverage"]),
        f"{people['scored']}/{people['count']}",
        two(people["mean"]),
    ]


def _people(session: Session, group: Mapping[str, Any]) -> None:
    people = group["people"]
    graded = "  ".join(f"{grade} {heads}" for grade, heads in people["grades"].items())
    session.voice.line(
        session.both(
            f"项目均分 {two(group['mean'])}  共 {people['count']} 人，已考核 {people['scored']} 人：{graded}",
            f"mean of the projects {two(group['mean'])}  {people['scored']} of {people['count']} people appraised: {graded}",
        )
    )
