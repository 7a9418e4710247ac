"""Pricing a year in which much is late beside simulating it: ten clauses, twelve months, several kinds of credits."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from benchmarks import year
from benchmarks.row import Goal, Row, row
from benchmarks.timing import Job, least
from benchmarks.year import Knobs
from slm_sim.engine import simulate
from slm_sim.model.agreement import Agreement
from slm_sim.model.attainment import MISSED
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.quantities import Percent
from slm_sim.model.target import Target
from slm_sim.sla import attain, charge, compile_agreement, histories

BUSY = Knobs(utilisation=0.95)
"""So busy that most promises are broken in some month, and thousands of incidents are late."""

LEVELS = {"minor": {"below": "target"}, "serious": {"below": "70 %"}, "severe": {"below": "50 %"}}
CAPS = {"service_period": "10 %", "contract_year": "8 %"}
REPEATS = {"second": "150 %", "third_onwards": "200 %", "repeat_of": "any miss"}

SCHEMES: dict[str, dict[str, Any]] = {
    "bands": {
        "family": "bands",
        "bands": {name: {**level, "credit": f"{number} %"} for number, (name, level) in enumerate(LEVELS.items(), 1)},
        "caps": CAPS,
    },
    "at-risk pool with repeats and caps": {
        "family": "at-risk pool",
        "at_risk": "10 %",
        "pool_allocation": "100 %",
        "weights_total": "100 %",
        "repeat_multiplier": REPEATS,
        "caps": CAPS,
    },
    "service points": {
        "family": "service points",
        "levels": {name: {**level, "points": number} for number, (name, level) in enumerate(LEVELS.items(), 1)},
        "rate": "0.5 %",
        "repeat_multiplier": REPEATS,
        "caps": CAPS,
    },
    "a ladder of occurrences": {
        "family": "ladder",
        "first": "50 GBP",
        "second": "100 GBP",
        "each_more": "200 GBP",
        "window": "rolling 12 months",
        "caps": CAPS,
    },
}
"""Kinds of credits by what they are called here, in the words of an agreement."""


def rows(quick: bool) -> Iterator[Row]:
    """One row for each kind of credits."""
    prepared = year.prepared(BUSY)
    drawn = year.drawn(prepared)
    outcomes = simulate(drawn.workload, drawn.organisation, drawn.policy, engine="kernel")
    history = histories(drawn.workload, outcomes)
    plain = prepared.agreements[0].agreement
    jobs: dict[str, Job] = {
        "kernel": lambda: simulate(drawn.workload, drawn.organisation, drawn.policy, engine="kernel")
    }
    told: dict[str, dict[str, object]] = {}
    for name, words in SCHEMES.items():
        compiled = compile_agreement("priced", with_credits(plain, words), prepared.span)
        reached = attain(compiled, drawn.workload, outcomes, history)
        jobs[name] = partial(charge, compiled, reached)
        told[name] = {
            "clauses": len(reached),
            "months": len(reached[0].periods),
            "months missed": int(np.sum([one.verdict == MISSED for one in reached])),
            "late": sum(len(one.failures) for one in reached),
            "credits": len(charge(compiled, reached).credits),
        }
    seconds = least(jobs, 10 if quick else 30)
    for name in SCHEMES:
        figures = {"kernel s": seconds["kernel"], "pricing s": seconds[name], **told[name]}
        yield row(
            f"pricing {name} against the kernel alone", seconds[name] / seconds["kernel"], Goal("at most", 1), **figures
        )


def with_credits(agreement: Agreement, words: dict[str, Any]) -> Agreement:
    """The agreement with one credit scheme, which is that of every clause."""
    scheme = TypeAdapter[Any](CreditScheme).validate_python({"of": next(iter(agreement.charges)), **words})
    targets = {name: _priced(target) for name, target in agreement.targets.items()}
    return agreement.model_copy(update={"credits": {"scheme": scheme}, "targets": targets})


def _priced(target: Target) -> Target:
    rows = {name: promised.model_copy(update={"credit": None}) for name, promised in target.by_priority.items()}
    more = {"credit": "scheme", "weight": Percent(Fraction(1, 10)), "by_priority": rows}
    return target.model_copy(update=more)
