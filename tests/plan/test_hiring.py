"""People who must be hired: from when a roster holds, and what happens until then."""

from __future__ import annotations

import numpy as np

from slm_sim.engine.roster import planned, rostered_shifts
from slm_sim.model.arrays import Ints
from slm_sim.model.quantities import Length
from slm_sim.pipeline import prepare
from slm_sim.plan.staffing.cells import with_people
from slm_sim.plan.staffing.fresh import on_fresh_terms
from slm_sim.plan.staffing.hiring import succeeding, until_hired
from slm_sim.report.rostercalendar import roster_calendar
from slm_sim.report.staffedwords import grounds
from tests.plan.staffs import two_teams
from tests.plan.test_staff import plan, trial_of

TERMS = range(10, 16)


def test_shifts_of_the_first_roster_are_followed_by_those_of_the_second() -> None:
    prepared = prepare(two_teams(1))
    trial = trial_of(prepared)
    few, many = (
        rostered_shifts(with_people(prepared.scenario, trial.cells, people), prepared.span)
        for people in ((1,) * len(trial.cells), (4,) * len(trial.cells))
    )
    middle = (prepared.span.start + prepared.span.end) // 2
    for team, shifts in succeeding(few, many, middle).items():
        there, before, after = (planned(one[team]) for one in (succeeding(few, many, middle), few, many))
        assert len(shifts) == 2 * len(few[team])
        day = prepared.span.axis.ticks_in(86_400)
        for moment in range(0, prepared.span.end, day // 3):
            if abs(moment - middle) > day:
                of = before if moment < middle else after
                assert _at(there.at, there.people, moment) == _at(of.at, of.people, moment)


def _at(at: Ints, people: Ints, moment: int) -> int:
    return int(people[np.searchsorted(at, moment, side="right") - 1])


def test_a_staff_that_comes_at_once_is_that_of_the_plan_and_one_that_comes_too_late_is_that_of_now() -> None:
    trial = trial_of(prepare(two_teams(1)))
    stated, more = tuple(cell.stated for cell in trial.cells), tuple(cell.stated + 3 for cell in trial.cells)
    late = until_hired(trial, more, Length.parse("3 months"), TERMS, 0.95)
    assert late is not None
    assert late.after is None
    assert late.before is not None
    now = on_fresh_terms(trial, stated, TERMS)
    assert late.before.value == now.kept.sum() / now.counted.sum()
    half = until_hired(trial, more, Length.parse("1 month"), TERMS, 0.95)
    assert half is not None
    assert half.before is not None
    assert half.after is not None
    assert half.after.value >= half.before.value
    assert until_hired(trial, stated, Length.parse("1 month"), TERMS, 0.95) is None


def test_a_plan_says_from_when_it_holds_and_its_calendar_begins_then() -> None:
    scenario = two_teams(1, confidence="95 %", hiring_lead_time="5 weeks")
    _, found = plan(scenario)
    assert found.hiring is not None
    assert any(row.people > row.before for row in found.rows)
    assert found.hiring.holds_from == "2027-02-05"
    assert "comes after 5 weeks: the roster holds from 5 Feb 2027. Until then the staff as stated" in grounds(found)
    assert "DTSTART:202702" in roster_calendar(found)
    assert "DTSTART:202701" not in roster_calendar(found)
