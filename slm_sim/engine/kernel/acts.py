"""Steps 2 to 5 of a moment in the general variant: what the people of the teams do."""

from __future__ import annotations

from slm_sim.compiler import part
from slm_sim.engine.kernel.floor import (
    BUSY,
    CALLABLE,
    CALLED,
    IN_WORK,
    KEY,
    ON_CALL,
    PEOPLE,
    RANK,
    SUSPENDS,
    WAITING,
    start,
    suspend,
    wait,
)
from slm_sim.engine.kernel.halls import ANY, CALLING, FROM_BAND, HELPED, HELPER, PRE_EMPTING, Halls
from slm_sim.engine.kernel.queues import NONE
from slm_sim.engine.kernel.record import History
from slm_sim.model.arrays import Ints


@part
def act(
    tickets: Ints, tops: Ints, teams: Ints, touched: Ints, agenda: Ints, halls: Halls, percent: Ints, history: History,
    horizon: int, bits: int, now: int,
) -> None:  # fmt: skip
    """The touched teams suspend, start, help and call, in this order."""
    waits, kinds = halls.waits, halls.takes.shape[1]
    ranks, work = halls.looks.shape[2], len(tops) - len(teams)

    # Step 2: what has nobody left is suspended, the largest key first.
    place = 1
    while place <= touched[0]:
        team = touched[place]
        while teams[team, BUSY] > teams[team, PEOPLE] and teams[team, SUSPENDS]:
            i = tops[work + team]
            suspend(tickets, tops, teams, touched, history, i, now)
            wait(tickets, tops, teams, touched, agenda, waits, ranks, kinds, horizon, bits, i, now)
        place += 1

    # Step 3: of all tickets that can act at their home, the one with the smallest key does.
    while True:
        first, at = NONE, NONE
        for place in range(1, touched[0] + 1):
            team = touched[place]
            if teams[team, WAITING] and teams[team, PEOPLE]:
                full = teams[team, BUSY] >= teams[team, PEOPLE]
                which = PRE_EMPTING if full else ANY
                i = first_waiting(tickets, tops, halls, which, team, team, 0)
                if i == NONE or (full and tickets[i, RANK] >= tickets[tops[work + team], RANK]):
                    continue
                if first == NONE or tickets[i, KEY] < tickets[first, KEY]:
                    first, at = i, team
        if first == NONE:
            break
        if teams[at, BUSY] >= teams[at, PEOPLE]:
            i = tops[work + at]
            suspend(tickets, tops, teams, touched, history, i, now)
            wait(tickets, tops, teams, touched, agenda, waits, ranks, kinds, horizon, bits, i, now)
        start(tickets, tops, teams, agenda, percent, history, horizon, bits, first, at, IN_WORK, now)

    # Step 4: idle people serve the queues of the teams that they help.
    for row in range(len(halls.helps)):
        team, home = halls.helps[row, HELPER], halls.helps[row, HELPED]
        band = halls.helps[row, FROM_BAND] if teams[home, PEOPLE] else 0
        while teams[home, WAITING] and teams[team, BUSY] < teams[team, PEOPLE]:
            i = first_waiting(tickets, tops, halls, ANY, team, home, band)
            if i == NONE:
                break
            start(tickets, tops, teams, agenda, percent, history, horizon, bits, i, team, IN_WORK, now)

    # Step 5: people on call are called for what waits at their team.
    for place in range(1, touched[0] + 1):
        team = touched[place]
        touched[len(teams) + 1 + team] = 0
        while teams[team, WAITING] and teams[team, CALLED] < teams[team, CALLABLE]:
            i = first_waiting(tickets, tops, halls, CALLING, team, team, 0)
            if i == NONE:
                break
            start(tickets, tops, teams, agenda, percent, history, horizon, bits, i, team, ON_CALL, now)
    touched[0] = 0


@part
def first_waiting(tickets: Ints, tops: Ints, halls: Halls, which: int, taker: int, home: int, band: int) -> int:
    """The smallest key at a team, from a band on, of the ranks that are looked for and the kinds that can be taken."""
    looks, takes, bands = halls.looks, halls.takes, halls.waits.shape[1]
    first, ranks, kinds = NONE, looks.shape[2], takes.shape[1]
    for at in range(home * bands + band, (home + 1) * bands):
        for rank in range(ranks):
            if looks[which, home, rank]:
                for kind in range(kinds):
                    i = tops[(at * ranks + rank) * kinds + kind]
                    if i != NONE and takes[taker, kind] and (first == NONE or tickets[i, KEY] < tickets[first, KEY]):
                        first = i
    return int(first)
