"""What the measures read of one replication, and what each of them finds."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints
from slm_sim.model.attainment import Failures, no_failures
from slm_sim.model.events import Events
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.workload import Workload
from slm_sim.sla.clockrules import Rules
from slm_sim.sla.clocks import Told
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.events import events_of
from slm_sim.sla.histories import Histories
from slm_sim.sla.runclocks import told_runs
from slm_sim.sla.runs import Runs, runs_of, with_team

Tally = dict[str, Ints]
"""The counts of an `Attainment` by name, from `counted` to `denominator`; int64[p] each."""


@dataclass(frozen=True, eq=False)
class Replication:
    """What the measures read of one replication.

    events  of a log; None: those of the outcomes
    walked  the runs that were found so far and how compiled functions take them, by what the rules say
    picked  those of them that are visits to one team, by the team besides
    """

    compiled: CompiledAgreement
    workload: Workload
    outcomes: Outcomes
    history: Histories
    told: Told
    events: Events | None = None
    walked: dict[Hashable, tuple[Runs, Told]] = field(default_factory=dict)
    picked: dict[Hashable, tuple[Runs, Told]] = field(default_factory=dict)

    @cached_property
    def happened(self) -> Events:
        """The events of every incident."""
        return events_of(self.workload, self.outcomes) if self.events is None else self.events

    @cached_property
    def anybody_left(self) -> bool:
        """Whether any customer gave up."""
        return bool((self.history.abandoned != NEVER).any())

    def runs(self, rules: Rules) -> tuple[Runs, Told]:
        """The runs of a clock; found once for all clauses on it, and for clocks that differ only in their calendars."""
        key = _said(rules)
        if key not in self.walked:
            runs = runs_of(rules, self.happened)
            self.walked[key] = runs, told_runs(runs, self.history.opened)
        return self.walked[key]

    def visits(self, rules: Rules, team: int) -> tuple[Runs, Told]:
        """As `runs`, of the visits to one team, by the rules of those to all teams."""
        key = _said(rules), team
        if key not in self.picked:
            runs = with_team(self.runs(rules)[0], team)
            self.picked[key] = runs, told_runs(runs, self.history.opened)
        return self.picked[key]


def _said(rules: Rules) -> Hashable:
    """What rules say, equal for two that say the same of the same names."""
    return tuple(part.tobytes() if isinstance(part, np.ndarray) else part for part in rules)


@dataclass(frozen=True, eq=False)
class Counts:
    """What a measure found for one clause: its counts, and what counted against the promise."""

    tally: Tally
    failures: Failures = field(default_factory=no_failures)
