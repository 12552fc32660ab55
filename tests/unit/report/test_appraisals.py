from __future__ import annotations

from tests.unit.report.sample import circular_of, month


def test_everybody_is_in_the_table_once_best_total_first() -> None:
    page = circular_of(month())
    assert [row.id for row in page.people] == ["P201", "P001", "P101", "P102", "P103", "P202"]
    assert page.people[-1].status == "not_enough_evidence"
    assert [row.id for row in page.unproven] == ["P202"]
    assert [row.id for row in page.vetoed] == ["P103"]
    assert (page.scored, page.heads) == (5, 6)


def test_a_persons_main_loss_leads_to_the_rule_on_the_persons_page() -> None:
    row = next(row for row in circular_of(month()).people if row.id == "P102")
    assert (row.loss, row.loss_cost) == ("当值班长每班次每个岗位巡视不少于四次", "−12.90")
    assert row.loss_href == "people/P102.html#rule-patrol-leader-rounds"


def test_every_grade_of_the_scheme_is_counted_even_when_nobody_got_it() -> None:
    grades = [(row.grade, row.least, row.heads, row.share) for row in circular_of(month()).grades]
    assert grades == [
        ("A", "95", 1, "20%"),
        ("B", "85", 2, "40%"),
        ("C", "75", 0, "0%"),
        ("D", "60", 1, "20%"),
        ("E", "0", 1, "20%"),
    ]
