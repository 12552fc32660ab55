"""An opened project: its period, its calendar, the columns it is scored from and their cache."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from inspect_core import bootstrap
from inspect_core.app.facts import reach, tables_of
from inspect_core.app.imports import import_files
from inspect_core.app.init import NewProject, init_project
from inspect_core.app.project import App
from inspect_core.app.score import scored
from inspect_core.app.settings import PeriodSettings
from inspect_core.domain.table import Source
from inspect_core.engine.tables import Tables
from inspect_core.errors import Problem, UsageError
from inspect_core.language.binding import bind_ruleset
from inspect_core.language.reader import read_text


class Clock:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


NOON = Clock(datetime(2026, 10, 8, 4, 0, tzinfo=UTC))


@pytest.fixture
def app(tmp_path: Path) -> App:
    folder = tmp_path / "lakeside"
    init_project(folder, NewProject(id="lakeside"), {}, bootstrap.create_journal, NOON, "test")
    app = bootstrap.build(folder, clock=NOON, actor="test", installed=())
    import_files(app, "people", [Source("people.csv", "id,name,role\nP1,王强,guard\nP2,李梅,shift_leader\n".encode())])
    import_files(app, "places", [Source("places.csv", b"id,kind\ngate,post\n")])
    roster = (
        b"day,person,shift,start,end,place\n2026-10-07,P1,night,20:00,08:00,gate\n2026-10-07,P2,night,20:00,08:00,\n"
    )
    import_files(app, "roster", [Source("roster.csv", roster)])
    rounds = "id,observer,start,place,etiquette\nr1,P2,2026-10-07 21:00,gate,合格\n".encode()
    import_files(app, "observations", [Source("rounds.csv", rounds)], "patrol")
    return app


class TestPeriod:
    def test_without_a_name_it_is_the_one_today_is_in(self, app: App) -> None:
        assert app.period(None).id == "2026-10"

    @pytest.mark.parametrize(
        ("day", "found"), [(25, "2026-10"), (26, "2026-11")], ids=["the last day", "the first of the next"]
    )
    def test_from_the_26th_to_the_25th_it_is_named_after_its_end(self, app: App, day: int, found: str) -> None:
        settings = app.settings.model_copy(update={"period": PeriodSettings(start_day=26)})
        own = replace(app, settings=settings, clock=Clock(datetime(2026, 10, day, 4, 0, tzinfo=UTC)))
        assert own.period(None).id == found
        assert own.period(None).first <= date(2026, 10, day) <= own.period(None).last

    def test_in_december_the_next_one_is_january(self, app: App) -> None:
        settings = app.settings.model_copy(update={"period": PeriodSettings(start_day=26)})
        own = replace(app, settings=settings, clock=Clock(datetime(2026, 12, 28, 4, 0, tzinfo=UTC)))
        assert own.period(None).id == "2027-01"

    @pytest.mark.parametrize("text", ["2026-13", "0001-01", "1899-12", "2200-01", "9999-12"])
    def test_what_is_no_period_is_refused(self, app: App, text: str) -> None:
        with pytest.raises(UsageError, match="E-PERIOD"):
            app.period(text)


class TestNotice:
    @pytest.mark.parametrize(("period", "codes"), [("2026-09", []), ("2026-10", ["N-PERIOD-OPEN"])])
    def test_a_period_that_is_not_over_says_so(self, app: App, period: str, codes: list[str]) -> None:
        heard: list[Problem] = []
        told = replace(app, notify=heard.append)
        scored(told, told.period(period))
        assert [notice.code for notice in heard] == codes


class TestColumns:
    def test_the_cache_answers_what_was_made_anew(self, app: App) -> None:
        made = tables_of(app, app.period("2026-10"))
        kept = tables_of(app, app.period("2026-10"))
        assert plain(kept) == plain(made)
        assert kept is not made

    def test_a_record_more_makes_the_cache_stale(self, app: App) -> None:
        before = tables_of(app, app.period("2026-10")).visits.collect().height
        rounds = "id,observer,start,place,etiquette\nr2,P2,2026-10-07 22:00,gate,合格\n".encode()
        import_files(app, "observations", [Source("rounds.csv", rounds)], "patrol")
        assert tables_of(app, app.period("2026-10")).visits.collect().height == before + 1

    def test_another_edition_makes_the_cache_stale(self, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
        tables_of(app, app.period("2026-10"))
        (first, *rest) = app.standards.rulesets
        changed = replace(app.standards, rulesets=(replace(first, fingerprint="0" * 64), *rest))
        monkeypatch.setitem(app.__dict__, "standards", changed)
        saved: list[str] = []
        monkeypatch.setattr(app.store.columns, "save", lambda key, _: saved.append(key))
        tables_of(app, app.period("2026-10"))
        assert len(saved) == 1

    def test_another_time_zone_makes_the_cache_stale(self, app: App) -> None:
        before = tables_of(app, app.period("2026-10"))
        project = app.settings.project.model_copy(update={"time_zone": "Asia/Kolkata"})
        moved = replace(app, settings=app.settings.model_copy(update={"project": project}))
        after = tables_of(moved, app.period("2026-10"))
        assert (after.duties["first"] - before.duties["first"]).to_list() == [9_000, 9_000]

    def test_the_night_before_the_period_is_there(self, app: App) -> None:
        rounds = "id,observer,start,place,etiquette\nr3,P2,2026-09-30 23:00,gate,合格\n".encode()
        import_files(app, "observations", [Source("rounds.csv", rounds)], "patrol")
        assert "r3" in tables_of(app, app.period("2026-10")).names.lists["visit"]

    @pytest.mark.parametrize(
        ("when", "days"),
        [
            ("per: [post, day]", 2),
            ("per: [post, week]", 7),
            ("per: [post, quarter]", 92),
            ("per: [post, year]", 366),
            ("per: [post]\n    every: {days: 45, from: 2026-01-01}", 45),
        ],
    )
    def test_a_rule_looks_back_as_far_as_its_stretch_is_long(self, app: App, when: str, days: int) -> None:
        text = (
            "ruleset: own\nedition: 2026-01-01\ntitle: own\nforms: {walk: {title: walk, at: post}}\nrules:\n"
            f"  walks:\n    title: walks\n    kind: frequency\n    counts: walk\n    {when}\n    at_least: 1\n"
            "    credit: place\n    points: 100\n"
        )
        rules = bind_ruleset(read_text(text), app.registry.kinds.settings()).rules
        assert reach(rules) == days

    @pytest.mark.parametrize(
        ("limit", "days"),
        [("within: 2 h", 31), ("within: 60 d", 62), ("within: 40 workdays", 94), ("until: promised", 92)],
    )
    def test_a_record_is_looked_at_for_as_long_as_its_limit(self, app: App, limit: str, days: int) -> None:
        text = (
            "ruleset: own\nedition: 2026-01-01\ntitle: own\nforms: {repair: {title: repair}}\nrules:\n"
            "  late: {title: late, kind: deadline, form: repair, LIMIT, credit: observer, points: 100}\n"
        ).replace("LIMIT", limit)
        assert reach(bind_ruleset(read_text(text), app.registry.kinds.settings()).rules) == days


def plain(tables: Tables) -> dict[str, Any]:
    found = {field.name: getattr(tables, field.name) for field in fields(Tables)}
    lists = {name: list(listed) for name, listed in tables.names.lists.items() if listed}
    frames = {name: value.collect() if isinstance(value, pl.LazyFrame) else value for name, value in found.items()}
    shown = {name: (frame.schema, frame.rows()) for name, frame in frames.items() if isinstance(frame, pl.DataFrame)}
    return {**shown, "codes": tables.codes, "names": lists, "people": tables.people}
