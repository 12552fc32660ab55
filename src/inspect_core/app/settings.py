"""The settings of a project, read from its inspect-core.toml: strict, with a nearest word for every slip."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.domain.ids import Id
from inspect_core.domain.text import Text
from inspect_core.errors import Place, Problem, UsageError
from inspect_core.host.allowed import Allowed

FILE: Final = "inspect-core.toml"
KEPT_FOR: Final = re.compile(r"([1-9]\d{0,3}) (day|month|year)s?")


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("write a time zone like Asia/Shanghai") from error
    return name


def _kept_for(text: str) -> str:
    if text and not KEPT_FOR.fullmatch(text):
        raise ValueError("write how long, like 90 days, 24 months or 5 years")
    return text


class ProjectSettings(BaseModel):
    """Which project this is and how its people read and count time."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Id
    name: str = ""
    name_en: str = ""
    company: str = ""
    time_zone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    language: Literal["zh", "en"] = "zh"

    @property
    def title(self) -> Text:
        """The project's name in both languages; its id where it has none."""
        zh = self.name or self.name_en or self.id
        return Text(zh=zh, en=self.name_en or zh)

    @property
    def zone(self) -> ZoneInfo:
        """The clock on the project's wall."""
        return ZoneInfo(self.time_zone)


class PeriodSettings(BaseModel):
    """When a period starts: 1 for calendar months, 26 for the 26th to the 25th."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    start_day: Annotated[int, Field(ge=1, le=28)] = 1


class RecordSettings(BaseModel):
    """When a record counts as entered late: so many hours after what it tells of; 0 is never.

    Records of imported files only where `late_imports` says so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    late_after: Annotated[int, Field(ge=0, le=8784)] = 24
    late_imports: bool = False


class RetentionSettings(BaseModel):
    """For how long photos, notes, and the names of people who left are kept ("24 months"); for ever where nothing is said."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    photos: Annotated[str, AfterValidator(_kept_for)] = ""
    notes: Annotated[str, AfterValidator(_kept_for)] = ""
    left: Annotated[str, AfterValidator(_kept_for)] = ""


class RuleSettings(BaseModel):
    """Which rulesets apply here, and the scheme that makes an appraisal of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rulesets: tuple[Id, ...] = Field(min_length=1)
    scheme: Id


class PluginSettings(BaseModel):
    """The plugins that may be loaded: distribution name, exact version, and perhaps the hash of its files."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    allow: dict[str, Allowed] = Field(default_factory=dict)


class Settings(BaseModel):
    """Everything inspect-core.toml says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    project: ProjectSettings
    period: PeriodSettings = PeriodSettings()
    records: RecordSettings = RecordSettings()
    rules: RuleSettings
    plugins: PluginSettings = PluginSettings()
    retention: RetentionSettings = RetentionSettings()
    fairness: FairnessSettings = FairnessSettings()


def read_settings(folder: Path) -> Settings:
    """The settings of the project in `folder`; UsageError with every problem, its place and the next step."""
    file = folder / FILE
    try:
        plain = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise no_project(folder) from None
    except OSError as error:
        raise _refused(f"it cannot be read: {error.strerror}", "check its rights", "无法读取", "请检查权限") from None
    except UnicodeDecodeError:
        raise _refused("it is not UTF-8", "save it as UTF-8", "不是 UTF-8 编码", "请另存为 UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _refused(f"it is not TOML: {error}", "mend the line", f"不是有效的 TOML:{error}", "请修正该行") from None
    try:
        return Settings.model_validate(plain)
    except ValidationError as error:
        raise UsageError.of(_problem(found) for found in error.errors(include_url=False)) from None


def no_project(folder: Path) -> UsageError:
    """There is no project in that folder."""
    return UsageError(
        "E-PROJECT-NONE",
        f"there is no {FILE} in this folder or above it" if folder == Path() else f"there is no {FILE} in {folder}",
        hint="start a project with `inspect-core init DIR`, or name one with --project DIR",
        message_zh=f"此文件夹及其上级没有 {FILE}" if folder == Path() else f"{folder} 中没有 {FILE}",
        hint_zh="用 `inspect-core init 文件夹` 新建项目，或用 --project 指定项目文件夹",
    )


def find_project(start: Path) -> Path | None:
    """The nearest folder that holds a project, from `start` upwards."""
    places = (start, *start.parents)
    return next((folder for folder in places if (folder / FILE).is_file()), None)


def _refused(message: str, hint: str, message_zh: str, hint_zh: str) -> UsageError:
    return UsageError("E-SETTINGS", message, place=Place(file=FILE), hint=hint, message_zh=message_zh, hint_zh=hint_zh)


def _problem(found: Any) -> Problem:
    path = tuple(str(part) for part in found["loc"])
    place = Place(file=FILE, pointer="/" + "/".join(path))
    last = path[-1] if path else ""
    if found["type"] == "extra_forbidden":
        near = difflib.get_close_matches(last, _known(path[:-1]), n=1)
        known = ", ".join(_known(path[:-1]))
        hint, hint_zh = (f"did you mean {near[0]}?", f"是否想写 {near[0]}？") if near else (f"known are: {known}",) * 2
        return Problem("E-SETTINGS-KEY", f"'{last}' is not known", place, hint, f"未知的设置 '{last}'", hint_zh)
    if found["type"] == "missing":
        return Problem("E-SETTINGS-MISSING", f"'{last}' is missing", place, "add it", f"缺少 '{last}'", "请补上")
    said = str(found["msg"]).removeprefix("Value error, ")
    return Problem("E-SETTINGS-VALUE", said, place, "mend the value", f"取值不对：{said}", "请修正")


def _known(path: tuple[str, ...]) -> list[str]:
    if path[:2] == ("plugins", "allow") and len(path) == 3:
        return sorted(Allowed.model_fields)
    model: Any = Settings
    for part in path:
        found = model.model_fields.get(part)
        model = found.annotation if found is not None else None
        if not isinstance(model, type) or not issubclass(model, BaseModel):
            return []
    return sorted(model.model_fields)
