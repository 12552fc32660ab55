"""Writes docs/coverage.md, every row of the documents with the rules that answer it: python -m tests.coverage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from inspect_core.language.reader import read_file
from inspect_core.language.rule import Ruleset
from tests.standards import standards

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "coverage.md"
ROWS: Final = Path(__file__).parent / "coverage_rows.yaml"
_HEAD: Final = """\
# What the documents ask for, and where it is 条款覆盖

Written by `python -m tests.coverage` from the `clause` of the shipped rulesets; a test keeps it as it is. Each checkable row of the documents is one
rule or several, each with cases, or is none, with the reason. The mark in brackets says how well a figure is known, see
[the standards](../rulesets/README.md#marks).

本页由 `python -m tests.coverage` 根据各标准条款的 `clause` 生成，并由测试核对。文件中每一条可检查的要求，要么是一条或几条带用例的条款，要么写明不设条款的理由。
括号内为数据的可靠程度，见[各项标准](../rulesets/README.md#marks)。
"""
_NEVER: Final = """\
## Never a rule 永不设为条款

| what | why |
| --- | --- |
| 身高要求：秩序维护员 1.78–1.85 m、前台 1.65–1.70 m · heights of guards and receptionists | 招聘偏好，据此考核即为歧视 · preferences of recruiting; judging people by them would discriminate |
| 营销百分比：5–10 倍、20/80、68 % 等 · percentages from marketing | 与项目无关，不是对任何事物的度量 · they measure nothing of a project |
| 罚款金额 · fines in money | 此处只计分 · points stay points here |
"""


def sections() -> dict[str, Any]:
    """The sections of the documents with their rows."""
    found: dict[str, Any] = read_file(ROWS).plain
    return found


def answered(rulesets: list[Ruleset]) -> dict[str, list[tuple[str, str]]]:
    """Each row that some rule names, with those rules and their marks."""
    found: dict[str, list[tuple[str, str]]] = {}
    for ruleset in rulesets:
        for rule in ruleset.rules:
            for row in re.split(r",\s*", rule.settings.clause or ""):
                found.setdefault(row, []).append((rule.name, rule.settings.status or "?"))
    return found


def page() -> str:
    """The page as it should be today."""
    rules = answered(standards())
    parts = [_HEAD, *_counted(rules), *(line for id, body in sections().items() for line in _section(id, body, rules))]
    return "\n".join([*parts, _NEVER])


def _counted(rules: dict[str, list[tuple[str, str]]]) -> Iterator[str]:
    rows = [row for id, body in sections().items() if id.startswith("A") for row in body["rows"]]
    with_rule = sum(row in rules for row in rows)
    yield f"A1–A8: {len(rows)} rows, {with_rule} with rules, {len(rows) - with_rule} with a reason."
    yield f"A1–A8 共 {len(rows)} 条，其中 {with_rule} 条有条款，{len(rows) - with_rule} 条写明理由。"
    yield ""


def _section(id: str, body: Any, rules: dict[str, list[tuple[str, str]]]) -> Iterator[str]:
    yield f"## {id} {body['title']['zh']} {body['title']['en']}"
    yield ""
    yield "| row | what is asked for | rules, or why there is none |"
    yield "| --- | --- | --- |"
    for row, asked in body["rows"].items():
        yield f"| {row.removeprefix(f'{id} ')} | {asked['zh']} · {asked['en']} | {_where(asked, rules.get(row, []))} |"
    yield ""


def _where(asked: Any, rules: list[tuple[str, str]]) -> str:
    if rules:
        return ", ".join(f"`{name}` ({status})" for name, status in rules)
    reason = asked.get("no_rule")
    return f"— {reason['zh']} · {reason['en']}" if reason else "?"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
