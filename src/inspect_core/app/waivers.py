"""Waivers looked over: those that can spare nothing, that name strangers, or that are about to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Final

from inspect_core.app.month import Labels
from inspect_core.engine.kind import Kinds, SlotKind
from inspect_core.errors import Problem
from inspect_core.language.rule import Rule, Ruleset
from inspect_core.language.waivers import Waiver

SOON: Final = timedelta(days=14)


def spare_nothing(rulesets: Sequence[Ruleset], kinds: Kinds) -> list[Problem]:
    """Waivers of rules that lay out no slots: there is nothing of theirs to excuse."""
    return [
        Problem(
            "E-WAIVER-KIND",
            f"the rule '{rule.id}' ({rule.settings.kind}) lays out no slots that could be waived",
            waiver.written,
            "take the waiver out; what cannot be judged is answered 'na' on the form",
            f"条款 '{rule.id}'（{rule.settings.kind}）没有可豁免的应检项",
            "请删除该豁免；无法检查的内容在记录表中填“不适用”",
        )
        for rule, waiver in _waivers(rulesets)
        if not isinstance(kinds.of(rule), SlotKind)
    ]


def ending_soon(rulesets: Sequence[Ruleset], today: date) -> tuple[Problem, ...]:
    """Waivers that end within a fortnight from today: what they spare is due again."""
    return tuple(
        Problem(
            "N-WAIVER-ENDS",
            f"the waiver of '{rule.name}' ends on {waiver.last}",
            waiver.written,
            "make sure that what it spares can be done from the next day on, or have a longer one approved",
            f"条款 '{rule.name}' 的豁免于 {waiver.last} 到期",
            "请确认次日起可以恢复检查，或另行批准延期",
        )
        for rule, waiver in _waivers(rulesets)
        if today <= waiver.last <= today + SOON
    )


def strangers(rulesets: Sequence[Ruleset], known: Labels) -> Iterator[Problem]:
    """People and places in waivers that the project does not know."""
    for _, waiver in _waivers(rulesets):
        for key, name in (("person", waiver.person), ("approved_by", waiver.approved_by)):
            if name is not None and name not in known.people:
                yield _stranger("W-WAIVER-PERSON", "person", "人员", key, name, waiver, list(known.people))
        if waiver.place is not None and waiver.place not in known.places:
            yield _stranger("W-WAIVER-PLACE", "place", "部位", "place", waiver.place, waiver, list(known.places))


def _waivers(rulesets: Sequence[Ruleset]) -> Iterator[tuple[Rule, Waiver]]:
    for ruleset in rulesets:
        for rule in ruleset.rules:
            yield from ((rule, waiver) for waiver in rule.waivers)


def _stranger(code: str, en: str, zh: str, key: str, name: str, waiver: Waiver, names: Sequence[str]) -> Problem:
    near = get_close_matches(name, names, n=1)
    return Problem(
        code,
        f"the waiver's {key} names the {en} '{name}', whom the project does not know"
        if en == "person"
        else f"the waiver's {key} names the {en} '{name}', which the project does not know",
        waiver.written,
        f"did you mean '{near[0]}'?" if near else "write an id as it was imported",
        f"豁免的 {key} 所写{zh} '{name}' 不在项目中",
        f"是否想写 '{near[0]}'？" if near else "请写导入时的编号",
    )
