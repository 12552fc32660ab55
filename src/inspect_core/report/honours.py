"""The awards of a period as the circular shows them: who won by what, who came next, who could not win and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspect_core.report import figures
from inspect_core.report.links import href
from inspect_core.report.words import Words


@dataclass(frozen=True, slots=True)
class Honoured:
    """Somebody an award speaks of; `says` is on what evidence, or what stands against him."""

    name: str
    href: str
    score: str
    says: str


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award."""

    title: str
    measure: str
    open_to: str
    winners: tuple[Honoured, ...]
    runners: tuple[Honoured, ...]
    others: tuple[Honoured, ...]
    tie: str


def award_rows(score: Mapping[str, Any], pages: Mapping[str, str], words: Words) -> tuple[AwardRow, ...]:
    """The awards of a score view; `pages` are the persons' files by id."""
    titles = {one["ruleset"]: words.say(one.get("title")) or one["ruleset"] for one in score.get("editions") or ()}
    return tuple(_award(one, titles, pages, words) for one in score.get("awards") or ())


def _award(found: Mapping[str, Any], titles: Mapping[str, str], pages: Mapping[str, str], words: Words) -> AwardRow:
    ruleset = found["ruleset"]
    return AwardRow(
        title=words.say(found["title"]),
        measure=words("total") if ruleset is None else titles.get(ruleset, ruleset),
        open_to=words("award_open", considered=found["considered"], eligible=found["eligible"]),
        winners=tuple(_placed(one, pages, words) for one in found["winners"]),
        runners=tuple(_placed(one, pages, words) for one in found["runners"]),
        others=tuple(
            _honoured(one, words.list([words.say(why) for why in one["why"]]), pages) for one in found["not_eligible"]
        ),
        tie=words.say(found["tie"]),
    )


def _placed(one: Mapping[str, Any], pages: Mapping[str, str], words: Words) -> Honoured:
    says = words("award_evidence", coverage=figures.percent(one["coverage"]), judged=one["judged"])
    return _honoured(one, says, pages)


def _honoured(one: Mapping[str, Any], says: str, pages: Mapping[str, str]) -> Honoured:
    page = href(pages[one["id"]]) if one["id"] in pages else ""
    return Honoured(str(one.get("name") or one["id"]), page, figures.score(one["score"]), says)
