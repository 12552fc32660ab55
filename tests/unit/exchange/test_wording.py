"""The wordings of real assessment tables are read as they are meant, and what is not understood is told."""

from __future__ import annotations

import pytest

from inspect_core.exchange.wording import Fault, marking


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("符合1.0,每发现一处不符合扣0.2", [("标准：不符合处数", "0.2", True)]),
        ("每发现一处垃圾扣0.2;未日产日清扣0.5", [("垃圾", "0.2", True), ("未日产日清", "0.5", False)]),
        ("每处不符合扣0.5分，每项分值扣完为止", [("标准：不符合处数", "0.5", True)]),
        ("一项不符合扣0.5分,一处不符合扣0.2分", [("标准：不符合项数", "0.5", True), ("标准：不符合处数", "0.2", True)]),
        (
            "每发现一处扣0.2, 发现一次环保整改通知扣0.5",
            [("标准：不符合处数", "0.2", True), ("环保整改通知", "0.5", True)],
        ),
        ("1、无证上岗扣2分；2、每缺一人扣1分", [("无证上岗", "2", False), ("每缺一人", "1", True)]),
        ("长势不好扣1.0", [("长势不好", "1.0", False)]),
        ("脱岗-5", [("脱岗", "5", False)]),
        ("否则扣2分", [("标准：不符合", "2", False)]),
    ],
)
def test_deductions_for_each_place_or_once(text: str, read: list[tuple[str, str, bool]]) -> None:
    found = marking(text, "标准", "1" if text.startswith("符合1") else "10")
    assert [(one.ask, one.deduct, one.each_place) for one in found.faults] == read
    assert found.unread == ()


@pytest.mark.parametrize("text", ["发现明显污渍,本项为0分", "发现明显污渍，该项不得分", "发现明显污渍本项得0分"])
def test_what_makes_an_item_nothing(text: str) -> None:
    (only,) = marking(text, "标准", "5").faults
    assert (only.ask, only.zero_out) == ("发现明显污渍", True)


def test_what_costs_more_the_second_time() -> None:
    assert marking("首次-0.1,第二次-0.5", "吃东西", "1").faults == (
        Fault("吃东西", "首次-0.1，第二次-0.5", repeat=("0.1", "0.5")),
    )
    (only,) = marking("聊天：首次扣0.1分，第二次扣0.5分，第三次扣1分", "标准", "1").faults
    assert (only.ask, only.repeat) == ("聊天", ("0.1", "0.5", "1"))


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("符合1.0,不符合0", (("met", "1.0"), ("unmet", "0"))),
        ("符合1.0,基本符合0.5,不符合0", (("met", "1.0"), ("mostly", "0.5"), ("unmet", "0"))),
    ],
)
def test_levels_with_their_points(text: str, levels: tuple[tuple[str, str], ...]) -> None:
    assert marking(text, "标准", "1").levels == levels


@pytest.mark.parametrize(
    "text",
    ["酌情扣分", "扣1-5分", "酌情扣3分", "最多扣5分", "扣2分/次", "罚款扣100", "见附件", "扣0.5~2分", "累计扣5分"],
)
def test_what_is_not_understood_is_told_and_never_guessed(text: str) -> None:
    found = marking(text, "标准", "5")
    assert (found.faults, found.levels, found.unread) == ((), (), (text,))


def test_full_points_that_are_not_those_of_the_item_are_told() -> None:
    found = marking("符合2.0，不符合0", "标准", "1")
    assert (found.levels, found.unread) == ((), ("符合2.0（分值为 1）",))


def test_levels_beside_deductions_are_told() -> None:
    found = marking("符合1，基本符合0.5，每处扣0.2", "标准", "1")
    assert (len(found.faults), found.unread) == (1, ("基本符合0.5",))


def test_a_story_is_no_clause() -> None:
    found = marking("脱岗" * 200 + "扣5", "标准", "5")
    assert (found.faults, len(found.unread)) == ((), 1)


def test_faults_stay_in_the_order_of_the_table_and_each_count_begins_anew() -> None:
    found = marking("迟到扣1；聊天：首次-0.1，第二次-0.5；吃零食：首次-1，第二次-2；脱岗扣5", "标准", "10")
    assert [(one.ask, one.deduct, one.repeat) for one in found.faults] == [
        ("迟到", "1", ()),
        ("聊天", "0", ("0.1", "0.5")),
        ("吃零食", "0", ("1", "2")),
        ("脱岗", "5", ()),
    ]


def test_a_time_may_say_of_what_and_that_later_ones_cost_as_much() -> None:
    (only,) = marking("首次缺失-1，第二次-2，第三次及以上-5", "作业记录", "20").faults
    assert (only.ask, only.repeat) == ("缺失", ("1", "2", "5"))


def test_a_second_time_of_nothing_is_told_and_never_guessed() -> None:
    found = marking("第二次-2；第六次出现后扣5", "作业记录", "20")
    assert (found.faults, found.unread) == ((), ("第二次-2", "第六次出现后扣5"))
