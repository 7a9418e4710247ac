"""What happened to every step of every incident, and when."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.model.arrays import Bools, Ints, freeze_arrays


@dataclass(frozen=True, eq=False)
class Outcomes:
    """The history that an engine returns; ticks, ``NEVER`` (-1) where it had not happened by the horizon.

    Per step, int64[m], in the order of the workload's steps:
    ready      entered the team's queue
    start      somebody began to work on it (for an on-call person: after the call-out)
    end        its effort was done
    by         the team whose people did it (a helping team under overflow), -1 before the start
    on_call    bool[m]: an on-call person did it

    Suspensions of started work, in the order of (step, from), int64[s]:
    suspended_step, suspended_from, suspended_to   `to` is NEVER where it was still suspended at the horizon

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

    def __post_init__(self) -> None:
        freeze_arrays(self)
