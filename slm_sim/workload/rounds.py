"""What happens in a round of visits, compiled: one function for each thing that is chosen, listed or written.

The figures of the visits stand in rows of one table, the bench, of which the first so many columns hold; its first rows
are those of a page.
"""

from __future__ import annotations

from typing import NamedTuple

from slm_sim.chance import Lengths
from slm_sim.chance.streams import Words
from slm_sim.compiler import part
from slm_sim.model.arrays import Floats, Ints
from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, RESOLVED
from slm_sim.workload.incidents import CUSTOMER, IDENTITY, KIND, SETTLED, TEAM
from slm_sim.workload.pages import (
    CALLED,
    LUCK,
    OWNER,
    PAGE_COLUMNS,
    STEP_CALENDAR,
    STEP_CALLOUT,
    STEP_DELAY,
    STEP_EFFORT,
    STEP_TEAM,
    STEP_THEN,
    WHO,
)
from slm_sim.workload.waits import SAME_TEAM

VISITS_PER_CYCLE = 1 << 14
"""More than a routing allows; part of the address of every draw."""

MOST_REOPENINGS = 8
"""An incident that has come back so often is resolved for good."""

BENCH = PAGE_COLUMNS + 13
OF_KIND, NUMBER, CYCLE, ADDRESS, PLACE, ONWARD, FLAG, AGAIN, SOME, WHOM, AT, ROW, TICKS = range(PAGE_COLUMNS, BENCH)
"""Of each visit, after the columns of a page: the kind of its incident, its number, that of its cycle, the address of
its draws, its place, the team to which the incident goes next, whether something is to be drawn of it (the row of a
length, or 0; -1 if not), and whether the incident may come back (likewise). The last ones list visits of which
something is drawn at the moment: by their numbers in the round, with identities, draws and rows of lengths; and the
lengths."""

NOT = -1


class LifeTables(NamedTuple):
    """All that decides the lives of incidents.

    A place is a team and a kind of incident: team * kinds + kind. A kind is a category, the last one for "not known",
    and a priority: category * priorities + priority.

    key              of each of `slm_sim.workload.visits.ATTRIBUTES`, as two words, uint64[attributes, 2]
    kinds            how many there are
    lengths          all that hold anywhere; rows of it are
    effort, callout  by place, int64[places]; there is no call-out, -1, where nobody is on call
    lasts, after     the first one of the pending reasons, and that of reopening
    waits            running sums of the chances that a visit waits for each reason, float64[places, reasons]
    calendar, longest   see `slm_sim.workload.waits.Waits`
    resolves         chance that a visit resolves the incident, float64[places]
    onward           where it goes otherwise, float64[places, teams]
    at_most          after so many reassignments the team that holds the incident resolves it
    returns, returns_to   see `slm_sim.workload.waits.Return`; a share of 0 where nobody comes back
    per_second       ticks
    """

    key: Words
    kinds: int
    lengths: Lengths
    effort: Ints
    callout: Ints
    lasts: int
    after: int
    waits: Floats
    calendar: Ints
    longest: Ints
    resolves: Floats
    onward: Floats
    at_most: int
    returns: float
    returns_to: Ints
    per_second: float


@part
def take_up(crowd: Ints, begin: int, past: int, callout: Ints, kinds: int, bench: Ints, page: Ints) -> int:
    """Write the step of each incident that is settled, and begin with the others; how many they are."""
    count = 0
    for i in range(begin, past):
        bench[OWNER, count] = i
        bench[WHO, count] = crowd[IDENTITY, i]
        bench[OF_KIND, count] = crowd[KIND, i]
        bench[STEP_TEAM, count] = crowd[TEAM, i]
        bench[NUMBER, count] = 0
        bench[CYCLE, count] = 0
        if crowd[SETTLED, i] > 0:
            bench[STEP_EFFORT, count] = crowd[SETTLED, i]
            bench[STEP_THEN, count] = RESOLVED
            bench[LUCK, count] = 0
            bench[CALLED, count] = callout[crowd[TEAM, i] * kinds + crowd[KIND, i]]
            for column in range(PAGE_COLUMNS):
                page[column, i - begin - count] = bench[column, count]
            page[STEP_DELAY, i - begin - count] = 0
            page[STEP_CALENDAR, i - begin - count] = 0
            page[STEP_CALLOUT, i - begin - count] = 0
        else:
            count += 1
    return count


@part
def begin_visits(efforts: Ints, callout: Ints, kinds: int, bench: Ints, count: int) -> None:
    """Where each visit is: its address, its place, and the rows of its effort and of its call-out."""
    for j in range(count):
        bench[ADDRESS, j] = bench[CYCLE, j] * VISITS_PER_CYCLE + bench[NUMBER, j]
        bench[LUCK, j] = 2 * bench[ADDRESS, j] + 1
        bench[PLACE, j] = bench[STEP_TEAM, j] * kinds + bench[OF_KIND, j]
        bench[ROW, j] = efforts[bench[PLACE, j]]
        bench[CALLED, j] = callout[bench[PLACE, j]]
        bench[STEP_DELAY, j] = 0
        bench[STEP_CALENDAR, j] = 0
        bench[STEP_CALLOUT, j] = 0


@part
def listed(flag: Ints, who: Ints, draw: Ints, bench: Ints, start: int, past: int) -> int:
    """List those with a flag, in the columns start .. past - 1, for a draw; how many they are."""
    found = 0
    for j in range(start, past):
        bench[SOME, found] = j
        found += flag[j] != NOT
    for k in range(found):
        bench[WHOM, k] = who[bench[SOME, k]]
        bench[AT, k] = draw[bench[SOME, k]]
        bench[ROW, k] = flag[bench[SOME, k]]
    return found


@part
def choose_waits(waits: Floats, lasts: int, u: Floats, bench: Ints, count: int) -> None:
    """Flag the visits that wait with the rows of their lengths."""
    reasons = waits.shape[1]
    for j in range(count):
        reason = 0
        for k in range(reasons):
            reason += u[j] >= waits[bench[PLACE, j], k]
        bench[FLAG, j] = lasts + reason if reason < reasons else NOT


@part
def write_waits(tables: LifeTables, crowd: Ints, bench: Ints, count: int, page: Ints, written: int) -> None:
    """Write the step before the wait of each visit that waits, and leave the rest of its effort.

    Half the effort comes before the wait and half after it. Half the effort of one tick is one tick.
    """
    for k in range(count):
        j = bench[SOME, k]
        step = written + k
        reason = bench[ROW, k] - tables.lasts
        calendar = tables.calendar[reason, crowd[CUSTOMER, bench[OWNER, j]]]
        for column in range(PAGE_COLUMNS):
            page[column, step] = bench[column, j]
        before = max(bench[STEP_EFFORT, j] // 2, 1)
        page[STEP_EFFORT, step] = before
        page[STEP_THEN, step] = PENDING + reason
        page[STEP_DELAY, step] = min(bench[TICKS, k], tables.longest[calendar])
        page[STEP_CALENDAR, step] = calendar
        page[LUCK, step] = bench[LUCK, j] - 1
        bench[STEP_EFFORT, j] = max(bench[STEP_EFFORT, j] - before, 1)


@part
def choose_endings(resolves: Floats, at_most: int, u: Floats, bench: Ints, count: int) -> None:
    """Say which visits resolve their incidents, and flag those that do not and those that may come back."""
    for j in range(count):
        resolved = (bench[NUMBER, j] >= at_most) | (u[j] < resolves[bench[PLACE, j]])
        bench[STEP_THEN, j] = RESOLVED if resolved else REASSIGNED
        bench[FLAG, j] = NOT if resolved else 0
        bench[AGAIN, j] = 0 if resolved & (bench[CYCLE, j] < MOST_REOPENINGS) else NOT


@part
def choose_teams(onward: Floats, u: Floats, bench: Ints, count: int) -> None:
    """The team to which each of those listed goes."""
    for k in range(count):
        j = bench[SOME, k]
        team = 0
        for other in range(onward.shape[1] - 1):
            team += u[k] >= onward[bench[PLACE, j], other]
        bench[ONWARD, j] = team


@part
def choose_returns(share: float, after: int, u: Floats, bench: Ints, count: int) -> None:
    """Of those listed, flag who comes back with the row of the time away."""
    for k in range(count):
        bench[AGAIN, bench[SOME, k]] = after if u[k] < share else NOT


@part
def send_back(tables: LifeTables, crowd: Ints, bench: Ints, count: int) -> None:
    """Let those listed come back after their time away, to the team that is stated."""
    for k in range(count):
        j = bench[SOME, k]
        to = tables.returns_to[crowd[CUSTOMER, bench[OWNER, j]]]
        bench[STEP_THEN, j] = REOPENED
        bench[STEP_DELAY, j] = min(bench[TICKS, k], tables.longest[0])
        bench[ONWARD, j] = bench[STEP_TEAM, j] if to == SAME_TEAM else to


@part
def write_visits(bench: Ints, count: int, page: Ints, written: int) -> int:
    """Write the last step of each visit, and keep the incidents that go on; how many they are."""
    for column in range(PAGE_COLUMNS):
        for j in range(count):
            page[column, written + j] = bench[column, j]
    kept = 0
    for j in range(count):
        then = bench[STEP_THEN, j]
        bench[OWNER, kept] = bench[OWNER, j]
        bench[WHO, kept] = bench[WHO, j]
        bench[OF_KIND, kept] = bench[OF_KIND, j]
        bench[STEP_TEAM, kept] = bench[ONWARD, j]
        bench[NUMBER, kept] = 0 if then == REOPENED else bench[NUMBER, j] + 1
        bench[CYCLE, kept] = bench[CYCLE, j] + (then == REOPENED)
        kept += then != RESOLVED
    return kept
