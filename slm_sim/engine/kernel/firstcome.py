"""Priority, then first come: the fast variant, in which a queue costs the same at any length.

The tickets of one team and rank, those in work and those that wait, form one list in the order of their keys: whoever
enters the queue has the largest key of all, for the events of a moment are taken in the order of the incidents. In
front stand the tickets in work with the team's own people, behind the *cut* those that wait. To start is to move the
cut forward, to suspend the largest key is to move it back. With nobody who helps or pre-empts, teams do not meet, and
what a team cannot take is never looked at again.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.compiler import in_place, part
from slm_sim.engine.kernel.agenda import NOT_YET, empty_heap, note, pop, push
from slm_sim.engine.kernel.delays import Hours, delayed, hours
from slm_sim.engine.kernel.record import NO_ROW, History, is_lost, note_beginning, note_suspension
from slm_sim.engine.kernel.tables import Crew, Demand, crew, demand, must_fit
from slm_sim.engine.kernel.workspace import lent
from slm_sim.model.arrays import Ints
from slm_sim.model.organisation import Organisation
from slm_sim.model.policy import Policy
from slm_sim.model.workload import Workload

STEP, LIST, AHEAD, BEHIND, CALLED, DUE, LEFT, SUSPENDED = range(8)
"""The columns of a ticket: its present step; the list in which it stands, and its neighbours there; whether the one who
works on it was called; when that work ends, or NEVER; the ticks of work left; the suspension that lasts, or NO_ROW."""

CHANGE, PEOPLE, BUSY = range(3)
"""The columns of a group of people: its next change of capacity; how many there are; how many are occupied."""

CUT, LAST, WORKING = range(3)
"""The columns of a list: the first ticket that waits, the last ticket, and how many are in work."""

IN_WORK, ON_CALL = range(2)
NONE = -1


class Floor(NamedTuple):
    """The state of a simulation.

    tickets  int64[incidents, 8]
    groups   int64[2 * teams, 3]
    lists    int64[teams * ranks, 3]
    urgent   no more urgent rank waits, int64[teams]
    touched  the teams that have to look at their queues: a list of `note`
    ends     ``tick << bits | incident`` for the ends of work, a heap of `push`; an end that is not DUE has been revoked
    returns  the same for the ends of delays
    """

    tickets: Ints
    groups: Ints
    lists: Ints
    urgent: Ints
    touched: Ints
    ends: Ints
    returns: Ints


def suits(workload: Workload, organisation: Organisation, policy: Policy) -> bool:
    """Whether this variant knows all that is asked for."""
    return not (
        policy.order != "priority"
        or policy.preempts.any()
        or policy.escalations
        or any(team.helps for team in organisation.teams)
        or (workload.leaves != NEVER).any()
    )


def simulate(workload: Workload, organisation: Organisation, policy: Policy, history: History, room: int) -> bool:
    """Write the history; False if there was not enough room for all that happened."""
    must_fit(1 << workload.incidents.bit_length() + workload.horizon.bit_length(), workload)
    people = crew(organisation, len(workload.names.priorities), len(workload.names.categories))
    floor = empty(people, workload.incidents, room)
    open_time = hours(organisation.calendars, workload.horizon)
    return play(workload.horizon, demand(workload), people, open_time, floor, history)


def empty(crew: Crew, incidents: int, room: int) -> Floor:
    """The floor before anything has happened, with room for so many ends of work."""
    teams, ranks = crew.calls.shape
    groups = np.zeros((2 * teams, 3), dtype=np.int64)
    groups[:, CHANGE] = crew.first[:-1]
    lists = np.full((teams * ranks, 3), NONE)
    lists[:, WORKING] = 0
    return Floor(
        tickets=lent(incidents, 8),
        groups=groups,
        lists=lists,
        urgent=np.full(teams, ranks),
        touched=np.zeros(2 * teams + 1, dtype=np.int64),
        ends=empty_heap(room),
        returns=empty_heap(incidents),
    )


@in_place
def play(horizon: int, demand: Demand, crew: Crew, hours: Hours, floor: Floor, history: History) -> bool:
    """Write the history; False if there was not enough room for all that happened."""
    arrival, first_step, step_team = demand.arrival, demand.first_step, demand.step_team
    tickets, groups, lists, urgent, touched, ends, returns = floor
    incidents, teams, ranks = len(arrival), len(urgent), crew.calls.shape[1]
    bits = 1
    while incidents >> bits:
        bits += 1
    who = (1 << bits) - 1
    coming, arrives, changes = 0, NOT_YET, 0
    if incidents:
        arrives = arrival[0] << bits

    while True:
        done = ends[1] if ends[0] else NOT_YET
        back = returns[1] if returns[0] else NOT_YET
        now = min(changes, min(arrives, done, back) >> bits)
        if now >= horizon or ends[-1]:
            return not (ends[-1] or is_lost(history))

        # Step 1: capacities change, then what is due happens in the order of the incidents.
        if now == changes:
            changes = horizon
            for group in range(2 * teams):
                change, beyond = groups[group, CHANGE], crew.first[group + 1]
                if change < beyond and crew.at[change] == now:
                    groups[group, PEOPLE] = crew.people[change]
                    change += 1
                    groups[group, CHANGE] = change
                    note(touched, group % teams)
                if change < beyond:
                    changes = min(changes, crew.at[change])

        later = (now + 1) << bits
        while True:
            first = min(arrives, done, back)
            if first >= later:
                break
            i = first & who
            if first == arrives:
                coming += 1
                arrives = arrival[coming] << bits | coming if coming < incidents else NOT_YET
                step = first_step[i]
                tickets[i, SUSPENDED] = NO_ROW
            elif first == back:
                pop(returns)
                back = returns[1] if returns[0] else NOT_YET
                step = tickets[i, STEP]
            else:
                pop(ends)
                done = ends[1] if ends[0] else NOT_YET
                if tickets[i, DUE] != now:
                    continue
                step = tickets[i, STEP]
                team = step_team[step]
                history.end[step] = now
                tickets[i, DUE] = NEVER
                note(touched, team)
                if tickets[i, CALLED]:
                    groups[teams + team, BUSY] -= 1
                else:
                    groups[team, BUSY] -= 1
                    lists[tickets[i, LIST], WORKING] -= 1
                    unlink(tickets, lists, i)
                step += 1
                if step == first_step[i + 1]:
                    continue
                delay = demand.step_delay[step - 1]
                if delay:
                    moment = delayed(hours, demand.step_calendar[step - 1], now, delay)
                    if moment < horizon:
                        tickets[i, STEP] = step
                        push(returns, moment << bits | i)
                        back = returns[1]
                    continue

            history.ready[step] = now
            team = step_team[step]
            percent = crew.percent[team, demand.category[i]]
            if percent:
                rank = demand.priority[i]
                at = team * ranks + rank
                ahead = lists[at, LAST]
                tickets[i, STEP] = step
                tickets[i, LIST] = at
                tickets[i, AHEAD] = ahead
                tickets[i, BEHIND] = NONE
                tickets[i, DUE] = NEVER
                tickets[i, LEFT] = max(1, (demand.step_effort[step] * percent + 50) // 100)
                if ahead != NONE:
                    tickets[ahead, BEHIND] = i
                lists[at, LAST] = i
                if lists[at, CUT] == NONE:
                    lists[at, CUT] = i
                    urgent[team] = min(urgent[team], rank)
                note(touched, team)

        for place in range(1, touched[0] + 1):
            team = touched[place]
            touched[teams + 1 + team] = 0

            # Step 2: suspend what has nobody left.
            while groups[team, BUSY] > groups[team, PEOPLE] and crew.suspends[team]:
                at = team * ranks + ranks - 1
                while not lists[at, WORKING]:
                    at -= 1
                i = lists[at, LAST] if lists[at, CUT] == NONE else tickets[lists[at, CUT], AHEAD]
                lists[at, CUT] = i
                lists[at, WORKING] -= 1
                groups[team, BUSY] -= 1
                urgent[team] = min(urgent[team], at - team * ranks)
                tickets[i, LEFT] = tickets[i, DUE] - now
                tickets[i, DUE] = NEVER
                tickets[i, SUSPENDED] = note_suspension(history, tickets[i, STEP], now)

            # Steps 3 and 5: own people start, then people on call are called.
            for does in (IN_WORK, ON_CALL):
                group = team if does == IN_WORK else teams + team
                rank = urgent[team]
                while groups[group, BUSY] < groups[group, PEOPLE] and rank < ranks:
                    at = team * ranks + rank
                    i = lists[at, CUT]
                    if i == NONE or (does == ON_CALL and not crew.calls[team, rank]):
                        rank += 1
                        continue
                    step, begins = tickets[i, STEP], now
                    groups[group, BUSY] += 1
                    lists[at, CUT] = tickets[i, BEHIND]
                    if does == IN_WORK:
                        lists[at, WORKING] += 1
                    else:
                        unlink(tickets, lists, i)
                        begins += demand.step_callout[step]
                    if begins < horizon:
                        note_beginning(history, step, tickets[i, SUSPENDED], begins, team, does == ON_CALL)
                        tickets[i, SUSPENDED] = NO_ROW
                    due = begins + tickets[i, LEFT]
                    tickets[i, DUE] = due
                    tickets[i, CALLED] = does == ON_CALL
                    if due < horizon:
                        push(ends, due << bits | i)
                if does == IN_WORK:
                    urgent[team] = rank
        touched[0] = 0


@part
def unlink(tickets: Ints, lists: Ints, i: int) -> None:
    """Take a ticket that is in work, or at the cut, out of its list."""
    ahead, behind = tickets[i, AHEAD], tickets[i, BEHIND]
    if ahead != NONE:
        tickets[ahead, BEHIND] = behind
    if behind != NONE:
        tickets[behind, AHEAD] = ahead
    else:
        lists[tickets[i, LIST], LAST] = ahead
