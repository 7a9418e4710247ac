"""What is believed of an uncertain change: the value at any share of the way through its range."""

from __future__ import annotations

import re
from fractions import Fraction
from math import sqrt

from slm_sim.model.quantities import NUMBER, number, write_number
from slm_sim.read.changes import Change
from slm_sim.read.paths import Spot, may_stand

_AMOUNT = re.compile(rf"-?{NUMBER}")
FINER = 2
"""Decimals that a value within a range has beyond those of its ends."""


def value_at(change: Change, spot: Spot, share: float) -> str:
    """The value below which so large a share of what is believed lies, in the notation of the best guess.

    change  one with a range, of which the best guess is the peak of a triangular distribution; uniform without a guess
    share   in (0, 1)

    Where only whole numbers can stand it is the nearest of them.
    """
    best = str(change.best)
    amounts = [amount_of(str(text)) for text in (change.low, best, change.high)]
    low, high = min(amounts), max(amounts)
    unit = best[len(digits_of(best)) :]
    decimals = max(len(digits_of(str(text)).partition(".")[2]) for text in (change.low, best, change.high)) + FINER
    likely = triangular(float(low), float(amounts[1]), float(high), share)
    value = low + (high - low) * Fraction(share) if change.evenly else Fraction(likely)
    fine = write_number(round(value, decimals)) + unit
    return fine if may_stand(fine, spot) else write_number(Fraction(round(value))) + unit


def triangular(low: float, peak: float, high: float, share: float) -> float:
    """The quantile of a triangular distribution; a peak at one end makes it a slope."""
    if low == high:
        return low
    rising = (peak - low) / (high - low)
    if share < rising:
        return low + sqrt(share * (high - low) * (peak - low))
    return high - sqrt((1 - share) * (high - low) * (high - peak))


def digits_of(text: str) -> str:
    """The number that a text begins with; empty if it begins with none."""
    found = _AMOUNT.match(text)
    return found[0] if found else ""


def amount_of(text: str) -> Fraction:
    """The number that a text begins with, exactly."""
    digits = digits_of(text)
    return -number(digits[1:]) if digits.startswith("-") else number(digits)
