"""One incident, several misses: where an agreement says so, it counts only in the promise that costs the most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.clause import OF_MISSES, SHARES_OF_INCIDENTS
from slm_sim.sla.credits.reached import Standing
from slm_sim.sla.ratchet import judged

NUMBER = "number of misses"
ABLE = (*SHARES_OF_INCIDENTS, NUMBER)
"""Measures that can leave an incident out."""

Alone = Callable[[int], Sequence[Fraction]]
"""What a clause would cost by itself, per period; by its number among the standings."""


def counted_once(standings: Sequence[Standing], alone: Alone, axis: TimeAxis) -> list[Standing]:
    """Clauses with the same periods, of which each incident counts as a miss in one only.

    An incident that was late in several clauses in the same period stays in the one whose credit, by itself, is the
    largest; of equal ones in the first of the file. In the others it is left out like an excluded incident. Only shares
    and numbers of incidents can leave one out: means, percentiles and downtime stay as they are.
    """
    able = [number for number, one in enumerate(standings) if one.clauses and one.clauses[0].measure in ABLE]
    if len(able) < 2:
        return list(standings)
    parts = [standings[number].attainment.failures for number in able]
    period = np.concatenate([part.period for part in parts])
    subject = np.concatenate([part.subject for part in parts])
    of = np.repeat(np.arange(len(able)), [len(part.period) for part in parts])
    same = period * (subject.max(initial=0) + 1) + subject
    ordered = np.sort(same)
    if not (ordered[1:] == ordered[:-1]).any():
        return list(standings)
    place = _places([alone(number) for number in able])
    order = np.lexsort((place[of, period], same))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = same[order][1:] != same[order][:-1]
    kept = np.empty_like(first)
    kept[order] = first
    found = list(standings)
    for row, number in enumerate(able):
        found[number] = _without(standings[number], kept[of == row], axis)
    return found


def _places(credits: Sequence[Sequence[Fraction]]) -> Ints:
    """The place of each clause in each period, the dearest first, int64[clauses, periods]."""
    places = np.empty((len(credits), len(credits[0])), dtype=np.int64)
    for period in range(places.shape[1]):
        dearest = sorted(range(len(credits)), key=lambda clause: -credits[clause][period])
        places[dearest, period] = np.arange(len(credits))
    return places


def _without(standing: Standing, kept: Bools, axis: TimeAxis) -> Standing:
    """A clause without the incidents that count in another one, judged anew."""
    attainment = standing.attainment
    left_out = np.bincount(attainment.failures.period[~kept], minlength=len(attainment.periods)).astype(np.int64)
    if not left_out.any():
        return standing
    measure = standing.clauses[0].measure
    of_misses, is_number = measure in OF_MISSES or measure == NUMBER, measure == NUMBER
    counted = replace(
        attainment,
        counted=attainment.counted - left_out,
        misses=attainment.misses - left_out,
        excluded=attainment.excluded + left_out,
        numerator=attainment.numerator - (left_out if of_misses else 0),
        denominator=attainment.denominator - (0 if is_number else left_out),
    )
    return replace(standing, attainment=judged(counted, standing.clauses, axis), kept=kept, left_out=left_out)
