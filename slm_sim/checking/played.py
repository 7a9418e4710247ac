"""A scenario played a few dozen times, so that rules can judge what its agreements would cost."""

from __future__ import annotations

import os
from collections.abc import Callable

from slm_sim.memory import without_collecting
from slm_sim.model.rule import GROUPS
from slm_sim.model.study import Study
from slm_sim.read import Reading
from slm_sim.rules import cases
from slm_sim.rules.rulebook import CheckedRule
from slm_sim.study import run_study

REPLICATIONS = 60
"""Simulated terms: enough to tell nine periods in ten from all of them, and played within a minute."""

REPLICATIONS_PAIRED = 100
"""Of two drafts each: enough to bound the 95th percentile from above."""

OF_A_CASE = 20


Progress = Callable[[int, int], None]
"""Told of (replications done, at most)."""


def silently(done: int, most: int) -> None:
    """Progress that nobody watches."""


def played(
    reading: Reading, replications: int = REPLICATIONS, progress: Progress = silently, seed: int | None = None
) -> Study:
    """A study of a scenario in so many terms, or in one if nothing is left to chance; what it would vary is left out.

    It does not stop where the scenario's `precision` is reached: that is of chances alone, and rules judge credits too.

    seed  in place of the scenario's
    """
    study = reading.scenario.study.model_copy(update={"precision": None})
    with without_collecting():
        return run_study(
            reading.scenario.model_copy(update={"study": study}),
            replications=replications,
            seed=seed,
            doubts=reading.doubts,
            variations=(),
            workers=os.cpu_count() or 1,
            progress=progress,
        )


def facts_of_case(checked: CheckedRule, name: str) -> cases.Facts:
    """What is known of the draft of a case; for rules of simulated risk it is played before."""
    if checked.rule.group != GROUPS["6"]:
        return cases.facts_of_case(checked, name)
    return cases.facts_of_case(checked, name, lambda reading: played(reading, OF_A_CASE).results)
