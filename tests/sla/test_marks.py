"""Marks: where the clock of each promise would stand if nobody waited, against a pencil that walks tick by tick."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.calendars import is_open
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Ints
from slm_sim.model.opentime import OpenTime
from slm_sim.model.policy import Marks
from slm_sim.sla import compile_agreement, histories, readings_of
from slm_sim.sla.marks import crowd_of, marks_of, planned_marks
from tests.sla import naive
from tests.sla.build import NAMES, Desk, Incident, agreement, incident, played

DAY = 96
TICK_MS = 900_000  # a quarter of an hour
ALL = Fraction(1)

HOURS = st.sampled_from(
    ["closed", "08:00-18:00", "00:00-24:00", "09:15-12:00, 13:00-16:45", "20:00-22:00", "00:00-01:30"]
)


def desk(targets: dict[str, Any], **sections: Any) -> Desk:
    """From Monday 4 January 2027 on, for three weeks."""
    return Desk(agreement(targets, **sections), "2027-01-04", "2027-01-18", TICK_MS, run_out_days=7)


def marks(
    at: Desk,
    incidents: list[Incident],
    clock: str = "resolution",
    share: Fraction = ALL,
    priorities: tuple[str, ...] = NAMES.priorities,
) -> tuple[Marks, list[OpenTime]]:
    compiled = compile_agreement("sla", at.agreement, at.span)
    calendars: list[OpenTime] = []
    planned = planned_marks(compiled, clock, share, priorities, NAMES, calendars)
    return marks_of(planned, crowd_of(played(incidents, at.span.horizon, at.axis)[0])), calendars


def in_time(within: str, **more: Any) -> dict[str, Any]:
    return {"measure": "share in time", "clock": "resolution", "within": within, "at_least": "90 %", **more}


@settings(max_examples=40, deadline=None)
@given(
    week=st.fixed_dictionaries(dict.fromkeys(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), HOURS)),
    opened=st.lists(st.integers(0, 21 * DAY - 1), min_size=1, max_size=5),
    quarters=st.integers(0, 300),
    days=st.integers(0, 4),
    percent=st.integers(1, 200),
)
def test_marks_are_where_a_pencil_puts_them(
    week: dict[str, str], opened: list[int], quarters: int, days: int, percent: int
) -> None:
    week = {**week, "Tue": "08:00-18:00"}
    at = desk(
        {
            "hours": in_time(f"{quarters * 15} min", priority="P1"),
            "days": in_time(f"{days} business days", priority="P2"),
        },
        calendars={"some-hours": {"hours": week}},
        clocks={"resolution": {"stops": "resolved", "calendar": "some-hours"}},
    )
    told = [incident(tick, None, priority=number % 2) for number, tick in enumerate(sorted(opened))]
    share = Fraction(percent, 100)
    partly, (calendar,) = marks(at, told, share=share)
    wholly, _ = marks(at, told)
    opens = is_open(calendar, np.arange(300 * DAY)).tolist()
    for number, one in enumerate(told):
        if one.priority == 0:
            deadline = naive.later_by(one.opened, quarters, opens)
            part = naive.later_by(one.opened, quarters * percent // 100, opens)
        else:
            deadline = naive.nth_business_day(one.opened, opens, days, DAY)
            between = sum(opens[one.opened : deadline])
            part = deadline if share == 1 else naive.later_by(one.opened, between * percent // 100, opens)
        assert (wholly.first[number], partly.first[number]) == (deadline, part)


@pytest.mark.parametrize(
    "within", ["4 business hours", "2 business days", "26 business hours", "2nd business day 12:00"]
)
def test_a_deadline_is_what_the_clock_of_the_contract_shows_as_due(within: str) -> None:
    at = desk({"resolution": in_time(within, clock="office")})
    told = [incident(tick, None) for tick in range(0, 10 * DAY, 7)]
    compiled = compile_agreement("sla", at.agreement, at.span)
    workload, outcomes = played(told, at.span.horizon, at.axis)
    due = readings_of(compiled, compiled.clauses[0], workload, histories(workload, outcomes)).due
    found, _ = marks(at, told, clock="office")
    assert found.first.tolist() == due.tolist()


def test_half_of_the_time_until_a_deadline_is_half_of_its_open_time() -> None:
    """Monday 10:00 until Tuesday 12:00 are 12 open hours, 6 of them over on Monday at 16:00."""
    at = desk({"resolution": in_time("next business day 12:00", clock="office")})
    opened = at.at("2027-01-04 10:00")
    assert marks(at, [incident(opened, None)], "office", Fraction(1, 2))[0].first.tolist() == [opened + 24]


def firsts(targets: dict[str, Any], told: list[Incident], **how: Any) -> Ints:
    return marks(desk(targets), told, **how)[0].first


def test_of_several_promises_the_earliest_counts() -> None:
    targets = {
        "all": in_time("8 h"),
        "first": in_time("4 h", priority="P1"),
        "tills": in_time("2 h", category="tills"),
        "office": in_time("1 h", service="office"),
        "tenth": {"measure": "90th percentile", "clock": "resolution", "priority": "P2", "at_most": "6 h"},
    }
    told = [
        Incident(0, incident(0, None).steps, priority=priority, category=category, service=service)
        for priority in (0, 1)
        for category in (-1, 0, 1)
        for service in (0, 1)
    ]
    hours = (firsts(targets, told) // 4).tolist()
    assert hours == [4, 1, 2, 1, 4, 1, 6, 1, 2, 1, 6, 1]


def test_what_times_no_single_incident_sets_no_mark() -> None:
    targets = {
        "mean": {"measure": "mean time", "clock": "resolution", "at_most": "1 h"},
        "touch": {"measure": "share in time", "clock": "response", "within": "1 h", "at_least": "90 %"},
        "second": in_time("4 h", priority="P2"),
    }
    assert firsts(targets, [incident(5, None), incident(6, None, priority=1)]).tolist() == [NEVER, 6 + 16]


def test_marks_are_of_the_priorities_that_are_asked_for() -> None:
    told = [incident(0, None), incident(0, None, priority=1)]
    assert firsts({"all": in_time("4 h")}, told, priorities=("P2",), share=Fraction(1, 2)).tolist() == [NEVER, 8]


def test_a_promise_of_one_customer_is_not_that_of_another() -> None:
    at = desk({"north": in_time("1 h", customer="north")})
    compiled = compile_agreement("sla", at.agreement, at.span)
    planned = planned_marks(compiled, "resolution", ALL, NAMES.priorities, NAMES, [])
    workload, _ = played([incident(0, None)] * 3, at.span.horizon, at.axis)
    workload = replace(workload, customer=np.array([0, 1, -1]))
    assert marks_of(planned, crowd_of(workload)).first.tolist() == [4, NEVER, NEVER]


def test_each_priority_runs_in_the_calendar_of_its_row() -> None:
    clocks = {"resolution": {"stops": "resolved", "calendar": "office", "by_priority": {"P1": {"calendar": "24x7"}}}}
    at = desk({"resolution": in_time("10 business hours")}, clocks=clocks)
    found, calendars = marks(at, [incident(0, None), incident(0, None, priority=1)])
    assert [calendars[index].name for index in found.calendar] == ["24x7", "office"]
    assert found.first.tolist() == [40, 72]  # from midnight on: 10:00 by the clock, 18:00 in the office


@cache
def clock_marks(stops: str, after_reopening: str) -> Marks:
    clock = {"stops": stops, "pauses_while_pending": ["vendor"], "after_reopening": after_reopening}
    return marks(desk({"resolution": in_time("1 h")}, clocks={"resolution": clock}), [incident(0, None)])[0]


def test_the_engine_is_told_what_stops_and_pauses_a_clock() -> None:
    found = clock_marks("resolved", "restart from zero")
    assert (found.until, found.after_reopening) == ("resolved", "restart from zero")
    assert found.pauses.tolist() == [False, True]


def test_no_wait_puts_off_what_ends_at_the_first_touch() -> None:
    found = clock_marks("first touch", "resume")
    assert (found.until, found.pauses.tolist()) == ("first start", [False, False])


def test_a_deadline_before_the_run_is_not_taken_for_none() -> None:
    told = [incident(opened, None) for opened in (-7, -6, -5, -4, -3)]
    assert firsts({"resolution": in_time("1 h")}, told).tolist() == [-3, -2, -2, 0, 1]


def test_a_mark_beyond_every_calendar_stands_at_its_end() -> None:
    at = desk({"resolution": in_time("100 weeks")})
    assert marks(at, [incident(0, None)])[0].first.tolist() == [at.span.highest]
