"""Where a scenario lets decision tables decide, and what is known there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slm_sim.model.decisions import Decided, DecisionTable
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.scenario import Scenario

KNOWN = {
    "priority": ("category", "customer", "service", "opened_in", "impact", "urgency"),
    "team": ("category", "customer", "service", "opened_in", "priority"),
}
"""What a table may read, by what it decides."""


@dataclass(frozen=True)
class Use:
    """A table at work.

    path     the keys of the scenario under which it is named
    table    its name
    outcome  what it has to decide
    """

    path: tuple[str, ...]
    table: str
    outcome: str


def uses_of(scenario: Scenario) -> Iterator[Use]:
    """Every place of a scenario in which a table decides; of tables that do not exist, too."""
    if scenario.priorities and scenario.priorities.decided_by:
        yield Use(("priorities", "decided_by"), scenario.priorities.decided_by, "priority")
    if scenario.routing and isinstance(scenario.routing.starts_at, Decided):
        yield Use(("routing", "starts_at", "decided_by"), scenario.routing.starts_at.decided_by, "team")


def words_known(scenario: Scenario, name: str) -> Sequence[str]:
    """The words that incidents of a scenario may have for an input; those of ``opened_in`` are the table's own."""
    workload = scenario.workload
    if name == "priority":
        return scenario.priority_names
    if not isinstance(workload, SynthesisedWorkload):
        return ()
    impacts = workload.impact or {}
    return {
        "impact": tuple(impacts),
        "urgency": tuple(dict.fromkeys(word for impact in impacts.values() for word in impact.urgency)),
        "category": tuple(workload.categories),
        "customer": tuple(workload.customers),
        "service": tuple(dict.fromkeys(row.service for row in workload.categories.values() if row.service)),
    }.get(name, ())


def deciding_priorities(scenario: Scenario) -> DecisionTable | None:
    """The table that decides the priorities of a scenario, if one does."""
    stated = scenario.priorities
    return scenario.decision_tables[stated.decided_by] if stated and stated.decided_by else None


def deciding_first_teams(scenario: Scenario) -> DecisionTable | None:
    """The table that decides which team incidents go to first, if one does."""
    start = scenario.routing.starts_at if scenario.routing else None
    return scenario.decision_tables[start.decided_by] if isinstance(start, Decided) else None
