"""What is counted as certain, without a look at the calendar, is what the clock shows of each incident one by one."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints
from slm_sim.sla import attain, compile_agreement, histories, readings_of
from slm_sim.sla.certain import certain
from slm_sim.sla.clocks import IN_TIME, LATE, UNDECIDED
from slm_sim.sla.plans import plans
from tests.sla.build import NAMES, OFFICE, Desk, Incident, agreement, given_up, incident, played, reopening, waiting

MANY = 150
RESOLUTION: dict[str, Any] = {"stops": "resolved", "pauses_while_pending": ["customer"]}
CLOCKS: dict[str, dict[str, Any]] = {
    "touch": {"stops": "first touch", "calendar": "office"},
    "resumes": {**RESOLUTION, "calendar": "office"},
    "restarts": {**RESOLUTION, "calendar": "all-week", "after_reopening": "restart from zero"},
    "first": {**RESOLUTION, "calendar": "office", "after_reopening": "first cycle only"},
    "around": RESOLUTION,
}
TARGETS = ("20 min", "4 h", "20 h", "1 business day", "5 business days", "next business day 12:00")
PLACES = ("due", "opened", "resolved")
HOURS = {"office": OFFICE, "all-week": {"hours": {"Mon-Fri": "07:00-19:30", "Sat-Sun": "09:00-11:00"}}}


def name(clock: str, target: str, placed_by: str) -> str:
    return f"{clock}-{TARGETS.index(target)}-{placed_by}"


@pytest.fixture(scope="module")
def desk() -> Desk:
    asked = [
        (clock, target, place)
        for clock, target, place in product(CLOCKS, TARGETS, PLACES)
        if clock != "around" or "business" not in target
    ]
    targets = {
        name(*each): {
            "measure": "share in time",
            "clock": each[0],
            "within": each[1],
            "at_least": "90 %",
            "measurement": {"placed_by": each[2], "abandoned": "counts as missed"},
        }
        for each in asked
    }
    return Desk(agreement(targets, clocks=CLOCKS, calendars=HOURS, time_zone="Europe/London"))


def drawn(desk: Desk) -> list[Incident]:
    """Incidents around each end of a month and the change of the clocks, and some whenever; most take some hours."""
    generator, horizon = np.random.default_rng(5), desk.span.horizon
    around = [desk.at(day) for day in ("2027-02-01", "2027-03-01", "2027-03-28 01:30", "2027-04-01")]
    opened = np.concatenate([at + generator.integers(-9000, 3000, MANY) for at in around])
    opened = np.sort(np.concatenate([opened, generator.integers(0, horizon, MANY)]))
    lengths = generator.exponential([20, 300, 2000, 600], (len(opened), 4)).astype(int) + 1
    found = []
    for number, (begins, each) in enumerate(zip(opened.tolist(), lengths.tolist(), strict=True)):
        moments = [None if moment >= horizon else moment for moment in (begins + np.cumsum(each)).tolist()]
        moments = moments[: moments.index(None) + 1] if None in moments else moments
        if number % 5 == 0:
            found.append(given_up(begins, begins + 30) if number % 2 else incident(begins, moments[0]))
        elif number % 5 < 3 or len(moments) < 3:
            found.append(incident(begins, moments[1 % len(moments)], touched=moments[0]))
        else:
            found.append((waiting if number % 5 == 3 else reopening)(begins, *moments[:3]))
    return found


def test_counts_are_those_of_every_incident_by_itself(desk: Desk) -> None:
    compiled, told = (
        compile_agreement("sla", desk.agreement, desk.span),
        played(drawn(desk), desk.span.horizon, desk.axis),
    )
    history = histories(*told)
    for clause, reached in zip(compiled.clauses, attain(compiled, *told, history), strict=True):
        read = readings_of(compiled, clause, told[0], history)
        stopped = history.last_resolved if clause.clock == "touch" else read.stop
        decided = read.state != UNDECIDED
        moment = history.opened if clause.placed_by == "opened" else read.due
        if clause.placed_by == "resolved":
            decided &= (read.state != IN_TIME) | (stopped != NEVER)
            moment = np.where(decided & (read.state == IN_TIME), stopped, read.due)

        def per_month(which: Any, moment: Ints = moment) -> Any:
            bounds = [compiled.periods[0][0].start, *(period.end for period in compiled.periods[0])]
            return np.histogram(moment[which & (moment < bounds[-1])], bounds)[0].tolist()

        assert reached.counted.tolist() == per_month(decided), clause.id
        assert reached.misses.tolist() == per_month(decided & (read.state == LATE)), clause.id
        assert reached.undecided.tolist() == per_month(~decided), clause.id


def test_most_is_certain_but_nothing_near_the_edges_of_a_month(desk: Desk) -> None:
    compiled = compile_agreement("sla", desk.agreement, desk.span)
    for plan in plans(compiled, NAMES):
        for turn in plan.turns:
            known = certain(turn.terms, turn.calendar, plan.counting.edges)
            edges, shows = plan.counting.edges, known.until - known.since
            assert np.all(known.until_paused <= known.until)
            assert np.all(known.since[1:] >= known.until[:-1])
            if plan.clause.within is not None and "20 min" in str(plan.clause.within):
                assert known.within == 20
                assert np.all(np.abs(known.since[1:] - edges) < 3 * 1440)
                assert np.all(shows[1:-1] > 20 * 1440)
