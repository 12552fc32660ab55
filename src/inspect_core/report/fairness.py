"""How far the scores can be trusted, as pages show it: a few sentences for the circular, and a page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from inspect_core.report import figures
from inspect_core.report.links import href
from inspect_core.report.words import Words

PAGE: Final = "fairness.html"
View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """What one person's score stands on."""

    name: str
    href: str
    total: str
    interval: str
    alike: str
    records: str
    days: str
    observers: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObserverRow:
    """How strict one observer is, compared with others."""

    name: str
    records: str
    given: str
    says: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Fairness:
    """Everything the circular and the page show. `too_many` are grades that more people have than the scheme would like."""

    sentences: tuple[str, ...]
    people: tuple[EvidenceRow, ...]
    observers: tuple[ObserverRow, ...]
    too_many: tuple[str, ...]
    methods: tuple[str, ...]


def fairness_of(view: View | None, pages: Mapping[str, str], words: Words) -> Fairness | None:
    """The fairness of a report view; nothing where it was not worked out. `pages` are the persons' files by id."""
    if view is None:
        return None
    return Fairness(
        tuple(_sentences(view, words)),
        tuple(_person(one, pages, words) for one in view["people"]),
        tuple(_observer(one, words) for one in view["observers"]),
        tuple(_too_many(view.get("distribution"), words)),
        tuple(words.say(view["method"][name]) for name in ("interval", "severity")),
    )


def _sentences(view: View, words: Words) -> list[str]:
    warned = sum(bool(one["warnings"]) for one in view["people"])
    heads, found = len(view["people"]), view["signs_found"]
    differ = [one for one in view["observers"] if one["verdict"] in ("stricter", "milder")]
    told = [
        words.both(
            f"{heads} 人中 {warned} 人的依据须留意。", f"The evidence of {warned} of {heads} people needs a look."
        )
    ]
    if view["observers"]:
        zh = f"{len(view['observers'])} 位观察者中 {len(differ)} 位的宽严与他人有可测差异。"
        en = f"{len(differ)} of {len(view['observers'])} observers differ measurably from the others."
        told.append(words.both(zh, en))
    zh = f"疑似未到现场的迹象：待复核 {found['open']} 件，属实 {found['confirmed']} 件，排除 {found['dismissed']} 件。"
    en = (
        f"Signs of rounds that were not walked: {found['open']} open, {found['confirmed']} confirmed, "
        f"{found['dismissed']} dismissed."
    )
    return [*told, words.both(zh, en), words.both("以上均不改变得分。", "None of this changes a score.")]


def _person(one: View, pages: Mapping[str, str], words: Words) -> EvidenceRow:
    interval, alike = one["interval"], one["alike"]
    return EvidenceRow(
        name=str(one["name"]),
        href=href(pages[one["id"]]) if one["id"] in pages else "",
        total=figures.score(one["total"]),
        interval=f"{interval['low']} – {interval['high']}" if interval else figures.NOTHING,
        alike=words.both("约 ", "about ") + str(alike["total"]) if alike else figures.NOTHING,
        records=figures.count(one["records"]),
        days=figures.count(one["days"]),
        observers=figures.count(one["observers"]),
        notes=tuple(words.say(told["says"]) for told in (*one["warnings"], *_no_width(interval))),
    )


def _no_width(interval: View | None) -> tuple[View, ...]:
    """The interval where it has no width: what it says of itself belongs beside it."""
    return (interval,) if interval and interval["low"] == interval["high"] else ()


def _observer(one: View, words: Words) -> ObserverRow:
    differs = one["verdict"] in ("stricter", "milder")
    return ObserverRow(
        str(one["name"]), figures.count(one["records"]), f"{one['given']} %", words.say(one["says"]), differs
    )


def _too_many(distribution: View | None, words: Words) -> list[str]:
    """A sentence for each grade that more people have than the scheme would like."""
    groups = distribution["groups"] if distribution else ()
    return [
        f"{words.say(group['name'])}{words('colon')}{words.say(one['says'])}"
        for group in groups
        for one in group["grades"]
        if one["over"]
    ]
