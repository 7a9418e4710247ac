"""What a clock shows of the runs that it made over each incident: `slm_sim.sla.clocks` for clocks of every kind."""

from __future__ import annotations

import numpy as np

from slm_sim.calendars import elapsed
from slm_sim.calendars.lookup import frozen
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints
from slm_sim.model.events import CLOSED, RESOLVED, UNKNOWN_MOMENT
from slm_sim.model.opentime import OpenTime
from slm_sim.sla.clockrules import STOPS, Rules
from slm_sim.sla.clocks import (
    CANCELLED,
    NOT_STARTED,
    RUNS,
    RUNS_APART,
    UNDECIDED,
    UNKNOWN,
    Readings,
    Terms,
    Told,
    read_told,
)
from slm_sim.sla.runs import NOT_KNOWN, RAN, WAS_CANCELLED, Runs
from slm_sim.sla.runs import NOT_STARTED as NEVER_STARTED

STATES = {NEVER_STARTED: NOT_STARTED, WAS_CANCELLED: CANCELLED, NOT_KNOWN: UNKNOWN}
"""What a clock without a run says of an incident."""


def read_runs(terms: Terms, calendar: OpenTime, runs: Runs, opened: Ints, incidents: Ints, horizon: int) -> Readings:
    """What a clock with a target shows of some incidents (increasing indices), of which it has found the runs.

    Each run is timed on its own: the incident is in time if every run was, its elapsed time is the longest, and a miss
    is due when the first late run was.

    terms   of the clock and its target, see `run_terms`
    opened  the opening of every incident, int64[n]
    """
    chosen = frozen(incidents)
    ran = np.flatnonzero(runs.found[chosen] == RAN)
    read = read_told(terms, calendar, told_runs(runs, opened), chosen[ran], horizon)
    begins = np.where(opened[chosen] == UNKNOWN_MOMENT, 0, opened[chosen])
    shown = np.stack((begins, np.full(len(chosen), NEVER), np.zeros_like(begins), begins, np.zeros_like(begins)))
    for found, state in STATES.items():
        shown[4, runs.found[chosen] == found] = state
    shown[:, ran] = read.start, read.stop, read.elapsed, read.due, read.state
    return Readings(chosen, *shown)


def run_terms(terms: Terms, rules: Rules) -> Terms:
    """The terms of a clock of which the runs are known: each is timed on its own, and stands still in all its gaps."""
    ends = bool((rules.does[[RESOLVED, CLOSED]] & STOPS).any())
    return terms._replace(times=RUNS if ends else RUNS_APART, stands_still=np.ones(1, dtype=np.bool_))


def told_runs(runs: Runs, opened: Ints) -> Told:
    """Runs in the place of cycles, as compiled functions take them."""
    return Told(
        opened=opened,
        first_touch=frozen(opened),
        abandoned=runs.abandoned,
        first_cycle=runs.first_run,
        cycle_start=runs.start,
        cycle_end=runs.stop,
        first_gap=runs.first_gap,
        gap_cycle=runs.gap_run,
        gap_reason=frozen(np.zeros(len(runs.gap_run), dtype=np.int64)),
        gap_from=runs.gap_from,
        gap_to=runs.gap_to,
    )


def time_left(readings: Readings, calendar: OpenTime, horizon: int) -> Ints:
    """The open ticks that are left to each clock that still runs or pauses within its target, 0 for every other.

    A pause that goes on at the horizon is taken to end there.
    """
    still = readings.state == UNDECIDED
    left = np.zeros(len(readings.due), dtype=np.int64)
    left[still] = elapsed(calendar, horizon, np.maximum(readings.due[still], horizon))
    return left
