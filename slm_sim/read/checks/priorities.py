"""Priorities: defined in one place, named everywhere else, and made of impact and urgency by a matrix or a mix."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.decisions import Decided
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw, Path, blocks_within, unknown


def priorities_have_one_source(scenario: Scenario) -> Iterator[Flaw]:
    """The priorities come from one agreement, or from a list of names, and it is clear from which."""
    stated = scenario.priorities
    if stated and stated.defined_in and stated.names:
        yield Flaw(("priorities",), "priorities are defined in an agreement and listed here, too", "one of the two")
    elif stated and stated.defined_in:
        yield from unknown(("priorities", "defined_in"), stated.defined_in, scenario.agreements, "agreement")
    elif len(scenario.agreements) > 1 and not (stated and stated.names):
        found = "nothing says which agreement defines the priorities"
        yield Flaw(
            ("agreements",), found, f"'priorities: {{defined_in: {next(iter(scenario.agreements))}}}' or the like"
        )


def priorities_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every priority that is named is one."""
    if not _source_is_clear(scenario) or not scenario.priority_names:
        return
    for path, name in _named(scenario):
        yield from unknown(path, name, scenario.priority_names, "priority")


def _source_is_clear(scenario: Scenario) -> bool:
    named = scenario.priorities.defined_in if scenario.priorities else None
    return named is None or named in scenario.agreements


def _named(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    for part in ("workload", "routing", "teams"):
        for path, block in blocks_within(getattr(scenario, part), (part,)):
            yield from (((*path, "by_priority", name), name) for name in getattr(block, "by_priority", {}))
    for terms, term in scenario.on_call_terms.items():
        yield from ((("on_call_terms", terms, "priorities"), name) for name in _listed(term.priorities))
    for name, outage in scenario.outages.items():
        if outage.child_incidents:
            yield ("outages", name, "child_incidents", "priority"), outage.child_incidents.priority
    yield from ((("dispatch", "preemptive"), name) for name in scenario.dispatch.preemptive)
    yield from ((("dispatch", "head_start", name), name) for name in scenario.dispatch.head_start)
    for rule, escalation in scenario.escalation.items():
        yield from ((("escalation", rule, "priorities"), name) for name in _listed(escalation.priorities))
        if escalation.raises_to:
            yield ("escalation", rule, "raises_to"), escalation.raises_to
    for team, waiting in scenario.backlog.by_team.items() if scenario.backlog else ():
        yield from ((("backlog", "by_team", team, "by_priority", name), name) for name in waiting.by_priority)
    if isinstance(scenario.workload, SynthesisedWorkload):
        yield from ((("workload", "priority_mix", name), name) for name in scenario.workload.priority_mix or {})


def _listed(stated: list[str] | Decided | None) -> list[str]:
    """The priorities that are listed; what a table decides is looked at there."""
    return stated if isinstance(stated, list) else []


def impact_fits_the_matrix(scenario: Scenario) -> Iterator[Flaw]:
    """Incidents get their priority by the agreement's matrix, which knows their impacts and urgencies; or by a mix."""
    workload = scenario.workload
    if not isinstance(workload, SynthesisedWorkload) or not _source_is_clear(scenario):
        return
    if workload.impact and workload.priority_mix:
        yield Flaw(("workload", "priority_mix"), "priority_mix stands beside impact", "one of the two")
    if scenario.priorities and scenario.priorities.decided_by:
        return
    if not workload.impact:
        if not workload.priority_mix and len(scenario.priority_names) > 1:
            found = f"nothing says which of the priorities {', '.join(scenario.priority_names)} incidents have"
            yield Flaw(("workload",), found, "'impact:', or 'priority_mix:' where nobody records impact and urgency")
        return
    scheme = scenario.governing_agreement.priorities if scenario.governing_agreement else None
    if scheme is None or not scheme.matrix:
        found = "impacts make no priority: no agreement has a matrix"
        yield Flaw(("workload", "impact"), found, "'priority_mix:', or a matrix in the agreement")
        return
    for name, impact in workload.impact.items():
        path = ("workload", "impact", name)
        yield from unknown(path, name, scheme.impact or scheme.matrix, "impact", " in the agreement")
        known = scheme.urgency or scheme.matrix.get(name, {})
        for urgency in impact.urgency:
            yield from unknown((*path, "urgency", urgency), urgency, known, "urgency", " in the agreement")
