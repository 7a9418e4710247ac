"""From rows to spells: who held each incident, in which state, from when to when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.incidentlog import BACK_SOON, IN_HAND, NO_MOMENT, UNTOUCHED, WAITING
from slm_sim.model.mapping import Mapping
from slm_sim.read.logdefects import Defects
from slm_sim.read.logends import Ends, is_over
from slm_sim.read.loggroups import first_known, is_first, is_last, kept_backward, kept_forward, row_before
from slm_sim.read.logrows import known_words
from slm_sim.read.logwords import IS_IN_PROGRESS, IS_NEW, IS_PENDING, Translated


@dataclass(frozen=True, eq=False)
class Spells:
    """Spells of all incidents, in the order of (incident, time); see `IncidentLog`.

    incident, team, state, start   per spell
    first_touch                    per incident, NO_MOMENT where nobody touched it or the log does not show it
    """

    incident: Ints
    team: Ints
    state: Ints
    start: Ints
    first_touch: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


@dataclass(frozen=True, eq=False)
class _Marks:
    """Moments at which the state or the team of an incident may change, in the order of (incident, time)."""

    incident: Ints
    at: Ints
    state: Ints
    team: Ints
    touches: Bools
    final: Bools


def find_spells(said: Translated, ends: Ends, mapping: Mapping, defects: Defects) -> Spells:
    """The spells of the usable incidents; notes rows that lie before the opening."""
    marks = _marks(said, ends, mapping, defects)
    group, count = marks.incident, len(ends.opened)
    touched = row_before(marks.touches, group) >= 0
    first_touch = first_known(marks.at, marks.touches, group, count, NO_MOMENT)
    over = ends.resolved != NO_MOMENT
    if shows_touch(said, mapping):
        shown = (first_touch != NO_MOMENT) | (mapping.file.one_row_per != "incident")
        late = over & shown & ((first_touch == NO_MOMENT) | (first_touch > ends.resolved))
        first_touch = np.where(late & ends.usable, ends.resolved, first_touch)
    else:
        first_touch = np.full(count, NO_MOMENT)
        touched = np.ones(len(group), dtype=bool)
    in_hand = np.where(touched, IN_HAND, UNTOUCHED)
    state = np.where(marks.state >= IS_PENDING, marks.state - IS_PENDING + WAITING, in_hand)
    state = np.where(is_over(marks.state), np.where(marks.final, in_hand, BACK_SOON), state)
    keep = is_first(group) | ~over[group] | (marks.at <= ends.resolved[group])
    return _joined(group[keep], marks.team[keep], state[keep], marks.at[keep], first_touch)


def shows_touch(said: Translated, mapping: Mapping) -> bool:
    """Whether a log shows first touches: in a column, or by its rows."""
    return "first_touch" in said.rows.moments or mapping.file.one_row_per != "incident"


def _marks(said: Translated, ends: Ends, mapping: Mapping, defects: Defects) -> _Marks:
    """The opening of each incident, its rows, and its first touch where a column states it."""
    rows = said.rows
    places = np.flatnonzero(ends.usable[rows.incident])
    early = places[rows.at[places] < ends.opened[rows.incident[places]]]
    defects.note(
        "row_before_opened",
        "rows that are older than the opening of their incident",
        "they count from the opening",
        rows.line[early],
        [rows.number[rows.incident[row]] for row in early],
    )
    usable = np.flatnonzero(ends.usable)
    by_incident = mapping.file.one_row_per == "incident"
    state = np.full(len(places), -1) if by_incident else said.state[places]
    stated = rows.moments.get("first_touch", np.full(len(rows.at), NO_MOMENT))
    column = first_known(stated, stated != NO_MOMENT, rows.incident, len(ends.opened), NO_MOMENT)
    seen = np.flatnonzero(ends.usable & (column != NO_MOMENT))
    touches = _touching(said, mapping)[places] & (column[rows.incident[places]] == NO_MOMENT)
    none, nobody = np.full(len(seen), -1), np.full(len(usable), -1)
    incident = np.concatenate((usable, seen, rows.incident[places]))
    at = np.concatenate((ends.opened[usable], column[seen], rows.at[places]))
    rank = np.repeat((0, 1, 2), (len(usable), len(seen), len(places)))
    order = np.lexsort((rank, np.maximum(at, ends.opened[incident]), incident))
    group = incident[order]
    states = np.concatenate((np.full(len(usable), IS_NEW), none, state))[order]
    teams = np.concatenate((nobody, none, said.team[places]))[order]
    final = np.concatenate((nobody > 0, none > 0, places >= ends.entry[rows.incident[places]]))[order]
    carried = row_before(rank[order] != 1, group)
    return _Marks(
        incident=group,
        at=np.maximum(at, ends.opened[incident])[order],
        state=kept_forward(states, states >= 0, group, IS_NEW),
        team=kept_backward(teams_known := kept_forward(teams, teams >= 0, group, -1), teams_known >= 0, group, 0),
        touches=np.concatenate((nobody > 0, none == -1, touches))[order],
        final=final[carried],
    )


def _touching(said: Translated, mapping: Mapping) -> Bools:
    """Which rows show, by the mapping's rule, that a person has looked at the incident."""
    rule = mapping.events.first_touch
    if mapping.file.one_row_per == "incident":
        return np.zeros(len(said.state), dtype=bool)
    if rule == "first row with a person":
        return known_words(said.rows.columns["person"], mapping) | is_over(said.state)
    if rule == "first row in progress":
        return np.asarray((said.state == IS_IN_PROGRESS) | is_over(said.state))
    return np.asarray(said.state != IS_NEW)


def _joined(group: Ints, team: Ints, state: Ints, at: Ints, first_touch: Ints) -> Spells:
    """Marks that change something; a queue that was left in the instant it was entered, for the same team, is none."""
    next_at, next_team = np.append(at[1:], NO_MOMENT), np.append(team[1:], -1)
    empty = (state == UNTOUCHED) & ~is_last(group) & (next_at == at) & (next_team == team)
    group, team, state, at = (values[~empty] for values in (group, team, state, at))
    same_team = (np.diff(team, prepend=-1) == 0) | (state == BACK_SOON)
    same = ~is_first(group) & same_team & (np.diff(state, prepend=-1) == 0)
    return Spells(group[~same], team[~same], state[~same], at[~same], first_touch)
