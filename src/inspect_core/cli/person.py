"""inspect-core person accesses | export | erase P."""

from __future__ import annotations

from pathlib import Path

import click

from inspect_core.cli.both import Family, json_option, option
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
    "hr export": ("人事导出", "export for HR"),
    "certificate": ("证明", "certificate"),
    "year": ("年度", "year"),
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


@command_(
    "export",
    zh="导出存储的关于一个人的全部内容：person.json、可读的页面和照片。导出会记入查阅记录。",
    en="Writes down everything stored about a person: person.json, a page to read, and the photos. The export is noted "
    "in the access log.",
    more=("inspect-core person export P012 --out ../P012", "inspect-core person export P012 --out ../P012"),
)
@click.argument("person", metavar="P")
@option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    zh="输出文件夹（默认：项目的 reports/persons/工号）",
    en="the folder (default: reports/persons/ID of the project)",
)
@json_option
@click.pass_obj
def export(session: Session, /, person: str, out: Path | None) -> None:
    """Writes everything about a person."""
    from orjson import OPT_INDENT_2, dumps

    from inspect_core.app.person_export import person_export, photo_files
    from inspect_core.app.score import someone
    from inspect_core.cli.files import write_file
    from inspect_core.report.person_data import person_page

    app = session.app
    who = someone(app, person)
    view = person_export(app, who)
    folder = out or session.folder / "reports" / "persons" / who
    folders = [path for _, path in app.registry.template_dirs]
    files = {
        "person.json": dumps(view, option=OPT_INDENT_2),
        "person.html": person_page(view, session.asked or app.settings.project.language, folders),
    }
    written = []
    for name, data in (*files.items(), *photo_files(app, view)):
        write_file(folder / name, data)
        written.append(name)
    if session.json:
        session.voice.data({"person": who, "folder": str(folder), "files": sorted(written), "main": "person.html"})
        return
    session.voice.line(str(folder / "person.html"))
    session.voice.talk(f"共 {len(written)} 个文件", plural(len(written), "file", "files"))


@command_(
    "erase",
    zh="抹除一个人：姓名、电话、备注、照片、密钥以及显示此人的报告都删除；事件链仍可核验，总分不变，此后只以工号出现。须两人办理，不可撤回。",
    en="Erases a person: names, telephone numbers, notes, photos, the key, and reports that show the person are gone; the "
    "chain still verifies, totals stay, and the person goes by the id. It takes two people and cannot be taken back.",
    more=(
        "inspect-core person erase P012 --reason left --by P003 --approved-by P001 --dry-run",
        "inspect-core person erase P012 --reason left --by P003 --approved-by P001 --dry-run",
    ),
)
@click.argument("person", metavar="P")
@option(
    "--reason",
    required=True,
    metavar="WORD",
    zh="事由：request 本人要求、left 离职、law 法规要求、mistake 误录",
    en="why: request, left, law or mistake",
)
@option("--by", required=True, metavar="P", zh="提出人（工号或姓名）", en="who orders it (id or name)")
@option("--approved-by", "approver", required=True, metavar="P", zh="批准人（工号或姓名）", en="who approved it")
@option(
    "--mentions",
    is_flag=True,
    zh="连同其他人记录中提到此人姓名或电话的备注一并抹除",
    en="erases other people's notes too in which the name or number occurs",
)
@option("--dry-run", is_flag=True, zh="只列出将要抹除的内容", en="only list what would go")
@json_option
@click.pass_obj
def erase(session: Session, /, person: str, reason: str, by: str, approver: str, mentions: bool, dry_run: bool) -> None:
    """Erases a person."""
    from inspect_core.app.erase import Erasure
    from inspect_core.app.erase import erase as done

    view = done(session.app, Erasure(person, reason, by, approver, mentions), dry_run=dry_run)
    if session.json:
        session.voice.data({**view, "dry_run": dry_run})
        return
    say, line = session.both, session.voice.line
    removed = ("将删除报告", "report to be removed") if dry_run else ("删除报告", "report removed")
    for path in view["reports"]:
        line(say(f"{removed[0]} {path}", f"{removed[1]}: {path}"))
    for one in view["mentions"]:
        told = (
            ("一并抹除", "goes too")
            if mentions
            else ("仍提到此人，--mentions 一并抹除", "still names the person: --mentions")
        )
        line(f"{one['id']}  {one['kind']}  {say(*told)}")
    for one in view["left"]:
        line(say(f"无法抹除：第 {one['seq']} 条事件正文（早先版本写入）", f"cannot go: body of event {one['seq']}"))
    for path in view["elsewhere"]:
        line(say(f"项目文件夹中的其他文件也显示此人：{path}", f"another file shows the person: {path}"))
    counts = say(
        f"{view['parts']} 份隐私部分，{len(view['photos'])} 张照片，{len(view['reports'])} 个报告文件",
        f"{plural(view['parts'], 'private part', 'private parts')}, {plural(len(view['photos']), 'photo', 'photos')}, "
        f"{plural(len(view['reports']), 'report file', 'report files')}",
    )
    done_zh, done_en = ("将抹除", "would be erased") if dry_run else ("已抹除", "erased")
    line(say(f"{done_zh}：{counts}", f"{done_en}: {counts}"))


command = Family("person", zh="个人的权利：查阅记录、导出、抹除", en="people's rights: who looked, export, erase")
for one in (accesses, export, erase):
    command.add_command(one)
