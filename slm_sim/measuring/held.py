"""A log held against one agreement: the same clocks, measures and credits that judge a simulated replication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from slm_sim.measuring.claims import Claims, Named, claimable, named_in
from slm_sim.measuring.events import events_of_log
from slm_sim.measuring.possible import expect_its_priorities, expect_no_strangers, not_in_the_log, place_in
from slm_sim.measuring.span import Days, measured_span
from slm_sim.model.attainment import Attainment
from slm_sim.model.clause import Clause
from slm_sim.model.events import Events
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.ledger import Ledger
from slm_sim.model.span import Span
from slm_sim.model.workload import Names, Workload
from slm_sim.read import AgreementReading
from slm_sim.sla import CompiledAgreement, Histories, attain, charge, compile_agreement, histories, moments_counted
from slm_sim.workload import recorded

NOTHING_SAID = Claims()


@dataclass(frozen=True, eq=False)
class Held:
    """What a log reached on an agreement.

    name      of the agreement
    clauses   every clause, and why the log cannot tell it; empty where it can
    compiled  the agreement with the clauses that the log can tell, and no others
    workload, history, events   the incidents of the log, in its order
    reached   per clause of `compiled`
    claimable the credits that must be claimed, whether anything is left of them or not
    """

    name: str
    reading: AgreementReading
    clauses: tuple[tuple[Clause, str], ...]
    compiled: CompiledAgreement
    workload: Workload
    history: Histories
    events: Events
    reached: tuple[Attainment, ...]
    ledger: Ledger
    claimable: Named

    @property
    def span(self) -> Span:
        """What was measured."""
        return self.compiled.span

    def dated(self, clause: str, incident: int, log: IncidentLog) -> bool:
        """Whether the log says when an incident counted against a clause: not of a reopening that it only counts."""
        measures = {one.id: one.measure for one in self.compiled.clauses}
        return measures[clause] != "reopen rate" or not log.hidden[incident]


def hold(name: str, reading: AgreementReading, log: IncidentLog, asked: Days, said: Claims = NOTHING_SAID) -> Held:
    """Hold a log against an agreement.

    name   what the agreement is called
    asked  first and last day to be measured
    said   what is known of credits that must be claimed

    Raises `InputError` if the log has priorities that the agreement does not know, if a clock of a signed agreement
    names what the log does not know, or if nothing is left to measure.
    """
    agreement = reading.agreement
    expect_its_priorities(reading, log)
    expect_no_strangers(reading, log)
    span = measured_span(agreement, log, asked, place_in(reading, "term"))
    whole = compile_agreement(name, agreement, span)
    clauses = tuple((clause, _why_not(clause, whole, log)) for clause in whole.clauses)
    compiled = _with_clauses(whole, [number for number, (_, why) in enumerate(clauses) if not why])
    workload, outcomes = recorded(log, _names(reading, log), span)
    history, events = histories(workload, outcomes), events_of_log(log, workload, outcomes, span)
    reached = attain(compiled, workload, outcomes, history, events)
    opened = moments_counted(compiled, workload)
    ledger = charge(compiled, reached, opened)
    must = claimable(ledger, agreement.credits)
    claimed, unclaimed = named_in(said.claimed, must), named_in(said.unclaimed, must)
    if claimed or unclaimed:
        ledger = charge(compiled, reached, opened, unclaimed, claimed)
    return Held(name, reading, clauses, compiled, workload, history, events, reached, ledger, must)


def _why_not(clause: Clause, compiled: CompiledAgreement, log: IncidentLog) -> str:
    return not_in_the_log(clause, compiled.agreement.clocks.get(clause.clock or ""), log)


def _with_clauses(compiled: CompiledAgreement, numbers: Sequence[int]) -> CompiledAgreement:
    """The agreement with some of its clauses, and with the rights to terminate that rest on no other."""
    told = {compiled.clauses[number].id for number in numbers}
    triggers = compiled.agreement.termination_triggers
    kept = {name: trigger for name, trigger in triggers.items() if trigger.clause is None or trigger.clause in told}
    return replace(
        compiled,
        agreement=compiled.agreement.model_copy(update={"termination_triggers": kept}),
        clauses=tuple(compiled.clauses[number] for number in numbers),
        periods=tuple(compiled.periods[number] for number in numbers),
        traced=True,
    )


def _names(reading: AgreementReading, log: IncidentLog) -> Names:
    return Names(
        priorities=reading.agreement.priorities.names,
        teams=log.names.teams,
        categories=log.names.categories,
        customers=log.names.customers,
        services=tuple(dict.fromkeys((*reading.agreement.services, *log.names.services))),
        channels=log.names.channels,
        pending=log.names.pending,
    )
