"""The other orders of work and ways to share it, each on the reference year: kernel beside the exact reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from benchmarks import year
from benchmarks.engines import answer
from benchmarks.growth import events
from benchmarks.row import Row, row
from benchmarks.timing import Job, least
from benchmarks.year import Knobs, Year
from slm_sim.calendars import after
from slm_sim.chance import Stream
from slm_sim.clock import NEVER
from slm_sim.engine import Engine, simulate
from slm_sim.model.arrays import Ints
from slm_sim.model.organisation import Capacity
from slm_sim.model.policy import Escalation, Marks, Policy

BUSY = 0.85
"""Utilisation of the teams: the policies differ where there is a queue."""
ENGINES: tuple[Engine, ...] = ("kernel", "reference")
HOUR = 3600
TARGETS = (2 * HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR)
"""Open hours until an incident of each priority should be resolved."""
URGENT = np.array([True, False, False, False])
NOBODY = np.zeros(4, dtype=np.bool_)


def rows(quick: bool) -> Iterator[Row]:
    """A row for each policy alone, and for all of them at once; reported beside the goals, without one."""
    for name, drawn in variants().items():
        ours, exact = answer(drawn, "kernel"), answer(drawn, "reference")
        if any(not np.array_equal(a, b) for a, b in zip(vars(ours).values(), vars(exact).values(), strict=True)):
            raise ArithmeticError(f"kernel and reference differ under the policy: {name}")
        jobs: dict[str, Job] = {engine: partial(answer, drawn, engine) for engine in ENGINES}
        seconds = least(jobs, 3 if quick else 10, rests={"reference": 1 if quick else 2})
        outcomes = simulate(drawn.workload, drawn.organisation, drawn.policy, engine="kernel")
        yield row(
            f"kernel against exact reference, {name}",
            seconds["reference"] / seconds["kernel"],
            None,
            kernel_s=seconds["kernel"],
            reference_s=seconds["reference"],
            events=events(outcomes),
            suspensions=len(outcomes.suspended_step),
            escalations=len(outcomes.escalated_step),
            begun_by_others=int(np.count_nonzero((outcomes.by != drawn.workload.step_team) & (outcomes.by != -1))),
            begun_on_call=int(np.count_nonzero(outcomes.on_call)),
        )


def variants() -> dict[str, Year]:
    """The year under each policy, by its name."""
    plain = year.drawn(year.prepared(Knobs(utilisation=BUSY)))
    found = {
        "suspending at shift end": year.drawn(year.prepared(Knobs(utilisation=BUSY, suspends=True))),
        "pre-emption": replace(plain, policy=Policy(URGENT)),
        "helping": helping(plain),
        "on call": on_call(plain),
        "by age": replace(plain, policy=by_age()),
        "by deadline": replace(plain, policy=by_deadline(plain)),
        "escalation": replace(plain, policy=escalating(plain, Policy(NOBODY))),
        "patience": patient(plain),
    }
    everything = patient(on_call(helping(found["suspending at shift end"])))
    together = replace(escalating(everything, by_deadline(everything)), preempts=URGENT)
    return found | {"all of these by deadline": replace(everything, policy=together)}


def helping(drawn: Year) -> Year:
    """The last two teams help each other with what has waited for an hour."""
    first, *others = drawn.organisation.teams
    last = len(others)
    teams = (first, *(replace(team, helps=(last - at,), helps_after=HOUR) for at, team in enumerate(others)))
    return replace(drawn, organisation=replace(drawn.organisation, teams=teams))


def on_call(drawn: Year) -> Year:
    """Whenever nobody is at work, one person of each team is on call for the most urgent priority, 20 minutes away."""
    teams = []
    for team in drawn.organisation.teams:
        assert team.capacity is not None
        called = Capacity(team.capacity.at, (team.capacity.people == 0).astype(np.int64))
        teams.append(replace(team, on_call=called, on_call_priorities=URGENT))
    callout = np.full(drawn.workload.steps, HOUR // 3)
    return replace(
        drawn,
        workload=replace(drawn.workload, step_callout=callout),
        organisation=replace(drawn.organisation, teams=tuple(teams)),
    )


def by_age() -> Policy:
    """First come, with a head start of a day, half a day and an hour."""
    return Policy(NOBODY, order="age", head_start=np.array([24 * HOUR, 12 * HOUR, HOUR, 0]))


def by_deadline(drawn: Year) -> Policy:
    """The earliest deadline first, in open hours of the customer, put off while the incident is pending."""
    return Policy(NOBODY, order="deadline", deadlines=(marks(drawn, 100),), calendars=drawn.organisation.calendars)


def escalating(drawn: Year, policy: Policy) -> Policy:
    """At half of the target one priority up; at the whole target from the second team to the third."""
    raised, kept = np.array([0, 0, 1, 2]), np.arange(4)
    anywhere, second = np.array([True, True, True]), np.array([False, True, False])
    return replace(
        policy,
        escalations=(
            Escalation(marks(drawn, 50), anywhere, raised),
            Escalation(marks(drawn, 100), second, kept, team=2),
        ),
        calendars=drawn.organisation.calendars,
    )


def marks(drawn: Year, percent: int) -> Marks:
    """When so much of the time to resolve is used up: for the most urgent around the clock, else in open hours."""
    workload, calendars = drawn.workload, drawn.organisation.calendars
    target = np.array(TARGETS)[workload.priority] * percent // 100
    hours = np.array([0, 1, 1, 1])[workload.priority]
    latest = drawn.organisation.calendars[1].highest - max(TARGETS) * 14
    first = np.full(workload.incidents, NEVER)
    for number, calendar in enumerate(calendars):
        counted = (hours == number) & (workload.opened < latest)
        first[counted] = after(calendar, workload.opened[counted], target[counted])
    return Marks(
        first,
        calendar=np.array([0, 1, 1, 1]),
        pauses=np.array([True]),
        until="resolved",
        after_reopening="resume",
    )


def patient(drawn: Year) -> Year:
    """Customers with a patience that is exponential with a mean of four hours."""
    workload = drawn.workload
    u = Stream(1, 0, "patience").uniforms(workload.identity)
    patience: Ints = np.rint(-np.log1p(-u) * 4 * HOUR).astype(np.int64)
    return replace(drawn, workload=replace(workload, leaves=workload.arrival + patience))
