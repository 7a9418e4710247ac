"""When each incident of a log was opened, resolved and closed; what contradicts itself is counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.incidentlog import NO_MOMENT
from slm_sim.model.mapping import Mapping
from slm_sim.read.logdefects import Defects
from slm_sim.read.loggroups import first_known, is_first, last_known
from slm_sim.read.logwords import IS_CLOSED, IS_RESOLVED, Translated

LEFT_OUT = "the incident is left out"


@dataclass(frozen=True, eq=False)
class Ends:
    """The bounds of each incident, per incident of `Rows.number`.

    line      its first row in the file
    opened, resolved, closed   NO_MOMENT where it has not happened
    stated    a column states the moment of resolution
    unsaid    the log says that it is over, and no moment of resolution is known
    entry     the row with which it was resolved for the last time; the number of all rows where none shows it
    usable    whether the incident can be used
    """

    line: Ints
    opened: Ints
    resolved: Ints
    closed: Ints
    stated: Bools
    unsaid: Bools
    entry: Ints
    usable: Bools

    def __post_init__(self) -> None:
        freeze_arrays(self)


def find_ends(said: Translated, mapping: Mapping, defects: Defects) -> Ends:
    """The bounds of each incident, from its columns where they state them, else from its rows."""
    rows, count = said.rows, len(said.rows.number)
    group = rows.incident
    everywhere = np.ones(len(group), dtype=bool)
    line = first_known(rows.line, everywhere, group, count, 0)
    usable = line > 0
    usable &= ~_noted(
        said,
        usable & (said.priority < 0),
        line,
        defects,
        "priority_never_known",
        "incidents of which no row states a priority that the mapping translates",
        LEFT_OUT,
    )
    opened, unopened = _opened(said, mapping)
    usable &= ~_noted(
        said, usable & unopened, line, defects, "opened_missing", "incidents without an opening", LEFT_OUT
    )
    entry = _entry(said, mapping)
    resolved, closed, stated, out = _resolved(said, mapping, entry, line, usable, defects)
    usable &= ~out
    early = usable & (resolved != NO_MOMENT) & (resolved < opened)
    leave = mapping.defects.resolved_before_opened == "leave out"
    done = LEFT_OUT if leave else "it counts as resolved when it was opened"
    _noted(
        said,
        early,
        line,
        defects,
        "resolved_before_opened",
        "incidents that were resolved before they were opened",
        done,
    )
    if leave:
        usable &= ~early
    else:
        resolved = np.where(early, opened, resolved)
    unsaid = usable & (resolved == NO_MOMENT) & (_said_over(said) | (closed != NO_MOMENT))
    return Ends(line, opened, resolved, closed, stated, unsaid, entry, usable)


def _noted(said: Translated, which: Bools, line: Ints, defects: Defects, kind: str, found: str, done: str) -> Bools:
    numbers = [said.rows.number[incident] for incident in np.flatnonzero(which)]
    defects.note(kind, found, done, line[which], numbers)
    return which


def _column(said: Translated, name: str, last: bool) -> Ints:
    """The moment that a column states for each incident: the one known last, or first."""
    rows, count = said.rows, len(said.rows.number)
    if name not in rows.moments:
        return np.full(count, NO_MOMENT)
    pick = last_known if last else first_known
    return pick(rows.moments[name], rows.moments[name] != NO_MOMENT, rows.incident, count, NO_MOMENT)


def _opened(said: Translated, mapping: Mapping) -> tuple[Ints, Bools]:
    rows = said.rows
    opened = _column(said, "opened", last=False)
    if "opened" not in rows.moments or mapping.defects.opened_missing == "take the first row":
        first = first_known(rows.at, np.ones(len(rows.at), dtype=bool), rows.incident, len(rows.number), NO_MOMENT)
        opened = np.where(opened == NO_MOMENT, first, opened)
    return opened, opened == NO_MOMENT


def is_over(state: Ints) -> Bools:
    """Which rows say that their incident is resolved or closed."""
    return np.asarray((state == IS_RESOLVED) | (state == IS_CLOSED))


def _said_over(said: Translated) -> Bools:
    """Which incidents are resolved or closed by the last row that reports a state."""
    rows, count = said.rows, len(said.rows.number)
    return last_known(is_over(said.state).astype(np.int64), said.state >= 0, rows.incident, count, 0) > 0


def _entry(said: Translated, mapping: Mapping) -> Ints:
    """The row with which each incident was over for good, or the number of all rows."""
    rows, everything = said.rows, len(said.rows.line)
    if mapping.file.one_row_per == "incident":
        return np.full(len(rows.number), everything)
    over = is_over(said.state)
    enters = over & (is_first(rows.incident) | ~np.roll(over, 1))
    places = np.arange(everything)
    last = last_known(places, np.ones(everything, dtype=bool), rows.incident, len(rows.number), -1)
    entry = last_known(places, enters, rows.incident, len(rows.number), everything)
    return np.where((last >= 0) & over[last], entry, everything)


def _resolved(
    said: Translated, mapping: Mapping, entry: Ints, line: Ints, usable: Bools, defects: Defects
) -> tuple[Ints, Ints, Bools, Bools]:
    """Resolved, closed, whether a column states the resolution, and which incidents are to be left out."""
    rows, rules, count = said.rows, mapping.defects, len(said.rows.number)
    resolved, closed = _column(said, "resolved", last=True), _column(said, "closed", last=True)
    stale = usable & (resolved != NO_MOMENT) & (resolved < _last_reopening(said))
    _noted(
        said,
        stale,
        line,
        defects,
        "resolved_before_reopened",
        "incidents whose moment of resolution lies before their last reopening",
        "the moment counts as missing",
    )
    resolved = np.where(stale, NO_MOMENT, resolved)
    stated = resolved != NO_MOMENT
    shown = entry < len(rows.at)
    at_entry = np.append(rows.at, NO_MOMENT)[entry]
    kind = np.append(said.state, -1)[entry]
    said_closed = last_known(rows.at, said.state == IS_CLOSED, rows.incident, count, NO_MOMENT)
    closed = np.where(closed == NO_MOMENT, np.where(shown, said_closed, NO_MOMENT), closed)
    by_state = usable & ~stated & shown & (kind == IS_RESOLVED)
    rule = rules.resolved_missing if "resolved" in rows.moments else "take the first row in state resolved"
    if "resolved" in rows.moments:
        done = {"take the first row in state resolved": "the first row in state resolved says when"}.get(rule, LEFT_OUT)
        done = "it counts as still open" if rule == "still open" else done
        _noted(said, by_state, line, defects, "resolved_missing", "resolved incidents that do not say when", done)
    out = by_state & (rule == "leave out")
    resolved = np.where(by_state & (rule == "take the first row in state resolved"), at_entry, resolved)
    shut = np.where(closed == NO_MOMENT, at_entry, closed)
    by_closing = usable & ~stated & ~by_state & ((shown & (kind == IS_CLOSED)) | (closed != NO_MOMENT))
    done = {"resolved when closed": "it counts as resolved when it was closed", "leave out": LEFT_OUT}.get(
        rules.closed_unresolved, "it counts as still open"
    )
    _noted(said, by_closing, line, defects, "closed_unresolved", "incidents that were closed and never resolved", done)
    out |= by_closing & (rules.closed_unresolved == "leave out")
    resolved = np.where(by_closing & (rules.closed_unresolved == "resolved when closed"), shut, resolved)
    return resolved, closed, stated, out


def _last_reopening(said: Translated) -> Ints:
    rows, over = said.rows, is_over(said.state)
    returns = ~over & ~is_first(rows.incident) & np.roll(over, 1)
    return last_known(rows.at, returns, rows.incident, len(rows.number), NO_MOMENT)
