"""An auditor is worth what it finds: ledgers in which one figure was changed, and those that it should not touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pytest

from slm_sim.model.ledger import Credit, Ledger
from slm_sim.model.step import Step
from tests.sla.audit.trace import audit
from tests.sla.audit.world import WORDS, tell

PENNY = Fraction(1, 100)
EVERYTHING = {
    "repeat_multiplier": {"second": "133.3 %"},
    "caps": {"service_period": "9 %", "rolling": {"3 months": "7 %"}, "contract_year": "5 %", "term": "9 000 GBP"},
    "minimum_payable": "100 GBP",
    "claim": "within 30 days of the month",
    "earn_back": {"periods_met": 2, "returns": "33 %"},
}


@lru_cache(maxsize=1)
def _clean() -> Ledger:
    measured = {"placed_by": "opened", "rounding": "1 decimal, down"}
    charges = {"fee": "9 999.99 GBP / month", "office-fee": "1 GBP / month"}
    return tell({**WORDS["linear"], **EVERYTHING}, measurement=measured, charges=charges).ledger


def test_a_ledger_with_everything_is_clean() -> None:
    kinds = {step.kind for credit in _clean().credits for step in credit.steps}
    assert kinds >= {"attainment", "rounding", "rule", "repeat", "coin", "cap", "minimum payable", "claim", "earn-back"}
    assert audit(_clean()) == []


def _entry(kind: str, change: Callable[[Credit], Credit]) -> Ledger:
    """The ledger with the last entry changed that has a step of this kind."""
    credits = list(_clean().credits)
    place = max(n for n, one in enumerate(credits) if any(step.kind == kind for step in one.steps))
    credits[place] = change(credits[place])
    return replace(_clean(), credits=tuple(credits))


def _step(kind: str, **changed: Any) -> Ledger:
    """The same with a step that has other figures: its result, or inputs."""

    def change(credit: Credit) -> Credit:
        return replace(credit, steps=tuple(_changed(step) if step.kind == kind else step for step in credit.steps))

    def _changed(step: Step) -> Step:
        result = step.result + changed.get("result", 0)
        return replace(
            step, result=result, inputs={**step.inputs, **{k: v for k, v in changed.items() if k != "result"}}
        )

    return _entry(kind, change)


@pytest.mark.parametrize(
    "tampered",
    [
        lambda: _entry("rule", lambda one: replace(one, amount=one.amount + PENNY)),
        lambda: _entry("rule", lambda one: replace(one, before_caps=one.before_caps - PENNY)),
        lambda: _entry("rule", lambda one: replace(one, percent=one.percent * 2)),
        lambda: _entry("rule", lambda one: replace(one, kind="bonus")),
        lambda: _entry("rule", lambda one: replace(one, cap_reached=not one.cap_reached)),
        lambda: _entry("repeat", lambda one: replace(one, steps=(one.steps[-1], *one.steps[:-1]))),
        lambda: _step("attainment", result=PENNY),
        lambda: _step("rounding", result=PENNY),
        lambda: _step("rule", per=Fraction(1, 50)),
        lambda: _step("rule", begins=Fraction(99, 100)),
        lambda: _step("repeat", factor=Fraction(1)),
        lambda: _step("coin", result=PENNY),
        lambda: _step("cap", used=Fraction(3)),
        lambda: _step("cap", limit=Fraction(1)),
        lambda: _step("minimum payable", total=Fraction(100)),
        lambda: _step("claim", claimed="no"),
        lambda: _step("earn-back", share=Fraction(1, 2)),
        lambda: replace(_clean(), credits=_clean().credits[1:]),
        lambda: replace(_clean(), totals=_clean().totals[1:]),
    ],
)
def test_a_figure_that_was_changed_is_found(tampered: Callable[[], Ledger]) -> None:
    try:
        found = audit(tampered())
    except AssertionError:
        found = ["a step contradicts itself"]
    assert found
