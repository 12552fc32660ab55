"""The awards of a period, computed from its scores: who won, who came next, who could not win, how ties were decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from inspect_core.domain.exact import plain
from inspect_core.domain.text import Text
from inspect_core.language.awards import Award

View = dict[str, Any]
RUNNERS = 3
_JUDGED = ("met", "partly", "unmet")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody an award is open to: what it looks at, exactly, and what stands against him."""

    person: Mapping[str, Any]
    score: Fraction | None
    coverage: Fraction
    judged: int
    against: tuple[Text, ...]

    @property
    def merit(self) -> tuple[Fraction, Fraction, int]:
        """What decides, in this order: the score, how much of what was due is known, how often it was judged."""
        return (self.score or Fraction(0), self.coverage, self.judged)


def awards_view(awards: Mapping[str, Award], people: Sequence[View]) -> list[View]:
    """Every award of a scheme as plain data; `people` are those of the score view."""
    return [_award(name, award, people) for name, award in awards.items()]


def _award(name: str, award: Award, people: Sequence[View]) -> View:
    open_to = [_candidate(award, person) for person in people if _is_open(award, person)]
    ranked = sorted((one for one in open_to if not one.against), key=lambda one: one.merit, reverse=True)
    others = sorted((one for one in open_to if one.against), key=lambda one: one.merit, reverse=True)
    winners = [one for one in ranked if one.merit >= ranked[min(award.best, len(ranked)) - 1].merit]
    tie = _tie(ranked, len(winners), award.best)
    return {
        "award": name,
        "title": award.title.model_dump(),
        "ruleset": award.ruleset,
        "best": award.best,
        "considered": len(open_to),
        "eligible": len(ranked),
        "winners": [_placed(one, ranked) for one in winners],
        "runners": [_placed(one, ranked) for one in ranked[len(winners) : len(winners) + RUNNERS]],
        "tie": tie.model_dump() if tie else None,
        "not_eligible": [
            {**_named(one), "score": _shown(one.score), "why": [why.model_dump() for why in one.against]}
            for one in others
        ],
    }


def _is_open(award: Award, person: View) -> bool:
    return (not award.roles or person["role"] in award.roles) and (
        not award.departments or person["department"] in award.departments
    )


def _candidate(award: Award, person: View) -> _Candidate:
    score, coverage, judged = _of_total(person) if award.ruleset is None else _of_ruleset(person, award.ruleset)
    against = tuple(_against(award, person, score, coverage, judged))
    return _Candidate(person, score, coverage, judged, against)


def _of_total(person: View) -> tuple[Fraction | None, Fraction, int]:
    score = _exact(person["total"]) if person["status"] == "scored" else None
    return score, _exact(person["coverage"]) or Fraction(0), int(person["judged"])


def _of_ruleset(person: View, ruleset: str) -> tuple[Fraction | None, Fraction, int]:
    """Score and coverage in one ruleset: of several stints the mean by their days, as a total is made."""
    own = [
        (one, int(person["stints"][one["stint"]]["days"])) for one in person["rulesets"] if one["ruleset"] == ruleset
    ]
    judged = sum(int(rule[word]) for one, _ in own for rule in one["rules"] for word in _JUDGED)
    return _mean(own, "score"), _mean(own, "coverage") or Fraction(0), judged


def _mean(own: Sequence[tuple[View, int]], key: str) -> Fraction | None:
    known = [(value, days) for one, days in own if (value := _exact(one[key])) is not None]
    whole = sum(days for _, days in known)
    return sum((value * days for value, days in known), Fraction(0)) / whole if whole else None


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(Decimal(text))


def _against(award: Award, person: View, score: Fraction | None, coverage: Fraction, judged: int) -> Iterator[Text]:
    """Why somebody cannot win."""
    if score is None:
        yield Text(zh="没有得分", en="no score")
    elif score * 1000 < award.least:
        yield Text(zh=f"得分低于 {plain(award.least)}", en=f"the score is under {plain(award.least)}")
    if coverage * 1000 < award.least_coverage:
        least = plain(award.least_coverage)
        yield Text(zh=f"覆盖率低于 {least} %", en=f"the coverage is under {least} %")
    if judged < award.least_judged:
        least = str(award.least_judged)
        yield Text(zh=f"只评判 {judged} 次，须 {least} 次", en=f"judged {judged} times, {least} are asked for")
    if award.no_veto and person["vetoes"]:
        titles = {one["name"]: one["title"] for one in person["vetoes"]}.values()
        zh, en = "、".join(one["zh"] for one in titles), ", ".join(one["en"] for one in titles)
        yield Text(zh=f"一票否决：{zh}", en=f"a veto: {en}")


def _tie(ranked: Sequence[_Candidate], won: int, best: int) -> Text | None:
    """How it was decided where the score alone does not say who won."""
    if won > best:
        shared = f"{won} 人得分、覆盖率、评判次数都相同，并列", f"{won} are alike in score, coverage and number judged"
        return Text(zh=shared[0], en=f"{shared[1]}: they share it")
    if won == 0 or len(ranked) == won or ranked[won].score != ranked[won - 1].score:
        return None
    if ranked[won].coverage != ranked[won - 1].coverage:
        return Text(zh="得分相同，覆盖率高者在前", en="the scores are alike: the higher coverage decided")
    return Text(
        zh="得分与覆盖率相同，评判次数多者在前", en="score and coverage are alike: who was judged more often won"
    )


def _placed(one: _Candidate, ranked: Sequence[_Candidate]) -> View:
    place = 1 + sum(other.merit > one.merit for other in ranked)
    return {
        **_named(one),
        "place": place,
        "score": _shown(one.score),
        "coverage": _shown(one.coverage),
        "judged": one.judged,
    }


def _named(one: _Candidate) -> View:
    return {"id": one.person["id"], "name": one.person["name"]}


def _shown(value: Fraction | None) -> str | None:
    """A decimal text with three decimals at most, rounded half up as scores are."""
    return None if value is None else plain(int(value * 1000 + Fraction(1, 2)))
