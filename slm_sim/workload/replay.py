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

from slm_sim.chance import Stream
from slm_sim.clock import NEVER
from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.demand import ReplayedWorkload
from slm_sim.model.incidentlog import NO_MOMENT, WAITING, IncidentLog, LogProblem
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.workload import Disruptions, Names, Workload
from slm_sim.workload.logsteps import OPEN, LogSteps, TickSpells, log_steps
from slm_sim.workload.logvolume import HoursOfWeek, hours_of_week, pick_incidents
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

    With the volume at 100 % and no effort stated by the scenario nothing is left to chance.
    """
    workload = prepared.scenario.workload
    assert isinstance(workload, ReplayedWorkload)
    seed, volume = prepared.scenario.study.seed, float(workload.replay.volume)
    picked = pick_incidents(
        prepared.identity,
        prepared.arrival,
        prepared.opened,
        prepared.hours,
        volume,
        prepared.span.axis,
        Stream(seed, replication, "volume of a replay"),
    )
    source, steps = picked.source, prepared.steps
    first_step, row = gathered(steps.first_step, source)
    unknown = np.full(len(source), -1)
    return Workload(
        axis=prepared.span.axis,
        horizon=prepared.span.horizon,
        names=prepared.names,
        identity=picked.identity,
        arrival=picked.arrival,
        opened=picked.opened,
        priority=prepared.priority[source],
        category=prepared.category[source],
        customer=unknown,
        service=unknown,
        excluded=unknown,
        outage=unknown,
        first_step=first_step,
        step_team=steps.team[row],
        step_effort=efforts,
        step_then=steps.then[row],
        step_delay=steps.delay[row],
        step_calendar=np.zeros(len(row), dtype=np.int64),
        step_callout=callouts,
        disruptions=_no_disruptions(prepared.names),
        step_touches=steps.touches[row],
    )


def gathered(first: Ints, source: Ints) -> tuple[Ints, Ints]:
    """Rows of a flat (CSR) layout for chosen owners: where each one's rows begin, and the row that each is a copy of."""
    length = np.diff(first)[source]
    begins = np.concatenate(([0], np.cumsum(length)))
    row = np.arange(begins[-1]) + np.repeat(first[source] - begins[:-1], length)
    return begins, row


def _ticks(moments: Ints, span: Span, otherwise: int = NEVER) -> Ints:
    """The tick nearest to each moment of a log."""
    epoch = round(span.axis.epoch.timestamp() * 1000)
    known = moments != NO_MOMENT
    passed = np.where(known, moments, epoch) - epoch
    return np.where(known, (2 * passed + span.axis.tick_ms) // (2 * span.axis.tick_ms), otherwise)


def _played(
    scenario: Scenario, span: Span, log: IncidentLog, opened: Ints, resolved: Ints
) -> tuple[Bools, tuple[LogProblem, ...]]:
    """Which incidents are played, and notes on those that are not."""
    before, after = opened < 0, opened >= span.horizon
    from_log = scenario.backlog is not None and scenario.backlog.taken_from == "log"
    waiting = before & (resolved > 0) & from_log
    notes = _note(
        "open_at_the_start",
        "incidents that were open when the run begins",
        "they are the starting backlog",
        log,
        np.flatnonzero(waiting),
    )
    notes += _note(
        "opened_before_the_run",
        "incidents that were opened before the run begins",
        "they are not played",
        log,
        np.flatnonzero(before & ~waiting),
    )
    notes += _note(
        "opened_after_the_run",
        "incidents that were opened after the run ends",
        "they are not played",
        log,
        np.flatnonzero(after),
    )
    played = ~after & (~before | waiting)
    if not played.any():
        first, last = (_date(log, row) for row in (0, -1))
        found = f"no incident of the log was opened in the run; the first was opened on {first}, the last on {last}"
        raise InputError(Problem(Place(log.file), found, "time.starts and time.lasts of the scenario within that span"))
    return played, notes


def _date(log: IncidentLog, row: int) -> str:
    return str(log.opened[row].astype("datetime64[ms]").astype("datetime64[D]"))


def _note(kind: str, found: str, done: str, log: IncidentLog, rows: Ints) -> tuple[LogProblem, ...]:
    examples = tuple(log.number[row] for row in rows[:SHOWN])
    return (LogProblem(kind, len(rows), found, examples, done),) if len(rows) else ()


def _priorities(log: IncidentLog, names: Names, chosen: Ints) -> Ints:
    used = np.unique(log.priority[chosen])
    strange = [log.names.priorities[row] for row in used if log.names.priorities[row] not in names.priorities]
    if strange:
        expected = "one of " + ", ".join(names.priorities)
        raise InputError(
            Problem(
                Place(log.file),
                f"the mapping translates priorities to {name!r}, which the scenario does not know",
                expected,
                nearest_word(name, names.priorities),
            )
            for name in strange
        )
    return _places(log.names.priorities, names.priorities)[log.priority[chosen]]


def _places(inner: tuple[str, ...], outer: tuple[str, ...]) -> Ints:
    """The index among `outer` of each name of `inner`; the last entry, for index -1, is -1."""
    return np.array([*(outer.index(name) if name in outer else -1 for name in inner), -1], dtype=np.int64)


def _spells(log: IncidentLog, names: Names, span: Span, chosen: Ints, resolved: Ints) -> TickSpells:
    """The spells of chosen incidents on the time axis, from tick 0 on; indices are those of `names`."""
    first, row = gathered(log.first_spell, chosen)
    incident = np.repeat(np.arange(len(chosen)), np.diff(first))
    start, to = _ticks(log.spell_from[row], span), _ticks(log.spell_to[row], span, OPEN)
    ahead = (to > 0) | (start >= 0)
    row, incident, start = row[ahead], incident[ahead], np.maximum(start[ahead], 0)
    state = log.spell_state[row]
    reason = _places(log.names.pending, names.pending)[np.maximum(state - WAITING, -1)]
    return TickSpells(
        incident=incident,
        team=_places(log.names.teams, names.teams)[log.spell_team[row]],
        state=np.where(state >= WAITING, reason + WAITING, state),
        start=start,
        end=resolved[chosen],
    )


def _no_disruptions(names: Names) -> Disruptions:
    """A log knows nothing of outages."""
    none, services = np.empty(0, dtype=np.int64), np.empty((0, len(names.services)), dtype=np.int64)
    return Disruptions(none, none, none, services, none, none, none, none, services)
