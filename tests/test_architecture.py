"""The shape of the house: who imports whom, how long things get, what they are called."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py")])
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
NINE_OF_TEN_FUNCTIONS = 27
SAID_BY_NOBODY = {
    "base",
    "common",
    "entity",
    "helper",
    "helpers",
    "inspect",
    "item",
    "manager",
    "misc",
    "util",
    "utils",
}
TOP_LEVEL = {
    "benchmarks",
    "docs",
    "plugins",
    "requirements",
    "rulesets",
    "src",
    "templates",
    "tests",
    ".ci",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "pyproject.toml",
    "README.md",
    "README.zh-CN.md",
    "SECURITY.md",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Each function's name and its lines, from `def` to its end."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def named(node: ast.expr | None) -> set[str]:
    """The names in an `except` clause or in the call of `suppress`."""
    return {leaf.id for leaf in ast.walk(node) if isinstance(leaf, ast.Name)} if node is not None else {"Exception"}


def caught(tree: ast.Module) -> Iterator[tuple[int, set[str]]]:
    """Each place that swallows errors: its line and the names it catches; a bare `except` catches Exception."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            yield node.lineno, named(node.type)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            yield node.lineno, set().union(*(named(argument) for argument in node.args))


def empty_container(value: ast.expr | None) -> bool:
    """A list, dict or set that starts empty is there to be filled."""
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).split(".")[-1] in {
            "list",
            "dict",
            "set",
            "defaultdict",
            "Counter",
            "deque",
        } and (not value.args or ast.unparse(value.func).endswith("defaultdict"))
    return isinstance(value, ast.List | ast.Dict) and not ast.unparse(value).strip("[]{}")


def test_imports_go_down_only_and_libraries_stay_where_they_belong() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_a_module_fits_in_the_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    assert [found for found in functions(parsed(path)) if found[1] > LONGEST_FUNCTION] == []


def test_nine_of_ten_functions_are_short() -> None:
    lengths = [lines for path in SOURCES for _, lines in functions(parsed(path))]
    assert statistics.quantiles(lengths, n=10)[-1] < NINE_OF_TEN_FUNCTIONS


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_a_module_and_its_classes_have_names_that_people_say(path: Path) -> None:
    assert path.stem not in SAID_BY_NOBODY
    classes = [node.name for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef)]
    words = {word.lower() for name in classes for word in re.findall(r"[A-Z][a-z]+", name)}
    assert words & (SAID_BY_NOBODY - {"inspect"}) == set()


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_only_bootstrap_catches_just_any_failure(path: Path) -> None:
    if path != ROOT / "src/inspect_core/bootstrap.py":
        lines = [line for line, names in caught(parsed(path)) if names & {"Exception", "BaseException"}]
        assert lines == []


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_a_module_keeps_no_state_and_no_class_has_a_metaclass(path: Path) -> None:
    tree = parsed(path)
    nodes = list(ast.walk(tree))
    assert [node.lineno for node in nodes if isinstance(node, ast.Global)] == []
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    assert [node.lineno for node in classes if "metaclass" in {keyword.arg for keyword in node.keywords}] == []
    kept = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) and empty_container(node.value)]
    assert [node.lineno for node in kept] == []


def test_tests_of_units_mirror_the_source() -> None:
    unit = ROOT / "tests/unit"
    folders = {path.parent.relative_to(unit) for path in unit.rglob("test_*.py")}
    assert {folder for folder in folders if not (ROOT / "src/inspect_core" / folder).is_dir()} == set()


def test_the_top_folder_holds_what_the_design_names_and_nothing_else() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split("/")[0] for line in tracked.splitlines()} - TOP_LEVEL == set()
