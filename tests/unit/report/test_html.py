from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import time_machine

from inspect_core.api import DataError, Language, ReportFiles, ReportView
from inspect_core.report.html import html_writer
from tests.unit.report.sample import PHOTOS, month

EVIL = "</style></title><script>alert(1)</script>\"'<img src=x onerror=alert(1)>"


class Page(HTMLParser):
    """What a browser would find in a page: ids, links, tags, the language, headings."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.tags if name == tag]


@pytest.fixture(scope="module")
def files() -> ReportFiles:
    return html_writer().write(month(earlier=2), "zh")


def text(data: bytes) -> str:
    return re.sub(r"<[^>]+>", " ", data.decode())


def test_there_is_a_circular_and_a_page_for_everybody(files: ReportFiles) -> None:
    people = {f"people/{id}.html" for id in ("P001", "P101", "P102", "P103", "P201", "P202")}
    assert set(files) == {"circular.html"} | people


def test_every_link_leads_somewhere(files: ReportFiles) -> None:
    pages = {name: Page(data) for name, data in files.items()}
    dead = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            there = name if not parts.path else unquote(parts.path)
            there = there.removeprefix("../") if there.startswith("../") else there
            if there.startswith("photos/"):
                assert there in {photo.file for photo in PHOTOS.values()}
                continue
            if there not in pages or (parts.fragment and unquote(parts.fragment) not in pages[there].ids):
                dead.append((name, link))
    assert dead == []


def test_a_score_without_explanations_is_a_circular_without_links_to_persons() -> None:
    view = month()
    (name, data), *others = html_writer().write(ReportView(view.score), "zh").items()
    assert (name, others) == ("circular.html", [])
    page = Page(data)
    assert [link for link in page.links if link.removeprefix("#") not in page.ids] == []
    assert "李红梅" in text(data)


def test_no_spot_on_a_page_is_named_twice(files: ReportFiles) -> None:
    for name, data in files.items():
        ids = Page(data).ids
        assert len(ids) == len(set(ids)), name


def test_one_click_leads_from_a_grade_to_the_person_and_from_a_rule_to_its_observations(files: ReportFiles) -> None:
    links = Page(files["circular.html"]).links
    assert "people/P102.html" in links
    slot = next(link for link in links if link.startswith("people/P102.html#s"))
    person = files["people/P102.html"].decode()
    opened = person[person.index(f'id="{slot.partition("#")[2]}"') :]
    assert "20:41" in opened[: opened.index("</details>")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_stand_alone_and_run_nothing(language: Language) -> None:
    for data in html_writer().write(month(earlier=1), language).values():
        page = Page(data)
        assert not {"script", "link", "iframe", "object", "embed"} & {tag for tag, _ in page.tags}
        photos = [img for img in page.named("img") if not str(img["src"]).startswith("data:")]
        assert all(str(img["src"]).startswith("../photos/") and img["loading"] == "lazy" for img in photos)
        assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
        assert "@import" not in data.decode()
        assert "url(" not in data.decode()


@pytest.mark.parametrize(("language", "lang"), [("zh", "zh-Hans"), ("en", "en")])
def test_pages_say_their_language_and_name_their_headings(language: Language, lang: str) -> None:
    for data in html_writer().write(month(), language).values():
        page = Page(data)
        assert page.named("html")[0]["lang"] == lang
        assert len(page.named("h1")) == 1
        assert all(th.get("scope") for th in page.named("th"))
        assert all(img.get("alt") for img in page.named("img"))
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_an_english_page_says_nothing_of_its_own_in_chinese() -> None:
    view = month()
    for name, data in html_writer().write(view, "en").items():
        own = re.sub(r"\s+", " ", text(data.partition(b"</style>")[2]))
        theirs = set(re.findall(r"[一-鿿]+", str(view.score) + str(view.explanations)))
        said = set(re.findall(r"[一-鿿]+", own))
        assert {word for word in said if not any(word in their for their in theirs)} == set(), name


def test_a_page_says_how_a_score_came_about_that_is_no_plain_sum() -> None:
    view = month()
    explained = view.explanations["P102"]
    explained["rulesets"][0] |= {
        "points": "30",
        "of": "60",
        "how": {"zh": "按最弱的一条计", "en": "as the weakest rule"},
    }
    pages = html_writer().write(view, "en")
    (page,) = (text(data) for name, data in pages.items() if "P102" in name)
    assert "as the weakest rule" in page
    assert not re.search(r"30\s*/\s*60\s*=", page)


def test_nothing_in_the_data_becomes_markup() -> None:
    view = month()
    view.score["project"]["name"] = EVIL
    view.score["people"][0]["name"] = EVIL
    explained = view.explanations["P102"]
    explained["person"]["name"] = EVIL
    explained["rulesets"][0]["rules"][0]["title"] = {"zh": EVIL, "en": EVIL}
    explained["rulesets"][0]["rules"][0]["slots"][-1]["evidence"][0]["note"] = EVIL
    for data in html_writer().write(ReportView(view.score, view.explanations, (), (EVIL,)), "zh").values():
        page = Page(data)
        assert not page.named("script")
        assert not [img for img in page.named("img") if img.get("onerror")]


def test_the_same_month_makes_the_same_bytes_whenever_it_is_written(files: ReportFiles) -> None:
    with time_machine.travel("2031-05-06"):
        assert html_writer().write(month(earlier=2), "zh") == files


def test_a_projects_own_template_wins_and_may_use_ours(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    own = '{% extends "frame.html" %}{% block title %}{% endblock %}{% block running %}{% endblock %}'
    (tmp_path / "report" / "person.html").write_text(own + "{% block body %}<h1>{{ page.name }}</h1>{% endblock %}")
    found = html_writer([tmp_path]).write(month(), "zh")
    assert "<h1>李红梅</h1>" in found["people/P102.html"].decode()
    assert "考核通报" in found["circular.html"].decode()


def test_a_plugin_adds_a_section_to_the_circular_and_to_each_person(tmp_path: Path) -> None:
    for page, said in (("circular", "{{ view.people | length }} people"), ("person", "seen: {{ view.person.id }}")):
        folder = tmp_path / "report" / "sections" / page
        folder.mkdir(parents=True)
        (folder / "mine.html").write_text(f"<section><h2>{said}</h2></section>")
    found = html_writer([tmp_path]).write(month(), "en")
    assert "<h2>6 people</h2>" in found["circular.html"].decode()
    assert "<h2>seen: P102</h2>" in found["people/P102.html"].decode()


@pytest.mark.parametrize(
    ("template", "why", "code"),
    [
        ("<p>\n{{ page.no_such_thing }}", "no_such_thing", "E-REPORT-TEMPLATE"),
        ("<p>\n{{ ''.__class__.__mro__[1].__subclasses__() }}", "unsafe", "E-TEMPLATE-FORBIDDEN"),
        ("<p>\n{{ view.people.append(1) }}", "unsafe", "E-TEMPLATE-FORBIDDEN"),
        ("<p>\n{% for %}", "Expected an expression", "E-REPORT-TEMPLATE"),
        ("<p>\n{{ 1 // 0 }}", "zero", "E-REPORT-TEMPLATE"),
        ("<p>\n{% include 'nowhere.html' %}", "nowhere", "E-TEMPLATE-MISSING"),
    ],
)
def test_a_template_that_cannot_be_filled_in_is_named_with_its_line(
    tmp_path: Path, template: str, why: str, code: str
) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "circular.html").write_text(template)
    with pytest.raises(DataError, match=why) as refused:
        html_writer([tmp_path]).write(month(), "zh")
    place = refused.value.place
    assert refused.value.code == code
    assert place is not None
    assert (place.file, place.line) == (str(tmp_path / "report" / "circular.html"), 2)
    assert refused.value.hint
    assert refused.value.message_zh


def test_the_foot_says_what_the_page_was_made_from(files: ReportFiles) -> None:
    for data in files.values():
        said = text(data)
        assert "日志锚点 " + "15234:" + "9f3a" * 16 in re.sub(r"\s+", " ", said)
        assert "依据截至第 15,234 条的日志生成" in said
        assert said.count("2026-10-01") >= 5


def test_every_one_of_sixty_people_has_a_page() -> None:
    assert len(html_writer().write(month(copies=10), "zh")) == 61


def test_a_persons_page_shows_the_photos_of_a_record_and_says_which_are_gone(files: ReportFiles) -> None:
    page = files["people/P101.html"].decode()
    assert re.search(r'<a href="\.\./photos/(ab){32}\.jpg"><img src="\.\./photos/(ab){32}\.jpg"', page)
    assert "照片缺失" in page
    assert "../photos" not in files["circular.html"].decode()


def test_a_record_is_told_whole_with_who_handed_it_in_and_when(files: ReportFiles) -> None:
    said = re.sub(r"\s+", " ", text(files["people/P101.html"]))
    assert "整张记录 天气 雨" in said
    assert "由文件 rounds.csv 导入，2026-10-06 21:00 收到" in said


def test_what_was_voided_is_listed_as_not_counted(files: ReportFiles) -> None:
    said = re.sub(r"\s+", " ", text(files["people/P102.html"]))
    assert "作废与更正的记录 不计入得分" in said
    assert "由 ann 在命令行录入 · 批准：陈静 · 2026-10-06 08:00 · 原因：重复录入" in said
    assert "作废与更正" not in text(files["people/P101.html"])


def test_a_ruleset_without_weight_or_points_shows_a_dash_and_says_that_nothing_was_due() -> None:
    view = month()
    found = view.explanations["P101"]["rulesets"][0]
    found |= {"weight": None, "score": None, "points": "0", "of": "0"}
    found["rules"][0] |= {"points": "0", "of": "0", "due": 0}
    page = html_writer().write(view, "zh")["people/P101.html"].decode()
    assert "–%" not in page
    assert "0.00 / 0" not in page
    assert page.count("本期无应检项") == 2


def test_failures_of_no_person_are_not_said_to_stand_on_a_persons_page() -> None:
    view = month()
    for found in view.explanations.values():
        for one in found["rulesets"]:
            one["rules"] = [{**rule, "slots": []} for rule in one["rules"]]
    said = text(html_writer().write(view, "zh")["circular.html"])
    assert "见个人页" not in said
    assert "项不达标只计入部位或项目，不计入个人" in said
