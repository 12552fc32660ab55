"""inspect-core hr export | certificate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from inspect_core.cli.both import Family, json_option, option
from inspect_core.cli.both import command as command_
from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural

_OUT = option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    zh="输出文件（默认：项目的 reports/考核期）",
    en="the file (default: in reports/PERIOD of the project)",
)


@command_(
    "export",
    zh="导出考核结果：每人一行，列名固定，附证据、变化与凭据。默认只导出已封账的考核期；--draft 导出草稿，每页注明。",
    en="Exports the appraisals: one row a person under stable column names, with evidence, changes and proof. Closed "
    "periods only; --draft exports an open one and says so on every page.",
    more=(
        "inspect-core hr export --period 2026-10\ninspect-core hr export --period 2026-10 --format csv --map frappe.yaml",
        "inspect-core hr export --period 2026-10\ninspect-core hr export --period 2026-10 --format csv --map frappe.yaml",
    ),
)
@option("--period", metavar="YYYY-MM", required=True, zh="考核期", en="the period")
@option(
    "--format",
    "format_",
    type=click.Choice(["xlsx", "csv", "json", "parquet"]),
    default="xlsx",
    show_default=True,
    zh="格式",
    en="the format",
)
@option(
    "--map",
    "mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.yaml",
    zh="按另一系统的列名与分制导出",
    en="the columns and scales of another system",
)
@option("--draft", is_flag=True, zh="未封账也导出，注明草稿", en="also an open period, marked as a draft")
@option("--by", metavar="P", zh="导出人（工号或姓名）", en="who exports (id or name)")
@_OUT
@option("--dry-run", is_flag=True, zh="只查看，不写入", en="look only, write nothing")
@json_option
@click.pass_obj
def export(
    session: Session,
    /,
    period: str,
    format_: str,
    mapping: Path | None,
    draft: bool,
    by: str | None,
    out: Path | None,
    dry_run: bool,
) -> None:
    """Exports a period."""
    from inspect_core.app.accesses import noted
    from inspect_core.app.hr_export import export as export_
    from inspect_core.app.hr_export import hand_over
    from inspect_core.app.score import someone
    from inspect_core.cli.files import write_file
    from inspect_core.language.hand_over import bind_hand_over
    from inspect_core.language.reader import read_file
    from inspect_core.report.hand_over import writer_of

    app = session.app
    chosen = bind_hand_over(read_file(mapping)) if mapping else None
    who = someone(app, by) if by else None
    found = hand_over(app, app.period(period), draft=draft)
    data, done = export_(app, found, format_, writer_of(format_), by=who, mapping=chosen, dry_run=dry_run)
    named = (
        f"hr-{found.period}{'-draft' if found.draft else ''}{f'-{chosen.text.hand_over}' if chosen else ''}.{format_}"
    )
    file = out or session.folder / "reports" / found.period / named
    if not dry_run:
        write_file(file, data)
        noted(app, "hr export", None, found.period)
    if session.json:
        session.voice.data({**done, "file": str(file), "changes": len(found.changes)})
        return
    if dry_run:
        session.voice.talk("可以导出；未写入", "it can be exported; nothing was written")
        return
    session.voice.line(str(file))
    state = session.both("草稿", "a draft") if found.draft else session.both("已封账", "closed")
    session.voice.talk(
        f"{state}：{len(found.rows)} 人，与上次导出相比变化 {len(found.changes)} 处",
        f"{state}: {plural(len(found.rows), 'person', 'people')}, "
        f"{plural(len(found.changes), 'figure', 'figures')} other than in the last export",
    )


@command_(
    "certificate",
    zh="出一个人某考核期的证明：得分、背后每条记录的序号与哈希、标准与引擎；离线即可复核。",
    en="Certifies a person's period: the figures, every record behind them by number and hash, editions and engine; it "
    "can be checked offline.",
    more=(
        "inspect-core hr certificate --period 2026-10 --person P011",
        "inspect-core hr certificate --period 2026-10 --person P011",
    ),
)
@option("--period", metavar="YYYY-MM", required=True, zh="考核期", en="the period")
@option("--person", metavar="P", required=True, zh="谁（工号或姓名）", en="whose (id or name)")
@_OUT
@json_option
@click.pass_obj
def certificate(session: Session, /, period: str, person: str, out: Path | None) -> None:
    """Certifies a month."""
    from inspect_core.app.accesses import noted
    from inspect_core.app.certificate import certificate as certificate_
    from inspect_core.app.score import someone
    from inspect_core.cli.files import write_file

    app = session.app
    found, who = app.period(period), someone(app, person)
    made = certificate_(app, found, who)
    noted(app, "certificate", [who], found.id)
    if session.json:
        session.voice.data(made)
        return
    file = out or session.folder / "reports" / found.id / f"certificate-{found.id}-{who}.json"
    write_file(file, _text(made))
    session.voice.line(str(file))
    session.voice.talk(
        f"{who} {found.id}：{made['total']} {made['grade']}，记录 {len(made['records'])} 条",
        f"{who} {found.id}: {made['total']} {made['grade']}, {plural(len(made['records']), 'record', 'records')}",
    )


def _text(made: Any) -> bytes:
    return (json.dumps(made, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


command = Family("hr", zh="交人事：导出考核结果、出个人证明", en="for HR: export the appraisals, certify one")
for one in (export, certificate):
    command.add_command(one)
