"""Who works which week: the weeks of work of a crew put into circles, in which its people move on week by week.

In a circle of so many weeks as it has people, each of these is worked by somebody in any week, and everybody has worked
all of them once it is through: so nights and weekends are shared evenly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

import numpy as np

from slm_sim.model.scenario import Scenario
from slm_sim.model.staffed import Circle, CircleWeek
from slm_sim.plan.staffing.lines import Crew, Days
from slm_sim.plan.staffing.programme import Roster

TRIES = 20_000
"""Steps after which a way around is no longer looked for."""

Weeks = tuple[Days, ...]
"""Weeks of work in the order in which they are worked; after the last comes the first."""


def circles(scenario: Scenario, crews: Sequence[Crew], roster: Roster) -> Iterator[Circle]:
    """The circles of a roster, crew by crew; teams that work by no pattern have none.

    Whoever is on call has one of the weeks of work with the least of it at weekends; so everybody is, in turn.
    """
    first = 0
    uncalled = {
        crew.team: scenario.on_call_terms[terms].people
        for crew in crews
        if (terms := scenario.teams[crew.team].on_call) is not None
    }
    for crew in crews:
        taken = roster.lines[first : first + len(crew.lines)]
        first += len(crew.lines)
        weeks = [line.days for line, people in zip(crew.lines, taken, strict=True) for _ in range(people)]
        named = 0
        for around in in_turn(weeks, crew.seams) if weeks else ():
            worked = [place for place, week in enumerate(around) if any(week)]
            least = sorted(worked, key=lambda place: _days_at_weekend(around[place]))
            called = least[: uncalled.get(crew.team, 0)]
            uncalled[crew.team] = uncalled.get(crew.team, 0) - len(called)
            numbers = range(named + 1, named + len(around) + 1)
            alone = crew.pattern.people_at_most == 1
            yield Circle(
                team=crew.team,
                pattern=crew.name,
                people=tuple(crew.name if alone else f"{crew.name} {number}" for number in numbers),
                weeks=tuple(CircleWeek(days=week, on_call=place in called) for place, week in enumerate(around)),
            )
            named += len(around)


def in_turn(weeks: Sequence[Days], seams: frozenset[tuple[str, str]]) -> tuple[Weeks, ...]:
    """The weeks as one circle with enough rest from each Sunday to the next Monday; as several where that is not found.

    Weekends at work are spread evenly, if there is such a way: then of any n weeks running no more are worked than of
    all weeks, rounded up.

    seams  which shift on a Monday leaves enough rest after which on the Sunday before; there is a way from each week
    """
    worked = sum(_days_at_weekend(week) > 0 for week in weeks)
    spread = [(place + 1) * worked // len(weeks) > place * worked // len(weeks) for place in range(len(weeks))]
    around = _around(weeks, seams, spread) or _around(weeks, seams, None)
    return (around,) if around else tuple(_apart(weeks, seams))


def _around(weeks: Sequence[Days], seams: frozenset[tuple[str, str]], weekends: Sequence[bool] | None) -> Weeks | None:
    """One circle; `weekends` says in which of its weeks the weekend is worked."""
    left, tries = Counter(sorted(weeks)), count()

    def go_on(done: Weeks) -> Weeks | None:
        if len(done) == len(weeks):
            return done if (done[-1][-1], done[0][0]) in seams else None
        for week in sorted(left, key=lambda one: (bool(done) and one[0] != done[-1][-1], one)):
            fits = weekends is None or (_days_at_weekend(week) > 0) == weekends[len(done)]
            if not left[week] or not fits or (done and (done[-1][-1], week[0]) not in seams):
                continue
            if next(tries) > TRIES:
                return None
            left[week] -= 1
            if found := go_on((*done, week)):
                return found
            left[week] += 1
        return None

    return go_on(())


def _apart(weeks: Sequence[Days], seams: frozenset[tuple[str, str]]) -> Iterator[Weeks]:
    """Circles in which each week leads to one that leaves enough rest after it."""
    from scipy.optimize import linear_sum_assignment  # rarely needed, and slow to load

    tired = np.array([[(before[-1], after[0]) not in seams for after in weeks] for before in weeks])
    _, follows = linear_sum_assignment(tired)
    left = set(range(len(weeks)))
    while left:
        place, around = min(left), []
        while place in left:
            left.remove(place)
            around.append(weeks[place])
            place = int(follows[place])
        yield tuple(around)


def _days_at_weekend(week: Days) -> int:
    return sum(map(bool, week[5:]))
