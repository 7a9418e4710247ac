"""Which band applies, on both sides of every edge."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.model.creditscheme import CreditScheme
from slm_sim.sla.bands import Reached, bands
from slm_sim.sla.clauses import clauses
from tests.sla.build import Desk, agreement

THREE = {
    "minor": {"below": "target", "credit": "5 %"},
    "serious": {"below": "90 %", "credit": "10 %"},
    "severe": {"below": "80 %", "credit": "25 %"},
}

AXIS = Desk(agreement({"t": {"measure": "reopen rate", "at_most": "5 %"}})).axis


def reached(value: str, direction: str = "at_least", level: str = "95 %", **more: Any) -> Reached:
    measure = "first contact resolution" if direction == "at_least" else "reopen rate"
    (clause,) = clauses("sla", agreement({"t": {"measure": measure, direction: level}}))
    share, edge = Fraction(value) / 100, Fraction(level.split()[0]) / 100
    missed = share < edge if direction == "at_least" else share > edge
    return Reached(
        **{"clause": clause, "value": share, "missed": missed, "by_minimum_volume": False, "axis": AXIS, **more}
    )


def band(found: dict[str, Any], of: Reached) -> str | None:
    due = bands(CreditScheme.model_validate({"of": "fee", "bands": found}), of)
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
    found = CreditScheme.model_validate({"of": "fee", "bands": rising})
    worse, better = sorted((one, other))
    owed = [due.share if (due := bands(found, reached(str(value)))) else Fraction(0) for value in (worse, better)]
    assert owed[0] >= owed[1]
