"""A clock as one would read it with a pencil: one incident, one tick after the other, nothing shared with the package.

A calendar is a list of booleans, one per tick; local days are so many ticks long. Slow on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tests.sla.build import CUSTOMER, Incident

RESOLVED, REOPENED = 0, 2


@dataclass
class Reading:
    elapsed: int
    due: int
    state: int
    """1 in time, 0 late, -1 undecided."""
    stop: int | None


@dataclass
class Stretch:
    """From `start` until `stop` (None: not by the horizon), without the ticks in `still`."""

    start: int
    stop: int | None
    still: list[tuple[int, int | None]]


def cycles(incident: Incident) -> list[Stretch]:
    """Each cycle of an incident as it could be seen at the horizon."""
    found = [Stretch(incident.opened, None, [])]
    for number, step in enumerate(incident.steps):
        if step.ready is None or step.end is None:
            break
        if step.then == RESOLVED:
            found[-1].stop = step.end
        elif step.then == REOPENED:
            found[-1].stop = step.end
            back = incident.steps[number + 1].ready
            if back is None:
                break
            found.append(Stretch(back, None, []))
        elif step.then == CUSTOMER:
            found[-1].still.append((step.end, incident.steps[number + 1].ready))
    return found


def stretches(incident: Incident, after_reopening: str) -> list[Stretch]:
    each = cycles(incident)
    if after_reopening == "restart from zero":
        return each
    if after_reopening == "first cycle only":
        return each[:1]
    still = [gap for cycle in each for gap in cycle.still]
    between = [(one.stop, other.start) for one, other in pairwise(each) if one.stop is not None]
    return [Stretch(each[0].start, each[-1].stop, sorted([*still, *between], key=lambda gap: gap[0]))]


def read(incident: Incident, after_reopening: str, is_open: list[bool], horizon: int, target: int, day: int) -> Reading:
    """`target` ticks, or (where `day`, the length of a day, is not 0) so many business days."""
    turns = [
        business_days(turn, is_open, horizon, target, day) if day else hours(turn, is_open, horizon, target)
        for turn in stretches(incident, after_reopening)
    ]
    late = [turn for turn in turns if turn.state == 0]
    decisive = late[0] if late else turns[-1]
    return Reading(max(turn.elapsed for turn in turns), decisive.due, decisive.state, turns[-1].stop)


def runs_at(turn: Stretch, tick: int, horizon: int) -> bool:
    """Whether the clock runs in a tick; after its end (or the horizon) it is taken to run on."""
    end = horizon if turn.stop is None else turn.stop
    return tick >= end or not any(a <= tick < (horizon if b is None else b) for a, b in turn.still)


def elapsed_until(turn: Stretch, is_open: list[bool], horizon: int, until: int) -> int:
    return sum(is_open[tick] and runs_at(turn, tick, horizon) for tick in range(turn.start, until))


def hours(turn: Stretch, is_open: list[bool], horizon: int, target: int) -> Reading:
    seen = horizon if turn.stop is None else turn.stop
    elapsed = elapsed_until(turn, is_open, horizon, seen)
    due = turn.start
    used = 0
    while used < target:
        used += is_open[due] and runs_at(turn, due, horizon)
        due += 1
    state = 0 if elapsed > target else (-1 if turn.stop is None else 1)
    return Reading(elapsed, due, state, turn.stop)


def business_days(turn: Stretch, is_open: list[bool], horizon: int, days: int, day: int) -> Reading:
    seen = horizon if turn.stop is None else turn.stop
    elapsed = elapsed_until(turn, is_open, horizon, seen)
    first_due = nth_business_day(turn.start, is_open, days, day)
    due, put_off, ran_until = first_due, 0, seen
    for begins, ends in turn.still:
        if begins <= due:
            put_off += sum(is_open[begins : horizon if ends is None else ends])
            due = later_by(first_due, put_off, is_open)
        if ends is None:
            ran_until = begins
    state = 0 if ran_until > due else (-1 if turn.stop is None else 1)
    return Reading(elapsed, due, state, turn.stop)


def later_by(start: int, open_ticks: int, is_open: list[bool]) -> int:
    while open_ticks > 0:
        open_ticks -= is_open[start]
        start += 1
    return start


def nth_business_day(start: int, is_open: list[bool], days: int, day: int) -> int:
    """The same time of day on the n-th later open day; where closed then, the closing before or the first opening."""
    while not is_open[start]:
        start += 1
    if days == 0:
        return start
    left, midnight = days, start - start % day
    while left > 0:
        midnight += day
        left -= any(is_open[midnight : midnight + day])
    moment = midnight + start % day
    opening = next(tick for tick in range(midnight, midnight + day) if is_open[tick])
    if moment < opening:
        return opening
    while not is_open[moment] and not is_open[moment - 1]:
        moment -= 1
    return moment
