"""From rows to the priorities that each incident had, and since when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Ints, freeze_arrays
from slm_sim.read.logends import Ends
from slm_sim.read.loggroups import is_first
from slm_sim.read.logwords import Translated


@dataclass(frozen=True, eq=False)
class Held:
    """The priorities of all usable incidents, in the order of (incident, time); see `IncidentLog`."""

    incident: Ints
    priority: Ints
    start: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def find_held(said: Translated, ends: Ends) -> Held:
    """The priorities that the usable incidents had; the first one that the log states counts from the opening."""
    rows = np.flatnonzero((said.says >= 0) & ends.usable[said.rows.incident])
    incident, priority = said.rows.incident[rows], said.says[rows]
    first = is_first(incident)
    kept = first | (np.diff(priority, prepend=-1) != 0)
    start = np.where(first, ends.opened[incident], np.maximum(said.rows.at[rows], ends.opened[incident]))
    return Held(incident[kept], priority[kept], start[kept])
