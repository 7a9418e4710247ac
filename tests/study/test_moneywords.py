"""Assumptions about money are told where they are made, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from slm_sim.study.moneywords import of_money
from tests.study.build import PROMISED, desk

SCHEME = "agreements/shops/credits/bands"
TRIGGER = {"late": {"clause": "resolution.P1", "periods": "2 of 3"}}
AFRESH = "Nothing from before the span counts towards "
PLAIN = ["Every credit is claimed and paid.", "Charges are billed as stated, whatever the volume of incidents."]


def told(changes: dict[str, Any]) -> list[str]:
    return list(of_money(desk({**PROMISED, **changes})))


def test_plain_bands_rest_on_little() -> None:
    assert told({}) == PLAIN
    assert list(of_money(desk())) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {f"{SCHEME}/claim": "within 30 days of the month"},
            "The customer asks in time for what must be claimed: all credits of shops/bands.",
        ),
        (
            {f"{SCHEME}/charged_for": "1 day", f"{SCHEME}/month_counts_as": "30 days"},
            "Where the charge of a month is divided, each month counts as 30 days: in shops/bands.",
        ),
        ({f"{SCHEME}/repeat_multiplier": {"second": "150 %"}}, f"{AFRESH}repeats."),
        ({f"{SCHEME}/caps": {"contract_year": "8 %"}}, f"{AFRESH}caps of longer windows."),
        ({f"{SCHEME}/caps": {"rolling": {"12 months": "8 %"}}}, f"{AFRESH}caps of longer windows."),
        ({f"{SCHEME}/target_reset": {"after": "12 periods", "at_most": "99 %"}}, f"{AFRESH}target resets."),
        (
            {f"{SCHEME}/earn_back": {"periods_met": 3, "returns": "50 %"}},
            "What would be earned back after the span is not set off.",
        ),
        (
            {"agreements/shops/termination_triggers": TRIGGER},
            "Nobody uses a right to terminate: the agreement runs on to the end of the span.",
        ),
        (
            {
                "agreements/shops/termination_triggers": TRIGGER,
                f"{SCHEME}/caps": {"term": "8 %"},
                f"{SCHEME}/repeat_multiplier": {"second": "150 %"},
            },
            f"{AFRESH}repeats, caps of longer windows or rights to terminate.",
        ),
    ],
)
def test_what_modifies_credits_is_told(changes: dict[str, Any], said: str) -> None:
    found = told(changes)
    assert found[:2] == PLAIN
    assert said in found[2:]


def test_windows_of_failures_begin_with_the_span() -> None:
    ladder = {"family": "ladder", "of": "fee", "first": "none", "each_more": "50 EUR", "window": "rolling 12 months"}
    assert f"{AFRESH}failures of a window." in told({SCHEME: ladder})
