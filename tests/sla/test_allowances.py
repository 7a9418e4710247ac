"""Planned work beyond what its window allows. January 2027 has 44 640 minutes, and 1 January is a Friday."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.sla.availability import ALL_USERS
from tests.sla.build import Desk, Maintenance, Outage, agreement

FEBRUARY = 31 * 1440
DAY = 1440


def lost(at_most: str, works: list[Maintenance], outages: list[Outage] | None = None, **terms: Any) -> int:
    """Minutes of downtime of the shop in the first quarter, times millionths of users."""
    target = {"measure": "availability", "service": "shop", "at_least": "99.9 %", **terms}
    windows = {"night": {"hours": {"Mon-Sun": "00:00-06:00"}, "at_most": at_most}}
    (found,) = Desk(agreement({"up": target}, maintenance_windows=windows)).attain([], outages or [], works)
    return int((found.denominator - found.numerator).sum())


@pytest.mark.parametrize(
    ("at_most", "works", "minutes"),
    [
        ("3 h / month", [(0, 90), (2000, 2090)], 0),
        ("3 h / month", [(0, 90), (2000, 2091)], 1),
        ("3 h / month", [(0, 200), (2000, 2090)], 20 + 90),
        ("3 h / month", [(2000, 2090), (0, 100)], 10),
        ("2 h / month", [(0, 90), (30, 120)], 0),
        ("2 h / month", [(0, 90), (30, 121)], 1),
        ("2 h / month", [(0, 90), (FEBRUARY, FEBRUARY + 90)], 0),
        ("1 h / month", [(FEBRUARY - 60, FEBRUARY + 30), (FEBRUARY + 100, FEBRUARY + 160)], 30),
        ("1 h / week", [(0, 60), (3 * DAY, 3 * DAY + 60)], 0),
        ("1 h / week", [(0, 60), (2 * DAY, 2 * DAY + 60)], 60),
        ("1 h / quarter", [(0, 60), (FEBRUARY, FEBRUARY + 60)], 60),
        ("1 h / year", [(0, 60), (FEBRUARY, FEBRUARY + 61)], 61),
        ("0 h / month", [(0, 60)], 60),
    ],
)
def test_work_beyond_what_its_window_allows_is_downtime(
    at_most: str, works: list[tuple[int, int]], minutes: int
) -> None:
    """In the order of time, and where works overlap once; the week ends on Sunday, after three days.

    Work from an hour before February until half an hour after is work of January, whose hour is used up at midnight;
    February's own hour is free for other work.
    """
    assert lost(at_most, [Maintenance(*work, work[1]) for work in works]) == minutes * ALL_USERS


def test_only_work_on_the_service_in_the_window_that_is_named_counts() -> None:
    """An hour of work on another service uses up nothing, and what overruns the window is an outage in any case."""
    other = Maintenance(0, 60, 60, (0, ALL_USERS))
    assert lost("1 h / month", [other, Maintenance(100, 160, 160)]) == 0
    assert lost("1 h / month", [Maintenance(100, 160, 130), Maintenance(200, 230, 260)]) == 30 * ALL_USERS


@pytest.mark.parametrize(
    ("services", "at_most", "minutes"),
    [
        (["office"], {}, 60),
        (["office"], {"at_most": "1 h / month"}, 60),
        (["shop"], {}, 0),
        (["office", "shop"], {"at_most": "45 min / month"}, 15),
    ],
)
def test_work_in_a_window_for_other_services_is_downtime(
    services: list[str], at_most: dict[str, str], minutes: int
) -> None:
    """An hour of work on the shop in its window, and another minute that overruns it."""
    target = {"measure": "availability", "service": "shop", "at_least": "99.9 %"}
    windows = {"night": {"hours": {"Mon-Sun": "00:00-06:00"}, "services": services, **at_most}}
    desk = Desk(agreement({"up": target}, maintenance_windows=windows))
    (found,) = desk.attain([], [], [Maintenance(300, 361, 360)])
    assert int((found.denominator - found.numerator).sum()) == (minutes + 1) * ALL_USERS


def test_where_planned_work_counts_in_any_case_nothing_is_allowed() -> None:
    assert lost("3 h / month", [Maintenance(0, 60, 60)], planned_maintenance="counts as downtime") == 60 * ALL_USERS


spells = st.tuples(st.integers(0, 600), st.integers(1, 120), st.integers(1, ALL_USERS))


@settings(max_examples=40, deadline=None)
@given(st.lists(spells, max_size=5), st.lists(spells, max_size=2), st.integers(0, 200))
def test_minute_by_minute(
    works: list[tuple[int, int, int]], down_for: list[tuple[int, int, int]], allowed: int
) -> None:
    """A minute in which the shop is worked on is planned while some of the allowance is left; all else is an outage."""
    told = [Maintenance(start, start + long, start + long, (share, 0)) for start, long, share in works]
    outages = [Outage(start, start + long, (share, 0)) for start, long, share in down_for]
    left, expected = allowed, 0
    for minute in range(800):
        worked_on = [work.share[0] for work in told if work.start <= minute < work.end]
        if worked_on and left > 0:
            left -= 1
            continue
        gone = [one.share[0] for one in outages if one.end is not None and one.start <= minute < one.end]
        expected += max([*worked_on, *gone], default=0)
    assert lost(f"{allowed} min / month", told, outages) == expected
