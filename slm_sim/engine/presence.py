"""Who comes to work: shrinkage takes people off their shifts, one by one, by chance.

Each person of each shift and day has a draw of their own, so that one more person changes nobody else's days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from slm_sim.chance import draw_each, stream_keys
from slm_sim.chance.streams import Words
from slm_sim.engine.roster import RosteredShift
from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.organisation import Capacity


@dataclass(frozen=True, eq=False)
class Roster:
    """All shifts of all teams, laid out so that a replication only has to draw and to add up.

    Per shift: `key` of its stream as two words, uint64[shifts, 2], and `past`, where its people end, int64[shifts].
    Per person of each shift and day: `day` and `person`, the address of the draw; `shrinkage`, the chance to be away.
    Per shift and day: `first`, the first of its people, and `least`, how many of them come at least.
    Per change of a team's capacity, by team and moment: `source`, the shift and day that begins or ends, the last one
    for none, and `sign`.
    Per team and moment: `change`, the first change, `at`, the tick, and `begins`, whether it is the team's first.
    """

    teams: tuple[str, ...]
    key: Words
    past: Ints
    day: Ints
    person: Ints
    shrinkage: Floats
    first: Ints
    least: Ints
    source: Ints
    sign: Ints
    change: Ints
    at: Ints
    begins: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def roster_of(shifts: Mapping[str, tuple[RosteredShift, ...]], seed: int) -> Roster:
    """The roster of the teams whose shifts are known."""
    every = [shift for of_team in shifts.values() for shift in of_team]
    people = _joined([shift.people for shift in every])
    owner = np.repeat(np.arange(len(people)), people)
    first = np.cumsum(people) - people
    days, heads = [len(shift.people) for shift in every], [int(shift.people.sum()) for shift in every]
    groups, moments, sources, signs = [], [], [], []
    done = 0
    for number, of_team in enumerate(shifts.values()):
        rows = done + np.arange(sum(len(shift.people) for shift in of_team))
        done += len(rows)
        start, end = (_joined([getattr(shift, name) for shift in of_team]) for name in ("start", "end"))
        moments.append(np.maximum(np.concatenate(([0], start, end)), 0))
        sources.append(np.concatenate(([len(people)], rows, rows)))
        signs.append(np.repeat([0, 1, -1], [1, len(rows), len(rows)]))
        groups.append(np.full(len(moments[-1]), number))
    team, moment = _joined(groups), _joined(moments)
    order = np.lexsort((moment, team))
    team, moment = team[order], moment[order]
    change = np.flatnonzero((np.diff(team, prepend=-1) != 0) | (np.diff(moment, prepend=-1) != 0))
    return Roster(
        teams=tuple(shifts),
        key=stream_keys(seed, [f"presence:{shift.team}:{shift.shift}" for shift in every]),
        past=np.cumsum(heads, dtype=np.int64),
        day=_joined([shift.day for shift in every])[owner],
        person=np.arange(len(owner)) - first[owner],
        shrinkage=np.repeat([float(shift.site.shrinkage) for shift in every], heads),
        first=first,
        least=np.minimum(people, np.repeat([shift.minimum for shift in every], days)),
        source=_joined(sources)[order],
        sign=_joined(signs)[order],
        change=change,
        at=moment[change],
        begins=np.searchsorted(team[change], np.arange(len(shifts) + 1)),
    )


def draw_capacities(roster: Roster, replication: int) -> dict[str, Capacity]:
    """Who is at work in one replication, by team."""
    if not roster.teams:
        return {}
    day, person = roster.day.copy(), roster.person.copy()  # writable like all that is drawn for, so compiled once
    u = np.empty(len(day))
    begun = 0
    for key, past in zip(roster.key, roster.past.tolist(), strict=True):
        these = slice(begun, past)
        draw_each(key, np.uint64(replication), day[these], person[these], past - begun, u[these])
        begun = past
    come = np.add.reduceat(u >= roster.shrinkage, roster.first, dtype=np.int64) if len(u) else roster.least
    present = np.append(np.maximum(come, roster.least), 0)
    steps = np.add.reduceat(roster.sign * present[roster.source], roster.change)
    people = np.cumsum(steps)
    kept = steps != 0
    kept[roster.begins[:-1]] = True
    capacities = {}
    for team, begins, ends in zip(roster.teams, roster.begins.tolist(), roster.begins[1:].tolist(), strict=False):
        these = begins + np.flatnonzero(kept[begins:ends])
        capacities[team] = Capacity(roster.at[these], people[these])
    return capacities


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])
