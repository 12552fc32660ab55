"""Writes a paper assessment table as a ruleset, with what was not read as comments, and cases that are to be filled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from inspect_core.exchange.paper_table import Line, Paper, told
from inspect_core.exchange.wording import Fault

_WORTH = {"met": "100 %", "unmet": "0 %"}
_HUNDRED = 100


def readable(paper: Paper) -> tuple[Line, ...]:
    """The items of which a rule can be made."""
    return tuple(line for line in paper.lines if line.marking.faults or line.marking.levels)


def ruleset_text(paper: Paper, id: str, edition: str, file: str) -> str:
    """The ruleset as YAML; its points are those of the rules that were made, never rescaled."""
    lines = readable(paper)
    points = sum((Decimal(line.points) for line in lines), Decimal(0))
    parts = [
        f"# From {_plain(file)}, sheet {_plain(paper.sheet)}. Read every rule before use: `inspect-core rules check`.",
        *(f"# ! {_plain(sentence)}" for sentence in told(paper, "zh")),
        f"ruleset: {_text(id)}",
        f"edition: {edition}",
        f"title: {_text(paper.title)}",
        f"source: {_text(f'{file} {paper.sheet}')}",
        f"points: {points}",
        "forms:",
        f"  {_text(form_of(id))}:",
        f"    title: {_text(paper.title)}",
        "    filled_by: [department_supervisor, project_manager]",
        "rules:",
    ]
    section = ""
    for line in lines:
        if line.section != section:
            section = line.section
            parts += ["", f"  # {_plain(section)}"]
        parts += ["", *_rule(line, form_of(id))]
    return "\n".join(parts) + "\n"


def form_of(id: str) -> str:
    """The form that asks what the table asks."""
    return f"{id}-sheet"[:64]


def _rule(line: Line, form: str) -> Iterator[str]:
    for clause in line.marking.unread:
        yield f"  # ! 未读懂 not read: {_plain(clause)}"
    yield f"  {_text(line.id)}:"
    yield f"    title: {_text(line.standard)}"
    yield f"    kind: {'deduction' if line.marking.faults else 'checklist'}"
    words = line.words.replace("\n", "；")
    yield f"    source: {_text(f'{line.cell}: {words}')}"
    yield f"    points: {line.points}"
    yield f"    form: {_text(form)}"
    if line.marking.faults:
        yield "    faults:"
        for turn, fault in enumerate(line.marking.faults):
            yield f"      {_text(fault_id(line, turn))}: {_fault(fault)}"
    else:
        levels = ", ".join(f"{name}: {_share(name, worth, line.points)}" for name, worth in line.marking.levels)
        yield f"    ask: {_text(line.standard)}"
        yield f"    answers: {{{levels}}}"
    yield "    credit: project"


def fault_id(line: Line, turn: int) -> str:
    """The id of a fault: the table's own, or the rule's with a number."""
    return line.fault_ids[turn] if len(line.fault_ids) == len(line.marking.faults) else f"{line.id}-{turn + 1}"


def _fault(fault: Fault) -> str:
    said = [f"ask: {_text(fault.ask)}"]
    if fault.repeat:
        said.append(f"repeat: [{', '.join(fault.repeat)}]")
    elif fault.zero_out:
        said.append("zero_out: true")
    else:
        said.append(f"deduct: {fault.deduct}")
    if fault.each_place:
        said.append("each: place")
    return f"{{{', '.join(said)}}}"


def _share(name: str, worth: str, points: str) -> str:
    if name in _WORTH:
        return _WORTH[name]
    return f"{(Decimal(worth) * _HUNDRED / Decimal(points)).quantize(Decimal('0.001')).normalize():f} %"


def case_text(line: Line, id: str) -> str:
    """The cases of a rule: one that follows from the table, and a line for each that is left to fill."""
    answers = ", ".join(f"{_text(name)}: {answer}" for name, answer in _faultless(line))
    seen = f'{{form: {_text(form_of(id))}, observer: zhao, at: "09:00", answers: {{{answers}}}}}'
    parts = [
        f"rule: {_text(f'{id}/{line.id}')}",
        "people: {zhao: department_supervisor}",
        "cases:",
        f"  - name: {_text('没有问题得满分')}",
        "    day: 2026-10-08",
        f"    seen: [{seen}]",
        f"    expect: {{points: {line.points}, unmet: 0}}",
        "",
        "  # 待填 to be filled, one case for each:",
    ]
    asked = [fault.words for fault in line.marking.faults] or [f"{name} {worth}" for name, worth in line.marking.levels]
    return "\n".join([*parts, *(f"  # - name: {_plain(words)}" for words in asked)]) + "\n"


def _faultless(line: Line) -> Iterator[tuple[str, str]]:
    for turn, fault in enumerate(line.marking.faults):
        yield fault_id(line, turn), '"0"' if fault.each_place else "pass"
    if not line.marking.faults:
        yield line.id, "met"


def _text(value: str) -> str:
    """A text in quotes, as YAML and JSON both read it."""
    return json.dumps(value, ensure_ascii=False)


def _plain(value: str) -> str:
    """A text within one line of a comment."""
    return " ".join(value.split())
