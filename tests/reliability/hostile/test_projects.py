"""Hostile things inside a project: an opinion outside its scale, a template that reaches out, a published text that moved."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.conftest import Call, call, filled, made  # noqa: F401

OPINION = """\
ruleset: opinion
edition: 2026-10-01
title: Opinion
forms: {survey: {title: Survey}}
rules:
  index:
    {title: Index, kind: rating, form: survey, ask: Satisfied?, scale: {good: 100, bad: 0}, credit: project, points: 100}
"""


def with_opinion(project: Path) -> Path:
    file = project / "rulesets" / "opinion.yaml"
    file.write_text(OPINION, encoding="utf-8")
    settings = project / "inspect-core.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("rulesets = [", 'rulesets = ["opinion",', 1), encoding="utf-8")
    return file


def head(project: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted((project / "journal").iterdir()) if file.is_file())


def test_an_opinion_outside_its_scale_is_refused_with_those_there_are(call: Call, filled: Path) -> None:  # noqa: F811
    with_opinion(filled)
    before = head(filled)
    said = call("record", "survey", "observer=P003", "start=2026-10-08T09:00+08:00", "index=splendid")
    assert (said.status, "E-ANSWER-UNKNOWN" in said.err, "good" in said.err) == (3, True, True)
    assert head(filled) == before


def test_a_template_that_reaches_out_of_its_folder_is_refused_and_no_page_is_written(
    call: Call,  # noqa: F811
    filled: Path,  # noqa: F811
) -> None:
    folder = filled / "templates" / "report"
    folder.mkdir(parents=True)
    for hostile in (
        '{% include "../../inspect-core.toml" %}',
        '{{ "".__class__.__mro__ }}',
        '{% include "/etc/passwd" %}',
    ):
        (folder / "circular.html").write_text(hostile, encoding="utf-8")
        said = call("report", "--period", "2026-10", "--out", filled / "pages")
        assert said.status == 3, hostile
        assert "E-TEMPLATE-" in said.err
        assert "circular.html" in said.err
        assert not (filled / "pages" / "circular.html").exists()


def test_a_published_text_that_moved_scores_nobody_until_it_has_an_edition_of_its_own(
    call: Call,  # noqa: F811
    filled: Path,  # noqa: F811
) -> None:
    file = with_opinion(filled)
    assert call("rules", "publish", "opinion", "--comparable", "major").status == 0
    file.write_text(OPINION.replace("bad: 0", "bad: 50"), encoding="utf-8")
    said = call("score", "--period", "2026-10")
    assert (said.status, "E-EDITION-MOVED" in said.err, "opinion.yaml" in said.err) == (3, True, True)
    assert call("record", "survey", "observer=P003", "start=2026-10-08T09:00+08:00", "index=good").status == 0
