"""Several sums in one 64-bit number: the room each needs is known before any answer is read."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

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


def packing(rows: Sequence[Row], questions: Mapping[int, str], names: Sequence[str]) -> Packing:
    """Room for the largest sums any visit can reach: it answers each question at most once.

    `questions` tells which question of which form each answer code belongs to, `names` names the fields of the rows.
    """
    most: dict[int, dict[str, list[int]]] = defaultdict(dict)  # by lane and question, the most of each field
    for code, lane, *values in rows:
        known = most[lane].setdefault(questions[code], [0] * len(names))
        for position, value in enumerate(values):
            known[position] = max(known[position], value)
    fields, first = {}, 0
    for position, name in enumerate(names):
        unit = math.gcd(*(row[position + 2] for row in rows)) or 1
        largest = max(sum(found[position] for found in asked.values()) for asked in most.values())
        width = (largest // unit).bit_length()
        fields[name] = (unit, first, width)
        first += width
    return Packing(fields, first)
