"""A plain-Python simulator around one heap of integers: no library, no processes, equal to the engines to the tick.

It knows priority-then-first-come, capacities by time, unlimited teams, both ways to end a shift, and delays in
calendars; no people on call, skills, help, pre-emption or other orders of work.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np

from benchmarks.peers.played import NEVER, Played
from slm_sim.engine.reference.roster import within
from slm_sim.model.organisation import Organisation
from slm_sim.model.workload import Workload

UNLIMITED = 2**62


def simulate(workload: Workload, organisation: Organisation) -> Played:
    """The year, one moment after the other: first all that is due, then each team that something happened to acts.

    An entry of the heap is ``moment * span + who``: first the teams, whose capacity changes, then the incidents, whose
    work or delay ends.
    """
    teams, horizon, incidents = len(organisation.teams), workload.horizon, workload.incidents
    span = teams + incidents
    first: list[int] = workload.first_step.tolist()
    team_of: list[int] = workload.step_team.tolist()
    effort: list[int] = workload.step_effort.tolist()
    delay: list[int] = workload.step_delay.tolist()
    calendar: list[int] = workload.step_calendar.tolist()
    rank: list[int] = workload.priority.tolist()
    due = [within(open_time, horizon) for open_time in organisation.calendars]
    ready, start, end = ([NEVER] * workload.steps for _ in range(3))
    step, remaining, ends = first[:-1], [0] * incidents, [NEVER] * incidents
    suspends = [team.suspends for team in organisation.teams]
    capacity = [UNLIMITED if team.capacity is None else 0 for team in organisation.teams]
    changes = [
        iter(()) if team.capacity is None else iter(team.capacity.people.tolist()) for team in organisation.teams
    ]
    queues: list[list[int]] = [[] for _ in range(teams)]
    in_work: list[set[int]] = [set() for _ in range(teams)]
    heap = [moment * span + teams + incident for incident, moment in enumerate(workload.arrival.tolist())]
    for number, team in enumerate(organisation.teams):
        if team.capacity is not None:
            heap += [moment * span + number for moment in team.capacity.at.tolist()]
    heapify(heap)

    while heap and (now := heap[0] // span) < horizon:
        touched = set()
        beyond = (now + 1) * span
        while heap and heap[0] < beyond:
            who = heappop(heap) % span
            if who < teams:
                capacity[who] = next(changes[who])
                touched.add(who)
                continue
            incident = who - teams
            at = step[incident]
            if ends[incident] != NEVER:
                if ends[incident] != now:
                    continue  # it was suspended, and ends later
                ends[incident], end[at] = NEVER, now
                team_at = team_of[at]
                in_work[team_at].discard((rank[incident] * horizon + ready[at]) * incidents + incident)
                touched.add(team_at)
                at += 1
                if at == first[incident + 1]:
                    continue
                step[incident] = at
                if delay[at - 1]:
                    heappush(heap, due[calendar[at - 1]](now, delay[at - 1]) * span + who)
                    continue
            elif ready[at] != NEVER:
                continue  # it is suspended now, and the end that was planned does not come
            ready[at], remaining[incident] = now, effort[at]
            heappush(queues[team_of[at]], (rank[incident] * horizon + now) * incidents + incident)
            touched.add(team_of[at])
        for number in touched:
            queue, busy, people = queues[number], in_work[number], capacity[number]
            while suspends[number] and len(busy) > people:
                key = max(busy)
                busy.remove(key)
                incident = key % incidents
                remaining[incident], ends[incident] = ends[incident] - now, NEVER
                heappush(queue, key)
            while queue and len(busy) < people:
                key = heappop(queue)
                busy.add(key)
                incident = key % incidents
                if start[step[incident]] == NEVER:
                    start[step[incident]] = now
                ends[incident] = now + remaining[incident]
                heappush(heap, ends[incident] * span + teams + incident)
    return Played(np.array(ready), np.array(start), np.array(end))
