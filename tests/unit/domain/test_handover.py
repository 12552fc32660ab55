"""What HR takes: what is proven of a row, and what changed between two hand-overs."""

from __future__ import annotations

from inspect_core.domain.handover import COLUMNS, PROOF, HandOver, Row, changed, figures


def row(person: str, **more: str | None) -> Row:
    return {"person": person, "name": "王", "stage": "draft", "total": "90", "journal": "7 ab", **more}


def test_the_stable_columns_begin_and_end_as_published_and_none_stands_twice() -> None:
    assert COLUMNS[:2] == ("person", "name")
    assert len({*COLUMNS, *PROOF}) == len(COLUMNS) + len(PROOF)


def test_everything_but_the_name_is_proven() -> None:
    assert figures(row("P1")) == {"person": "P1", "stage": "draft", "total": "90", "journal": "7 ab"}


def test_only_a_closed_period_is_no_draft() -> None:
    assert not HandOver("2026-10", "closed", (), ()).draft
    assert all(HandOver("2026-10", stage, (), ()).draft for stage in ("open", "previewed", "appeals"))


def test_each_figure_that_is_another_is_told_and_neither_name_stage_nor_proof() -> None:
    after = row("P1", name="李", stage="closed", total="91.5", journal="9 cd", editions="x", result="y")
    assert changed((row("P1"),), (after,)) == ({"person": "P1", "column": "total", "before": "90", "after": "91.5"},)
    assert changed((after,), (after,)) == ()


def test_a_column_that_is_new_or_a_value_that_is_gone_is_told() -> None:
    found = changed((row("P1"),), (row("P1", total=None, patrol="80"),))
    assert [(one["column"], one["before"], one["after"]) for one in found] == [
        ("total", "90", None),
        ("patrol", None, "80"),
    ]


def test_a_column_that_is_left_out_is_told() -> None:
    found = changed((row("P1", patrol="80"),), (row("P1"),))
    assert found == ({"person": "P1", "column": "patrol", "before": "80", "after": None},)


def test_people_who_came_and_who_went_are_told_by_their_id() -> None:
    assert changed((row("P1"), row("P2")), (row("P2"), row("P3"))) == (
        {"person": "P3", "column": "person", "before": None, "after": "P3"},
        {"person": "P1", "column": "person", "before": "P1", "after": None},
    )
