"""What the reader of a comparison must know before any figure of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from slm_sim.errors import Problem
from slm_sim.model.arrays import Floats
from slm_sim.model.results import Warned
from slm_sim.plan.benefit import Plan
from slm_sim.plan.race import Race
from slm_sim.plan.yearly import MONEY
from slm_sim.read import Intervention

ABOUT = "comparison"


def warnings(
    plans: Sequence[Plan],
    compared: Sequence[Intervention],
    rows: Sequence[Floats],
    refused: Sequence[Problem],
    raced: Race,
) -> Iterator[Warned]:
    """Interventions that change nothing, combinations that are impossible, and what cannot be said."""
    for one in compared:
        if one.is_idle:
            text = f"{one.place}: overlay {one.name} changes nothing: what it states stands there already."
            yield Warned(weight="caution", about=ABOUT, text=text)
    idle = {one.name for one in compared if one.is_idle}
    for plan, found in zip(plans[1:], rows[1:], strict=True):
        before = rows[0][: len(found)]
        if plan.candidate.parts <= idle or found.shape != before.shape:
            continue
        if np.array_equal(found, before, equal_nan=True):
            text = (
                f"{plan.candidate.name} came out like the scenario as stated in every replication, in all that is "
                "compared here: it changes nothing that counts, or a row below states its own value."
            )
            yield Warned(weight="caution", about=ABOUT, text=text)
    for problem in refused:
        text = f"{problem.place}: not combined, for {problem.found}."
        yield Warned(weight="note", about=ABOUT, text=text)
    if not any(found[:, : len(MONEY)].any() for found in rows):
        text = "No agreement states charges and no team a cost, so the only money here is what the interventions cost."
        yield Warned(weight="caution", about=ABOUT, text=text)
    cut_short = {"interrupted": "The comparison was interrupted; it", "out of time": "Time ran out; the comparison"}
    if raced.stopped in cut_short:
        text = f"{cut_short[raced.stopped]} says what was known after the last whole stage."
        yield Warned(weight="caution", about=ABOUT, text=text)
    for one in compared:
        if one.uncertain and not one.overlay.evidence:
            text = f"{one.place}: overlay {one.name} does not say where its ranges come from ('evidence:')."
            yield Warned(weight="note", about=ABOUT, text=text)
