"""The credit family of bands: how far an attainment lies beyond an edge decides what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from slm_sim.clock import TimeAxis
from slm_sim.model.clause import Clause
from slm_sim.model.creditscheme import Band, CreditScheme
from slm_sim.model.level import Count, Level
from slm_sim.model.quantities import Length, Percent
from slm_sim.sla import words
from slm_sim.sla.verdicts import on_scale

TARGET = "target"


@dataclass(frozen=True)
class Reached:
    """What a credit family is told of one clause in one period.

    value              the attainment after rounding: a fraction of one, or ticks
    missed             the promise was not kept, by the percentage or by the minimum-volume rule
    by_minimum_volume  the rule decided in place of the percentage
    """

    clause: Clause
    value: Fraction
    missed: bool
    by_minimum_volume: bool
    axis: TimeAxis


@dataclass(frozen=True)
class Due:
    """What a credit family answers: the share of the charge that is owed, under which name, and why."""

    name: str
    share: Fraction
    why: str


def bands(scheme: CreditScheme, reached: Reached) -> Due | None:
    """The band that applies, None if none does.

    A band applies strictly beyond its edge, so an edge belongs to the better side. Of several, the one whose edge is
    nearest to the attainment counts, whatever the order in the file; of two with the same edge, the dearer. The edge
    ``target`` is passed exactly if the promise was missed, so the minimum-volume rule decides it too; where that rule
    kept the promise, no band applies.
    """
    if reached.by_minimum_volume and not reached.missed:
        return None
    passed = [
        (_severity(edge, reached), band.credit.fraction, name, edge)
        for name, band in scheme.bands.items()
        if (edge := _edge(band, reached.clause)) is not None and _is_beyond(edge, reached)
    ]
    if not passed:
        return None
    _, share, name, edge = max(passed, key=lambda found: found[:2])
    return Due(name, share, f"{_beyond_in_words(edge, reached)}: band {name}, {words.percent(share)}")


def free_from(scheme: CreditScheme, clause: Clause, axis: TimeAxis) -> Fraction:
    """The attainment from which on, towards the better side, a kept promise owes nothing: no band's edge lies there."""
    stated = [
        on_scale(edge, axis)
        for band in scheme.bands.values()
        if (edge := _edge(band, clause)) is not None and not isinstance(edge, str)
    ]
    if clause.direction == "at least":
        return max(stated, default=Fraction(0))
    return min(stated, default=Fraction(1 << 62))


Edge = Level | str


def _edge(band: Band, clause: Clause) -> Edge | None:
    """The edge on the side where the clause is missed, None if the band has none there."""
    return band.below if clause.direction == "at least" else band.above


def _is_beyond(edge: Edge, reached: Reached) -> bool:
    if isinstance(edge, str):
        return reached.missed
    at = on_scale(edge, reached.axis)
    return reached.value < at if reached.clause.direction == "at least" else reached.value > at


def _severity(edge: Edge, reached: Reached) -> tuple[int, Fraction]:
    """Larger for an edge that is worse to have passed; a target in business days is milder than any stated edge."""
    level: Level = reached.clause.level if isinstance(edge, str) else edge
    if isinstance(level, Length) and level.unit == "business day":
        return 0, Fraction(0)
    at = on_scale(level, reached.axis)
    return 1, -at if reached.clause.direction == "at least" else at


def _beyond_in_words(edge: Edge, reached: Reached) -> str:
    side = "below" if reached.clause.direction == "at least" else "above"
    stated = f"{reached.clause.level} (target)" if isinstance(edge, str) else str(edge)
    if isinstance(edge, str) and (reached.by_minimum_volume or _counted_in_days(reached.clause)):
        return f"the target of {reached.clause.level} counts as missed"
    return f"{value_in_words(reached.value, reached.clause, reached.axis)} is {side} {stated}"


def _counted_in_days(clause: Clause) -> bool:
    return isinstance(clause.level, Length) and clause.level.unit == "business day"


def value_in_words(value: Fraction, clause: Clause, axis: TimeAxis) -> str:
    """An attainment as a percentage, in hours of the clock's open time, or as a number of incidents."""
    if isinstance(clause.level, Percent):
        return words.percent(value)
    if isinstance(clause.level, Count):
        return str(Count(int(value)))
    return words.hours(value * axis.tick_ms / 1000)
