"""The figures of one replication that are rows of numbers: the same in a summary, a record and what is gathered."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.model.arrays import Floats, Ints


@dataclass(frozen=True, eq=False, kw_only=True)
class Figures:
    """Figures of a replication. Records and what is gathered of them hold one row after the other.

    at_work, busy, waiting mean people and incidents, float64[teams, 168]; at_work is NaN for unlimited teams
    weekly_waiting         float64[teams, weeks], weeks as in `slm_sim.study.load.week_bins`
    people, in_hand        mean people at work and busy over the measured span, float64[teams]; people NaN if unlimited
    visits                 steps that became ready in the span, int64[teams]
    volumes                incidents opened, int64[months, priorities]
    opened                 incidents opened in the span, int64[priorities]
    abandoned, unresolved  of them: the customer gave up, and still open at the horizon
    response, resolution   seconds at `slm_sim.study.summary.QUANTILES` of all opened in the span but the abandoned,
                           float64[priorities, 3]; incidents that are open at the horizon count as later than all
                           others, so it is infinite where the quantile lies among them; NaN without incidents
    spent                  mean seconds per resolved incident, float64[priorities, parts]; NaN where none was resolved
    """

    at_work: Floats
    busy: Floats
    waiting: Floats
    weekly_waiting: Floats
    people: Floats
    in_hand: Floats
    visits: Ints
    volumes: Ints
    opened: Ints
    abandoned: Ints
    unresolved: Ints
    response: Floats
    resolution: Floats
    spent: Floats


FIGURES = tuple(Figures.__dataclass_fields__)
"""The names of the figures."""
