"""The patrol record 物业巡查记录表: one filled form, or an empty one to fill in by hand."""

from __future__ import annotations

from datetime import date

from inspect_core.api import PaperView
from inspect_core.report import times
from inspect_core.report.album import Album
from inspect_core.report.papers.sheet import Column, Part, Plain, Sheet, answer, minutes_between, name_of, no_form
from inspect_core.report.words import Words

FORM = "patrol"
_BLANK_LINES = 3
_NOTHING_BELOW = {"pass", "na", "yes", "0", ""}


def sheet(view: PaperView, words: Words) -> Sheet:
    """The record that was asked for, each of a day, or the empty form."""
    form = view.form or FORM
    if view.blank:
        return _blank(view, form, words)
    found = [one for one in view.records if one["observation"] == view.record or not view.record]
    wanted = found if view.record else [one for one in found if one["form"] == form]
    album = Album(view.photos, root="")
    made = [_filled(view, one, album, words) for one in wanted]
    if made:
        return Sheet(made[0].title, sheets=tuple(made))
    why = [] if form in view.forms else [no_form(words, FORM, form)]
    title = _title(view, form, words)
    none = words.both(f"{view.day} 没有填写的记录。", f"Nothing was recorded on {view.day}.")
    return Sheet(title, facts=(view.day,), notices=tuple(why) or (none,))


def _title(view: PaperView, form: str, words: Words) -> str:
    return words.say(view.forms[form]["title"]) if form in view.forms else words.both("物业巡查记录表", "Patrol record")


def _filled(view: PaperView, found: Plain, album: Album, words: Words) -> Sheet:
    day = date.fromisoformat(found["day"])
    lasted = minutes_between(found["at"], found["end"])
    when = f"{found['day']} {times.clock(found['at'], found['end'], day)}"
    rows = [
        (words.both("巡查部位", "Place"), name_of(found["place"])),
        (words.both("巡查人", "Patrolled by"), _who(found["observer"], words)),
        (words.both("被检查人", "About"), _who(found["subject"], words)),
        (words.both("时间", "Time"), when),
        (words.both("时长", "Duration"), "" if lasted is None else words.both(f"{lasted} 分钟", f"{lasted} min")),
        (words.both("记录编号", "Record"), found["observation"]),
    ]
    asked = view.forms[found["form"]]["questions"]
    given = [one for one in asked if str(found["answers"].get(one["id"], "")) or one["required"]]
    contents = tuple(
        (str(turn), words.say(one["ask"]), answer(view.forms, found, one["id"], words), "")
        for turn, one in enumerate(given, start=1)
    )
    photos = album.photos_of(found)
    below = any(str(found["answers"].get(one["id"], "")) not in _NOTHING_BELOW for one in asked if one["choices"])
    return Sheet(
        _title(view, found["form"], words),
        parts=(
            Part(
                "facts", words.both("基本情况", "The visit"), columns=_pairs(words), rows=tuple(r for r in rows if r[1])
            ),
            Part("contents", words.both("巡查内容", "What was looked at"), columns=_contents(words), rows=contents),
            Part("note", words.both("情况说明", "Notes"), says=found["note"], lines=0 if found["note"] else 2),
            *([Part("photos", words.both("现场照片", "Photos"), photos=photos)] if photos else []),
            _rectification(words, 2 if below else 1),
        ),
        signs=_signs(words),
    )


def _blank(view: PaperView, form: str, words: Words) -> Sheet:
    asked = view.forms[form]["questions"] if form in view.forms else ()
    heads = (
        words.both("巡查部位", "Place"),
        words.both("巡查人", "Patrolled by"),
        words.both("日期与起止时间", "Date, from, to"),
    )
    rows = tuple((str(turn), words.say(one["ask"]), _boxes(one, words), "") for turn, one in enumerate(asked, start=1))
    return Sheet(
        _title(view, form, words),
        notices=() if form in view.forms else (no_form(words, FORM, form),),
        parts=(
            Part(
                "facts",
                words.both("基本情况", "The visit"),
                columns=_pairs(words),
                rows=tuple((one, "") for one in heads),
            ),
            Part(
                "contents",
                words.both("巡查内容", "What was looked at"),
                columns=_contents(words),
                rows=rows,
                blanks=_BLANK_LINES,
            ),
            Part("note", words.both("情况说明", "Notes"), lines=_BLANK_LINES),
            _rectification(words, _BLANK_LINES),
        ),
        signs=_signs(words),
    )


def _boxes(question: Plain, words: Words) -> str:
    return "　".join(f"□ {words.say(one['title'])}" for one in question["choices"])


def _pairs(words: Words) -> tuple[Column, ...]:
    return (Column(words.both("项目", "What")), Column(words.both("内容", "Entry")))


def _contents(words: Words) -> tuple[Column, ...]:
    return (
        Column(words.both("序号", "No.")),
        Column(words.both("巡查项目", "Question")),
        Column(words.both("结果", "Result")),
        Column(words.both("备注", "Remark")),
    )


def _rectification(words: Words, blanks: int) -> Part:
    columns = (
        Column(words.both("整改要求", "To be put right")),
        Column(words.both("责任人", "By whom")),
        Column(words.both("完成期限", "Until")),
        Column(words.both("复查结果与日期", "Looked at again, date")),
    )
    return Part("rectification", words.both("整改与复查", "Put right"), columns=columns, blanks=blanks)


def _signs(words: Words) -> tuple[str, ...]:
    return (
        words.both("巡查人", "Patrolled by"),
        words.both("责任部门", "Department in charge"),
        words.both("项目负责人", "Project manager"),
    )


def _who(person: Plain | None, words: Words) -> str:
    if person is None:
        return ""
    role = words.named("role", person["role"]) if person.get("role") else ""
    return f"{person['name']}{words('in_brackets', text=role) if role else ''}"
