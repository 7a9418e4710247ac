"""Replay: the incidents of a ticket log become the workload of a scenario.

Everything is conditional on the log: arrivals, priorities, routes, waiting and reopening are those that happened, known
from the beginning of the run to its end. So a replay shows what a promise would have measured on these incidents. It is
no forecast, and nothing in it may be read as what was known at some moment of the log.

A team that the scenario describes works with the effort that the scenario states, in the capacity of its roster; only
the log's route, waiting and reopening remain. Every other team has unlimited people and the times that the log shows,
waiting and working together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.demand import ReplayedWorkload
from slm_sim.model.incidentlog import NO_MOMENT, WAITING, IncidentLog, LogProblem
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.workload import Names, Workload
from slm_sim.workload.logsteps import OPEN, LogSteps, TickSpells, log_steps
from slm_sim.workload.logvolume import HoursOfWeek, Picked, hours_of_week, pick_incidents
from slm_sim.workload.names import names_of

SHOWN = 3


@dataclass(frozen=True, eq=False)
class PreparedReplay:
    """A replay before chance: what all its replications have in common.

    names    those of the scenario, then the log's teams, categories and pending reasons
    declared bool[teams]: teams whose effort is drawn, because the scenario describes them
    number   what the log calls each incident that is played, in the order of (arrival, identity)
    steps    of these incidents
    notes    what of the log is not played, or not exactly as it happened
    knows_first_touch   whether the log shows responses; without, a promise on them cannot be judged

    Per incident, int64[n]: identity, arrival, opened, priority, category as in `Workload`.
    """

    scenario: Scenario
    span: Span
    names: Names
    declared: Bools
    number: tuple[str, ...]
    identity: Ints
    arrival: Ints
    opened: Ints
    priority: Ints
    category: Ints
    hours: HoursOfWeek
    steps: LogSteps
    notes: tuple[LogProblem, ...]
    knows_first_touch: bool

    def __post_init__(self) -> None:
        freeze_arrays(self)

    @property
    def incidents(self) -> int:
        """How many incidents of the log are played."""
        return len(self.number)


def prepare_replay(scenario: Scenario, span: Span, log: IncidentLog) -> PreparedReplay:
    """Lay the incidents of a log on a scenario's time axis.

    Played are the incidents that were opened in the run; with ``backlog: {taken_from: log}`` also those that were open
    when it begins, for what they still had before them. Whatever is not played is counted in `PreparedReplay.notes`.

    Raises `InputError` if the log has priorities that the scenario does not know, or no incident in the run.
    """
    names = replay_names(scenario, log)
    opened, resolved = _ticks(log.opened, span), _ticks(log.resolved, span, OPEN)
    played, notes = _played(scenario, span, log, opened, resolved)
    identity = identities(log.number)
    arrival = np.maximum(opened, 0)
    chosen = np.flatnonzero(played)
    chosen = chosen[np.lexsort((identity[chosen], arrival[chosen]))]
    declared = np.array([name in scenario.teams for name in names.teams], dtype=bool)
    steps = log_steps(_spells(log, names, span, chosen, resolved), declared, span.horizon + 1)
    late = np.flatnonzero(steps.late > 0)
    notes += _note(
        "shorter_than_its_steps", "incidents that were resolved in fewer ticks than they have steps",
        "each step lasts one tick, so they are resolved later by as many", log, chosen[late],
    )  # fmt: skip
    return PreparedReplay(
        scenario=scenario,
        span=span,
        names=names,
        declared=declared,
        number=tuple(log.number[row] for row in chosen),
        identity=identity[chosen],
        arrival=arrival[chosen],
        opened=opened[chosen],
        priority=_priorities(log, names, chosen),
        category=_places(log.names.categories, names.categories)[log.category[chosen]],
        hours=hours_of_week(log.opened[chosen], log.zone, opened[chosen] >= 0),
        steps=steps,
        notes=notes,
        knows_first_touch=bool((log.first_touch != NO_MOMENT).any()),
    )


def replay_names(scenario: Scenario, log: IncidentLog) -> Names:
    """The names of a scenario and of the log that it replays; those that only the log knows come last."""
    names = names_of(scenario, log.names.teams)
    return replace(
        names,
        categories=tuple(dict.fromkeys((*names.categories, *log.names.categories))),
        pending=tuple(dict.fromkeys((*names.pending, *log.names.pending))),
    )


def identities(numbers: tuple[str, ...]) -> Ints:
    """The identity of each incident: 63 bits of a hash of its number, so that it is the same in every log that has it."""
    digests = b"".join(blake2b(number.encode(), digest_size=8).digest() for number in numbers)
    return np.frombuffer(digests, dtype="<i8").astype(np.int64) & np.iinfo(np.int64).max


def replay(prepared: PreparedReplay, replication: int) -> Workload:
    """One replication of a replay: the log's incidents, thinned or multiplied to the scenario's volume.

    With the volume at 100 % and no team described by the scenario nothing is left to chance.
    """
    workload = prepared.scenario.workload
    assert isinstance(workload, ReplayedWorkload)
    seed = prepared.scenario.study.seed
    picked = pick_incidents(
        prepared.identity, prepared.arrival, prepared.opened, prepared.hours,
        float(workload.replay.volume), prepared.span.axis, seed, replication,
    )  # fmt: skip
    return _workload(prepared, picked, replication)
