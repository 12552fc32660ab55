"""Vetoes, gates and cards of one person as plain data, each with a sentence that says what it does to the grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inspect_core.app.given import given_view
from inspect_core.app.month import Month
from inspect_core.domain.exact import plain
from inspect_core.domain.text import Text
from inspect_core.engine.tables import NONE
from inspect_core.language.sanctions import After, Card, Cards, Gate, Veto

View = dict[str, Any]


def veto_views(rows: Sequence[Mapping[str, Any]], month: Month) -> list[View]:
    """Every answer that raised a veto and every one given by hand, with what it does where the scheme knows it."""
    names, text = month.tables.names, month.plan.scheme.text
    return [
        {
            **_veto(row["veto"], text.vetoes.get(row["veto"]), text.cards),
            "rule": None if row["rule"] == NONE else month.plan.rules[row["rule"]].name,
            "observation": names.name("visit", row["visit"]),
            "given": _given(row, month),
        }
        for row in rows
    ]


def _given(row: Mapping[str, Any], month: Month) -> View | None:
    """Who gave it by hand and why; nothing of what rules raise."""
    return None if row["given"] == NONE else given_view(month.tables.given[row["given"]], month.labels)


def _veto(name: str, veto: Veto | None, cards: Cards) -> View:
    card = next((one for one in cards.values() if name in one.raised_by), None)
    title = veto.title if veto else Text(zh=name, en=name)
    does = _does(veto) or (Text(zh=f"计入{card.title.zh}", en=f"counts towards {card.title.en}") if card else None)
    return {
        "name": name,
        "title": title.model_dump(),
        "grade": veto.grade if veto else None,
        "drop": veto.drop if veto else None,
        "says": _said(title, does).model_dump(),
    }


def gate_view(row: Mapping[str, Any], month: Month) -> View:
    """What a person reached of what a gate is about, and whether that was enough."""
    gate = month.plan.scheme.text.gates[row["gate"]]
    failed = row["share"] < gate.least
    return {
        "name": row["gate"],
        "title": gate.title.model_dump(),
        "ruleset": gate.ruleset,
        "rule": gate.rule,
        "share": plain(row["share"]),
        "least": plain(gate.least),
        "grade": gate.grade,
        "failed": failed,
        "says": _gated(gate, plain(row["share"]) or "", failed=failed).model_dump(),
    }


def _gated(gate: Gate, share: str, *, failed: bool) -> Text:
    least = plain(gate.least)
    zh, en = f"{gate.title.zh} {share}%，要求 {least}%", f"{gate.title.en} {share} % of the {least} % asked for"
    if not failed:
        return Text(zh=f"{zh}：达到", en=f"{en}: reached")
    return Text(
        zh=f"{zh}：未达到，等级最高为 {gate.grade}", en=f"{en}: not reached, so the grade is at best {gate.grade}"
    )


def card_view(row: Mapping[str, Any], month: Month) -> View:
    """A card a person holds, with the periods that gave it."""
    card = month.plan.scheme.text.cards[row["card"]]
    return {
        "name": row["card"],
        "title": card.title.model_dump(),
        "raised_by": list(card.raised_by),
        "after": card.after.model_dump() if card.after else None,
        "periods": list(row["periods"]),
        "grade": card.grade,
        "drop": card.drop,
        "given": _given(row, month),
        "says": _said(_of_periods(card, row, month), _does(card)).model_dump(),
    }


def _of_periods(card: Card, row: Mapping[str, Any], month: Month) -> Text:
    """The card with why it is held: the periods, and what was held in them; or that people gave it."""
    periods, after = row["periods"], card.after
    if after is None or not row["by_count"]:
        by_hand = row["given"] != NONE
        return Text(zh=f"{card.title.zh}（由人给出）", en=f"{card.title.en} (given by hand)") if by_hand else card.title
    waited = month.plan.scheme.text.cards[after.card].title
    zh, en = "、".join(periods), ", ".join(periods)
    return Text(
        zh=f"{card.title.zh}（{_so_often(after).zh}{waited.zh}：{zh}）",
        en=f"{card.title.en} ({waited.en} {_so_often(after).en}: {en})",
    )


def _so_often(after: After) -> Text:
    if after.in_a_row or after.periods == after.times:
        return Text(zh=f"连续 {after.times} 期", en=f"{after.times} periods in a row")
    return Text(zh=f"{after.periods} 期内 {after.times} 次", en=f"{after.times} times in {after.periods} periods")


def _said(title: Text, does: Text | None) -> Text:
    return Text(zh=f"{title.zh}：{does.zh}", en=f"{title.en}: {does.en}") if does else title


def _does(found: Veto | Card | None) -> Text | None:
    """What it makes of the grade."""
    if found is not None and found.grade is not None:
        return Text(zh=f"等级定为 {found.grade}", en=f"the grade is {found.grade}")
    if found is not None and found.drop is not None:
        lower = "1 grade lower" if found.drop == 1 else f"{found.drop} grades lower"
        return Text(zh=f"降 {found.drop} 级", en=lower)
    return None
