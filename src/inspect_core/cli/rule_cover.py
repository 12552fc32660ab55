"""inspect-core rules coverage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.found import found_shelves, kinds_of
from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from inspect_core.testing.covered import Cover, RuleCover

_SORTS = {
    "met": ("达标", "met"),
    "unmet": ("不达标", "unmet"),
    "absent": ("无应检或无数据", "nothing due or known"),
}


@command_(
    "coverage",
    zh="列出用例的缺口：没有用例的条款，缺少达标、不达标、无应检或某一数值的用例，没有条款的用例。\n"
    "覆盖中未改动的条款由原标准的用例覆盖。可写标准文件或文件夹；不写则看项目采用的标准。",
    en="Lists what cases do not try: rules without cases, or without one that is met, unmet, without anything due, or "
    "under each value; and cases without a rule.\nA rule that an overlay left as it was is tried by the cases of its "
    "parent. Takes rulesets or folders of them; without any the project's.",
    more=("inspect-core rules coverage --strict", "inspect-core rules coverage --strict"),
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FILE|DIR]...")
@option("--strict", is_flag=True, zh="有缺口时状态 1", en="status 1 when something is lacking")
@json_option
@click.pass_obj
def coverage(session: Session, /, files: tuple[Path, ...], strict: bool) -> int:
    """Lists what cases do not try."""
    from inspect_core.cli.case_runs import chosen_rulesets
    from inspect_core.testing.covered import cover

    found, kinds = found_shelves(session), kinds_of(session).settings()
    covers = [cover(one.file, one.cases, found, kinds) for one in chosen_rulesets(session, files)]
    if session.json:
        session.voice.data({"rulesets": [_view(one) for one in covers], "whole": all(one.whole for one in covers)})
    else:
        _tell(session, covers)
    return int(strict and not all(one.whole for one in covers))


def _view(cover: Cover) -> dict[str, Any]:
    return {
        "ruleset": cover.ruleset,
        "rules": [
            {
                "rule": rule.rule,
                "cases": rule.cases,
                "lacking": list(rule.lacking),
                "values": list(rule.values),
                "inherited": rule.inherited,
            }
            for rule in cover.rules
        ],
        "strays": [{"rule": case.rule, "name": case.name, "place": str(case.place)} for case in cover.strays],
    }


def _tell(session: Session, covers: list[Cover]) -> None:
    line = session.voice.line
    for cover in covers:
        for rule in cover.rules:
            if not rule.whole:
                line(f"{rule.rule}: {_lacking(session, rule)}")
        for case in cover.strays:
            line(session.both(f"{case.place}：没有条款 {case.rule}", f"{case.place}: there is no rule {case.rule}"))
    rules = [rule for cover in covers for rule in cover.rules]
    whole, inherited = sum(rule.whole for rule in rules), sum(rule.inherited is not None for rule in rules)
    line(
        session.both(
            f"{len(rules)} 条条款，{whole} 条用例齐全（其中沿用原标准用例 {inherited} 条）",
            f"rules {len(rules)}, tried in every way {whole} (by the cases of their parent {inherited})",
        )
    )


def _lacking(session: Session, rule: RuleCover) -> str:
    if not rule.cases:
        return session.both("没有用例", "no cases")
    sorts = [session.both(*_SORTS[sort]) for sort in rule.lacking]
    values = [session.both(f"自 {day} 起的数值", f"the value from {day}") for day in rule.values]
    return session.both("缺少用例：" + "、".join((*sorts, *values)), "no case: " + ", ".join((*sorts, *values)))
