"""What happens in a round of visits, compiled: one function for each thing that is chosen, listed or written.

Figures stand in arrays of which the first so many entries hold. Of each visit of the round: `here` and `who`, the
incident and its identity; its `kind`, the `team`, the `number` of the visit and that of the `cycle`; the `address` of
its draws and its `place`; `effort`; and `then`, `delay` and `onward`, what follows, after how long, and at which team.
`some` lists visits of the round of which something is drawn at the moment, `whom` and `at` their identities and draws,
and `row` the rows of lengths; `asked` lists visits whose incidents may come back.
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
    LUCK,
    OWNER,
    STEP_CALENDAR,
    STEP_CALLOUT,
    STEP_DELAY,
    STEP_EFFORT,
    STEP_TEAM,
    STEP_THEN,
)
from slm_sim.workload.waits import SAME_TEAM

VISITS_PER_CYCLE = 1 << 14
"""More than a routing allows; part of the address of every draw."""

MOST_REOPENINGS = 8
"""An incident that has come back so often is resolved for good."""


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
def take_up(
    crowd: Ints, begin: int, past: int,
    here: Ints, who: Ints, kind: Ints, team: Ints, number: Ints, cycle: Ints, page: Ints,
) -> int:  # fmt: skip
    """Write the step of each incident that is settled, and begin with the others; how many they are."""
    count = 0
    for i in range(begin, past):
        if crowd[SETTLED, i] > 0:
            at = i - begin - count
            page[at, OWNER] = i
            page[at, STEP_TEAM] = crowd[TEAM, i]
            page[at, STEP_EFFORT] = crowd[SETTLED, i]
            page[at, STEP_THEN] = RESOLVED
            page[at, STEP_DELAY] = 0
            page[at, STEP_CALENDAR] = 0
            page[at, LUCK] = 0
        else:
            here[count] = i
            who[count] = crowd[IDENTITY, i]
            kind[count] = crowd[KIND, i]
            team[count] = crowd[TEAM, i]
            number[count] = 0
            cycle[count] = 0
            count += 1
    return count


@part
def find_places(
    efforts: Ints, kinds: int, kind: Ints, team: Ints, number: Ints, cycle: Ints,
    address: Ints, place: Ints, row: Ints, count: int,
) -> None:  # fmt: skip
    """Where each visit is: its address, its place, and the row of its effort."""
    for j in range(count):
        address[j] = cycle[j] * VISITS_PER_CYCLE + number[j]
        place[j] = team[j] * kinds + kind[j]
        row[j] = efforts[place[j]]


@part
def choose_waits(
    waits: Floats, place: Ints, who: Ints, address: Ints, u: Floats, count: int, lasts: int,
    some: Ints, whom: Ints, at: Ints, row: Ints,
) -> int:  # fmt: skip
    """Which visits wait, and for what; how many they are."""
    found = 0
    for j in range(count):
        reason = 0
        for k in range(waits.shape[1]):
            reason += u[j] >= waits[place[j], k]
        some[found] = j
        whom[found] = who[j]
        at[found] = address[j]
        row[found] = lasts + reason
        found += reason < waits.shape[1]
    return found


@part
def write_waits(
    tables: LifeTables, crowd: Ints, here: Ints, team: Ints, effort: Ints,
    some: Ints, at: Ints, row: Ints, lasts: Ints, count: int, page: Ints, written: int,
) -> None:  # fmt: skip
    """Write the step before the wait of each visit that waits, and leave the rest of its effort.

    Half the effort comes before the wait and half after it. Half the effort of one tick is one tick.
    """
    for k in range(count):
        j = some[k]
        reason = row[k] - tables.lasts
        before = max(effort[j] // 2, 1)
        effort[j] = max(effort[j] - before, 1)
        calendar = tables.calendar[reason, crowd[CUSTOMER, here[j]]]
        step = written + k
        page[step, OWNER] = here[j]
        page[step, STEP_TEAM] = team[j]
        page[step, STEP_EFFORT] = before
        page[step, STEP_THEN] = PENDING + reason
        page[step, STEP_DELAY] = min(lasts[k], tables.longest[calendar])
        page[step, STEP_CALENDAR] = calendar
        page[step, LUCK] = 2 * at[k]


@part
def choose_endings(
    tables: LifeTables, place: Ints, number: Ints, cycle: Ints, u: Floats, count: int,
    then: Ints, delay: Ints, asked: Ints,
) -> int:  # fmt: skip
    """Which visits resolve their incidents; how many of these may come back."""
    back = 0
    for j in range(count):
        resolved = (number[j] >= tables.at_most) | (u[j] < tables.resolves[place[j]])
        then[j] = RESOLVED if resolved else REASSIGNED
        delay[j] = 0
        asked[back] = j
        back += resolved & (cycle[j] < MOST_REOPENINGS)
    return back


@part
def list_goers(then: Ints, who: Ints, address: Ints, count: int, some: Ints, whom: Ints, at: Ints) -> int:
    """Those who go to another team; how many they are."""
    found = 0
    for j in range(count):
        some[found] = j
        whom[found] = who[j]
        at[found] = address[j]
        found += then[j] == REASSIGNED
    return found


@part
def choose_teams(onwards: Floats, place: Ints, u: Floats, count: int, some: Ints, onward: Ints) -> None:
    """The team to which each of them goes."""
    for k in range(count):
        team = 0
        for other in range(onwards.shape[1] - 1):
            team += u[k] >= onwards[place[some[k]], other]
        onward[some[k]] = team


@part
def list_asked(asked: Ints, who: Ints, cycle: Ints, count: int, whom: Ints, at: Ints) -> None:
    """The identities and draws of those who may come back."""
    for k in range(count):
        whom[k] = who[asked[k]]
        at[k] = cycle[asked[k]]


@part
def choose_returns(
    share: float, after: int, u: Floats, count: int, asked: Ints, whom: Ints, at: Ints, row: Ints
) -> int:
    """Which of those asked come back; how many they are."""
    back = 0
    for k in range(count):
        asked[back] = asked[k]
        whom[back] = whom[k]
        at[back] = at[k]
        row[back] = after
        back += u[k] < share
    return back


@part
def send_back(
    tables: LifeTables, crowd: Ints, here: Ints, team: Ints, asked: Ints, away: Ints, count: int,
    then: Ints, delay: Ints, onward: Ints,
) -> None:  # fmt: skip
    """Let those come back after their time away, to the team that is stated."""
    for k in range(count):
        j = asked[k]
        to = tables.returns_to[crowd[CUSTOMER, here[j]]]
        then[j] = REOPENED
        delay[j] = min(away[k], tables.longest[0])
        onward[j] = team[j] if to == SAME_TEAM else to


@part
def write_visits(
    here: Ints, team: Ints, effort: Ints, then: Ints, delay: Ints, address: Ints, count: int, page: Ints, written: int
) -> None:
    """Write the last step of each visit."""
    for j in range(count):
        step = written + j
        page[step, OWNER] = here[j]
        page[step, STEP_TEAM] = team[j]
        page[step, STEP_EFFORT] = effort[j]
        page[step, STEP_THEN] = then[j]
        page[step, STEP_DELAY] = delay[j]
        page[step, STEP_CALENDAR] = 0
        page[step, LUCK] = 2 * address[j] + 1


@part
def go_on(
    then: Ints, onward: Ints, count: int, here: Ints, who: Ints, kind: Ints, team: Ints, number: Ints, cycle: Ints
) -> int:
    """Keep the incidents that go on; how many they are."""
    kept = 0
    for j in range(count):
        here[kept] = here[j]
        who[kept] = who[j]
        kind[kept] = kind[j]
        team[kept] = onward[j]
        number[kept] = 0 if then[j] == REOPENED else number[j] + 1
        cycle[kept] = cycle[j] + (then[j] == REOPENED)
        kept += then[j] != RESOLVED
    return kept


@part
def list_called(
    callout: Ints, kinds: int, crowd: Ints, page: Ints, start: int, past: int,
    some: Ints, whom: Ints, at: Ints, row: Ints,
) -> int:  # fmt: skip
    """The steps of a part of a page at teams that have somebody on call, which are 0 at all others; how many."""
    found = 0
    for step in range(start, past):
        i = page[step, OWNER]
        some[found] = step
        whom[found] = crowd[IDENTITY, i]
        at[found] = page[step, LUCK]
        row[found] = callout[page[step, STEP_TEAM] * kinds + crowd[KIND, i]]
        page[step, STEP_CALLOUT] = 0
        found += row[found] >= 0
    return found
