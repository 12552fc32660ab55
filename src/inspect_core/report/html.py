"""The circular and a page for each person, from the templates of the project, its plugins, or the program's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, Template

from inspect_core.api import Language, ReportFiles, ReportView, ReportWriter
from inspect_core.report import charts
from inspect_core.report.appraisals import PersonRow, bands_of
from inspect_core.report.circular import Circular, circular
from inspect_core.report.fairness import PAGE as FAIRNESS
from inspect_core.report.links import file_names
from inspect_core.report.pages import about, grade_moods, loss_widths, people_by_department, scale
from inspect_core.report.person import PersonPart, person_part
from inspect_core.report.sandbox import environment, filled_in, refusing
from inspect_core.report.words import Words

CIRCULAR, PEOPLE = "circular.html", "people"


def html_writer(template_dirs: Sequence[Path] = ()) -> ReportWriter:
    """The writer of pages; a template found in an earlier of `template_dirs` (its `report` folder) wins over ours.

    A page `report/sections/circular/NAME.html` or `report/sections/person/NAME.html` in any of the folders
    is added to the end of the circular or of each person's page.
    """

    def write(view: ReportView, language: Language) -> ReportFiles:
        files: ReportFiles = refusing(_Pages(view, Words(language), template_dirs).files)
        return files

    return ReportWriter("html", ".html", write)


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
        if page.fairness is not None:
            files[FAIRNESS] = filled_in(made.get_template(FAIRNESS), page=page.fairness, view=self.view.fairness)
        template, sections = made.get_template("person.html"), _sections(made, "person")
        rows = {row.id: row for row in page.people}
        names = {group.id: group.name for group in page.departments}
        for id, part in parts.items():
            files[pages[id]] = self._person(template, sections, part, rows[id], names)
        return files

    def _circular(self, made: Environment, page: Circular) -> bytes:
        says = self.words.list([f"{label}: {n}" for label, n in zip(*charts.bins(page.totals), strict=True)])
        return filled_in(
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
        return filled_in(
            template,
            page=part,
            row=row,
            department=names.get(row.department) or self.words.named("department", row.department),
            scale=scale(part),
            loss_widths=loss_widths(part),
            sections=sections,
            view=self.view.explanations[part.id],
        )


def _sections(made: Environment, page: str) -> list[str]:
    return sorted(name for name in made.list_templates() if name.startswith(f"sections/{page}/"))
