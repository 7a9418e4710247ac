"""What the measures read of one replication, and what each of them finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Failures, no_failures
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import Workload
from slm_sim.sla.clocks import Told
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.histories import Histories

Tally = dict[str, Ints]
"""The counts of an `Attainment` by name, from `counted` to `denominator`; int64[p] each."""


@dataclass(frozen=True, eq=False)
class Replication:
    """What the measures read of one replication."""

    compiled: CompiledAgreement
    workload: Workload
    outcomes: Outcomes
    history: Histories
    told: Told


@dataclass(frozen=True, eq=False)
class Counts:
    """What a measure found for one clause: its counts, and what counted against the promise."""

    tally: Tally
    failures: Failures = field(default_factory=no_failures)
