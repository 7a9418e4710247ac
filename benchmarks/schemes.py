"""Credits of every family for the reference year, in the words of an agreement."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter

from slm_sim.model.agreement import Agreement
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.quantities import Percent
from slm_sim.model.target import Target

LEVELS = {"minor": {"below": "target"}, "serious": {"below": "70 %"}, "severe": {"below": "50 %"}}
TIMES = {"short": {"above": "1 h"}, "long": {"above": "4 h"}, "longest": {"above": "24 h"}}
CAPS = {"service_period": "10 %", "contract_year": "8 %"}
REPEATS = {"second": "150 %", "third_onwards": "200 %", "repeat_of": "any miss"}


def _credited(levels: dict[str, dict[str, str]]) -> dict[str, Any]:
    return {name: {**level, "credit": f"{number} %"} for number, (name, level) in enumerate(levels.items(), 1)}


def _pointed(levels: dict[str, dict[str, str]]) -> dict[str, Any]:
    return {name: {**level, "points": number} for number, (name, level) in enumerate(levels.items(), 1)}


def _stepped(*froms: int) -> dict[str, Any]:
    return {f"from-{begins}": {"from": begins, "credit": f"{number} %"} for number, begins in enumerate(froms, 1)}


SCHEMES: dict[str, dict[str, Any]] = {
    "bands": {"family": "bands", "bands": _credited(LEVELS)},
    "at-risk pool with repeats": {
        "family": "at-risk pool",
        "at_risk": "10 %",
        "pool_allocation": "100 %",
        "weights_total": "100 %",
        "repeat_multiplier": REPEATS,
    },
    "service points with repeats": {
        "family": "service points",
        "levels": _pointed(LEVELS),
        "rate": "0.5 %",
        "repeat_multiplier": REPEATS,
    },
    "a points table with repeats": {
        "family": "points table",
        "levels": _pointed(LEVELS),
        "steps": _stepped(1, 3, 6),
        "repeat_multiplier": REPEATS,
    },
    "a linear deduction": {"family": "linear", "rate": "0.1 %", "per": "1 point"},
    "units of time": {"family": "per unit of time", "rate": "5 GBP", "per": "30 min", "at_most": "50 GBP"},
    "a ladder of occurrences": {
        "family": "ladder",
        "first": "50 GBP",
        "second": "100 GBP",
        "each_more": "200 GBP",
        "window": "rolling 12 months",
    },
    "a count of breaches": {"family": "breach count", "steps": _stepped(1, 3, 5), "counts": "failures"},
    "bands of the longest outage": {"family": "outage time", "time": "longest outage", "bands": _credited(TIMES)},
    "bands of the mean time": {"family": "mean time", "bands": _credited(TIMES)},
    "persistent failure": {
        "family": "persistent failure",
        "every": "10 failures",
        "window": "rolling 12 months",
        "credit": "1 %",
    },
    "bonus and malus": {
        "family": "bonus and malus",
        "dead_band": "1 point",
        "per": "1 point",
        "bonus": {"rate": "0.1 %", "cap": "2 %"},
        "malus": {"rate": "0.2 %", "cap": "4 %"},
    },
}
"""One of each family, by what it is called here; all of them have caps."""


def with_credits(agreement: Agreement, words: dict[str, Any]) -> Agreement:
    """The agreement with one credit scheme, which is that of every clause."""
    stated = {"of": next(iter(agreement.charges)), "caps": CAPS, **words}
    scheme = TypeAdapter[Any](CreditScheme).validate_python(stated)
    targets = {name: _priced(target) for name, target in agreement.targets.items()}
    return agreement.model_copy(update={"credits": {"scheme": scheme}, "targets": targets})


def _priced(target: Target) -> Target:
    rows = {name: promised.model_copy(update={"credit": None}) for name, promised in target.by_priority.items()}
    more = {"credit": "scheme", "weight": Percent(Fraction(1, 10)), "by_priority": rows}
    return target.model_copy(update=more)
