"""inspect-core demo DIR."""

from __future__ import annotations

from pathlib import Path

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.session import Session

_STEPS = {
    "files": ("写演示文件", "writing the files"),
    "score": ("评分并解释", "scoring and explaining"),
    "report": ("写报告", "writing the reports"),
}


@command_(
    "demo",
    zh="生成演示项目：一个住宅小区 2026 年 10 月的人员、排班与约一万五千条记录，写成公司会有的表格，导入、评分、出报告。",
    en="Makes a demo project: a residential estate's October 2026 with its people, roster and some fifteen thousand "
    "records, written as the spreadsheets a company would have, imported, scored and reported.",
    more=("inspect-core demo 演示", "inspect-core demo demo"),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@option(
    "--seed", type=click.IntRange(0), metavar="N", zh="另一个小区：换一个随机种子", en="another estate: of another seed"
)
@json_option
@click.pass_obj
def command(session: Session, /, folder: Path, seed: int | None) -> None:
    """Makes the demo and shows its table."""
    from inspect_core.cli.files import write_file
    from inspect_core.cli.progress import progress
    from inspect_core.cli.score import show_score
    from inspect_core.demo.make import PERIOD, make_demo
    from inspect_core.demo.month import SEED

    with progress(session) as step:

        def watch(name: str) -> None:
            step(session.both(*_STEPS.get(name, (name, name))), None)

        made = make_demo(folder, write_file, session.language, watch, seed=SEED if seed is None else seed)
    if session.json:
        session.voice.data(
            {"folder": str(folder), "reports": [str(path) for path in made.reports], "score": made.score}
        )
        return
    show_score(session, made.score)
    for path in made.reports:
        session.voice.line(str(path))
    session.voice.talk(
        f"再看一个人：inspect-core --project {folder} explain --period {PERIOD} --person P011",
        f"Then look at one person: inspect-core --project {folder} explain --period {PERIOD} --person P011",
    )
