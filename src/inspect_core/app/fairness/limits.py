"""The limits of the fairness figures, as inspect-core.toml may set them under [fairness]."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Percentage = Annotated[int, Field(ge=0, le=100)]
Number = Annotated[int, Field(ge=1, le=100_000)]


class FairnessSettings(BaseModel):
    """From when a figure is worth a warning, and how much evidence each statistic needs. None of them moves a score.

    Shares are in percent, `window`, `told_hours` and the like in the unit of their name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    few_observations: Number = 5
    one_observer: Percentage = 66
    one_day: Percentage = 50
    draws: Annotated[int, Field(ge=100, le=2000)] = 200
    least_days: Number = 5
    comparisons: Number = 20
    window: Number = 60  # minutes within which two observers saw the same thing
    pairs: Number = 20
    walks: Number = 5  # how often others must have walked between two places
    walk_share: Percentage = 50  # of the fastest time of others, below which a walk is a sign
    overlap: Number = 10  # minutes at two places at once
    overlaps: Number = 8  # or so many times on one day
    answer_seconds: Number = 2  # the least one answer takes
    fast_forms: Number = 3  # forms of one day filled in faster than that
    same_answers: Number = 20  # equal sets of answers in a row
    chance: Annotated[int, Field(ge=1, le=100)] = (
        9  # such a row must be less likely than one in 10 to the power of this
    )
    sitting_records: Number = 5  # entered within one minute
    told_hours: Number = 2  # of which they tell
    ahead: Number = 5  # minutes by which a record may tell of the time after it was received
    offset: Number = 15  # minutes by which a clock may be wrong all the time
    offset_records: Number = 10
