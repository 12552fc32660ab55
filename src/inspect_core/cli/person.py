"""inspect-core person accesses P."""

from __future__ import annotations

import click

from inspect_core.cli.both import Family, json_option
from inspect_core.cli.both import command as command_
from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural

WHAT = {
    "score": ("得分", "score"),
    "explanation": ("得分说明", "explanation of the score"),
    "report": ("考核报告", "report"),
    "comparison": ("按几套标准比较", "comparison of standards"),
    "backtest": ("按草案重算", "trial of a draft"),
    "person_export": ("个人数据导出", "export of everything about the person"),
    "hr_export": ("人事导出", "export for HR"),
}


@command_(
    "accesses",
    zh="谁在何时看过一个人的得分或数据。查看全体的也列出。",
    en="Who looked at a person's scores or data, and when; looks at everybody are listed too.",
    more=("inspect-core person accesses P012", "inspect-core person accesses P012"),
)
@click.argument("person", metavar="P")
@json_option
@click.pass_obj
def accesses(session: Session, /, person: str) -> None:
    """Lists the reads of a person's data."""
    from inspect_core.app.accesses import accesses_view
    from inspect_core.app.score import someone

    who = someone(session.app, person)
    found = accesses_view(session.app, who)
    if session.json:
        session.voice.data({"person": who, "accesses": found})
        return
    from inspect_core.cli.tables import Column, table

    columns = [
        Column("时间", "when"),
        Column("何人", "who"),
        Column("内容", "what"),
        Column("考核期", "period"),
        Column("范围", "of"),
    ]
    rows = [
        (
            one["at"][:16].replace("T", " "),
            one["by"],
            session.both(*WHAT.get(one["what"], (one["what"], one["what"]))),
            one["period"] or "",
            session.both("全体", "everybody") if one["everybody"] else session.both("本人", "this person"),
        )
        for one in found
    ]
    if rows:
        table(session, columns, rows)
    session.voice.talk(f"共 {len(rows)} 次", plural(len(rows), "look", "looks"))


command = Family("person", zh="个人的权利：查阅记录", en="people's rights: who looked at their data")
for one in (accesses,):
    command.add_command(one)
