"""inspect-core rules publish | diff | effective."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from inspect_core.cli.both import command as command_
from inspect_core.cli.both import json_option, option
from inspect_core.cli.found import found_shelves, kinds_of
from inspect_core.cli.session import Session

if TYPE_CHECKING:
    from inspect_core.app.differences import Difference
    from inspect_core.app.publish import Publication

CLASSES = ("wording", "minor", "major")
_SAID = {
    "wording": ("只改文字，分数不变", "wording: scores stay as they are"),
    "minor": ("条款与分值不变，数值有变", "minor: the same rules and points, other values"),
    "major": ("总分不再可比", "major: totals do not compare"),
}


@command_(
    "publish",
    zh="发布一套标准的当前版次：文本从此固定，记入 rulesets/editions.lock，全文存入 rulesets/editions/。",
    en="Publishes the edition of a ruleset: its text is fixed from now on, listed in rulesets/editions.lock and kept "
    "whole in rulesets/editions/.",
    more=("inspect-core rules publish corridor-lights", "inspect-core rules publish corridor-lights"),
)
@click.argument("ruleset", metavar="RULESET")
@option(
    "--comparable",
    type=click.Choice(CLASSES),
    zh="与上一版分数的可比程度；默认取改动所允许的最低一级，只能调高",
    en="how scores compare with the edition before; the least that the changes allow when left out, and only more",
)
@option("--reason", default="", metavar="TEXT", zh="为何发布", en="why it is published")
@option("--dry-run", is_flag=True, zh="只说明，不写入", en="say what would be written, and write nothing")
@json_option
@click.pass_obj
def publish(session: Session, /, ruleset: str, comparable: Any, reason: str, dry_run: bool) -> None:
    """Publishes an edition."""
    from inspect_core.app.publish import publication
    from inspect_core.cli.files import write_file

    session.folder  # noqa: B018 - an edition is published by a project: without one it is refused here
    made = publication(ruleset, found_shelves(session), kinds_of(session).settings(), comparable, reason)
    for notice in made.notices:
        session.voice.notice(notice)
    if not dry_run:
        for file, data in made.files:
            write_file(file, data)
    if session.json:
        session.voice.data(_published(made, dry_run=dry_run))
    else:
        _tell_published(session, made, dry_run=dry_run)


def _published(made: Publication, *, dry_run: bool) -> dict[str, Any]:
    from inspect_core.app.differences import view

    edition = made.edition
    return {
        "ruleset": edition.ruleset,
        "edition": edition.edition,
        "fingerprint": edition.fingerprint,
        "comparable": edition.comparable,
        "proven": made.proven,
        "over": list(edition.over),
        "reason": edition.reason,
        "already": made.already,
        "written": [] if dry_run else [file.name for file, _ in made.files],
        "difference": view(made.difference) if made.difference else None,
    }


def _tell_published(session: Session, made: Publication, *, dry_run: bool) -> None:
    edition = made.edition
    if made.difference is not None:
        _tell_changes(session, made.difference)
    zh, en = _SAID[edition.comparable] if made.proven else ("首个版次", "its first edition")
    if made.already:
        said = session.both(
            f"{edition.name} 早已发布，文本相同", f"{edition.name} is published already, with this text"
        )
    elif dry_run:
        said = session.both(f"{edition.name} 将发布（{zh}）", f"{edition.name} would be published ({en})")
    else:
        said = session.both(f"{edition.name} 已发布（{zh}）", f"{edition.name} is published ({en})")
    session.voice.line(f"{said}  {edition.fingerprint[:12]}")


def tell_heads(session: Session, view: dict[str, Any]) -> None:
    """The level of a graded standard, and its open questions with their answers."""
    line, level = session.voice.line, view["level"]
    if level is not None:
        line(
            session.both(
                f"{level['of']} 第 {level['is']} 级（{level['best']} 为最高，{level['worst']} 为最低）",
                f"level {level['is']} of {level['of']} ({level['best']} is the best, {level['worst']} the lowest)",
            )
        )
    for one in view["parameters"]:
        asked, answer = one["ask"][session.language], one["answer"]
        default = (
            ""
            if answer == one["default"]
            else session.both(f"（默认 {one['default']}）", f" (default {one['default']})")
        )
        line(f"{session.both('参数', 'parameter')} {one['parameter']}: {asked} {answer}{default}")
    for layer in view["over"]:
        line(f"{session.both('扩展自', 'laid over')} {layer}")


@command_(
    "diff",
    zh="用普通话说明两份标准有何不同：逐条列出新增、取消和改动，以及分数是否仍可比。\n"
    "可写文件、标准名，或 标准@版次（如 patrol@2026-10-01）。",
    en="Says in plain words how two texts of a ruleset differ: rules that came, went or changed, and whether scores "
    "still compare.\nTakes files, names, or a name with its edition (patrol@2026-10-01).",
    more=("inspect-core rules diff patrol@2026-10-01 patrol", "inspect-core rules diff patrol@2026-10-01 patrol"),
)
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@json_option
@click.pass_obj
def diff(session: Session, /, old: str, new: str) -> None:
    """Compares two texts."""
    from inspect_core.app.differences import view
    from inspect_core.app.rule_texts import difference

    found = difference(old, new, found_shelves(session), kinds_of(session).settings())
    if session.json:
        session.voice.data(view(found))
        return
    _tell_changes(session, found)
    before, after = found.points()
    rules = [len(side.plain.get("rules", {})) for side in (found.old, found.new)]
    zh, en = _SAID[found.comparable]
    if not found.changes:
        session.voice.line(session.both("两份标准相同", "the two say the same"))
        return
    session.voice.line(
        session.both(
            f"条款 {rules[0]} → {rules[1]}，总分 {before} → {after}；{zh}",
            f"rules {rules[0]} → {rules[1]}, points {before} → {after}; {en}",
        )
    )


def _tell_changes(session: Session, found: Difference) -> None:
    """The changes under the title of their rule, in the order of the text."""
    last: tuple[str | None] | None = None
    for change in found.changes:
        if (change.rule,) != last:
            title = found.title(change).say(session.language)
            session.voice.line(f"{title}  [{change.rule}]" if change.rule else title)
        last = (change.rule,)
        session.voice.line(f"  {found.sentence(change).say(session.language)}")


@command_(
    "effective",
    zh="显示一套标准实际生效的全文（YAML）：覆盖之后的样子，每行标明来自哪个文件第几行，参数如何回答。",
    en="Prints the whole text of a ruleset as it counts (YAML): after all overlays, with the file and line that a line "
    "comes from, and how parameters are answered.",
    more=("inspect-core rules effective patrol", "inspect-core rules effective patrol"),
)
@click.argument("ruleset", metavar="RULESET|FILE")
@json_option
@click.pass_obj
def effective(session: Session, /, ruleset: str) -> None:
    """Prints the effective text."""
    from inspect_core.app.effective import effective_view
    from inspect_core.app.rule_texts import text_of
    from inspect_core.language.binding import bind_ruleset

    text = text_of(ruleset, found_shelves(session))
    bound = bind_ruleset(text.document, kinds_of(session).settings())
    if session.json:
        session.voice.data(effective_view(text, bound))
    else:
        session.voice.line(text.printed().rstrip("\n"))
