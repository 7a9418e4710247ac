"""Repeats: the same failure in periods running makes a credit dearer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from slm_sim.model.creditmodifiers import RepeatMultiplier

MISSED = "missed"
"""The state of a period that was missed without any level that applies."""


@dataclass(frozen=True)
class Repeat:
    """Where a period stands in a chain of repeats, from 1, and by what its credit is multiplied."""

    running: int
    factor: Fraction


def repeats(multiplier: RepeatMultiplier | None, states: Sequence[str | None]) -> list[Repeat]:
    """The place in its chain of each period.

    states  the level of each missed period, else `MISSED`; None for one that was met, has no data or earns no credits,
            which ends a chain
    """
    found, running, before = list[Repeat](), 0, None
    for state in states:
        goes_on = before is not None and (multiplier is None or multiplier.repeat_of == "any miss" or state == before)
        running = 0 if state is None else running + 1 if goes_on else 1
        before = state
        found.append(Repeat(running, _factor(multiplier, running)))
    return found


def _factor(multiplier: RepeatMultiplier | None, running: int) -> Fraction:
    if multiplier is None or running < 2:
        return Fraction(1)
    third = multiplier.third or multiplier.third_onwards or multiplier.second
    later = multiplier.third_onwards or third
    return (multiplier.second if running == 2 else third if running == 3 else later).fraction
