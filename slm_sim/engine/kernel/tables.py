"""The facts of a simulation as the flat integer arrays that compiled code reads."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from slm_sim.clock import NEVER
from slm_sim.errors import StudyError
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.organisation import Capacity, Organisation
from slm_sim.model.workload import Workload

UNLIMITED = 1 << 62
"""More people than there can be tickets."""

USUAL_PERCENT = 100


class Demand(NamedTuple):
    """The columns of a workload that the engine reads, by the names they have there."""

    arrival: Ints
    priority: Ints
    category: Ints
    first_step: Ints
    step_team: Ints
    step_effort: Ints
    step_delay: Ints
    step_calendar: Ints
    step_callout: Ints


class Course(NamedTuple):
    """Those that only some policies read; none of them is empty."""

    opened: Ints
    leaves: Ints
    step_then: Ints
    step_touches: Bools


class Crew(NamedTuple):
    """The teams. A *group* of people is a team's own people (group = team) or those on call (group = teams + team).

    at, people   the capacities of all groups, one behind the other, int64[changes]
    first        changes `first[g]` .. `first[g + 1] - 1` are those of group g, at least one, int64[2 * teams + 1]
    suspends     bool[teams]
    calls        bool[teams, priorities]: whether people on call are called for a rank
    percent      effort in percent by category, 0 where the team cannot take it; the last column, which -1 finds, is
                 for an unknown category, int64[teams, categories + 1]
    """

    at: Ints
    people: Ints
    first: Ints
    suspends: Bools
    calls: Bools
    percent: Ints


def demand(workload: Workload) -> Demand:
    """The columns of the workload."""
    return Demand(*(column(getattr(workload, name)) for name in Demand._fields))


def course(workload: Workload) -> Course:
    """The further columns of the workload; where it has none, nobody gives up, and every step is hands-on."""
    leaves, touches = workload.leaves, workload.step_touches
    return Course(
        opened=column(workload.opened),
        leaves=column(leaves if leaves.size else np.full(workload.incidents, NEVER)),
        step_then=column(workload.step_then),
        step_touches=read_only(
            np.ascontiguousarray(touches if touches.size else np.ones(workload.steps, dtype=np.bool_))
        ),
    )


def crew(organisation: Organisation, priorities: int, categories: int) -> Crew:
    """The teams of an organisation that serves so many priorities and categories."""
    teams = organisation.teams
    groups = [Capacity(_NOW, _ALL) if team.capacity is None else team.capacity for team in teams]
    groups += [Capacity(_NOW, _NONE) if team.on_call is None else team.on_call for team in teams]
    percent = np.full((len(teams), categories + 1), USUAL_PERCENT)
    calls = np.zeros((len(teams), priorities), dtype=np.bool_)
    for row, team in enumerate(teams):
        if team.skill.size:
            percent[row, :-1] = team.skill
        if team.on_call is not None:
            calls[row] = team.on_call_priorities
    return Crew(
        at=column(_joined([group.at for group in groups])),
        people=column(_joined([group.people for group in groups])),
        first=column(_bounds([len(group.at) for group in groups])),
        suspends=read_only(np.array([team.suspends for team in teams], dtype=np.bool_)),
        calls=read_only(calls),
        percent=column(percent),
    )


def must_fit(numbers: int, workload: Workload) -> None:
    """Raise StudyError where so many different numbers are more than the engine's integers hold."""
    if numbers > UNLIMITED:
        raise StudyError(
            f"{workload.incidents} incidents over {workload.horizon} ticks are too many for the compiled engine; "
            "state a longer tick (time.tick), or use --engine reference"
        )


def column(values: npt.NDArray[Any]) -> Ints:
    """The values as compiled code was compiled to read them: int64, contiguous and read-only."""
    return read_only(np.ascontiguousarray(values, dtype=np.int64))


def read_only(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same values, not to be written."""
    if values.flags.writeable:
        values = values.view()
        values.flags.writeable = False
    return values


def _joined(columns: list[Ints]) -> Ints:
    return np.concatenate(columns) if columns else np.empty(0, dtype=np.int64)


def _bounds(lengths: list[int]) -> Ints:
    return np.cumsum([0, *lengths])


_NOW = np.zeros(1, dtype=np.int64)
_ALL = np.array([UNLIMITED])
_NONE = np.zeros(1, dtype=np.int64)
