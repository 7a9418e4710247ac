"""Verdicts: an exact attainment is rounded as agreed and compared with its level, or judged by its number of misses."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np

from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import MET, MISSED, NO_DATA
from slm_sim.model.clause import Clause
from slm_sim.model.level import Count, Level
from slm_sim.model.quantities import Length, Percent

COUNTING_LATE = ("share in time", "percentile", "backlog in time")
"""Measures that promise a share of those in time, to which the minimum-volume rule applies."""


def verdicts(clause: Clause, tally: dict[str, Ints], axis: TimeAxis) -> tuple[Ints, Ints]:
    """MET, MISSED or NO_DATA per period, and 1 where the minimum-volume rule decided, int64[p] each.

    tally  the arrays of an `Attainment` by name, of which counted, misses, numerator and denominator are read
    """
    rule = clause.minimum_volume if clause.measure in COUNTING_LATE else None
    level = Fraction(0) if clause.percentile is not None else on_scale(clause.level, axis)
    at_least = clause.direction == "at least"
    counts = (tally[name].tolist() for name in ("counted", "misses", "numerator", "denominator"))
    found, by_volume = [], []
    for counted, misses, above, below in zip(*counts, strict=True):
        few = rule is not None and below > 0 and counted < rule.below
        if below == 0:
            found.append(NO_DATA)
        elif rule is not None and few:
            found.append(MET if misses <= rule.allows else MISSED)
        elif clause.percentile is not None:
            in_time = (counted - misses) * clause.percentile.denominator
            found.append(MET if in_time >= clause.percentile.numerator * counted else MISSED)
        else:
            reached, scale = rounded(clause, above, below)
            ahead = reached * level.denominator - level.numerator * scale
            found.append(MET if (ahead >= 0 if at_least else ahead <= 0) else MISSED)
        by_volume.append(int(few))
    return np.array(found, dtype=np.int64), np.array(by_volume, dtype=np.int64)


def on_scale(level: Level, axis: TimeAxis) -> Fraction:
    """A level or an edge on the scale of an attainment: a fraction of one, ticks, or a number of incidents, exactly."""
    if isinstance(level, Count):
        return Fraction(level.amount)
    return level.fraction if isinstance(level, Percent) else _ticks_of(level, axis)


@lru_cache(maxsize=1024)
def _ticks_of(length: Length, axis: TimeAxis) -> Fraction:
    return axis.exact_ticks_in(length.seconds)


def is_beyond(figure: Fraction, level: Level, is_below: bool, axis: TimeAxis) -> bool:
    """Whether a figure on that scale lies strictly below a level, or strictly above it."""
    at = on_scale(level, axis)
    return figure < at if is_below else figure > at


def rounded(clause: Clause, above: int, below: int) -> tuple[int, int]:
    """An attainment above/below rounded to the decimals of its percentage, as numerator and denominator.

    It stays exact where the agreement states no rounding, and where it is no percentage.
    """
    if clause.decimals is None or not isinstance(clause.level, Percent):
        return above, below
    scale = 100 * 10**clause.decimals
    whole, rest = divmod(above * scale, below)
    up = False
    if clause.rounding == "half up":
        up = 2 * rest >= below
    elif clause.rounding == "half even":
        up = 2 * rest > below or (2 * rest == below and whole % 2 == 1)
    return whole + up, scale
