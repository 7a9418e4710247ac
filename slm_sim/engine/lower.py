"""From a scenario's teams to people by absolute time: rosters, shrinkage, people on call and skills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from slm_sim.engine.cost import StaffCost, staff_cost
from slm_sim.engine.presence import Roster, draw_capacities, roster_of
from slm_sim.engine.roster import RosteredShift, planned, rostered_shifts
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.opentime import OpenTime
from slm_sim.model.organisation import Capacity, Organisation, Team
from slm_sim.model.quantities import Length, Percent
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.workload import Names
from slm_sim.tables.uses import called_for


@dataclass(frozen=True, eq=False)
class PreparedOrganisation:
    """All that is the same of an organisation in every replication.

    teams    in the order of the names; with a roster, their capacity is that of the plan, before shrinkage
    roster   of the teams that have one
    costs    of the teams that the scenario describes, over the measured span
    """

    teams: tuple[Team, ...]
    calendars: tuple[OpenTime, ...]
    roster: Roster
    costs: Mapping[str, StaffCost]


def prepare_organisation(
    scenario: Scenario,
    span: Span,
    names: Names,
    calendars: tuple[OpenTime, ...],
    shifts: Mapping[str, tuple[RosteredShift, ...]] | None = None,
) -> PreparedOrganisation:
    """Compile rosters, on-call hours, skills and costs; a team that only the names know is unlimited.

    calendars  in which the delays of the workload run
    shifts     of each team that has a roster, where they are not those of the scenario all along
    """
    shifts = rostered_shifts(scenario, span) if shifts is None else shifts
    plans = {name: planned(of_team) for name, of_team in shifts.items()}
    teams = tuple(_team(scenario, span, names, name, plans) for name in names.teams)
    costs = {
        team.name: staff_cost(
            scenario.teams[team.name],
            shifts.get(team.name, ()),
            scenario.on_call_terms.get(scenario.teams[team.name].on_call or ""),
            team.on_call,
            span,
        )
        for team in teams
        if team.name in scenario.teams and team.capacity is not None
    }
    return PreparedOrganisation(teams, calendars, roster_of(shifts, scenario.study.seed), costs)


def lower(prepared: PreparedOrganisation, replication: int) -> Organisation:
    """The organisation of one replication: those of the roster who come to work."""
    capacities = draw_capacities(prepared.roster, replication)
    teams = tuple(
        replace(team, capacity=capacities[team.name]) if team.name in capacities else team for team in prepared.teams
    )
    return Organisation(teams, prepared.calendars)


def _team(scenario: Scenario, span: Span, names: Names, name: str, plans: Mapping[str, Capacity]) -> Team:
    stated = scenario.teams.get(name)
    if stated is None:
        nobody = np.zeros(len(names.priorities), dtype=np.bool_)
        return Team(name, "", None, False, None, nobody, np.empty(0, dtype=np.int64))
    terms = scenario.on_call_terms.get(stated.on_call or "")
    helps, after = _helps(scenario, name)
    return Team(
        name=name,
        tier=stated.tier,
        capacity=plans.get(name),
        suspends=stated.at_shift_end == "suspend",
        on_call=_on_call(terms.people, _covering(scenario, name, plans)) if terms else None,
        on_call_priorities=_priorities(names.priorities, called_for(scenario, name)),
        skill=_skill(scenario.skill_sets.get(stated.skill_set or ""), names),
        helps=tuple(names.teams.index(helped) for helped in helps),
        helps_after=span.axis.ticks_in(after.seconds),
    )


def _helps(scenario: Scenario, name: str) -> tuple[list[str], Length]:
    """The teams that a team helps, and how long their incidents wait first."""
    overflow = scenario.overflow
    if overflow is None or name not in overflow.by_team:
        return [], Length(Fraction(0), "min")
    helper = overflow.by_team[name]
    return helper.helps, helper.after or overflow.after


def _covering(scenario: Scenario, name: str, plans: Mapping[str, Capacity]) -> list[Capacity]:
    """The plans of a team and of those that help it: while any of them has somebody, nobody is on call."""
    helpers = scenario.overflow.by_team if scenario.overflow else {}
    covering = [name, *(helper for helper, row in helpers.items() if name in row.helps)]
    return [plans[team] for team in covering if team in plans]


def _on_call(people: int, plans: list[Capacity]) -> Capacity:
    """So many people whenever none of the plans has anybody."""
    moments = np.unique(np.concatenate([[0], *(plan.at for plan in plans)]))
    staffed = np.zeros(len(moments), dtype=np.int64)
    for plan in plans:
        staffed += plan.people[np.searchsorted(plan.at, moments, side="right") - 1]
    called = np.where(staffed == 0, people, 0)
    kept = np.concatenate(([True], np.diff(called) != 0))
    return Capacity(moments[kept], called[kept])


def _skill(skills: Mapping[str, Percent] | None, names: Names) -> Ints:
    """Percent of the stated effort by category, 0 for one that is not named; empty without a skill set."""
    if skills is None:
        return np.empty(0, dtype=np.int64)
    percent = {name: round(factor.fraction * 100) for name, factor in skills.items()}
    return np.array([percent.get(name, 0) for name in names.categories], dtype=np.int64)


def _priorities(names: Sequence[str], chosen: Sequence[str]) -> Bools:
    return np.array([name in chosen for name in names], dtype=np.bool_)
