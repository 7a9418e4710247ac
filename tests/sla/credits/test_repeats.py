"""Repeats: chains that a met period or one without data breaks. A missed month costs 5 % of 10 000 GBP."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from slm_sim.model.creditmodifiers import RepeatMultiplier
from slm_sim.sla.credits.repeats import MISSED, repeats
from tests.sla.build import incident
from tests.sla.credits.build import JANUARY, STARTS, amounts, desk, month, months, paid

FIVE = {"missed": {"below": "target", "credit": "5 %"}}
TWICE = {"second": "150 %", "third_onwards": "200 %"}


def factors(states: list[str | None], **words: Any) -> list[int]:
    found = repeats(RepeatMultiplier.model_validate(words), states)
    return [int(repeat.factor * 100) for repeat in found]


def test_the_second_and_the_third_period_running_cost_more() -> None:
    """Each month 5 % of 10 000 GBP: 500, then 500 x 150 %, then 500 x 200 %."""
    ledger = desk({"bands": FIVE, "repeat_multiplier": TWICE}).charge(months(2, 2, 2))
    assert paid(ledger) == [("2027-01", 500), ("2027-02", 750), ("2027-03", 1000)]
    assert ledger.credits[1].trace[-1] == "period 2 running: x 150 % = 750 GBP"


def test_a_met_period_ends_a_chain() -> None:
    """Missed, met, missed: March is a first miss again, 500 and not 750."""
    ledger = desk({"bands": FIVE, "repeat_multiplier": TWICE}).charge(months(2, 0, 2))
    assert paid(ledger) == [("2027-01", 500), ("2027-03", 500)]


def test_a_period_without_data_ends_a_chain() -> None:
    late = [*month(2), *month(2, start=STARTS[2])]
    assert paid(desk({"bands": FIVE, "repeat_multiplier": TWICE}).charge(late)) == [("2027-01", 500), ("2027-03", 500)]


def test_the_bedding_in_begins_no_chain() -> None:
    term = {"starts": "2027-01-01", "lasts": "3 years", "bedding_in": "1 month"}
    ledger = desk({"bands": FIVE, "repeat_multiplier": TWICE}, term=term).charge(months(2, 2, 2))
    assert paid(ledger) == [("2027-02", 500), ("2027-03", 750)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"second": "150 %"}, [100, 150, 150, 150]),
        ({"second": "150 %", "third": "300 %"}, [100, 150, 300, 300]),
        ({"second": "150 %", "third_onwards": "200 %"}, [100, 150, 200, 200]),
        ({"second": "150 %", "third": "300 %", "third_onwards": "200 %"}, [100, 150, 300, 200]),
    ],
)
def test_which_factor_holds_how_long(words: dict[str, Any], expected: list[int]) -> None:
    assert factors(["minor"] * 4, **words) == expected


def test_what_makes_a_period_a_repeat() -> None:
    states = ["minor", "minor", "serious", "serious", MISSED, None, "minor"]
    assert factors(states, second="150 %") == [100, 150, 150, 150, 150, 100, 100]
    assert factors(states, second="150 %", repeat_of="the same level") == [100, 150, 100, 150, 100, 100, 100]


def test_coins_are_rounded_after_the_multiplier() -> None:
    """5 % of 33.30 GBP is 1.665, paid as 1.67; one and a half times 1.665 is 2.4975, so 2.50, and not 1.5 x 1.67."""
    fees = {"fee": "33.30 GBP / month", "office-fee": "1 GBP / month"}
    ledger = desk({"bands": FIVE, "repeat_multiplier": TWICE}, charges=fees).charge(months(2, 2))
    assert amounts(ledger) == [Fraction("1.67"), Fraction("2.5")]
    assert ledger.credits[1].trace[-2:] == ("period 2 running: x 150 % = 2.4975 GBP", "rounded half up to 2.50 GBP")


def test_free_rungs_of_a_ladder_are_misses_all_the_same() -> None:
    """One late of one is a miss, free as the first; the second costs 100, one and a half times for the chain."""
    terms = {"family": "ladder", "first": "none", "each_more": "100 GBP", "window": "term"}
    late = [incident(0, 241), incident(JANUARY, JANUARY + 241)]
    assert paid(desk({**terms, "repeat_multiplier": TWICE}).charge(late)) == [("2027-02", 150)]
