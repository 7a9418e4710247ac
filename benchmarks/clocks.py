"""Running the clocks of the reference year, and measuring it, beside simulating it."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import year
from benchmarks.row import Goal, Row, row
from benchmarks.timing import Job, least
from benchmarks.year import Year
from slm_sim.engine import simulate
from slm_sim.model.agreement import Agreement
from slm_sim.model.arrays import Ints
from slm_sim.model.clockterms import Clock
from slm_sim.model.outcomes import Outcomes
from slm_sim.sla import CompiledAgreement, attain, compile_agreement, events_of, histories
from slm_sim.sla.clockrules import clock_rules
from slm_sim.sla.clocks import read_told, told
from slm_sim.sla.plans import Plan, covered, plans
from slm_sim.sla.runclocks import run_terms, told_runs
from slm_sim.sla.runs import runs_of

VISITS = Clock.model_validate(
    {"starts": "assigned to team", "stops": "reassigned or resolved", "pauses_while": "pending"}
)
"""A clock that walks the events."""


def rows(quick: bool) -> Iterator[Row]:
    """All clocks of the agreement's ten clauses; all that is measured of them; both for clocks of visits to a team."""
    prepared = year.prepared()
    (agreement,) = prepared.agreements
    drawn = year.drawn(prepared)
    outcomes = simulate(drawn.workload, drawn.organisation, drawn.policy, engine="kernel")
    timed = [plan for plan in plans(agreement, drawn.workload.names) if plan.turns]
    of_visits = compile_agreement(agreement.name, with_visits(agreement.agreement), agreement.span)
    jobs: dict[str, Job] = {
        "kernel": lambda: simulate(drawn.workload, drawn.organisation, drawn.policy, engine="kernel"),
        "plain": lambda: plain_clocks(drawn, outcomes, timed),
        "measured": lambda: attain(agreement, drawn.workload, outcomes, histories(drawn.workload, outcomes)),
        "visits": lambda: visits(agreement, drawn, outcomes, timed),
        "measured visits": lambda: attain(of_visits, drawn.workload, outcomes, histories(drawn.workload, outcomes)),
    }
    seconds = least(jobs, 10 if quick else 30)
    for name, job, goal, clauses in (
        ("plain clocks", "plain", Goal("at most", 0.5), timed),
        ("all measures", "measured", Goal("at most", 0.5), agreement.clauses),
        ("clocks of visits", "visits", None, timed),
        ("all measures of visits", "measured visits", None, agreement.clauses),
    ):
        figures = {"kernel s": seconds["kernel"], f"{name} s": seconds[job]}
        ratio = seconds[job] / seconds["kernel"]
        yield row(f"{name} against the kernel alone", ratio, goal, **figures, clauses=len(clauses))


def with_visits(agreement: Agreement) -> Agreement:
    """The same agreement with all its clocks on the visits to a team, each in its own calendars."""
    terms = {name: getattr(VISITS, name) for name in ("starts", "stops", "pauses_while", "pauses_while_pending")}
    clocks = {name: clock.model_copy(update=terms) for name, clock in agreement.clocks.items()}
    return agreement.model_copy(update={"clocks": clocks})


def plain_clocks(drawn: Year, outcomes: Outcomes, timed: list[Plan]) -> list[Ints]:
    """Whether each incident was in time on each clause, from the outcomes on."""
    workload = drawn.workload
    history = histories(workload, outcomes)
    known = told(history)
    return [
        read_told(
            turn.terms, turn.calendar, known, covered(plan, turn.ranks, workload, history), workload.horizon
        ).state
        for plan in timed
        for turn in plan.turns
    ]


def visits(agreement: CompiledAgreement, drawn: Year, outcomes: Outcomes, timed: list[Plan]) -> list[Ints]:
    """The same for the visits of each incident, all clauses on one clock."""
    workload = drawn.workload
    history = histories(workload, outcomes)
    rules = clock_rules(VISITS, workload.names)
    known = told_runs(runs_of(rules, events_of(workload, outcomes)), workload.opened)
    return [
        read_told(
            run_terms(turn.terms, rules),
            turn.calendar,
            known,
            covered(plan, turn.ranks, workload, history),
            workload.horizon,
        ).state
        for plan in timed
        for turn in plan.turns
    ]
