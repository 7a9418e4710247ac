"""What holds of every family: worse never costs less, and a credit says by which numbers it came about."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.model.creditscheme import FAMILIES
from slm_sim.model.ledger import Credit
from slm_sim.sla.credits.families import OF_A_CLAUSE, OF_A_PERIOD, OVER_PERIODS
from tests.sla.build import Desk
from tests.sla.credits.build import desk, in_time, months

STEPS = {"few": {"from": 1, "credit": "2 %"}, "several": {"from": 3, "credit": "5 %"}}
LEVELS = {"minor": {"below": "target", "points": 1}, "serious": {"below": "85 %", "points": 3}}
BANDS = {"minor": {"below": "target", "credit": "5 %"}, "serious": {"below": "85 %", "credit": "10 %"}}
TIMES = {"short": {"above": "10 min", "credit": "5 %"}, "long": {"above": "20 min", "credit": "10 %"}}
SIDES = {"bonus": {"rate": "1 %", "cap": "1 %"}, "malus": {"rate": "1 %", "cap": "10 %"}}

WORDS: dict[str, dict[str, Any]] = {
    "bands": {"bands": BANDS},
    "at-risk pool": {"at_risk": "12 %"},
    "service points": {"levels": LEVELS, "rate": "0.5 %"},
    "points table": {"levels": LEVELS, "steps": STEPS},
    "linear": {"rate": "1 %", "per": "1 point", "part_units": "count in full"},
    "per unit of time": {"rate": "1 %", "per": "4 min", "part_units": "count in full", "at_most": "3 %"},
    "ladder": {"first": "none", "second": "50 GBP", "each_more": "100 GBP", "window": "rolling 2 months"},
    "breach count": {"steps": STEPS, "counts": "failures"},
    "outage time": {"bands": TIMES, "time": "total outage"},
    "mean time": {"bands": TIMES},
    "persistent failure": {"every": "4 failures", "window": "rolling 3 months", "credit": "1 %"},
    "bonus and malus": {"dead_band": "1 point", "per": "1 point", **SIDES},
}


def priced(family: str, late: list[int], by: int = 7, **more: Any) -> tuple[Credit, ...]:
    """The ledger of two promises, of which one is always late once, under a family."""
    return _desk(family, **more).charge([*months(*late, category=0, by=by), *months(1, 1, 1, category=1)]).credits


def _desk(family: str, **more: Any) -> Desk:
    targets = {"a": in_time(category="tills", weight="60 %"), "b": in_time(category="mail", weight="40 %")}
    return desk({"family": family, **WORDS[family], **more}, targets)


def test_every_family_has_its_function() -> None:
    assert set(FAMILIES) == set(WORDS) == {*OF_A_CLAUSE, *OF_A_PERIOD, *OVER_PERIODS}


counts = st.lists(st.integers(0, 20), min_size=3, max_size=3)


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=6, deadline=None)
@given(counts, counts)
def test_a_worse_attainment_never_costs_less(family: str, one: list[int], more: list[int]) -> None:
    worse = [min(late + added, 20) for late, added in zip(one, more, strict=True)]
    better_costs, worse_costs = (
        sum((credit.before_caps for credit in priced(family, late)), Fraction(0)) for late in (one, worse)
    )
    assert worse_costs >= better_costs


@pytest.mark.parametrize("family", FAMILIES)
def test_the_steps_of_a_credit_lead_to_its_amount(family: str) -> None:
    """Rules add up; a multiplier, coins and caps change what came before; and each has its sentence."""
    more = {"repeat_multiplier": {"second": "133 %"}, "caps": {"service_period": "7.77 %", "contract_year": "0.9 %"}}
    found = priced(family, [3, 4, 9], by=25, **more)
    assert found
    for credit in found:
        amount = sum((step.result for step in credit.steps if step.kind == "rule"), Fraction(0))
        for step in credit.steps:
            if step.kind in ("repeat", "coin", "cap"):
                assert step.inputs["before"] == amount
                amount = step.result
        assert amount == credit.amount
        assert credit.before_caps == credit.percent * credit.base
        assert all(credit.trace)


@pytest.mark.parametrize("family", ["per unit of time", "ladder", "persistent failure", "breach count"])
def test_the_causes_are_the_failures_of_the_period(family: str) -> None:
    """Three late incidents of the first promise, 25 minutes each, and where both are counted the one of the other."""
    credit = priced(family, [3, 0, 0], by=25, **({"every": "3 failures"} if family == "persistent failure" else {}))[0]
    of_a = [cause for cause in credit.causes if cause.clause == "sla/a"]
    assert [(cause.subject, cause.over) for cause in of_a] == [(0, 25), (1, 25), (2, 25)]
    assert len(credit.causes) == (4 if family == "breach count" else 3)
