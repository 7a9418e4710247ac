"""What the clocks of a zone show, and the ticks of local moments.

A local time means **the first moment at which the clocks of its zone show that time or a later one**. On all but two
days of a year that is the only such moment. Where the clocks are put forward, a time that they skip means the moment
of the jump. Where they are put back, a time that they show twice means the first. So local times never run backwards:
spans that touch on the wall touch in absolute time, without a hole or an overlap, and a shift boundary is one moment.

Sunday 01:00-05:00 in London lasts three hours when summer time begins and five when it ends.

Wall times are numbers too: microseconds since 1970-01-01 00:00 on the wall.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import numpy as np
import numpy.typing as npt

from slm_sim.clock import TimeAxis
from slm_sim.errors import nearest_word
from slm_sim.model.arrays import Ints
from slm_sim.model.hours import Span
from slm_sim.model.opentime import UNIX_EPOCH, LocalTime

Dates = npt.NDArray[np.datetime64]
"""Dates as numpy keeps them, datetime64[D]."""

MINUTE = 60_000_000
DAY = 1440 * MINUTE

_ENDLESS = np.iinfo(np.int64)


class UnknownZone(ValueError):  # noqa: N818 - it names what was found; InputError is what a user meets
    """No time zone has this name.

    zone      the name that was found
    nearest   the closest name that exists, empty if none is close
    """

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.nearest = nearest_word(zone, sorted(available_timezones()))
        super().__init__(f"{zone!r} is not an IANA time zone" + (f" (nearest: {self.nearest})" if self.nearest else ""))


class Midnights(NamedTuple):
    """Local days: day `dates[k]` lasts over the ticks ``[ticks[k], ticks[k + 1])``; the last tick closes the last day.

    dates   datetime64[D], one day after the other
    ticks   the moments at which they begin, int64 of the same length
    """

    dates: Dates
    ticks: Ints


def local_time(zone: str, axis: TimeAxis, first: date, last: date) -> LocalTime:
    """The local time of a zone, right for every moment of the days from `first` to `last` and a year around them.

    Raises UnknownZone for a name that is not in the IANA database.
    """
    moments, offsets = _offset_changes(zone, first.year - 1, last.year + 1)
    return LocalTime(
        zone=zone,
        axis=axis,
        changes=np.array(moments, dtype=np.int64) * 1_000_000,
        offsets=np.array(offsets, dtype=np.int64) * 1_000_000,
    )


def local_midnights(zone: str, axis: TimeAxis, lowest: int, highest: int) -> Midnights:
    """The local midnights around ``[lowest, highest)``: from the last one at or before `lowest` to the first one at or
    after `highest`.

    A day whose clocks change is an hour shorter or longer than the others; a day that the zone skips has no length.
    """  # fmt: skip
    local = local_time_of_span(zone, axis, lowest, highest)
    first, last = wall_at(local, np.array([lowest, highest])) // DAY
    days = np.arange(first - 1, last + 3)
    ticks = ticks_at(local, days * DAY)
    kept = slice(np.searchsorted(ticks, lowest, "right") - 1, np.searchsorted(ticks, highest, "left") + 1)
    return Midnights(days[kept].astype("datetime64[D]"), ticks[kept])


def local_spans(
    zone: str, axis: TimeAxis, dates: Sequence[date] | Dates, span: Span | Sequence[Span]
) -> tuple[Ints, Ints]:
    """The ticks at which a local span starts and ends on each of these dates, int64[dates] each.

    span    minutes from local midnight, one for all dates or one per date; an end beyond 1440 lies on the next day
    """
    days = np.asarray(dates, dtype="datetime64[D]")
    if len(days) == 0:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    local = local_time(zone, axis, days.min().item(), days.max().item())
    midnights = days.astype(np.int64) * DAY
    minutes = np.asarray(span, dtype=np.int64)
    return ticks_at(local, midnights + minutes[..., 0] * MINUTE), ticks_at(local, midnights + minutes[..., 1] * MINUTE)


def local_time_of_span(zone: str, axis: TimeAxis, lowest: int, highest: int) -> LocalTime:
    """The local time of a zone, right for every moment of a span of ticks and a year around it."""
    return local_time(zone, axis, axis.moment_at(lowest).date(), axis.moment_at(highest).date())


def ticks_at(local: LocalTime, walls: Ints) -> Ints:
    """The ticks nearest to the first moments at which the clocks show these wall times or later ones, int64."""
    starts = np.concatenate(([_ENDLESS.min], local.changes))
    piece = np.searchsorted(local.shown_until, walls, "right")
    moments = np.maximum(walls - local.offsets[piece], starts[piece])
    return _nearest_tick(local, moments)


def wall_at(local: LocalTime, ticks: Ints) -> Ints:
    """The wall times that the clocks show at these ticks, int64."""
    moments = local.epoch + ticks * (local.axis.tick_ms * 1000)
    walls: Ints = moments + local.offsets[np.searchsorted(local.changes, moments, "right")]
    return walls


def _nearest_tick(local: LocalTime, moments: Ints) -> Ints:
    """As TimeAxis.tick_at: a moment half-way between two ticks goes to the even one."""
    length = local.axis.tick_ms * 1000
    tick, rest = np.divmod(moments - local.epoch, length)
    later: Ints = tick + ((2 * rest > length) | ((2 * rest == length) & (tick % 2 == 1)))
    return later


@lru_cache(maxsize=64)
def _offset_changes(zone: str, first_year: int, last_year: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The changes of a zone's offset over whole years: seconds since 1970, and the offsets in seconds between them.

    zoneinfo tells offsets only, so the days on which they change are searched for the second.
    """
    try:
        rules = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(zone) from None

    def offset_at(second: int) -> int:
        offset = (UNIX_EPOCH + timedelta(seconds=second)).astimezone(rules).utcoffset()
        return offset // timedelta(seconds=1) if offset is not None else 0

    first, last = ((datetime(year, 1, 1, tzinfo=UTC) - UNIX_EPOCH).days for year in (first_year, last_year + 1))
    changes: list[int] = []
    offsets = [offset_at(first * 86400)]
    for second in range(first * 86400, last * 86400, 86400):
        later = offset_at(second + 86400)
        if later != offsets[-1]:
            day = range(second, second + 86400)
            before = offsets[-1]
            changes.append(second + bisect_left(day, True, key=lambda moment: offset_at(moment) != before))
            offsets.append(later)
    return tuple(changes), tuple(offsets)
