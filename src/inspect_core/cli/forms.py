"""inspect-core forms [FORM], forms import FILE, forms export FORM."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import Family, json_option, option
from inspect_core.cli.both import command as command_
from inspect_core.cli.session import Session
from inspect_core.cli.speech import plural, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspect_core.errors import Problem


class Forms(Family):
    """The list of forms; a word that names no command of the family names a form."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What may follow."""
        return ["[OPTIONS]", "[FORM | import FILE | export FORM]"]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the first word, or the one that shows a form."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            return "FORM", show, args
        return super().resolve_command(ctx, args)


@click.command(
    "forms",
    cls=Forms,
    invoke_without_command=True,
    zh="列出记录表；加上名称则列出其问题与可选答案。记录表由标准生成；也可与 XLSForm（KoboToolbox）互相转换。",
    en="Lists the forms; with a name, its questions and the answers that may be given. Forms are made from the rules, "
    "or brought along from XLSForm (KoboToolbox) and back.",
)
@json_option
@click.pass_context
def command(ctx: click.Context, /) -> None:
    """Lists forms where nothing else is asked."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj)


@command_(
    "FORM",
    zh="列出一张记录表的问题与可选答案。",
    en="Shows one form: its questions and the answers that may be given.",
    more=("inspect-core forms 礼仪检查表", "inspect-core forms courtesy-check"),
)
@click.argument("form")
@json_option
@click.pass_obj
def show(session: Session, /, form: str) -> None:
    """Shows one form."""
    from inspect_core.app.forms import form_named, form_view

    found = form_view(form_named(session.app.standards.forms, form))
    if session.json:
        session.voice.data(found)
    else:
        _show(session, found)


@command_(
    "import",
    zh="读取 XLSForm：工作簿（survey、choices、settings）或 KoboToolbox 的 JSON，写成标准文件的骨架；\n"
    "未能转换的内容逐项列出（标准错误输出）。",
    en="Reads an XLSForm, a workbook (survey, choices, settings) or the JSON of KoboToolbox, and writes a ruleset to start "
    "from.\nWhatever could not be carried is listed on stderr, each with its place.",
    more=(
        "inspect-core forms import 巡检.xlsx --out rulesets/site-inspection.yaml",
        "inspect-core forms import inspection.xlsx --out rulesets/site-inspection.yaml",
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.yaml",
    zh="写入该文件（默认输出到终端）",
    en="write into this file (default: to the terminal)",
)
@json_option
@click.pass_obj
def import_(session: Session, /, file: Path, out: Path | None) -> None:
    """Reads a form that others designed."""
    from datetime import UTC, datetime

    from inspect_core.app.forms import form_view
    from inspect_core.cli.files import write_file
    from inspect_core.domain.table import Source
    from inspect_core.exchange.xlsform.read import form_of
    from inspect_core.exchange.xlsform.skeleton import skeleton

    found = form_of(Source(file.name, file.read_bytes()))
    text = skeleton(found.forms, datetime.now(UTC).date(), f"{file.name} (XLSForm)")
    if out is not None:
        write_file(out, text.encode())
    if session.json:
        session.voice.data({"forms": [form_view(form) for form in found.forms], "left": _told(found.left)})
    elif out is None:
        session.voice.line(text.rstrip("\n"))
    else:
        session.voice.line(str(out))
    _tell_left(session, found.left, sum(len(form.questions) for form in found.forms))


@command_(
    "export",
    zh="把一张记录表写成 XLSForm 工作簿或 KoboToolbox 的 JSON；未能写入的内容逐项列出。",
    en="Writes a form as an XLSForm workbook, or as the JSON of KoboToolbox. Whatever could not be carried is listed.",
    more=(
        "inspect-core forms export 礼仪检查表 --format xlsform --out 礼仪.xlsx",
        "inspect-core forms export courtesy-check --format xlsform --out courtesy.xlsx",
    ),
)
@click.argument("form")
@option(
    "--format",
    "format_",
    type=click.Choice(["xlsform", "json"]),
    default="xlsform",
    zh="xlsform（默认）或 json",
    en="xlsform (the default) or json",
)
@option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    zh="写入该文件（默认以记录表编号命名）",
    en="write into this file (default: named after the form)",
)
@json_option
@click.pass_obj
def export(session: Session, /, form: str, format_: str, out: Path | None) -> None:
    """Writes a form for others."""
    from inspect_core.app.forms import form_named
    from inspect_core.cli.files import write_file
    from inspect_core.exchange.xlsform.write import as_json, as_workbook, written

    chosen = form_named(session.app.standards.forms, form)
    found = written(chosen, session.language)
    file = out or Path(f"{chosen.id}.{'json' if format_ == 'json' else 'xlsx'}")
    write_file(file, as_json(found) if format_ == "json" else as_workbook(found))
    if session.json:
        session.voice.data({"file": str(file), "left": _told(found.left)})
    else:
        session.voice.line(str(file))
    _tell_left(session, found.left, len(chosen.questions))


command.add_command(import_)
command.add_command(export)


def _told(left: Sequence[Problem]) -> list[dict[str, Any]]:
    return [told(problem) for problem in left]


def _tell_left(session: Session, left: Sequence[Problem], questions: int) -> None:
    """What could not be carried, on the side."""
    if session.json:
        return
    asked = plural(questions, "question", "questions")
    session.voice.talk(f"{questions} 个问题，未转换 {len(left)} 项", f"{asked} carried; not carried: {len(left)}")
    for problem in left:
        session.voice.notice(problem)


def _list(session: Session) -> None:
    from inspect_core.app.forms import form_view
    from inspect_core.cli.tables import Column, table

    forms = session.app.standards.forms
    if session.json:
        session.voice.data({"forms": [form_view(one) for one in forms.values()]})
        return
    say, roles = session.language, session.app.standards.roles
    titles = {role: title.say(say) for role, title in roles.items()}
    rows = [
        (
            one.id,
            one.title.say(say),
            ", ".join(titles.get(role, role) for role in one.filled_by) or session.both("任何人", "anybody"),
            str(len(one.questions)),
        )
        for one in forms.values()
    ]
    heads = [("编号", "form"), ("名称", "title"), ("由谁填写", "filled in by"), ("问题", "questions")]
    table(session, [Column(*head, right=head[1] == "questions") for head in heads], rows)


def _show(session: Session, view: dict[str, Any]) -> None:
    say, line = session.language, session.voice.line
    title, questions = view["title"], view["questions"]
    line(f"{view['form']}  {title[say] if isinstance(title, dict) else title}")
    for question in questions if isinstance(questions, list) else []:
        star = " *" if question["required"] else ""
        line(f"\n  {question['id']}{star}")
        line(f"    {question['ask'][say]}")
        if question["asked"] is not None:
            line(f"    {question['asked'][say]}")
        answers = " | ".join(f"{one['value']} {one['title'][say]}" for one in question["choices"])
        line(f"    {answers or _type(session, question['type'])}")


def _type(session: Session, word: str) -> str:
    words = {
        "count": ("整数", "a whole number"),
        "number": ("数字", "a number"),
        "text": ("文字", "text"),
        "time": ("时间，如 2026-10-08 08:10", "a time, like 2026-10-08 08:10"),
        "minutes": ("分钟数", "minutes"),
    }
    return session.both(*words.get(word, (word, word)))
