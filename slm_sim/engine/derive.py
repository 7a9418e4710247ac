"""What spells and capacities add up to by bins of time, all exact in ticks."""

from __future__ import annotations

import numpy as np

from slm_sim.compiler import in_place, inlined
from slm_sim.engine.spells import Spells
from slm_sim.model.arrays import Ints
from slm_sim.model.organisation import Capacity


def ticks_in_bins(spells: Spells, group: Ints, groups: int, edges: Ints) -> Ints:
    """How much of the spells of each group lies in each bin, int64[groups, bins].

    Of work grouped by `team` these are busy people-ticks, of waiting grouped by ``step_team`` the queue; divided by the
    length of a bin they are the mean number of busy people and the mean length of the queue.

    group   the group of each spell, from 0 to groups - 1, int64[k]
    edges   the ticks that bound the bins, increasing, int64[bins + 1]
    """
    ticks = np.zeros((groups, len(edges) - 1), dtype=np.int64)
    level = np.zeros((groups, len(edges)), dtype=np.int64)
    _add_to_bins(spells.start, spells.end, group, edges, level, ticks)
    return ticks


def people_in_bins(capacity: Capacity, edges: Ints) -> Ints:
    """How many people-ticks a capacity offers in each bin, int64[bins]; bins begin at tick 0 or later."""
    passed = np.append(0, np.cumsum(np.diff(capacity.at) * capacity.people[:-1]))
    last = np.searchsorted(capacity.at, edges, side="right") - 1
    return np.asarray(np.diff(passed[last] + (edges - capacity.at[last]) * capacity.people[last]))


@in_place
def _add_to_bins(start: Ints, end: Ints, group: Ints, edges: Ints, level: Ints, ticks: Ints) -> None:
    """Fill in what `ticks_in_bins` answers.

    A spell that leaves its first bin fills those that follow, up to its last, which it fills in part. `level`
    takes the changes in the number of spells that fill a bin, int64[groups, bins + 1].
    """
    first, last, bins = edges[0], edges[-1], len(edges) - 1
    per_tick = bins / max(last - first, 1)
    for row in range(len(start)):
        begins, ends, which = max(start[row], first), min(end[row], last), group[row]
        if begins >= ends:
            continue
        found = _bin_of(edges, begins, per_tick)
        if ends <= edges[found + 1]:
            ticks[which, found] += ends - begins
            continue
        ticks[which, found] += edges[found + 1] - begins
        level[which, found + 1] += 1
        if ends < last:
            found = _bin_of(edges, ends, per_tick)
            ticks[which, found] -= edges[found + 1] - ends
            level[which, found + 1] -= 1
    for row in range(len(ticks)):
        whole = 0
        for found in range(bins):
            whole += level[row, found]
            ticks[row, found] += whole * (edges[found + 1] - edges[found])


@inlined
def _bin_of(edges: Ints, moment: int, per_tick: float) -> int:
    """The bin that holds a moment, guessed as if all were of one length."""
    found = min(int((moment - edges[0]) * per_tick), len(edges) - 2)
    while edges[found] > moment:
        found -= 1
    while edges[found + 1] <= moment:
        found += 1
    return found
