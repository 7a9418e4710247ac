"""A bet: an intervention whose gain is a toss each month, at a price that makes it as good a choice as is wanted."""

from __future__ import annotations

import numpy as np

from slm_sim.model.scenario import Scenario
from slm_sim.pipeline import play, prepare
from slm_sim.plan.yearly import row_of, surplus
from tests.study.build import PROMISED, desk

WITHIN = "agreements/shops/targets/resolution/by_priority/P1/within"
EACH = 40
MONTHS = 12
CERTAIN = {WITHIN: "6 h"}
"""Kept in every month, while as stated a credit of 100 EUR is due in about every second one."""


def bet(price: float, seed: int) -> Scenario:
    """A month of 300 incidents, and the price of a promise that is always kept, gained over a year."""
    changes = {path.replace("/", "."): value for path, value in CERTAIN.items()}
    return desk({
        **TOSS,
        "study": {"seed": seed, "replications": EACH, "compare": {"horizon": f"{MONTHS} months"}},
        "overlays": {"certain": {"cost": {"once": f"{price:.2f} EUR"}, "changes": changes}},
    })  # fmt: skip


def gained(replications: int, seed: int) -> tuple[float, float]:
    """Mean and standard deviation of what a bet gains before its price."""
    study = {"study": {"seed": seed, "replications": 2}}
    stated, certain = (prepare(desk({**TOSS, **study, **changes})) for changes in ({}, CERTAIN))
    rows = [np.array([row_of(one, play(one, number)) for number in range(replications)]) for one in (stated, certain)]
    each = MONTHS * (surplus(rows[1]) - surplus(rows[0]))
    return float(each.mean()), float(each.std(ddof=1))


TOSS = {
    **PROMISED,
    "time/lasts": "1 month",
    "time/warm_up": "1 day",
    "time/run_out": "1 day",
    "workload/incidents": "300 / month",
    WITHIN: "140 min",
}
