"""The crowd, compiled: incidents of all origins in the order in which they arrive, with the marks of their own."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from slm_sim.chance import draw_each
from slm_sim.chance.streams import Word, Words
from slm_sim.compiler import compiled
from slm_sim.model.arrays import Floats, Ints
from slm_sim.workload.incidents import (
    ARRIVAL,
    CATEGORY,
    COLUMNS,
    DRAWN,
    EXCLUDED,
    IDENTITY,
    KIND,
    NONE,
    OPENED,
    PRIORITY,
)

MARKS = "impact", "urgency", "exclusion"

_AT_ONCE = 512
"""Incidents whose marks are drawn together."""


class MarkTables(NamedTuple):
    """What an ordinary incident is about.

    key                     of each of `MARKS`, as two words, uint64[marks, 2]
    ordinary                what the incidents of each arrival stream have in common, int64[streams, COLUMNS]
    impact, exclusion       running sums, float64 each; the last exclusion counts
    urgency, priority       see `slm_sim.workload.mix.Mix`
    categories, priorities  how many there are
    """

    key: Words
    ordinary: Ints
    impact: Floats
    urgency: Floats
    priority: Ints
    exclusion: Floats
    categories: int
    priorities: int


@compiled
def gathered_crowd(
    ordinary: Ints, tick: Ints, identity: Ints, stream: Ints, others: Ints, horizon: int
) -> tuple[Ints, Ints]:
    """All incidents by (arrival, opened, identity), and where each of the others is among them.

    ordinary                 see `MarkTables`
    tick, identity, stream   of the ordinary ones; they are opened when they arrive
    others                   columns of incidents of other origins; those that arrive together are in order
    """
    n = len(tick)
    more = others.shape[1]
    arrival = np.empty(n + more, np.int64)
    opened = np.empty(n + more, np.int64)
    name = np.empty(n + more, np.int64)
    for i in range(n):
        arrival[i] = tick[i]
        opened[i] = tick[i]
        name[i] = identity[i]
    for k in range(more):
        arrival[n + k] = others[ARRIVAL, k]
        opened[n + k] = others[OPENED, k]
        name[n + k] = others[IDENTITY, k]
    order = earliest_first(arrival, opened, name, horizon)
    crowd = np.empty((COLUMNS, n + more), np.int64)
    place = np.empty(more, np.int64)
    for at in range(n + more):
        i = order[at]
        if i < n:
            for column in range(COLUMNS):
                crowd[column, at] = ordinary[stream[i], column]
        else:
            place[i - n] = at
            for column in range(COLUMNS):
                crowd[column, at] = others[column, i - n]
        crowd[IDENTITY, at] = name[i]
        crowd[ARRIVAL, at] = arrival[i]
        crowd[OPENED, at] = opened[i]
    return crowd, place


@compiled
def draw_marks(tables: MarkTables, crowd: Ints, case: Ints, replication: Word) -> None:
    """Draw priorities and exclusions that are not known yet, and say of which kind each incident is.

    case  which matrix of priorities holds for each incident, int64[n]

    A mark with one choice alone needs no number.
    """
    impacts, urgencies, exclusions = tables.impact, tables.urgency, tables.exclusion
    u = np.zeros((len(MARKS), _AT_ONCE))
    first = np.zeros(_AT_ONCE, np.int64)
    choices = np.array([len(impacts), urgencies.shape[1], len(exclusions)])
    identity = crowd[IDENTITY]
    for begin in range(0, len(identity), _AT_ONCE):
        who = identity[begin : begin + _AT_ONCE]
        for mark in range(len(MARKS)):
            if choices[mark] > 1:
                draw_each(tables.key[mark], replication, who, first, len(who), u[mark])
        for k in range(len(who)):
            i = begin + k
            if crowd[PRIORITY, i] == DRAWN:
                impact = 0
                for other in range(choices[0] - 1):
                    impact += u[0, k] >= impacts[other]
                urgency = 0
                for other in range(choices[1] - 1):
                    urgency += u[1, k] >= urgencies[impact, other]
                crowd[PRIORITY, i] = tables.priority[case[i], impact, urgency]
            if crowd[EXCLUDED, i] == DRAWN:
                reason = 0
                for other in range(choices[2] - 1):
                    reason += u[2, k] >= exclusions[other]
                crowd[EXCLUDED, i] = reason if reason < choices[2] - 1 else NONE
            category = crowd[CATEGORY, i] if crowd[CATEGORY, i] >= 0 else tables.categories
            crowd[KIND, i] = category * tables.priorities + crowd[PRIORITY, i]


@compiled
def earliest_first(arrival: Ints, opened: Ints, identity: Ints, horizon: int) -> Ints:
    """The order by (arrival, opened, identity): incidents are dealt to as many spans of time, and sorted in each."""
    n = len(arrival)
    order = np.empty(n, np.int64)
    past = np.zeros(n + 1, np.int64)
    spans = n / horizon
    for i in range(n):
        past[int(arrival[i] * spans) + 1] += 1
    for span in range(n):
        past[span + 1] += past[span]
    for i in range(n):
        span = int(arrival[i] * spans)
        order[past[span]] = i
        past[span] += 1
    for place in range(1, n):
        i = order[place]
        gap = place
        while gap > 0:
            k = order[gap - 1]
            if arrival[k] < arrival[i]:
                break
            if arrival[k] == arrival[i] and (
                opened[k] < opened[i] or (opened[k] == opened[i] and identity[k] < identity[i])
            ):
                break
            order[gap] = k
            gap -= 1
        order[gap] = i
    return order


def all_different(identity: Ints) -> bool:
    """Whether no two identities are the same."""
    ordered = np.sort(identity)
    return not bool((ordered[1:] == ordered[:-1]).any())
