"""The circular and a page for each person, from the templates of the project, its plugins, or the program's own."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from inspect_core.api import DataError, ErrorPlace, Language, ReportFiles, ReportView, ReportWriter, shipped
from inspect_core.report import charts, figures
from inspect_core.report.appraisals import PersonRow, bands_of
from inspect_core.report.circular import Circular, circular
from inspect_core.report.links import file_names, plain
from inspect_core.report.pages import about, grade_moods, loss_widths, people_by_department, scale
from inspect_core.report.person import PersonPart, person_part
from inspect_core.report.words import Words

FOLDER = "report"
CIRCULAR, PEOPLE = "circular.html", "people"


def html_writer(template_dirs: Sequence[Path] = ()) -> ReportWriter:
    """The writer of pages; a template found in an earlier of `template_dirs` (its `report` folder) wins over ours.

    A page `report/sections/circular/NAME.html` or `report/sections/person/NAME.html` in any of the folders
    is added to the end of the circular or of each person's page.
    """

    def write(view: ReportView, language: Language) -> ReportFiles:
        try:
            return _Pages(view, Words(language), template_dirs).files()
        except TemplateError as error:
            raise _refused(error) from error

    return ReportWriter("html", ".html", write)


def environment(template_dirs: Sequence[Path], words: Words) -> Environment:
    """A sandbox that escapes everything, and refuses a template that names what is not there."""
    folders = [folder / FOLDER for folder in (*template_dirs, shipped("templates"))]
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["words"] = words
    made.filters |= {"css_text": css_text, "plain": plain, "count": figures.count}
    return made


def css_text(text: str) -> Markup:
    """A text inside a style sheet: every character but letters and digits is spelled out, so nothing ends the style."""
    return Markup('"{}"').format(Markup(re.sub(r"[^\w ]", lambda found: f"\\{ord(found[0]):06x}", text)))  # noqa: S704


@dataclass(frozen=True)
class _Pages:
    """One report being written."""

    view: ReportView
    words: Words
    template_dirs: Sequence[Path]

    def files(self) -> ReportFiles:
        words, score = self.words, self.view.score
        pages = file_names(self.view.explanations, PEOPLE, ".html")
        parts = {id: person_part(found, words, self.view.photos) for id, found in self.view.explanations.items()}
        made = environment(self.template_dirs, words)
        made.globals |= {"about": about(score, words), "grade_moods": grade_moods(bands_of(score, parts.values()))}
        page = circular(self.view, parts, pages, words)
        files = {CIRCULAR: self._circular(made, page)}
        template, sections = made.get_template("person.html"), _sections(made, "person")
        rows = {row.id: row for row in page.people}
        names = {group.id: group.name for group in page.departments}
        for id, part in parts.items():
            files[pages[id]] = self._person(template, sections, part, rows[id], names)
        return files

    def _circular(self, made: Environment, page: Circular) -> bytes:
        says = self.words.list([f"{label}: {n}" for label, n in zip(*charts.bins(page.totals), strict=True)])
        return _bytes(
            made.get_template(CIRCULAR),
            page=page,
            notices=[self.words.say(notice) for notice in self.view.notices],
            people_by_department=people_by_department(page, self.words),
            histogram=charts.histogram(page.totals, charts.WIDE),
            histogram_narrow=charts.histogram(page.totals, charts.NARROW),
            histogram_says=says,
            trend=self._trend(page, charts.WIDE),
            trend_narrow=self._trend(page, charts.NARROW),
            sections=_sections(made, "circular"),
            view=self.view.score,
        )

    def _trend(self, page: Circular, size: tuple[int, int]) -> str:
        if not page.trend:
            return ""
        names = [name for name, _, _ in page.trend[-1].groups]
        own = (self.words("project"), [row.score for row in page.trend])
        lines = [(name, [row.groups[turn][1] for row in page.trend]) for turn, name in enumerate(names)]
        return charts.trend([row.short for row in page.trend], [own, *lines], size)

    def _person(
        self,
        template: Template,
        sections: Sequence[str],
        part: PersonPart,
        row: PersonRow,
        names: Mapping[str, str],
    ) -> bytes:
        return _bytes(
            template,
            page=part,
            row=row,
            department=names.get(row.department) or self.words.named("department", row.department),
            scale=scale(part),
            loss_widths=loss_widths(part),
            sections=sections,
            view=self.view.explanations[part.id],
        )


def _refused(error: TemplateError) -> DataError:
    """What is wrong with a template, and in which file and line: the innermost one of a template that is known."""
    spots = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    file, line = next((spot for spot in reversed(spots) if spot[0].endswith(".html")), (None, None))
    return DataError(
        "E-REPORT-TEMPLATE",
        f"the report's template cannot be filled in: {error}",
        place=ErrorPlace(file=file, line=line),
        hint="Mend that line; the template that comes with inspect-core shows which names there are.",
        message_zh=f"报告模板无法填写：{error}",
        hint_zh="请修改该行；可用的名称见 inspect-core 自带的模板。",
    )


def _sections(made: Environment, page: str) -> list[str]:
    return sorted(name for name in made.list_templates() if name.startswith(f"sections/{page}/"))


def _bytes(template: Template, **values: Any) -> bytes:
    return template.render(**values).encode()
