"""Any policy: the general variant, in which every queue is a heap of keys and everything later is on one agenda."""

from __future__ import annotations

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.compiler import in_place, part
from slm_sim.engine.kernel.acts import act
from slm_sim.engine.kernel.agenda import NOT_YET, empty_heap, note, pop, push
from slm_sim.engine.kernel.delays import Hours, delayed, hours
from slm_sim.engine.kernel.floor import (
    AWAY,
    CALLABLE,
    CALLOUT,
    CATEGORY,
    DEADLINE,
    DOES,
    DUE,
    EFFORT,
    ENDS,
    HOME,
    IS_WATCHED,
    KEY,
    KIND,
    LEAVES,
    LEFT,
    OVER,
    PEOPLE,
    RANK,
    READY,
    RETURNS,
    RIPENS,
    STEP,
    SUSPENDED,
    SUSPENDS,
    TEAM_COLUMNS,
    TICKET_COLUMNS,
    WAITS,
    WATCHED,
    stop,
    wait,
    wait_no_more,
)
from slm_sim.engine.kernel.halls import Halls, halls
from slm_sim.engine.kernel.marks import come_back, earliest, person_has_begun
from slm_sim.engine.kernel.queues import NONE
from slm_sim.engine.kernel.record import NO_ROW, History, is_lost, note_escalation
from slm_sim.engine.kernel.rules import HEAD_START, LEVEL, RAISED, TEAM, Rules, rules, standing
from slm_sim.engine.kernel.tables import Course, Crew, Demand, course, crew, demand, must_fit
from slm_sim.engine.kernel.workspace import lent
from slm_sim.model.arrays import Ints
from slm_sim.model.organisation import Organisation
from slm_sim.model.policy import KEPT, Policy
from slm_sim.model.workload import Workload


@in_place
def play(
    horizon: int,
    bits: int,
    demand: Demand,
    course: Course,
    crew: Crew,
    halls: Halls,
    rules: Rules,
    hours: Hours,
    first: Ints,
    marks: Ints,
    tickets: Ints,
    tops: Ints,
    teams: Ints,
    changes: Ints,
    touched: Ints,
    agenda: Ints,
    history: History,
) -> bool:
    """Write the history; False if there was not enough room for all that happened.

    first, marks  where the marks stood at first, and stand now, int64[incidents, marks]
    tickets  int64[incidents, 21]
    tops     of the queues, then of the work of each team, in which the largest key is on top, int64
    teams    int64[teams, 6]
    changes  the next change of capacity of each group, int64[2 * teams]
    touched  the teams to which something happened in this moment: a list of `note`
    agenda   a heap of `push`
    """
    arrival, first_step, waits = demand.arrival, demand.first_step, halls.waits
    incidents, ranks, kinds = len(arrival), len(rules.ranks), halls.takes.shape[1]
    counted = marks.shape[1] > 0
    who, coming, changes_at = (1 << bits) - 1, 0, 0
    while True:
        now = changes_at
        if coming < incidents:
            now = min(now, arrival[coming])
        if agenda[0]:
            now = min(now, agenda[1] >> bits)
        if now >= horizon or agenda[-1]:
            return not (agenda[-1] or is_lost(history))

        # Step 1: capacities change, then everything else that is due happens, in any order.
        if now == changes_at:
            changes_at = change_capacities(crew, changes, teams, touched, horizon, now)
        while True:
            step = NONE  # what it is enqueued for
            if coming < incidents and arrival[coming] == now:
                i = coming
                coming += 1
                leaves = course.leaves[i]
                if leaves == now:
                    history.ready[first_step[i]] = now
                    continue
                step = first_step[i]
                tickets[i, RANK], tickets[i, WATCHED] = demand.priority[i], NEVER
                tickets[i, CATEGORY], tickets[i, KIND] = demand.category[i], halls.kinds[demand.category[i]]
                if NEVER < leaves < horizon:
                    push(agenda, leaves << bits | (LEAVES * incidents + i))
            elif agenda[0] and agenda[1] >> bits == now:
                due = agenda[1] & who
                pop(agenda)
                what, i = due // incidents, due % incidents
                if what == ENDS:
                    if tickets[i, DUE] != now:
                        continue
                    done = tickets[i, STEP]
                    history.end[done] = now
                    stop(tickets, tops, teams, touched, i)
                    if counted and course.step_touches[done]:
                        person_has_begun(rules.marks, marks[i])
                    if done + 1 == first_step[i + 1]:
                        tickets[i, DOES] = OVER
                        continue
                    delay = demand.step_delay[done]
                    if delay:
                        tickets[i, DOES] = AWAY
                        moment = delayed(hours, demand.step_calendar[done], now, delay)
                        if moment < horizon:
                            push(agenda, moment << bits | (RETURNS * incidents + i))
                        continue
                    step = done + 1
                elif what == RETURNS:
                    step = tickets[i, STEP] + 1
                elif what == LEAVES:
                    done = first_step[i]
                    if tickets[i, STEP] != done or NEVER < history.start[done] < now:
                        continue
                    if tickets[i, DOES] == WAITS:
                        wait_no_more(tickets, tops, teams, i)
                    else:
                        stop(tickets, tops, teams, touched, i)
                        history.start[done], history.by[done], history.on_call[done] = NEVER, -1, False
                    tickets[i, DOES] = OVER
                    continue
                elif tickets[i, DOES] != WAITS:
                    continue
                else:
                    if what == IS_WATCHED and (tickets[i, WATCHED] != now or tickets[i, LEFT]):
                        continue
                    wait_no_more(tickets, tops, teams, i)
            else:
                break

            if step != NONE:
                if counted and step != first_step[i]:
                    come_back(
                        rules.marks, hours, marks[i], first[i], ranks, demand.priority[i], course.opened[i],
                        course.step_then[step - 1], history.end[step - 1], now,
                    )  # fmt: skip
                history.ready[step] = now
                tickets[i, STEP], tickets[i, HOME], tickets[i, READY] = step, demand.step_team[step], now
                tickets[i, EFFORT], tickets[i, CALLOUT] = demand.step_effort[step], demand.step_callout[step]
                tickets[i, DEADLINE] = earliest(marks[i], rules.deadlines)
                tickets[i, DUE], tickets[i, LEFT], tickets[i, SUSPENDED] = NEVER, 0, NO_ROW
            if not tickets[i, LEFT]:
                escalate(tickets, marks[i], rules, agenda, history, horizon, bits, i, now)
            wait(tickets, tops, teams, touched, agenda, waits, ranks, kinds, horizon, bits, i, now)

        # Steps 2 to 5: people act.
        act(tickets, tops, teams, touched, agenda, halls, crew.percent, history, horizon, bits, now)


@part
def change_capacities(crew: Crew, changes: Ints, teams: Ints, touched: Ints, horizon: int, now: int) -> int:
    """People come or go; returns when they do so next."""
    following = horizon
    for group in range(len(changes)):
        row, beyond = changes[group], crew.first[group + 1]
        if row < beyond and crew.at[row] == now:
            team = group % len(teams)
            teams[team, PEOPLE if group < len(teams) else CALLABLE] = crew.people[row]
            row += 1
            changes[group] = row
            note(touched, team)
        if row < beyond:
            following = min(following, crew.at[row])
    return following


@part
def escalate(
    tickets: Ints, at: Ints, rules: Rules, agenda: Ints, history: History, horizon: int, bits: int, i: int, now: int
) -> None:
    """Give a ticket that is in no queue, and that nobody has begun, the rank, the home and the key that it has by now.

    at  where its marks stand; one whose escalation has been carried out counts no more
    """
    ranks, next_look, rule = len(rules.ranks), NOT_YET, 0
    while rule < len(rules.escalations):
        home, rank, tick = tickets[i, HOME], tickets[i, RANK], at[rules.deadlines + rule]
        if tick > now:
            next_look = min(next_look, tick)
        if tick == NEVER or tick > now or not rules.escalations[rule, RAISED + ranks + home]:
            rule += 1
            continue
        at[rules.deadlines + rule] = NEVER
        tickets[i, RANK] = rules.escalations[rule, RAISED + rank]
        if rules.escalations[rule, TEAM] != KEPT:
            tickets[i, HOME] = rules.escalations[rule, TEAM]
        if tickets[i, RANK] != rank or tickets[i, HOME] != home:
            note_escalation(history, tickets[i, STEP], now, tickets[i, RANK], tickets[i, HOME])
        rule = 0
    if next_look < horizon and next_look != tickets[i, WATCHED]:
        tickets[i, WATCHED] = next_look
        push(agenda, next_look << bits | (IS_WATCHED * len(tickets) + i))

    rank, ready, deadline = tickets[i, RANK], tickets[i, READY], tickets[i, DEADLINE]
    place = ready - rules.ranks[rank, HEAD_START]
    if rules.by_deadline:
        place = rules.behind + ready if deadline == NEVER else deadline
    tickets[i, KEY] = (rules.ranks[rank, LEVEL] * rules.places + place - rules.lowest) * len(tickets) + i


def simulate(workload: Workload, organisation: Organisation, policy: Policy, history: History, room: int) -> bool:
    """Write the history; False if there was not enough room for all that happened."""
    incidents, groups = workload.incidents, len(organisation.teams)
    people = crew(organisation, len(workload.names.priorities), len(workload.names.categories))
    divided, decided = halls(organisation, policy, people), rules(workload, policy, len(organisation.calendars))
    bits = ((RIPENS + 1) * incidents).bit_length()
    must_fit(1 << workload.horizon.bit_length() + bits, workload)
    must_fit(len(decided.ranks) * decided.places * incidents, workload)
    first = standing(policy, incidents)
    teams = np.zeros((groups, TEAM_COLUMNS), dtype=np.int64)
    teams[:, SUSPENDS] = people.suspends
    queues = divided.waits.size * len(decided.ranks) * divided.takes.shape[1]
    return play(
        workload.horizon,
        bits,
        demand(workload),
        course(workload),
        people,
        divided,
        decided,
        hours((*organisation.calendars, *(policy.calendars if first.size else ())), workload.horizon),
        first,
        first.copy(),
        lent(incidents, TICKET_COLUMNS),
        np.full(queues + groups, NONE),
        teams,
        people.first[:-1].copy(),
        np.zeros(2 * groups + 1, dtype=np.int64),
        empty_heap(room),
        history,
    )
