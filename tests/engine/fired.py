"""Which policies made a difference in a case: those without which the outcomes would be others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.engine import simulate
from slm_sim.model.organisation import Team
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.policy import KEPT, Escalation, Marks
from tests.engine.cases import PRIORITIES, ints
from tests.engine.strategies import Case

KEEPS = ints(range(PRIORITIES))


def for_all_teams(case: Case, change: Callable[[Team], Team]) -> Case:
    workload, organisation, policy = case
    return workload, replace(organisation, teams=tuple(change(team) for team in organisation.teams)), policy


def for_all_rules(case: Case, change: Callable[[Escalation], Escalation]) -> Case:
    workload, organisation, policy = case
    return workload, organisation, replace(policy, escalations=tuple(change(rule) for rule in policy.escalations))


def never_put_off(case: Case) -> Case:
    workload, organisation, policy = case
    still = tuple(without_pauses(marks) for marks in policy.deadlines)
    return workload, organisation, replace(policy, deadlines=still)


def without_pauses(marks: Marks) -> Marks:
    return replace(marks, pauses=np.zeros_like(marks.pauses))


def in_order_of_priority(order: str) -> Callable[[Case], Case]:
    def without(case: Case) -> Case:
        workload, organisation, policy = case
        return workload, organisation, replace(policy, order="priority") if policy.order == order else policy

    return without


def without_pre_emption(case: Case) -> Case:
    workload, organisation, policy = case
    return workload, organisation, replace(policy, preempts=np.zeros_like(policy.preempts))


def without_leaving(case: Case) -> Case:
    workload, organisation, policy = case
    return replace(workload, leaves=np.full_like(workload.leaves, NEVER)), organisation, policy


WITHOUT: dict[str, Callable[[Case], Case]] = {
    "pre-emption": without_pre_emption,
    "order by age": in_order_of_priority("age"),
    "order by deadline": in_order_of_priority("deadline"),
    "deadline put off by a pause": never_put_off,
    "raise in priority": lambda case: for_all_rules(case, lambda rule: replace(rule, priority=KEEPS)),
    "hand-over": lambda case: for_all_rules(case, lambda rule: replace(rule, team=KEPT)),
    "help": lambda case: for_all_teams(case, lambda team: replace(team, helps=())),
    "skills": lambda case: for_all_teams(case, lambda team: replace(team, skill=ints([]))),
    "on call": lambda case: for_all_teams(case, lambda team: replace(team, on_call=None)),
    "patience": without_leaving,
}
"""The same case with one policy taken away."""

MODES: dict[str, Callable[[Case], Case]] = {
    "suspend": lambda case: for_all_teams(case, lambda team: replace(team, suspends=False)),
    "finish": lambda case: for_all_teams(case, lambda team: replace(team, suspends=True)),
}
"""The same case with the other mode at shift end, for those teams that are in this one."""


def equal(one: Outcomes, other: Outcomes) -> bool:
    return all(np.array_equal(getattr(one, column.name), getattr(other, column.name)) for column in fields(Outcomes))


def fired(case: Case, outcomes: Outcomes) -> list[tuple[str, str]]:
    """Each policy that made a difference with each mode that did."""
    modes = [mode for mode, other in MODES.items() if not equal(outcomes, simulate(*other(case)))]
    if not modes:
        return []
    policies = [policy for policy, without in WITHOUT.items() if not equal(outcomes, simulate(*without(case)))]
    return [(policy, mode) for policy in policies for mode in modes]
