"""Rights that luck alone gives, and what a promise costs in staff, as facts."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from scipy.stats import binom

from slm_sim.theory import chance_of_misses
from tests.rules.test_reach import P1, values


def enumerated(miss: float, count: int, of: int, periods: int) -> float:
    """The same chance from every way in which the periods can turn out."""
    found = 0.0
    for missed in product((False, True), repeat=periods):
        if any(sum(missed[end - of : end]) >= count for end in range(of, periods + 1)):
            found += miss ** sum(missed) * (1 - miss) ** (periods - sum(missed))
    return found


@pytest.mark.parametrize(("count", "of", "periods"), [(3, 3, 12), (3, 6, 12), (2, 4, 4), (1, 1, 4), (4, 4, 10)])
@pytest.mark.parametrize("miss", [0.0, 0.05, 0.46, 1.0])
def test_misses_within_a_window_are_as_likely_as_all_ways_together(
    miss: float, count: int, of: int, periods: int
) -> None:
    assert chance_of_misses(miss, count, of, periods) == pytest.approx(enumerated(miss, count, of, periods), abs=1e-12)


def of_right(trigger: dict[str, Any], **more: Any) -> dict[str, Any]:
    triggers = {"agreements.draft.termination_triggers": {"chronic": trigger}}
    return values("draft", {**triggers, **more})


def test_luck_gives_a_right_where_a_month_of_few_incidents_is_a_coin_toss() -> None:
    """Ten P1 a month at 90 %, without a minimum volume: at most one late."""
    few = {"workload.incidents": "100 / month", "agreements.draft.measurement.minimum_volume": "none"}
    found = of_right({"clause": "resolution.P1", "periods": "3 of 3"}, **few)
    assert found["agreement.luckiest_right"] == "chronic"
    kept = binom.cdf(1, 10, 0.1)
    assert float(found["agreement.chance_right_by_luck"]) == pytest.approx(enumerated(1 - kept, 3, 3, 12))


def test_a_level_of_its_own_counts_in_place_of_every_miss() -> None:
    plain = of_right({"clause": "resolution.P1", "periods": "2 of 3"})
    worse = of_right({"clause": "resolution.P1", "periods": "2 of 3", "below": "80 %"})
    assert worse["agreement.chance_right_by_luck"] < plain["agreement.chance_right_by_luck"] / 100


@pytest.mark.parametrize(
    "trigger",
    [
        {"credits_at_least": "8 %", "periods": "3 of 6"},
        {"clause": "reopened", "periods": "3 of 6"},
        {"clause": "resolution.P1", "mean_below": "80 %", "over": "3 periods"},
    ],
)
def test_of_other_rights_luck_is_not_known(trigger: dict[str, Any]) -> None:
    assert "agreement.chance_right_by_luck" not in of_right(trigger)


def test_periods_that_share_incidents_are_left_out() -> None:
    found = of_right(
        {"clause": "resolution.P1", "periods": "3 of 6"},
        **{"agreements.draft.targets.resolution.measurement.service_period": "rolling 3 months"},
    )
    assert "agreement.chance_right_by_luck" not in found


def test_what_a_promise_costs_in_staff_is_held_against_the_credits_of_the_same_time() -> None:
    staffed = {"of": P1, "costs": "48 000 GBP / year", "saves": "1 500 GBP / month"}
    found = values(P1, {"rules.staffing": {"urgent": staffed}})
    assert found["clause.staff_beyond_credits"] == Fraction(2_500)
    assert (found["clause.staff_cost"], found["clause.credits_saved"]) == (staffed["costs"], staffed["saves"])
    assert "clause.staff_cost" not in values("draft/resolution.P2", {"rules.staffing": {"urgent": staffed}})
