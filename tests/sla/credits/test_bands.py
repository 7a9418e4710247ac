"""Which band applies, on both sides of every edge."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.sla.credits.bands import bands
from slm_sim.sla.credits.reached import Reached
from tests.sla.credits.build import reached, scheme

THREE = {
    "minor": {"below": "target", "credit": "5 %"},
    "serious": {"below": "90 %", "credit": "10 %"},
    "severe": {"below": "80 %", "credit": "25 %"},
}


def band(found: dict[str, Any], of: Reached, **words: Any) -> str | None:
    due = bands(scheme(bands=found, **words), of)
    return due.name if due else None


@pytest.mark.parametrize(("value", "name"), [("5", None), ("5.0001", "minor"), ("8", "minor"), ("8.0001", "serious")])
def test_bands_above_an_edge_for_a_promise_of_at_most(value: str, name: str | None) -> None:
    found = {"minor": {"above": "target", "credit": "5 %"}, "serious": {"above": "8 %", "credit": "10 %"}}
    assert band(found, reached(value, "at_most", "5 %")) == name


def test_the_nearest_edge_counts_even_where_a_draft_pays_less_for_worse() -> None:
    """Below 90 % costs 20 %, but below 80 % only 10 %: at 75 % the nearest edge above is 80 %."""
    found = {"b80": {"below": "80 %", "credit": "10 %"}, "b90": {"below": "90 %", "credit": "20 %"}}
    assert [band(found, reached(value)) for value in ("95", "85", "75")] == [None, "b90", "b80"]


def test_of_two_bands_with_the_same_edge_the_dearer_counts() -> None:
    found = {"a": {"below": "95 %", "credit": "10 %"}, "b": {"below": "target", "credit": "5 %"}}
    assert band(found, reached("94")) == "a"
    assert band(dict(reversed(found.items())), reached("94")) == "a"


def test_a_band_may_lie_above_the_target() -> None:
    """A promise of 95 % that is kept at 96 %, and a band that nevertheless pays below 97 %."""
    assert band({"early": {"below": "97 %", "credit": "1 %"}}, reached("96")) == "early"


def test_where_the_rule_for_few_incidents_decides() -> None:
    """Kept by the rule, no band applies at all; missed by it, the target counts as missed whatever the percentage."""
    kept = reached("50", missed=False, by_minimum_volume=True)
    missed = reached("97", missed=True, by_minimum_volume=True)
    assert band(THREE, kept) is None
    assert band(THREE, missed) == "minor"
    assert band(THREE, reached("85", missed=True, by_minimum_volume=True)) == "serious"


@given(st.lists(st.integers(0, 100), min_size=1, max_size=5, unique=True), st.integers(0, 100), st.integers(0, 100))
def test_a_worse_attainment_never_costs_less_where_worse_bands_cost_more(
    edges: list[int], one: int, other: int
) -> None:
    rising = {
        f"b{edge}": {"below": f"{edge} %", "credit": f"{5 * number} %"}
        for number, edge in enumerate(sorted(edges, reverse=True), start=1)
    }
    found = scheme(bands=rising)
    worse, better = sorted((one, other))
    owed = [due.amount if (due := bands(found, reached(str(value)))) else Fraction(0) for value in (worse, better)]
    assert owed[0] >= owed[1]


@pytest.mark.parametrize(
    ("value", "better", "worse"),
    [("99.9", None, "minor"), ("99.8999", "minor", "minor"), ("99.9001", None, None), ("99", "minor", "serious")],
)
def test_the_edge_belongs_to_the_side_that_the_scheme_names(value: str, better: str | None, worse: str | None) -> None:
    """Below 99.9 % costs 10 %; with the edge on the worse side 99.9 % itself does, too."""
    found = {"minor": {"below": "99.9 %", "credit": "10 %"}, "serious": {"below": "99 %", "credit": "25 %"}}
    of = reached(value, level="99 %")
    assert band(found, of) == better
    assert band(found, of, edges_belong_to="the worse side") == worse


def test_a_gap_between_bands_pays_nothing() -> None:
    """Below 95 % down to 90 %, and below 85 %: from 85 to 90 lies the gap, and 90 % is still in the band."""
    found = {
        "minor": {"below": "95 %", "down_to": "90 %", "credit": "5 %"},
        "serious": {"below": "85 %", "credit": "10 %"},
    }
    bands_of = {value: band(found, reached(value)) for value in ("90", "89.999", "85", "84.999")}
    assert bands_of == {"90": "minor", "89.999": None, "85": None, "84.999": "serious"}


def test_a_band_may_cost_an_amount_of_money() -> None:
    due = bands(scheme(bands={"missed": {"below": "target", "credit": "750 GBP"}}), reached("94"))
    assert due is not None
    assert due.amount == 750
