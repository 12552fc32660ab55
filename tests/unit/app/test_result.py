"""The result that a close pins holds figures and ids: it stays the same when names and reasons are erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from inspect_core.app.month import Labels, Month
from inspect_core.app.result import canonical, digest_of, result_of
from inspect_core.domain.owed import Carried, Owing
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


def test_what_is_owed_stands_in_the_result_only_where_there_is_something() -> None:
    plain, owed = month((), {}), Owing((Carried("bo", "2026-09", 1000, 3000), Carried("di", "2026-09", 1000, 2000)))
    assert {"owed", "afterwards"} & set(result_of(plain)) == set()
    tables = replace(plain.tables, owing=owed)
    found = result_of(replace(plain, tables=tables, scored=score_month(plain.plan, plain.ground, tables)))
    assert [(one["person"]["id"], one["points"]) for one in found["owed"]] == [("di", "1")]
    assert "afterwards" not in found


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _values(one)
    else:
        yield value


def test_no_number_is_a_float_and_no_name_stands_anywhere() -> None:
    names = {"an": "Annabel", "bo": "Boris", "chu": "楚"}
    result = result_of(month(GIVEN, names))
    values = list(_values(result))
    assert not any(isinstance(value, float) for value in values)
    assert not set(names.values()) & {value for value in values if isinstance(value, str)}
    assert all(name not in canonical(result).decode() for name in names.values())


def test_what_made_the_result_is_not_part_of_it() -> None:
    found = month(GIVEN, {})
    other = replace(
        found.provenance, engine="9.9.9", journal=(99, "ff" * 32), plugins=(("x", "1", "ab"),), stage="closed"
    )
    assert canonical(result_of(replace(found, provenance=other))) == canonical(result_of(found))


def test_the_bytes_do_not_depend_on_the_order_of_keys_and_refuse_what_is_no_number() -> None:
    assert canonical({"b": "二", "a": [1]}) == canonical({"a": [1], "b": "二"}) == '{"a":[1],"b":"二"}'.encode()
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"a": float("nan")})
