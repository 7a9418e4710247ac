"""A ticket log becomes facts: nothing of it is dropped in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.arrays import Bools, Ints, firsts_of
from slm_sim.model.incidentlog import BACK_SOON, NO_MOMENT, IncidentLog, LogNames, LogProblem
from slm_sim.model.inwords import count, in_number
from slm_sim.model.mapping import Mapping
from slm_sim.read.logcsv import read_csv
from slm_sim.read.logdefects import Defects
from slm_sim.read.logends import Ends, find_ends
from slm_sim.read.loggroups import any_of, is_last
from slm_sim.read.logheld import find_held
from slm_sim.read.loghistory import Spells, find_spells, shows_touch
from slm_sim.read.lognames import NOT_NAMED
from slm_sim.read.logrows import Rows, known_words, usable_rows
from slm_sim.read.logtable import LogTable
from slm_sim.read.logwords import Translated, translate
from slm_sim.read.logxes import read_xes


def read_log(path: Path, mapping: Mapping, named_at: Place | None = None) -> IncidentLog:
    """The incidents of a log, as the mapping says to read it, and everything that is wrong with its rows.

    path      CSV or XES, plain or compressed by gzip
    named_at  where another file names this one

    Raises `InputError` for a log that cannot be read as the mapping says, or in which no usable incident is left.
    """
    table = (read_xes if mapping.file.format == "xes" else read_csv)(path, mapping, named_at)
    defects = Defects()
    said = translate(usable_rows(table, mapping, defects), mapping, defects)
    ends = find_ends(said, mapping, defects)
    spells = find_spells(said, ends, mapping, defects)
    hidden = _compare_reopenings(said, ends, spells, defects)
    _compare_back_filled(said.rows, mapping, defects)
    if not ends.usable.any():
        raise InputError(_nothing_left(str(path), defects))
    return _log(str(path), table, mapping, said, ends, spells, hidden, defects)


def _nothing_left(file: str, defects: Defects) -> Problem:
    found = "no incident of the log can be used: " + "; ".join(map(_reason, defects.problems))
    return Problem(Place(file), found, "at least one incident", read_on="docs/logs.md")


def _reason(problem: LogProblem) -> str:
    return f"{count(problem.count)} {in_number(problem.count, problem.found)}, such as {problem.examples[0]}"


def _compare_reopenings(said: Translated, ends: Ends, spells: Spells, defects: Defects) -> Bools:
    """Which incidents came back by their count, while no row shows when; notes them."""
    incidents = len(ends.opened)
    if "reopen_count" not in said.rows.columns:
        return np.zeros(incidents, dtype=bool)
    column = said.rows.columns["reopen_count"]
    counted = np.array([word.isdigit() and int(word) > 0 for word in column.words], dtype=bool)[column.code]
    came_back = any_of(spells.state == BACK_SOON, spells.incident, incidents)
    hidden = any_of(counted, said.rows.incident, incidents) & ends.usable & ~came_back
    numbers = [said.rows.number[incident] for incident in np.flatnonzero(hidden)]
    done = "they count as not reopened"
    defects.note(
        "reopening_not_shown",
        "incidents counted as reopened of which no row says when",
        done,
        ends.line[hidden],
        numbers,
    )
    return hidden


def _compare_back_filled(rows: Rows, mapping: Mapping, defects: Defects) -> None:
    """Note moments that a row states before they happened, in columns that are not declared as back-filled."""
    if mapping.file.one_row_per == "incident":
        return
    for word in ("resolved", "closed", "first_touch"):
        if word in rows.moments and word not in mapping.back_filled:
            ahead = rows.moments[word] > rows.at
            found = f"rows that state '{word}' before it happened, though it is not declared as back-filled"
            done = "it is read as back-filled: as the moment that it names, never as what was known"
            defects.note("not_declared_back_filled", found, done, np.sort(rows.line[ahead]))


def _log(
    file: str,
    table: LogTable,
    mapping: Mapping,
    said: Translated,
    ends: Ends,
    spells: Spells,
    hidden: Bools,
    defects: Defects,
) -> IncidentLog:
    usable = np.flatnonzero(ends.usable)
    order = usable[np.argsort(ends.opened[usable], kind="stable")]
    rank = np.empty(len(ends.opened), dtype=np.int64)
    rank[order] = np.arange(len(order))
    by_rank = np.argsort(rank[spells.incident], kind="stable")
    owner = spells.incident[by_rank]
    start = spells.start[by_rank]
    to = np.where(is_last(rank[owner]), ends.resolved[owner], np.append(start[1:], NO_MOMENT))
    held, named = find_held(said, ends), table.columns["incident"]
    by_held = np.argsort(rank[held.incident], kind="stable")
    moments = (said.rows.at, ends.resolved[usable], ends.closed[usable], spells.start)
    return IncidentLog(
        file=file,
        rows=table.rows + len(table.malformed),
        left_out=len(np.unique(named.code[known_words(named, mapping)])) - len(order),
        zone=mapping.file.time_zone,
        until=max(int(values.max(initial=NO_MOMENT)) for values in moments),
        names=_used_names(said.names, spells.team),
        number=tuple(said.rows.number[incident] for incident in order),
        shows_touch=shows_touch(said, mapping),
        shows_moves=mapping.file.one_row_per != "incident",
        opened=ends.opened[order],
        first_touch=spells.first_touch[order],
        resolved=ends.resolved[order],
        closed=ends.closed[order],
        stated=ends.stated[order],
        unsaid=ends.unsaid[order],
        hidden=hidden[order],
        priority=said.priority[order],
        category=said.about["category"][order],
        service=said.about["service"][order],
        customer=said.about["customer"][order],
        channel=said.about["channel"][order],
        first_held=firsts_of(rank[held.incident], len(order)),
        held_priority=held.priority[by_held],
        held_from=held.start[by_held],
        first_spell=firsts_of(rank[owner], len(order)),
        spell_team=spells.team[by_rank],
        spell_state=spells.state[by_rank],
        spell_from=start,
        spell_to=to,
        problems=tuple(defects.problems),
        not_in_the_log=tuple(mapping.not_in_the_log.items()),
    )


def _used_names(names: LogNames, team: Ints) -> LogNames:
    """The names without the team of the nameless, if nobody is in it."""
    last = len(names.teams) - 1
    unused: Bools = team == last
    if names.teams[last] == NOT_NAMED and not unused.any():
        return replace(names, teams=names.teams[:last])
    return names
