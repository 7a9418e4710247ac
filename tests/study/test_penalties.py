"""Credits over replications, against sums by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.model.agreement import Agreement
from slm_sim.model.creditmodifiers import Caps
from slm_sim.model.estimate import Estimate
from slm_sim.model.ledger import CreditKind, Ledger
from slm_sim.model.results import PenaltyResult
from slm_sim.statistics import mean, pooled_proportion, proportion, quantile
from slm_sim.study import run_study
from slm_sim.study.money import money_record
from slm_sim.study.owed import owed
from slm_sim.study.penalties import is_capped, penalty_result
from tests.study.build import AGREEMENT, PROMISED, desk, ledger

CLAUSES = ["resolution.P1", "resolution.P2"]
AMOUNTS = st.integers(0, 400).map(lambda cents: Fraction(cents, 4))
CAPPED = Agreement.model_validate(AGREEMENT)
UNCAPPED = CAPPED.model_copy(
    update={"credits": {name: one.model_copy(update={"caps": Caps()}) for name, one in CAPPED.credits.items()}}
)
MONTHS = st.lists(st.fixed_dictionaries(dict.fromkeys(CLAUSES, AMOUNTS)), min_size=3, max_size=3)


def result(ledgers: list[Ledger], capped: bool = True, margin: Fraction | None = None) -> PenaltyResult:
    owes = owed("shops", CLAUSES, ["bands"], money_record(dict(enumerate(ledgers)), margin))
    assert owes is not None
    return penalty_result("shops", owes, CAPPED if capped else UNCAPPED, margin, 0.9)


def months(*rows: int) -> list[dict[str, int | Fraction]]:
    return [{"resolution.P1": owed} if owed else {} for owed in rows]


@settings(deadline=None)
@given(st.lists(MONTHS, min_size=2, max_size=12))
def test_means_add_up_by_clause_and_by_month(rows: list[list[dict[str, Fraction]]]) -> None:
    ledgers = [ledger(row, cap=120) for row in rows]
    found = result(ledgers)
    assert sum(part.value for part in found.by_clause.values()) == pytest.approx(found.mean.value)
    assert sum(month.mean.value for month in found.periods) == pytest.approx(found.mean.value)
    owed = np.array([float(sum(total.amount for total in one.totals)) for one in ledgers])
    if owed.any():
        assert found.mean == mean(owed, 0.9, 0)
    else:
        assert (found.mean.value, found.mean.low, found.mean.high) == (0, None, None)
    assert (found.p50, found.p95) == (quantile(owed, 0.5, 0.9), quantile(owed, 0.95, 0.9))
    assert found.any_credit == proportion(int((owed > 0).sum()), len(owed), 0.9)
    assert found.charges == 3000


def test_the_margin_is_compared_exactly() -> None:
    """In floats 29 % of 100 is less than 29; credits of exactly the margin are not above it."""
    at = ledger(months(29), charge=100)
    above = ledger([{"resolution.P1": Fraction(2901, 100)}], charge=100)
    found = result([at, at, above, at], margin=Fraction(29, 100))
    assert found.margin == 0.29
    assert found.above_margin == proportion(1, 4, 0.9)
    assert result([at]).above_margin is None


def test_the_cap_is_told_for_the_span_for_any_month_and_for_each() -> None:
    ledgers = [
        ledger(months(120, 0, 130), cap=120),
        ledger(months(0, 50, 0), cap=120),
        ledger(months(0, 0, 119), cap=120),
    ]
    found = result(ledgers)
    assert found.cap_reached == proportion(1, 3, 0.9)
    assert found.cap_reached_month == pooled_proportion(np.array([2, 0, 0]), np.full(3, 3), 0.9)
    assert [month.cap_reached.value for month in found.periods] == pytest.approx([1 / 3, 0, 1 / 3])
    assert [month.any_credit.value for month in found.periods] == pytest.approx([1 / 3, 1 / 3, 2 / 3])
    assert [month.p95 for month in found.periods] == [120, 50, 120]


def test_where_no_cap_was_agreed_none_is_reached() -> None:
    found = result([ledger(months(10, 0, 0))] * 2, capped=False)
    assert (found.cap_reached, found.cap_reached_month) == (None, None)


def test_an_agreement_without_charges_costs_nothing_that_could_be_told() -> None:
    assert owed("shops", CLAUSES, ["bands"], money_record(dict.fromkeys(range(3), Ledger((), ())), None)) is None


def test_one_replication_has_no_interval() -> None:
    found = result([ledger(months(10, 0, 20))], margin=Fraction(1, 10))
    for estimate in (found.mean, found.any_credit, found.above_margin, found.cap_reached, found.cap_reached_month):
        assert estimate is not None
        assert (estimate.low, estimate.high) == (None, None)
    assert found.mean.value == 30


@pytest.mark.parametrize(
    ("caps", "capped"),
    [
        ({"service_period": "none", "contract_year": "none"}, False),
        ({"service_period": "12 %", "contract_year": "none"}, True),
        ({"service_period": "none", "contract_year": "8 %"}, True),
    ],
)
def test_an_agreement_is_capped_if_any_scheme_names_a_cap(caps: dict[str, str], capped: bool) -> None:
    scenario = desk({**PROMISED, "agreements/shops/credits/bands/caps": caps})
    assert is_capped(scenario.agreements["shops"]) is capped


def with_entries(*entries: tuple[CreditKind, int]) -> Ledger:
    """A ledger of one month with a credit of 100 and these entries besides."""
    (one,), (total,) = (plain := ledger(months(100))).credits, plain.totals
    more = tuple(
        replace(one, kind=kind, amount=Fraction(amount), before_caps=Fraction(amount)) for kind, amount in entries
    )
    owed = total.amount + sum(amount for _, amount in entries)
    return Ledger((one, *more), (replace(total, amount=owed),))


def test_what_is_set_off_is_told_apart_and_any_credit_counts_before_it() -> None:
    terms = desk({**PROMISED, "agreements/shops/credits/bands/earn_back": {"periods_met": 1, "returns": "50 %"}})
    ledgers = [with_entries(("earn-back", -100)), with_entries(("earn-back", -50), ("bonus", -90))]
    owes = owed("shops", CLAUSES, ["bands"], money_record(dict(enumerate(ledgers)), None))
    assert owes is not None
    found = penalty_result("shops", owes, terms.agreements["shops"], None, 0.9)
    assert (found.credits, found.returned, found.bonus) == (mean_of(100, 100), mean_of(100, 50), None)
    assert (found.mean.value, found.any_credit.value) == (-20, 1)
    assert found.mean.low is not None
    assert found.mean.low < -40
    assert found.by_family == {"bands": found.mean}
    assert owes.makeup.bonus.tolist() == [0, 90]


def mean_of(*amounts: float) -> Estimate:
    return mean(np.array(amounts), 0.9, 0)


def test_a_study_tells_what_credits_are_made_of() -> None:
    scheme = "agreements/shops/credits/bands"
    changes = {
        **PROMISED,
        f"{scheme}/claim": "within 30 days of the month",
        "workload/incidents": "1.8 / h",
        f"{scheme}/minimum_payable": "160 EUR",
        f"{scheme}/repeat_multiplier": {"second": "200 %"},
        f"{scheme}/caps": {"service_period": "none", "contract_year": "none"},
        f"{scheme}/earn_back": {"periods_met": 1, "returns": "50 %"},
    }
    study = run_study(desk(changes), replications=8)
    (found,), rows = study.results.penalties, study.tables["credits"]
    assert None not in (found.credits, found.returned, found.below_minimum, found.to_claim)
    assert found.credits is not None
    assert found.returned is not None
    assert found.below_minimum is not None
    of_kind = rows["amount"].astype(float).groupby(rows["kind"]).sum() / 8
    assert found.credits.value == pytest.approx(of_kind["credit"])
    assert found.returned.value == pytest.approx(-of_kind.get("earn-back", 0.0))
    assert found.to_claim == found.credits
    lost = rows["before_caps"].astype(float) - rows["amount"].astype(float)
    assert found.below_minimum.value == pytest.approx(lost.sum() / 8)
    assert found.mean.value == pytest.approx(found.credits.value - found.returned.value)
    terms = study.tables["terms"]
    assert found.returned.value == pytest.approx(float(terms["returned"].astype(float).mean()))
    assert found.below_minimum.value > 0
    assert found.credits.value > 0
