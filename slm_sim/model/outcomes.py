"""What happened to every step of every incident, and when."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from slm_sim.model.arrays import Bools, Ints, freeze_arrays


@dataclass(frozen=True, eq=False)
class Outcomes:
    """The history that an engine returns; ticks, ``NEVER`` (-1) where it had not happened by the horizon.

    Per step, int64[m], in the order of the workload's steps:
    ready      entered the team's queue
    start      somebody began to work on it (for an on-call person: after the call-out)
    end        its effort was done
    by         the team whose people began it (a helping team under overflow), -1 before the start
    on_call    bool[m]: an on-call person began it

    Suspensions of started work, in the order of (step, time), int64[s]:
    suspended_step, suspended_from, suspended_to   `to` is NEVER where it was still suspended at the horizon; it
                     equals `from` where somebody else went on at once
    resumed_by       the team whose people went on with it, -1 where nobody did
    resumed_on_call  bool[s]: an on-call person went on with it, from `to` on (after the call-out)

    Escalations, in the order of (step, time), int64[e]:
    escalated_step, escalated_at   the step that waited, and when
    escalated_priority             the rank in the order of work from then on; the contract's priority stays
    escalated_team                 the team in whose queue it waits from then on

    An incident whose customer gave up (``Workload.leaves``) has no start and no end; its further steps never happen.

    So the hands-on time of a step lies in [start, end) less its suspensions.
    """

    ready: Ints
    start: Ints
    end: Ints
    by: Ints
    on_call: Bools
    suspended_step: Ints
    suspended_from: Ints
    suspended_to: Ints
    resumed_by: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    resumed_on_call: Bools = field(default_factory=lambda: np.empty(0, dtype=np.bool_))

    escalated_step: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    escalated_at: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    escalated_priority: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    escalated_team: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def __post_init__(self) -> None:
        freeze_arrays(self)
