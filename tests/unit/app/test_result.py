"""The result that a close pins holds figures and ids: it stays the same when names and reasons are erased."""

from __future__ import annotations

from dataclasses import replace

from inspect_core.app.month import Labels, Month
from inspect_core.app.result import canonical, digest_of, result_of
from inspect_core.engine.run import score_month
from inspect_core.engine.tables import Given
from tests.golden.by_hand import scored
from tests.unit.app.small_project import MONTH

SCHEME = {
    **MONTH["scheme"],
    "adjustments": {"bonus": {"title": "Bonus", "by_hand": "true", "most": "5"}},
    "vetoes": {"asleep": {"title": "Asleep", "grade": "C"}},
    "cards": {"yellow": {"title": "Yellow", "by_hand": "true"}},
}
GIVEN = (
    Given("g1", "adjustment", "bonus", "an", "2026-10", 2000, "bo", "chu", "2026-11-02", "put out a fire", ("O1",)),
    Given("g2", "veto", "asleep", "bo", "2026-10", 0, "an", "chu", "2026-11-02", "seen on camera"),
    Given("g3", "card", "yellow", "chu", "2026-10", 0, "an", "bo", "2026-11-02", "late"),
)


def month(given: tuple[Given, ...], names: dict[str, str]) -> Month:
    found = scored({**MONTH, "scheme": SCHEME})
    tables = replace(found.tables, given=given)
    labels = Labels(names)
    return replace(found, tables=tables, scored=score_month(found.plan, found.ground, tables), labels=labels)


def test_erased_names_and_reasons_leave_the_result_as_it_was() -> None:
    erased = tuple(replace(one, reason="") for one in GIVEN)
    before, after = result_of(month(GIVEN, {"an": "Ann", "bo": "Bob"})), result_of(month(erased, {}))
    assert digest_of(before) == digest_of(after)
    assert b"fire" not in canonical(before)
    assert b'"points":"2"' in canonical(before)


def test_what_was_given_is_part_of_the_result() -> None:
    assert digest_of(result_of(month(GIVEN, {}))) != digest_of(result_of(month(GIVEN[1:], {})))
