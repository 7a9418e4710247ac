"""Worked examples of the clocks: each figure can be checked with a pencil. January 2027 begins on a Friday."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from slm_sim.clock import NEVER
from slm_sim.errors import InputError
from slm_sim.sla import Readings, compile_agreement, histories, readings_of
from slm_sim.sla.clocks import IN_TIME, LATE, UNDECIDED
from tests.sla.build import OFFICE, VENDOR, Desk, Incident, Step, agreement, incident, played, reopening, waiting


def desk(within: str, clock: str = "office", run_out_days: int = 28, **sections: Any) -> Desk:
    target = {"measure": "share in time", "clock": clock, "within": within, "at_least": "90 %"}
    return Desk(agreement({"t": target}, **sections), run_out_days=run_out_days)


def read(desk: Desk, *incidents: Incident) -> Readings:
    compiled = compile_agreement("sla", desk.agreement, desk.span)
    workload, outcomes = played(incidents, desk.span.horizon, desk.axis)
    return readings_of(compiled, compiled.clauses[0], workload, histories(workload, outcomes))


def shown(desk: Desk, one: Incident) -> tuple[int, int, int]:
    """Elapsed minutes, due, state."""
    found = read(desk, one)
    return int(found.elapsed[0]), int(found.due[0]), int(found.state[0])


def test_only_open_hours_count() -> None:
    """Monday 17:00 to Tuesday 09:00 with hours 08:00-18:00: one hour on either day."""
    d = desk("2 business hours")
    one = incident(d.at("2027-01-04 17:00"), d.at("2027-01-05 09:00"))
    assert shown(d, one) == (120, d.at("2027-01-05 09:00"), IN_TIME)


def test_a_minute_more_than_the_target_is_late() -> None:
    d = desk("2 business hours")
    one = incident(d.at("2027-01-04 17:00"), d.at("2027-01-05 09:01"))
    assert shown(d, one) == (121, d.at("2027-01-05 09:00"), LATE)


def test_a_stop_in_closed_hours_at_exactly_the_target_is_in_time() -> None:
    """Due at closing time, Monday 18:00; resolved at 22:00, and 120 minutes have counted: not one too many."""
    d = desk("2 business hours")
    one = incident(d.at("2027-01-04 16:00"), d.at("2027-01-04 22:00"))
    assert shown(d, one) == (120, d.at("2027-01-04 18:00"), IN_TIME)


def test_a_weekend_does_not_count() -> None:
    """Friday 17:30 to Monday 08:15: half an hour and a quarter."""
    d = desk("1 business hour")
    one = incident(d.at("2027-01-08 17:30"), d.at("2027-01-11 08:15"))
    assert shown(d, one) == (45, d.at("2027-01-11 08:30"), IN_TIME)


def test_a_target_is_never_rounded_up_to_a_tick() -> None:
    """With ticks of 15 minutes, 20 minutes allow one tick and not two; the nearest tick of 25 minutes would be two."""
    for within in ("20 min", "25 min"):
        d = Desk(desk(within, "resolution").agreement, tick_ms=900_000)
        assert read(d, incident(0, 1), incident(0, 2)).state.tolist() == [IN_TIME, LATE]


@pytest.mark.parametrize(("resolved", "state"), [("13:00", IN_TIME), ("13:01", LATE)])
def test_a_pause_puts_the_deadline_off(resolved: str, state: int) -> None:
    """Four hours from 08:00 are up at 12:00; an hour of waiting makes it 13:00."""
    d = desk("4 business hours")
    times = (d.at(f"2027-01-04 {time}") for time in ("09:00", "10:00", resolved))
    one = waiting(d.at("2027-01-04 08:00"), *times)
    assert shown(d, one)[1:] == (d.at("2027-01-04 13:00"), state)


def test_waiting_for_a_vendor_does_not_stop_this_clock() -> None:
    d = desk("4 business hours")
    times = (d.at(f"2027-01-04 {time}") for time in ("09:00", "10:00", "12:30"))
    one = waiting(d.at("2027-01-04 08:00"), *times, then=VENDOR)
    assert shown(d, one) == (270, d.at("2027-01-04 12:00"), LATE)


def test_a_pause_after_the_deadline_does_not_move_it() -> None:
    """Due at 12:00; the wait from 13:00 to 15:00 comes too late to help: 4 hours were up, and 6 have counted."""
    d = desk("4 business hours")
    times = (d.at(f"2027-01-04 {time}") for time in ("13:00", "15:00", "16:00"))
    one = waiting(d.at("2027-01-04 08:00"), *times)
    assert shown(d, one) == (360, d.at("2027-01-04 12:00"), LATE)


def test_an_incident_that_still_waits_at_the_end_is_undecided_whatever_the_deadline_was() -> None:
    d = desk("4 business hours")
    one = waiting(d.at("2027-01-04 08:00"), d.at("2027-01-04 12:00"), None, None)
    found = read(d, one)
    assert (found.elapsed[0], found.state[0], found.stop[0]) == (240, UNDECIDED, NEVER)


def test_open_past_the_deadline_is_late_before_it_is_resolved() -> None:
    d = desk("4 business hours")
    one = incident(d.at("2027-01-04 08:00"), None)
    assert shown(d, one)[1:] == (d.at("2027-01-04 12:00"), LATE)


@pytest.mark.parametrize(("elapsed", "state"), [(240, UNDECIDED), (241, LATE)])
def test_at_the_horizon_exactly_the_target_is_undecided(elapsed: int, state: int) -> None:
    d = desk("4 h", "resolution")
    one = incident(d.span.horizon - elapsed, None)
    assert shown(d, one) == (elapsed, d.span.horizon - elapsed + 240, state)


def test_a_business_day_ends_at_the_same_time_on_the_next_open_day() -> None:
    """Friday 11:00 and one business day is Monday 11:00: ten business hours, but no weekend."""
    d = desk("1 business day")
    opened = d.at("2027-01-08 11:00")
    assert shown(d, incident(opened, d.at("2027-01-11 11:00"))) == (600, d.at("2027-01-11 11:00"), IN_TIME)
    assert shown(d, incident(opened, d.at("2027-01-11 11:01"))) == (601, d.at("2027-01-11 11:00"), LATE)


def test_a_business_day_that_ends_at_an_opening_is_due_then_and_not_at_the_closing_before() -> None:
    """Opened at night, so it counts from Friday 08:00; due on Monday 08:00, which may well be the next month."""
    d = desk("1 business day")
    one = incident(d.at("2027-01-28 21:00"), d.at("2027-02-01 08:00"))
    assert shown(d, one) == (600, d.at("2027-02-01 08:00"), IN_TIME)


def test_business_days_are_put_off_by_the_open_time_of_a_pause() -> None:
    """Due Tuesday 11:00; waiting from Monday 17:00 to Tuesday 09:00 is two open hours, so 13:00."""
    d = desk("1 business day")
    times = (d.at(time) for time in ("2027-01-04 17:00", "2027-01-05 09:00", "2027-01-05 13:00"))
    assert shown(d, waiting(d.at("2027-01-04 11:00"), *times))[1:] == (d.at("2027-01-05 13:00"), IN_TIME)


def test_a_pause_that_begins_at_the_very_deadline_still_puts_a_business_day_off() -> None:
    """Due Tuesday 11:00, and from 11:00 to 12:00 we wait: no minute too many has passed when work could go on."""
    d = desk("1 business day")
    times = [d.at(time) for time in ("2027-01-05 11:00", "2027-01-05 12:00")]
    assert shown(d, waiting(d.at("2027-01-04 11:00"), *times, times[1]))[1:] == (times[1], IN_TIME)
    assert shown(d, waiting(d.at("2027-01-04 11:00"), *times, times[1] + 1))[2] == LATE


def test_who_waits_since_the_closing_that_was_the_deadline_is_not_late_for_it() -> None:
    """Saturday closes at 12:00, to which Friday 16:00 + 1 day is clamped; the run ends while it waits, on Saturday."""
    hours = {"hours": {"Mon-Fri": "08:00-18:00", "Sat": "08:00-12:00", "holidays": "closed"}}
    d = Desk(desk("1 business day", calendars={"office": hours}).agreement, ends="2027-04-04", run_out_days=0)
    one = waiting(d.at("2027-04-02 16:00"), d.at("2027-04-03 12:00"), None, None)
    assert shown(d, one)[1:] == (d.at("2027-04-03 12:00"), UNDECIDED)


def test_response_stops_at_the_first_touch_and_does_not_pause() -> None:
    d = desk("15 min", "response")
    found = read(d, incident(0, 900, touched=15), incident(0, 900, touched=16), Incident(0, [Step(0, None, None)]))
    assert found.elapsed.tolist()[:2] == [15, 16]
    assert found.state.tolist() == [IN_TIME, LATE, LATE]


def clock(after_reopening: str) -> dict[str, Any]:
    return {"clocks": {"c": {"stops": "resolved", "after_reopening": after_reopening}}}


@pytest.mark.parametrize(
    ("after_reopening", "moments", "elapsed", "due", "state"),
    [
        # 100 minutes, resolved for 400, back for 80: 180 together
        ("resume", (100, 500, 580), 180, 120 + 400, LATE),
        ("resume", (100, 500, 520), 120, 120 + 400, IN_TIME),
        ("first cycle only", (100, 500, 900), 100, 120, IN_TIME),
        ("first cycle only", (121, 500, 510), 121, 120, LATE),
        # each cycle has its own two hours: the second is due at 620
        ("restart from zero", (100, 500, 620), 120, 620, IN_TIME),
        ("restart from zero", (100, 500, 621), 121, 620, LATE),
        # a promise that was broken stays broken: the first cycle was due at 120
        ("restart from zero", (130, 500, 510), 130, 120, LATE),
    ],
)
def test_what_a_reopening_does(
    after_reopening: str, moments: tuple[int, ...], elapsed: int, due: int, state: int
) -> None:
    d = desk("2 h", "c", **clock(after_reopening))
    assert shown(d, reopening(0, *moments)) == (elapsed, due, state)


@pytest.mark.parametrize("after_reopening", ["resume", "first cycle only", "restart from zero"])
def test_a_reopening_after_the_run_is_not_foreseen(after_reopening: str) -> None:
    """Resolved after 100 minutes; that it will come back one day cannot be known at the horizon."""
    d = desk("2 h", "c", **clock(after_reopening))
    found = read(d, reopening(0, 100, None, None))
    assert (found.elapsed[0], found.stop[0], found.state[0]) == (100, 100, IN_TIME)


def test_each_priority_is_read_in_its_own_calendar_even_in_one_clause() -> None:
    """Four hours over Saturday: for P1 around the clock, for P2 none of them is open."""
    d = desk(
        "4 h",
        "c",
        clocks={"c": {"stops": "resolved", "calendar": "office", "by_priority": {"P1": {"calendar": "24x7"}}}},
    )
    begin, end = d.at("2027-01-09 10:00"), d.at("2027-01-09 15:00")
    found = read(d, *(incident(begin, end, priority=priority) for priority in (1, 0, 1)))
    assert found.elapsed.tolist() == [0, 300, 0]
    assert found.state.tolist() == [IN_TIME, LATE, IN_TIME]
    assert found.incident.tolist() == [0, 1, 2]


def test_an_hour_that_the_clocks_skip_does_not_count() -> None:
    """London, 28 March 2027: from 00:30 to 03:30 local time two hours pass."""
    d = desk("2 h", "resolution", time_zone="Europe/London")
    one = incident(d.at("2027-03-28 00:30"), d.at("2027-03-28 03:30"))
    assert shown(d, one)[::2] == (120, IN_TIME)


def test_a_backlog_older_than_every_calendar_is_late_and_no_error() -> None:
    d = desk("2 h", "resolution")
    assert shown(d, incident(d.span.lowest - 1000, 60))[2] == LATE


def test_elapsed_adds_up_over_any_pause() -> None:
    """Counted and paused open time together are the open time between opening and resolution."""
    d = desk("4 business hours")
    opened, resolved = d.at("2027-01-04 08:00"), d.at("2027-01-06 12:00")
    whole = read(d, incident(opened, resolved)).elapsed[0]
    for pause in range(0, 2000, 37):
        one = waiting(opened, opened + pause, opened + pause + 500, resolved)
        paused = read(d, incident(opened + pause, opened + pause + 500)).elapsed[0]
        assert read(d, one).elapsed[0] == whole - paused


@pytest.mark.parametrize(
    ("within", "clock_name", "said"),
    [
        ("2 business days", "resolution", "'2 business days' cannot be counted in the calendar '24x7'"),
        ("1.5 business days", "office", "'1.5 business days' is no whole number"),
        ("900 business days", "office", "'900 business days' cannot be counted in the calendar 'office'"),
    ],
)
def test_business_days_that_no_calendar_can_count_are_an_input_error(within: str, clock_name: str, said: str) -> None:
    d = desk(within, clock_name)
    with pytest.raises(InputError, match=said):
        compile_agreement("sla", d.agreement, d.span)


def test_no_incident_at_all_is_read_without_trouble() -> None:
    d = desk("4 business hours", calendars={"office": OFFICE})
    assert np.array_equal(read(d).state, np.empty(0))
