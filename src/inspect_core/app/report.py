"""Writes a scored period down: the files of a report, as a writer of the chosen format makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from inspect_core.app.fairness.of_report import report_fairness
from inspect_core.app.findings.told import Told
from inspect_core.app.project import App
from inspect_core.app.report_photos import PhotoShelf
from inspect_core.app.report_view import ReportView
from inspect_core.app.score import labels, scored, whole_explainer
from inspect_core.app.views import score_view
from inspect_core.app.year_breaks import edition_compare, why_broken
from inspect_core.domain.period import Period
from inspect_core.domain.text import Text
from inspect_core.errors import UsageError
from inspect_core.ports import Writer

MOST_MONTHS: Final = 5  # how far a trend looks back
WHOLE: Final = 6  # days within which a whole month has its first records; one begun later is none


def report_view(app: App, period: Period, watch: Callable[[str], Any] = str) -> ReportView:
    """Everything a report shows; `watch` is told the id of each person whose page is ready."""
    month = scored(app, period)
    explained = whole_explainer(app, month)
    pages = {}
    for person in explained.score["people"]:
        pages[person["id"]] = explained.of(person["id"])
        watch(person["id"])
    before, broken = _months_before(app, period, explained.score)
    photos = PhotoShelf(app.store.photos, frozenset(_digests(pages.values())))
    score = {**explained.score, "forecast": explained.forecast}
    listed = explained.findings.listed if isinstance(explained.findings, Told) else {}
    notices, fairness = (*_missing(app, period), *broken), report_fairness(app, month)
    return ReportView(score, pages, before, notices, photos, listed, fairness)


def _months_before(
    app: App, period: Period, now: Mapping[str, Any]
) -> tuple[tuple[Mapping[str, Any], ...], tuple[dict[str, str], ...]]:
    """The score views of months before, oldest first, as far back as scores compare; a sentence where they do not."""
    compare, found = edition_compare(app), [now]
    for one in _earlier(app, period):
        view = score_view(scored(app, one))
        why = why_broken(view, found[-1], compare)
        if why is not None:
            return tuple(found[:0:-1]), (_broken(found[-1]["period"]["id"], why),)
        found.append(view)
    return tuple(found[:0:-1]), ()


def _broken(period: str, why: Text) -> dict[str, str]:
    return {
        "zh": f"{period} 起的得分与之前各月不可比：{why.zh}。趋势与较上月的变化不含之前各月。",
        "en": f"From {period} on scores do not compare with those before: {why.en}. Trend and changes leave those out.",
    }


def _digests(pages: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The photos of every record that an explanation tells."""
    for page in pages:
        slots = (slot for found in page["rulesets"] for rule in found["rules"] for slot in rule["slots"])
        for slot in slots:
            for seen in (*slot["evidence"], *slot["not_counted"]):
                yield from seen["photo_digests"]


def _missing(app: App, period: Period) -> Iterator[dict[str, str]]:
    """A sentence for each declared gap that reaches into the period: whose records never arrived, and why."""
    zone, places = app.settings.project.zone, labels(app).places
    for gap in app.store.facts.gaps(with_private=True):
        first, last = (datetime.fromisoformat(gap[edge]).astimezone(zone) for edge in ("first", "last"))
        if last.date() < period.first or first.date() > period.last:
            continue
        form = app.standards.forms.get(gap["form"])
        title = form.title if form else Text(zh=gap["form"], en=gap["form"])
        place = places.get(gap.get("place") or "", "")
        span, why = f"{first:%Y-%m-%d %H:%M} – {last:%Y-%m-%d %H:%M}", gap.get("reason", "")
        yield {
            "zh": f"{place}「{title.zh}」{span} 的记录未收到"
            + (f"：{why}" if why else "")
            + "。应检项记为无数据，不扣分。",
            "en": f"No records of “{title.en}” {f'at {place} ' if place else ''}{span}"
            + (f": {why}" if why else "")
            + ". What was due then counts as no data.",
        }


def _earlier(app: App, period: Period) -> Iterator[Period]:
    """The months before, latest first, as far back as their records begin with the month."""
    for _ in range(MOST_MONTHS):
        last = period.first - timedelta(days=1)
        period = app.period(f"{last.year}-{last.month:02d}")
        if not app.store.facts.observations(period.first, period.first + timedelta(days=WHOLE)):
            return
        yield period


def writer_named(app: App, name: str) -> Writer:
    """The writer of that format; UsageError that names those there are."""
    writers = app.registry.writers
    if name not in writers:
        listed = ", ".join(writers)
        raise UsageError(
            "E-REPORT-FORMAT",
            f"nobody writes the format {name!r}",
            hint=f"there are: {listed}",
            message_zh=f"没有 {name!r} 格式",
            hint_zh=f"可用的格式：{listed}",
        )
    return writers[name]


def html_only(kind: str, format_: str) -> None:
    """UsageError when a paper is asked for in another format: it is a page to be read and printed."""
    if format_ != "html":
        raise UsageError(
            "E-REPORT-OPTION",
            f"a {kind} is written as html, not as {format_}",
            hint="leave --format out; the tables behind it are in `inspect-core report --format xlsx`",
            message_zh=f"{kind} 只能出 html，不能出 {format_}",
            hint_zh="请去掉 --format；明细数据见 `inspect-core report --format xlsx`",
        )
