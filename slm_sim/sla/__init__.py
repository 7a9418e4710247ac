"""Outcomes held against an agreement: what was reached on every clause, and what that costs.

    clauses       an agreement as a flat list of promises
    periods       service periods
    compiled      what is the same in all replications
    histories     when each incident was opened, touched, resolved, waiting
    clocks        how much time counts against an incident
    events        what happened to each incident, as clocks of every kind read it
    eventwords    what agreements call them
    clockrules    what each event means to a clock
    runs          the stretches in which a clock ran, by walking the events
    runclocks     how much time counts in them, and how much is left
    lines         what a clock did over one incident, line by line
    marks         when so much of a promised time is used up, unless the incident waits
    dispatch      the order of work and the escalations that follow from it
    allowances    how much planned work is excluded before it counts as downtime
    availability  when a service was down, and for which share of its users
    tallies       what a clock shows, counted per period
    plans         what counting a clause needs and no replication changes
    replication   what the measures read of a replication
    reasons       why an incident does not count in a clause
    turns         what a clause's clock reads of the incidents of some priorities
    times, resolutions, backlogs, downtimes   the measures, each counted its own way
    failures      what counted against a promise, one by one
    measures      what was reached, per clause and period
    strangers     names that a log does not know, in an agreement that is held against it
    verdicts      whether that keeps the promise
    ratchet       targets that become what was reached
    charges       what a percentage is taken of, and to which coin it is rounded
    credits       what is owed, and by which calculation: families, modifiers, rights to terminate

docs/measures.md tells it with examples.
"""

from __future__ import annotations

from slm_sim.sla.clauses import clauses
from slm_sim.sla.clocks import Readings
from slm_sim.sla.compiled import CompiledAgreement, compile_agreement
from slm_sim.sla.credits import charge, credit_lines, moments_counted
from slm_sim.sla.dispatch import PreparedDispatch, policy_for, prepare_dispatch
from slm_sim.sla.events import events_of
from slm_sim.sla.histories import Histories, histories
from slm_sim.sla.lines import ClockLine, clock_lines
from slm_sim.sla.measures import attain, find_dues, readings_of
from slm_sim.sla.runclocks import time_left

__all__ = [
    "ClockLine",
    "CompiledAgreement",
    "Histories",
    "PreparedDispatch",
    "Readings",
    "attain",
    "charge",
    "clauses",
    "clock_lines",
    "compile_agreement",
    "credit_lines",
    "events_of",
    "find_dues",
    "histories",
    "moments_counted",
    "policy_for",
    "prepare_dispatch",
    "readings_of",
    "time_left",
]
