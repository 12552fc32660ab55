"""Starts a project: a folder with settings to read and change, and a journal whose first event names it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from inspect_core.app.settings import FILE, ProjectSettings
from inspect_core.domain.events import Json
from inspect_core.errors import Place, SystemFault, UsageError
from inspect_core.ports import Clock

RULESETS: Final = ("etiquette", "patrol", "cleaning-grade-1", "security-grade-1")
SCHEME: Final = "residential"
DOMAINS: Final = (
    "inspect-core-cleaning",
    "inspect-core-etiquette",
    "inspect-core-patrol",
    "inspect-core-security",
)
FOLDERS: Final = ("rulesets", "rulesets/schemes", "rulesets/calendars", "rulesets/cases", "reports")

CreateJournal = Callable[[Path, str, Mapping[str, Json], str, datetime], object]
"""Makes the journal: its folder, the project's id, the body of the first event, who says so, and when."""


@dataclass(frozen=True)
class NewProject:
    """What somebody says of a project that is to be started; the id is made from the folder's name if missing."""

    id: str | None = None
    name: str = ""
    name_en: str = ""
    company: str = ""
    time_zone: str = "Asia/Shanghai"
    language: str = "zh"
    start_day: int = 1
    rulesets: Sequence[str] = RULESETS
    scheme: str = SCHEME


def init_project(
    folder: Path, new: NewProject, plugins: Mapping[str, str], create: CreateJournal, clock: Clock, actor: str
) -> ProjectSettings:
    """The folder made ready: settings, journal, empty rulesets. UsageError when a project is there already.

    `plugins` are the installed plugins by name; those of the four domains go onto the allow list.
    """
    project = _project(folder, new)
    settings = folder / FILE
    if settings.exists() or (folder / "journal").exists():
        raise UsageError(
            "E-PROJECT-EXISTS",
            "there is a project already",
            place=Place(file=str(settings)),
            hint="choose another folder; a project is never overwritten",
            message_zh="此处已有项目",
            hint_zh="请换一个文件夹；已有项目不会被覆盖",
        )
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        body: dict[str, Json] = {name: value for name, value in project.model_dump().items() if value}
        create(folder / "journal", project.id, body, actor, clock.now())
        settings.write_text(settings_text(project, new, plugins), encoding="utf-8")
    except OSError as error:
        raise SystemFault(
            "E-PROJECT-WRITE",
            f"the folder cannot be written: {error.strerror}",
            place=Place(file=str(folder)),
            hint="choose a folder you may write to",
            message_zh=f"无法写入文件夹：{error.strerror}",
            hint_zh="请选择有写入权限的文件夹",
        ) from error
    return project


def _project(folder: Path, new: NewProject) -> ProjectSettings:
    id = new.id or re.sub(r"\s+", "-", folder.resolve().name) or "project"
    try:
        return ProjectSettings(
            id=id,
            name=new.name,
            name_en=new.name_en,
            company=new.company,
            time_zone=new.time_zone,
            language="en" if new.language == "en" else "zh",
        )
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        said = str(found["msg"]).removeprefix("Value error, ")
        name = str(found["loc"][0]).replace("_", "-")
        raise UsageError(
            "E-PROJECT-VALUE",
            f"--{name}: {said}",
            hint="write it differently",
            message_zh=f"--{name}:{said}",
            hint_zh="请修改",
        ) from None


def settings_text(project: ProjectSettings, new: NewProject, plugins: Mapping[str, str]) -> str:
    """The inspect-core.toml of a new project, with a comment for everything somebody may want to change."""
    allowed = "\n".join(f'"{name}" = "{plugins[name]}"' for name in DOMAINS if name in plugins)
    rulesets = "\n".join(f"  {_quoted(name)}," for name in new.rulesets)
    return _TEXT.format(
        id=_quoted(project.id),
        name=_quoted(project.name),
        name_en=_quoted(project.name_en),
        company=_quoted(project.company),
        zone=_quoted(project.time_zone),
        language=_quoted(project.language),
        start_day=new.start_day,
        rulesets=rulesets,
        scheme=_quoted(new.scheme),
        allowed=allowed,
    )


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


_TEXT: Final = """\
# 项目设置 · Settings of this project.  改动后用 `inspect-core doctor` 检查 · After a change run `inspect-core doctor`.

[project]
id = {id}               # 写入每条记录，不再更改 · in every record, never changed again
name = {name}           # 报表抬头 · shown on reports
name_en = {name_en}
company = {company}
time_zone = {zone}
language = {language}             # "zh" | "en"：报表的默认语言 · the language of reports when nobody says another

[period]
start_day = {start_day}               # 1 = 自然月 · calendar months; 26 = 上月26日至本月25日 · the 26th to the 25th

[records]
late_after = 24             # 超过几小时登记为补录，只标注不扣分，0 为不标注 · hours after which a record is marked as entered late, never deducted; 0 = no marks
late_imports = false        # true：导入的记录也标注 · imported records too

[rules]
# 按顺序：项目的 rulesets/、插件、程序自带 · looked for in rulesets/ of the project, then in plugins, then in the program.
rulesets = [
{rulesets}
]
scheme = {scheme}   # 考核方案 rulesets/schemes/*.yaml · how a person's month is made of ruleset scores

# 只加载清单内、版本完全一致的插件。插件以你的权限运行，清单是唯一的关卡。
# Only plugins on this list, in exactly this version, are loaded. A plugin runs with your rights; the list is the only wall.
[plugins.allow]
{allowed}
"""
