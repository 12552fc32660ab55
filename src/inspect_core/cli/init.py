"""inspect-core init DIR."""

from __future__ import annotations

from pathlib import Path

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import option
from inspect_core.cli.session import Session


@command_(
    "init",
    zh="新建项目：设置文件 inspect-core.toml、日志、标准文件夹。已有的项目不会被覆盖。",
    en="Starts a project: settings in inspect-core.toml, a journal, folders for its standards. Never overwrites one.",
    more=(
        "inspect-core init 翠湖花园 --name 翠湖花园\ninspect-core --project 翠湖花园 import people 员工.xlsx",
        "inspect-core init lakeside --name-en Lakeside\ninspect-core --project lakeside import people people.xlsx",
    ),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@option("--id", "id_", zh="项目编号（默认用文件夹名）", en="the project's id (default: the folder's name)")
@option("--name", default="", zh="项目名称", en="its name in Chinese")
@option("--name-en", default="", zh="英文名称", en="its name in English")
@option("--company", default="", zh="公司名称", en="the company")
@option("--time-zone", default="Asia/Shanghai", show_default=True, zh="时区", en="its time zone")
@option(
    "--start-day",
    type=click.IntRange(1, 28),
    default=1,
    show_default=True,
    zh="考核期从几号开始（26 即上月26日至本月25日）",
    en="the day a period starts (26: from the 26th to the 25th)",
)
@click.pass_obj
def command(session: Session, /, folder: Path, id_: str | None, **said: str | int) -> None:
    """Starts a project."""
    from zoneinfo import ZoneInfo

    from inspect_core import bootstrap
    from inspect_core.app.init import NewProject, init_project
    from inspect_core.host import loader

    new = NewProject(
        id=id_,
        name=str(said["name"]),
        name_en=str(said["name_en"]),
        company=str(said["company"]),
        time_zone=str(said["time_zone"]),
        language=session.language,
        start_day=int(said["start_day"]),
    )
    plugins = {plugin.name: plugin.version for plugin in loader.installed()}
    clock = bootstrap.SystemClock(ZoneInfo("UTC"))
    made = init_project(folder, new, plugins, bootstrap.create_journal, clock, bootstrap.user_actor())
    if session.json:
        session.voice.data({"project": made.id, "folder": str(folder)})
        return
    session.voice.line(str(folder / "inspect-core.toml"))
    session.voice.talk(
        f"项目 {made.id} 已建立。下一步：inspect-core --project {folder} import people --template 员工.xlsx",
        f"The project {made.id} is ready. Next: inspect-core --project {folder} import people --template people.xlsx",
    )
