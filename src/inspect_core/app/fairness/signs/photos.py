"""The same photo in records that tell of different times or places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from inspect_core.app.fairness.signs.rounds import MINUTE, Round, Sign, ids
from inspect_core.domain.text import Text

_SAME_MOMENT = 10 * MINUTE  # one photo may serve two forms that are filled in on the spot


def reused_photos(rounds: Sequence[Round], before: Sequence[Round]) -> Iterator[Sign]:
    """For each photo that was taken once and used again: of the period's records, or of one `before` and one of them."""
    known: dict[str, list[Round]] = defaultdict(list)
    for one in (*before, *rounds):
        for digest in dict.fromkeys(one.photos):
            known[digest].append(one)
    own = {one.id for one in rounds}
    for digest in sorted(known):
        first, *later = known[digest]
        again = [one for one in later if one.id in own and not _same_moment(first, one)]
        if again:
            yield _used(digest, first, again)


def _same_moment(one: Round, other: Round) -> bool:
    return one.place == other.place and abs(other.start - one.start) <= _SAME_MOMENT


def _used(digest: str, first: Round, again: Sequence[Round]) -> Sign:
    last = again[-1]
    zh = f"同一张照片（{digest[:12]}）用于 {len(again) + 1} 条记录，如 {first.day} {first.place or ''} 与 {last.day} {last.place or ''}"
    en = (
        f"one photo ({digest[:12]}) stands in {len(again) + 1} records, as of {first.day} {first.place or ''} "
        f"and of {last.day} {last.place or ''}"
    )
    records = ids((first, *again))
    return Sign("same_photo", again[0].observer, digest, "strong", records, Text(zh=zh, en=en))
