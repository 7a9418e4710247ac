"""One replication, from chance to money, on one page.

::

    Scenario ─ prepare ─► Prepared ─ play(replication) ─► Played
                                        workload      all chance is drawn
                                        organisation  who is there
                                        policy        in which order they work
                                        outcomes      time moves
                                        history       the contract's view of what happened
                                        attainments   what was reached, per clause and period
                                        ledger        what it costs
"""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.engine import Engine, simulate
from slm_sim.engine.lower import PreparedOrganisation, lower, prepare_organisation
from slm_sim.memory import keep_freed_memory
from slm_sim.model.attainment import Attainment
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.ledger import Ledger
from slm_sim.model.organisation import Organisation
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.policy import Policy
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.workload import Workload
from slm_sim.sla import (
    CompiledAgreement,
    Histories,
    PreparedDispatch,
    attain,
    charge,
    compile_agreement,
    histories,
    moments_counted,
    policy_for,
    prepare_dispatch,
)
from slm_sim.span import span
from slm_sim.workload import (
    PreparedReplay,
    PreparedSynthesis,
    prepare_replay,
    prepare_synthesis,
    replay,
    synthesise,
)


@dataclass(frozen=True, eq=False)
class Prepared:
    """A scenario with all that is the same in every replication, worked out once."""

    scenario: Scenario
    span: Span
    demand: PreparedSynthesis | PreparedReplay
    staff: PreparedOrganisation
    dispatch: PreparedDispatch
    agreements: tuple[CompiledAgreement, ...]
    engine: Engine = "auto"


@dataclass(frozen=True, eq=False)
class Played:
    """What happened in one replication.

    attainments  per agreement, in the order of the scenario, and per clause
    ledgers      per agreement
    """

    replication: int
    workload: Workload
    organisation: Organisation
    policy: Policy
    outcomes: Outcomes
    history: Histories
    attainments: tuple[tuple[Attainment, ...], ...]
    ledgers: tuple[Ledger, ...]


def prepare(scenario: Scenario, log: IncidentLog | None = None, engine: Engine = "auto") -> Prepared:
    """Work out what every replication of a scenario shares; `log` is the ticket log of a replay."""
    keep_freed_memory()
    run_span = span(scenario)
    demand = prepare_synthesis(scenario, run_span) if log is None else prepare_replay(scenario, run_span, log)
    agreements = tuple(compile_agreement(name, agreement, run_span) for name, agreement in scenario.agreements.items())
    return Prepared(
        scenario=scenario,
        span=run_span,
        demand=demand,
        staff=prepare_organisation(scenario, run_span, demand.names, demand.calendars),
        dispatch=prepare_dispatch(scenario, run_span, demand.names, agreements),
        agreements=agreements,
        engine=engine,
    )


def arrivals(prepared: Prepared, replication: int) -> tuple[Workload, Policy]:
    """What arrives in a replication, and the order of work; the same whoever is there."""
    demand = prepared.demand
    workload = replay(demand, replication) if isinstance(demand, PreparedReplay) else synthesise(demand, replication)
    return workload, policy_for(prepared.dispatch, workload)


def play(prepared: Prepared, replication: int) -> Played:
    """Play one replication: a function of the scenario, its seed and the number of the replication."""
    workload, policy = arrivals(prepared, replication)
    organisation = lower(prepared.staff, replication)
    outcomes = simulate(workload, organisation, policy, prepared.engine)
    history = histories(workload, outcomes)
    attainments = tuple(attain(agreement, workload, outcomes, history) for agreement in prepared.agreements)
    ledgers = tuple(
        charge(agreement, reached, moments_counted(agreement, workload))
        for agreement, reached in zip(prepared.agreements, attainments, strict=True)
    )
    return Played(replication, workload, organisation, policy, outcomes, history, attainments, ledgers)
