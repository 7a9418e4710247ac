"""A programme stated in Pyomo, handed to HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from slm_sim.errors import StudyError

Ended = Literal["best", "out of time", "impossible"]


def asked(model: Any, variables: Sequence[Any], seconds: float, gap: float) -> tuple[Ended, list[float], float | None]:
    """How HiGHS ended, what it found for each variable (for none: nothing was found), and its bound.

    gap  how far the best found may stay behind the bound before the search goes on, as a share of it

    One thread and a fixed seed, so that the answer is always the same. Raises KeyboardInterrupt if somebody interrupts,
    StudyError if the solver fails.
    """
    from pyomo.contrib.appsi.base import TerminationCondition  # loaded where a programme is solved
    from pyomo.contrib.appsi.solvers.highs import Highs

    solver = Highs()
    solver.config.load_solution = False
    solver.config.time_limit = seconds
    solver.config.mip_gap = gap
    solver.highs_options = {"threads": 1, "random_seed": 0}
    told = solver.solve(model)
    how = told.termination_condition
    if how in (TerminationCondition.infeasible, TerminationCondition.infeasibleOrUnbounded):
        return "impossible", [], None
    if how in (TerminationCondition.error, TerminationCondition.unknown):
        raise KeyboardInterrupt  # HiGHS calls it an error, and tells nothing of what it had found
    known: dict[Any, Ended] = {TerminationCondition.optimal: "best", TerminationCondition.maxTimeLimit: "out of time"}
    if how not in known:
        raise StudyError(f"the solver ended with {how.name!r}")
    values: list[float] = []
    if told.best_feasible_objective is not None and np.isfinite(told.best_feasible_objective):
        found = told.solution_loader.get_primals(variables)
        values = [found[variable] for variable in variables]
    return known[how], values, None if told.best_objective_bound is None else float(told.best_objective_bound)
