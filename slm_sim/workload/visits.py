"""Visits of incidents, compiled: who works on them how long, whether they wait, and where they go next.

Incidents are drawn some at a time, so that everything stays in the processor's cache. One round is one visit of all of
them that are not resolved for good: each attribute is drawn for all, or for those whom it concerns, in one go. Choices
are made without branches where chance decides, for a processor foresees those wrongly.
"""

from __future__ import annotations

import numpy as np

from slm_sim.chance import draw_each, fill_ticks
from slm_sim.chance.streams import Word
from slm_sim.compiler import compiled
from slm_sim.model.arrays import Ints
from slm_sim.workload.pages import PAGE_COLUMNS, STEP_CALLOUT, STEP_COLUMNS, laid_out, with_room
from slm_sim.workload.rounds import (
    LifeTables,
    choose_endings,
    choose_returns,
    choose_teams,
    choose_waits,
    find_places,
    go_on,
    list_asked,
    list_called,
    list_goers,
    send_back,
    take_up,
    write_visits,
    write_waits,
)

ATTRIBUTES = (
    "effort", "pending", "pending lasts", "resolves", "reassigned to", "reopened", "reopened after", "call-out",
)  # fmt: skip
_EFFORT, _PENDING, _LASTS, _RESOLVES, _GOES_TO, _REOPENED, _RETURNS_AFTER, _CALL_OUT = range(len(ATTRIBUTES))

_AT_ONCE = 2048
"""Incidents that are drawn together."""


@compiled
def write_lives(tables: LifeTables, crowd: Ints, replication: Word) -> tuple[Ints, Ints]:
    """The steps of all incidents in one flat (CSR) layout.

    crowd    incidents by the columns of `slm_sim.workload.incidents`; one that is settled has one step
    returns  where the steps of each incident begin, int64[n + 1], and columns of steps, int64[columns, >= steps]
    """
    key, lengths, per_second = tables.key, tables.lengths, tables.per_second
    n = crowd.shape[1]
    first = np.zeros(n + 1, np.int64)
    steps = np.empty((STEP_COLUMNS, 2 * n + _AT_ONCE), np.int64)
    page = np.empty((4 * _AT_ONCE, PAGE_COLUMNS), np.int64)
    u = np.empty(2 * _AT_ONCE)
    bench = np.empty((17, 2 * _AT_ONCE), np.int64)
    here, who, kind, team, number, cycle = bench[0], bench[1], bench[2], bench[3], bench[4], bench[5]
    address, place, effort, then, delay, onward = bench[6], bench[7], bench[8], bench[9], bench[10], bench[11]
    some, whom, at, row, asked = bench[12], bench[13], bench[14], bench[15], bench[16]
    for begin in range(0, n, _AT_ONCE):
        past = min(begin + _AT_ONCE, n)
        count = take_up(crowd, begin, past, here, who, kind, team, number, cycle, page)
        written = past - begin - count
        while count > 0:
            if written + 2 * count > len(page):
                page = with_room(page, 2 * (written + 2 * count), PAGE_COLUMNS)
            find_places(tables.effort, tables.kinds, kind, team, number, cycle, address, place, row, count)
            draw_each(key[_EFFORT, 0], key[_EFFORT, 1], replication, who, address, count, u)
            fill_ticks(lengths, row, u, count, per_second, effort)
            if tables.waits.shape[1] > 0:
                draw_each(key[_PENDING, 0], key[_PENDING, 1], replication, who, address, count, u)
                found = choose_waits(tables.waits, place, who, address, u, count, tables.lasts, some, whom, at, row)
                draw_each(key[_LASTS, 0], key[_LASTS, 1], replication, whom, at, found, u)
                fill_ticks(lengths, row, u, found, per_second, delay)
                write_waits(tables, crowd, here, team, effort, some, at, row, delay, found, page, written)
                written += found
            draw_each(key[_RESOLVES, 0], key[_RESOLVES, 1], replication, who, address, count, u)
            back = choose_endings(tables, place, number, cycle, u, count, then, delay, asked)
            found = list_goers(then, who, address, count, some, whom, at)
            draw_each(key[_GOES_TO, 0], key[_GOES_TO, 1], replication, whom, at, found, u)
            choose_teams(tables.onward, place, u, found, some, onward)
            if tables.returns > 0:
                list_asked(asked, who, cycle, back, whom, at)
                draw_each(key[_REOPENED, 0], key[_REOPENED, 1], replication, whom, at, back, u)
                back = choose_returns(tables.returns, tables.after, u, back, asked, whom, at, row)
                draw_each(key[_RETURNS_AFTER, 0], key[_RETURNS_AFTER, 1], replication, whom, at, back, u)
                fill_ticks(lengths, row, u, back, per_second, some)
                send_back(tables, crowd, here, team, asked, some, back, then, delay, onward)
            write_visits(here, team, effort, then, delay, address, count, page, written)
            written += count
            count = go_on(then, onward, count, here, who, kind, team, number, cycle)
        for start in range(0, written, 2 * _AT_ONCE):
            end = min(start + 2 * _AT_ONCE, written)
            found = list_called(tables.callout, tables.kinds, crowd, page, start, end, some, whom, at, row)
            draw_each(key[_CALL_OUT, 0], key[_CALL_OUT, 1], replication, whom, at, found, u)
            fill_ticks(lengths, row, u, found, per_second, delay)
            for k in range(found):
                page[some[k], STEP_CALLOUT] = delay[k]
        if first[begin] + written > steps.shape[1]:
            steps = with_room(steps, STEP_COLUMNS, 2 * (first[begin] + written))
        laid_out(page, written, begin, past, first, steps)
    return first, steps
