"""Visits of incidents, compiled: who works on them how long, whether they wait, and where they go next.

Incidents are drawn some at a time, so that everything stays in the processor's cache. One round is one visit of all of
them that are not resolved for good: each attribute is drawn for all, or for those whom it concerns, in one go. Choices
are made without branches where chance decides, for a processor foresees those wrongly.
"""

from __future__ import annotations

import numpy as np

from slm_sim.chance import draw_each, fill_lengths
from slm_sim.chance.streams import Word
from slm_sim.compiler import compiled
from slm_sim.model.arrays import Ints
from slm_sim.workload.pages import (
    CALLED,
    LUCK,
    PAGE_COLUMNS,
    STEP_CALLOUT,
    STEP_COLUMNS,
    STEP_EFFORT,
    WHO,
    laid_out,
    with_room,
)
from slm_sim.workload.rounds import (
    ADDRESS,
    AGAIN,
    AT,
    BENCH,
    CYCLE,
    FLAG,
    ROW,
    SOME,
    TICKS,
    WHOM,
    LifeTables,
    begin_visits,
    choose_endings,
    choose_returns,
    choose_teams,
    choose_waits,
    listed,
    send_back,
    take_up,
    write_visits,
    write_waits,
)

ATTRIBUTES = (
    "effort", "pending", "pending lasts", "resolves", "reassigned to", "reopened", "reopened after", "call-out",
)  # fmt: skip
_EFFORT, _PENDING, _LASTS, _RESOLVES, _GOES_TO, _REOPENED, _RETURNS_AFTER, _CALL_OUT = range(len(ATTRIBUTES))

_AT_ONCE = 1500
"""Incidents that are drawn together; no power of two, for the rows of a table would then share parts of the cache."""


@compiled
def write_lives(tables: LifeTables, crowd: Ints, replication: Word) -> tuple[Ints, Ints]:
    """The steps of all incidents in one flat (CSR) layout.

    crowd    incidents by the columns of `slm_sim.workload.incidents`; one that is settled has one step
    returns  where the steps of each incident begin, int64[n + 1], and columns of steps, int64[columns, >= steps]
    """
    key, lengths, per_second, callout, kinds = (
        tables.key,
        tables.lengths,
        tables.per_second,
        tables.callout,
        tables.kinds,
    )
    n = crowd.shape[1]
    first = np.zeros(n + 1, np.int64)
    steps = np.empty((STEP_COLUMNS, 2 * n + _AT_ONCE), np.int64)
    page = np.empty((PAGE_COLUMNS, 4 * _AT_ONCE), np.int64)
    bench = np.empty((BENCH, _AT_ONCE + 1), np.int64)
    u, seconds = np.empty(_AT_ONCE), np.empty(_AT_ONCE)
    who, address, whom, at, row, ticks = bench[WHO], bench[ADDRESS], bench[WHOM], bench[AT], bench[ROW], bench[TICKS]
    nobody = first[0]
    for begin in range(0, n, _AT_ONCE):
        past = min(begin + _AT_ONCE, n)
        count = take_up(crowd, begin, past, callout, kinds, bench, page)
        written = past - begin - count
        while count > 0:
            if written + 2 * count > page.shape[1]:
                page = with_room(page, 2 * (written + 2 * count))
            begin_visits(tables.effort, callout, kinds, bench, count)
            draw_each(key[_EFFORT], replication, who, address, count, u)
            fill_lengths(lengths, row, u, count, per_second, seconds, bench[STEP_EFFORT])
            if tables.waits.shape[1] > 0:
                draw_each(key[_PENDING], replication, who, address, count, u)
                choose_waits(tables.waits, tables.lasts, u, bench, count)
                found = listed(bench[FLAG], who, address, bench, nobody, count)
                draw_each(key[_LASTS], replication, whom, at, found, u)
                fill_lengths(lengths, row, u, found, per_second, seconds, ticks)
                write_waits(tables, crowd, bench, found, page, written)
                written += found
            draw_each(key[_RESOLVES], replication, who, address, count, u)
            choose_endings(tables.resolves, tables.at_most, u, bench, count)
            found = listed(bench[FLAG], who, address, bench, nobody, count)
            draw_each(key[_GOES_TO], replication, whom, at, found, u)
            choose_teams(tables.onward, u, bench, found)
            if tables.returns > 0:
                found = listed(bench[AGAIN], who, bench[CYCLE], bench, nobody, count)
                draw_each(key[_REOPENED], replication, whom, at, found, u)
                choose_returns(tables.returns, tables.after, u, bench, found)
                found = listed(bench[AGAIN], who, bench[CYCLE], bench, nobody, count)
                draw_each(key[_RETURNS_AFTER], replication, whom, at, found, u)
                fill_lengths(lengths, row, u, found, per_second, seconds, ticks)
                send_back(tables, crowd, bench, found)
            done = written + count
            count = write_visits(bench, count, page, written)
            written = done
        for start in range(0, written, _AT_ONCE):
            found = listed(page[CALLED], page[WHO], page[LUCK], bench, start, min(start + _AT_ONCE, written))
            draw_each(key[_CALL_OUT], replication, whom, at, found, u)
            fill_lengths(lengths, row, u, found, per_second, seconds, ticks)
            for k in range(found):
                page[STEP_CALLOUT, bench[SOME, k]] = ticks[k]
        steps = laid_out(page, written, begin, past, first, steps)
    return first, steps
