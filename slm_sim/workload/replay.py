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

from slm_sim.calendars import always_open
from slm_sim.model.arrays import Bools, Ints, firsts_of, freeze_arrays, rows_of
from slm_sim.model.demand import ReplayedWorkload
from slm_sim.model.incidentlog import NO_MOMENT, IncidentLog, LogProblem
from slm_sim.model.opentime import OpenTime
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.workload import Disruptions, Names, Workload
from slm_sim.workload.draws import Draws
from slm_sim.workload.logefforts import ReplayedSteps, step_efforts
from slm_sim.workload.logplayed import note, places, played_incidents, priorities_of, spells_of, ticks_of
from slm_sim.workload.logranks import ranked_for
from slm_sim.workload.logsteps import OPEN, LogSteps, log_steps
from slm_sim.workload.logvolume import HoursOfWeek, hours_of_week, pick_incidents
from slm_sim.workload.names import names_of
from slm_sim.workload.spreads import SpreadTable, callouts_of, efforts_of


@dataclass(frozen=True, eq=False)
class PreparedReplay:
    """A replay before chance: what all its replications have in common.

    names    those of the scenario; teams, categories and pending reasons that only the log knows follow
    number   what the log calls each incident that is played, in the order of (arrival, opened, identity)
    described  bool[teams]: whether the scenario states the team's effort
    effort, callout   of the teams that the scenario describes
    hours    when in the week the incidents were opened
    steps    what they go through
    notes    what of the log is not played, or not exactly as it happened
    knows_first_touch   whether the log shows responses; without, a promise on them cannot be judged

    Per incident, int64[n]: identity, arrival, opened, priority, category, service, customer, channel as in `Workload`.
    """

    scenario: Scenario
    span: Span
    names: Names
    number: tuple[str, ...]
    identity: Ints
    arrival: Ints
    opened: Ints
    priority: Ints
    category: Ints
    service: Ints
    customer: Ints
    channel: Ints
    described: Bools
    effort: SpreadTable
    callout: SpreadTable
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

    @property
    def calendars(self) -> tuple[OpenTime, ...]:
        """The calendars in which delays run: 24x7 alone, for a log measures by the clock; they cover every delay."""
        return (always_open(self.span.lowest, self.span.highest + self.span.horizon),)


def prepare_replay(scenario: Scenario, span: Span, log: IncidentLog) -> PreparedReplay:
    """Lay the incidents of a log on a scenario's time axis.

    Played are the incidents that were opened in the run; with ``backlog: {taken_from: log}`` also those that were open
    when it begins, for what they still had before them. Whatever is not played is counted in `PreparedReplay.notes`.

    Raises `InputError` if the log has priorities that the scenario does not know, or no incident in the run.
    """
    log = ranked_for(scenario, log)
    names = replay_names(scenario, log)
    opened, resolved = ticks_of(log.opened, span), ticks_of(log.resolved, span, OPEN)
    played, notes = played_incidents(scenario, span, log, opened, resolved)
    identity, arrival = identities(log.number), np.maximum(opened, 0)
    chosen = np.flatnonzero(played)
    chosen = chosen[np.lexsort((identity[chosen], opened[chosen], arrival[chosen]))]
    described = np.array([name in scenario.teams and scenario.teams[name].effort is not None for name in names.teams])
    steps = log_steps(spells_of(log, names, span, chosen, resolved), described, span.horizon + 1)
    late = np.isin(np.arange(log.incidents), chosen[steps.late > 0])
    done = "each step lasts one tick, so they are resolved by as many ticks later"
    found = note("shorter_than_its_steps", "incidents resolved in fewer ticks than they have steps", done, log, late)
    return PreparedReplay(
        scenario=scenario,
        span=span,
        names=names,
        number=tuple(log.number[row] for row in chosen),
        identity=identity[chosen],
        arrival=arrival[chosen],
        opened=opened[chosen],
        priority=priorities_of(log, names, chosen),
        category=places(log.names.categories, names.categories)[log.category[chosen]],
        service=places(log.names.services, names.services)[log.service[chosen]],
        customer=places(log.names.customers, names.customers)[log.customer[chosen]],
        channel=places(log.names.channels, names.channels)[log.channel[chosen]],
        described=described,
        effort=efforts_of(scenario, names),
        callout=callouts_of(scenario, names),
        hours=hours_of_week(log.opened[chosen], log.zone, opened[chosen] >= 0),
        steps=steps,
        notes=(*notes, found) if found.count else notes,
        knows_first_touch=bool((log.first_touch != NO_MOMENT).any()),
    )


def replay_names(scenario: Scenario, log: IncidentLog) -> Names:
    """The names of a scenario and of the log that it replays; those that only the log knows come last."""
    names = names_of(scenario, log.names.teams)
    return replace(
        names,
        categories=tuple(dict.fromkeys((*names.categories, *log.names.categories))),
        customers=log.names.customers,
        services=tuple(dict.fromkeys((*names.services, *log.names.services))),
        channels=log.names.channels,
        pending=tuple(dict.fromkeys((*names.pending, *log.names.pending))),
    )


def identities(numbers: tuple[str, ...]) -> Ints:
    """The identity of each incident: 63 bits of a hash of its number, the same in every log that holds it."""
    digests = b"".join(blake2b(number.encode(), digest_size=8).digest() for number in numbers)
    return np.frombuffer(digests, dtype="<i8").astype(np.int64) & np.iinfo(np.int64).max


def replay(prepared: PreparedReplay, replication: int) -> Workload:
    """One replication of a replay: the log's incidents, thinned or multiplied to the scenario's volume.

    With the volume at 100 % and no effort stated by the scenario nothing is left to chance.
    """
    workload, steps, axis = prepared.scenario.workload, prepared.steps, prepared.span.axis
    assert isinstance(workload, ReplayedWorkload)
    draws = Draws(prepared.scenario.study.seed, replication)
    picked = pick_incidents(
        prepared.identity, prepared.arrival, prepared.opened, prepared.hours,
        float(workload.replay.volume), axis, draws.stream("volume of a replay"),
    )  # fmt: skip
    owner, row = rows_of(steps.first_step, picked.source)
    first_step = firsts_of(owner, len(picked.source))
    priority = prepared.priority[picked.source]
    replayed = ReplayedSteps(picked.identity[owner], priority[owner], row, np.arange(len(row)) - first_step[owner])
    team = steps.team[row]
    call = draws.uniforms("call-out", replayed.identity, replayed.number)
    unknown = np.full(len(picked.source), -1)
    return Workload(
        axis=axis,
        horizon=prepared.span.horizon,
        names=prepared.names,
        identity=picked.identity,
        arrival=picked.arrival,
        opened=picked.opened,
        priority=priority,
        category=prepared.category[picked.source],
        customer=prepared.customer[picked.source],
        service=prepared.service[picked.source],
        excluded=unknown,
        outage=unknown,
        first_step=first_step,
        step_team=team,
        step_effort=step_efforts(steps, replayed, prepared.described, prepared.effort, draws, axis.tick_ms),
        step_then=steps.then[row],
        step_delay=steps.delay[row],
        step_calendar=np.zeros_like(row),
        step_callout=prepared.callout.ticks(team, replayed.priority, call, axis.tick_ms),
        disruptions=no_disruptions(prepared.names),
        step_touches=steps.touches[row],
        channel=prepared.channel[picked.source],
    )


def no_disruptions(names: Names) -> Disruptions:
    """None: a log knows nothing of outages."""
    none, services = np.empty(0, dtype=np.int64), np.empty((0, len(names.services)), dtype=np.int64)
    return Disruptions(none, none, none, services, none, none, none, none, services)
