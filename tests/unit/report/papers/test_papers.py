"""Every paper stands alone in both languages, says what is missing, and lets nothing of the data become markup."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspect_core.api import DataError, Language, PaperView
from inspect_core.app.papers import CIRCULAR, KINDS
from inspect_core.report.papers.write import SHEETS, file_name, written
from tests.unit.report.papers.known import BO, seen, survey, view
from tests.unit.report.sample import DIGEST, month
from tests.unit.report.test_html import EVIL, Page, text

PAPERS = [kind for kind in KINDS if kind != CIRCULAR]


def full(kind: str, note: str = "水管漏水") -> PaperView:
    answers = {"class": "complaint", "major": "yes", "owner": "P001", "cause": note}
    records = [
        seen("patrol", "30 09:10", end="30 10:20", note=note, photos=["a.jpg"], photo_digests=[DIGEST]),
        seen("courtesy-check", "30 09:10", subject=BO, answers={"grooming": "fail", "post-manners": "pass"}, note=note),
        seen("praise", "30 11:00", subject=BO, answers={"channel": "letter"}),
        seen("request", "30 08:00", answers=answers, note=note),
        seen("request", "29 08:00", end="29 12:00", answers={"class": "repair"}),
        seen("survey-action", "30 08:00", answers={"measure": note}),
        seen("complaint-analysis", "30 08:00", answers={"findings": note}),
        survey("20 10:00", "satisfied", suggestion=note),
    ]
    days = {"day": "2026-10-30"} if kind in {"patrol-record", "daily-requests", "open-requests"} else {}
    score = {"score": month().score} if kind == "promotion-plan" else {}
    return view(kind, *records, **days, **score)


def page(kind: str, language: Language = "zh", note: str = "水管漏水") -> bytes:
    (data,) = written(full(kind, note), language).values()
    return data


def test_every_kind_that_may_be_asked_for_is_written_and_has_a_template_of_its_own() -> None:
    assert sorted(SHEETS) == sorted(PAPERS)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_stands_alone_runs_nothing_and_names_its_headings(kind: str, language: Language) -> None:
    found = Page(page(kind, language))
    assert not {"script", "link", "iframe", "object", "embed"} & {tag for tag, _ in found.tags}
    assert len(found.named("h1")) == 1
    assert all(th.get("scope") for th in found.named("th"))
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize("kind", PAPERS)
def test_an_english_paper_says_nothing_of_its_own_in_chinese(kind: str) -> None:
    view_ = full(kind)
    said = set(re.findall(r"[一-鿿]+", text(page(kind, "en").partition(b"</style>")[2])))
    theirs = str(view_.records) + str(view_.source)
    assert {word for word in said if word not in theirs} == set()


@pytest.mark.parametrize("kind", PAPERS)
def test_nothing_in_the_data_becomes_markup(kind: str) -> None:
    found = Page(page(kind, note=EVIL))
    assert not found.named("script")
    assert not [image for image in found.named("img") if image.get("onerror")]


@pytest.mark.parametrize("kind", sorted(set(PAPERS) - {"owners-bulletin", "promotion-plan"}))
def test_a_project_without_the_form_is_told_which_ruleset_has_it(kind: str) -> None:
    (data,) = written(replace(full(kind), forms={}, records=()), "zh").values()
    assert "本项目没有表单" in text(data)


@pytest.mark.parametrize("kind", PAPERS)
def test_a_project_without_records_and_rules_gets_a_paper_all_the_same(kind: str) -> None:
    score: dict[str, Any] = {"project_score": {"rulesets": []}} if kind == "promotion-plan" else {}
    (data,) = written(replace(full(kind), forms={}, records=(), rules=(), score=score), "en").values()
    assert Page(data).named("h1")


@pytest.mark.parametrize("kind", PAPERS)
def test_a_company_changes_the_logo_and_the_heading_of_one_paper_in_its_own_folder(kind: str, tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    own = (
        '{% extends "paper.html" %}{% block logo %}<p class="logo">LOGO</p>{% endblock %}'
        "{% block heading %}<h1>我司{{ sheet.title }}</h1>{% endblock %}"
    )
    (tmp_path / "report" / f"{kind}.html").write_text(own, encoding="utf-8")
    (data,) = written(full(kind), "zh", [tmp_path]).values()
    assert '<p class="logo">LOGO</p>' in data.decode()
    assert "<h1>我司" in data.decode()


def test_a_paper_whose_template_reaches_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "survey.html").write_text("{% include '../../secret.txt' %}")
    with pytest.raises(DataError) as refused:
        written(full("survey"), "zh", [tmp_path])
    assert refused.value.code == "E-TEMPLATE-OUTSIDE"


def test_a_file_is_called_by_its_kind_and_its_day_or_record() -> None:
    assert file_name(full("survey")) == "survey.html"
    assert file_name(full("open-requests")) == "open-requests-2026-10-30.html"
    assert file_name(replace(full("patrol-record"), blank=True)) == "patrol-record-blank.html"
    assert file_name(replace(full("patrol-record"), record="../x")) == "patrol-record-~2e~~2e~~2f~x.html"
