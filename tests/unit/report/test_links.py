from __future__ import annotations

from inspect_core.report.links import file_names, href, plain, rule_anchor, slot_anchor


def test_a_plain_id_stays_as_it_is() -> None:
    assert plain("P-012_王") == "P-012_王"


def test_an_id_never_leads_out_of_the_report_folder() -> None:
    assert plain("../../etc/passwd") == "~2e~~2e~~2f~~2e~~2e~~2f~etc~2f~passwd"


def test_two_ids_never_share_a_spelling() -> None:
    assert plain("a/b") != plain("a~2f~b")


def test_names_that_windows_keeps_for_itself_are_changed() -> None:
    assert plain("con") == "_con"


def test_two_ids_that_differ_only_in_case_get_two_files() -> None:
    names = file_names(["p1", "P1"], "people", ".html")
    assert sorted(names.values()) == ["people/P1.html", "people/p1_.html"]


def test_links_are_spelled_for_an_address_line() -> None:
    assert href("people/王.html", rule_anchor("礼仪", "a b")) == (
        "people/%E7%8E%8B.html#rule-%E7%A4%BC%E4%BB%AA-a~20~b"
    )


def test_the_same_slot_of_two_rules_has_two_anchors() -> None:
    assert slot_anchor("r", "one", "gate") != slot_anchor("r", "two", "gate")
