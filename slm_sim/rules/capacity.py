"""Capacity in closed form: the hours of work that reach each team, and the hours that it has people for.

Visits follow from routing as an absorbing Markov chain: v = s + R v, where s says where incidents start and R where a
visit sends them that does not resolve, or that resolves what is reopened (Kemeny and Snell, *Finite Markov Chains*,
chapter 3). ``at_most`` reassignments are not counted, nor are overflow between teams and the work that ends outages.
Work is visits times mean effort.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from slm_sim.chance import average
from slm_sim.model.arrays import Floats
from slm_sim.model.block import shares
from slm_sim.model.decisions import DecisionTable
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.handling import DESK_OF_THE_CUSTOMER, RESOLVING_TEAM, Routing
from slm_sim.model.quantities import RATE_SECONDS
from slm_sim.model.results import Results
from slm_sim.model.routing import onward
from slm_sim.model.scenario import Scenario
from slm_sim.model.staffing import Site, Team
from slm_sim.model.week import spread_over_days
from slm_sim.rules.demand import Stream
from slm_sim.rules.otherfacts import TeamFacts
from slm_sim.rules.risk import backlog_grows
from slm_sim.tables import outcomes_for
from slm_sim.tables.uses import deciding_first_teams
from slm_sim.workload.sites import site_name
from slm_sim.workload.spreads import spread_of

WEEKS_OF_A_MONTH = RATE_SECONDS["month"] / RATE_SECONDS["week"]


def team_facts(
    scenario: Scenario, streams: tuple[Stream, ...] | None, results: Results | None = None
) -> dict[str, TeamFacts]:
    """The facts of every team; what its work is, where the scenario states its demand."""
    known = streams if _first_teams_are_known(scenario) else None
    work = _weekly_work(scenario, known) if known is not None else {}
    urgent = teams_reached(scenario, streams, scenario.priority_names[0])
    found = {
        name: _facts_of(name, team, scenario, work.get(name), None if urgent is None else name in urgent)
        for name, team in scenario.teams.items()
    }
    return {name: replace(facts, backlog_grows=backlog_grows(results, name)) for name, facts in found.items()}


def _facts_of(name: str, team: Team, scenario: Scenario, work: Fraction | None, urgent: bool | None) -> TeamFacts:
    site = scenario.sites.get(site_name(scenario, team.site))
    on_call = team.on_call is not None
    if team.headcount == "unlimited":
        return TeamFacts(
            name=name, tier=team.tier, most_people=None, rostered_hours=None, shrinkage=None, shrinkage_stated=None,
            work_hours=work, occupancy=None, takes_top_priority=urgent, on_call=on_call,
        )  # fmt: skip
    days = [(shift, people) for shift, row in team.headcount.items() for people in _week(row)]
    hours = sum((people * _length(scenario, shift) for shift, people in days), Fraction(0))
    shrinkage = site.shrinkage.fraction if site else Fraction(0)
    present = hours * (1 - shrinkage)
    return TeamFacts(
        name=name,
        tier=team.tier,
        most_people=max((people for _, people in days), default=0),
        rostered_hours=hours,
        shrinkage=shrinkage,
        shrinkage_stated=_states_shrinkage(site),
        work_hours=work,
        occupancy=work / present if work is not None and present else None,
        takes_top_priority=urgent,
        on_call=on_call,
    )


def _states_shrinkage(site: Site | None) -> bool:
    return site is not None and "shrinkage" in site.model_fields_set


def _week(row: dict[str, int]) -> list[int]:
    """People on each day of a usual week without a holiday."""
    by_day = spread_over_days(row)
    return [by_day.get(day, 0) for day in range(7)]


def _length(scenario: Scenario, shift: str) -> Fraction:
    start, end = scenario.shifts[shift].hours
    return Fraction(end - start, 60)


def _first_teams_are_known(scenario: Scenario) -> bool:
    """Whether first teams follow from what an incident is about; a table that reads hours makes them unknown."""
    table = deciding_first_teams(scenario)
    return table is None or not table.reads.opened_in


def _weekly_work(scenario: Scenario, streams: tuple[Stream, ...]) -> dict[str, Fraction]:
    """Hours of work of a usual week by team, reopened incidents included.

    None where efforts are not known.
    """
    teams = list(scenario.teams)
    if not teams or any(team.effort is None and team.headcount != "unlimited" for team in scenario.teams.values()):
        return {}
    volumes: dict[tuple[str | None, str | None, str | None], Fraction] = {}
    for stream in (stream for stream in streams if not stream.parent):
        kind = stream.category, stream.customer, stream.priority
        volumes[kind] = volumes.get(kind, Fraction(0)) + stream.monthly
    hours = np.zeros(len(teams))
    for (category, customer, priority), monthly in volumes.items():
        visits = _visits(scenario, teams, category, customer, priority)
        hours += float(monthly / WEEKS_OF_A_MONTH) * visits * _efforts(scenario, teams, priority)
    return {team: Fraction(float(hour)) for team, hour in zip(teams, hours, strict=True)}


def teams_reached(scenario: Scenario, streams: tuple[Stream, ...] | None, priority: str) -> set[str] | None:
    """The teams that incidents of a priority pass through; None where that cannot be told."""
    teams = list(scenario.teams)
    if streams is None or not _first_teams_are_known(scenario):
        return None
    if not teams:
        return set()
    kinds = {(stream.category, stream.customer) for stream in streams if stream.priority == priority and stream.monthly}
    visits = [_visits(scenario, teams, category, customer, priority) for category, customer in kinds]
    return {team for number, team in enumerate(teams) if any(of_kind[number] > 0 for of_kind in visits)}


def _visits(
    scenario: Scenario, teams: list[str], category: str | None, customer: str | None, priority: str | None
) -> Floats:
    """Visits of one incident to each team, those after it was reopened included."""
    start = np.zeros(len(teams))
    routing = scenario.routing
    if routing is None:
        start[0] = 1
    elif table := deciding_first_teams(scenario):
        start += _decided_starts(scenario, table, teams, category, customer, priority)
    else:
        start[teams.index(_first_team(scenario, routing, teams, customer))] = 1
    again = float(scenario.reopening.share.fraction) if scenario.reopening else 0.0
    passed_on = np.zeros((len(teams), len(teams)))
    for number, name in enumerate(teams):
        resolves, others = Fraction(1), dict[str, Fraction]()
        if routing is not None:
            resolves, others = onward(routing, scenario.teams[name].tier, name, category, priority)
        for other, share in others.items():
            passed_on[teams.index(other), number] = float((1 - resolves) * share)
        passed_on[teams.index(_back_to(scenario, teams, name, customer)), number] += again * float(resolves)
    return np.asarray(np.linalg.solve(np.eye(len(teams)) - passed_on, start), dtype=np.float64)


def _back_to(scenario: Scenario, teams: list[str], team: str, customer: str | None) -> str:
    """Where an incident goes that a team has resolved, once it is reopened."""
    goes_to = scenario.reopening.goes_to if scenario.reopening else RESOLVING_TEAM
    if goes_to == RESOLVING_TEAM or (goes_to == DESK_OF_THE_CUSTOMER and customer is None):
        return team
    return _desk(scenario, teams, customer) if goes_to == DESK_OF_THE_CUSTOMER else goes_to


def _first_team(scenario: Scenario, routing: Routing, teams: list[str], customer: str | None) -> str:
    return _desk(scenario, teams, customer) if routing.starts_at == DESK_OF_THE_CUSTOMER else str(routing.starts_at)


def _desk(scenario: Scenario, teams: list[str], customer: str | None) -> str:
    rows = getattr(scenario.workload, "customers", {})
    desk = rows[customer].desk if customer in rows else None
    return desk or teams[0]


def _decided_starts(
    scenario: Scenario, table: DecisionTable, teams: list[str], category: str | None, customer: str | None,
    priority: str | None,
) -> Floats:  # fmt: skip
    """The share of incidents that a table sends to each team first; of an unknown customer, by the shares of all."""
    workload, start = scenario.workload, np.zeros(len(teams))
    assert isinstance(workload, SynthesisedWorkload)
    row, rows = workload.categories.get(category or ""), workload.customers
    known = {"category": category, "service": row.service if row else None, "priority": priority}
    of_customer: dict[str | None, Fraction] = {customer: Fraction(1)}
    if customer is None and rows:
        of_customer = dict(shares({name: one.share for name, one in rows.items()}).items())
    for name, share in of_customer.items():
        (team,) = outcomes_for(table, known | {"customer": name})
        start[teams.index(team)] += float(share)
    return start


def _efforts(scenario: Scenario, teams: list[str], priority: str | None) -> Floats:
    """The mean hours of work of a visit to each team."""
    efforts = [scenario.teams[name].effort for name in teams]
    means = [
        average(spread_of(effort, effort.by_priority.get(priority or ""))) if effort is not None else 0.0
        for effort in efforts
    ]
    return np.array(means) / 3600
