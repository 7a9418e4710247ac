"""The words of a log become states, priorities, teams and categories, translated word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.incidentlog import LogNames
from slm_sim.model.mapping import ABOUT, CLOSED, IN_PROGRESS, NEW, PENDING, RESOLVED, UNCHANGED, UNKNOWN, Mapping
from slm_sim.read.logdefects import Defects
from slm_sim.read.loggroups import any_of, is_first, kept_backward, kept_forward, last_known
from slm_sim.read.lognames import NOT_NAMED, collisions, name_of
from slm_sim.read.logranks import ranks_said
from slm_sim.read.logrows import ROW_LEFT_OUT, Rows, known_words
from slm_sim.read.logtable import WordColumn

IS_NEW, IS_IN_PROGRESS, IS_RESOLVED, IS_CLOSED, IS_PENDING = 0, 1, 2, 3, 4
"""The state that a row reports (`Translated.state`); ``IS_PENDING + r`` waits for pending reason r."""

_CODES = {
    NEW: IS_NEW,
    IN_PROGRESS: IS_IN_PROGRESS,
    RESOLVED: IS_RESOLVED,
    CLOSED: IS_CLOSED,
    UNCHANGED: -1,
    UNKNOWN: -2,
}


@dataclass(frozen=True, eq=False)
class Translated:
    """What rows say, in the format's words: state, team and says per row of `rows`, priority and about per incident.

    rows       what is left of the rows
    names      behind the indices
    state      after the row, see IS_NEW
    team       who holds the incident after the row
    says       the priority that the row states, -1 where it states none
    priority   the last that the log knows, -1 where it knows none
    about      the last category, service, customer and channel that the log knows, -1 where it knows none
    """

    rows: Rows
    names: LogNames
    state: Ints
    team: Ints
    says: Ints
    priority: Ints
    about: dict[str, Ints]

    def __post_init__(self) -> None:
        freeze_arrays(self)


def translate(rows: Rows, mapping: Mapping, defects: Defects) -> Translated:
    """Translate the words of usable rows; notes each word that the mapping does not know."""
    reasons = tuple(dict.fromkeys(state.removeprefix(PENDING) for state in mapping.states.values() if PENDING in state))
    state, stateless = _states(rows, mapping, reasons, defects)
    teams, team, teamless = _teams(rows, mapping, defects)
    ranks = ranks_said(rows, mapping, defects)
    about = {word: _about(word, rows, mapping, defects) for word in ABOUT}
    keep = ~np.zeros(len(rows.line), dtype=bool)
    for unusable, rule in (
        (stateless, mapping.defects.state_unknown),
        (teamless, mapping.defects.team_missing),
        (ranks.silent, mapping.defects.priority_unknown),
    ):
        if rule == "leave out":
            keep &= ~unusable
    group, count = rows.incident[keep], len(rows.number)
    return Translated(
        rows=_only(rows, keep),
        names=LogNames(
            priorities=ranks.names,
            teams=teams,
            categories=about["category"][0],
            pending=reasons,
            services=about["service"][0],
            customers=about["customer"][0],
            channels=about["channel"][0],
            pairs=ranks.pairs,
        ),
        state=kept_forward(state[keep], state[keep] >= 0, group, IS_NEW),
        team=_carried(team[keep], group, teams),
        says=ranks.says[keep],
        priority=last_known(ranks.says[keep], ranks.says[keep] >= 0, group, count, -1),
        about={word: last_known(said[keep], said[keep] >= 0, group, count, -1) for word, (_, said) in about.items()},
    )


def _only(rows: Rows, keep: Bools) -> Rows:
    return replace(
        rows,
        incident=rows.incident[keep],
        line=rows.line[keep],
        at=rows.at[keep],
        moments={word: values[keep] for word, values in rows.moments.items()},
        columns={word: WordColumn(column.words, column.code[keep]) for word, column in rows.columns.items()},
    )


def _states(rows: Rows, mapping: Mapping, reasons: Sequence[str], defects: Defects) -> tuple[Ints, Bools]:
    """State per row, negative where the row reports none, and the rows of which it should."""
    if "state" not in rows.columns:
        return np.full(len(rows.line), IS_NEW), np.zeros(len(rows.line), dtype=bool)
    codes = _CODES | {PENDING + reason: IS_PENDING + place for place, reason in enumerate(reasons)}
    column = rows.columns["state"]
    state = np.array([codes[mapping.states.get(word, UNKNOWN)] for word in column.words], dtype=np.int64)[column.code]
    done = ROW_LEFT_OUT if mapping.defects.state_unknown == "leave out" else "the incident keeps the state before"
    defects.note_words(
        "state_unknown",
        "states that the mapping does not translate",
        done,
        column,
        state == -2,
        rows.line,
        [word for word, meaning in mapping.states.items() if meaning != UNKNOWN],
    )
    return state, state == -2


def _teams(rows: Rows, mapping: Mapping, defects: Defects) -> tuple[tuple[str, ...], Ints, Bools]:
    """The names of all teams, the team per row (-1 where it names none), and the rows that should name one."""
    if "team" not in rows.columns:
        nobody = np.zeros(len(rows.line), dtype=np.int64)
        return (NOT_NAMED,), nobody, nobody != 0
    column = rows.columns["team"]
    stated = known_words(column, mapping)
    names, team = _named("team", column, stated, rows.line, defects)
    rule = mapping.defects.team_missing
    done = {
        "stays with the team before": "the incident stays with the team before; before the first, with that",
        "a team of its own": f"the team is called {NOT_NAMED}",
        "leave out": ROW_LEFT_OUT,
    }[rule]
    defects.note("team_missing", "rows that name no team", done, rows.line[~stated])
    teams = names if NOT_NAMED in names else (*names, NOT_NAMED)
    if rule == "a team of its own":
        team = np.where(stated, team, teams.index(NOT_NAMED))
    elif rule == "stays with the team before":
        never = is_first(rows.incident) & ~any_of(stated, rows.incident, len(rows.number))[rows.incident]
        numbers = [rows.number[incident] for incident in rows.incident[never]]
        done = f"the team is called {NOT_NAMED}"
        defects.note("team_never_named", "incidents of which no row names a team", done, rows.line[never], numbers)
    return teams, team, ~stated


def _carried(team: Ints, group: Ints, teams: tuple[str, ...]) -> Ints:
    """The team per row, kept from the row before where a row names none, else from the row after."""
    forward = kept_forward(team, team >= 0, group, -1)
    return kept_backward(forward, forward >= 0, group, teams.index(NOT_NAMED))


def _about(word: str, rows: Rows, mapping: Mapping, defects: Defects) -> tuple[tuple[str, ...], Ints]:
    """The names in a column of what incidents are about, and that of each row, -1 where it states none."""
    if word not in rows.columns:
        return (), np.full(len(rows.line), -1)
    column = rows.columns[word]
    return _named(word, column, known_words(column, mapping), rows.line, defects)


def _named(what: str, column: WordColumn, stated: Bools, line: Ints, defects: Defects) -> tuple[tuple[str, ...], Ints]:
    """The sorted names of the words in a column, and the name of each row's word, -1 where it states none."""
    used = np.unique(column.code[stated])
    words = [column.words[code] for code in used]
    for group in collisions(words):
        lines = [int(line[np.argmax(column.code == column.words.index(word))]) for word in group[1:]]
        found = f"words for a {what} that become the same name, {name_of(group[0])}"
        defects.note("name_collision", found, "they count as one", lines, [", ".join(map(repr, group))])
    names = tuple(sorted({name_of(word) for word in words}))
    place = np.full(len(column.words), -1)
    place[used] = [names.index(name_of(word)) for word in words]
    return names, np.where(stated, place[column.code], -1)
