"""What the incidents of a scenario reach: clauses of which there are some, and moments that come to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from slm_sim.model.agreement import Agreement
from slm_sim.model.block import Part, shares
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.measurement import OF_DOWNTIME
from slm_sim.model.phrases import Phrase, Phrases
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw, Path
from slm_sim.read.checks.promises import promises_of


def clauses_can_be_reached_here(agreement: Agreement, at: Path, scenario: Scenario) -> Iterator[Flaw]:
    """As `clauses_can_be_reached`, by the categories of the scenario.

    An incident has the service of its category, or that of its outage.
    """
    workload = scenario.workload
    if not isinstance(workload, SynthesisedWorkload) or not workload.categories:
        return
    disturbed = {service for outage in scenario.outages.values() for service in outage.affects}
    for promise in promises_of(agreement, at):
        if promise.target.measure in OF_DOWNTIME or promise.service is None:
            continue
        category = workload.categories.get(promise.target.category or "")
        if category is not None and category.service != promise.service:
            other = f"are of {category.service!r}" if category.service else "are of no service"
            found = f"no incident can reach {promise.clause}: those of {promise.target.category!r} {other}"
            yield Flaw(promise.path, found, f"a category of {promise.service!r}, or no category")
        elif (
            category is None
            and promise.service not in disturbed
            and not any(one.service == promise.service for one in workload.categories.values())
        ):
            found = f"no incident can reach {promise.clause}: no category and no outage is of {promise.service!r}"
            yield Flaw(promise.path, found, "a service that incidents are about")


def priorities_occur(agreement: Agreement, at: Path, scenario: Scenario) -> Iterator[Flaw]:
    """Some incident has the priority of every clause, if its agreement can make it."""
    occurring = _priorities(scenario)
    if occurring is None:
        return
    missing = (agreement.priorities.made or frozenset(scenario.priority_names)) - occurring
    for promise in promises_of(agreement, at):
        if promise.priority in missing:
            found = f"no incident can reach {promise.clause}: the workload brings none of {promise.priority}"
            yield Flaw(promise.path, found, f"{promise.priority} in the workload, or no such clause")


def _priorities(scenario: Scenario) -> frozenset[str] | None:
    """The priorities that incidents can have, None where that is known only to a log or to a decision table."""
    workload, stated = scenario.workload, scenario.priorities
    if not isinstance(workload, SynthesisedWorkload) or (stated and stated.decided_by):
        return None
    occurring = {*scenario.priority_names}
    if workload.priority_mix:
        occurring = {*_some(workload.priority_mix)}
    elif workload.impact and scenario.governing_agreement:
        matrix = scenario.governing_agreement.priorities.matrix
        impacts = _some({name: row.share for name, row in workload.impact.items()})
        occurring = {
            matrix[impact][urgency] for impact in impacts for urgency in _some(workload.impact[impact].urgency)
        }
    if scenario.outages:
        occurring |= {scenario.priority_names[0]}
    occurring |= {outage.child_incidents.priority for outage in scenario.outages.values() if outage.child_incidents}
    waiting = scenario.backlog.by_team.values() if scenario.backlog else ()
    return frozenset(occurring.union(*(row.by_priority for row in waiting)))


def _some(rows: Mapping[str, Part]) -> list[str]:
    """The rows with a share above nothing."""
    return [name for name, share in shares(rows).items() if share]


NEVER = {
    "closed": "simulated incidents are never closed",
    "priority changes": "simulated incidents keep their priority",
}
"""Moments that no simulation makes, synthesised or replayed, and why."""

NOT_HERE: dict[str, tuple[Callable[[Scenario, SynthesisedWorkload], object], str]] = {
    "pending": (lambda scenario, _: scenario.pending, "the scenario has no 'pending:'"),
    "reopened": (lambda scenario, _: scenario.reopening, "the scenario has no 'reopening:'"),
    "abandoned": (lambda _, workload: _gives_up(workload), "no channel has a 'patience:'"),
}
"""Moments that come only where a synthesised workload has what leads to them, how that shows, and what is missing."""


TURNS = (
    ("starts", "starts", "opened"),
    ("stops", "stops", "resolved"),
    ("resumes", "goes on after a pause", "in progress"),
)
"""The words of a clock that nothing works without, what it then never does, and a moment that always comes."""


def moments_come(agreement: Agreement, at: Path, scenario: Scenario) -> Iterator[Flaw]:
    """Some moment at which a clock starts, stops or goes on comes in this scenario."""
    for name in _clocks(agreement):
        for word, never, usual in TURNS:
            said: Phrases | None = getattr(agreement.clocks[name], word)
            reasons = [_why_never(scenario, phrase) for phrase in said.phrases] if said else [""]
            if all(reasons):
                found = f"the clock {name!r} never {never}: {' and '.join(dict.fromkeys(reasons))}"
                expected = f"a moment that comes here, such as {usual!r}, or one beside it"
                yield Flaw((*at, "clocks", name, word), found, expected)


def _clocks(agreement: Agreement) -> Iterator[str]:
    """The clocks by which some target goes, once each."""
    named = dict.fromkeys(target.clock for target in agreement.targets.values() if target.clock)
    return (clock for clock in named if clock in agreement.clocks)


def _why_never(scenario: Scenario, moment: Phrase) -> str:
    """Why no incident of a scenario comes to a moment; empty if some may."""
    workload = scenario.workload
    if moment.words in NOT_HERE and isinstance(workload, SynthesisedWorkload):
        leads_to_it, missing = NOT_HERE[moment.words]
        return "" if leads_to_it(scenario, workload) else missing
    return NEVER.get(moment.words, "")


def _gives_up(workload: SynthesisedWorkload) -> bool:
    """Whether a customer on some channel hangs up."""
    channels = workload.channels.values()
    return any(one.patience or any(row.patience for row in one.by_priority.values()) for one in channels)
