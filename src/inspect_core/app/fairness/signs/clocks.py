"""Records that came all at once though they tell of hours, records from the future, and clocks that are always wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from statistics import median

from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.app.fairness.signs.rounds import HOUR, MINUTE, Round, Sign, by_observer, ids
from inspect_core.domain.text import Text

_STEADY = 80  # per cent of the records that must be off by the same, give or take a minute


def one_sitting(rounds: Sequence[Round], limits: FairnessSettings) -> Iterator[Sign]:
    """For each observer: records entered within one minute that tell of hours. Files are not entered record by record."""
    for observer, own in by_observer(one for one in rounds if not one.by_file).items():
        for sitting in _sittings(sorted(own, key=lambda one: (one.received, one.id))):
            told = max(one.start for one in sitting) - min(one.start for one in sitting)
            if len(sitting) >= limits.sitting_records and told >= limits.told_hours * HOUR:
                yield _entered(observer, sitting, told)


def _sittings(rounds: Sequence[Round]) -> Iterator[list[Round]]:
    sitting: list[Round] = []
    for one in rounds:
        if sitting and one.received - sitting[0].received >= MINUTE:
            yield sitting
            sitting = []
        sitting.append(one)
    if sitting:
        yield sitting


def _entered(observer: str, sitting: Sequence[Round], told: int) -> Sign:
    at = datetime.fromtimestamp(sitting[0].received, UTC).strftime("%Y-%m-%dT%H:%MZ")
    hours = round(told / HOUR, 1)
    zh = f"{len(sitting)} 条记录在一分钟内登记（{at}），所述时间跨 {hours} 小时；手机离线补传也会如此"
    en = (
        f"{len(sitting)} records were entered within one minute ({at}) and tell of {hours} hours; a phone that had no "
        "network sends like this too"
    )
    return Sign("one_sitting", observer, at, "weak", ids(sitting), Text(zh=zh, en=en))


def from_the_future(rounds: Sequence[Round], limits: FairnessSettings) -> Iterator[Sign]:
    """For each observer: records that had not happened yet when they were received."""
    for observer, own in by_observer(rounds).items():
        ahead = [one for one in own if max(one.start, one.over) - one.received >= limits.ahead * MINUTE]
        if ahead:
            minutes = max(max(one.start, one.over) - one.received for one in ahead) // MINUTE
            zh = f"{len(ahead)} 条记录所述时间晚于收到时间，最多 {minutes} 分钟"
            en = f"{len(ahead)} records tell of a time after they were received, by up to {minutes} minutes"
            yield Sign("future", observer, "", "strong", ids(ahead), Text(zh=zh, en=en))


def steady_offset(rounds: Sequence[Round], limits: FairnessSettings) -> Iterator[Sign]:
    """For each observer: records that are off from their receipt by the same time again and again."""
    for observer, own in by_observer(one for one in rounds if not one.by_file).items():
        offsets = [one.received - one.over for one in own]
        if len(own) < limits.offset_records:
            continue
        usual = median(offsets)
        steady = [one for one, offset in zip(own, offsets, strict=True) if abs(offset - usual) <= MINUTE]
        if abs(usual) >= limits.offset * MINUTE and 100 * len(steady) >= _STEADY * len(own):
            minutes = round(usual / MINUTE)
            zh = f"{len(own)} 条记录中 {len(steady)} 条与收到时间总差 {minutes} 分钟，时钟可能被拨动"
            en = f"{len(steady)} of {len(own)} records are always {minutes} minutes off their receipt: the clock may be set wrong"
            yield Sign("clock_offset", observer, "", "medium", ids(steady), Text(zh=zh, en=en))
