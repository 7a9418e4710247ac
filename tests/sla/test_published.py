"""Published terms, as scenarios/agreements/published has them, priced by hand.

What was reached is stated, not simulated; a tick is a minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from slm_sim.library import scenario_path
from slm_sim.model.attainment import Attainment, Failures
from slm_sim.read import read_agreement
from slm_sim.sla import charge, compile_agreement
from slm_sim.sla.verdicts import verdicts
from tests.sla.build import Desk

PUBLISHED = scenario_path("service-desk").parent / "agreements" / "published"
HOUR, DAY = 60, 1440
JANUARY, FEBRUARY, MARCH, APRIL = 31 * DAY, 28 * DAY, 31 * DAY, 30 * DAY
WHOLE = 1_000_000
"""Millionths of the users: an outage that all of them feel."""

Share = tuple[int, int]


def priced(name: str, *clauses: Sequence[Share], **more: Any) -> list[tuple[str, str, Any]]:
    """Clause, period and amount of each credit, for what was reached on each clause in the first periods of 2027.

    failures  of the only clause: period, start, and open ticks beyond the target (of downtime, times millionths)
    """
    agreement = read_agreement(PUBLISHED / f"{name}.yaml").agreement
    desk = Desk(agreement, ends="2028-01-01")
    compiled = compile_agreement(name, agreement, desk.span)
    found = [attained(compiled, number, shares, **more) for number, shares in enumerate(clauses)]
    return [(entry.clause.partition("/")[2], entry.period, entry.amount) for entry in charge(compiled, found).credits]


def attained(
    compiled: Any, number: int, shares: Sequence[Share], failures: Sequence[tuple[int, int, int]] = ()
) -> Attainment:
    clause, periods = compiled.clauses[number], compiled.periods[number]
    told = [*shares, *[(0, 0)] * (len(periods) - len(shares))]
    above, below = np.array(told, dtype=np.int64).T
    none = np.zeros(len(periods), dtype=np.int64)
    tally = {"counted": below, "misses": below - above, "numerator": above, "denominator": below}
    verdict, by_volume = verdicts(clause, tally, compiled.span.axis)
    period, start, over = np.array(failures, dtype=np.int64).reshape(-1, 3).T
    return Attainment(
        clause=clause.key,
        periods=periods,
        **tally,
        undecided=none,
        unknown=none,
        excluded=none,
        verdict=verdict,
        by_minimum_volume=by_volume,
        failures=Failures(period, np.arange(len(period)), start, start + 1, over),
    )


def up(minutes: int, down: int) -> Share:
    return minutes - down, minutes


@pytest.mark.parametrize(
    ("down", "owed"),
    [(4, None), (5, 2_000), (432, 2_000), (433, 6_000), (2160, 6_000), (2161, 20_000)],
)
def test_cloud_bands(down: int, owed: int | None) -> None:
    """April has 43,200 minutes, and the charge is 20,000 USD.

    99.99 % leaves 4.32 minutes: 4 keep it, 5 do not, 10 % of 20,000. 432 minutes are exactly 99 %, which is not less
    than 99 %; 433 are, 30 %. 2,160 minutes are exactly 95 %; one more costs the whole charge.
    """
    kept = [up(JANUARY, 0), up(FEBRUARY, 0), up(MARCH, 0)]
    found = priced("aws-compute", [*kept, up(APRIL, down)])
    assert found == ([] if owed is None else [("uptime", "2027-04", owed)])


@pytest.mark.parametrize(
    ("down", "owed"),
    [(HOUR - 1, None), (HOUR, 10), (6 * HOUR - 1, 50), (24 * HOUR, 240), (25 * HOUR, Fraction(495, 2))],
)
def test_a_days_charge_for_each_hour_of_a_fault(down: int, owed: Fraction | None) -> None:
    """3,600 GBP a year are 900 a quarter, and 10 for each of the 90 days of the first one.

    5 h 59 min are five whole hours, 50 GBP; 24 hours 240. 25 hours would be 250, and 27.5 % of 900 is 247.50.
    """
    quarter = JANUARY + FEBRUARY + MARCH
    found = priced("circuit-fault-hours", [up(quarter, down)], failures=[(0, 5000, down * WHOLE)])
    assert found == ([] if owed is None else [("circuit-uptime", "2027-Q1", owed)])


@pytest.mark.parametrize(("late", "owed"), [(1, 8), (DAY, 8), (DAY + 1, 16), (3 * DAY, 24)])
def test_a_fixed_sum_for_each_day_late(late: int, owed: int) -> None:
    """8 GBP for each day that has begun after the time to repair: a minute and a day cost the same."""
    found = priced("automatic-compensation", [(9, 10)], failures=[(0, 5000, late)])
    assert found == [("repair", "2027-01", owed)]


def test_a_pool() -> None:
    """The published example: 100,000 USD x 10 % x 50 % x 40 % = 2,000 USD.

    With all three missed it is 100,000 x 10 % x 50 % = 5,000, half of the amount at risk.
    """
    kept, missed = [(100, 100)], [(80, 100)]
    assert priced("at-risk-pool", missed, kept, kept) == [("resolution.P1", "2027-01", 2_000)]
    everything = priced("at-risk-pool", missed, missed, missed)
    assert [amount for _, _, amount in everything] == [2_000, 1_500, 1_500]


def test_service_points() -> None:
    """The published examples of the contract: 98.5 % is 1 point, and again 98.5 % in the next month 1 x 2.

    And 96.5 % is 3 points, then 98.5 % 1 x 2, then 96.5 % 3 x 2; a point is 0.5 % of 100,000 GBP. A met month ends it.
    """
    first = priced("service-points", [(985, 1000), (985, 1000), (990, 1000), (985, 1000)])
    assert [amount for _, _, amount in first] == [500, 1_000, 500]
    second = priced("service-points", [(965, 1000), (985, 1000), (965, 1000)])
    assert [amount for _, _, amount in second] == [1_500, 1_000, 3_000]


@pytest.mark.parametrize(("share", "points"), [(9895, 0), (9894, 1), (9795, 1), (9794, 2), (9600, 3), (9594, 4)])
def test_service_points_at_their_edges(share: int, points: int) -> None:
    """The tables name tenths: 98.95 % counts as 99.0 %, 98.94 % as 98.9 %; 96.0 % is severe, 95.9 % worse than that."""
    found = priced("service-points", [(share, 10_000)])
    assert [amount for _, _, amount in found] == ([500 * points] if points else [])


def test_a_ladder() -> None:
    """Three notices too late in the first quarter cost 500, 1,000 and 3,000 USD, the fourth, in the second, 3,000."""
    quarter = JANUARY + FEBRUARY + MARCH
    rows = [(0, 100, 1), (0, 200, 30), (0, 300, 5), (1, quarter + 100, 5)]
    found = priced("notification-ladder", [(7, 10), (9, 10)], failures=rows)
    assert sum(amount for _, period, amount in found if period == "2027-Q1") == 4_500
    assert sum(amount for _, period, amount in found if period == "2027-Q2") == 3_000


@pytest.mark.parametrize(("in_all", "late", "owed"), [(39, 2, []), (39, 3, [2_500]), (40, 2, []), (40, 3, [2_500])])
def test_a_minimum_volume(in_all: int, late: int, owed: list[int]) -> None:
    """39 incidents may have 2 late, though 37 of 39 are 94.9 %; of 40, 38 are exactly 95 % and 37 are not.

    A miss costs 5 % of 50,000 EUR.
    """
    found = priced("minimum-volume", [(in_all - late, in_all)])
    assert [amount for _, _, amount in found] == owed


@pytest.mark.parametrize(
    ("share", "owed"),
    [(99_700, []), (99_699, [500]), (97_900, [500]), (96_899, [1_000]), (95_899, [1_500]), (93_900, [1_500])],
)
def test_bands_of_a_table_in_hundredths(share: int, owed: list[int]) -> None:
    """Cut to hundredths, 99.699 % is 99.69 %, 10 % of 5,000 CAD; 96.899 % is 96.89 %, 20 %; 93.9 % is still 30 %."""
    assert [amount for _, _, amount in priced("wavelength-with-a-gap", [(share, 100_000)])] == owed


def test_the_worst_band_of_that_table() -> None:
    """93.89 % is below 93.9 %: 40 % of 5,000 CAD."""
    assert [amount for _, _, amount in priced("wavelength-with-a-gap", [(93_899, 100_000)])] == [2_000]


def test_the_gap_in_that_table_is_told() -> None:
    (doubt,) = read_agreement(PUBLISHED / "wavelength-with-a-gap.yaml").doubts
    assert doubt.name == "gap-between-bands"
    assert doubt.problem.found == "no band applies between 97.9 % and 96.9 %"


@pytest.mark.parametrize("file", sorted(PUBLISHED.glob("*.yaml")), ids=lambda file: file.stem)
def test_each_file_says_whose_terms_it_holds_where_and_when(file: Any) -> None:
    opening = file.read_text(encoding="utf-8").split("\n\n")[0].replace("\n# ", " ")
    for word in ("Whose:", "https://", "read on 24 November 2026", "simplified"):
        assert word in opening, word
    kinds = {doubt.name for doubt in read_agreement(file).doubts}
    assert kinds <= {"gap-between-bands"}
