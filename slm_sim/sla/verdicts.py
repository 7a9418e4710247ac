"""Verdicts: an exact attainment is rounded as agreed and compared with its level, or judged by its number of misses."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import numpy as np

from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import MET, MISSED, NO_DATA
from slm_sim.model.clause import Clause
from slm_sim.model.quantities import Length, Percent

COUNTING_LATE = ("share in time", "percentile")
"""Measures with incidents that are late, to which the minimum-volume rule applies."""


def verdicts(clause: Clause, tally: dict[str, Ints], axis: TimeAxis) -> tuple[Ints, Ints]:
    """MET, MISSED or NO_DATA per period, and 1 where the minimum-volume rule decided, int64[p] each.

    tally  the arrays of an `Attainment` by name, of which counted, misses, numerator and denominator are read
    """
    verdict = np.full(len(tally["counted"]), NO_DATA)
    by_volume = np.zeros(len(verdict), dtype=np.int64)
    rule = clause.minimum_volume if clause.measure in COUNTING_LATE else None
    for period in np.flatnonzero(tally["denominator"]).tolist():
        counted, misses, above, below = (
            int(tally[name][period]) for name in ("counted", "misses", "numerator", "denominator")
        )
        if rule is not None and counted < rule.below:
            by_volume[period] = 1
            kept = misses <= rule.allows
        elif clause.percentile is not None:
            kept = counted - misses >= clause.percentile * counted
        else:
            kept = _keeps(clause, rounded(clause, Fraction(above, below)), axis)
        verdict[period] = MET if kept else MISSED
    return verdict, by_volume


def _keeps(clause: Clause, value: Fraction, axis: TimeAxis) -> bool:
    level = on_scale(clause.level, axis)
    return value >= level if clause.direction == "at least" else value <= level


def on_scale(level: Percent | Length, axis: TimeAxis) -> Fraction:
    """A level or an edge on the scale of an attainment: a fraction of one, or ticks, exactly."""
    return level.fraction if isinstance(level, Percent) else level.seconds * 1000 / axis.tick_ms


def rounded(clause: Clause, value: Fraction) -> Fraction:
    """An attainment rounded to the decimals of its percentage, as the agreement states; exact where it states none."""
    if clause.decimals is None or not isinstance(clause.level, Percent):
        return value
    scale = 100 * 10**clause.decimals
    match clause.rounding:
        case "half up":
            return Fraction(floor(value * scale + Fraction(1, 2)), scale)
        case "half even":
            return Fraction(round(value * scale), scale)
        case _:
            return Fraction(floor(value * scale), scale)
