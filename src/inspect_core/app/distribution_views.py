"""The limits of a scheme on its grades as plain data: how many have each grade, and whom a limit gave the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from inspect_core.app.month import Month
from inspect_core.domain.exact import FULL, plain
from inspect_core.domain.text import Text
from inspect_core.language.distribution import Distribution

View = dict[str, Any]
_WITHIN = {"project": ("全项目", "in the project"), "department": ("本部门", "in the department")}
_ROLE = ("同岗位", "of the role")


@dataclass(frozen=True)
class GradeLimits:
    """The limits of one scored month; `None` everywhere in a scheme without them, or where they are off."""

    month: Month

    @cached_property
    def _found(self) -> Distribution | None:
        found = self.month.plan.scheme.text.distribution
        return found if found is not None and found.mode != "off" else None

    @cached_property
    def _rows(self) -> list[View]:
        """Everybody with a total, in the order of their ids."""
        return [row for row in self.month.scored.totals["person"].iter_rows(named=True) if row["total"] is not None]

    @cached_property
    def _heads(self) -> Counter[Any]:
        return Counter(row[self._found.within] for row in self._rows) if self._found else Counter()

    def whole(self) -> View | None:
        """How many have each limited grade in each group, how many may, and where there are more."""
        found = self._found
        if found is None:
            return None
        groups = [self._group(found, group) for group in sorted(self._heads)]
        return {"mode": found.mode, "within": found.within, "groups": groups}

    def _group(self, found: Distribution, group: int) -> View:
        rows = [row for row in self._rows if row[found.within] == group]
        heads, given = len(rows), Counter(row["grade"] for row in rows)
        without = Counter(row["unlimited_grade"] for row in rows)
        id = self.month.tables.names.name(found.within, group)
        return {
            "group": id,
            "name": self._name(found.within, id).model_dump(),
            "heads": heads,
            "grades": [self._grade(found, grade, heads, without[grade], given[grade]) for grade in self._limited()],
        }

    def _grade(self, found: Distribution, grade: str, heads: int, without: int, given: int) -> View:
        allowed = heads * found.grades[grade].at_most // FULL
        at_most, over = plain(found.grades[grade].at_most), given > allowed
        zh = f"{grade} 级 {given} 人，上限 {at_most}%（{heads} 人中 {allowed} 人）"
        en = f"grade {grade}: {given} of {heads}, at most {at_most} % ({allowed})"
        says = Text(zh=zh + "：超出" if over else zh, en=en + ": more than that" if over else en)
        return {
            "grade": grade,
            "at_most": at_most,
            "allowed": allowed,
            "without_limit": without,
            "given": given,
            "over": over,
            "says": says.model_dump(),
        }

    def _limited(self) -> list[str]:
        found = self._found
        return [grade for grade, _ in self.month.plan.scheme.bands() if found and grade in found.grades]

    def _name(self, within: str, id: str | None) -> Text:
        month = self.month
        if within == "project":
            return month.provenance.title
        titles: Mapping[str, Text] = month.labels.departments if within == "department" else month.labels.roles
        return titles.get(id or "") or Text(zh=id or "无部门", en=id or "no department")

    def of(self, row: Mapping[str, Any]) -> View | None:
        """What a limit did to one person's grade: from which to which, and each limit it fell through, in words."""
        found = self._found
        if found is None or row["unlimited_grade"] == row["grade"]:
            return None
        names = [grade for grade, _ in self.month.plan.scheme.bands()]
        fell = names[names.index(row["unlimited_grade"]) : names.index(row["grade"])]
        heads = self._heads[row[found.within]]
        return {
            "from": row["unlimited_grade"],
            "to": row["grade"],
            "within": found.within,
            "heads": heads,
            "limits": [self._step(found, grade, heads) for grade in fell],
            "says": self._says(found, row, fell, heads).model_dump(),
        }

    def _step(self, found: Distribution, grade: str, heads: int) -> View:
        share = found.grades[grade].at_most
        return {"grade": grade, "at_most": plain(share), "allowed": heads * share // FULL}

    def _says(self, found: Distribution, row: Mapping[str, Any], fell: list[str], heads: int) -> Text:
        steps = [self._step(found, grade, heads) for grade in fell]
        where = _WITHIN.get(found.within, _ROLE)
        zh = "、".join(f"{one['grade']} 级至多 {one['at_most']}%（{heads} 人中 {one['allowed']} 人）" for one in steps)
        en = ", ".join(f"grade {one['grade']} to {one['at_most']} % ({one['allowed']} of {heads})" for one in steps)
        before, after = row["unlimited_grade"], row["grade"]
        return Text(
            zh=f"{where[0]}等级比例上限：{zh}；名次在限额之外（并列者同进退），由 {before} 级改为 {after} 级，总分不变",
            en=f"the scheme limits {en} {where[1]}; the rank is beyond it (equals are never parted), so grade {before} "
            f"became {after}; the total stays",
        )
