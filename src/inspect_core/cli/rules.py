"""inspect-core rules list | show | check | test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import Family, json_option, option
from inspect_core.cli.both import command as command_
from inspect_core.cli.found import found_shelves, kinds_of
from inspect_core.cli.rule_cover import coverage
from inspect_core.cli.rule_schema import schema
from inspect_core.cli.rule_tables import export, import_
from inspect_core.cli.rule_texts import diff, effective, publish, tell_heads
from inspect_core.cli.session import Session
from inspect_core.cli.speech import told

if TYPE_CHECKING:
    from inspect_core.app.standards import Standards
    from inspect_core.engine.kind import Kinds

View = dict[str, Any]


@command_(
    "list",
    zh="列出项目采用的标准与条款。",
    en="Lists the rulesets of the project and their rules.",
)
@json_option
@click.pass_obj
def list_(session: Session, /) -> None:
    """Lists the rules."""
    from inspect_core.app.rules import ruleset_view

    views = [ruleset_view(ruleset, session.today) for ruleset in session.app.standards.rulesets]
    if session.json:
        session.voice.data({"rulesets": views, "scheme": session.app.standards.scheme.id})
        return
    from inspect_core.cli.tables import Column, table

    columns = [
        Column("条款", "rule"),
        Column("内容", "title"),
        Column("种类", "kind"),
        Column("分值", "points", right=True),
    ]
    for view in views:
        rows = [(rule["rule"], rule["title"][session.language], rule["kind"], rule["points"]) for rule in view["rules"]]
        table(session, columns, rows, title=f"{view['title'][session.language]}  {view['edition']}")
        tell_heads(session, view)


@command_(
    "show",
    zh="显示一套标准或一条条款：今天怎么说、出处、归谁、在哪个文件第几行。",
    en="Shows a ruleset or a rule: what it says today, its source, whose score it is, file and line.",
    more=("inspect-core rules show patrol/leader-rounds", "inspect-core rules show patrol/leader-rounds"),
)
@click.argument("name", metavar="RULE")
@json_option
@click.pass_obj
def show(session: Session, /, name: str) -> None:
    """Shows rules."""
    from inspect_core.app.rules import found_rules, rule_view, ruleset_view

    ruleset, rules = found_rules(session.app.standards, name)
    if session.json and ruleset is not None:
        session.voice.data(ruleset_view(ruleset, session.today))
    elif session.json:
        session.voice.data({"rules": [rule_view(rule, session.today) for rule in rules]})
    else:
        if ruleset is not None:
            tell_heads(session, ruleset_view(ruleset, session.today))
        for rule in rules:
            _show(session, rule_view(rule, session.today))


def _show(session: Session, rule: View) -> None:
    lang, line = session.language, session.voice.line
    line(f"{rule['rule']}  {rule['title'][lang]}")
    rows = [
        ("说明", "says", rule["says"][lang]),
        ("种类", "kind", rule["kind"]),
        ("分值", "points", rule["points"]),
        ("归属", "credit", ", ".join(rule["credit"])),
        ("记录表", "forms", ", ".join(rule["forms"])),
        ("出处", "source", (rule["source"] or {}).get(lang, "") + (f" [{rule['status']}]" if rule["status"] else "")),
        ("备注", "note", (rule["note"] or {}).get(lang, "")),
        ("更正", "correction", _correction(session, rule["correction"])),
        ("试行至", "shadow until", rule["shadow_until"] or ""),
        ("性质", "counts", session.both("建议性，不计分", "never: advisory") if rule["advisory"] else ""),
        ("否决", "vetoes", ", ".join(rule["vetoes"])),
        ("位置", "place", rule["place"]),
    ]
    for zh, en, text in rows:
        if text:
            line(f"  {session.both(zh, en)}: {text}")
    line()


def _correction(session: Session, correction: View | None) -> str:
    """Why the rule says something of days before its edition."""
    if correction is None:
        return ""
    reason, by = correction["reason"][session.language], correction["approved_by"]
    return session.both(f"{reason}（{by} 批准）", f"{reason} (approved by {by})")


@command_(
    "check",
    zh="检查标准文件（标准、考核方案、日历、用例）；不写文件则检查项目采用的全部标准。有错时状态 3。",
    en="Checks files of rules (rulesets, schemes, calendars, cases); without files all standards of the project. "
    "Status 3 when something is wrong.",
    more=("inspect-core rules check rulesets/patrol.yaml", "inspect-core rules check rulesets/patrol.yaml"),
)
@click.argument("files", nargs=-1, type=click.Path(dir_okay=False, path_type=Path), metavar="[FILE]...")
@option(
    "--all",
    "everywhere",
    is_flag=True,
    zh="程序与插件自带的标准也提示",
    en="notices about the standards of the program and its plugins too",
)
@json_option
@click.pass_obj
def check(session: Session, /, files: tuple[Path, ...], everywhere: bool) -> int:
    """Checks files, or the project's standards."""
    from inspect_core.app.rules import check_files, loose_ends
    from inspect_core.app.waivers import ending_soon

    if not files:
        standards = session.app.standards
        moved = standards.editions.problems
        ending = ending_soon(standards.rulesets, session.today)
        loose = (*loose_ends(standards, everywhere=everywhere), *standards.editions.notices, *ending)
        for problem in loose:
            session.voice.notice(problem)
        if session.json:
            said = {"notices": [told(one) for one in loose], "problems": [told(one) for one in moved]}
            session.voice.data({"rulesets": len(standards.rulesets), **said})
        elif moved:
            _complain(session, moved)
        else:
            session.voice.line(_sound(session, standards))
        return 3 if moved else 0
    checked = check_files(files, found_shelves(session), kinds_of(session))
    if session.json:
        found = [
            {"file": str(one.file), "is": one.sort, "problems": [told(each) for each in one.problems]}
            for one in checked
        ]
        session.voice.data({"files": found})
    for one in checked:
        if one.problems and not session.json:
            _complain(session, one.problems)
        elif not session.json:
            session.voice.line(f"{one.file}: {session.both('无误', 'fine')} ({one.sort})")
    return 3 if any(one.problems for one in checked) else 0


def _complain(session: Session, problems: tuple[Any, ...]) -> None:
    from inspect_core.errors import RulesetError

    session.voice.refusal(RulesetError.of(problems))


def _sound(session: Session, standards: Standards) -> str:
    rules = sum(len(ruleset.rules) for ruleset in standards.rulesets)
    count, scheme = len(standards.rulesets), standards.scheme.id
    return session.both(
        f"{count} 套标准、{rules} 条条款、考核方案 {scheme}：无误",
        f"rulesets {count}, rules {rules}, scheme {scheme}: fine",
    )


@command_(
    "test",
    zh="运行标准旁边的用例（cases/标准/条款.yaml），列出没有用例的条款；失败的用例附解释。\n"
    "可写标准文件、用例文件或文件夹；不写则测试项目采用的标准。有失败时状态 1。",
    en="Runs the cases beside the rulesets (cases/RULESET/RULE.yaml), lists rules without cases, explains what fails.\n"
    "Takes rulesets, cases or folders of them; without any the project's rulesets. Status 1 when a case fails.",
    more=("inspect-core rules test rulesets/patrol.yaml", "inspect-core rules test rulesets/patrol.yaml"),
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FILE|DIR]...")
@json_option
@click.pass_obj
def test(session: Session, /, files: tuple[Path, ...]) -> int:
    """Runs rule cases."""
    from inspect_core.cli.case_runs import chosen_rulesets, run_all
    from inspect_core.cli.progress import progress

    kinds = kinds_of(session)
    with progress(session) as step:
        runs = run_all(chosen_rulesets(session, files), found_shelves(session), kinds, lambda name: step(name, None))
    if session.json:
        session.voice.data(
            {
                "cases": [run.as_json() for run in runs.cases],
                "without_cases": list(runs.without),
            }
        )
    else:
        _tell(session, runs, kinds)
    return int(any(run.wrong for run in runs.cases))


def _tell(session: Session, runs: Any, kinds: Kinds) -> None:
    line = session.voice.line
    for run in runs.cases:
        if run.wrong:
            line(f"✗ {run.case.rule}: {run.case.name}  ({run.file.name}:{run.case.place.line})")
            for wrong in run.wrong:
                line(f"    {wrong}")
            line("    " + run.explanation(kinds).replace("\n", "\n    "))
        elif session.verbose:
            line(f"✓ {run.case.rule}: {run.case.name}")
    for name in runs.without:
        line(session.both(f"没有用例：{name}", f"without cases: {name}"))
    failed = sum(bool(run.wrong) for run in runs.cases)
    total = len(runs.cases)
    line(session.both(f"{total} 个用例，{failed} 个失败", f"{total} cases, {failed} failed"))


command = Family("rules", zh="查看、检查、测试标准", en="list, show, check and test the standards")
for one in (list_, show, check, test, coverage, diff, effective, publish, schema, import_, export):
    command.add_command(one)
