"""Availability by hand. January 2027 has 31 days, 44 640 minutes around the clock; ticks are minutes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.calendars import is_open
from slm_sim.model.attainment import MET, MISSED, Attainment
from slm_sim.sla import compile_agreement
from tests.sla.build import Desk, Maintenance, Outage, agreement

JANUARY = 31 * 1440
HALF = 500_000


def desk(at_least: str = "99.9 %", service: str = "shop", tick_ms: int = 60_000, **terms: Any) -> Desk:
    target = {"measure": "availability", "service": service, "at_least": at_least, **terms}
    return Desk(agreement({"up": target}), tick_ms=tick_ms)


def january(d: Desk, outages: list[Outage], maintenance: list[Maintenance] | None = None) -> Attainment:
    (found,) = d.attain(outages=outages, maintenance=maintenance or [])
    return found


def down(d: Desk, outages: list[Outage], maintenance: list[Maintenance] | None = None) -> Fraction:
    """Minutes of downtime in January."""
    found = january(d, outages, maintenance)
    value = found.value(0)
    assert value is not None
    return (1 - value) * int(found.counted[0])


@pytest.mark.parametrize(("minutes", "verdict"), [(44, MET), (45, MISSED)])
def test_three_nines_of_a_month_allow_44_whole_minutes(minutes: int, verdict: int) -> None:
    """0.1 % of 44 640 minutes is 44.64."""
    found = january(desk(), [Outage(100, 100 + minutes)])
    assert found.verdict[0] == verdict
    assert found.value(0) == 1 - Fraction(minutes, JANUARY)


def test_an_edge_is_met_exactly() -> None:
    """75 % of January is 11 160 minutes of downtime: 75 % is not below 75 %."""
    assert january(desk("75 %"), [Outage(0, 11_160)]).verdict[0] == MET
    assert january(desk("75 %"), [Outage(0, 11_161)]).verdict[0] == MISSED


def test_downtime_is_clipped_to_the_agreed_service_time() -> None:
    """Office hours: from Monday 17:00 to Tuesday 09:00 an hour on either day; January has 21 working days of 10 h."""
    d = desk(service="office")
    found = january(d, [Outage(d.at("2027-01-04 17:00"), d.at("2027-01-05 09:00"), (0, 1_000_000))])
    assert found.counted[0] == 21 * 600
    assert found.value(0) == 1 - Fraction(120, 21 * 600)


def test_an_outage_counts_in_the_month_in_which_its_minutes_fall() -> None:
    (found,) = desk().attain(outages=[Outage(JANUARY - 30, JANUARY + 50)])
    assert [found.denominator[n] - found.numerator[n] for n in range(3)] == [30_000_000, 50_000_000, 0]


def test_an_outage_that_has_not_ended_lasts_until_the_horizon() -> None:
    (found,) = desk().attain(outages=[Outage(JANUARY - 30, None)])
    assert [found.value(n) for n in (1, 2)] == [0, 0]


@pytest.mark.parametrize(
    ("partial_outage", "minutes"), [("weighted by users", 30), ("counts in full", 60), ("does not count", 0)]
)
def test_a_partial_outage(partial_outage: str, minutes: int) -> None:
    assert down(desk(partial_outage=partial_outage), [Outage(0, 60, (HALF, 0))]) == minutes


def test_overlapping_outages_count_their_largest_share() -> None:
    """Half the users 0-100, all of them 40-60, a third 90-130: 50 % of 80 min, 100 % of 20, 33.3333 % of 30."""
    outages = [Outage(0, 100, (HALF, 0)), Outage(40, 60), Outage(90, 130, (333_333, 0))]
    assert down(desk(), outages) == 40 + 20 + Fraction(333_333, 1_000_000) * 30


@pytest.mark.parametrize(("minutes", "counted"), [(4, 0), (5, 5), (6, 6)])
def test_an_outage_shorter_than_agreed_does_not_count(minutes: int, counted: int) -> None:
    assert down(desk(shortest_outage="5 min"), [Outage(0, minutes)]) == counted


def test_an_outage_of_another_service_does_not_count() -> None:
    assert down(desk(), [Outage(0, 60, (0, 1_000_000))]) == 0


def test_planned_maintenance_is_out_of_both_terms() -> None:
    """180 minutes of work: 44 460 are agreed, and the outage in the middle of it is no downtime either."""
    found = january(desk(), [Outage(60, 70)], [Maintenance(0, 180, 240)])
    assert found.counted[0] == JANUARY - 180
    assert found.value(0) == 1


def test_maintenance_that_overruns_its_window_is_an_outage() -> None:
    """Three hours of work in a window of two: one hour down, of a month less two hours."""
    found = january(desk(), [], [Maintenance(0, 180, 120)])
    assert found.counted[0] == JANUARY - 120
    assert found.value(0) == 1 - Fraction(60, JANUARY - 120)


def test_work_that_begins_after_its_window_is_an_outage_from_its_beginning() -> None:
    found = january(desk(), [], [Maintenance(200, 260, 120)])
    assert found.counted[0] == JANUARY
    assert down(desk(), [], [Maintenance(200, 260, 120)]) == 60


def test_maintenance_that_counts_as_downtime_is_one_outage_whatever_its_window() -> None:
    """Each part on either side of the window's end is shorter than 100 minutes; the work as a whole is not."""
    d = desk(planned_maintenance="counts as downtime", shortest_outage="100 min")
    found = january(d, [], [Maintenance(0, 180, 90)])
    assert found.counted[0] == JANUARY
    assert down(d, [], [Maintenance(0, 180, 90)]) == 180


def test_planned_partial_work_is_weighted_where_it_counts() -> None:
    d = desk(planned_maintenance="counts as downtime")
    assert down(d, [], [Maintenance(0, 100, 100, (HALF, 0))]) == 50


def test_a_year_of_milliseconds_stays_exact() -> None:
    """31 days are 2 678 400 000 ticks, times a million users' parts; one tick of one millionth is still seen."""
    found = january(desk(tick_ms=1), [Outage(0, 1, (1, 0))])
    assert found.denominator[0] - found.numerator[0] == 1


spells = st.tuples(st.integers(0, 2000), st.integers(1, 400), st.integers(0, 1_000_000))


@settings(max_examples=40, deadline=None)
@given(st.lists(spells, max_size=6), st.lists(spells, max_size=3), st.integers(0, 200))
def test_minute_by_minute(down_for: list[tuple[int, int, int]], works: list[tuple[int, int, int]], window: int) -> None:
    """Each open minute of January counts its worst outage, unless it is planned; a sum one can do by hand."""
    d = desk(service="office")
    first = d.at("2027-01-04 00:00")
    outages = [Outage(first + start, first + start + long, (0, share)) for start, long, share in down_for]
    maintenance = [
        Maintenance(first + start, first + start + long, first + start + window, (0, share))
        for start, long, share in works
    ]
    compiled = compile_agreement("sla", d.agreement, d.span)
    open_minute = is_open(compiled.calendars["office"], np.arange(JANUARY))
    agreed = lost = 0
    for minute in np.flatnonzero(open_minute).tolist():
        if any(work.start <= minute < min(work.end, work.window_end) and work.share[1] for work in maintenance):
            continue
        agreed += 1
        shares = [one.share[1] for one in outages if one.end is not None and one.start <= minute < one.end]
        shares += [work.share[1] for work in maintenance if max(work.start, work.window_end) <= minute < work.end]
        lost += max(shares, default=0)
    found = january(d, outages, maintenance)
    assert found.counted[0] == agreed
    assert found.denominator[0] - found.numerator[0] == lost
