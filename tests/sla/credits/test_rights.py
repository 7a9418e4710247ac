"""Termination triggers: in which periods a right is due, and which periods caused it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from slm_sim.model.ledger import Right
from tests.sla.build import Desk, Incident, agreement
from tests.sla.credits.build import in_time, month

STARTS = (0, 44_640, 84_960, 129_600, 172_800, 217_440)
"""The first ticks of January to June."""

EIGHT = {"missed": {"below": "target", "credit": "8 %"}}


def late(*counts: int | None) -> list[Incident]:
    """Twenty incidents a month, so many of them late; None: no incidents."""
    chosen = [(start, count) for start, count in zip(STARTS, counts, strict=False) if count is not None]
    return [one for start, count in chosen for one in month(count, start=start)]


def rights(trigger: dict[str, Any], incidents: list[Incident], **sections: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (found.period[5:], tuple(cause[5:] for cause in found.because))
        for found in _rights(trigger, incidents, **sections)
    ]


def _rights(trigger: dict[str, Any], incidents: list[Incident], **sections: Any) -> tuple[Right, ...]:
    agreed = agreement(
        {"t": in_time()},
        credits={"scheme": {"of": "fee", "bands": EIGHT}},
        termination_triggers={"often": trigger},
        **sections,
    )
    return Desk(agreed, ends="2027-07-01").charge(incidents).rights


def test_three_of_six_missed() -> None:
    """Missed in January, March and May: due in May and, with the same months, in June."""
    found = rights({"clause": "t", "periods": "3 of 6"}, late(2, 0, 2, 0, 2, 0))
    assert found == [("05", ("01", "03", "05")), ("06", ("01", "03", "05"))]


@pytest.mark.parametrize(
    ("counts", "due"),
    [
        ((2, 2, 2, 0, 0, 0), ["03"]),
        ((2, 2, 0, 2, 2, 0), []),
        ((2, 2, None, 2, 0, 0), []),
        ((2,) * 6, ["03", "04", "05", "06"]),
    ],
)
def test_three_running_are_broken_by_a_met_month_or_one_without_data(
    counts: tuple[int | None, ...], due: list[str]
) -> None:
    assert [period for period, _ in rights({"clause": "t", "periods": "3 of 3"}, late(*counts))] == due


def test_a_level_below_which_a_period_counts() -> None:
    """80 % is not below 80 %; two late are a miss that does not count here."""
    trigger = {"clause": "t", "below": "80 %", "periods": "2 of 3"}
    assert rights(trigger, late(5, 4, 5, 2, 2, 2)) == [("03", ("01", "03"))]


@pytest.mark.parametrize(("late_of_twenty", "due"), [(2, []), (3, ["02"])])
def test_a_period_that_the_minimum_volume_rule_kept_is_below_no_level(late_of_twenty: int, due: list[str]) -> None:
    """Of fewer than forty two may be late: 90 % is below 92 %, and yet kept. With three late it was missed."""
    measured = {"placed_by": "opened", "minimum_volume": {"below": "40 incidents", "allows": "2 misses"}}
    told = late(late_of_twenty, late_of_twenty, 0, 0, 0, 0)
    found = rights({"clause": "t", "below": "92 %", "periods": "2 of 2"}, told, measurement=measured)
    assert [period for period, _ in found] == due


def test_a_rolling_mean_below_a_level() -> None:
    """85, 95 and 90 % are 90 on average, not below; 85, 90 and 90 are; a month without data is left out of the mean."""
    trigger = {"clause": "t", "mean_below": "90 %", "over": "3 periods"}
    assert rights(trigger, late(3, 1, 2, 2, 0)) == []
    assert rights(trigger, late(2, None, 3)) == [("03", ("01", "03")), ("04", ("03",)), ("05", ("03",))]
    (found,) = _rights(trigger, late(3, 2, 2, 0, 0, 0))
    assert (found.period, found.reached, found.needed) == ("2027-03", Fraction(53, 60), Fraction(9, 10))


@pytest.mark.parametrize(("allows", "due"), [("none", ["03"]), ("2 misses", []), ("1 miss", ["03"])])
def test_a_rolling_mean_leaves_out_what_the_minimum_volume_rule_kept(allows: str, due: list[str]) -> None:
    """90 % in each of three months is below 92 %.

    Where of fewer than forty two may be late there is no percentage; where but one may be they were missed, and count.
    """
    volume = "none" if allows == "none" else {"below": "40 incidents", "allows": allows}
    trigger = {"clause": "t", "mean_below": "92 %", "over": "3 periods"}
    found = rights(trigger, late(2, 2, 2), measurement={"placed_by": "opened", "minimum_volume": volume})
    assert [period for period, _ in found if period == "03"] == due


def test_heavy_credits_in_two_of_four_months() -> None:
    """A month costs 8 % of its fee."""
    trigger = {"credits_at_least": "8 %", "of": "fee", "periods": "2 of 4"}
    assert rights(trigger, late(2, 0, 0, 2, 0, 0)) == [("04", ("01", "04"))]
    assert rights({**trigger, "credits_at_least": "8.01 %"}, late(2, 0, 0, 2)) == []
    assert rights({**trigger, "of": "all charges"}, late(2, 0, 0, 2)) == []


@pytest.mark.parametrize(
    ("window", "sum_of", "due"),
    [
        ("rolling 2 months", "1 600 GBP", ["02", "03"]),
        ("rolling 2 months", "1 600.01 GBP", []),
        ("rolling 3 months", "8 %", ["03"]),
        ("contract year", "2 400 GBP", ["03", "04", "05", "06"]),
        ("term", "0.66 %", ["03", "04", "05", "06"]),
    ],
)
def test_a_sum_of_credits_over_a_window(window: str, sum_of: str, due: list[str]) -> None:
    """800 in each of three months; 8 % of three months' fees and 0.66 % of the term's 360 000 are 2 400 and 2 376."""
    trigger = {"credits_in_sum": sum_of, "of": "fee", "window": window}
    assert [period for period, _ in rights(trigger, late(2, 2, 2, 0, 0, 0))] == due


def test_a_month_is_of_the_contract_year_in_which_it_ends_as_for_caps() -> None:
    """Years from 15 January: 800 in December are of the first, 800 in January and 800 in February of the second."""
    agreed = agreement(
        {"t": in_time()},
        credits={"scheme": {"of": "fee", "bands": EIGHT}},
        termination_triggers={"often": {"credits_in_sum": "1 600 GBP", "window": "contract year"}},
        term={"starts": "2027-01-15", "lasts": "3 years", "bedding_in": "none"},
    )
    desk = Desk(agreed, starts="2027-12-01", ends="2028-04-01")
    told = [one for start in (0, 31 * 1440, 62 * 1440, 91 * 1440) for one in month(2, start=start)]
    found = [(right.period, right.because) for right in desk.charge(told).rights]
    assert found == [("2028-02", ("2028-01", "2028-02")), ("2028-03", ("2028-01", "2028-02", "2028-03"))]


def test_the_bedding_in_gives_no_right() -> None:
    term = {"starts": "2027-01-01", "lasts": "3 years", "bedding_in": "1 month"}
    assert rights({"clause": "t", "periods": "2 of 2"}, late(2, 2, 2), term=term) == [("03", ("02", "03"))]
