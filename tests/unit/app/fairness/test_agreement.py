"""Agreement of observers: the published examples come out, and what was judged twice is found."""

from __future__ import annotations

import importlib
from decimal import Decimal
from typing import Any

import pytest

from inspect_core.app.fairness import agreement
from inspect_core.app.fairness.agreement import Level, agreements, alpha, library, weighted_kappa
from inspect_core.app.fairness.agreement_view import agreement_view
from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.app.fairness.twice import Judged, Scale
from inspect_core.errors import UsageError
from tests.golden.by_hand import scored
from tests.unit.engine.test_people import MANNERS, SCHEME

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), part C and D: four observers, twelve units
EXAMPLE = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
# SAS/STAT, The FREQ Procedure, example "Agreement Study": two dermatologists, 88 patients; weighted kappa 0.5082
SKIN = ((10, 4, 1, 0), (5, 10, 12, 2), (2, 4, 12, 5), (0, 2, 6, 13))


@pytest.mark.parametrize(("level", "published"), [("nominal", "0.743"), ("ordinal", "0.815"), ("interval", "0.849")])
def test_alpha_is_that_of_krippendorffs_own_example(level: Level, published: str) -> None:
    ratings = [
        (str(observer), f"{unit:02}", int(value))
        for observer, line in enumerate(EXAMPLE)
        for unit, value in enumerate(line.split())
        if value != "."
    ]
    assert alpha(ratings, level, library()) == Decimal(published)
    assert alpha(ratings[::-1], level, library()) == Decimal(published)


def test_weighted_kappa_is_that_of_the_published_skin_example() -> None:
    answers = [(one, other) for one, row in enumerate(SKIN) for other, n in enumerate(row) for _ in range(n)]
    scale = Scale("skin", ("terrible", "poor", "marginal", "clear"))
    assert weighted_kappa(answers, scale, library()) == Decimal("0.508")


def test_with_two_answers_kappa_is_cohens_of_1960() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: (0.7 - 0.5) / (1 - 0.5)
    answers = [*[(0, 0)] * 20, *[(0, 1)] * 5, *[(1, 0)] * 10, *[(1, 1)] * 15]
    assert weighted_kappa(answers, Scale("f", ("yes", "no")), library()) == Decimal("0.400")
    assert weighted_kappa([(0, 0)] * 30, Scale("f", ("yes", "no")), library()) is None


def thing(one: int, other: int, scale: Scale) -> Judged:
    return Judged(scale, "q", {1: one, 2: other})


def test_below_the_least_number_of_pairs_there_is_a_share_and_no_statistic() -> None:
    scale = Scale("f", ("pass", "fail"))
    few, enough = [thing(n % 2, n % 2, scale) for n in range(19)], [thing(n % 2, n % 2, scale) for n in range(20)]
    assert [(one.pairs, one.same, one.alpha) for one in agreements(few, 20)[0]] == [(19, 19, None)]
    (whole,), (pair,) = agreements(enough, 20)
    assert (whole.alpha, whole.level, pair.kappa) == (Decimal("1.000"), "nominal", Decimal("1.000"))
    same = agreements([thing(0, 0, scale)] * 30, 20)[0][0]
    assert (same.same, same.alpha) == (30, None)


def test_without_the_library_it_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> Any:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", none)
    with pytest.raises(UsageError) as refused:
        agreements([], 20)
    assert refused.value.first.code == "E-FAIRNESS-LIBRARY"
    assert 'pip install "inspect-core[fairness]"' in (refused.value.first.hint or "")
    assert agreement.INSTALL in (refused.value.first.hint_zh or "")


# ---------------------------------------------------------------- what was judged twice


def month(*seen: tuple[str, str, str]) -> dict[str, Any]:
    """Observer, time and answer of checks of li."""
    rows = [
        {"form": "check", "observer": who, "subject": "li", "at": f"2026-10-08 {at}", "answers": {"smile": word}}
        for who, at, word in seen
    ]
    return {
        "period": "2026-10",
        "rulesets": {"manners": MANNERS},
        "scheme": {**SCHEME, "roles": {"guard": {"weights": {"manners": "100"}}}},
        "people": {"li": "guard", "boss": "guard", "head": "guard", "chief": "guard"},
        "seen": rows,
    }


def told(*seen: tuple[str, str, str], **limits: int) -> dict[str, Any]:
    return agreement_view(scored(month(*seen)), FairnessSettings(**limits))


def test_two_observers_of_one_person_within_the_hour_judged_the_same() -> None:
    (scale,) = told(("boss", "09:00", "A"), ("head", "10:00", "A"), ("chief", "10:01", "B"))["scales"]
    assert (scale["things"], scale["pairs"], scale["same"], scale["level"]) == (1, 1, "100", "ordinal")
    (scale,) = told(("boss", "09:00", "A"), ("head", "09:30", "C"), ("chief", "09:40", "A"))["scales"]
    assert (scale["things"], scale["pairs"], scale["same"]) == (1, 3, "33.3")
    assert told(("boss", "09:00", "A"), ("head", "10:01", "A"))["scales"] == []
    assert told(("boss", "09:00", "A"), ("head", "10:01", "A"), window=61)["scales"][0]["pairs"] == 1


def test_one_observer_twice_and_somebody_about_himself_are_no_pair() -> None:
    assert told(("boss", "09:00", "A"), ("boss", "09:10", "B"))["scales"] == []
    assert told(("boss", "09:00", "A"), ("li", "09:10", "B"))["scales"] == []
    (scale,) = told(("boss", "09:00", "A"), ("boss", "09:10", "B"), ("head", "09:20", "A"))["scales"]
    assert (scale["pairs"], scale["same"]) == (1, "100")


def test_the_pair_of_observers_is_named_with_its_share() -> None:
    (pair,) = told(("boss", "09:00", "A"), ("head", "09:20", "D"))["observers"]
    assert ([one["id"] for one in pair["people"]], pair["same"], pair["kappa"]) == (["boss", "head"], "0", None)
