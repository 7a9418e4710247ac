"""What rosters cost, against sums done by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from slm_sim.engine.cost import StaffCost
from slm_sim.engine.lower import prepare_organisation
from slm_sim.span import span
from slm_sim.workload.names import names_of
from tests.workload.scenarios import desk

WEEK: dict[str, Any] = {
    "time": {"starts": "2027-03-22", "lasts": "1 week", "run_out": "1 week", "warm_up": "1 week"},
    "sites/leeds/shrinkage": "30 %",
    "shifts": {"office": {"hours": "09:00-17:00"}, "night": {"hours": "22:00-06:00", "premium": "30 %"}},
    "teams/desk/headcount": {"office": {"Mon-Fri": 3, "Sat": 1}},
    "teams/field/headcount": "unlimited",
    "teams/expert/headcount": {"office": {"Mon-Fri": 1}},
}


def costs(changes: dict[str, Any]) -> dict[str, StaffCost]:
    scenario = desk(WEEK | changes)
    return dict(prepare_organisation(scenario, span(scenario), names_of(scenario), ()).costs)


def test_without_a_stated_cost_hours_alone_are_known() -> None:
    found = costs({})
    assert found["desk"] == StaffCost(Fraction(8 * (5 * 3 + 1)), None, None)
    assert "field" not in found


@pytest.mark.parametrize(
    ("premiums", "paid"),
    [
        ({}, 8 * 16),
        ({"Sat-Sun": "50 %"}, 8 * 16 + 4),
        ({"Fri": "10 %"}, 8 * 16 + Fraction(24, 10)),
        ({"Fri": "10 %", "holidays": "100 %"}, 8 * 16 + 24),  # Friday 26 March is Good Friday
    ],
)
def test_premiums_by_day(premiums: dict[str, str], paid: Fraction) -> None:
    found = costs({"sites/leeds/premiums": premiums, "teams/desk/cost": "21.5 GBP / h"})["desk"]
    assert found == StaffCost(Fraction(128), paid * Fraction("21.5"), "GBP")


def test_a_night_is_paid_by_its_hours_and_belongs_to_the_day_on_which_it_begins() -> None:
    """From Saturday to Sunday 28 March the clocks go forward: seven hours, with the premiums of Saturday and nights."""
    nights = {"teams/desk/headcount": {"night": {"Sat": 2}}, "sites/leeds/premiums": {"Sat": "25 %"}}
    assert costs(nights | {"teams/desk/cost": "20 GBP / h"})["desk"] == StaffCost(
        Fraction(14), 14 * 20 * Fraction(155, 100), "GBP"
    )


def test_a_shift_counts_where_it_begins() -> None:
    assert costs({"teams/desk/headcount": {"night": {"Sun": 1}}})["desk"].hours == 8


def test_standby_is_paid_for_every_hour_and_person_on_call() -> None:
    """A week with a change of the clocks has 167 hours, of which the experts are rostered for 40."""
    changes = {"on_call_terms/experts/cost": "5 GBP / h", "on_call_terms/experts/people": 2}
    assert costs(changes)["expert"] == StaffCost(Fraction(40), Fraction((167 - 40) * 2 * 5), "GBP")
    both = costs(changes | {"teams/expert/cost": "40 GBP / h"})["expert"]
    assert both == StaffCost(Fraction(40), Fraction((167 - 40) * 2 * 5 + 1600), "GBP")


def test_a_monthly_rate_is_a_twelfth_of_a_yearly_one() -> None:
    rates = ("2 000 GBP / month", "24 000 GBP / year")
    monthly, yearly = (costs({"teams/desk/cost": rate})["desk"].amount for rate in rates)
    assert monthly == yearly == Fraction(128 * 24_000 * 10_000, 24 * 3_652_425)


@pytest.mark.parametrize("tick", ["1 ms", "15 min"])
def test_the_length_of_a_tick_does_not_matter(tick: str) -> None:
    cost = {"teams/desk/cost": "21.5 GBP / h"}
    assert costs(cost | {"time/tick": tick}) == costs(cost)
