"""Two places at once, and walks that took less than half of the fastest time anybody else needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.app.fairness.signs.rounds import HOUR, MINUTE, Round, Sign, Strength, by_day, by_observer, ids
from inspect_core.domain.text import Text

_Walk = tuple[int, Round, Round]  # seconds, from, to
_Way = frozenset[str | None]  # the two places, in either direction
_LONGEST = 2 * HOUR  # a longer pause is no walk
_PEOPLE = 3  # one other may always walk with something to do on the way
_ROUNDING = 2 * MINUTE  # two times that are written in whole minutes may each be off by almost one


def two_places(rounds: Sequence[Round], limits: FairnessSettings) -> Iterator[Sign]:
    """For each observer and day: records whose times overlap though they are at different places."""
    for observer, own in by_observer(one for one in rounds if one.place and one.end).items():
        for day, of_day in by_day(own).items():
            pairs = list(_overlapping(of_day, MINUTE))
            longest = max((_shared(*pair) for pair in pairs), default=0)
            if longest >= limits.overlap * MINUTE or len(pairs) >= limits.overlaps:
                yield _at_once(observer, day, pairs)


def _overlapping(rounds: Sequence[Round], least: int) -> Iterator[tuple[Round, Round]]:
    """Each record with the first of those before it that goes on elsewhere for at least so many seconds."""
    going: list[Round] = []  # those before it that go on long enough for it or for one after it
    for one in rounds:
        going = [other for other in going if other.over - one.start >= least]
        elsewhere = (other for other in going if other.place != one.place)
        found = next((other for other in elsewhere if _shared(other, one) >= least), None)
        going.append(one)
        if found is not None:
            yield found, one


def _shared(one: Round, other: Round) -> int:
    """For how many seconds both went on; `other` began later."""
    return min(one.over, other.over) - other.start


def _at_once(observer: str, day: str, pairs: Sequence[tuple[Round, Round]]) -> Sign:
    one, other = max(pairs, key=lambda pair: _shared(*pair))
    shared = _shared(one, other) // MINUTE
    zh = f"{day} 有 {len(pairs)} 次同时在两个部位，如 {one.place} 与 {other.place} 重叠 {shared} 分钟"
    en = f"on {day} {len(pairs)} times at two places at once, as at {one.place} and {other.place} for {shared} minutes"
    records = ids(part for pair in pairs for part in pair)
    return Sign("two_places", observer, day, "strong", records, Text(zh=zh, en=en))


def too_fast_walks(rounds: Sequence[Round], limits: FairnessSettings) -> Iterator[Sign]:
    """For each observer and day: walks between two places faster than a share of the fastest of all others."""
    walks = {observer: list(_walks(own)) for observer, own in by_observer(one for one in rounds if one.place).items()}
    times: dict[_Way, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for observer, own in walks.items():
        for seconds, one, other in own:
            times[_way(one, other)][observer].append(seconds)
    for observer, own in walks.items():
        fastest = {way: _fastest(times[way], observer, limits) for way in {_way(*pair) for _, *pair in own}}
        fast: dict[str, list[tuple[_Walk, int]]] = defaultdict(list)
        for walk in own:
            known = fastest[_way(*walk[1:])]
            if known is not None and _faster(walk[0], known, limits):
                fast[walk[1].day].append((walk, known))
        for day, found in fast.items():
            yield _walked(observer, day, found)


def _way(one: Round, other: Round) -> _Way:
    return frozenset((one.place, other.place))


def _fastest(times: Mapping[str, Sequence[int]], observer: str, limits: FairnessSettings) -> int | None:
    """The fastest time of all others between two places; None where too few of them walked there."""
    others = [found for who, found in times.items() if who != observer]
    if len(others) < _PEOPLE or sum(map(len, others)) < limits.walks:
        return None
    return min(map(min, others))


def _walks(rounds: Sequence[Round]) -> Iterator[_Walk]:
    for one, other in pairwise(rounds):
        seconds = other.start - one.over
        if one.place != other.place and 0 <= seconds <= _LONGEST:
            yield seconds, one, other


def _faster(seconds: int, fastest: int, limits: FairnessSettings) -> bool:
    return 100 * seconds < limits.walk_share * fastest and fastest - seconds >= _ROUNDING


def _walked(observer: str, day: str, found: Sequence[tuple[_Walk, int]]) -> Sign:
    (seconds, one, other), fastest = found[0]
    zh = (
        f"{day} 有 {len(found)} 段路走得不合常理，如 {one.place} 到 {other.place} 用 {seconds} 秒，"
        f"其他人最快 {fastest} 秒"
    )
    en = (
        f"on {day} {len(found)} walks were hardly possible, as from {one.place} to {other.place} in {seconds} s; "
        f"the fastest of all others took {fastest} s"
    )
    records = ids(part for (_, *pair), _ in found for part in pair)
    strength: Strength = "strong" if len(found) > 2 else "medium"
    return Sign("fast_walk", observer, day, strength, records, Text(zh=zh, en=en))
