"""Whose score a slot or a visit is: the people, places, contractors it is credited to."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from inspect_core.engine import tables as t
from inspect_core.engine.owing import since
from inspect_core.engine.positions import joined
from inspect_core.engine.recurring import Recurring
from inspect_core.language.rule import RuleHeader

c = pl.col
ENTITIES = ("place", "project", "contractor")
CREDIT_WORDS = ("subject", "observer", "person", "owner", "on_duty", *ENTITIES)  # every other word is a role
_NAMED = ("subject", "observer", "person", "owner")
_ACTING = ("subject", "observer", "person")
_SAME = MappingProxyType({"stint": "stint"})


@dataclass(frozen=True)
class Creditor:
    """Works out who is credited, for frames with the columns row, project, place, day, first, last and people."""

    tables: t.Tables
    settings: RuleHeader

    def people(self, rows: pl.LazyFrame, words: tuple[str, ...]) -> pl.LazyFrame:
        """Pairs of row and stint for every word of credit that names people; a row may have several or none."""
        frames = [self._stints(self._by_word(rows, word), word) for word in words if word not in ENTITIES]
        if not frames:
            return pl.LazyFrame(schema={"row": pl.Int32, "stint": pl.Int32})
        pairs = frames[0] if len(frames) == 1 else pl.concat(frames)
        return pairs.unique() if len(frames) > 1 or words[0] == "on_duty" else pairs

    def judged(self, pairs: pl.LazyFrame, word: str) -> pl.LazyFrame:
        """The rows whose `stint` has a role that the rule judges (`of`).

        Who is credited by role or by duty is chosen by role already; and the roles of a rule that is due again and
        again are those it is due for.
        """
        if word not in _NAMED or not self.settings.of or isinstance(self.settings, Recurring):
            return pairs
        own = self.tables.stints.filter(c("role").is_in(self.tables.names.codes("role", self.settings.of)))
        return pairs if own.height == self.tables.stints.height else joined(pairs, own.select("stint"), _SAME)

    def _by_word(self, rows: pl.LazyFrame, word: str) -> pl.LazyFrame:
        if word in _ACTING:
            return rows.select("row", "day", "first", "last", person=c(word)).filter(c("person") != t.NONE)
        if word == "owner":
            return self._owner(rows)
        if word == "on_duty":
            return self._on_duty(rows)
        return self._role(rows, word)

    def _owner(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        owners = self.tables.owners.lazy().rename({"first": "came", "last": "went"})
        held = rows.select("row", "day", "place").join(owners, on="place")
        return held.filter(c("day").is_between(c("came"), c("went"))).select("row", "day", "person")

    def _on_duty(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Those of the rule's role on duty at the time; without a role, those on duty at the place.

        On duty is who spends half of the row's time there, or half of the duty in it: so the hours at the change of
        a shift are answered for by those who were there for most of them, and a whole day by every shift of it.
        Whose duty is excused answers for nothing that was missed, and keeps what was met all the same.
        """
        duties = self.tables.duties.lazy().filter(c("status").is_in([t.PLANNED, t.EXCUSED]))
        roles = tuple(getattr(self.settings, "by", ())) or self.settings.of
        on = ["project", "day"] if roles else ["project", "day", "place"]
        if roles:
            duties = duties.filter(c("role").is_in(self.tables.names.codes("role", roles)))
        if self.settings.on_duty_at:
            classes = self.tables.names.codes("area_class", self.settings.on_duty_at)
            posts = self.tables.places.lazy().filter(c("area_class").is_in(classes)).select("place")
            duties = duties.join(posts, on="place", how="semi")
        stood = duties.select(*on, "person", begins=c("first"), ends=c("last"), blamed=c("status") == t.PLANNED)
        near = _days_reached(rows, self.tables) + 1  # a night reaches into the next day, and begins the day before
        stood = pl.concat([stood.with_columns(c("day") + days) for days in range(-near, near + 1)])
        wholly_met = (c("met") > 0) & (c("partly") == 0) & (c("unmet") == 0)
        spared = wholly_met | (c("excused") > 0)
        there = rows.select("row", "first", "last", *on, spared=spared).join(stood, on=on)
        shared = pl.min_horizontal("last", "ends") - pl.max_horizontal("first", "begins")
        whole = pl.min_horizontal(c("last") - c("first"), c("ends") - c("begins"))
        mine = (shared > 0) & (2 * shared >= whole) & (c("blamed") | c("spared"))
        return there.filter(mine).select("row", "day", "person").unique()

    def _role(self, rows: pl.LazyFrame, role: str) -> pl.LazyFrame:
        holders = self.tables.stints.lazy().filter(c("role") == self.tables.names.code("role", role))
        held = rows.select("row", "day", "project").join(
            holders.select("project", "person", came=c("first"), went=c("last")), on="project"
        )
        return held.filter(c("day").is_between(c("came"), c("went"))).select("row", "day", "person")

    def _stints(self, pairs: pl.LazyFrame, word: str) -> pl.LazyFrame:
        if self.tables.settled:
            return self.judged(pairs.select("row", stint=c("person")), word)
        if isinstance(self.settings, Recurring) and word in _ACTING:
            by_subject = self.settings.parts.who == "subject"
            return self._last_held(pairs, self.settings.of if by_subject else self.settings.by)
        stints = self.tables.stints.lazy().select("stint", "person", came=c("first"), went=c("last"))
        dated = pairs.join(stints, on="person").filter(c("day").is_between(c("came"), c("went")))
        return self.judged(dated.select("row", "stint"), word)

    def _last_held(self, slots: pl.LazyFrame, roles: tuple[str, ...]) -> pl.LazyFrame:
        """The last stint within the days of each slot in which its person held a role that owes it."""
        stints = self.tables.stints.lazy()
        if roles:
            stints = stints.filter(c("role").is_in(self.tables.names.codes("role", roles)))
        held = slots.with_columns(since=since()).join(
            stints.select("stint", "person", came=c("first"), went=c("last")), on="person"
        )
        inside = held.filter((c("came") <= c("day")) & (c("went") >= c("since")))
        return inside.sort("came").group_by("row", maintain_order=True).agg(c("stint").last())


def _days_reached(rows: pl.LazyFrame, tables: t.Tables) -> int:
    """How many days beyond its own any row may reach: as long as the longest is, begun as far away as one is.

    What is begun within a day of it, by the clock of Greenwich, is begun on its own day or in the night of it.
    """
    away = (c("first") // 86_400 - c("day")).abs().max() - 1
    longest, far = tables.computed(rows.select((c("last") - c("first")).max(), away=away)).row(0)
    return int(((longest or 1) - 1) // 86_400) + max(far or 0, 0)
