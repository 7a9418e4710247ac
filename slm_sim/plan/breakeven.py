"""Where a figure becomes zero along one assumption, found by bracketing on the same random years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.statistics import mean

STEPS = 6
"""Values that are played within the bracket."""

At = Callable[[float], Floats]
"""The figure at a share of the way through the range, one value per replication."""


@dataclass(frozen=True)
class Root:
    """Where the figure is zero, as a share of the way through the range, with its interval; `falls`: it goes below."""

    share: float
    low: float
    high: float
    falls: bool


def root(at: At, start: float | None, confidence: float) -> Root | None:
    """The crossing of zero that is nearest to `start`, a share within (0, 1) or None; None where the ends agree.

    All values are played in the same replications, so the mean is a function of the share alone; regula falsi with the
    Illinois change halves the value of an end that stays. The interval is that of the mean at the crossing over the
    slope there (the delta method), cut off at the ends.
    """
    known = [0.0, *([start] if start is not None and 0 < start < 1 else []), 1.0]
    values = {share: at(share) for share in known}
    means = {share: float(np.mean(found)) for share, found in values.items()}
    brackets = [(one, other) for one, other in pairwise(known) if (means[one] < 0) != (means[other] < 0)]
    if not brackets:
        return None
    low, high = min(brackets, key=lambda ends: min(abs(end - (start if start is not None else 0.5)) for end in ends))
    at_low, at_high, kept = means[low], means[high], 0
    for _ in range(STEPS):
        share = low + (high - low) * at_low / (at_low - at_high)
        values[share] = at(share)
        means[share] = middle = float(np.mean(values[share]))
        if (middle < 0) == (at_low < 0):
            low, at_low, at_high, kept = share, middle, at_high / (2 if kept == 1 else 1), 1
        else:
            high, at_high, at_low, kept = share, middle, at_low / (2 if kept == -1 else 1), -1
        if middle == 0 or high - low < 1e-3:
            break
    slope = (means[high] - means[low]) / (high - low) if high > low else 0.0
    crossing = low - means[low] / slope if slope else low
    nearest = min(values, key=lambda share: abs(share - crossing))
    half = mean(values[nearest], confidence).half_width
    reach = half / abs(slope) if half is not None and slope else 0.0
    return Root(crossing, max(crossing - reach, 0.0), min(crossing + reach, 1.0), means[low] > means[high])


def step(at: Callable[[int], Floats], low: int, high: int, start: int | None) -> tuple[int, int] | None:
    """The neighbouring whole numbers between which the figure crosses zero, nearest to `start`; None where none do."""
    known = sorted({low, high, *([start] if start is not None and low < start < high else [])})
    negative = {number: float(np.mean(at(number))) < 0 for number in known}
    brackets = [(one, other) for one, other in pairwise(known) if negative[one] != negative[other]]
    if not brackets:
        return None
    middle = (low + high) / 2 if start is None else start
    first, last = min(brackets, key=lambda ends: min(abs(end - middle) for end in ends))
    below = negative[first]
    while last - first > 1:
        between = (first + last) // 2
        if (float(np.mean(at(between))) < 0) == below:
            first = between
        else:
            last = between
    return first, last
