"""How marks move: what an incident's way through delays and returns does to its deadlines and warnings."""

from __future__ import annotations

from slm_sim.calendars.lookup import BEYOND, later_by, opened_before
from slm_sim.clock import NEVER
from slm_sim.compiler import part
from slm_sim.engine.kernel.delays import Hours, table_of
from slm_sim.engine.kernel.rules import AGAIN, BY_FIRST_START, CALENDARS, GONE, ON
from slm_sim.model.arrays import Ints
from slm_sim.model.workload import PENDING, REOPENED


@part
def come_back(
    kinds: Ints, hours: Hours, at: Ints, first: Ints, ranks: int, priority: int, opened: int, then: int, since: int,
    now: int,
) -> None:  # fmt: skip
    """An incident is enqueued again after what followed its last step (`Workload.step_then`), which ended at `since`.

    kinds      what the marks are, `Rules.marks`
    at, first  where those of this incident stand, and stood at first, int64[marks]
    """
    pause = CALENDARS + ranks + then - PENDING
    for mark in range(len(at)):
        tick, calendar = at[mark], kinds[mark, CALENDARS + priority]
        if tick == NEVER:
            continue
        again = ON
        if then == REOPENED:
            again = GONE if kinds[mark, BY_FIRST_START] else kinds[mark, AGAIN]
        elif then < PENDING or not kinds[mark, pause]:
            continue
        if again == GONE:
            at[mark] = NEVER
        elif again == ON:
            if since <= tick:
                at[mark] = put_off(hours, calendar, tick, since, now)
        else:
            at[mark] = put_off(hours, calendar, now, opened, first[mark])


@part
def earliest(at: Ints, many: int) -> int:
    """The earliest of the first so many marks of an incident that count, NEVER if none does."""
    found = NEVER
    for mark in range(many):
        if at[mark] != NEVER and (found == NEVER or at[mark] < found):
            found = at[mark]
    return found


@part
def person_has_begun(kinds: Ints, at: Ints) -> None:
    """Marks of an incident that count until its first start do so no more."""
    for mark in range(len(at)):
        if kinds[mark, BY_FIRST_START]:
            at[mark] = NEVER


@part
def put_off(hours: Hours, calendar: int, moment: int, since: int, until: int) -> int:
    """A moment put off by the open ticks that lie between two others; the calendar's last tick if that is later."""
    table = table_of(hours, calendar)
    if not table.lowest <= moment <= table.highest:
        return table.highest
    since = max(since, table.lowest)
    until = min(max(until, since), table.highest)
    found = later_by(table, moment, opened_before(table, until) - opened_before(table, since))
    return table.highest if found == BEYOND else found
