"""What counted against a promise, one by one. January 2027 begins on a Friday; ticks are minutes."""

from __future__ import annotations

from typing import Any

import pytest

from slm_sim.clock import NEVER
from slm_sim.model.attainment import Failures
from tests.sla.build import (
    Desk,
    Incident,
    Maintenance,
    Outage,
    Step,
    agreement,
    given_up,
    incident,
    reopening,
    waiting,
)

JANUARY = 31 * 1440
BANDS = {"family": "bands", "of": "fee", "bands": {"all": {"below": "target", "credit": "5 %"}}}


def failures(target: dict[str, Any], *incidents: Incident, credit: str = "bands", **told: Any) -> list[tuple[int, ...]]:
    d = Desk(agreement({"t": {**target, "credit": credit}}, credits={"bands": BANDS}))
    return rows(d.attain(incidents, **told)[0].failures)


def rows(found: Failures) -> list[tuple[int, ...]]:
    columns = (found.period, found.subject, found.start, found.end, found.over)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def promise(measure: str = "share in time", **more: Any) -> dict[str, Any]:
    return {"measure": measure, "clock": "resolution", **more}


WITHIN = promise(within="4 h", at_least="90 %")


@pytest.mark.parametrize(
    "target", [WITHIN, promise("mean time", at_most="4 h"), promise("90th percentile", at_most="4 h")]
)
def test_each_late_incident_from_its_deadline_on(target: dict[str, Any]) -> None:
    """The second is resolved 60 min after its four hours; the last, in February, not before the run ends in April."""
    told = [incident(0, 240), incident(10, 310), incident(JANUARY, None)]
    horizon = (31 + 28 + 31 + 28) * 1440
    assert failures(target, *told) == [
        (0, 1, 250, 310, 60),
        (1, 2, JANUARY + 240, NEVER, horizon - JANUARY - 240),
    ]


def test_periods_come_first_and_then_time_although_priorities_are_counted_one_after_the_other() -> None:
    """P2 runs in office hours from Friday 08:00; both are late by then, the P2 one sooner."""
    clock = {"stops": "resolved", "by_priority": {"P2": {"calendar": "office"}}}
    d = Desk(
        agreement(
            {"t": promise(within="1 business hour", at_least="90 %", credit="bands")},
            clocks={"resolution": clock},
            credits={"bands": BANDS},
        )
    )
    told = [incident(JANUARY, JANUARY + 99), incident(600, 700), incident(480, 600, priority=1)]
    assert rows(d.attain(told)[0].failures) == [
        (0, 2, 540, 600, 60),
        (0, 1, 660, 700, 40),
        (1, 0, JANUARY + 60, JANUARY + 99, 39),
    ]


def test_a_pause_after_the_deadline_is_not_beyond_it() -> None:
    """Due at 240; pending from 300 to 1000, resolved at 1010: 60 and 10 minutes beyond."""
    assert failures(WITHIN, waiting(0, 300, 1000, 1010)) == [(0, 0, 240, 1010, 70)]


def test_business_days_are_beyond_from_the_moment_on_less_pauses_and_closed_hours() -> None:
    """Due Monday 11:00, a business day after Friday 11:00; resolved Tuesday 10:00: 7 h and 2 h, less a pause of 1 h."""
    d = Desk(
        agreement(
            {"t": {**promise(within="1 business day", at_least="90 %"), "clock": "office", "credit": "bands"}},
            credits={"bands": BANDS},
        )
    )
    opened, due, end = (d.at(f"2027-01-{moment}") for moment in ("08 11:00", "11 11:00", "12 10:00"))
    late = waiting(opened, due + 60, due + 120, end)
    assert rows(d.attain([late])[0].failures) == [(0, 0, due, end, 480)]


@pytest.mark.parametrize(
    ("after_reopening", "end", "over"), [("restart from zero", "13 12:00", 180), ("first cycle only", "11 12:00", 60)]
)
def test_cycles_timed_on_their_own_are_beyond_by_the_longest_and_not_by_all_of_them(
    after_reopening: str, end: str, over: int
) -> None:
    """Due Monday 11:00, resolved an hour later; back on Tuesday 09:00, due Wednesday 09:00, resolved 3 h later."""
    clock = {"stops": "resolved", "calendar": "office", "after_reopening": after_reopening}
    d = Desk(
        agreement(
            {"t": {**promise(within="1 business day", at_least="90 %"), "credit": "bands"}},
            clocks={"resolution": clock},
            credits={"bands": BANDS},
        )
    )
    told = [d.at(f"2027-01-{moment}") for moment in ("08 11:00", "11 12:00", "12 09:00", "13 12:00")]
    found = rows(d.attain([reopening(*told)])[0].failures)
    assert found == [(0, 0, d.at("2027-01-11 11:00"), d.at(f"2027-01-{end}"), over)]


def test_who_gave_up_is_late_for_ever_where_that_counts_as_missed() -> None:
    target = {**promise(within="15 min", at_least="90 %"), "clock": "response"}
    found = failures({**target, "measurement": {"abandoned": "counts as missed"}}, given_up(100, 105))
    horizon = (31 + 28 + 31 + 28) * 1440
    assert found == [(0, 0, 115, NEVER, horizon - 115)]
    assert not failures(target, given_up(100, 105))


def test_a_clause_without_credits_keeps_none() -> None:
    assert failures(WITHIN, incident(0, 999), credit="none") == []


def test_what_came_back_and_what_was_passed_on() -> None:
    bands = {"family": "bands", "of": "fee", "bands": {"all": {"above": "target", "credit": "5 %"}}}
    targets = {
        "again": {"measure": "reopen rate", "at_most": "5 %", "credit": "above"},
        "first": {"measure": "first contact resolution", "at_least": "60 %", "credit": "bands"},
    }
    d = Desk(agreement(targets, credits={"bands": BANDS, "above": bands}))
    passed_on = Incident(5, [Step(5, 5, 20, 1), Step(20, 20, 70, team=1)])
    told = [incident(0, 9), reopening(1, 10, 50, 60, 99, 120), reopening(2, 10, 40, None), passed_on]
    again, first = d.attain(told)
    assert rows(again.failures) == [(0, 2, 40, NEVER, 0), (0, 1, 50, 60, 0)]
    assert rows(first.failures) == [(0, 3, 5, 70, 0)]


UP = {"measure": "availability", "service": "office", "at_least": "99 %"}


def down(*outages: Outage, maintenance: tuple[Maintenance, ...] = (), **terms: Any) -> list[tuple[int, ...]]:
    return failures({**UP, **terms}, outages=outages, maintenance=maintenance)


def at(moment: str) -> int:
    return Desk(agreement({"t": UP})).at(f"2027-{moment}")


def test_an_outage_is_clipped_to_the_agreed_time_and_split_by_month() -> None:
    """From Thursday 28 January 20:00 to Monday 1 February 09:00: ten hours on Friday, one on Monday; half the users."""
    outage = Outage(at("01-28 20:00"), at("02-01 09:00"), (0, 500_000))
    assert down(outage) == [
        (0, 0, at("01-29 08:00"), at("01-29 18:00"), 600 * 500_000),
        (1, 0, at("02-01 08:00"), at("02-01 09:00"), 60 * 500_000),
    ]


def test_of_overlapping_outages_the_larger_one_counts() -> None:
    """The small one from 09:00 to 12:00 is hidden by the large one from 10:00 to 11:00."""
    small, large = (at(f"01-04 {hour}") for hour in ("09:00", "10:00"))
    found = down(Outage(small, small + 180, (0, 200_000)), Outage(large, large + 60, (0, 900_000)))
    assert found == [
        (0, 0, small, large, 60 * 200_000),
        (0, 1, large, large + 60, 60 * 900_000),
        (0, 0, large + 60, small + 180, 60 * 200_000),
    ]


def test_an_outage_goes_on_where_a_smaller_one_begins_and_ends_and_pauses_for_planned_work() -> None:
    start = at("01-04 09:00")
    whole = Outage(start, start + 200, (0, 1_000_000))
    assert down(whole, Outage(start + 50, start + 60, (0, 10))) == [(0, 0, start, start + 200, 200_000_000)]
    work = Maintenance(start + 100, start + 130, start + 130, (0, 1_000_000))
    assert [row[2:4] for row in down(whole, maintenance=(work,))] == [
        (start, start + 100),
        (start + 130, start + 200),
    ]


def test_planned_work_that_overruns_stands_behind_the_outages() -> None:
    start = at("01-04 09:00")
    work = Maintenance(start, start + 60, start + 40, (0, 1_000_000))
    assert down(Outage(0, 9), maintenance=(work,)) == [(0, 1, start + 40, start + 60, 20_000_000)]
