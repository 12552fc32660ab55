"""How a paper assessment table says what is deducted, read into faults; what is not understood is told, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

_NUMBER: Final = r"(\d{1,4}(?:\.\d{1,3})?)"
_END: Final = r"\s*分?\s*$"
_UNIT: Final = "处项次人起例个件张条盏户"
_MINUS: Final = r"(?:扣|减|-|−|－)(?:除)?"
_PLACE: Final = re.compile(rf"^(?:每?发现|每有|每)?(?:一|1|每)([{_UNIT}])(.*?){_MINUS}\s*{_NUMBER}{_END}")
_EVERY: Final = re.compile(rf"^每([{_UNIT}])(.*?){_MINUS}\s*{_NUMBER}{_END}")
_FLAT: Final = re.compile(rf"^(.*?[^\d\s~\-−－]){_MINUS}\s*{_NUMBER}{_END}")
_ZERO: Final = re.compile(r"^(.+?)[,，]?\s*(?:本项|该项|此项)(?:(?:为|得|计|记)?(?:0|零)分|不得分)$")
_TURN: Final = re.compile(
    rf"^(?:(.*?)[:：])?(首次|第[一二三四五]次|再次)(?:及?以[上后])?\s*([^\d\s]{{0,12}}?)\s*{_MINUS}\s*{_NUMBER}{_END}"
)
_OFTEN: Final = re.compile(r"首次|第\S{1,2}次|再次")
_LEVEL: Final = re.compile(rf"^(基本符合|部分符合|不符合|符合)\s*[:：]?\s*{_NUMBER}{_END}")
_NOTHING_NEW: Final = re.compile(r"^(?:本项|每项|该项)?(?:分值)?扣完(?:本项分值)?为止$")
_CLAUSES: Final = re.compile(r"[;；。\n]+|[,，](?!\s*(?:本项|该项|此项)(?:为|得|计|记|不|0|零))")
_LIMIT: Final = re.compile(r"最多|最高|至多|不超过|累计|合计|封顶|罚|加|酌情|视")
_NOT_MET: Final = frozenset({"", "不符合", "不合格", "不达标", "不符合要求", "未达标", "否则", "违反"})
_NUMBERED: Final = re.compile(r"^\s*(?:[(（]?\d{1,2}[)）.、．]|[①-⑳])\s*(?=\D)")
TOTAL: Final = re.compile(r"^\s*(?:合\s*计|总\s*计|总\s*分|小\s*计)")
"""How a row of sums begins."""
_LONGEST: Final = 300  # characters of a clause; a longer one is a story
LEVELS: Final = {"符合": "met", "基本符合": "mostly", "部分符合": "mostly", "不符合": "unmet"}
_SAID: Final = {"mostly": "基本符合", "unmet": "不符合"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that costs points, in the table's own words. `words` is the clause it was read from."""

    ask: str
    words: str
    deduct: str = "0"
    each_place: bool = False
    repeat: tuple[str, ...] = ()
    zero_out: bool = False


@dataclass(frozen=True, slots=True)
class Marking:
    """What a marking says: faults, or levels with their points, and the clauses nobody understood."""

    faults: tuple[Fault, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """What was read of the clauses so far."""

    faults: list[Fault] = field(default_factory=list)
    levels: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    turns: Fault | None = None  # the one that grows, while its clauses last

    def another_turn(self, ask: str, worth: str, words: str, *, first: bool) -> None:
        """What it costs one time more: of the fault before, or of a new one where the count begins."""
        if not first and self.turns is None:
            self.unread.append(words)  # a second time of nothing
            return
        if first or self.turns is None:
            self.turns = Fault(ask, words, repeat=(worth,))
            self.faults.append(self.turns)
            return
        before = self.turns
        self.turns = replace(before, words=f"{before.words}，{words}", repeat=(*before.repeat, worth))
        self.faults[self.faults.index(before)] = self.turns


def marking(text: str, standard: str, points: str) -> Marking:
    """The marking of an item of so many points; `standard` is what is asked where a clause does not say it itself."""
    found = _Found()
    for clause in _clauses(text):
        _read(clause, standard, found)
    levels, full = found.levels, found.levels.get("met")
    if full is not None and Decimal(full) != Decimal(points):
        found.unread.append(f"符合{full}（分值为 {points}）")
        levels = {}
    elif found.faults or set(levels) == {"met"} or "unmet" not in levels or Decimal(levels["unmet"]) != 0:
        rest = [f"{_SAID[name]}{worth}" for name, worth in levels.items() if name != "met" and Decimal(worth)]
        found.unread.extend(rest)
        levels = {}
    elif Decimal(levels.get("mostly", "0")) > Decimal(points):
        found.unread.append(f"基本符合{levels['mostly']}")
        levels = {}
    return Marking(tuple(found.faults), tuple(levels.items()), tuple(found.unread))


def _clauses(text: str) -> Iterator[str]:
    for part in _CLAUSES.split(text):
        clause = _NUMBERED.sub("", part).strip()
        if clause:
            yield clause


def _read(clause: str, standard: str, found: _Found) -> None:
    """One clause into what was found, by the first grammar it fits."""
    if _NOTHING_NEW.match(clause):
        return
    if len(clause) > _LONGEST:
        found.unread.append(clause)
    elif level := _LEVEL.match(clause):
        found.levels[LEVELS[level[1]]] = level[2]
    elif turn := _TURN.match(clause):
        ask, first = (turn[1] or "").strip() or turn[3] or standard, turn[2] in ("首次", "第一次")
        found.another_turn(ask, turn[4], clause, first=first)
    elif zero := _ZERO.match(clause):
        found.faults.append(Fault(zero[1].strip(" ,，"), clause, zero_out=True))
    elif place := _PLACE.match(clause) or _EVERY.match(clause):
        found.faults.append(Fault(_asked(place[2], standard, place[1]), clause, place[3], each_place=True))
    elif (flat := _FLAT.match(clause)) and not (_LIMIT.search(flat[1]) or _OFTEN.search(flat[1])):
        ask, often = flat[1].strip(" ,，:："), flat[1].startswith("每")
        said = f"{standard}：不符合" if ask in _NOT_MET else ask
        found.faults.append(Fault(said, clause, flat[2], each_place=often))
    else:
        found.unread.append(clause)


def _asked(said: str, standard: str, unit: str) -> str:
    """What is counted: the words of the clause, or the standard where they say no more than that it is not met."""
    own = said.strip(" ,，:：的")
    return f"{standard}：不符合{unit}数" if own in _NOT_MET else own
