"""Turns: what the clock of a clause reads of the incidents of some priorities, and which of them it cannot judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.calendars.lookup import frozen
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints, freeze_arrays
from slm_sim.sla.clocks import Terms, Told
from slm_sim.sla.plans import Turn
from slm_sim.sla.replication import Replication
from slm_sim.sla.runclocks import run_terms
from slm_sim.sla.runs import NOT_KNOWN, RAN, WAS_CANCELLED
from slm_sim.sla.tallies import EXCLUDED, UNREADABLE, Counting, Incidents


@dataclass(frozen=True, eq=False)
class TurnRead:
    """What a clock reads of some incidents.

    terms, told   as compiled functions take them
    incidents     those over which the clock ran, increasing, int64[k]
    cancelled     those of which every run was cancelled
    unknown       those of which a moment is missing
    """

    terms: Terms
    told: Told
    incidents: Ints
    cancelled: Ints
    unknown: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def read_turn(turn: Turn, played: Replication, chosen: Ints) -> TurnRead:
    """What the clock of a turn reads of the chosen incidents: their history, or its runs over their events."""
    if turn.plain and played.events is None:
        return TurnRead(turn.terms, played.told, chosen, chosen[:0], chosen[:0])
    pick = turn.visits if played.events is None else None
    runs, told = played.runs(turn.rules) if pick is None else played.visits(*pick)
    terms, found = run_terms(turn.terms, turn.rules), runs.found[chosen]
    if not found.any():  # RAN, all of them
        return TurnRead(terms, told, chosen, chosen[:0], chosen[:0])
    ran, cancelled, unknown = (frozen(chosen[found == what]) for what in (RAN, WAS_CANCELLED, NOT_KNOWN))
    return TurnRead(terms, told, ran, cancelled, unknown)


def leave_out(read: TurnRead, counting: Counting, of: Incidents, tally: Ints) -> None:
    """Count the incidents that a clock cannot judge in the period of their opening.

    What was cancelled is left out with the excluded ones; what is unknown is counted apart, unless it is excluded.
    """
    for row, incidents in ((EXCLUDED, read.cancelled), (UNREADABLE, read.unknown)):
        if len(incidents) == 0:
            continue
        cell = np.searchsorted(counting.edges, of.opened[incidents], "right") - 1
        inside = (cell >= 0) & (cell < tally.shape[1])
        out = counting.agreed[of.excluded[incidents]]
        out |= counting.left_out & (of.abandoned[incidents] != NEVER)
        np.add.at(tally[EXCLUDED], cell[inside & out], 1)
        np.add.at(tally[row], cell[inside & ~out], 1)
