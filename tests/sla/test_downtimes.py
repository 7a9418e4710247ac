"""Downtime by interval and by outage. January 2027 has 44 640 minutes around the clock; ticks are minutes."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.calendars import is_open
from slm_sim.errors import InputError
from slm_sim.model.attainment import MET, MISSED, Attainment
from slm_sim.sla import compile_agreement
from tests.sla.build import Desk, Maintenance, Outage, agreement

JANUARY = 31 * 1440
FIVE_MINUTES = JANUARY // 5
HALF = 500_000


def desk(measure: str, level: str, service: str = "shop", **terms: Any) -> Desk:
    word = "at_least" if measure == "availability" else "at_most"
    bands = {"all": {"below" if word == "at_least" else "above": "target", "credit": "5 %"}}
    target = {"measure": measure, "service": service, word: level, "credit": "bands", **terms}
    return Desk(agreement({"t": target}, credits={"bands": {"family": "bands", "of": "fee", "bands": bands}}))


def attained(d: Desk, *outages: Outage, maintenance: tuple[Maintenance, ...] = ()) -> Attainment:
    (found,) = d.attain(outages=outages, maintenance=maintenance)
    return found


@pytest.mark.parametrize(
    ("month", "allowed", "of"), [("730 h", 438, 43_800), ("30 days", 432, 43_200), ("its own length", 446, 44_640)]
)
def test_a_month_of_fixed_length_allows_the_same_whatever_the_calendar_says(month: str, allowed: int, of: int) -> None:
    """99 % of 43 800 minutes leaves 438 exactly; of the 44 640 of January 446.4."""
    for minutes, verdict in ((allowed, MET), (allowed + 1, MISSED)):
        target = {"measure": "availability", "service": "shop", "at_least": "99 %", "month_counts_as": month}
        found = attained(Desk(agreement({"t": target})), Outage(100, 100 + minutes))
        assert (found.counted[0], found.verdict[0]) == (of, verdict)
        assert found.value(0) == 1 - Fraction(minutes, of)


def test_planned_work_is_out_of_a_month_of_fixed_length_and_no_month_is_less_than_down() -> None:
    """An hour of planned work leaves 43 740 of 43 800 minutes; a whole January down is all of them."""
    target = {"measure": "error rate", "service": "shop", "at_most": "1 %", "month_counts_as": "730 h"}
    d = Desk(agreement({"t": target}))
    assert attained(d, maintenance=(Maintenance(60, 120, 120),)).counted[0] == 43_740
    assert attained(d, Outage(0, JANUARY)).value(0) == 1


BY_FIVE = {"interval": "5 min", "counts_above": "10 %"}


@pytest.mark.parametrize(
    ("start", "end", "share", "lost"),
    [
        (100, 105, 100_000, 0),  # a tenth of each minute is not above a tenth
        (100, 105, 100_001, 1),
        (101, 102, HALF, 0),  # half the users in one minute of five are a tenth of it
        (101, 102, HALF + 1, 1),
        (104, 106, 1_000_000, 2),  # a minute in each of two intervals is a fifth of either
    ],
)
def test_an_interval_is_down_as_a_whole_or_not_at_all(start: int, end: int, share: int, lost: int) -> None:
    outage = Outage(start, end, (share, 0))
    up, errors = (
        attained(desk("availability", "99 %", **BY_FIVE), outage),
        attained(desk("error rate", "1 %", **BY_FIVE), outage),
    )
    assert (up.numerator[0], up.denominator[0]) == (FIVE_MINUTES - lost, FIVE_MINUTES)
    assert (errors.numerator[0], errors.denominator[0]) == (lost, FIVE_MINUTES)
    assert up.counted[0] == JANUARY


def test_the_edge_of_intervals_is_met_exactly() -> None:
    """Of 8928 intervals a quarter, 2232, may be lost: 11 160 minutes, and not one more."""
    assert attained(desk("availability", "75 %", **BY_FIVE), Outage(0, 11_160)).verdict[0] == MET
    assert attained(desk("availability", "75 %", **BY_FIVE), Outage(0, 11_161)).verdict[0] == MISSED


def test_runs_of_lost_intervals_are_what_counted() -> None:
    """Two outages in neighbouring intervals are one run under the first of them."""
    found = attained(
        desk("availability", "100 %", **BY_FIVE), Outage(101, 104), Outage(107, 109), Outage(500, 501)
    ).failures
    assert found.start.tolist() == [100, 500]
    assert found.end.tolist() == [110, 505]
    assert found.subject.tolist() == [0, 2]
    assert found.over.tolist() == [10_000_000, 5_000_000]


def test_the_last_interval_ends_with_the_period() -> None:
    """A January of 44 640 minutes has 6 intervals of 7000 min and one of 2640, of which 264 are a tenth."""
    terms = {"interval": "7000 min", "counts_above": "10 %"}
    for minutes, lost in ((264, 0), (265, 1)):
        found = attained(desk("error rate", "1 %", **terms), Outage(JANUARY - minutes, JANUARY))
        assert (found.numerator[0], found.denominator[0]) == (lost, 7)


def test_an_interval_is_a_whole_number_of_ticks() -> None:
    with pytest.raises(InputError, match="an interval of '90 s' is no whole number of ticks"):
        attained(desk("error rate", "1 %", interval="90 s", counts_above="10 %"))


def test_an_error_rate_is_what_availability_lacks() -> None:
    outages = (Outage(10, 90), Outage(50, 700, (HALF, 0)))
    up, errors = attained(desk("availability", "99 %"), *outages), attained(desk("error rate", "1 %"), *outages)
    assert (up.value(0) or 0) + (errors.value(0) or 0) == 1
    assert up.verdict.tolist() == errors.verdict.tolist()
    assert up.failures.over.tolist() == errors.failures.over.tolist()


@pytest.mark.parametrize(("minutes", "verdict"), [(240, MET), (241, MISSED)])
@pytest.mark.parametrize("measure", ["longest outage", "total outage"])
def test_four_hours_are_not_more_than_four(measure: str, minutes: int, verdict: int) -> None:
    found = attained(desk(measure, "4 h"), Outage(100, 100 + minutes))
    assert found.value(0) == minutes
    assert found.verdict[0] == verdict
    assert found.value(1) == 0
    assert found.verdict[1] == MET


def test_outages_that_touch_are_one_and_planned_work_between_them_is_no_end() -> None:
    """30 and 20 minutes in a row; 40 and 25 on either side of an hour of planned work; 60 by itself."""
    work = Maintenance(1000, 1060, 1060)
    outages = (Outage(0, 30), Outage(30, 50), Outage(960, 1000), Outage(1060, 1085), Outage(3000, 3060))
    assert attained(desk("longest outage", "1 h"), *outages, maintenance=(work,)).value(0) == 65
    assert attained(desk("total outage", "1 h"), *outages, maintenance=(work,)).value(0) == 30 + 20 + 40 + 25 + 60


def test_of_an_outage_across_midnight_of_the_month_each_has_its_part() -> None:
    found = attained(desk("longest outage", "1 h"), Outage(JANUARY - 30, JANUARY + 50))
    assert [found.value(n) for n in range(3)] == [30, 50, 0]


def test_outages_are_weighted_and_clipped_to_the_agreed_service_time() -> None:
    """Monday 17:00 to Tuesday 09:00 for half the users: two hours of office time, of which half counts."""
    d = desk("longest outage", "1 business hour", service="office")
    found = attained(d, Outage(d.at("2027-01-04 17:00"), d.at("2027-01-05 09:00"), (0, HALF)))
    assert found.value(0) == 60
    assert found.verdict[0] == MET


spells = st.tuples(st.integers(0, 2000), st.integers(1, 400), st.integers(0, 1_000_000))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(spells, max_size=6),
    st.lists(spells, max_size=2),
    st.integers(0, 200),
    st.integers(1, 90),
    st.integers(0, 99),
)
def test_minute_by_minute(
    down_for: list[tuple[int, int, int]], works: list[tuple[int, int, int]], window: int, length: int, above: int
) -> None:
    """Each minute by itself: what is agreed, what is lost, which interval it falls into, and how long it lasts."""
    judged = {"interval": f"{length} min", "counts_above": f"{above} %"}
    targets = {
        name: {"measure": name, "service": "office", "at_most": level, **terms}
        for name, level, terms in (
            ("error rate", "1 %", judged),
            ("longest outage", "1 business hour", {}),
            ("total outage", "1 business hour", {}),
        )
    }
    d = Desk(agreement({name.replace(" ", "-"): target for name, target in targets.items()}))
    first = d.at("2027-01-04 00:00")
    outages = [Outage(first + start, first + start + long, (0, share)) for start, long, share in down_for]
    work = [Maintenance(first + s, first + s + long, first + s + window, (0, share)) for s, long, share in works]
    open_minute = is_open(compile_agreement("sla", d.agreement, d.span).calendars["office"], np.arange(JANUARY))
    planned, lost = np.zeros(JANUARY, dtype=bool), np.zeros(JANUARY, dtype=np.int64)
    for one in work:
        planned[one.start : min(one.end, one.window_end)] = one.share[1] > 0
    for start, end, share in [
        *((one.start, one.end, one.share[1]) for one in outages),
        *((max(one.start, one.window_end), one.end, one.share[1]) for one in work),
    ]:
        lost[start:end] = np.maximum(lost[start:end], share)
    lost[planned] = 0
    agreed = open_minute & ~planned
    downtime = np.where(agreed, lost, 0)
    bounds = [*range(0, JANUARY, length), JANUARY]
    with_time = [(a, b) for a, b in pairwise(bounds) if agreed[a:b].any()]
    bad = [
        Fraction(int(downtime[a:b].sum()), int(agreed[a:b].sum()) * 1_000_000) > Fraction(above, 100)
        for a, b in with_time
    ]
    longest = so_far = 0
    for minute in range(JANUARY):
        if lost[minute] == 0 and not planned[minute]:
            so_far = 0
        so_far += int(downtime[minute])
        longest = max(longest, so_far)
    errors, most, total = d.attain(outages=outages, maintenance=work)
    assert (errors.numerator[0], errors.denominator[0]) == (sum(bad), len(with_time))
    assert most.numerator[0] == longest
    assert total.numerator[0] == downtime.sum()
