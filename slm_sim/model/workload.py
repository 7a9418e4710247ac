"""What arrives and what has to be done about it: all chance of a replication, drawn before time moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Bools, Ints, freeze_arrays, read_only

RESOLVED, REASSIGNED, REOPENED, PENDING = 0, 1, 2, 3
"""What follows a step (`Workload.step_then`): the incident is resolved for good; it goes to the next step's team, or
is picked out of that team's own queue; it is resolved and comes back after the delay; ``PENDING + r`` waits for pending
reason r and then goes on."""


@dataclass(frozen=True)
class Names:
    """The names behind the small integers of a workload, each in the order of the scenario.

    windows  of each kind of planned maintenance the window in which it takes place
    """

    priorities: tuple[str, ...]
    teams: tuple[str, ...]
    categories: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    outages: tuple[str, ...] = ()
    maintenance: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Disruptions:
    """Outages and planned maintenance of the services.

    An outage lasts from `start` to the end of step `restored_by_step` of the workload (its parent incident's
    restoring step), so its length follows from staffing. Planned maintenance lasts from `planned_start` to
    `planned_end`; what lies beyond `window_end` is an overrun and counts as an outage. Shares are in millionths of the
    users who lose the service, int64[rows, services]; 0 is unaffected.
    """

    kind: Ints
    start: Ints
    restored_by_step: Ints
    share: Ints
    planned_kind: Ints
    planned_start: Ints
    planned_end: Ints
    window_end: Ints
    planned_share: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Workload:
    """Incidents and their steps in one flat (CSR) layout, sorted by (arrival, opened, identity): of the incidents
    that a starting backlog brings to the first tick, the oldest stand first.

    Per incident, int64[n]:
    identity   addresses the incident's random streams; unique, unchanged when others are added or thinned
    arrival    the tick at which it enters the first team's queue, >= 0
    opened     the tick from which the contract counts; before `arrival` only for a starting backlog
    priority   index into names.priorities; 0 is the most urgent
    category, customer, service   index into names, -1 where not known
    excluded   index into names.exclusions, -1 where it counts
    outage     row of `disruptions` that it reports or belongs to, -1 for an ordinary incident
    first_step int64[n + 1]; the steps of incident i are first_step[i] .. first_step[i + 1] - 1, at least one

    Per step, int64[m]:
    step_team      index into names.teams
    step_effort    hands-on ticks, >= 1
    step_then      RESOLVED, REASSIGNED, REOPENED, or PENDING + reason
    step_delay     ticks of open time between this step's end and the next step's enqueuing, >= 0
    step_calendar  the calendar in which that delay runs: index into Organisation.calendars, 0 is 24x7
    step_callout   ticks before an on-call person would start this step, >= 0
    step_touches   bool[m]: False where nobody touches the incident, because a log shows that it lay in the team's queue
                   so long; the start of such a step is no response. Empty: every step is hands-on

    leaves     int64[n]: the tick at which the customer gives up if nobody has started by then, NEVER for one who waits
               to the end; at a tie, leaving wins. Empty: nobody gives up

    channel    int64[n]: index into names.channels, -1 for what nobody reported or nobody knows. Empty: not known of any

    axis, horizon  the simulation runs over ticks [0, horizon)
    """

    axis: TimeAxis
    horizon: int
    names: Names
    identity: Ints
    arrival: Ints
    opened: Ints
    priority: Ints
    category: Ints
    customer: Ints
    service: Ints
    excluded: Ints
    outage: Ints
    first_step: Ints
    step_team: Ints
    step_effort: Ints
    step_then: Ints
    step_delay: Ints
    step_calendar: Ints
    step_callout: Ints
    disruptions: Disruptions
    step_touches: Bools = field(default_factory=lambda: np.empty(0, dtype=np.bool_))
    leaves: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    channel: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def __post_init__(self) -> None:
        freeze_arrays(self)

    @property
    def incidents(self) -> int:
        """How many incidents there are."""
        return len(self.arrival)

    @property
    def steps(self) -> int:
        """How many steps all incidents have together."""
        return len(self.step_team)

    @cached_property
    def by_priority(self) -> tuple[Ints, Ints]:
        """The incidents in the order of (priority, incident), int64[n], and where each priority begins there.

        Those of priority p stand from the p-th to before the next of these places, int64[priorities + 1].
        """
        ranks = [np.flatnonzero(self.priority == rank) for rank in range(len(self.names.priorities))]
        return read_only(np.concatenate(ranks)), read_only(np.cumsum([0, *map(len, ranks)]))
