"""The state of the general variant, and the few things that may happen to a ticket."""

from __future__ import annotations

from slm_sim.clock import NEVER
from slm_sim.compiler import part
from slm_sim.engine.kernel.agenda import note, push
from slm_sim.engine.kernel.queues import add, remove
from slm_sim.engine.kernel.record import NO_ROW, History, note_beginning, note_suspension
from slm_sim.model.arrays import Ints

(KEY, STEP, HOME, RANK, READY, DEADLINE, KIND, CATEGORY, EFFORT, CALLOUT, QUEUE, DOES, AT, DUE, LEFT, SUSPENDED,
 WATCHED) = range(4, 21)  # fmt: skip
"""The columns of a ticket behind those of `queues`: its place in every order; its step; the team at which it waits, or
waited; its rank; when it was enqueued, and its deadline then, or NEVER; its kind (see `halls`) and category; the effort
and the call-out of its step; the queue, or the work of a team, that it is in; what it does; whose people work on it,
and when they will be done, or NEVER; the ticks of work left, 0 while nobody has begun; the suspension that lasts, or
NO_ROW; when it is looked at for an escalation."""

TICKET_COLUMNS = 21

WAITS, IN_WORK, ON_CALL, AWAY, OVER = range(5)
"""What a ticket does."""

PEOPLE, BUSY, CALLABLE, CALLED, WAITING, SUSPENDS = range(6)
"""The columns of a team: how many people are at work, and occupied; how many are on call, and occupied; how many
tickets wait; whether it suspends."""

TEAM_COLUMNS = 6

ENDS, RETURNS, LEAVES, IS_WATCHED, RIPENS = range(5)
"""What is due on the agenda, whose entries are ``tick << bits | (what * incidents + incident)``: work ends; a delay
ends; a customer leaves; an escalation may be due; a ticket has waited long enough for a helper. What is due at one tick
comes in the order of these numbers, so that who leaves is not escalated."""


@part
def wait(
    tickets: Ints, tops: Ints, teams: Ints, touched: Ints, agenda: Ints, waits: Ints, ranks: int, kinds: int,
    horizon: int, bits: int, i: int, now: int,
) -> None:  # fmt: skip
    """A ticket enters a queue of its home."""
    home, ready = tickets[i, HOME], tickets[i, READY]
    band, bands = 0, waits.shape[1]
    while band + 1 < bands and waits[home, band + 1] <= now - ready:
        band += 1
    if band + 1 < bands and ready + waits[home, band + 1] < horizon:
        push(agenda, ready + waits[home, band + 1] << bits | (RIPENS * len(tickets) + i))
    tickets[i, QUEUE] = ((home * bands + band) * ranks + tickets[i, RANK]) * kinds + tickets[i, KIND]
    tickets[i, DOES] = WAITS
    teams[home, WAITING] += 1
    add(tickets, tops, tickets[i, QUEUE], i, tickets[i, KEY])
    note(touched, home)


@part
def wait_no_more(tickets: Ints, tops: Ints, teams: Ints, i: int) -> None:
    """A ticket leaves the queue in which it waits."""
    remove(tickets, tops, tickets[i, QUEUE], i)
    teams[tickets[i, HOME], WAITING] -= 1


@part
def start(
    tickets: Ints, tops: Ints, teams: Ints, agenda: Ints, percent: Ints, history: History, horizon: int, bits: int,
    i: int, team: int, does: int, now: int,
) -> None:  # fmt: skip
    """Somebody of a team takes up a ticket that waits, or is called for it."""
    begins = now
    wait_no_more(tickets, tops, teams, i)
    if does == IN_WORK:
        teams[team, BUSY] += 1
        tickets[i, QUEUE] = len(tops) - len(teams) + team
        add(tickets, tops, tickets[i, QUEUE], i, -tickets[i, KEY])
    else:
        teams[team, CALLED] += 1
        begins += tickets[i, CALLOUT]
    if not tickets[i, LEFT]:
        tickets[i, LEFT] = max(1, (tickets[i, EFFORT] * percent[team, tickets[i, CATEGORY]] + 50) // 100)
    ends = begins + tickets[i, LEFT]
    tickets[i, DOES], tickets[i, AT], tickets[i, DUE] = does, team, ends
    if ends < horizon:
        push(agenda, ends << bits | (ENDS * len(tickets) + i))
    if begins < horizon:
        note_beginning(history, tickets[i, STEP], tickets[i, SUSPENDED], begins, team, does == ON_CALL)
        tickets[i, SUSPENDED] = NO_ROW


@part
def stop(tickets: Ints, tops: Ints, teams: Ints, touched: Ints, i: int) -> None:
    """Nobody works on a ticket any more; its person is free."""
    team = tickets[i, AT]
    if tickets[i, DOES] == IN_WORK:
        teams[team, BUSY] -= 1
        remove(tickets, tops, tickets[i, QUEUE], i)
    else:
        teams[team, CALLED] -= 1
    tickets[i, DUE] = NEVER
    note(touched, team)


@part
def suspend(tickets: Ints, tops: Ints, teams: Ints, touched: Ints, history: History, i: int, now: int) -> None:
    """The work on a ticket stops unfinished."""
    tickets[i, LEFT] = tickets[i, DUE] - now
    tickets[i, SUSPENDED] = note_suspension(history, tickets[i, STEP], now)
    stop(tickets, tops, teams, touched, i)
