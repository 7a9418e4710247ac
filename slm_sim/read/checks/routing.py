"""The way of an incident has an end: from every team that it can reach, a team that resolves can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from slm_sim.model.block import REST
from slm_sim.model.decisions import Decided
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.handling import DESK_OF_THE_CUSTOMER, RESOLVING_TEAM, Routing, RoutingRow
from slm_sim.model.routing import onward
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw, Path, blocks_within
from slm_sim.read.checks.tables import decides
from slm_sim.tables import outcomes_for

Onward = Mapping[str, frozenset[str]]
"""The teams to which each team reassigns with a positive share."""


def routing_is_stated(scenario: Scenario) -> Iterator[Flaw]:
    """A synthesised workload has a team to go to, and a way between teams if there are several."""
    if not isinstance(scenario.workload, SynthesisedWorkload):
        return
    if not scenario.teams:
        yield Flaw(("workload",), "incidents arrive, and there is no team", "'teams:' with one team at least")
    elif len(scenario.teams) > 1 and scenario.routing is None:
        yield Flaw(("teams",), f"nothing says how incidents reach {len(scenario.teams)} teams", "'routing:'")


def routing_goes_on(scenario: Scenario) -> Iterator[Flaw]:
    """What a team does not resolve goes to another team."""
    for path, block in blocks_within(scenario.routing, ("routing",)):
        team = path[-1] if path[-2:-1] == ("by_team",) else None
        if isinstance(block, RoutingRow) and team in (block.reassigns_to or {}):
            yield Flaw((*path, "reassigns_to"), f"the team {team!r} reassigns to itself", "other teams")
    routing = scenario.routing
    for name in _reached(scenario, None, None) if routing and _teams_are_known(scenario) else ():
        _, destinations = onward(routing, scenario.teams[name].tier, name, None, None) if routing else (0, {})
        path = _row_of(scenario, name)
        row = _row_at(routing, path) if routing else None
        if row and not destinations and row.resolves is not None and row.resolves.fraction < 1:
            found = f"{name!r} resolves {row.resolves}, and nothing says where the remainder goes"
            yield Flaw((*path, "resolves"), found, "'reassigns_to:' with teams and shares")


def routing_ends(scenario: Scenario) -> Iterator[Flaw]:
    """No incident is handed around for ever, whatever its category and priority; ``at_most`` is no way out."""
    if scenario.routing is None or not _teams_are_known(scenario):
        return
    told: set[frozenset[str]] = set()
    for category in (None, *_categories(scenario)):
        for priority in (None, *scenario.priority_names):
            trapped = _trapped(scenario, category, priority)
            if not trapped or trapped in told:
                continue
            told.add(trapped)
            teams = [name for name in scenario.teams if name in trapped]
            which = "".join(
                (f" of category {category!r}" if category else "", f" of priority {priority!r}" if priority else "")
            )
            who = (
                f"{teams[0]!r} never resolves it" if len(teams) == 1 else f"{', '.join(teams)} hand it around for ever"
            )
            path = _row_of(scenario, teams[0])
            yield Flaw(path, f"an incident{which} never ends: {who}", "a share above 0 % under 'resolves:' on the way")


def _trapped(scenario: Scenario, category: str | None, priority: str | None) -> frozenset[str]:
    """The teams that such an incident can reach and from which it cannot reach one that resolves.

    An absorbing Markov chain is absorbed with probability one exactly if there is none (Kemeny and Snell, *Finite
    Markov Chains*, chapter 3).
    """
    assert scenario.routing is not None
    ways, resolving = _ways(scenario.routing, scenario, category, priority)
    reached = _along(ways, _first_teams(scenario, category, priority))
    good = {team for team in reached if team in resolving}
    while more := {team for team in reached - good if ways[team] & good}:
        good |= more
    return frozenset(reached - good)


def _ways(
    routing: Routing, scenario: Scenario, category: str | None, priority: str | None
) -> tuple[Onward, frozenset[str]]:
    ways, resolving = {}, set()
    for name, team in scenario.teams.items():
        resolves, destinations = onward(routing, team.tier, name, category, priority)
        ways[name] = frozenset(other for other, share in destinations.items() if share > 0 and resolves < 1)
        if resolves > 0:
            resolving.add(name)
    return ways, frozenset(resolving)


def _reached(scenario: Scenario, category: str | None, priority: str | None) -> frozenset[str]:
    """The teams that an incident can come to."""
    assert scenario.routing is not None
    ways, _ = _ways(scenario.routing, scenario, category, priority)
    return _along(ways, _first_teams(scenario, category, priority))


def _along(ways: Onward, starts: Iterable[str]) -> frozenset[str]:
    reached: set[str] = set()
    waiting = set(starts)
    while waiting:
        reached |= waiting
        waiting = {team for name in waiting for team in ways[name]} - reached
    return frozenset(reached)


def _first_teams(scenario: Scenario, category: str | None = None, priority: str | None = None) -> Iterator[str]:
    starts: list[str | Decided] = [scenario.routing.starts_at] if scenario.routing else []
    starts += [scenario.reopening.goes_to] if scenario.reopening else []
    for start in starts:
        if start == DESK_OF_THE_CUSTOMER and isinstance(scenario.workload, SynthesisedWorkload):
            yield from (customer.desk for customer in scenario.workload.customers.values() if customer.desk)
        elif isinstance(start, Decided):
            table = scenario.decision_tables[start.decided_by]
            yield from outcomes_for(table, {"category": category, "priority": priority})
        elif start not in (RESOLVING_TEAM, DESK_OF_THE_CUSTOMER):
            yield start
    if scenario.backlog:
        yield from scenario.backlog.by_team


def _teams_are_known(scenario: Scenario) -> bool:
    """Whether every team of the routing is one; else the flaw has been told already."""
    start = scenario.routing.starts_at if scenario.routing else None
    if isinstance(start, Decided) and not decides(scenario.decision_tables.get(start.decided_by), "team"):
        return False
    named = set(_first_teams(scenario))
    for _, block in blocks_within(scenario.routing):
        if isinstance(block, RoutingRow):
            named |= set(block.reassigns_to or {}) - {REST}
    return bool(scenario.teams) and named <= set(scenario.teams)


def _categories(scenario: Scenario) -> tuple[str, ...]:
    workload = scenario.workload
    return tuple(workload.categories) if isinstance(workload, SynthesisedWorkload) else ()


def _row_of(scenario: Scenario, team: str) -> Path:
    """The path of the row that says most about a team."""
    routing, tier = scenario.routing, scenario.teams[team].tier
    if routing and team in routing.by_team:
        return ("routing", "by_team", team)
    if routing and tier in routing.by_tier:
        within = ("by_team", team) if team in routing.by_tier[tier].by_team else ()
        return ("routing", "by_tier", tier, *within)
    return ("routing",)


def _row_at(routing: Routing, path: Path) -> RoutingRow | None:
    return next(
        (block for at, block in blocks_within(routing, ("routing",)) if at == path and isinstance(block, RoutingRow)),
        None,
    )


def work_has_effort(scenario: Scenario) -> Iterator[Flaw]:
    """A team that incidents are routed to states the effort that they take."""
    if not isinstance(scenario.workload, SynthesisedWorkload) or not scenario.teams:
        return
    if scenario.routing is None:
        reached = frozenset(list(scenario.teams)[:1])
    elif _teams_are_known(scenario):
        kinds = [(c, p) for c in (None, *_categories(scenario)) for p in (None, *scenario.priority_names)]
        reached = frozenset().union(*(_reached(scenario, category, priority) for category, priority in kinds))
    else:
        return
    for name, team in scenario.teams.items():
        if name in reached and team.effort is None:
            yield Flaw(
                ("teams", name), f"incidents come to {name!r}, which states no effort", "'effort:' with median and p90"
            )
