"""Who is there to work, by absolute time: what the engine needs to know of people, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.opentime import OpenTime


@dataclass(frozen=True, eq=False)
class Capacity:
    """A whole number of people as a step function of time: `people[k]` from tick `at[k]` until `at[k + 1]`.

    `at` is strictly increasing and starts at 0; before it there is nobody, after the last change nothing changes.
    """

    at: Ints
    people: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Team:
    """A support group.

    name, tier           as the scenario names them
    capacity             people at work; None means unlimited: the team is a delay
    suspends             at shift end work stops and the ticket keeps its place; otherwise started work is finished
    on_call              people on call, None where there are none
    on_call_priorities   bool[priorities]: which incidents they are called for
    skill                int64[categories]: effort per category in percent of the stated effort, 0 cannot be taken;
                         empty where everything is taken at 100
    helps                teams whose queues its idle people serve, in this order
    helps_after          ticks that a ticket waits there first; at once while that team has nobody at work
    """

    name: str
    tier: str
    capacity: Capacity | None
    suspends: bool
    on_call: Capacity | None
    on_call_priorities: Bools
    skill: Ints
    helps: tuple[int, ...] = ()
    helps_after: int = 0

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class Organisation:
    """All teams, in the order of Names.teams, and the calendars in which pending delays run (0 is 24x7)."""

    teams: tuple[Team, ...]
    calendars: tuple[OpenTime, ...]
