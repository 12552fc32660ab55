"""Chinese sentences of the program are set in Chinese punctuation."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).parent.parent / "src" / "inspect_core"
HAN = "\u3400-\u9fff"
HALF = re.compile(rf"[{HAN}][,;:()]|[,;:()] ?[{HAN}]")
READ = {
    "app/intake/times.py",
    "app/intake/columns.py",
    "exchange/wording.py",
}  # what people may write, not what they are told
RECORDED = {"demo/changes.py", "demo/month.py", "demo/remarks.py", "demo/voices.py"}  # as guards and residents write
MODULES = sorted(path for path in SOURCES.rglob("*.py") if path.relative_to(SOURCES).as_posix() not in READ | RECORDED)


def told(source: str) -> list[tuple[int, str]]:
    """Every text of a program that is no docstring, with its line; what stands in backticks is code."""
    tree = ast.parse(source)
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    firsts = [node.body[0] for node in ast.walk(tree) if isinstance(node, owners) and node.body]
    explained = {id(first.value) for first in firsts if isinstance(first, ast.Expr)}
    return [
        (node.lineno, re.sub(r"`[^`]*`", "", node.value))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained
    ]


def half_width(source: str) -> list[str]:
    """The lines and texts in which a half-width sign stands beside a Chinese character."""
    return [f"{line}: {text}" for line, text in told(source) if HALF.search(text)]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_no_half_width_sign_stands_beside_a_chinese_character(module: Path) -> None:
    assert half_width(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("slip", ['"部位:大堂"', 'f"{n} 行,已有"', '"工号(姓名)"', '"人员; 部位"', 'f"共 {n}, 最多"'])
def test_the_scan_sees_each_kind_of_slip(slip: str) -> None:
    assert half_width(f"said = {slip}\n")


def test_code_in_backticks_and_docstrings_may_be_what_they_are() -> None:
    assert half_width('"""定人定岗 (what it means)."""\nsaid = "以 `ruleset: 名称` 开头"\n') == []
