"""The writers that come with the program, in the order they are offered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspect_core.api import Language, ReportFiles, ReportView, ReportWriter


def writers(template_dirs: Sequence[Path] = ()) -> tuple[ReportWriter, ...]:
    """HTML, XLSX, CSV and JSON; `template_dirs` are the project's and the plugins' template folders, the project's first.

    Nothing heavy is imported before a report is written.
    """

    def html(view: ReportView, language: Language) -> ReportFiles:
        from inspect_core.report.html import html_writer  # noqa: PLC0415

        return html_writer(template_dirs).write(view, language)

    def xlsx(view: ReportView, language: Language) -> ReportFiles:
        from inspect_core.report.xlsx import xlsx_writer  # noqa: PLC0415

        return xlsx_writer().write(view, language)

    def csv(view: ReportView, language: Language) -> ReportFiles:
        from inspect_core.report.csv_ import csv_writer  # noqa: PLC0415

        return csv_writer().write(view, language)

    def json(view: ReportView, language: Language) -> ReportFiles:
        from inspect_core.report.json_ import json_writer  # noqa: PLC0415

        return json_writer().write(view, language)

    return (
        ReportWriter("html", ".html", html),
        ReportWriter("xlsx", ".xlsx", xlsx),
        ReportWriter("csv", ".csv", csv),
        ReportWriter("json", ".json", json),
    )
