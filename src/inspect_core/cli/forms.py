"""inspect-core forms [FORM]."""

from __future__ import annotations

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option
from inspect_core.cli.session import Session


@command_(
    "forms",
    zh="列出记录表；加上名称则列出其问题与可选答案。记录表由标准生成，不另行编写。",
    en="Lists the forms; with a name, its questions and the answers that may be given. Forms are made from the rules.",
    more=("inspect-core forms\ninspect-core forms 礼仪检查表", "inspect-core forms\ninspect-core forms courtesy-check"),
)
@click.argument("form", required=False, metavar="[FORM]")
@json_option
@click.pass_obj
def command(session: Session, /, form: str | None) -> None:
    """Lists forms or shows one."""
    from inspect_core.app.forms import form_named, form_view

    forms = session.app.standards.forms
    if form is not None:
        found = form_named(forms, form)
        if session.json:
            session.voice.data(form_view(found.on(session.today)))
        else:
            _show(session, form_view(found.on(session.today)))
    elif session.json:
        session.voice.data({"forms": [form_view(one.on(session.today)) for one in forms.values()]})
    else:
        from inspect_core.cli.tables import Column, table

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


def _show(session: Session, view: dict[str, object]) -> None:
    say, line = session.language, session.voice.line
    title, questions = view["title"], view["questions"]
    line(f"{view['form']}  {title[say] if isinstance(title, dict) else title}")
    for question in questions if isinstance(questions, list) else []:
        star = " *" if question["required"] else ""
        line(f"\n  {question['id']}{star}")
        line(f"    {question['ask'][say]}")
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
