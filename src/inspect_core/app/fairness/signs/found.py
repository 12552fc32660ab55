"""All signs of a period, in one order: the strong ones first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from inspect_core.app.fairness.limits import FairnessSettings
from inspect_core.app.fairness.signs.clocks import from_the_future, one_sitting, steady_offset
from inspect_core.app.fairness.signs.forms import same_answers, too_fast_forms
from inspect_core.app.fairness.signs.photos import reused_photos
from inspect_core.app.fairness.signs.rounds import Round, Sign
from inspect_core.app.fairness.signs.walks import too_fast_walks, two_places
from inspect_core.domain.text import Text

KINDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "two_places": Text(zh="同时在两处", en="at two places at once"),
        "fast_walk": Text(zh="走得太快", en="a walk that is hardly possible"),
        "fast_form": Text(zh="填得太快", en="forms filled in too fast"),
        "same_answers": Text(zh="答案千篇一律", en="the same answers in a row"),
        "same_photo": Text(zh="照片重复使用", en="a photo used again"),
        "one_sitting": Text(zh="一次补登", en="entered at one sitting"),
        "future": Text(zh="先登记后发生", en="told before it happened"),
        "clock_offset": Text(zh="时钟偏移", en="a clock set wrong"),
    }
)
_ORDER = ("strong", "medium", "weak")


def signs_of(
    rounds: Sequence[Round], before: Sequence[Round], spans: Collection[str], limits: FairnessSettings
) -> list[Sign]:
    """The signs in the rounds of a period; `before` are earlier ones that may have had a photo first.

    `spans` are the forms whose start and end are those of a matter, not of a visit: nobody stood there all the time.
    """
    visits = [one for one in rounds if one.form not in spans]
    found = [
        *two_places(visits, limits),
        *too_fast_walks(visits, limits),
        *too_fast_forms(visits, limits),
        *same_answers(visits, limits),
        *reused_photos(rounds, before),
        *one_sitting(visits, limits),
        *from_the_future(visits, limits),
        *steady_offset(visits, limits),
    ]
    kinds = list(KINDS)
    return sorted(found, key=lambda one: (_ORDER.index(one.strength), kinds.index(one.kind), one.observer, one.key))


def sign_id(sign: Sign, period: str) -> str:
    """A short id that is the same whenever the period is read again."""
    return sha256(f"{period}\0{sign.kind}\0{sign.observer}\0{sign.key}".encode()).hexdigest()[:12]
