"""Where a scenario lets decision tables decide, and what is known there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from slm_sim.model.decisions import CALLED, Decided, DecisionTable
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.scenario import Scenario
from slm_sim.tables.lookup import decisions

KNOWN = {
    "priority": ("category", "customer", "service", "opened_in", "impact", "urgency"),
    "team": ("category", "customer", "service", "opened_in", "priority"),
    "on_call": ("priority", "team"),
    "escalation": ("priority", "team"),
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
    for name, terms in scenario.on_call_terms.items():
        if isinstance(terms.priorities, Decided):
            yield Use(("on_call_terms", name, "priorities", "decided_by"), terms.priorities.decided_by, "on_call")
    for name, rule in scenario.escalation.items():
        if isinstance(rule.priorities, Decided):
            yield Use(("escalation", name, "priorities", "decided_by"), rule.priorities.decided_by, "escalation")


def words_known(scenario: Scenario, name: str, use: Use) -> Sequence[str]:
    """The words that an input may have where a table decides; those of ``opened_in`` are the table's own."""
    workload = scenario.workload
    if name == "priority":
        return scenario.priority_names
    if name == "team":
        on_call = use.outcome == "on_call"
        return tuple(team for team, row in scenario.teams.items() if not on_call or row.on_call == use.path[1])
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


def called_for(scenario: Scenario, team: str) -> tuple[str, ...]:
    """The priorities for which the people on call of a team are called; none if it has nobody on call."""
    terms = scenario.on_call_terms.get(scenario.teams[team].on_call or "")
    if terms is None:
        return ()
    if not isinstance(terms.priorities, Decided):
        return tuple(terms.priorities)
    known = scenario.priority_names
    table = scenario.decision_tables[terms.priorities.decided_by]
    found = decisions(table, {"priority": known, "team": (team,)}, (CALLED,))
    return tuple(name for name, decided in zip(known, found[:-1, 0].tolist(), strict=True) if decided == 0)


@dataclass(frozen=True)
class Reach:
    """Which incidents a rule escalates: those of these priorities that wait for these teams."""

    priorities: tuple[str, ...]
    teams: tuple[str, ...]


def reach_of(scenario: Scenario, name: str, teams: Sequence[str]) -> tuple[Reach, ...]:
    """Which incidents a rule escalates. No priority is in two parts of the answer.

    teams  all there are, those that only a log knows among them
    """
    rule, known = scenario.escalation[name], scenario.priority_names
    if not isinstance(rule.priorities, Decided):
        return (Reach(tuple(rule.priorities or known), tuple(rule.teams or teams)),)
    table = scenario.decision_tables[rule.priorities.decided_by]
    here = decisions(table, {"priority": known, "team": teams}, (name,))[:-1, :-1] == 0
    here &= np.array([rule.teams is None or team in rule.teams for team in teams], dtype=np.bool_)
    parts: dict[tuple[str, ...], list[str]] = {}
    for priority, row in zip(known, here.tolist(), strict=True):
        if any(row):
            parts.setdefault(tuple(team for team, found in zip(teams, row, strict=True) if found), []).append(priority)
    return tuple(Reach(tuple(priorities), at) for at, priorities in parts.items())
