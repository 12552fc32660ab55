"""The fairness of a period as plain data: the contract `inspect-core/fairness/1`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from inspect_core.app.distribution_views import GradeLimits
from inspect_core.app.fairness.evidence import Evidence, warnings
from inspect_core.app.fairness.figures import Figures, figures_of, verdict
from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.app.fairness.severity import Severity
from inspect_core.app.month import Month
from inspect_core.domain.exact import FULL, plain
from inspect_core.domain.text import Text

FORMAT: Final = "inspect-core/fairness/1"
View = dict[str, Any]
_TENTH = 100  # of thousandths: figures that are estimates are told to one decimal

METHOD: Final = {
    "interval": {
        "zh": "整日自助抽样：有放回地重抽考核期内各日（固定种子），按同样规则重算，取中间 95%",
        "en": "cluster bootstrap over days: the days of the period are drawn again with repetition (seeded), the month "
        "is scored again from them, and the middle 95 % taken",
    },
    "severity": {
        "zh": "加法双因素模型（对象 + 观察者），最小二乘，只比较两人以上评判过的同一对象与条款；区间由逐日剔除法得出",
        "en": "additive model (what is judged + who judges) by least squares, over what at least two observers judged "
        "under the same rule; the interval by leaving out each day once",
    },
}


def fairness_view(month: Month, limits: FairnessSettings, person: str | None = None) -> View:
    """The fairness of a scored month, of one person only where named; nothing in it moves a score."""
    figures = figures_of(month, limits)
    names = _names(month)
    rows = month.scored.totals["person"].iter_rows(named=True)
    wanted = month.tables.names.code("person", person) if person else None
    source, period = month.provenance, month.ground.period
    return {
        "format": FORMAT,
        "project": {"id": source.project, "name": source.title.model_dump(), "company": source.company},
        "period": {"id": period.id, "first": str(period.first), "last": str(period.last)},
        "engine": source.engine,
        "journal": {"seq": source.journal[0], "head": source.journal[1]},
        "settings": limits.model_dump(),
        "method": METHOD,
        "people": [_person(row, figures, names) for row in rows if wanted in (None, row["person"])],
        "observers": _observers(figures),
        "distribution": GradeLimits(month).whole(),
        "agreement": None,
        "signs": None,
    }


def _names(month: Month) -> dict[int, str]:
    people = month.tables.names.lists.get("person", ())
    return {number: month.labels.people.get(id) or id for number, id in enumerate(people)}


def _person(row: Mapping[str, Any], figures: Figures, names: Mapping[int, str]) -> View:
    month, number = figures.month, row["person"]
    known = figures.evidence.get(number)
    role = month.tables.names.name("role", row["role"]) or ""
    title = month.labels.roles.get(role)
    return {
        **(month.labels.person(month.tables.names.name("person", number)) or {}),
        "role": role,
        "role_title": title.model_dump() if title else {"zh": role, "en": role},
        "status": row["status"],
        "total": plain(row["total"]),
        "grade": row["grade"],
        "coverage": plain(row["coverage"]),
        "judged": row["judged"] or 0,
        **_evidence(known, figures),
        "interval": _interval(figures, number),
        "alike": _alike(figures, row),
        "warnings": warnings(row, known, names, figures.limits),
    }


def _evidence(found: Evidence | None, figures: Figures) -> View:
    if found is None:
        return {"records": 0, "days": 0, "observers": 0, "busiest_day": None, "busiest_observer": None}
    (day, on_day), (observer, by) = found.busiest_day, found.busiest_observer
    who = figures.month.labels.person(figures.month.tables.names.name("person", observer)) or {}
    return {
        "records": found.records,
        "days": found.days,
        "observers": found.observers,
        "busiest_day": {"day": str(day), "records": on_day, "share": _percent(on_day, found.records)},
        "busiest_observer": {**who, "records": by, "share": _percent(by, found.records)},
    }


def _percent(part: int, whole: int) -> str | None:
    """A share in percent, to one decimal, half up."""
    return plain((2 * FULL * part + whole * _TENTH) // (2 * whole * _TENTH) * _TENTH) if whole else None


def _interval(figures: Figures, person: int) -> View | None:
    found = figures.intervals.get(person)
    if found is None:
        return None
    low, high = tenths(found.low), tenths(found.high)
    says = Text(zh=f"95% 区间 {low} 至 {high}", en=f"95 % interval {low} to {high}")
    if low == high:  # days that were all alike give no width, and that is no certainty
        says = Text(
            zh=f"{found.days} 个有记录的日子情形相同，区间无宽度，不等于没有误差",
            en=f"the {found.days} days with records were alike: an interval without width, which is no certainty",
        )
    return {
        "low": low,
        "high": high,
        "level": "95",
        "draws": found.draws,
        "days": found.days,
        "says": says.model_dump(),
    }


def _alike(figures: Figures, row: Mapping[str, Any]) -> View | None:
    """The total beside what it would be about; nothing where no observer differs measurably."""
    found = figures.alike.get(row["person"])
    if found is None:
        return None
    total, about = plain(row["total"]), tenths(found.total)
    says = Text(
        zh=f"原始得分 {total}；若各观察者宽严一致，约为 {about}（只作参考，不改得分）",
        en=f"raw {total}; had the observers been alike about {about} (told only, never applied)",
    )
    share = _percent(found.compared, found.judgements)
    return {"total": about, "judgements": found.judgements, "by_compared": share, "says": says.model_dump()}


def tenths(value: int | None) -> str | None:
    """Thousandths as a decimal text of one decimal, half away from nothing."""
    if value is None:
        return None
    rounded = (abs(value) + _TENTH // 2) // _TENTH * _TENTH
    return plain(-rounded if value < 0 else rounded)


def _observers(figures: Figures) -> list[View]:
    """Everybody who judged others, with how strict that was as far as it can be compared."""
    month, counts = figures.month, _given(figures.opinions)
    return [
        {
            **(month.labels.person(month.tables.names.name("person", observer)) or {}),
            "records": records,
            "days": days,
            "given": tenths(round(given)),
            **_severity(figures.severity.get(observer), figures.limits),
        }
        for observer, records, days, given in counts
    ]


def _given(opinions: pl.DataFrame) -> Sequence[tuple[int, int, int, float]]:
    """Of each observer: records, days, and the mean of what was given, in thousandths of a per cent."""
    c = pl.col
    own = opinions.filter(c("of") > 0).unique(["visit", "lane"]).with_columns(given=FULL * c("earned") // c("of"))
    counted = own.group_by("observer").agg(c("visit").n_unique(), c("day").n_unique(), c("given").mean())
    return counted.sort("observer").rows()


def _severity(found: Severity | None, limits: FairnessSettings) -> View:
    word = verdict(found, limits)
    told = found if found is not None and word not in ("too_few", "nobody_to_compare") else None
    return {
        "verdict": word,
        "comparisons": found.comparisons if found else 0,
        "others": found.others if found else 0,
        "effect": tenths(told.effect) if told else None,
        "low": tenths(told.low) if told else None,
        "high": tenths(told.high) if told else None,
        "says": _said(found, told, word, limits).model_dump(),
    }


def _said(found: Severity | None, told: Severity | None, word: str, limits: FairnessSettings) -> Text:
    if found is None:
        return Text(zh="没有他人评判过同样的对象，无法比较", en="nobody else judged the same: nothing to compare")
    if told is None:
        return Text(
            zh=f"可比次数 {found.comparisons}，不足以判断（需 {limits.comparisons} 次，且不止一天）",
            en=f"{found.comparisons} comparisons are too few to tell ({limits.comparisons} needed, and more than one day)",
        )
    size, low, high = tenths(abs(told.effect)), tenths(told.low), tenths(told.high)
    zh, en = {
        "stricter": (
            f"偏严：同样的对象少给 {size} 个百分点",
            f"stricter: gives {size} points of 100 less for the same",
        ),
        "milder": (f"偏宽：同样的对象多给 {size} 个百分点", f"milder: gives {size} points of 100 more for the same"),
    }.get(word, ("与他人无可测差异", "no measurable difference from the others"))
    return Text(
        zh=f"{zh}（95% 区间 {low} 至 {high}，与 {told.others} 人比较 {told.comparisons} 次）",
        en=f"{en} (95 % interval {low} to {high}; {told.comparisons} comparisons with {_others(told.others)})",
    )


def _others(count: int) -> str:
    return "1 other" if count == 1 else f"{count} others"
