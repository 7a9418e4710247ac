"""Where lengths of open time end, for many starts in increasing order.

Most starts lie in the piece of the one before: a stretch of starts whose ends follow from that of its first. While
closed, a start counts as the next opening; while open, the end moves on with it as long as it stays in one opening.
"""

from __future__ import annotations

from typing import NamedTuple

from slm_sim.calendars.localtime import DAY
from slm_sim.calendars.lookup import (
    BEYOND,
    CLOSED,
    OPENS,
    TOTAL,
    DayTable,
    OpenTable,
    begun,
    later_by_days,
    opened_before,
    opening_from,
    passed,
    reached_at,
)
from slm_sim.compiler import compiled, in_place
from slm_sim.model.arrays import Ints


class Piece(NamedTuple):
    """The end of every start t in ``[start, until]``: it is ``max(t, opening) + shift``."""

    start: int
    until: int
    opening: int
    shift: int


@in_place
def ends_by_ticks(table: OpenTable, ticks: int, starts: Ints, rows: Ints, ends: Ints) -> None:
    """Fill in where so many open ticks end from each of ``starts[rows]`` on; if fewer are left, where the table does.

    A start before the table counts as its first moment.
    """
    piece = piece_by_ticks(table, table.lowest, ticks)
    for place in range(len(rows)):
        start = max(starts[rows[place]], table.lowest)
        if not piece.start <= start <= piece.until:
            piece = piece_by_ticks(table, start, ticks)
        ends[place] = max(start, piece.opening) + piece.shift


@in_place
def ends_by_days(
    table: OpenTable,
    local: DayTable,
    days: int,
    part: int,
    whole: int,
    starts: Ints,
    rows: Ints,
    near: Ints,
    ends: Ints,
) -> None:
    """As `ends_by_ticks`, for `part` of `whole` of the open time that so many business days hold."""
    piece = before = piece_by_days(table, local, table.lowest, days, part, whole, near)
    for place in range(len(rows)):
        start = max(starts[rows[place]], table.lowest)
        if not piece.start <= start <= piece.until:
            piece, before = before, piece
            if not piece.start <= start <= piece.until:
                piece = piece_by_days(table, local, start, days, part, whole, near)
        ends[place] = max(start, piece.opening) + piece.shift


@compiled
def piece_by_ticks(table: OpenTable, start: int, ticks: int) -> Piece:
    """The piece in which so many open ticks end; if fewer are left, they end where the table does."""
    total = opened_before(table, start) + ticks
    if ticks == 0 or total > table.intervals[-1, TOTAL]:
        return Piece(start, start, start, 0 if ticks == 0 else table.highest - start)
    row = begun(table, start)
    if table.intervals[row, CLOSED] <= start:
        opening, closing = table.intervals[row, OPENS], table.intervals[row + 1, CLOSED]
    else:
        opening, closing = start, table.intervals[row, CLOSED]
    end = reached_at(table, start, total)
    left = table.intervals[begun(table, end - 1), CLOSED] - end
    return Piece(start, min(closing, opening + left), opening, end - opening)


@compiled
def piece_by_days(table: OpenTable, local: DayTable, start: int, days: int, part: int, whole: int, near: Ints) -> Piece:
    """The piece in which `part` of `whole` of the open time ends that so many business days hold.

    All of it ends with the last day, see `business_days_after`; what ends beyond the table ends where it does.

    near  as in `later_by_days`
    """
    end = later_by_days(table, local, start, days, near)
    if end == BEYOND:
        return Piece(start, start, start, table.highest - start)
    until = _moves_along(table, local, start, end, near)
    if part == whole:
        opening = opening_from(table, start) if until > start else start
        return Piece(start, until, opening, end - opening)
    between = opened_before(table, end) - opened_before(table, start)
    found = piece_by_ticks(table, start, between * part // whole)
    return Piece(start, min(until, found.until), found.opening, found.shift)


@compiled
def _moves_along(table: OpenTable, local: DayTable, start: int, end: int, near: Ints) -> int:
    """Up to which start the same number of business days ends as much later; the start itself if that is not certain.

    It is certain if it is open at the end, a whole number of days later, and no clock is changed near either.
    """
    opening = opening_from(table, start)
    shift = end - opening
    row, piece, today = begun(table, end), near[1], near[0]
    if table.intervals[row, CLOSED] <= end or shift == 0 or (shift * local.length) % DAY != 0:
        return start
    if piece > 0 and local.epoch + opening * local.length - local.changes[piece - 1] < 2 * DAY:
        return start
    if piece < len(local.changes) and local.changes[piece] - (local.epoch + end * local.length) < 3 * DAY:
        return start
    source = min(table.intervals[begun(table, opening), CLOSED], local.ends[today]) - 1
    target = passed(local.ends, end, today)
    return int(min(source, opening + min(table.intervals[row, CLOSED], local.ends[target]) - 1 - end))
