"""Several sums in one 64-bit number: the room each needs is known before any answer is read."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from inspect_core.engine.tables import AnswerCode

ROOM = 62  # bits of a packed sum, sign and one to spare
Row = tuple[int, ...]  # code, lane, and the fields


@dataclass(frozen=True)
class Packing:
    """Where each field stands in the packed number: what it is counted in, its first bit, and how many bits it has."""

    fields: Mapping[str, tuple[int, int, int]]
    bits: int

    def pack(self, row: Row) -> int:
        """The fields of a row of contributions as one number."""
        return sum(
            value // unit << first for value, (unit, first, _) in zip(row[2:], self.fields.values(), strict=True)
        )

    def unpack(self, packed: pl.Expr) -> dict[str, pl.Expr]:
        """The fields of a packed sum."""
        return {name: self._field(packed, *place) for name, place in self.fields.items()}

    def _field(self, packed: pl.Expr, unit: int, first: int, width: int) -> pl.Expr:
        if not width:
            return pl.lit(0, pl.Int64)
        value = packed // 2**first if first else packed
        value = value & (2**width - 1) if first + width < self.bits else value  # nothing stands above the last field
        return value * unit if unit > 1 else value


@dataclass(frozen=True)
class Place:
    """Where the sums of some lanes stand: in which number, from which bit, packed how. No two of them read one form.

    `lanes` is the lane by its form.
    """

    number: str
    first: int
    packing: Packing
    lanes: Mapping[str, int]

    def pack(self, row: Row) -> int:
        """A row of contributions as its part of the number."""
        return self.packing.pack(row) << self.first

    @property
    def part(self) -> pl.Expr:
        """What stands at this place of each number."""
        part: pl.Expr = pl.col(self.number) // 2**self.first & (2**self.packing.bits - 1)
        return part


def places(rows: Sequence[Row], codes: Sequence[AnswerCode], names: Sequence[str]) -> list[Place] | None:
    """Room for the sums of every lane, as many of those that read the same form in one number as fit.

    `names` names the fields of the rows. Nothing where a sum needs more room than a number has.
    """
    asked = {found.code: (found.form, found.question) for found in codes}
    own: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        own[row[1]].append(row)
    alike: dict[tuple[bool, ...], list[int]] = defaultdict(list)  # lanes that use the same fields are packed alike
    for lane, found in own.items():
        alike[tuple(any(row[field] for row in found) for field in range(2, len(names) + 2))].append(lane)
    standing: dict[tuple[int, int, tuple[bool, ...]], dict[str, int]] = defaultdict(dict)
    packings: dict[tuple[bool, ...], Packing] = {}
    used: dict[str, list[int]] = defaultdict(list)
    for used_fields, lanes in sorted(alike.items()):
        packed = packings[used_fields] = packing([row for lane in lanes for row in own[lane]], asked, names)
        if packed.bits > ROOM:
            return None
        for lane in sorted(lanes):
            for form in sorted({asked[row[0]][0] for row in own[lane]}):
                standing[*_next(used[form], packed.bits), used_fields][form] = lane
    return [
        Place(f"packed_{number}", first, packings[used_fields], lanes)
        for (number, first, used_fields), lanes in standing.items()
    ]


def _next(used: list[int], bits: int) -> tuple[int, int]:
    """The number and the bit from which so many bits are free; they are taken now."""
    number = next((number for number, taken in enumerate(used) if taken + bits <= ROOM), len(used))
    if number == len(used):
        used.append(0)
    first = used[number]
    used[number] += bits
    return number, first


def packing(rows: Sequence[Row], asked: Mapping[int, tuple[str, str]], names: Sequence[str]) -> Packing:
    """Room for the largest sums any visit can reach: it answers each question at most once.

    `asked` tells the form and the question of each answer code, `names` names the fields of the rows.
    """
    most: dict[tuple[int, str], dict[str, Row]] = defaultdict(dict)  # by lane and form the most of each question
    for code, lane, *values in rows:
        form, question = asked[code]
        known = most[lane, form]
        known[question] = tuple(map(max, known.get(question, values), values))
    sums = [[sum(field) for field in zip(*questions.values(), strict=True)] for questions in most.values()]
    fields, first = {}, 0
    for position, name in enumerate(names):
        unit = math.gcd(*(row[position + 2] for row in rows)) or 1
        width = (max(one[position] for one in sums) // unit).bit_length()
        fields[name] = (unit, first, width)
        first += width
    return Packing(fields, first)
