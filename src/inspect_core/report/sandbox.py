"""Where templates are found and what they may do: read their own folders, and nothing else."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from inspect_core.api import DataError, ErrorPlace, shipped
from inspect_core.report import figures
from inspect_core.report.links import plain
from inspect_core.report.words import Words

FOLDER: Final = "report"
LONGEST: Final = 100_000_000  # characters of one page
_SLIPS: Final = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
_MOST_TIMES: Final = 1_000_000  # how often a text may be repeated, how large a number may be raised


class LeadsOut(TemplateError):
    """A template asks for a file outside the folders of templates."""


class _TooLong(TemplateError):
    """A template writes without end."""


class _Shelves(FileSystemLoader):
    """Folders of templates, the first one that has a file wins; a name or a link that leads out of them is refused."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template and where it lies."""
        if template.startswith("/") or "\\" in template or ":" in template or ".." in template.split("/"):
            raise LeadsOut(f"{template!r} is outside the folders of templates")
        found = super().get_source(environment, template)
        folders = [Path(folder).resolve() for folder in self.searchpath]
        if not any(Path(found[1]).resolve().is_relative_to(folder) for folder in folders):
            raise LeadsOut(f"{template!r} is a link that leads out of the folders of templates")
        return found


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which no text or number grows without end."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """`*` and `**`, as long as what they make stays small."""
        sizes = [len(one) if isinstance(one, str | list | tuple) else abs(one) for one in (left, right)]
        if (operator == "*" and sizes[0] * sizes[1] > _MOST_TIMES**2) or (operator == "**" and max(sizes) > 1000):
            raise SecurityError(f"{operator} makes too much")
        grown = any(isinstance(one, str | list | tuple) for one in (left, right))
        if grown and sizes[0] * sizes[1] > _MOST_TIMES:
            raise SecurityError(f"{operator} makes too much")
        return super().call_binop(context, operator, left, right)


def environment(template_dirs: Sequence[Path], words: Words) -> Environment:
    """What makes pages of templates: it escapes everything, and refuses a template that names what is not there.

    As soon as a single template is not one of ours, all of them are filled in inside a sandbox.
    """
    strange = any((folder / FOLDER).exists() for folder in template_dirs)
    made = (_Sandbox if strange else Environment)(
        loader=_shelves(template_dirs),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["words"] = words
    made.filters |= {"css_text": css_text, "plain": plain, "count": figures.count}
    return made


def _shelves(template_dirs: Sequence[Path]) -> _Shelves:
    return _Shelves([folder / FOLDER for folder in (*template_dirs, shipped("templates"))])


def css_text(text: str) -> Markup:
    """A text inside a style sheet: every character but letters and digits is spelled out, so nothing ends the style."""
    return Markup('"{}"').format(Markup(re.sub(r"[^\w ]", lambda found: f"\\{ord(found[0]):06x}", text)))  # noqa: S704


def filled_in(template: Template, **values: Any) -> bytes:
    """The page a template makes of the values, in UTF-8; one that does not end is refused."""
    return "".join(_pieces(template, values)).encode()


def _pieces(template: Template, values: dict[str, Any]) -> Iterator[str]:
    length = 0
    for piece in template.generate(**values):
        length += len(piece)
        if length > LONGEST:
            raise _TooLong(f"it writes more than {LONGEST:,} characters")
        yield piece


def refusing(write: Callable[[], Any]) -> Any:
    """What `write` answers; whatever goes wrong inside a template is a DataError that names its file and line."""
    try:
        return write()
    except TemplateError as error:
        raise _refused(error) from error
    except _SLIPS as error:
        if _spot(error)[0] is None:
            raise
        raise _refused(error) from error


def _spot(error: BaseException) -> tuple[str | None, int | None]:
    """The innermost line of a template that is known; none where the program itself stumbled."""
    spots = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if not isinstance(error, TemplateError) and spots and spots[-1][0].startswith(str(Path(__file__).parent)):
        return None, None
    return next((spot for spot in reversed(spots) if spot[0].endswith((".html", ".css"))), (None, None))


def _refused(error: BaseException) -> DataError:
    file, line = _spot(error)
    place = ErrorPlace(file=file, line=line)
    if isinstance(error, LeadsOut):
        return DataError(
            "E-TEMPLATE-OUTSIDE",
            f"a template reaches out of its folder: {error}",
            place=place,
            hint="A template may only use files in templates/report; put a copy of the file there.",
            message_zh=f"模板越出了模板文件夹：{error}",
            hint_zh="模板只能使用 templates/report 中的文件；请把所需文件复制到该处。",
        )
    if isinstance(error, SecurityError):
        return DataError(
            "E-TEMPLATE-FORBIDDEN",
            f"a template does what templates may not: {error}",
            place=place,
            hint="Take that line out; a template shows what it is handed, and changes and calls nothing else.",
            message_zh=f"模板做了不允许的事：{error}",
            hint_zh="请删去该行；模板只能展示所给的内容，不能改动或调用其他东西。",
        )
    if isinstance(error, TemplateNotFound):
        return DataError(
            "E-TEMPLATE-MISSING",
            f"a template asks for one that is not there: {error}",
            place=place,
            hint="`inspect-core report --templates` lists those there are.",
            message_zh=f"模板引用了不存在的模板：{error}",
            hint_zh="现有模板见 `inspect-core report --templates`。",
        )
    return DataError(
        "E-REPORT-TEMPLATE",
        f"the report's template cannot be filled in: {error}",
        place=place,
        hint="Mend that line; the template that comes with inspect-core shows which names there are.",
        message_zh=f"报告模板无法填写：{error}",
        hint_zh="请修改该行；可用的名称见 inspect-core 自带的模板。",
    )


def in_use(template_dirs: Sequence[Path]) -> list[tuple[str, Path]]:
    """Each template with the file that is used for it."""
    shelves, made = _shelves(template_dirs), environment(template_dirs, Words("en"))
    names = made.list_templates(filter_func=lambda name: not name.startswith("."))
    return [(name, Path(refusing(partial(shelves.get_source, made, name))[1])) for name in names]
