from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.model.estimate import Estimate
from slm_sim.report import numbers


def estimate(value: float, low: float | None = None, high: float | None = None) -> Estimate:
    return Estimate(value, low, high, 0.95, "of the test")


def plain(text: str) -> str:
    return text.replace(numbers.NBSP, " ")


@pytest.mark.parametrize(
    ("given_estimate", "text"),
    [
        (estimate(0.87, 0.84, 0.90), "87 % (84 to 90)"),
        (estimate(0.996, 0.989, 0.999), "99.6 % (98.9 to 99.9)"),
        (estimate(0.9995, 0.9993, 0.9997), "99.95 % (99.93 to 99.97)"),
        (estimate(1.0, 0.96, 1.0), "100 % (96 to 100)"),
        (estimate(0.0, 0.0, 0.04), "0 % (0 to 4)"),
        (estimate(0.5), "50 % (no interval)"),
        (None, "–"),
    ],
)
def test_a_chance_has_no_more_digits_than_its_interval_supports(given_estimate: Estimate | None, text: str) -> None:
    assert plain(numbers.chance(given_estimate)) == text


@pytest.mark.parametrize(
    ("value", "asked", "text"),
    [
        (0.895, 0.9, "89.5 % (88.0 to 91.0)"),
        (0.89996, 0.9, "89.996 % (88.000 to 91.000)"),
        (0.905, 0.9, "90 % (88 to 91)"),
        (0.9, 0.9, "90 % (88 to 91)"),
        (0.84, 0.9, "84 % (88 to 91)"),
    ],
)
def test_a_chance_below_the_one_asked_for_never_reads_as_much(value: float, asked: float, text: str) -> None:
    assert plain(numbers.chance(estimate(value, 0.88, 0.91), asked)) == text


@given(st.floats(0, 1))
def test_all_and_none_are_claimed_only_for_all_and_none(value: float) -> None:
    written = numbers.share(value)
    if 1e-5 < value < 1 - 1e-5:
        assert float(written.split(numbers.NBSP)[0]) not in (0, 100)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.375, "138 %"),
        (-0.05, "−5 %"),
        (0.12, "12 %"),
        (1.0, "100 %"),
        (1.001, "100.1 %"),
        (-0.002, "−0.2 %"),
        (25, "2 500 %"),
    ],
)
def test_a_share_of_charges_may_be_more_than_all_or_less_than_none(value: float, text: str) -> None:
    assert plain(numbers.ratio(value)) == text


@pytest.mark.parametrize(
    ("given_estimate", "text"),
    [
        (estimate(12_432.3, 11_630, 13_250), "12 400 GBP (11 600 to 13 200)"),
        (estimate(250.2, 200, 300), "250 GBP (200 to 300)"),
        (estimate(0.0, 0.0, 0.0), "0 GBP (0 to 0)"),
        (estimate(12_432.3), "12 432 GBP (no interval)"),
        (estimate(62_000, 56_000, None), "62 000 GBP (at least 56 000)"),
        (estimate(62_000, None, 70_000), "62 000 GBP (at most 70 000)"),
        (estimate(-310, -400, -220), "−310 GBP (−400 to −220)"),
    ],
)
def test_an_amount_is_rounded_to_what_is_known(given_estimate: Estimate, text: str) -> None:
    assert plain(numbers.amount(given_estimate, "GBP")) == text


@given(st.floats(1, 1e8), st.floats(0.001, 1))
def test_rounding_never_moves_a_figure_by_more_than_its_half_width(value: float, relative: float) -> None:
    half = value * relative
    text = numbers.figure_of(numbers.counted(estimate(value, value - half, value + half)))
    assert abs(float(text.replace(numbers.NBSP, "").replace("−", "-")) - value) <= half


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (42, "42 s"),
        (61, "1 min 1 s"),
        (600, "10 min"),
        (3599.6, "1 h"),
        (13_320, "3 h 42 min"),
        (172_800, "2 days"),
        (352_800, "4 days 2 h"),
        (None, "–"),
        (float("inf"), "–"),
    ],
)
def test_lengths_of_time(seconds: float | None, text: str) -> None:
    assert plain(numbers.length(seconds)) == text


def test_open_time_has_no_days() -> None:
    assert plain(numbers.open_time(3 * 86_400)) == "72 h"
    assert plain(numbers.open_time(172_860)) == "48 h 1 min"
    assert plain(numbers.open_time(3_796_000)) == "1 054 h 27 min"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (172_860, "48 h 1 min"),
        (172_801, "48 h 1 s"),
        (196_000, "54 h 26 min 40 s"),
        (0, "0 s"),
        (Fraction(345_601, 2), "48 h…"),
        (14_399.5, "3 h 59 min 59 s…"),
    ],
)
def test_what_a_clock_shows_is_never_rounded_across_a_promise(seconds: float, text: str) -> None:
    assert plain(numbers.clock_time(seconds)) == text


@given(st.integers(0, 10**7))
def test_a_length_that_is_read_back_is_nearly_the_same(seconds: int) -> None:
    unit = {"s": 1, "min": 60, "h": 3600, "days": 86_400}
    parts = re.findall(r"(\d+) (s|min|h|days)", plain(numbers.length(seconds)))
    read = sum(int(amount) * unit[name] for amount, name in parts)
    smallest = unit[parts[-1][1]]
    assert abs(read - seconds) <= max(smallest, 3600 if seconds > 172_000 else 60 if seconds >= 600 else 0) / 2 + 0.5


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("2027-04", "Apr 2027"),
        ("2027-Q2", "Q2 2027"),
        ("year 1", "year 1"),
        ("whole span", "whole span"),
        ("all", "all"),
        ("2027-13", "13 2027"),
        ("2027-W05", "week 5 of 2027"),
        ("2027-01 to 2027-03", "Jan 2027 to Mar 2027"),
        ("2027-01-03 to 2027-02-01", "3 Jan 2027 to 1 Feb 2027"),
    ],
)
def test_periods(label: str, text: str) -> None:
    assert plain(numbers.period(label)) == text


def test_a_promise_is_written_exactly() -> None:
    assert plain(numbers.promised(0.9995, "share")) == "99.95 %"
    assert plain(numbers.promised(14_400, "seconds")) == "4 h"


def test_a_figure_and_its_interval_can_be_told_apart() -> None:
    text = numbers.chance(estimate(0.87, 0.84, 0.90))
    assert plain(numbers.figure_of(text)) == "87 %"
    assert plain(numbers.interval_of(text)) == "(84 to 90)"
    assert numbers.interval_of("87 %") == ""
