from __future__ import annotations

from pathlib import Path

import pytest

from inspect_core.errors import RulesetError
from inspect_core.language.reader import DEEPEST, LARGEST, name_of, read_file, read_text


def refused(text: str) -> list[tuple[str, str]]:
    with pytest.raises(RulesetError) as caught:
        read_text(text, "r.yaml")
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("22:30", "22:30"),
        ("12:00", "12:00"),
        ("0123", "0123"),
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("1e3", "1e3"),
        ("0x10", "0x10"),
        ("2026-13-45", "2026-13-45"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("'null'", "null"),
        ('""', ""),
        ("! a", "a"),
    ],
)
def test_a_value_stays_the_text_somebody_wrote(written: str, read: str) -> None:
    assert read_text(f"a: {written}").plain == {"a": read}


@pytest.mark.parametrize("written", ["", "null", "~"])
def test_only_an_empty_value_is_nothing(written: str) -> None:
    assert read_text(f"a: {written}").plain == {"a": None}


def test_every_value_knows_its_line_and_column() -> None:
    document = read_text("a:\n  b: [x, {c: y}]\n  中文: z\n", "r.yaml")
    assert str(document.place(("a", "b", 1, "c"))) == "r.yaml:2:14"
    assert str(document.place(("a", "中文"))) == "r.yaml:3:7"


def test_what_is_missing_is_told_at_the_nearest_part_that_stands_there() -> None:
    document = read_text("a:\n  b: x\n", "r.yaml")
    assert str(document.place(("a", "b", "c", 3))) == "r.yaml:2:6"
    assert str(document.place(("other",))) == "r.yaml:1:1"


def test_a_key_twice_names_both_lines_and_all_of_them_are_told() -> None:
    with pytest.raises(RulesetError) as caught:
        read_text("a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n", "r.yaml")
    assert [problem.message for problem in caught.value.problems] == [
        "the key 'c' stands twice, on lines 2 and 2",
        "the key 'a' stands twice, on lines 1 and 3",
        "the key 'a' stands twice, on lines 1 and 4",
    ]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: &x 1\nb: *x\n", "E-RULE-ALIAS", "r.yaml:1:4"),
        ("a: 1\nb: *x\n", "E-RULE-ALIAS", "r.yaml:2:4"),
        ("a: &x {b: 1}\n", "E-RULE-ALIAS", "r.yaml:1:4"),
        ("a: !!int 1\n", "E-RULE-TAG", "r.yaml:1:4"),
        ("a: !secret x\n", "E-RULE-TAG", "r.yaml:1:4"),
        ("a: !!python/object/apply:os.system [id]\n", "E-RULE-TAG", "r.yaml:1:4"),
        ("a: !!set {x}\n", "E-RULE-TAG", "r.yaml:1:4"),
        ("? [a, b]\n: 1\n", "E-RULE-SYNTAX", "r.yaml:1:3"),
        ("a: 1\n---\nb: 2\n", "E-RULE-SYNTAX", "r.yaml:2:1"),
        ("a: [1, 2\n", "E-RULE-SYNTAX", "r.yaml:2:1"),
        ("a: 1\n\tb: 2\n", "E-RULE-SYNTAX", "r.yaml:2:1"),
        ("a: b: c\n", "E-RULE-SYNTAX", "r.yaml:1:5"),
    ],
)
def test_what_yaml_can_and_a_ruleset_must_not_is_refused(text: str, code: str, place: str) -> None:
    assert refused(text) == [(code, place)]


def test_a_sign_that_no_text_may_hold_is_refused() -> None:
    assert refused("a: \x07")[0][0] == "E-RULE-SYNTAX"


def test_a_file_is_nested_so_deep_and_no_deeper() -> None:
    assert read_text("[" * DEEPEST + "]" * DEEPEST).plain
    assert refused("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)) == [("E-RULE-DEPTH", f"r.yaml:1:{DEEPEST + 1}")]


@pytest.mark.parametrize(("size", "read"), [(LARGEST - 1, True), (LARGEST, True), (LARGEST + 1, False)])
def test_a_file_is_so_large_and_no_larger(size: int, read: bool, tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_text("a: 1\n" + "#" * (size - 5), encoding="utf-8")
    if read:
        assert read_file(file).plain == {"a": "1"}
    else:
        with pytest.raises(RulesetError, match="E-RULE-SIZE"):
            read_file(file)


def test_a_mark_of_byte_order_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_bytes("\ufefftitle: 礼仪\n".encode())
    assert read_file(file).plain == {"title": "礼仪"}


def test_a_file_that_is_not_utf8_names_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_bytes("title: 礼仪".encode("gb18030"))
    with pytest.raises(RulesetError) as caught:
        read_file(file)
    assert (caught.value.code, caught.value.message) == ("E-RULE-ENCODING", "byte 8 is not UTF-8")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("here/rulesets/schemes/own.yaml", "schemes/own.yaml"),
        ("here/rulesets/own.yaml", "own.yaml"),
        ("rulesets/there/rulesets/cases/own/a.yaml", "cases/own/a.yaml"),
        ("here/own.yaml", "own.yaml"),
    ],
)
def test_a_file_is_called_by_its_place_below_the_rulesets(path: str, name: str) -> None:
    assert name_of(Path(path)) == name
