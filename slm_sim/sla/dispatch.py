"""The order of work as the engine plays it: the scenario's words, and the deadlines and marks of its agreement.

Only the agreement that defines the priorities sets deadlines, and only its promises that time single incidents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.handling import EscalationRule
from slm_sim.model.opentime import OpenTime
from slm_sim.model.policy import KEPT, Escalation, Policy
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.workload import Names, Workload
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.marks import PlannedMarks, allowed_time, chosen, crowd_of, marks_of, planned_marks
from slm_sim.tables.uses import Reach, reach_of


@dataclass(frozen=True, eq=False)
class PlannedEscalation:
    """An escalation before the incidents are known: all but its marks as in `slm_sim.model.policy.Escalation`."""

    marks: PlannedMarks
    teams: Bools
    priority: Ints
    team: int

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class PreparedDispatch:
    """The order of work and the escalations of a scenario, the same in every replication.

    policy       what holds whatever arrives: all but deadlines and escalations
    deadlines    one for each clock that counts
    escalations  in the order of the file
    """

    policy: Policy
    deadlines: tuple[PlannedMarks, ...]
    escalations: tuple[PlannedEscalation, ...]


def prepare_dispatch(
    scenario: Scenario, span: Span, names: Names, agreements: Sequence[CompiledAgreement]
) -> PreparedDispatch:
    """Work out which promises set the deadlines and marks of a scenario, and in which calendars they run.

    names  of the workload; those that only a log knows are among them

    Raises `InputError` for a team that neither the scenario nor its log knows.
    """
    _expect_teams(scenario, names)
    calendars: list[OpenTime] = []
    governing = next((found for found in agreements if found.name == scenario.governing_name), None)
    deadlines = tuple(
        planned_marks(governing, clock, Fraction(1), names.priorities, names, calendars)
        for clock in _clocks_of_deadlines(scenario, governing)
        if governing
    )
    escalations = tuple(
        _planned_escalation(rule, reach, governing, names, calendars)
        for name, rule in scenario.escalation.items()
        for reach in (reach_of(scenario, name, names.teams) if governing else ())
        if governing
    )
    dispatch = scenario.dispatch
    head_start = [dispatch.head_start.get(name) for name in names.priorities] if dispatch.order == "age" else []
    policy = Policy(
        preempts=chosen(names.priorities, dispatch.preemptive),
        order=dispatch.order,
        head_start=np.array([span.axis.ticks_in(time.seconds) if time else 0 for time in head_start], dtype=np.int64),
        calendars=tuple(calendars),
    )
    return PreparedDispatch(policy, deadlines, escalations)


def policy_for(prepared: PreparedDispatch, workload: Workload) -> Policy:
    """The policy under which a workload is played: deadlines and marks of its incidents come to what always holds."""
    if not prepared.deadlines and not prepared.escalations:
        return prepared.policy
    crowd = crowd_of(workload)
    return replace(
        prepared.policy,
        deadlines=tuple(marks_of(planned, crowd) for planned in prepared.deadlines),
        escalations=tuple(
            Escalation(marks_of(planned.marks, crowd), planned.teams, planned.priority, planned.team)
            for planned in prepared.escalations
        ),
    )


def _clocks_of_deadlines(scenario: Scenario, governing: CompiledAgreement | None) -> Sequence[str]:
    """The clocks whose deadlines count, in the order of the agreement's clauses: those that can be foreseen."""
    if governing is None or scenario.dispatch.order != "deadline":
        return ()
    promising = dict.fromkeys(clause.clock for clause in governing.clauses if allowed_time(clause))
    wanted = scenario.dispatch.clocks or promising
    return [clock for clock in promising if clock in wanted and clock and governing.agreement.clocks[clock].is_plain]


def _planned_escalation(
    rule: EscalationRule, reach: Reach, governing: CompiledAgreement, names: Names, calendars: list[OpenTime]
) -> PlannedEscalation:
    """One part of what a rule reaches; an incident has one priority, so it is escalated once by all of them."""
    known = names.priorities
    return PlannedEscalation(
        marks=planned_marks(governing, rule.of, rule.after.fraction, reach.priorities, names, calendars),
        teams=chosen(names.teams, reach.teams),
        priority=np.array([known.index(rule.raised(name, known)) for name in known]),
        team=names.teams.index(rule.hands_to) if rule.hands_to else KEPT,
    )


def _expect_teams(scenario: Scenario, names: Names) -> None:
    """Every team of an escalation is one. Of a replay that is known only now, when its log has been read."""
    problems = [
        Problem(Place(f"escalation.{name}.{word}"), f"there is no team {team!r}", "", nearest_word(team, names.teams))
        for name, word, team in _named_teams(scenario)
        if team not in names.teams
    ]
    if problems:
        raise InputError(problems)


def _named_teams(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    for name, rule in scenario.escalation.items():
        yield from ((name, "teams", team) for team in rule.teams or ())
        if rule.hands_to:
            yield name, "hands_to", rule.hands_to
